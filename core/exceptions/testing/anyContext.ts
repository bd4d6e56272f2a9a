/** Arbitrary orders with arbitrary trouble, for property tests. */
import fc from 'fast-check';
import type { CustomerRules, OrderContext, OrderLine, PaperKind } from '../../model/order.ts';

const money = (currency: string) => (amount: number) => ({ amount: (amount / 100).toFixed(2), currency });
const cents = fc.integer({ min: 0, max: 50_000_000 });
const amount = cents.map(money('USD'));
const anyCurrency = fc.oneof(amount, cents.map(money('EUR')));
const day = fc
  .integer({ min: 0, max: 900 })
  .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const word = fc.constantFrom(
  'BRG-1',
  'Pump <!channel>',
  'Ünïcode ✓',
  'x'.repeat(300),
  'FREIGHT',
  'rebate',
  '',
);
const price = fc.integer({ min: 0, max: 10_000_000 }).map((n) => (n / 10_000).toFixed(4));
const quantity = fc.oneof(
  fc.integer({ min: -5, max: 5_000 }).map(String),
  fc.integer({ min: 1, max: 50_000_000 }).map((n) => (n / 1_000_000).toFixed(6)),
);
const lineId = fc.constantFrom('l1', 'l2', 'l3', 'gone');
const sku = fc.constantFrom('BRG-1', 'BRG-2', 'constructor', 'FRT');
const email = fc.constantFrom(null, 'orders@harmony.example', 'not an address', '');
const papers: PaperKind[] = [
  'bill_of_lading',
  'packing_list',
  'commercial_invoice',
  'dangerous_goods_declaration',
  'proof_of_delivery',
];
const address = fc.record({
  name: word,
  street: word,
  postalCode: word,
  city: word,
  country: fc.constantFrom('US', 'DE', 'CA'),
});
const carrier = fc.record({
  id: fc.constant('c1'),
  name: word,
  service: maybe(word),
  tracking: maybe(word),
  email,
});

const lines = fc
  .array(
    fc.record({
      kind: fc.constantFrom('goods' as const, 'goods' as const, 'charge' as const),
      sku,
      description: word,
      quantity,
      unit: fc.constantFrom('each', 'm', ''),
      unitPrice: fc.oneof(price, fc.constant('-25.00')),
      unitCost: maybe(price),
      goods: fc.constantFrom<NonNullable<OrderLine['goods']>>(
        {},
        { unNumber: 'UN1263' },
        { papers: ['certificate_of_analysis'] },
      ),
    }),
    { maxLength: 3 },
  )
  .map((all) => all.map((line, index) => ({ id: `l${index + 1}`, position: index + 1, ...line })));

const shipment = fc.record({
  id: fc.constantFrom('s1', 's2'),
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
  carrier: maybe(carrier),
  event: maybe(
    fc.record({
      trouble: fc.constantFrom('late' as const, 'stuck' as const, 'stopped' as const),
      at: day,
      text: word,
    }),
  ),
  alternatives: fc.array(
    fc.record({
      carrierId: fc.constant('c2'),
      carrier: word,
      service: maybe(word),
      arrivesOn: day,
      cost: amount,
    }),
    { maxLength: 2 },
  ),
  lines: fc.array(fc.record({ lineId, sku, quantity, lot: maybe(word), expiresOn: maybe(day) }), {
    maxLength: 3,
  }),
  appointment: fc.constant(null),
  packing: fc.constant(null),
  papers: fc.array(
    fc.record({
      kind: fc.constantFrom(...papers),
      number: word,
      fields: fc.dictionary(
        fc.constantFrom(
          'reference',
          'order',
          'consignee',
          'quantity:BRG-1',
          'quantity:constructor',
          'constructor',
          'signedBy',
        ),
        fc.constantFrom('PO-1', '1,000', '1.000,50', '…', '', 'A. Smith', 'no'),
      ),
    }),
    { maxLength: 3 },
  ),
  dispute: maybe(
    fc.record({
      kind: fc.constantFrom('missing', 'short', 'refused', 'damaged', 'wrong_address'),
      reportedOn: day,
      text: word,
      lines: fc.array(fc.record({ lineId, sku, quantity }), { maxLength: 2 }),
      claimUntil: maybe(day),
    }),
  ),
});

const agreement = fc.record({
  id: fc.constantFrom('a1', 'a2'),
  title: fc.constantFrom('Supply agreement 2026', 'Master agreement'),
  validFrom: day,
  validTo: maybe(day),
  minimumOrder: maybe(anyCurrency),
  freightFreeFrom: maybe(anyCurrency),
  paymentTerms: fc.constantFrom(null, 'NET30', 'NET 60'),
  rebatePercent: fc.constantFrom(null, '2.5', '0', '100'),
  exclusiveSkus: fc.subarray(['BRG-1', 'BRG-2']),
  customerId: fc.constantFrom('c', 'other'),
});

