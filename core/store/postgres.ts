import { drizzle } from 'drizzle-orm/postgres-js';
import type { Db } from 'pg-boss';
import postgres from 'postgres';
import type { Database, Sql } from './database.ts';
import { surviveLostConnections } from './lostConnections.ts';

export interface PostgresOptions {
  /** Connections of the pool. */
  max?: number;
  /** Runs pg-boss on this pool instead of one of its own: on Workers sockets belong to one request. */
  shareWithJobs?: boolean;
}

/**
 * PostgreSQL shows the first 63 characters. The rest is a cure: a connection that closes between a write and its flush
 * keeps those bytes, and postgres.js 3.4.9 then never flushes that slot again (each use ends in CONNECT_TIMEOUT), unless
 * a message has more than 1,024 bytes. The first one of every connection has.
 */
const APPLICATION_NAME = 'unhold'.padEnd(1100);

/** PostgreSQL ≥ 15 through postgres.js. */
export function openPostgres(
  url: string,
  { max = 8, shareWithJobs = false }: PostgresOptions = {},
): Database {
  const client = postgres(url, {
    max,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { application_name: APPLICATION_NAME },
  });
  surviveLostConnections(client, max);
  return {
    engine: 'postgres',
    orm: drizzle(client) as unknown as Sql,
    boss: shareWithJobs ? { db: bossOn(client) } : { connectionString: url },
    script: async (text) => {
      await client.unsafe(text);
    },
    close: () => client.end({ timeout: 5 }),
  };
}

/** drizzle takes the client's own coding of dates and objects away: they are handed over as text. */
const plain = (value: unknown): unknown =>
  value instanceof Date
    ? value.toISOString()
    : value !== null && typeof value === 'object' && !Array.isArray(value)
      ? JSON.stringify(value)
      : value;

const bossOn = (client: postgres.Sql): Db => ({
  async executeSql(text, values) {
    const rows = values?.length
      ? await client.unsafe(text, values.map(plain) as postgres.ParameterOrJSON<never>[])
      : await script(client, text);
    // Several statements without parameters answer a list of row lists.
    return { rows: Array.isArray(rows[0]) ? (rows as unknown as unknown[][]).flat() : [...rows] };
  },
});

/** A text that opens a transaction of its own needs a connection of its own: postgres.js refuses it on a shared one. */
async function script(client: postgres.Sql, text: string): Promise<readonly unknown[]> {
  if (!/^\s*begin\b/i.test(text)) return client.unsafe(text);
  const connection = await client.reserve();
  try {
    return await connection.unsafe(text);
  } catch (error) {
    await connection.unsafe('rollback');
    throw error;
  } finally {
    connection.release();
  }
}
