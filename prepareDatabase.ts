/** Everything a database needs before the product runs on it, and the archive that makes the first start fast. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { playgroundMigrations } from '#bots/playground/migrations.ts';
import { demoErpMigrations } from '#connectors/erp/demo/migrations.ts';
import { prepareJobs } from '#core/jobs/jobs.ts';
import { queues } from '#core/jobs/queues.ts';
import type { Database } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { coreMigrations, type Migration } from '#core/store/migrations.ts';
import { dumpPglite } from '#core/store/pglite.ts';
import { readSetting, writeSetting } from '#core/store/settings.ts';

export const allMigrations: Migration[] = [...coreMigrations, ...demoErpMigrations, ...playgroundMigrations];

export const archivePath = join(import.meta.dirname, 'dist/database.tar.gz');

/** Written when the queues are there: a process that died before goes on at the next start, and a new queue is added. */
const preparedQueues = 'jobs.queues';
const queuesHash = createHash('sha256').update(JSON.stringify(queues)).digest('hex');

/** Migrations, roles, queues. Safe to repeat and from several processes at once. */
export async function prepareDatabase(database: Database, options: { notify?: boolean } = {}): Promise<void> {
  await migrate(database, allMigrations);
  if ((await readSetting(database, preparedQueues)) === queuesHash) return;
  await prepareJobs(database, options);
  await writeSetting(database, preparedQueues, queuesHash);
}

export async function buildArchive(): Promise<void> {
  mkdirSync(dirname(archivePath), { recursive: true });
  writeFileSync(archivePath, await dumpPglite((database) => prepareDatabase(database)));
}
