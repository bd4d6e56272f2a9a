/** A demo ERP for tests, on a real database, with a clock that stands still until told. */
import { sql } from 'drizzle-orm';
import { seedDemoErp } from './seed.ts';
import type { Db } from './session.ts';

/** The day on which the test companies are seeded. */
export const TODAY = '2026-11-23';

export interface TestClock {
  now(): Date;
  advance(seconds: number): void;
}

export function testClock(): TestClock {
  let now = Date.parse(`${TODAY}T15:00:00Z`);
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1_000;
    },
  };
}

/** Puts the company back to its seed; all other companies are gone. Needs the owner's connection. */
export async function reseed(db: Db, company: string): Promise<void> {
  await db.execute(sql`truncate demo_erp.company cascade`);
  await seedDemoErp(db, company, TODAY);
}
