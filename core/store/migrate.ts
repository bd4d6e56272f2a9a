import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from './database.ts';
import type { Migration } from './migrations.ts';

/** Applies what is missing, each migration in one transaction. Safe to call from several processes at once. */
export async function migrate(database: Database, migrations: Migration[]): Promise<string[]> {
  await database.script(
    'create schema if not exists unhold; create table if not exists unhold.migration (name text primary key, applied_at timestamptz not null default now())',
  );
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`lock table unhold.migration in access exclusive mode`);
    const done = new Set(
      rowsOf<{ name: string }>(await tx.execute(sql`select name from unhold.migration`)).map((r) => r.name),
    );
    const missing = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of missing) {
      for (const statement of statements(migration.sql)) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into unhold.migration (name) values (${migration.name})`);
    }
    return missing.map((migration) => migration.name);
  });
}

/** Splits a script at top-level semicolons; `$$ … $$` bodies and comments stay whole. */
function statements(script: string): string[] {
  const parts: string[] = [];
  let current = '';
  for (const piece of script.split(/(\$\$|--[^\n]*\n|;)/)) {
    const inBody = (current.split('$$').length - 1) % 2 === 1;
    if (piece.startsWith('--') && !inBody) continue;
    if (piece === ';' && !inBody) {
      if (current.trim()) parts.push(current.trim());
      current = '';
    } else current += piece;
  }
  if (current.trim()) parts.push(current.trim());
  return parts;
}
