/** pg-boss, as the rest of core sees it: send inside a transaction, work off batches, or drain once. */
import { sql } from 'drizzle-orm';
import {
  type Clock as BossClock,
  type Db,
  type DrizzleTransactionLike,
  fromDrizzle,
  type Job,
  type JobResult,
  PgBoss,
} from 'pg-boss';
import type { Database, Tx } from '../store/database.ts';
import { APP_ROLE } from '../store/tenant.ts';
import { type JobData, type QueueName, queueNames, queues } from './queues.ts';

export interface NewJob<Name extends QueueName> {
  data: JobData[Name];
  /** Seconds from now, or an instant. */
  startAfter?: number | Date;
  singletonKey?: string;
}

export interface JobSender {
  /** Enqueues in the caller's transaction: no commit, no job. */
  send<Name extends QueueName>(tx: Tx, name: Name, jobs: NewJob<Name>[]): Promise<void>;
}

/** What a process has no handler for is left to others. */
export type Handlers = { [Name in QueueName]?: (data: JobData[Name][]) => Promise<void> };

export interface Jobs extends JobSender {
  /** Enqueues outside any tenant's transaction (pollers and sweeps at start). */
  sendNow<Name extends QueueName>(name: Name, jobs: NewJob<Name>[]): Promise<void>;
  /** Starts working on all queues. */
  work(handlers: Handlers): Promise<void>;
  /** Works off what is due, then returns how many jobs it did. For Workers, tests and one-shot commands. */
  drain(handlers: Handlers, until?: () => boolean): Promise<number>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  clock?: BossClock;
  /** Wakes workers with LISTEN/NOTIFY. Off where Workers send through Hyperdrive. */
  notify?: boolean;
  /** Expiry, retention and cron. Off on Workers and in processes that only send. */
  supervise?: boolean;
  log?: (error: unknown) => void;
  /** How far the product's clock is ahead of the database's, on which timers run. */
  offsetSeconds?: () => number;
}

/** Creates the job schema and the queues, and lets the app's role enqueue and nothing else. Run by `migrate`. */
export async function prepareJobs(database: Database, options: { notify?: boolean } = {}): Promise<void> {
  const boss = newBoss(database, { supervise: false });
  await boss.start();
  for (const name of queueNames) {
    const { batch: _, concurrency: __, policy, ...spec } = queues[name];
    const settings = { ...spec, notify: options.notify ?? true };
    await boss.createQueue(name, { ...settings, ...(policy ? { policy } : {}) });
    // Of a database from before: everything but the policy can change.
    await boss.updateQueue(name, settings);
  }
  await boss.stop({ graceful: false });
  await database.script(
    `grant usage on schema pgboss to ${APP_ROLE};
     grant select on pgboss.queue to ${APP_ROLE};
     grant insert, select (id, start_after) on pgboss.job, pgboss.job_common to ${APP_ROLE};
     grant execute on all functions in schema pgboss to ${APP_ROLE};`,
  );
}