const change = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  askedOn: day,
  by: word,
  what: fc.oneof(
    fc.record({ kind: fc.constant('quantity' as const), lineId, sku, to: quantity }),
    fc.record({ kind: fc.constant('date' as const), to: day }),
    fc.record({ kind: fc.constant('address' as const), to: address }),
    fc.record({ kind: fc.constant('cancel_line' as const), lineId, sku }),
    fc.record({ kind: fc.constant('cancel_order' as const) }),
  ),
  text: word,
});

const supply = fc.record({
  lineId,
  warehouse: fc.constantFrom('Reno', 'Dayton'),
  needed: quantity,
  neededOn: maybe(day),
  onHand: quantity,
  available: quantity,
  incoming: fc.array(
    fc.record({ on: day, quantity, source: fc.constant('PO-77'), availableThen: quantity }),
    { maxLength: 2 },
  ),
  substitutes: fc.array(
    fc.record({
      productId: fc.constant('p9'),
      sku,
      description: word,
      available: quantity,
      unitPrice: price,
      unitCost: maybe(price),
    }),
    { maxLength: 2 },
  ),
  elsewhere: fc.array(
    fc.record({
      warehouse: fc.constantFrom('Reno', 'Dayton'),
      available: quantity,
      days: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 2 },
  ),
  supplier: maybe(
    fc.record({
      id: fc.constant('v1'),
      name: word,
      leadDays: maybe(fc.integer({ min: 0, max: 90 })),
      unitCost: maybe(price),
    }),
  ),
});

const states = fc.constantFrom(
  ...(['draft', 'quotation', 'on_hold', 'confirmed', 'processing', 'shipped', 'done', 'cancelled'] as const),
);

const alike = fc.record({
  id: fc.constantFrom('2', '3'),
  number: maybe(fc.constant('SO-0')),
  reference: maybe(fc.constant('PO-1')),
  orderedOn: maybe(day),
  enteredAt: maybe(day.map((d) => `${d}T09:00:00.000Z`)),
  state: states,
  lines: fc.array(fc.record({ sku, quantity }), { maxLength: 2 }),
  total: amount,
});

export const anyContext: fc.Arbitrary<OrderContext> = fc.record({
  order: fc.record({
    id: fc.constant('1'),
    number: maybe(fc.constant('SO-1')),
    reference: maybe(fc.constant('PO-1')),
    description: maybe(word),
    customer: fc.record({
      id: fc.constant('c'),
      name: fc.constantFrom('Harmony Labs', 'x'.repeat(400)),
      code: maybe(fc.constant('C-1')),
      tier: maybe(fc.constantFrom('A', 'B')),
      emailDomains: fc.constant([]),
      email,
    }),
    state: states,
    heldSince: maybe(day),
    currency: fc.constant('USD'),
    orderedOn: maybe(day),
    promisedOn: maybe(day),
    enteredBy: fc.constant(null),
    paymentTerms: fc.constantFrom(null, 'NET30', 'net 45'),
    shipTo: maybe(address),
    shipsFrom: fc.constantFrom(null, 'US', 'DE'),
    lines,
    total: fc.oneof(anyCurrency, fc.constant({ amount: '-10.00', currency: 'USD' })),
    version: fc.constant('1'),
    url: fc.constant(null),
  }),
  enteredAt: maybe(day.map((d) => `${d}T15:00:00.000Z`)),
  credit: maybe(
    fc.record({
      limit: maybe(anyCurrency),
      receivable: amount,
      otherOpenOrders: anyCurrency,
      oldestDueOn: maybe(day),
      averageDaysLate: maybe(fc.integer({ min: -9, max: 90 })),
      recentDaysLate: maybe(fc.integer({ min: -9, max: 90 })),
      warning: fc.constantFrom(null, { name: 'credit_limit:1', message: 'over' }),
    }),
  ),
  prices: fc.array(
    fc.record({
      lineId,
      unitPrice: price,
      list: word,
      row: word,
      validFrom: maybe(day),
      validTo: maybe(day),
    }),
    { maxLength: 3 },
  ),
  supply: maybe(fc.array(supply, { maxLength: 3 })),
  shipments: fc.array(shipment, { maxLength: 3 }),
  rules: fc.constantFrom<CustomerRules>(
    {},
    { papers: ['packing_list' as const, 'proof_of_delivery' as const] },
    { shipComplete: true, purchaseOrderRequired: true, singleLot: true, minimumShelfLifeDays: 30 },
    { routingGuide: ['UPS'], labels: ['GS1-128'], pallet: 'EUR', noSubstitution: true },
    { deliveryWindow: { weekdays: [1, 3], from: '08:00', to: '11:00', appointment: true } },
  ),
  agreements: fc.array(agreement, { maxLength: 3 }),
  changes: fc.array(change, { maxLength: 4 }),
  purchases: fc.array(
    fc.record({
      lineId,
      number: fc.constantFrom('PO-7001', 'PO-7002'),
      supplier: word,
      state: fc.constantFrom('draft' as const, 'ordered' as const, 'received' as const),
      cancellationFee: maybe(anyCurrency),
    }),
    { maxLength: 2 },
  ),
  alike: fc.array(alike, { maxLength: 2 }),
  gaps: fc.constant([]),
  readAt: day.map((d) => `${d}T12:00:00.000Z`),
});
