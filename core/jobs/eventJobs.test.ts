import type { Db } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, newPostgres } from '../../e2e/support/database.ts';
import { type Database, inTenant } from '../store/database.ts';
import { openPostgres } from '../store/postgres.ts';
import { type JobsMemory, jobsOfEvent } from './eventJobs.ts';
import type { Handlers } from './jobs.ts';
import { queueNames } from './queues.ts';

describe.skipIf(!hasPostgres())('jobs of one event, on PostgreSQL (needs postgres)', () => {
  let prepared: Awaited<ReturnType<typeof newPostgres>>;
  const memory: JobsMemory = {};

  beforeAll(async () => {
    prepared = await newPostgres();
  });
  afterAll(() => prepared.database.close());

  /** What one event does: its own pool, one job sent, the jobs done, and the statements that pg-boss ran on the pool. */
  async function event(signalId: string) {
    const pool = openPostgres(prepared.url, { max: 3, shareWithJobs: true });
    const statements: string[] = [];
    const { db } = pool.boss as { db: Db };
    const heard: Db = {
      executeSql(text, values) {
        statements.push(text);
        return db.executeSql(text, values);
      },
    };
    const database: Database = { ...pool, boss: { db: heard } };
    const done: unknown[] = [];
    const handlers = Object.fromEntries(
      queueNames.map((name) => [name, async (data: unknown[]) => void done.push(...data)]),
    ) as unknown as Handlers;
    const jobs = jobsOfEvent(database, memory, (error) => {
      throw error;
    });
    const before = jobs.used;
    await inTenant(database, 'a', (tx) => jobs.send(tx, 'triage', [{ data: { tenantId: 'a', signalId } }]));
    await jobs.drain(handlers);
    await database.close();
    return { before, after: jobs.used, done, statements: statements.length };
  }

  it('cost nothing before the first one is sent, and read the queues once for all events', async () => {
    const first = await event('s1');
    expect(first).toMatchObject({ before: false, after: true, done: [{ tenantId: 'a', signalId: 's1' }] });
    const second = await event('s2');
    // What is due, the job, its end, and that nothing else is due.
    expect(second).toMatchObject({ done: [{ tenantId: 'a', signalId: 's2' }], statements: 4 });
    expect(first.statements).toBeGreaterThan(second.statements);
  });

  it('refuse a database that keeps a pool of its own for jobs', () => {
    expect(() => jobsOfEvent(prepared.database, {}, () => {})).toThrow('shareWithJobs');
  });
});
