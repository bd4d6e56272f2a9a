import type { OrderContext } from '../../model/order.ts';

/** A quotation of 1,000.00 USD without trouble; tests change what they speak of. */
export function testOrder(
  change: {
    order?: Partial<OrderContext['order']>;
    credit?: Partial<NonNullable<OrderContext['credit']>> | null;
    prices?: OrderContext['prices'];
  } & Partial<Omit<OrderContext, 'order' | 'credit' | 'prices'>> = {},
): OrderContext {
  const { order: _order, credit: _credit, prices: _prices, ...rest } = change;
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  return {
    order: {
      id: '1',
      number: 'SO-1',
      reference: 'PO-1',
      description: null,
      customer: {
        id: 'c',
        name: 'Harmony Labs',
        code: 'C-1',
        tier: 'A',
        emailDomains: [],
        email: 'orders@harmony.example',
      },
      state: 'quotation',
      heldSince: null,
      currency: 'USD',
      orderedOn: '2026-11-20',
      promisedOn: null,
      enteredBy: null,
      paymentTerms: 'NET30',
      shipTo: null,
      shipsFrom: null,
      lines: [
        {
          id: 'l1',
          position: 1,
          kind: 'goods',
          sku: 'BRG-1',
          description: 'Bearing',
          quantity: '100',
          unit: 'each',
          unitPrice: '10.00',
          unitCost: null,
        },
      ],
      total: usd('1000.00'),
      version: '1',
      url: null,
      ...change.order,
    },
    credit:
      change.credit === null
        ? null
        : {
            limit: usd('5000.00'),
            receivable: usd('2000.00'),
            otherOpenOrders: usd('2000.00'),
            oldestDueOn: '2026-11-11',
            averageDaysLate: 9,
            warning: { name: 'credit_limit:1', message: 'over' },
            ...change.credit,
          },
    prices: change.prices ?? [],
    enteredAt: '2026-11-20T15:00:00.000Z',
    supply: null,
    shipments: [],
    rules: {},
    agreements: [],
    changes: [],
    purchases: [],
    alike: [],
    gaps: [],
    readAt: '2026-11-23T12:00:00.000Z',
    ...rest,
  };
}

export const agreedPrice = (unitPrice: string) => ({
  lineId: 'l1',
  unitPrice,
  list: 'HARMONY-2026',
  row: 'BRG-1',
  validFrom: '2026-01-01',
  validTo: null,
});
