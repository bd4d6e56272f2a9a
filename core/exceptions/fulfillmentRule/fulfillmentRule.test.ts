import { describe, expect, it } from 'vitest';
import type { CustomerRules, LineSupply, OrderContext, Shipment } from '../../model/order.ts';
import { holdsForAnyOrder, soundCard } from '../testing/testCard.ts';
import { testOrder } from '../testing/testOrder.ts';
import { fulfillmentRule } from './fulfillmentRule.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Read on Monday, November 23; arrives on Friday. */
const shipment = (more: Partial<Shipment> = {}): Shipment => ({
  id: '501',
  number: 'SHP-501',
  state: 'assigned',
  plannedOn: '2026-11-25',
  promisedOn: '2026-11-27',
  expectedOn: null,
  carrier: { id: 'k1', name: 'Roadway', service: 'Ground', tracking: null, email: null },
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'MLK-1', quantity: '40', lot: 'L1', expiresOn: '2026-12-27' }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
  ...more,
});

const order = (
  rules: CustomerRules,
  shipments: Shipment[] = [],
  change: Partial<OrderContext['order']> = {},
) =>
  testOrder({ rules, shipments, order: { state: shipments.length ? 'processing' : 'quotation', ...change } });

const broken = (context: OrderContext) =>
  (
    fulfillmentRule.detect(context)?.evidence['violations'] as { rule: string; is: string }[] | undefined
  )?.map((v) => v.rule) ?? [];
const options = (context: OrderContext) => soundCard(fulfillmentRule, context).options;

const window = (weekdays: number[], appointment = false) => ({
  weekdays,
  from: '08:00',
  to: '12:00',
  appointment,
});
const booked = (weekday: number, time: string) => ({ at: '2026-11-27T15:00:00.000Z', weekday, time });
const second = (plannedOn: string | null, more: Partial<Shipment> = {}) =>
  shipment({ id: '502', number: 'SHP-502', plannedOn, ...more });

