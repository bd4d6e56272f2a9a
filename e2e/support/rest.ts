/** What a running product holds when nothing is left to do: what came of a request can then be counted. */
import { sql } from 'drizzle-orm';
import { vi } from 'vitest';
import { type Database, rowsOf } from '#core/store/database.ts';

/** These are always waiting for their time. */
const standing = sql`('erp.poll', 'erp.look', 'expire', 'escalate', 'digest')`;

const waiting = async (database: Database): Promise<number> => {
  const rows = rowsOf<{ n: number }>(
    await database.orm.execute(
      sql`select count(*)::int as n from pgboss.job where state < 'completed' and name not in ${standing}`,
    ),
  );
  return rows[0]?.n ?? 0;
};

/** Waits until every job is done and nothing follows from it any more. */
export async function atRest(database: Database): Promise<void> {
  await vi.waitUntil(async () => (await waiting(database)) === 0, { timeout: 30_000, interval: 25 });
}

const tables = [
  'signal',
  'exception',
  'decision',
  'action',
  'question',
  'touch',
  'mail_out',
  'audit',
] as const;
export type Rows = Record<(typeof tables)[number] | 'jobs', number>;

/** Rows of all tenants, as the owner of the database sees them. */
export async function countRows(database: Database): Promise<Rows> {
  await atRest(database);
  const counts = tables.map((table) => `(select count(*)::int from unhold.${table}) as ${table}`).join(', ');
  const [rows] = rowsOf<Rows>(
    await database.orm.execute(
      sql`select ${sql.raw(counts)}, (select count(*)::int from pgboss.job where name not in ${standing}) as jobs`,
    ),
  );
  return rows!;
}
