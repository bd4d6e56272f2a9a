import { expect, it } from 'vitest';
import type { OrderContext, Shipment } from '../model/order.ts';
import { dataQuality, detect } from './index.ts';
import { agreedPrice, testOrder } from './testing/testOrder.ts';

const line = (change: Partial<OrderContext['order']['lines'][number]>): OrderContext => {
  const context = testOrder();
  Object.assign(context.order.lines[0]!, change);
  return context;
};

const stock = (onHand: string): NonNullable<OrderContext['supply']>[number] => ({
  lineId: 'l1',
  warehouse: 'Reno',
  needed: '100',
  neededOn: null,
  onHand,
  available: onHand,
  incoming: [],
  substitutes: [],
  elsewhere: [],
  supplier: null,
});

const shipment = (more: Partial<Shipment>): Shipment => ({
  id: 's1',
  number: 'SHP-1',
  state: 'delivered',
  plannedOn: null,
  promisedOn: null,
  expectedOn: null,
  carrier: null,
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '60', lot: null, expiresOn: null }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
  ...more,
});

const short = (quantity: string): Shipment['dispute'] => ({
  kind: 'short',
  reportedOn: '2026-11-21',
  text: '',
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity }],
  claimUntil: null,
});

it.each<[string, OrderContext, string[]]>([
  ['a clean order', testOrder(), []],
  [
    'what the connector told',
    testOrder({ gaps: [{ about: 'line 1', text: 'Unknown unit.' }] }),
    ['Unknown unit.'],
  ],
  ['no credit standing', testOrder({ credit: null }), ['The ERP tells no credit standing.']],
  [
    'no credit standing, told already',
    testOrder({ credit: null, gaps: [{ about: 'customer', text: 'Credit is kept elsewhere.' }] }),
    ['Credit is kept elsewhere.'],
  ],
  ['no limit', testOrder({ credit: { limit: null } }), ['No credit limit: credit is not checked.']],
  [
    'no exchange rate, and so no credit standing',
    testOrder({ credit: null, gaps: [{ about: 'EUR', text: 'There is no exchange rate for EUR.' }] }),
    ['There is no exchange rate for EUR.'],
  ],
  [
    'a receivable in another currency',
    testOrder({ credit: { receivable: { amount: '1.00', currency: 'EUR' } } }),
    ['What the customer owes is in EUR and the order in USD: not compared.'],
  ],
  ['no price list', testOrder({ priceList: null }), ['No price list: prices are not compared.']],
  ['a price list', testOrder({ priceList: 'HARMONY-2026' }), []],
  ['no unit', line({ unit: '' }), ['The line has no unit.']],
  ['negative stock', testOrder({ supply: [stock('-5')] }), ['The stock in Reno is negative: -5.']],
  ['no stock', testOrder({ supply: [stock('0')] }), []],
  [
    'an accepted order without dates and destination',
    testOrder({ order: { state: 'confirmed', orderedOn: null } }),
    ['No order date.', 'No day is promised.', 'No address to ship to.'],
  ],
  [
    'an unknown expiry where the customer asks for shelf life',
    testOrder({ rules: { minimumShelfLifeDays: 30 }, shipments: [shipment({ state: 'waiting' })] }),
    ['No expiry date of BRG-1, and the customer asks for 30 days of shelf life.'],
  ],
  ['… which nobody asks for', testOrder({ shipments: [shipment({ state: 'waiting' })] }), []],
  [
    'more disputed than shipped',
    testOrder({ order: { state: 'shipped' }, shipments: [shipment({ dispute: short('1000') })] }),
    ['1000 of BRG-1 are disputed, and 60 were shipped.'],
  ],
  [
    'as much disputed as shipped',
    testOrder({ order: { state: 'shipped' }, shipments: [shipment({ dispute: short('60') })] }),
    [],
  ],
  [
    'a limit in another currency',
    testOrder({ credit: { limit: { amount: '1.00', currency: 'EUR' } } }),
    ['The credit limit is in EUR and the order in USD: not compared.'],
  ],
  ['a price of zero', line({ unitPrice: '0.0000' }), ['The price is zero.']],
  [
    'an agreed price of nothing',
    testOrder({ prices: [agreedPrice('0.00')] }),
    ['HARMONY-2026 says 0.00: not taken for a price.'],
  ],
  ['no item number', line({ sku: ' ' }), ['The item has no number.']],
  ['a negative quantity', line({ quantity: '-2' }), ['The quantity is -2.']],
  ['a charge of nothing', line({ kind: 'charge', unitPrice: '0', sku: '' }), []],
  [
    'no purchase order number',
    testOrder({ order: { reference: null } }),
    ['No purchase order number of the customer.'],
  ],
  [
    '… which a rule asks for: that is a finding',
    testOrder({ order: { reference: null }, rules: { purchaseOrderRequired: true } }),
    [],
  ],
  ['a closed order', testOrder({ order: { state: 'done', reference: null }, credit: null }), []],
])('%s', (_case, context, texts) => {
  expect(dataQuality(context).map(({ text }) => text)).toEqual(texts);
});

it('is never a finding', () => {
  expect(detect(testOrder({ credit: null, order: { reference: null } }))).toEqual([]);
});
