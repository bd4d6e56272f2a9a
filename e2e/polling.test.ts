import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoErpAdmin, type DemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import type { OrderContext } from '#core/model/order.ts';
import { detectOrders } from '#core/triage/detectOrders.ts';
import { cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

/** Values that are none, by the reference of the order that they are put into. */
const ruins: Record<string, (context: OrderContext) => Partial<OrderContext>> = {
  // No detector of agreements can read it.
  'NO-REBATE': ({ order }) => ({
    agreements: [
      {
        id: 'a1',
        title: 'Supply 2026',
        validFrom: '2026-01-01',
        validTo: null,
        minimumOrder: null,
        freightFreeFrom: null,
        paymentTerms: null,
        rebatePercent: '2,5',
        exclusiveSkus: [],
        customerId: order.customer.id,
      },
    ],
  }),
  // It is found, and makes no card.
  'NO-QUANTITY': () => ({
    changes: [
      {
        id: 'r1',
        askedOn: '2026-11-20',
        by: 'EDI',
        what: { kind: 'quantity', lineId: 'gone', sku: 'FST-1210', to: 'five' },
        text: '',
      },
    ],
  }),
};

describe('what an ERP tells again', () => {
  let product: RunningProduct;
  let admin: DemoErpAdmin;

  beforeAll(async () => {
    product = await startProduct('pglite');
    const { deps } = product.product;
    admin = createDemoErpAdmin(product.database.orm, 'calder-us', deps.clock);
    // Versions made from the order's content, as real ERPs have them, come back when the content does.
    const erp = await deps.erp('calder', 'calder-us');
    const read = erp.read;
    erp.read = async (ids) =>
      (await read(ids)).map((context) => ({
        ...context,
        order: { ...context.order, version: 'same' },
        ...ruins[context.order.reference ?? '']?.(context),
      }));
  });
  afterAll(async () => {
    expect(product.errors.filter((error) => !error.includes('Invalid number'))).toEqual([]);
    await product.stop();
  });

  let placed = 0;
  const place = (reference: string) =>
    admin.placeOrder({
      customer: 'C-1012',
      lines: [{ sku: 'FST-1210', quantity: String(6000 + placed++) }],
      reference,
    });
  const casesOf = (order: string, status: string, count: number) =>
    product.playground.until(`${count} cards of ${order} say ${status}`, (state) => {
      const cards = cardsOf(state, order).filter((card) => card.exception.status === status);
      return cards.length === count && cards;
    });

  it('opens a hold again when a limit that was raised is lowered to what it was', async () => {
    await admin.setCreditLimit('C-1012', '1.00');
    const { number } = await place('AGAIN-1');
    await casesOf(number, 'open', 2);
    await admin.setCreditLimit('C-1012', '9000000.00');
    await casesOf(number, 'withdrawn', 2);
    await admin.setCreditLimit('C-1012', '1.00');
    await casesOf(number, 'open', 2);
    await admin.setCreditLimit('C-1012', '9000000.00');
    await casesOf(number, 'withdrawn', 4);
  });

  it('opens cases of an order of which one value cannot be read or one card not be made, and of others', async () => {
    await admin.setCreditLimit('C-1012', '1.00');
    const orders = [await place('NO-REBATE'), await place('NO-QUANTITY'), await place('AGAIN-3')];
    for (const { number } of orders) await casesOf(number, 'open', 2);
    expect(product.errors.join()).toContain('No card can be made of what was found');
    await admin.setCreditLimit('C-1012', '9000000.00');
  });

  it('ends no case on a reading that is older than the one that opened it', async () => {
    const { deps } = product.product;
    await admin.setCreditLimit('C-1012', '1.00');
    const { id, number } = await place('AGAIN-2');
    await casesOf(number, 'open', 2);
    await admin.setCreditLimit('C-1012', '9000000.00');
    await casesOf(number, 'withdrawn', 2);
    const before = await (await deps.erp('calder', 'calder-us')).read([id]);
    await admin.setCreditLimit('C-1012', '1.00');
    await casesOf(number, 'open', 2);
    await detectOrders(deps, { tenantId: 'calder', connectionId: 'calder-us', contexts: before });
    await product.jobs.drain(product.product.handlers);
    expect(await casesOf(number, 'open', 2)).toHaveLength(2);
  });
});
