import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
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
 * The embedded PostgreSQL. `directory` undefined: a temporary one that is gone with `close`. `archive`: a prepared data
 * directory (see `buildArchive`) that spares a first start of several seconds; used only where there is no database yet.
 */
export async function openPglite(directory?: string, archive?: string): Promise<Database> {
  const home = directory ?? mkdtempSync(join(tmpdir(), 'unhold-'));
  const release = takeLock(home);
  const data = join(home, 'pg');
  let client: PGlite;
  try {
    if (!existsSync(data) && archive && existsSync(archive)) copyWhole(archive, data);
    client = await PGlite.create({ dataDir: data });
  } catch (error) {
    release();
    throw error;
  }
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
      if (!directory) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A process that dies half way leaves no half database behind. */
function copyWhole(from: string, to: string): void {
  const half = `${to}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(from, half, { recursive: true });
  renameSync(half, to);
}

/** Makes the directory that `openPglite` starts from. */
export async function buildArchive(
  archive: string,
  prepare: (database: Database) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'unhold-'));
  const database = await openPglite(home);
  await prepare(database);
  await database.close();
  rmSync(archive, { recursive: true, force: true });
  mkdirSync(dirname(archive), { recursive: true });
  copyWhole(join(home, 'pg'), archive);
  rmSync(home, { recursive: true, force: true });
}
