import { describe, expect, it } from 'vitest';
import type { OrderContext, Shipment } from '../../model/order.ts';
import { holdsForAnyOrder, soundCard } from '../testing/testCard.ts';
import { testOrder } from '../testing/testOrder.ts';
import { carrierDisruption } from './carrierDisruption.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Read on Monday, November 23; promised for Friday. */
const shipment = (more: Partial<Shipment> = {}): Shipment => ({
  id: '501',
  number: 'SHP-501',
  state: 'waiting',
  plannedOn: '2026-11-24',
  promisedOn: '2026-11-27',
  expectedOn: null,
  carrier: { id: 'k1', name: 'Roadway', service: 'Ground', tracking: 'RW-77', email: null },
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '40', lot: null, expiresOn: null }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
  ...more,
});

const event = (trouble: 'late' | 'stuck' | 'stopped') => ({
  trouble,
  at: '2026-11-22',
  text: 'Held at the hub',
});

const way = (carrier: string, arrivesOn: string, cost: string) => ({
  carrierId: carrier.toLowerCase(),
  carrier,
  service: null,
  arrivesOn,
  cost: usd(cost),
});

const withShipment = (more: Partial<Shipment>, change: Parameters<typeof testOrder>[0] = {}): OrderContext =>
  testOrder({ ...change, order: { state: 'processing', ...change.order }, shipments: [shipment(more)] });

const troubles = (context: OrderContext) =>
  (carrierDisruption.detect(context)?.evidence['shipments'] as { trouble: string }[] | undefined)?.map(
    (s) => s.trouble,
  ) ?? null;
const options = (context: OrderContext) => soundCard(carrierDisruption, context).options;
const ids = (context: OrderContext) => options(context).map((o) => o.id);

