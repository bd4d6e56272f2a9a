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
  const world = await openWorld(database, 1, signals);
  await world.pollAll();
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

/** From a signal stored to its card in both products, at a steady rate over many channels; and clicks meanwhile. */
export async function latency(
  database: Database,
  options: { perMinute: number; seconds: number; tenants: number; clicksPerSecond: number },
) {
  const total = Math.round((options.perMinute / 60) * options.seconds);
  const each = Math.ceil(total / options.tenants);
  const world = await openWorld(database, options.tenants, each);
  await world.jobs.work(world.product.handlers);
  const contexts = [];
  for (const id of world.tenants) {
    const erp = await world.product.deps.erp(id, id);
    const { orderIds } = await erp.changes(null, 1000);
    for (const context of await erp.read(orderIds)) contexts.push({ id, context });
  }
  // Round robin, so that all channels are busy at once.
  contexts.sort((a, b) => Number(a.context.order.id) - Number(b.context.order.id));
  const arrived = new Map<string, number>();
  const acknowledgements: number[] = [];
  const gap = 60_000 / options.perMinute;
  const start = performance.now();
  const clicking = clickAlong(world, options, acknowledgements);
  for (const [index, { id, context }] of contexts.slice(0, total).entries()) {
    const due = start + index * gap;
    await pause(Math.max(0, due - performance.now()));
    arrived.set(`${id}/${context.order.id}`, performance.now());
    await storeSignal(database, world, id, context);
  }
  await until(() => world.posted.at.size >= total * 2);
  await clicking;
  const latencies: number[] = [];
  for (const id of world.tenants) {
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

/** Presses buttons at a steady rate while triage runs; milliseconds until each was acknowledged. */
async function clickAlong(
  world: World,
  options: { seconds: number; clicksPerSecond: number },
  into: number[],
): Promise<void> {
  const end = performance.now() + options.seconds * 1000;
  const gap = 1000 / options.clicksPerSecond;
  const waiting: Promise<void>[] = [];
  let queue: { id: string; exceptionId: string; version: number }[] = [];
  for (let index = 0, due = performance.now(); performance.now() < end; index++, due += gap) {
    await pause(Math.max(0, due - performance.now()));
    if (!queue.length || index % 100 === 0) {
      const id = world.tenants[((index / 100) % world.tenants.length) | 0]!;
      queue = (await world.openExceptions(id)).map((row) => ({ id, ...row }));
    }
    const card = queue.pop();
    if (!card) continue;
    const pressed = performance.now();
    waiting.push(
      (async () => {
        const response = await world.product.app.fetch(
          slackClick(`T-${card.id}`, 'U-CREDIT', card),
          {},
          context,
        );
        if (response.status !== 200)
          throw new Error(`A click was answered ${response.status}: ${await response.text()}`);
        into.push(performance.now() - pressed);
      })(),
    );
  }
  await Promise.all(waiting);
}

const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };
