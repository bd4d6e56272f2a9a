/** Everything a database needs before the product runs on it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { playgroundMigrations } from '#bots/playground/migrations.ts';
import { demoErpMigrations } from '#connectors/erp/demo/migrations.ts';
import type { Config } from '#core/config.ts';
import { prepareJobs } from '#core/jobs/jobs.ts';
import { queues } from '#core/jobs/queues.ts';
import type { Database } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { coreMigrations, type Migration } from '#core/store/migrations.ts';
import { openPglite } from '#core/store/pglite.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { readSetting, writeSetting } from '#core/store/settings.ts';

export const allMigrations: Migration[] = [...coreMigrations, ...demoErpMigrations, ...playgroundMigrations];

/** The prepared data directory that makes the first start fast; `npm run prepare` builds it. */
export const archivePath = join(import.meta.dirname, 'dist/database');

/** Written when the queues are there: a process that died before goes on at the next start, and a new queue is added. */
const preparedQueues = 'jobs.queues';

/** Migrations, roles, queues. Safe to repeat and from several processes at once. */
export async function prepareDatabase(
  database: Database,
  options: { notify: boolean } = { notify: true },
): Promise<void> {
  await migrate(database, allMigrations);
  const wanted = createHash('sha256').update(JSON.stringify({ queues, options })).digest('hex');
  if ((await readSetting(database, preparedQueues)) === wanted) return;
  await prepareJobs(database, options);
  await writeSetting(database, preparedQueues, wanted);
}

/** What the settings name: PostgreSQL, or the embedded one. Throws DirectoryInUse. */
export const openDatabase = async (config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Database> =>
  config.databaseUrl ? openPostgres(config.databaseUrl) : openPglite(config.dataDir, archivePath);