describe('carrier disruption', () => {
  it.each<[string, Partial<Shipment>, string | null]>([
    ['in time', {}, null],
    ['planned for today', { plannedOn: '2026-11-23' }, null],
    ['planned for yesterday', { plannedOn: '2026-11-22' }, 'planned_past'],
    ['planned for yesterday, assigned', { plannedOn: '2026-11-22', state: 'assigned' }, 'planned_past'],
    ['planned for yesterday and gone', { plannedOn: '2026-11-22', state: 'shipped' }, null],
    ['planned for yesterday and cancelled', { plannedOn: '2026-11-22', state: 'cancelled' }, null],
    ['without a planned day', { plannedOn: null }, null],
    ['expected on the promised day', { expectedOn: '2026-11-27' }, null],
    ['expected a day later', { expectedOn: '2026-11-28' }, 'expected_late'],
    ['expected later, nothing promised', { expectedOn: '2026-11-28', promisedOn: null }, null],
    ['under way on the promised day', { state: 'shipped', promisedOn: '2026-11-23' }, null],
    ['under way after it', { state: 'shipped', promisedOn: '2026-11-22' }, 'overdue'],
    ['delivered after it', { state: 'delivered', promisedOn: '2026-11-22', event: event('late') }, null],
    ['late, says the carrier', { event: event('late') }, 'late'],
    ['stuck', { event: event('stuck'), state: 'shipped' }, 'stuck'],
    ['stopped', { event: event('stopped'), state: 'shipped' }, 'stopped'],
    ['cancelled by the warehouse', { event: event('stopped'), state: 'cancelled' }, 'stopped'],
  ])('%s', (_, more, expected) => {
    expect(troubles(withShipment(more))).toEqual(expected && [expected]);
  });

  it.each<[string, Partial<Shipment>, string, string | null]>([
    ['under way, promised with the order', { state: 'shipped' }, '2026-11-10', 'overdue'],
    ['under way on that day', { state: 'shipped' }, '2026-11-23', null],
    ['delivered', { state: 'delivered' }, '2026-11-10', null],
    ['expected after the order', { expectedOn: '2026-12-13' }, '2026-11-27', 'expected_late'],
    ['waiting without a planned day', { plannedOn: null }, '2026-11-20', 'promise_past'],
    ['waiting for the day that it was moved to', {}, '2026-11-20', null],
    ['promised for a day of its own', { plannedOn: null, promisedOn: '2026-11-27' }, '2026-11-20', null],
  ])("judges a shipment without a promise by the order's: %s", (_, more, promisedOn, expected) => {
    const context = withShipment({ promisedOn: null, ...more }, { order: { promisedOn } });
    expect(troubles(context)).toEqual(expected && [expected]);
  });

  it('compares days in UTC of the reading', () => {
    const late = { plannedOn: '2026-11-22' };
    expect(troubles(withShipment(late, { readAt: '2026-11-22T23:59:59.000Z' }))).toBeNull();
    expect(troubles(withShipment(late, { readAt: '2026-11-23T00:00:00.000Z' }))).toEqual(['planned_past']);
  });

  it('finds an order without a shipment past its promised day, unless it is held or nothing of it ships', () => {
    const promised = (state: OrderContext['order']['state'], promisedOn: string | null = '2026-11-20') =>
      troubles(testOrder({ order: { state, promisedOn } }));
    for (const state of ['draft', 'quotation', 'confirmed', 'processing'] as const)
      expect(promised(state)).toEqual(['promise_past']);
    for (const state of ['on_hold', 'shipped', 'done', 'cancelled'] as const) {
      expect(promised(state)).toBeNull();
    }
    const service = testOrder({ order: { state: 'processing', promisedOn: '2026-11-20' }, supply: [] });
    expect(troubles(service)).toBeNull();
    expect(promised('quotation', '2026-11-23')).toBeNull();
    expect(promised('quotation', null)).toBeNull();
    expect(
      troubles(withShipment({}, { order: { state: 'confirmed', promisedOn: '2026-11-20' } })),
    ).toBeNull();
  });

  it('leaves cancelled orders alone, and of orders that are done hears only events', () => {
    expect(troubles(withShipment({ event: event('stuck') }, { order: { state: 'cancelled' } }))).toBeNull();
    expect(
      troubles(withShipment({ state: 'shipped', promisedOn: '2026-11-01' }, { order: { state: 'done' } })),
    ).toBeNull();
    expect(
      troubles(withShipment({ state: 'shipped', event: event('stuck') }, { order: { state: 'done' } })),
    ).toEqual(['stuck']);
  });

  it('a shortage alone is not late', () => {
    const context = withShipment({});
    context.supply = [
      {
        lineId: 'l1',
        warehouse: 'Main',
        needed: '100',
        neededOn: null,
        onHand: '0',
        available: '0',
        incoming: [],
        substitutes: [],
        elsewhere: [],
        supplier: null,
      },
    ];
    expect(troubles(context)).toBeNull();
  });

  it('counts the value of the lines that are affected, worst shipment first', () => {
    const context = withShipment({ plannedOn: '2026-11-18' });
    context.shipments.push(
      shipment({ id: '502', number: null, state: 'cancelled', event: event('stopped') }),
    );
    const found = carrierDisruption.detect(context);
    expect(found?.atStake).toEqual(usd('800.00'));
    const card = soundCard(carrierDisruption, context);
    expect(card.table?.rows.map((row) => row[0])).toEqual(['shipment #502', 'shipment SHP-501']);
    expect(card.headline).toBe(
      'How should order SO-1 reach Harmony Labs? Shipment #502 was stopped on Nov 22, 2026.',
    );
  });

  it('counts all goods of the order where the ERP does not list the lines of the shipment', () => {
    const context = withShipment({ event: event('stuck'), lines: [] });
    expect(carrierDisruption.detect(context)?.atStake).toEqual(usd('1000.00'));
    expect(options(context).map(({ id, amount }) => [id, amount])).toEqual([['ask', usd('1000.00')]]);
  });

  it('says how it stands and what the chance is, from the data', () => {
    const card = soundCard(carrierDisruption, withShipment({ plannedOn: '2026-11-18' }));
    expect(card.headline).toBe(
      'How should order SO-1 reach Harmony Labs? Shipment SHP-501 has not left, 5 days after its planned day.',
    );
    expect(card.stakeSentence).toBe(
      "$400.00 of the order's $1,000.00 is promised for Nov 27, 2026 and may come late.",
    );
    const unplanned = withShipment({ plannedOn: null, promisedOn: '2026-11-22' });
    expect(soundCard(carrierDisruption, unplanned).headline).toContain(
      'Shipment SHP-501 has not left, 1 day after the promised day.',
    );
    const chance = (more: Partial<Shipment>) =>
      soundCard(carrierDisruption, withShipment(more)).facts[1]?.value;
    expect(chance({ plannedOn: '2026-11-18' })).toBe('Possible: 4 days left');
    expect(chance({ state: 'shipped', promisedOn: '2026-11-22' })).toBe(
      'Certain: the promised day has passed',
    );
    expect(chance({ expectedOn: '2026-11-28' })).toBe('Likely: expected after the promised day');
    expect(chance({ event: event('stuck') })).toBe('Likely: it does not move');
    expect(chance({ plannedOn: '2026-11-18', promisedOn: null })).toBe('Not known: no day was promised');
  });

  it('proposes the cheapest carrier in time, and the fastest one beside it', () => {
    const alternatives = [
      way('Mule', '2026-11-30', '20.00'),
      way('Swift', '2026-11-27', '90.00'),
      way('Jet', '2026-11-25', '300.00'),
    ];
    const context = withShipment({ expectedOn: '2026-11-30', alternatives });
    context.order.lines[0]!.unitCost = '8.00';
    const [first, second] = options(context);
    expect(first).toMatchObject({
      id: 'carrier',
      label: 'Use Swift',
      amount: usd('90.00'),
      marginPercent: '11.0',
      action: {
        kind: 'change_carrier',
        shipmentId: '501',
        from: { id: 'k1', name: 'Roadway', service: 'Ground' },
        to: { id: 'swift', name: 'Swift', service: null },
        arrivesOn: '2026-11-27',
        cost: usd('90.00'),
      },
    });
    expect(second).toMatchObject({ id: 'expedite', label: 'Expedite with Jet', amount: usd('300.00') });
    expect(second?.consequence).toBe(
      'Arrives on Nov 25, 2026, in time for the promised day; Jet costs $300.00. 5 days sooner than expected now.',
    );
  });

  it('offers no carrier that comes too late, is not in the routing guide, or is the one it goes with', () => {
    const alternatives = [
      { ...way('Roadway', '2026-11-26', '0.00'), carrierId: 'k1', service: 'Ground' },
      way('Mule', '2026-12-02', '20.00'),
      way('Jet', '2026-11-25', '300.00'),
    ];
    const rules = { routingGuide: ['mule', 'roadway'] };
    expect(ids(withShipment({ expectedOn: '2026-11-30', alternatives }, { rules }))).toEqual([
      'reschedule',
      'ask',
    ]);
    expect(ids(withShipment({ expectedOn: '2026-11-30', alternatives }))).toEqual([
      'carrier',
      'reschedule',
      'ask',
    ]);
    const past = {
      state: 'shipped' as const,
      promisedOn: '2026-11-20',
      alternatives: [way('Jet', '2026-11-25', '300.00')],
    };
    expect(ids(withShipment(past))).toEqual(['expedite', 'reschedule', 'ask']);
  });

  it('counts an arrival when the customer receives', () => {
    const alternatives = [way('Swift', '2026-11-26', '90.00'), way('Jet', '2026-11-25', '300.00')];
    const rules = { deliveryWindow: { weekdays: [1, 3], from: '08:00', to: '12:00', appointment: true } };
    const [first] = options(withShipment({ expectedOn: '2026-11-30', alternatives }, { rules }));
    expect(first).toMatchObject({ id: 'carrier', label: 'Use Jet' });
    expect(first?.consequence).toContain('A new appointment has to be booked.');
    const late = withShipment(
      { expectedOn: '2026-12-01', alternatives: [way('Swift', '2026-11-28', '90.00')] },
      { rules },
    );
    const [expedite] = options(late);
    expect(expedite?.consequence).toContain(
      'taken in on Nov 30, 2026 when the customer receives, 3 days after',
    );
    expect(options(late).find((o) => o.id === 'reschedule')?.action).toMatchObject({ to: '2026-12-02' });
  });

  it('reschedules what waits by its planned day, what has left by the promise, an order by its own', () => {
    const moved = (context: OrderContext) => options(context).find((o) => o.id === 'reschedule')?.action;
    expect(moved(withShipment({ plannedOn: '2026-11-18' }))).toEqual({
      kind: 'change_date',
      shipmentId: '501',
      from: '2026-11-18',
      to: '2026-11-24',
      acknowledge: [],
    });
    expect(
      moved(withShipment({ plannedOn: '2026-11-18' }, { readAt: '2026-11-27T12:00:00.000Z' })),
    ).toMatchObject({ to: '2026-11-30' });
    const gone = withShipment(
      { state: 'shipped', expectedOn: '2026-11-30' },
      { order: { promisedOn: '2026-11-27' } },
    );
    expect(moved(gone)).toMatchObject({ shipmentId: null, from: '2026-11-27', to: '2026-11-30' });
    expect(moved(testOrder({ order: { promisedOn: '2026-11-20' } }))).toMatchObject({
      shipmentId: null,
      from: '2026-11-20',
      to: '2026-11-24',
    });
  });

  it('ships again what was stopped, once confirmed', () => {
    const [first, ...rest] = options(withShipment({ state: 'cancelled', event: event('stopped') }));
    expect(first).toMatchObject({
      id: 'reship',
      action: { kind: 'reship', shipmentId: '501', lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '40' }] },
    });
    expect(first?.confirm).toContain('$400.00');
    expect(rest.map((o) => o.id)).toEqual(['ask']);
    expect(ids(withShipment({ state: 'cancelled', event: event('stopped'), lines: [] }))).toEqual(['ask']);
  });

  it('reroutes only to an address that the customer gave', () => {
    const to = { name: 'Harmony Labs', street: 'Dock 4', postalCode: '02111', city: 'Boston', country: 'US' };
    const changes: OrderContext['changes'] = [
      { id: 'x', askedOn: '2026-11-22', by: 'A. Ames', what: { kind: 'address', to }, text: '' },
    ];
    const reroute = options(withShipment({ event: event('stuck') }, { changes })).find(
      (o) => o.id === 'reroute',
    );
    expect(reroute).toMatchObject({
      label: 'Reroute to Boston',
      action: { kind: 'change_address', from: null, to },
    });
    expect(ids(withShipment({ event: event('stuck') }))).not.toContain('reroute');
  });

  it('tells the customer only a day that somebody named', () => {
    const mail = (context: OrderContext) => {
      const action = options(context).find((o) => o.id === 'ask')?.action;
      return action?.kind === 'send_message' ? action.text : null;
    };
    expect(mail(withShipment({ expectedOn: '2026-11-30' }))).toContain(
      'We now expect it to reach you on Nov 30, 2026.',
    );
    expect(mail(withShipment({ plannedOn: '2026-11-18' }))).toContain(
      'We now plan to ship it on Nov 24, 2026.',
    );
    const stuck = mail(withShipment({ state: 'shipped', event: event('stuck') }));
    expect(stuck).toContain('We are asking for the new day');
    expect(stuck).toContain('You can follow it with Roadway under RW-77.');
    const silent = withShipment({ event: event('stuck') });
    silent.order.customer.email = null;
    expect(mail(silent)).toBeNull();
  });

  it('stays settled on another day, and opens again when the carrier says something new', () => {
    const print = (context: OrderContext) =>
      carrierDisruption.fingerprint(carrierDisruption.detect(context)!);
    const before = print(withShipment({ expectedOn: '2026-11-30' }));
    expect(
      print(withShipment({ expectedOn: '2026-11-30' }, { readAt: '2026-11-25T12:00:00.000Z', order: {} })),
    ).not.toBeNull();
    expect(print(withShipment({ plannedOn: '2026-11-18' }, { readAt: '2026-11-25T12:00:00.000Z' }))).toEqual(
      print(withShipment({ plannedOn: '2026-11-18' })),
    );
    expect(print(withShipment({ expectedOn: '2026-12-02' }))).not.toEqual(before);
  });

  it('holds for orders of any shape', () => holdsForAnyOrder(carrierDisruption));
});
