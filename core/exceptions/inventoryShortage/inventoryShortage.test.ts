import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineSupply, OrderContext, Shipment } from '../../model/order.ts';
import { holdsForAnyOrder, soundCard } from '../testing/testCard.ts';
import { testOrder } from '../testing/testOrder.ts';
import { inventoryShortage } from './inventoryShortage.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const stock = (available: string, more: Partial<LineSupply> = {}): LineSupply => ({
  lineId: 'l1',
  warehouse: 'Main',
  needed: '100',
  neededOn: null,
  onHand: available,
  available,
  incoming: [],
  substitutes: [],
  elsewhere: [],
  supplier: null,
  ...more,
});

const substitute = (available: string, unitPrice = '12.00', unitCost: string | null = '9.00') => ({
  productId: '77',
  sku: 'BRG-1Z',
  description: 'Bearing, sealed',
  available,
  unitPrice,
  unitCost,
});

const shipment = (more: Partial<Shipment> = {}): Shipment => ({
  id: '501',
  number: 'SHP-501',
  state: 'waiting',
  plannedOn: '2026-11-24',
  promisedOn: null,
  expectedOn: null,
  carrier: null,
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '100', lot: null, expiresOn: null }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
  ...more,
});

const incoming = (on: string, availableThen = '100') => ({
  on,
  quantity: '200',
  source: 'PO 44',
  availableThen,
});

/** 100 BRG-1 at 10.00 are needed; a cost of 8.00. */
function short(supply: LineSupply, change: Parameters<typeof testOrder>[0] = {}): OrderContext {
  const context = testOrder({ ...change, supply: [supply] });
  context.order.lines[0]!.unitCost = '8.00';
  return context;
}

const optionIds = (context: OrderContext) => soundCard(inventoryShortage, context).options.map((o) => o.id);
const action = (context: OrderContext, id: string) =>
  soundCard(inventoryShortage, context).options.find((o) => o.id === id)?.action;

