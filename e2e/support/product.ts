/** The product inside the test's process, behind real HTTP, so that a test can look at its database while it runs. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#core/config.ts';
import { open, type Running } from '../../serve.ts';
import { type Engine, newPostgres } from './database.ts';
import { connectPlayground, type Playground } from './playground.ts';
import { freePort, temporaryDirectory } from './process.ts';

/** What a newcomer meets. */
const firstCards = ['SO-10482', 'SO-10467', 'SO-20093', 'SO-30021'];

export interface RunningProduct extends Running {
  playground: Playground;
  /** What went wrong inside, as logged. */
  errors: string[];
}

/** Starts on a fresh database and waits until `orders` have cards. `env`: more settings. */
export async function startProduct(
  engine: Engine,
  env: Record<string, string> = {},
  orders: string[] = firstCards,
): Promise<RunningProduct> {
  const dataDir = temporaryDirectory();
  const settings: Record<string, string> = {
    UNHOLD_DATA: join(dataDir, 'data'),
    PORT: String(await freePort()),
    ...env,
  };
  if (engine === 'postgres') {
    const { database, url } = await newPostgres();
    await database.close();
    settings['DATABASE_URL'] = url;
  }
  const errors: string[] = [];
  const running = await open(readConfig(settings), settings, {
    info: () => {},
    warn: () => {},
    error: (message, error) => errors.push(`${message}: ${error instanceof Error ? error.stack : error}`),
  });
  await running.listen({ web: true, worker: true });
  const playground = connectPlayground(running.url, running.adminToken);
  await Promise.all(orders.map((order) => playground.cards(order)));
  return {
    ...running,
    playground,
    errors,
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
