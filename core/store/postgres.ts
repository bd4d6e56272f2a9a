import { drizzle } from 'drizzle-orm/postgres-js';
import type { Db } from 'pg-boss';
import postgres from 'postgres';
import type { Database, Sql } from './database.ts';

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

/** Codes of the client and of the server that say: this connection is gone. */
const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
]);

const isLost = (error: unknown): boolean => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  // drizzle hides the driver's error in `cause`.
  return (typeof code === 'string' && lost.has(code)) || (cause !== undefined && isLost(cause));
};

/**
 * postgres.js 3.4.9 sends `rollback` even where a transaction's connection is gone, and that write ends the whole process
 * (porsager/postgres#1154, #1208). There the work is never told to have failed: the close itself has rejected `begin`.
 * Where not even `begin` got through, nothing was done: it is tried on the next connection.
 */
function surviveLostConnections(client: postgres.Sql, connections: number): void {
  type Work = (tx: postgres.TransactionSql) => Promise<unknown>;
  const begin = client.begin.bind(client) as (work: Work) => Promise<unknown>;
  const never = new Promise<never>(() => {});
  const wary = async (work: Work): Promise<unknown> => {
    for (let tried = 0; ; tried++) {
      let begun = false;
      try {
        return await begin((tx) => {
          begun = true;
          return work(tx).catch((error) => (isLost(error) ? never : Promise.reject(error)));
        });
      } catch (error) {
        if (begun || tried > connections || !isLost(error)) throw error;
      }
    }
  };
  client.begin = wary as typeof client.begin;
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
