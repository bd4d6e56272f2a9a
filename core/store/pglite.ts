import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite } from 'pg-boss';
import type { Database, Sql } from './database.ts';

/** Another living process holds the directory. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse';
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, it is only not ours.
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** PGlite has no lock of its own and two processes on one directory lose rows without a word. Only dead pids are reaped. */
function takeLock(directory: string): () => void {
  const file = join(directory, 'unhold.pid');
  mkdirSync(directory, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => unlinkSync(file);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (holder !== process.pid && alive(holder)) {
        throw new DirectoryInUse(
          `The embedded database in ${directory} is in use by process ${holder}. Stop it first, or set DATABASE_URL to share one PostgreSQL.`,
        );
      }
      unlinkSync(file);
    }
  }
  throw new DirectoryInUse(`Could not take the lock of ${directory}; try again.`);
}

/**
 * The embedded PostgreSQL. `directory` undefined: in memory. `archive`: a prepared data directory (tar.gz) that spares
 * a first start of several seconds; used only where the directory holds no database yet.
 */
export async function openPglite(directory?: string, archive?: string): Promise<Database> {
  const release = directory ? takeLock(directory) : () => {};
  const home = directory && join(directory, 'pg');
  const fresh = !home || !existsSync(join(home, 'PG_VERSION'));
  if (home) mkdirSync(dirname(home), { recursive: true });
  const client = await PGlite.create({
    ...(home ? { dataDir: home } : {}),
    ...(fresh && archive && existsSync(archive) ? { loadDataDir: new Blob([readFileSync(archive)]) } : {}),
  }).catch((error) => {
    release();
    throw error;
  });
  return {
    engine: 'pglite',
    orm: drizzle(client) as unknown as Sql,
    boss: { db: fromPglite(client) },
    script: async (text) => {
      await client.exec(text);
    },
    close: async () => {
      await client.close();
      release();
    },
  };
}

/** The archive that `openPglite` starts from. */
export async function dumpPglite(prepare: (database: Database) => Promise<void>): Promise<Uint8Array> {
  const client = await PGlite.create();
  const database: Database = {
    engine: 'pglite',
    orm: drizzle(client) as unknown as Sql,
    boss: { db: fromPglite(client) },
    script: async (text) => {
      await client.exec(text);
    },
    close: () => client.close(),
  };
  await prepare(database);
  const dump = await client.dumpDataDir('gzip');
  await client.close();
  return new Uint8Array(await dump.arrayBuffer());
}
