/** The demo ERP's own transactions, under its own role, seeing one company. */
import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

export type Db = PgDatabase<PgQueryResultHKT>;

export const DEMO_ROLE = 'demo_erp';

/** A transaction of the ERP. */
export interface ErpTx {
  company: string;
  db: Db;
  /** Rows of a statement, the same on PGlite and postgres.js. */
  rows<Row>(statement: SQL): Promise<Row[]>;
}

/** Runs `work` in one transaction of the ERP. Never call it inside another transaction: PGlite has one connection. */
export function inErp<T>(db: Db, company: string, work: (tx: ErpTx) => Promise<T>): Promise<T> {
  return db.transaction(async (transaction) => {
    await transaction.execute(
      sql`select set_config('role', ${DEMO_ROLE}, true), set_config('demo.company', ${company}, true)`,
    );
    return work({
      company,
      db: transaction as unknown as Db,
      rows: async <Row>(statement: SQL) => {
        const result: unknown = await transaction.execute(statement);
        return (Array.isArray(result) ? [...result] : (result as { rows: unknown[] }).rows) as Row[];
      },
    });
  });
}

/**
 * The given values as an SQL array, in one parameter however many they are: "column = any(...)" goes by the index, where
 * a join with the values lets a planner without statistics read the whole company.
 */
export const arrayOf = (values: (string | number)[], type: 'int' | 'text'): SQL =>
  sql`array(select value::${sql.raw(type)} from jsonb_array_elements_text(${JSON.stringify([...new Set(values)])}::jsonb))`;
