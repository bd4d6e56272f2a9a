import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from './database.ts';

/** A setting of this installation (not of a tenant); null where it was never set. */
export async function readSetting(database: Database, name: string): Promise<string | null> {
  const rows = rowsOf<{ value: string }>(
    await database.orm.execute(sql`select value from unhold.setting where name = ${name}`),
  );
  return rows[0]?.value ?? null;
}

export async function writeSetting(database: Database, name: string, value: string): Promise<void> {
  await database.orm.execute(sql`insert into unhold.setting (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`);
}

/** The stored value, or `make()` kept for next time; the first of several processes wins. */
export async function settingOnce(database: Database, name: string, make: () => string): Promise<string> {
  await database.orm.execute(
    sql`insert into unhold.setting (name, value) values (${name}, ${make()}) on conflict do nothing`,
  );
  return (await readSetting(database, name))!;
}
