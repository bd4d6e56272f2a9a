import type { Clock as BossClock, PgBoss } from 'pg-boss';
import type { Database } from '../store/database.ts';
import { type Jobs, newBoss, operationsOn } from './jobs.ts';

export interface EventJobs extends Omit<Jobs, 'work' | 'stop'> {
  /** Whether anything was asked of them. */
  readonly used: boolean;
  /** Takes back jobs whose Worker was ended, and removes old ones. Where processes run, pg-boss does it by itself. */
  maintain(): Promise<void>;
}

/** What outlives one event of a Worker: the queues as read from the database. It holds no socket and no timer. */
export interface JobsMemory {
  boss?: PgBoss;
}

/** In a Worker a timer dies with the event that set it; sending and draining need none. */
const noTimers: BossClock = {
  now: () => Date.now(),
  setTimeout: () => null,
  clearTimeout: () => {},
  setInterval: () => null,
  clearInterval: () => {},
};

/**
 * Jobs for one event of a Worker, on that event's database. The queues are read (five statements) when they are first
 * needed and kept in `memory`; nothing has to be stopped.
 */
export function jobsOfEvent(
  database: Database,
  memory: JobsMemory,
  log: (error: unknown) => void,
): EventJobs {
  if (!('db' in database.boss))
    throw new Error('Jobs of an event share its database: open it with shareWithJobs.');
  const { db } = database.boss;
  let used = false;
  const start = async (): Promise<PgBoss> => {
    const boss = newBoss(database, { clock: noTimers, notify: false, supervise: false, migrate: false, log });
    await boss.start();
    // Only what has started is shared: on Workers an event that waits for another one's answer may wait for ever.
    memory.boss = boss;
    return boss;
  };
  const started = async (): Promise<PgBoss> => {
    used = true;
    return memory.boss ?? start();
  };
  return {
    get used() {
      return used;
    },
    ...operationsOn(started, { db, log }),
    // It takes no other database than its own.
    maintain: async () => (await start()).supervise(),
  };
}
