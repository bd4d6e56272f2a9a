import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database, Sql } from './database.ts';

/** PostgreSQL ≥ 15 through postgres.js. `max`: connections of the pool (Workers behind Hyperdrive: 5). */
export function openPostgres(url: string, options: { max?: number } = {}): Database {
  const client = postgres(url, {
    max: options.max ?? 8,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { application_name: 'unhold', statement_timeout: 30_000 },
  });
  return {
    engine: 'postgres',
    orm: drizzle(client) as unknown as Sql,
    boss: { connectionString: url },
    script: async (text) => {
      await client.unsafe(text);
    },
    close: () => client.end({ timeout: 5 }),
  };
}