describe('inventory shortage', () => {
  it.each([
    ['exactly enough', stock('100'), null],
    ['exactly enough, written otherwise', stock('100.000'), null],
    ['a rest of unit conversion', stock('99.9999999996'), null],
    ['one missing', stock('99'), '10.00'],
    ['none there', stock('0'), '1000.00'],
    ['less than nothing there: never more missing than needed', stock('-20', { onHand: '-20' }), '1000.00'],
    ['nothing left to ship', stock('0', { needed: '0' }), null],
    ['a part has left already', stock('10', { needed: '40' }), '300.00'],
    ['only time is missing', stock('0', { incoming: [incoming('2026-11-29')] }), '1000.00'],
    ['a line the order does not have', stock('0', { lineId: 'other' }), null],
  ])('%s', (_, supply, stake) => {
    expect(inventoryShortage.detect(short(supply))?.atStake ?? null).toEqual(stake && usd(stake));
  });

  it('is told of nothing where the ERP tells no stock, and by nothing that is a charge', () => {
    expect(inventoryShortage.detect(testOrder({ supply: null }))).toBeNull();
    expect(inventoryShortage.detect(testOrder({ supply: [] }))).toBeNull();
    const freight = short(stock('0'));
    freight.order.lines[0]!.kind = 'charge';
    expect(inventoryShortage.detect(freight)).toBeNull();
  });

  it('looks at open orders only', () => {
    for (const state of ['draft', 'quotation', 'on_hold', 'confirmed', 'processing'] as const) {
      expect(inventoryShortage.detect(short(stock('0'), { order: { state } }))).not.toBeNull();
    }
    for (const state of ['shipped', 'done', 'cancelled'] as const) {
      expect(inventoryShortage.detect(short(stock('0'), { order: { state } }))).toBeNull();
    }
  });

  it('never flags what is exactly there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (needed, more) => {
          const text = (n: number) => (n / 100).toFixed(2);
          const supply = stock(text(needed + more), { needed: text(needed) });
          expect(inventoryShortage.detect(short(supply))).toBeNull();
        },
      ),
    );
  });

  it('proposes a substitute that covers the whole line, with price and margin', () => {
    const context = short(
      stock('10', { substitutes: [substitute('99'), { ...substitute('100'), sku: 'BRG-1W' }] }),
    );
    context.order.lines[0]!.productId = '70';
    const card = soundCard(inventoryShortage, context);
    expect(card.headline).toBe('How should order SO-1 for Harmony Labs ship, short 90 of 100 BRG-1?');
    expect(card.stakeSentence).toBe("$900.00 of the order's $1,000.00 cannot ship now.");
    expect(card.options[0]).toMatchObject({
      id: 'substitute',
      style: 'primary',
      marginPercent: '25.0',
      confirm: null,
      action: {
        kind: 'substitute',
        lines: [
          {
            lineId: 'l1',
            sku: 'BRG-1',
            productId: '77',
            fromProductId: '70',
            toSku: 'BRG-1W',
            quantity: '100',
            fromPrice: '10.00',
            toPrice: '12.00',
          },
        ],
      },
    });
    expect(card.options[0]?.consequence).toBe(
      "100 BRG-1W goes now, at $12.00 instead of $10.00 each; the order's value rises by $200.00, its margin is 25.0% instead of 20.0%.",
    );
  });

  it('offers no substitute that covers a part, none where a part has left, none to who takes none', () => {
    expect(optionIds(short(stock('10', { substitutes: [substitute('90')] })))).not.toContain('substitute');
    expect(optionIds(short(stock('0', { needed: '40', substitutes: [substitute('90')] })))).not.toContain(
      'substitute',
    );
    const refused = short(stock('10', { substitutes: [substitute('500')] }), {
      rules: { noSubstitution: true },
    });
    const card = soundCard(inventoryShortage, refused);
    expect(card.options.map((o) => o.id)).toEqual(['split', 'ask']);
    expect(card.facts).toContainEqual({ label: 'Substitute', value: 'Not for this customer' });
  });

  it('gives two lines of one item the same substitute only where it covers both', () => {
    const context = short(stock('0', { substitutes: [substitute('150')] }));
    context.order.lines.push({ ...context.order.lines[0]!, id: 'l2', position: 2 });
    context.supply!.push(stock('0', { lineId: 'l2', substitutes: [substitute('150')] }));
    expect(action(context, 'substitute')).toMatchObject({ lines: [{ lineId: 'l1' }] });
    expect(soundCard(inventoryShortage, context).options[0]?.consequence).toContain('BRG-1 stays short.');
  });

  it('splits where something can go, by the shipment where the order is processed', () => {
    const context = short(stock('8'), { order: { state: 'processing' }, shipments: [shipment()] });
    expect(action(context, 'split')).toEqual({
      kind: 'split_backorder',
      shipmentId: '501',
      lines: [{ lineId: 'l1', sku: 'BRG-1', ship: '8', backorder: '92' }],
      backorderOn: null,
    });
    expect(action(short(stock('8')), 'split')).toMatchObject({ shipmentId: null });
    expect(optionIds(short(stock('0')))).not.toContain('split');
  });

  it('splits where other lines can go, and never for who ships complete', () => {
    const context = short(stock('0'));
    context.order.lines.push({ ...context.order.lines[0]!, id: 'l2', sku: 'BRG-2', quantity: '5' });
    expect(action(context, 'split')).toMatchObject({
      lines: [
        { lineId: 'l1', ship: '0', backorder: '100' },
        { lineId: 'l2', ship: '5', backorder: '0' },
      ],
    });
    const complete = { ...context, rules: { shipComplete: true } };
    expect(optionIds(complete)).not.toContain('split');
    expect(soundCard(inventoryShortage, complete).facts).toContainEqual({
      label: 'Partial shipment',
      value: 'No: ships complete',
    });
  });

  it('waits until everything is covered: a new promise, or the day of the shipment', () => {
    const late = stock('8', { incoming: [incoming('2026-11-25', '60'), incoming('2026-11-29')] });
    expect(action(short(late, { order: { promisedOn: '2026-11-26' } }), 'wait')).toEqual({
      kind: 'change_date',
      shipmentId: null,
      from: '2026-11-26',
      to: '2026-11-29',
      acknowledge: [],
    });
    const processed = short(late, { order: { state: 'processing' }, shipments: [shipment()] });
    expect(action(processed, 'wait')).toMatchObject({
      shipmentId: '501',
      from: '2026-11-24',
      to: '2026-11-29',
    });
    expect(optionIds(short(stock('8', { incoming: [incoming('2026-11-25', '60')] })))).not.toContain('wait');
  });

  it('counts on no receipt that should have come before today', () => {
    const overdue = short(stock('8', { incoming: [incoming('2026-11-20')] }));
    expect(optionIds(overdue)).not.toContain('wait');
    expect(soundCard(inventoryShortage, overdue).facts[3]?.value).toBe('Overdue: PO 44 was due Nov 20, 2026');
  });

  it('transfers from the first warehouse that covers what is missing', () => {
    const elsewhere = [
      { warehouse: 'Reno', available: '91', days: 1 },
      { warehouse: 'Ghent', available: '92', days: 4 },
    ];
    expect(action(short(stock('8', { elsewhere })), 'transfer')).toEqual({
      kind: 'create_transfer',
      from: 'Ghent',
      to: 'Main',
      lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '92' }],
      arrivesOn: '2026-11-27',
    });
  });

  it('buys what is missing, unless it is on its way and comes sooner', () => {
    const supplier = { id: 's7', name: 'Nordic Bearings', leadDays: 7, unitCost: '8.50' };
    const card = soundCard(inventoryShortage, short(stock('8', { supplier })));
    expect(card.options.find((o) => o.id === 'replenish')).toMatchObject({
      label: 'Buy from Nordic Bearings',
      amount: usd('782.00'),
      marginPercent: '15.4',
      action: {
        kind: 'create_purchase',
        supplierId: 's7',
        lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '92', unitCost: '8.50' }],
        arrivesOn: '2026-11-30',
      },
    });
    expect(optionIds(short(stock('8')))).not.toContain('replenish');
    expect(optionIds(short(stock('8', { supplier, incoming: [incoming('2026-11-29')] })))).not.toContain(
      'replenish',
    );
    expect(optionIds(short(stock('8', { supplier, incoming: [incoming('2026-12-03')] })))).toContain(
      'replenish',
    );
    const unknown = short(stock('8', { supplier: { ...supplier, leadDays: null, unitCost: null } }));
    expect(action(unknown, 'replenish')).toMatchObject({ arrivesOn: null });
  });

  it('lets the customer choose among what can be done, and among nothing else', () => {
    const context = short(
      stock('8', { substitutes: [substitute('200')], incoming: [incoming('2026-11-29')] }),
    );
    const mail = action(context, 'ask');
    if (mail?.kind !== 'send_message') throw new Error('no mail');
    expect(mail.to).toBe('orders@harmony.example');
    expect(mail.text).toContain('- BRG-1: 92 of 100 missing');
    expect(mail.text).toContain(
      '1. We ship a substitute now: 100 BRG-1Z instead of BRG-1, at $12.00 each (BRG-1: $10.00).',
    );
    expect(mail.text).toContain('2. We ship a part now (8 BRG-1) and the rest (92 BRG-1) on Nov 29, 2026.');
    expect(mail.text).toContain('3. We ship everything together on Nov 29, 2026.');
    const strict = action({ ...context, rules: { noSubstitution: true, shipComplete: true } }, 'ask');
    if (strict?.kind !== 'send_message') throw new Error('no mail');
    expect(strict.text).not.toMatch(/substitute|part now/);
    context.order.customer.email = null;
    expect(optionIds(context)).not.toContain('ask');
  });

  it('says that stock below nothing is a hole in the data', () => {
    const card = soundCard(inventoryShortage, short(stock('-20', { onHand: '-20' })));
    expect(card.facts[1]?.value).toBe('None: the ERP says -20 on hand, which cannot be');
  });

  it('stays settled while the same items lack the same, whatever lines and shipments they stand on', () => {
    const print = (context: OrderContext) =>
      inventoryShortage.fingerprint(inventoryShortage.detect(context)!);
    const before = short(stock('8'));
    const after = short(stock('0', { lineId: 'l9', needed: '92' }));
    after.order.lines[0]!.id = 'l9';
    expect(print(after)).toEqual(print(before));
    expect(print(short(stock('7')))).not.toEqual(print(before));
    expect(print(short(stock('8'), { order: { promisedOn: '2026-12-01' } }))).not.toEqual(print(before));
  });

  it('shows units in the header where the lines share one, worst line first', () => {
    const context = short(stock('90'));
    context.order.lines.push({
      ...context.order.lines[0]!,
      id: 'l2',
      sku: 'BRG-2',
      unit: 'box',
      unitPrice: '99.00',
    });
    context.supply!.push(stock('50', { lineId: 'l2' }));
    const { table } = soundCard(inventoryShortage, context);
    expect(table?.columns.map((c) => c.title)).toEqual([
      'Item',
      'Needed',
      'Short',
      'Value (USD)',
      'All there on',
    ]);
    expect(table?.rows[0]).toEqual(['BRG-2 Bearing', '100 box', '50 box', '4,950.00', 'Not known']);
    expect(soundCard(inventoryShortage, short(stock('90'))).table?.columns[2]?.title).toBe('Short (each)');
  });

  it('holds for orders of any shape', () => holdsForAnyOrder(inventoryShortage));
});