/** Not started. */
export function newBoss(database: Database, options: JobsOptions & { migrate?: boolean }): PgBoss {
  const boss = new PgBoss({
    ...database.boss,
    ...(database.engine === 'pglite' ? { backend: 'pglite' as const } : { max: 4 }),
    ...(options.clock ? { clock: options.clock } : {}),
    migrate: options.migrate ?? true,
    useListenNotify: options.notify ?? true,
    schedule: false,
    supervise: options.supervise ?? true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on('error', (error) => options.log?.(error));
  return boss;
}

/** Opens the queues that `prepareJobs` created. */
export async function openJobs(database: Database, options: JobsOptions = {}): Promise<Jobs> {
  const boss = newBoss(database, options);
  await boss.start();
  if (database.engine === 'pglite') {
    // Nobody else can be working here: what a killed process left active is due again at once.
    await database.orm.execute(
      sql`update pgboss.job set state = 'retry', started_on = null where state = 'active'`,
    );
  }
  return {
    ...operationsOn(async () => boss, options),
    async work(handlers) {
      for (const name of queueNames) {
        const handle = handlers[name];
        if (!handle) continue;
        const { batch, concurrency } = queues[name];
        await boss.work(
          name,
          {
            batchSize: batch,
            localConcurrency: concurrency,
            burstWhenBatchFull: true,
            perJobResults: true,
            pollingIntervalSeconds: 1,
            notifyPollingIntervalSeconds: 1,
          },
          (jobs: Job<never>[]) => settle(jobs, handle as Handle, options.log),
        );
      }
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

/** Sending and draining. `db`: used instead of the instance's own. */
export function operationsOn(
  started: () => Promise<PgBoss>,
  {
    db,
    log,
    offsetSeconds = () => 0,
  }: { db?: Db; log?: ((error: unknown) => void) | undefined; offsetSeconds?: (() => number) | undefined },
): Pick<Jobs, 'send' | 'sendNow' | 'drain'> {
  const on = db ? { db } : {};
  const insertion = <Name extends QueueName>({ data, startAfter, singletonKey }: NewJob<Name>) => ({
    data,
    ...(startAfter === undefined
      ? {}
      : {
          startAfter:
            startAfter instanceof Date
              ? new Date(startAfter.getTime() - offsetSeconds() * 1000).toISOString()
              : startAfter,
        }),
    ...(singletonKey === undefined ? {} : { singletonKey }),
  });
  return {
    async send(tx, name, jobs) {
      if (!jobs.length) return;
      const boss = await started();
      await boss.insert(name, jobs.map(insertion), {
        db: fromDrizzle(tx.sql as DrizzleTransactionLike, sql),
      });
    },
    async sendNow(name, jobs) {
      if (jobs.length) await (await started()).insert(name, jobs.map(insertion), on);
    },
    async drain(handlers, until = () => false) {
      const boss = await started();
      let done = 0;
      for (let found = true; found && !until(); ) {
        found = false;
        for (const name of await dueQueues(db ?? boss.getDb())) {
          const handle = handlers[name];
          if (!handle) continue;
          const batchSize = queues[name].batch;
          const jobs = (await boss.fetch<never>(name, { batchSize, ...on })) as Job<never>[];
          if (!jobs.length) continue;
          found = true;
          const results = await settle(jobs, handle as Handle, log);
          const completed = results.filter((r) => r.status === 'completed').map((r) => r.id);
          if (completed.length) await boss.complete(name, completed, undefined, on);
          for (const result of results) {
            if (result.status !== 'completed') await boss.fail(name, result.id, result.output as object, on);
          }
          done += jobs.length;
        }
      }
      return done;
    },
  };
}

/** One statement instead of a fetch from each queue: most of them are empty. */
async function dueQueues(db: Db): Promise<QueueName[]> {
  const { rows } = await db.executeSql(
    'select distinct name from pgboss.job where state < $1 and not blocked and start_after <= pgboss.job_now()',
    ['active'],
  );
  const due = new Set(rows.map((row: { name: string }) => row.name));
  return queueNames.filter((name) => due.has(name));
}

type Handle = (data: never[]) => Promise<void>;

/** A batch succeeds together; when it fails, each job is tried alone so that one bad one holds up no other. */
async function settle(
  jobs: Job<never>[],
  handle: Handle,
  log?: (error: unknown) => void,
): Promise<JobResult[]> {
  const run = async (batch: Job<never>[]): Promise<JobResult[]> => {
    try {
      await handle(batch.map((job) => job.data));
      return batch.map((job) => ({ id: job.id, status: 'completed' }));
    } catch (error) {
      if (batch.length > 1) {
        const results: JobResult[] = [];
        for (const job of batch) results.push(...(await run([job])));
        return results;
      }
      log?.(error);
      // Without what a driver appends: the parameters of its statement, a whole mail perhaps.
      const message = (error instanceof Error ? error.message : String(error)).split('\nparams:')[0];
      return batch.map((job) => ({ id: job.id, status: 'failed', output: { message } }));
    }
  };
  return run(jobs);
}
