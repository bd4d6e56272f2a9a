/** What every card has to keep, and orders of any shape to try it on. For tests. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { actionSpec } from '../../model/action.ts';
import type { AlikeOrder, OrderContext, OrderState, Shipment } from '../../model/order.ts';
import type { Composition, ExceptionType } from '../type.ts';
import { testOrder } from './testOrder.ts';

/** Composes the card of what the type finds, checks what holds for all cards, and returns it. */
export function soundCard(type: ExceptionType, context: OrderContext, locale = 'en-US'): Composition {
  const finding = type.detect(context);
  if (!finding) throw new Error(`${type.name} finds nothing`);
  expect(Number(finding.atStake.amount)).toBeGreaterThanOrEqual(0);
  expect(structuredClone(JSON.parse(JSON.stringify(finding)))).toEqual(finding);
  const card = type.compose(finding, context, locale);
  expect(card.options.length).toBeLessThanOrEqual(6);
  expect(new Set(card.options.map((option) => option.id)).size).toBe(card.options.length);
  for (const option of card.options) {
    expect(actionSpec.parse(option.action)).toEqual(option.action);
    expect(Number(option.amount.amount)).toBeGreaterThanOrEqual(0);
  }
  if (card.options[0]) expect(card.options[0].style).not.toBe('default');
  expect(card.options.slice(1).every((option) => option.style === 'default')).toBe(true);
  expect(card.facts.length).toBeLessThanOrEqual(8);
  expect(card.facts.length % 2).toBe(0);
  if (card.table) {
    expect(card.table.columns.length).toBeLessThanOrEqual(5);
    for (const row of card.table.rows) expect(row.length).toBe(card.table.columns.length);
  }
  expect(textOf(card)).not.toMatch(/undefined|null|NaN|Invalid|\[object|\$\{| {2}|\.\./);
  return card;
}

/** Everything that people read. */
const textOf = (card: Composition): string =>
  [
    card.headline,
    card.stakeSentence,
    card.why,
    ...card.facts.flatMap(({ label, value }) => [label, value]),
    ...(card.table ? [...card.table.columns.map(({ title }) => title), ...card.table.rows.flat()] : []),
    ...card.options.flatMap(({ label, consequence, done, confirm, action }) => [
      label,
      consequence,
      done,
      confirm ?? '',
      'text' in action ? action.text : '',
      'subject' in action ? action.subject : '',
    ]),
  ].join('\n');

const day = fc
  .integer({ min: -200, max: 200 })
  .map((days) => new Date(Date.UTC(2026, 10, 23 + days)).toISOString().slice(0, 10));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const count = fc.integer({ min: -5, max: 60 }).map(String);
const amount = fc.integer({ min: -50_000, max: 2_000_000 }).map((cents) => (cents / 100).toFixed(2));
const state = fc.constantFrom<OrderState>(
  'draft',
  'quotation',
  'on_hold',
  'confirmed',
  'processing',
  'shipped',
  'done',
  'cancelled',
);
const sku = fc.constantFrom('A-1', 'B-2', 'C-3');
const lineId = fc.constantFrom('l1', 'l2', 'l3', 'gone');

const line = fc.record({
  kind: fc.constantFrom('goods' as const, 'charge' as const),
  sku,
  description: fc.constantFrom('Bearing', ''),
  quantity: count,
  unit: fc.constantFrom('each', 'box', ''),
  unitPrice: amount,
  unitCost: maybe(amount),
});

const supply = fc.record({
  lineId,
  warehouse: fc.constantFrom('Main', 'Reno'),
  needed: count,
  neededOn: maybe(day),
  onHand: count,
  available: count,
  incoming: fc.array(
    fc.record({ on: day, quantity: count, source: fc.constant('PO 7'), availableThen: count }),
    { maxLength: 2 },
  ),
  substitutes: fc.array(
    fc.record({
      productId: fc.constantFrom('7', '8'),
      sku: fc.constant('A-1Z'),
      description: fc.constant('Other'),
      available: count,
      unitPrice: amount,
      unitCost: maybe(amount),
    }),
    { maxLength: 2 },
  ),
  elsewhere: fc.array(
    fc.record({
      warehouse: fc.constantFrom('Main', 'Reno', 'Ghent'),
      available: count,
      days: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 2 },
  ),
  supplier: maybe(
    fc.record({
      id: fc.constant('s'),
      name: fc.constant('Acme Supply'),
      leadDays: maybe(fc.integer({ min: 0, max: 40 })),
      unitCost: maybe(amount),
    }),
  ),
});

const shipment: fc.Arbitrary<Shipment> = fc.record({
  id: fc.constantFrom('11', '12'),
  number: maybe(fc.constant('SHP-1')),
  state: fc.constantFrom(
    'draft',
    'waiting',
    'assigned',
    'picked',
    'packed',
    'shipped',
    'delivered',
    'cancelled',
  ),
  plannedOn: maybe(day),
  promisedOn: maybe(day),
  expectedOn: maybe(day),
  carrier: maybe(fc.constant({ id: 'k1', name: 'Roadway', service: null, tracking: 'RW1', email: null })),
  event: maybe(
    fc.record({
      trouble: fc.constantFrom('late', 'stuck', 'stopped'),
      at: day,
      text: fc.constantFrom('', 'Held at the hub'),
    }),
  ),
  alternatives: fc.array(
    fc.record({
      carrierId: fc.constantFrom('k1', 'k2'),
      carrier: fc.constantFrom('Roadway', 'Swift'),
      service: maybe(fc.constant('Air')),
      arrivesOn: day,
      cost: fc.record({
        amount: amount.filter((text) => !text.startsWith('-')),
        currency: fc.constantFrom('USD', 'EUR'),
      }),
    }),
    { maxLength: 3 },
  ),
  lines: fc.array(
    fc.record({
      lineId,
      sku,
      quantity: count,
      lot: maybe(fc.constantFrom('L1', 'L2')),
      expiresOn: maybe(day),
    }),
    { maxLength: 3 },
  ),
  appointment: maybe(fc.constant({ at: '2026-11-28T20:00:00.000Z', weekday: 6, time: '14:00' })),
  packing: maybe(fc.record({ labels: fc.constantFrom([], ['UCC-128']), pallet: maybe(fc.constant('EUR')) })),
  papers: fc.constant([]),
  dispute: fc.constant(null),
});

const alike: fc.Arbitrary<AlikeOrder> = fc.record({
  id: fc.constantFrom('1', '2', '3', '10', 'x'),
  number: maybe(fc.constant('SO-9')),
  reference: maybe(fc.constantFrom('PO-1', ' po-1 ', '', 'PO-2')),
  orderedOn: maybe(day),
  enteredAt: maybe(fc.constant('2026-11-20T15:00:00.000Z')),
  state,
  lines: fc.array(fc.record({ sku, quantity: count }), { maxLength: 3 }),
  total: amount.map((text) => ({ amount: text, currency: 'USD' })),
});

const rules = fc.record(
  {
    shipComplete: fc.boolean(),
    purchaseOrderRequired: fc.boolean(),
    noSubstitution: fc.boolean(),
    deliveryWindow: fc.record({
      weekdays: fc.constantFrom<number[]>([], [1], [2, 4], [6, 7]),
      from: fc.constant('08:00'),
      to: fc.constant('12:00'),
      appointment: fc.boolean(),
    }),
    routingGuide: fc.constantFrom<string[]>([], ['swift'], ['Roadway', 'Other']),
    labels: fc.constantFrom<string[]>([], ['UCC-128', 'SSCC']),
    pallet: fc.constant('GMA'),
    minimumShelfLifeDays: fc.integer({ min: 0, max: 90 }),
    singleLot: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Orders with holes, contradictions and negative numbers in them. */
export const anyContext: fc.Arbitrary<OrderContext> = fc
  .record({
    lines: fc.array(line, { maxLength: 3 }),
    reference: maybe(fc.constantFrom('PO-1', 'PO-2')),
    number: maybe(fc.constant('SO-1')),
    email: maybe(fc.constantFrom('orders@harmony.example', 'no address')),
    state,
    orderedOn: maybe(day),
    promisedOn: maybe(day),
    total: amount,
    supply: maybe(fc.uniqueArray(supply, { selector: (one) => one.lineId, maxLength: 3 })),
    shipments: fc.uniqueArray(shipment, { selector: (one) => one.id, maxLength: 2 }),
    alike: fc.array(alike, { maxLength: 5 }),
    rules,
    enteredAt: maybe(fc.constant('2026-11-20T15:00:00.000Z')),
  })
  .map(({ lines, email, total, supply, shipments, alike, rules, enteredAt, ...order }) => {
    const context = testOrder({ supply, shipments, alike, rules, enteredAt });
    Object.assign(context.order, order, {
      total: { amount: total, currency: 'USD' },
      customer: { ...context.order.customer, email },
      lines: lines.map((one, at) => ({ ...one, id: `l${at + 1}`, position: at + 1 })),
    });
    return context;
  });

/** Whatever the ERP says: nothing is thrown, and what is found makes a card that holds. */
export const holdsForAnyOrder = (type: ExceptionType): void =>
  fc.assert(
    fc.property(anyContext, (context) => {
      if (type.detect(context)) soundCard(type, context);
    }),
    { numRuns: 500 },
  );
