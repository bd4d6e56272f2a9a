/** Everything a database needs before the product runs on it, and the archive that makes the first start fast. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { playgroundMigrations } from '#bots/playground/migrations.ts';
import { demoErpMigrations } from '#connectors/erp/demo/migrations.ts';
import { prepareJobs } from '#core/jobs/jobs.ts';
import type { Database } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { coreMigrations, type Migration } from '#core/store/migrations.ts';
import { dumpPglite } from '#core/store/pglite.ts';

export const allMigrations: Migration[] = [...coreMigrations, ...demoErpMigrations, ...playgroundMigrations];

export const archivePath = join(import.meta.dirname, 'dist/database.tar.gz');

/** Migrations, roles, queues. Safe to repeat and from several processes at once. */
export async function prepareDatabase(database: Database, options: { notify?: boolean } = {}): Promise<void> {
  const applied = await migrate(database, allMigrations);
  if (applied.length) await prepareJobs(database, options);
}

export async function buildArchive(): Promise<void> {
  mkdirSync(dirname(archivePath), { recursive: true });
  writeFileSync(archivePath, await dumpPglite((database) => prepareDatabase(database)));
}
