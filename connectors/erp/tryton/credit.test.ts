import { describe, expect, test } from 'vitest';
import { toCreditStanding } from './credit.ts';
import type { SaleRow } from './rows.ts';

const uom = { id: 1, symbol: 'u', factor: 1, category: 1 };
const line = (quantity: number, price: string, invoiced = 0) => ({
  id: 1,
  type: 'line',
  _timestamp: '1',
  description: null,
  quantity,
  unit_price: price,
  shipment_cost: null,
  taxes: [],
  shipping_date: null,
  moves_ignored: [],
  'moves.': [],
  'product.': null,
  'unit.': uom,
  'invoice_lines.': [{ type: 'line', quantity: invoiced, 'unit.': uom, 'invoice.': { move: 4 } }],
});
const sale = (over: Partial<SaleRow>): SaleRow => ({
  id: 11,
  number: '9',
  reference: null,
  description: null,
  state: 'quotation',
  shipment_state: 'none',
  shipment_method: 'order',
  sale_date: null,
  shipping_date: null,
  create_date: null,
  shipments: [],
  shipment_party: null,
  'payment_term.': null,
  'shipment_address.': null,
  'warehouse.': null,
  untaxed_amount: '2600',
  _timestamp: '1',
  party: 5,
  invoice_party: null,
  'currency.': { id: 1, code: 'EUR' },
  'create_uid.': null,
  'lines.': [line(10, '260')],
  ...over,
});
const eur = { id: 1, code: 'EUR', digits: 2, rate: '1' };
const usd = { id: 2, code: 'USD', digits: 2, rate: '1.08' };
const rates = (foreign: Omit<typeof usd, 'rate'> & { rate: string | 0 } = usd) => ({
  company: eur,
  byId: new Map([eur, foreign].map((currency) => [currency.id, currency])),
});
const payer = {
  id: 5,
  name: 'Kunde',
  credit_amount: '500.00',
  credit_limit_amount: '2500.00',
  receivable: '200.00',
};
const inUsd = { 'currency.': { id: 2, code: 'USD' } };

describe('credit', () => {
  test('of a quotation counts all open orders of the customer', () => {
    expect(toCreditStanding(sale({}), payer, rates(), [])).toMatchObject({
      limit: { amount: '2500.00', currency: 'EUR' },
      receivable: { amount: '200.00' },
      otherOpenOrders: { amount: '300.00' },
      warning: { name: 'credit_limit_amount_sale.sale,11' },
    });
  });

  test('of an order in process leaves out what of it is not invoiced yet', () => {
    const processing = sale({ state: 'processing', 'lines.': [line(10, '26', 4)] });
    expect(toCreditStanding(processing, payer, rates(), [])).toMatchObject({
      otherOpenOrders: { amount: '144.00' },
      warning: null,
    });
  });

  test('is the payer’s own where another party pays: the order counts against its customer', () => {
    const processing = sale({ state: 'processing', party: 6, invoice_party: 5 });
    expect(toCreditStanding(processing, payer, rates(), [])?.otherOpenOrders.amount).toBe('300.00');
  });

  test('is told in the order’s currency, while the warning follows the ERP, which compares bare numbers', () => {
    const foreign = toCreditStanding(sale({ ...inUsd, untaxed_amount: '2100' }), payer, rates(), []);
    expect(foreign).toMatchObject({
      limit: { amount: '2700.00', currency: 'USD' },
      receivable: { amount: '216.00' },
      otherOpenOrders: { amount: '324.00' },
    });
    // 540 + 2,100 USD are within 2,700 USD; the ERP sees 500 + 2,100 > 2,500.
    expect(foreign?.warning).not.toBeNull();
  });

  test('is not told where a rate is missing', () => {
    expect(toCreditStanding(sale(inUsd), payer, rates({ ...usd, rate: 0 }), [])).toBeNull();
  });

  test('has no limit where the customer has none, and zero is a limit', () => {
    const limited = (limit: string | null) =>
      toCreditStanding(sale({}), { ...payer, credit_limit_amount: limit }, rates(), null);
    expect(limited(null)).toMatchObject({ limit: null, warning: null });
    expect(limited('0')).toMatchObject({ limit: { amount: '0.00' }, warning: {} });
  });

  test('knows the oldest due date and the mean days late of what was paid', () => {
    const due = [
      { dueOn: '2026-03-01', paidOn: '2026-03-11' },
      { dueOn: '2026-03-01', paidOn: '2026-02-20' },
      { dueOn: '2026-05-02', paidOn: null },
      { dueOn: '2026-05-01', paidOn: null },
    ];
    expect(toCreditStanding(sale({}), payer, rates(), due)).toMatchObject({
      oldestDueOn: '2026-05-01',
      averageDaysLate: 5,
    });
  });
});
