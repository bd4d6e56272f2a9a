import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from './database.ts';
import type { Migration } from './migrations.ts';

/** The database has applied a migration that reads differently now: it may lack what the program needs. */
export class MigrationChanged extends Error {
  override name = 'MigrationChanged';
}

export const migrationHash = ({ sql: text }: Migration): string =>
  createHash('sha256').update(text).digest('hex');

/**
 * Applies what is missing, each migration in one transaction. Safe to call from several processes at once. Throws
 * MigrationChanged where one that was applied has been edited since.
 */
export async function migrate(database: Database, migrations: Migration[]): Promise<string[]> {
  await database.script(
    'create schema if not exists unhold; create table if not exists unhold.migration (name text primary key, applied_at timestamptz not null default now(), hash text not null)',
  );
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`lock table unhold.migration in access exclusive mode`);
    const rows = rowsOf<{ name: string; hash: string }>(
      await tx.execute(sql`select name, hash from unhold.migration`),
    );
    const done = new Map(rows.map((row) => [row.name, row.hash]));
    const missing = migrations.filter((migration) => !done.has(migration.name));
    const edited = migrations.find((m) => done.has(m.name) && done.get(m.name) !== migrationHash(m));
    if (edited) {
      throw new MigrationChanged(
        `The database was made with another version of migration ${edited.name}; an applied migration is never edited, a new one is added. A prepared archive is made anew with "npm run prepare"; an embedded database that holds nothing of value is deleted with its data directory.`,
      );
    }
    for (const migration of missing) {
      for (const statement of statements(migration.sql)) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into unhold.migration (name, hash) values (${migration.name}, ${migrationHash(migration)})`,
      );
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
