/** One handle for PGlite and PostgreSQL, and the tenant transaction everything goes through. */
import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Db } from 'pg-boss';
import { enterTenant } from './tenant.ts';

export type Sql = PgDatabase<PgQueryResultHKT>;

/** A transaction that sees one tenant. */
export interface Tx {
  readonly tenantId: string;
  readonly sql: Sql;
  /** Rows of a statement, the same on both drivers. */
  rows<Row>(statement: SQL): Promise<Row[]>;
}

export interface Database {
  readonly engine: 'pglite' | 'postgres';
  readonly orm: Sql;
  /** What pg-boss runs on: its own pool on PostgreSQL, the one connection on PGlite. */
  readonly boss: { db: Db } | { connectionString: string };
  /** Several statements in one text, without parameters (migrations). */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

/** drizzle's `execute` answers an array on postgres.js and `{ rows }` on PGlite. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (Array.isArray(result) ? [...result] : (result as { rows: Row[] }).rows) as Row[];
}

/**
 * Runs `work` in one transaction as the role without bypass, seeing only `tenantId`'s rows. Never nest it: on PGlite
 * the inner one would wait for the outer one for ever. No I/O to others inside.
 */
export function inTenant<T>(
  database: Pick<Database, 'orm'>,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return database.orm.transaction(async (orm) => {
    await orm.execute(enterTenant(tenantId));
    return work({
      tenantId,
      sql: orm as unknown as Sql,
      rows: async <Row>(statement: SQL) => rowsOf<Row>(await orm.execute(statement)),
    });
  });
}

const directory = async <Row>(database: Pick<Database, 'orm'>, statement: SQL): Promise<Row[]> =>
  rowsOf<Row>(await database.orm.execute(statement));

/** The tenant behind a Slack team or a Teams tenant id; null where nobody knows it. */
export async function tenantOfWorkspace(
  database: Pick<Database, 'orm'>,
  provider: 'slack' | 'teams',
  externalId: string,
): Promise<string | null> {
  const [row] = await directory<{ tenant: string | null }>(
    database,
    sql`select unhold.tenant_of_workspace(${provider}, ${externalId}) as tenant`,
  );
  return row?.tenant ?? null;
}

/** `tokenHash`: sha256 of the bearer token in hex. */
export async function tenantOfInboxToken(
  database: Pick<Database, 'orm'>,
  tokenHash: string,
): Promise<string | null> {
  const [row] = await directory<{ tenant: string | null }>(
    database,
    sql`select unhold.tenant_of_inbox_token(${tokenHash}) as tenant`,
  );
  return row?.tenant ?? null;
}

export async function tenantOfAddress(
  database: Pick<Database, 'orm'>,
  address: string,
): Promise<string | null> {
  const [row] = await directory<{ tenant: string | null }>(
    database,
    sql`select unhold.tenant_of_address(${address}) as tenant`,
  );
  return row?.tenant ?? null;
}

export async function allConnections(
  database: Pick<Database, 'orm'>,
): Promise<{ tenantId: string; connectionId: string }[]> {
  return directory(
    database,
    sql`select tenant_id as "tenantId", connection_id as "connectionId" from unhold.connections()`,
  );
}

export async function allTenants(database: Pick<Database, 'orm'>): Promise<string[]> {
  const rows = await directory<{ tenant: string }>(
    database,
    sql`select t as tenant from unhold.tenants() as t`,
  );
  return rows.map((row) => row.tenant);
}
