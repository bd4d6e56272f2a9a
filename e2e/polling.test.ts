import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoErpAdmin, type DemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { detectOrders } from '#core/triage/detectOrders.ts';
import { cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

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
      (await read(ids)).map((context) => ({ ...context, order: { ...context.order, version: 'same' } }));
  });
  afterAll(async () => {
    expect(product.errors).toEqual([]);
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