describe('customer rules', () => {
  it.each<[string, OrderContext, string[]]>([
    ['no rules', order({}, [shipment()], { reference: null }), []],
    ['a reference', order({ purchaseOrderRequired: true }), []],
    ['no reference', order({ purchaseOrderRequired: true }, [], { reference: null }), ['reference']],
    ['an empty reference', order({ purchaseOrderRequired: true }, [], { reference: ' ' }), ['reference']],
    ['no reference, not required', order({ purchaseOrderRequired: false }, [], { reference: null }), []],
    [
      'no reference, shipped',
      order({ purchaseOrderRequired: true }, [], { reference: null, state: 'shipped' }),
      [],
    ],
    [
      'no reference, cancelled',
      order({ purchaseOrderRequired: true }, [], { reference: null, state: 'cancelled' }),
      [],
    ],

    ['complete: one shipment', order({ shipComplete: true }, [shipment()]), []],
    ['complete: two on one day', order({ shipComplete: true }, [shipment(), second('2026-11-25')]), []],
    [
      'complete: two on two days',
      order({ shipComplete: true }, [shipment(), second('2026-11-30')]),
      ['ship_complete'],
    ],
    ['two on two days, no rule', order({}, [shipment(), second('2026-11-30')]), []],
    [
      'complete: a part has left',
      order({ shipComplete: true }, [shipment({ state: 'shipped' }), second('2026-11-25')]),
      ['ship_complete'],
    ],
    [
      'complete: the other was cancelled',
      order({ shipComplete: true }, [shipment(), second('2026-11-30', { state: 'cancelled' })]),
      [],
    ],
    ['complete: no planned day', order({ shipComplete: true }, [shipment(), second(null)]), []],
    [
      'complete: all has left',
      order({ shipComplete: true }, [
        shipment({ state: 'shipped' }),
        second('2026-11-30', { state: 'shipped' }),
      ]),
      [],
    ],

    ['window: in it', order({ deliveryWindow: window([5]) }, [shipment()]), []],
    ['window: outside', order({ deliveryWindow: window([1, 2]) }, [shipment()]), ['window']],
    [
      'window: the carrier expects it outside',
      order({ deliveryWindow: window([5]) }, [shipment({ expectedOn: '2026-11-28' })]),
      ['window'],
    ],
    ['window: any day', order({ deliveryWindow: window([]) }, [shipment()]), []],
    ['window: no day known', order({ deliveryWindow: window([1]) }, [shipment({ promisedOn: null })]), []],
    ['appointment: none', order({ deliveryWindow: window([5], true) }, [shipment()]), ['appointment']],
    [
      'appointment: a draft needs none',
      order({ deliveryWindow: window([5], true) }, [shipment({ state: 'draft' })]),
      [],
    ],
    [
      'appointment: at its first minute',
      order({ deliveryWindow: window([5], true) }, [shipment({ appointment: booked(5, '08:00') })]),
      [],
    ],
    [
      'appointment: at its last minute',
      order({ deliveryWindow: window([5], true) }, [shipment({ appointment: booked(5, '12:00') })]),
      [],
    ],
    [
      'appointment: a minute late',
      order({ deliveryWindow: window([5], true) }, [shipment({ appointment: booked(5, '12:01') })]),
      ['window'],
    ],
    [
      'appointment: on another day',
      order({ deliveryWindow: window([5], true) }, [shipment({ appointment: booked(6, '09:00') })]),
      ['window'],
    ],
    [
      'window: past midnight',
      order({ deliveryWindow: { ...window([5]), from: '22:00', to: '04:00' } }, [
        shipment({ appointment: booked(5, '03:00') }),
      ]),
      [],
    ],

    ['carrier: in the guide, other case', order({ routingGuide: ['ROADWAY '] }, [shipment()]), []],
    ['carrier: with its service', order({ routingGuide: ['Roadway Ground'] }, [shipment()]), []],
    ['carrier: not in it', order({ routingGuide: ['Swift'] }, [shipment()]), ['carrier']],
    ['carrier: none chosen', order({ routingGuide: ['Swift'] }, [shipment({ carrier: null })]), []],
    ['carrier: an empty guide', order({ routingGuide: [] }, [shipment()]), []],
    ['carrier: delivered', order({ routingGuide: ['Swift'] }, [shipment({ state: 'delivered' })]), []],

    ['labels: not packed', order({ labels: ['SSCC'], pallet: 'GMA' }, [shipment()]), []],
    [
      'labels: there',
      order({ labels: ['SSCC'], pallet: 'GMA' }, [
        shipment({ packing: { labels: ['sscc'], pallet: 'gma' } }),
      ]),
      [],
    ],
    [
      'labels and pallet: missing',
      order({ labels: ['SSCC'], pallet: 'GMA' }, [shipment({ packing: { labels: [], pallet: null } })]),
      ['labels', 'pallet'],
    ],

    ['shelf life: exactly enough', order({ minimumShelfLifeDays: 30 }, [shipment()]), []],
    ['shelf life: a day short', order({ minimumShelfLifeDays: 31 }, [shipment()]), ['shelf_life']],
    [
      'shelf life: does not expire',
      order({ minimumShelfLifeDays: 31 }, [
        shipment({ lines: [{ ...shipment().lines[0]!, expiresOn: null }] }),
      ]),
      [],
    ],
    ['lot: one', order({ singleLot: true }, [shipment()]), []],
    [
      'lot: two of one item',
      order({ singleLot: true }, [
        shipment({ lines: ['L1', 'L2'].map((lot) => ({ ...shipment().lines[0]!, lot })) }),
      ]),
      ['lot'],
    ],
    [
      'lot: two of two items',
      order({ singleLot: true }, [
        shipment({ lines: ['L1', 'L2'].map((lot) => ({ ...shipment().lines[0]!, lot, sku: lot })) }),
      ]),
      [],
    ],
  ])('%s', (_, context, expected) => {
    expect(broken(context)).toEqual(expected);
  });

  it('takes a line that is still open after a part has left for a broken ship complete', () => {
    const rest = { lineId: 'l1', needed: '3' } as LineSupply;
    const context = order({ shipComplete: true }, [shipment({ state: 'shipped' })]);
    expect(broken(context)).toEqual([]);
    context.supply = [rest];
    expect(broken(context)).toEqual(['ship_complete']);
  });

  it('puts all that is broken in one finding, worst first, worth the whole order', () => {
    const context = order(
      {
        purchaseOrderRequired: true,
        routingGuide: ['Swift'],
        minimumShelfLifeDays: 60,
        source: 'Customer C-1, rules',
      },
      [shipment()],
      { reference: null },
    );
    expect(broken(context)).toEqual(['shelf_life', 'reference', 'carrier']);
    expect(fulfillmentRule.detect(context)?.atStake).toEqual(usd('1000.00'));
    const card = soundCard(fulfillmentRule, context);
    expect(card.stakeSentence).toBe(
      '$1,000.00 may be refused or charged back: the order breaks 3 of 3 rules of Harmony Labs.',
    );
    expect(card.facts.at(-1)).toEqual({ label: 'Rules stand in', value: 'Customer C-1, rules' });
    expect(card.table?.rows[0]).toEqual([
      'Shelf life',
      'shipment SHP-501',
      'MLK-1 lot L1 expires on Dec 27, 2026, 30 days after it arrives',
      '60 days or more on arrival',
    ]);
    expect(card.options.map((o) => o.id)).toEqual(['ask', 'hold', 'proceed']);
  });

  it('asks for the purchase order number, may hold, and says what proceeding risks', () => {
    const context = order({ purchaseOrderRequired: true }, [], { reference: null });
    const [ask, hold, proceed] = options(context);
    expect(ask).toMatchObject({
      id: 'ask',
      label: 'Ask for PO Number',
      style: 'primary',
      action: { kind: 'send_message' },
    });
    expect(ask?.action.kind === 'send_message' && ask.action.text).toContain(
      'Please send us your purchase order number.',
    );
    expect(hold?.action).toEqual({
      kind: 'place_hold',
      reason: 'Breaks rules of Harmony Labs: purchase order number (missing).',
    });
    expect(proceed).toMatchObject({ id: 'proceed', action: { kind: 'add_note' } });
    expect(proceed?.confirm).toContain('$1,000.00');
    const held = order({ purchaseOrderRequired: true }, [], { reference: null, state: 'on_hold' });
    held.order.customer.email = null;
    expect(options(held).map((o) => o.id)).toEqual(['proceed']);
  });

  it('proposes a carrier of the guide that can be had, the cheapest in time', () => {
    const way = (carrier: string, arrivesOn: string, cost: string) => ({
      carrierId: carrier,
      carrier,
      service: null,
      arrivesOn,
      cost: usd(cost),
    });
    const alternatives = [
      way('Swift', '2026-11-30', '10.00'),
      way('Jet', '2026-11-26', '15.00'),
      way('SWIFT', '2026-11-27', '40.00'),
    ];
    const context = order({ routingGuide: ['swift'] }, [shipment({ alternatives })]);
    expect(options(context)[0]).toMatchObject({
      id: 'carrier',
      label: 'Use SWIFT',
      action: { kind: 'change_carrier', shipmentId: '501', arrivesOn: '2026-11-27' },
    });
    expect(options(order({ routingGuide: ['swift'] }, [shipment()])).map((o) => o.id)).not.toContain(
      'carrier',
    );
  });

  it('moves a part to the day of the rest, and an arrival into the window', () => {
    const move = (context: OrderContext) => options(context).find((o) => o.id === 'date')?.action;
    expect(move(order({ shipComplete: true }, [shipment(), second('2026-11-30')]))).toEqual({
      kind: 'change_date',
      shipmentId: '501',
      from: '2026-11-25',
      to: '2026-11-30',
      acknowledge: [],
    });
    // From Friday to Monday the arrival moves by three days, and so does the day it leaves.
    expect(move(order({ deliveryWindow: window([1]) }, [shipment()]))).toMatchObject({ to: '2026-11-28' });
    expect(move(order({ deliveryWindow: window([1]) }, [shipment({ state: 'shipped' })]))).toBeUndefined();
  });

  it('stays settled while the same is wrong, on whatever shipment', () => {
    const print = (more: Partial<Shipment>) => {
      const context = order({ routingGuide: ['Swift'] }, [shipment(more)]);
      return fulfillmentRule.fingerprint(fulfillmentRule.detect(context)!);
    };
    expect(print({ id: '777' })).toEqual(print({}));
    expect(
      print({ carrier: { id: 'k2', name: 'Mule', service: null, tracking: null, email: null } }),
    ).not.toEqual(print({}));
  });

  it('holds for orders of any shape', () => holdsForAnyOrder(fulfillmentRule));
});
