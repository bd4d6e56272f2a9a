import { expect, it } from 'vitest';
import type { OrderContext } from '../model/order.ts';
import { dataQuality, detect } from './index.ts';
import { agreedPrice, testOrder } from './testOrder.ts';

const line = (change: Partial<OrderContext['order']['lines'][number]>): OrderContext => {
  const context = testOrder();
  Object.assign(context.order.lines[0]!, change);
  return context;
};

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
  ['no limit is no hole', testOrder({ credit: { limit: null } }), []],
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
  ['no promise, where the ERP gives none', testOrder({ order: { state: 'confirmed' } }), []],
])('%s', (_case, context, texts) => {
  expect(dataQuality(context).map(({ text }) => text)).toEqual(texts);
});

it('is never a finding', () => {
  expect(detect(testOrder({ credit: null, order: { reference: null } }))).toEqual([]);
});
