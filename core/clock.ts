import { sql } from 'drizzle-orm';
import type { Clock } from './ports.ts';
import type { Database } from './store/database.ts';
import { readSetting, writeSetting } from './store/settings.ts';

export const systemClock: Clock = { now: () => new Date() };

export interface MovableClock extends Clock {
  offsetSeconds(): number;
  /** Moves on by seconds, and with it every timer of the job queue. */
  move(seconds: number): Promise<void>;
  /** Takes over what another process moved. */
  refresh(): Promise<void>;
}

const SETTING = 'clock.offset-seconds';

/** The playground's clock: real time plus an offset that is kept in the database. It only goes forward. */
export async function openMovableClock(database: Database): Promise<MovableClock> {
  const read = async (): Promise<number> => Number((await readSetting(database, SETTING)) ?? 0);
  let offset = await read();
  return {
    now: () => new Date(Date.now() + offset * 1000),
    offsetSeconds: () => offset,
    async move(seconds) {
      offset += seconds;
      await writeSetting(database, SETTING, String(offset));
      await database.orm.execute(sql`
        update pgboss.job set start_after = start_after - ${seconds} * interval '1 second'
        where state in ('created', 'retry') and start_after > now()`);
    },
    async refresh() {
      offset = await read();
    },
  };
}
