import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { PgBoss } from 'pg-boss';
import { type Database, inTenant, rowsOf } from '#core/store/database.ts';
import type { detectOrders } from '#core/triage/detectOrders.ts';
import { slackClick } from './chat.ts';
import { openWorld } from './world.ts';

export const percentile = (values: number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
};

async function until(done: () => boolean | Promise<boolean>, everyMs = 5, limitMs = 120_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await done())) {
    if (performance.now() > end) throw new Error('The benchmark did not get to its end.');
    await pause(everyMs);
  }
}

/** Jobs that do nothing, worked off by one pg-boss worker in full batches of ten. Jobs per second. */
export async function emptyJobs(database: Database, count: number): Promise<number> {
  const boss = new PgBoss({
    ...database.boss,
    ...(database.engine === 'pglite' ? { backend: 'pglite' as const } : { max: 4 }),
    schedule: false,
    supervise: false,
    registerInstance: false,
    useListenNotify: true,
  });
  await boss.start();
  await boss.createQueue('empty', { notify: true });
  await boss.insert(
    'empty',
    Array.from({ length: count }, () => ({ data: {} })),
  );
  let done = 0;
  const start = performance.now();
  await boss.work('empty', { batchSize: 10, burstWhenBatchFull: true, perJobResults: true }, async (jobs) => {
    done += jobs.length;
    return jobs.map((job) => ({ id: job.id, status: 'completed' as const }));
  });
  await until(() => done >= count);
  const rate = count / ((performance.now() - start) / 1000);
  await boss.stop({ graceful: true, timeout: 2000 });
  return rate;
}

/** Signals that wait, worked off to cards posted in both products. Signals per second, and what one costs. */
export async function throughput(database: Database, signals: number) {
  const world = await openWorld(database, [signals]);
  await world.poll(world.tenants[0]!);
  const transactions = countTransactions(database);
  const jobsBefore = await world.count(sql`select count(*) as n from pgboss.job where state = 'completed'`);
  const before = await transactions();
  const start = performance.now();
  await world.jobs.work(world.product.handlers);
  await until(() => world.posted.at.size >= signals * 2);
  const seconds = (performance.now() - start) / 1000;
  const after = await transactions();
  await until(
    async () =>
      (await world.count(
        sql`select count(*) as n from pgboss.job where name in ('triage', 'card') and state in ('created', 'active', 'retry')`,
      )) === 0,
  );
  const jobs =
    (await world.count(sql`select count(*) as n from pgboss.job where state = 'completed'`)) - jobsBefore;
  await world.jobs.stop();
  return {
    perSecond: signals / seconds,
    jobsPerSignal: jobs / signals,
    transactionsPerSignal: (after - before) / signals,
  };
}

/** Commits so far: PostgreSQL counts them itself, PGlite runs them one by one through drizzle and pg-boss. */
function countTransactions(database: Database): () => Promise<number> {
  return async () => {
    if (database.engine === 'postgres') await pause(1100);
    const [row] = rowsOf<{ n: string }>(
      await database.orm.execute(
        sql`select xact_commit as n from pg_stat_database where datname = current_database()`,
      ),
    );
    return Number(row?.n ?? 0);
  };
}

/**
 * From a signal stored to its card in both products, at a steady rate over many channels, while people of one more
 * company press "Release Order" on open cards: each press is a decision, an action and a write in the ERP.
 */
export async function latency(
  database: Database,
  options: { perMinute: number; seconds: number; tenants: number; clicksPerSecond: number },
) {
  const total = Math.round((options.perMinute / 60) * options.seconds);
  const clicks = options.clicksPerSecond * options.seconds;
  const each = Math.ceil(total / options.tenants);
  // Every second order of the pressing company is a credit hold.
  const world = await openWorld(database, [...Array<number>(options.tenants).fill(each), clicks * 2]);
  const clicking = world.tenants.at(-1)!;
  await world.poll(clicking);
  await world.jobs.drain(world.product.handlers);
  const cards = await world.openExceptions(clicking);
  world.posted.at.clear();
  const contexts = [];
  for (const id of world.tenants.slice(0, -1)) {
    const erp = await world.product.deps.erp(id, id);
    const { orderIds } = await erp.changes(null, 1000);
    for (const context of await erp.read(orderIds)) contexts.push({ id, context });
  }
  // Round robin, so that all channels are busy at once.
  contexts.sort((a, b) => Number(a.context.order.id) - Number(b.context.order.id));
  const arrived = new Map<string, number>();
  await world.jobs.work(world.product.handlers);
  const gap = 60_000 / options.perMinute;
  const start = performance.now();
  const pressing = press(world, clicking, cards.slice(0, clicks), options.clicksPerSecond);
  for (const [index, { id, context }] of contexts.slice(0, total).entries()) {
    const due = start + index * gap;
    await pause(Math.max(0, due - performance.now()));
    arrived.set(`${id}/${context.order.id}`, performance.now());
    await storeSignal(database, world, id, context);
  }
  const acknowledgements = await pressing;
  await until(() => world.posted.at.size >= total * 2);
  const latencies: number[] = [];
  for (const id of world.tenants.slice(0, -1)) {
    const rows = await inTenant(database, id, (tx) =>
      tx.rows<{ e: string; o: string }>(sql`select exception_id as e, order_id as o from unhold.exception`),
    );
    for (const { e, o } of rows) {
      const from = arrived.get(`${id}/${o}`);
      const to = Math.max(world.posted.at.get(`slack:${e}`) ?? 0, world.posted.at.get(`teams:${e}`) ?? 0);
      if (from && to) latencies.push(to - from);
    }
  }
  await world.jobs.stop();
  return { latencies, acknowledgements };
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** What the poller does for one changed order. */
async function storeSignal(
  database: Database,
  world: World,
  id: string,
  context: Parameters<typeof detectOrders>[1]['contexts'][number],
): Promise<void> {
  await inTenant(database, id, async (tx) => {
    const [row] = await tx.rows<{ id: string }>(sql`
      insert into unhold.signal (signal_id, tenant_id, connection_id, source, source_key, received_at, body, status)
      values (gen_random_uuid()::text, ${id}, ${id}, 'erp', ${`bench:${context.order.id}`}, now(),
        ${JSON.stringify(context)}::jsonb, 'received') returning signal_id as id`);
    await world.jobs.send(tx, 'triage', [{ data: { tenantId: id, signalId: row!.id } }]);
  });
}

/** Presses at a steady rate, each card once; milliseconds until each press was acknowledged. */
async function press(
  world: World,
  tenant: string,
  cards: { exceptionId: string; version: number }[],
  perSecond: number,
): Promise<number[]> {
  const start = performance.now();
  return Promise.all(
    cards.map(async (card, index) => {
      await pause(Math.max(0, start + (index * 1000) / perSecond - performance.now()));
      const pressed = performance.now();
      const response = await world.product.app.fetch(
        slackClick(`T-${tenant}`, 'U-CREDIT', card),
        {},
        context,
      );
      if (response.status !== 200) {
        throw new Error(`A click was answered ${response.status}: ${await response.text()}`);
      }
      return performance.now() - pressed;
    }),
  );
}

const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };
