import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { describe, inject } from 'vitest';
import type { Database } from '#core/store/database.ts';
import { openPglite } from '#core/store/pglite.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { archivePath, prepareDatabase } from '../../prepareDatabase.ts';
import { withDatabase } from './globalSetup.ts';

export type Engine = Database['engine'];

/** A fresh, migrated database of its own, gone with `close`. */
export async function openTestDatabase(engine: Engine = 'pglite'): Promise<Database> {
  if (engine === 'postgres') return (await newPostgres()).database;
  const database = await openPglite(undefined, archivePath);
  await prepareDatabase(database);
  return database;
}

/** The same on PostgreSQL, with its address for other processes. */
export async function newPostgres(): Promise<{ database: Database; url: string }> {
  const url = inject('postgresUrl');
  if (!url) throw new Error('No PostgreSQL in this run.');
  const name = `unhold_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template unhold_template`);
  await admin.end();
  const address = withDatabase(url, name);
  return { database: openPostgres(address, { max: 4 }), url: address };
}

export const hasPostgres = (): boolean => inject('postgresUrl') !== null;

/** The same sentences on PGlite and on PostgreSQL. */
export function describeOnBoth(name: string, body: (engine: Engine) => void): void {
  describe(`${name}, on PGlite`, () => body('pglite'));
  describe.skipIf(!hasPostgres())(`${name}, on PostgreSQL (needs postgres)`, () => body('postgres'));
}
