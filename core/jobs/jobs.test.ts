import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import { type Database, inTenant } from '../store/database.ts';
import { type Handlers, type Jobs, openJobs } from './jobs.ts';
import { type QueueName, queueNames } from './queues.ts';

describeOnBoth('jobs', (engine) => {
  let database: Database;
  let jobs: Jobs;
  let done: [QueueName, unknown][] = [];
  const handlers = (fail: (name: QueueName, data: unknown[]) => boolean = () => false): Handlers =>
    Object.fromEntries(
      queueNames.map((name) => [
        name,
        async (data: unknown[]) => {
          if (fail(name, data)) throw new Error('not now');
          done.push(...data.map((d): [QueueName, unknown] => [name, d]));
        },
      ]),
    ) as unknown as Handlers;
  const signal = (signalId: string) => ({ data: { tenantId: 'a', signalId } });

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    jobs = await openJobs(database, { notify: false, supervise: false });
  });
  afterAll(async () => {
    await jobs.stop();
    await database.close();
  });

  it('exist only when the transaction that sent them commits', async () => {
    await inTenant(database, 'a', async (tx) => {
      await jobs.send(tx, 'triage', [signal('lost')]);
      throw new Error('rolled back');
    }).catch(() => {});
    await inTenant(database, 'a', (tx) => jobs.send(tx, 'triage', [signal('kept'), signal('too')]));
    done = [];
    expect(await jobs.drain(handlers())).toBe(2);
    expect(done.map(([, data]) => (data as { signalId: string }).signalId).sort()).toEqual(['kept', 'too']);
  });

  it('wait as one when they have the same key, so that a burst shows once', async () => {
    const card = {
      data: { tenantId: 'a', exceptionId: 'e' },
      singletonKey: 'e:slack',
    };
    await inTenant(database, 'a', (tx) => jobs.send(tx, 'card', [card]));
    await inTenant(database, 'a', (tx) => jobs.send(tx, 'card', [card]));
    done = [];
    expect(await jobs.drain(handlers())).toBe(1);
  });

  it('are tried alone when their batch fails, so that one bad job holds up no other', async () => {
    await inTenant(database, 'a', (tx) =>
      jobs.send(tx, 'triage', [signal('good'), signal('bad'), signal('fine')]),
    );
    done = [];
    await jobs.drain(handlers((_, data) => data.some((d) => (d as { signalId: string }).signalId === 'bad')));
    expect(done.map(([, data]) => (data as { signalId: string }).signalId).sort()).toEqual(['fine', 'good']);
  });

  it('start no earlier than asked', async () => {
    await inTenant(database, 'a', (tx) =>
      jobs.send(tx, 'expire', [
        {
          data: { tenantId: 'a', exceptionId: 'e', version: 1 },
          startAfter: new Date(Date.now() + 3_600_000),
        },
      ]),
    );
    done = [];
    await jobs.drain(handlers());
    expect(done.filter(([name]) => name === 'expire')).toEqual([]);
  });
});
