import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import type { Database } from '#core/store/database.ts';
import { hasPostgres, newPostgres } from '../support/database.ts';
import {
  freePort,
  type ProcessOptions,
  type ProductProcess,
  startProcess,
  temporaryDirectory,
} from '../support/process.ts';
import { expectBothCardsResolved, expectSettledOnce } from '../support/proof.ts';

/** Customers without open credit troubles, each with an order over the limit. */
const customers = ['C-1005', 'C-1009', 'C-1011', 'C-1012', 'C-1014'];

describe.skipIf(!hasPostgres())('one web process and two workers on one PostgreSQL (needs postgres)', () => {
  let database: Database;
  let web: ProductProcess;
  let shared: Omit<ProcessOptions, 'role'>;

  beforeAll(async () => {
    const fresh = await newPostgres();
    database = fresh.database;
    shared = { dataDir: temporaryDirectory(), port: await freePort(), databaseUrl: fresh.url };
    web = await startProcess({ ...shared, role: 'web' });
  });
  afterAll(async () => {
    await web.stop();
    await database.close();
  });

  it('a worker that is killed in the middle of an action leaves it to the other, which does each thing once', async () => {
    const doomed = await startProcess({ ...shared, role: 'worker', failpoint: 'step.after-call' });
    const worker = await startProcess({ ...shared, role: 'worker' });
    const erp = createDemoErpAdmin(database.orm, 'calder-us');
    const placed = await Promise.all(
      customers.map((customer) =>
        erp.placeOrder({ customer, lines: [{ sku: 'VLV-4060', quantity: '160' }] }),
      ),
    );
    const orders = ['SO-10482', ...placed.map((order) => order.number)];
    await Promise.all(orders.map((order) => web.playground.cards(order, 'open')));
    await Promise.all(
      orders.map((order) => web.playground.press(order, 'choose:release', 'priya-nair', 'slack')),
    );
    expect(await doomed.gone).toBe('SIGKILL');
    await Promise.all(orders.map((order) => web.playground.cards(order, 'resolved')));
    for (const order of orders) {
      await expectBothCardsResolved(web.playground, order);
      await expectSettledOnce(database, { order, writes: ['release', 'note'] });
    }
    await worker.stop();
  });
});
