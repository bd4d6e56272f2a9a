/** `npm start`, `npm run web`, `npm run worker`. */
import { ConfigError, readConfig } from '#core/config.ts';
import { consoleLog } from '#core/log.ts';
import { isConnectionLost } from '#core/store/lostConnections.ts';
import { MigrationChanged } from '#core/store/migrate.ts';
import { DirectoryInUse } from '#core/store/pglite.ts';
import { openDatabase } from './prepareDatabase.ts';

const role = process.argv[2] ?? 'all';
const log = consoleLog(role);

// A connection that is cut while it opens rejects a promise that the driver holds itself.
process.on('unhandledRejection', (reason) => {
  if (!isConnectionLost(reason)) throw reason;
  log.warn('A database connection was lost', { why: String(reason) });
});

try {
  const config = readConfig(process.env);
  // The database opens while the rest of the program loads: it is most of a start.
  const [database, { open }] = await Promise.all([openDatabase(config), import('./serve.ts')]);
  const running = await open(config, process.env, log, database);
  const stop = (): void => {
    void running.stop().finally(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await running.listen({ web: role !== 'worker', worker: role !== 'web' });
  if (role === 'worker') console.log('Unhold worker is running.');
  else if (config.playground)
    console.log(`\n  Unhold is running. Open ${running.url}/?token=${running.adminToken}\n`);
  else console.log(`Unhold is running at ${running.url}`);
} catch (error) {
  const told = [ConfigError, DirectoryInUse, MigrationChanged].some((kind) => error instanceof kind);
  if (error instanceof Error && told) {
    console.error(`Unhold did not start.\n${error.message}`);
    process.exit(1);
  }
  throw error;
}
