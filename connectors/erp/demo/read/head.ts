/** What every reading says of an order and its customer. */
import { type SQL, sql } from 'drizzle-orm';
import type { Customer, OrderState } from '#core/model/order.ts';

/** The list's row with the highest quantity break that the line reaches on the order's date; the newer version wins. */
export const agreedRow = (list: SQL, sku: SQL, quantity: SQL, on: SQL): SQL => sql`
  select r.list, r.line, r.unit_price, r.valid_from, r.valid_to from demo_erp.price_row r
  where r.list = ${list} and r.sku = ${sku} and r.min_quantity <= ${quantity}
    and r.valid_from <= ${on} and (r.valid_to is null or r.valid_to >= ${on})
  order by r.valid_from desc, r.min_quantity desc limit 1`;

/** Amounts come with the two digits that the ERP's currencies have. */
export interface HeadRow {
  id: number;
  number: string;
  reference: string | null;
  description: string | null;
  code: string;
  name: string;
  tier: string | null;
  domains: string;
  email: string | null;
  state: OrderState;
  heldSince: string | null;
  currency: string;
  orderedOn: string;
  promisedOn: string | null;
  enteredBy: string | null;
  total: string;
}

/** An instant as ISO 8601 in UTC. */
export const instantOf = (column: string): SQL =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Of `o` sales_order, `c` customer, `m` company. */
export const head = sql`
  o.id, o.number, o.reference, o.description, c.code, c.name, c.tier, to_json(c.domains)::text as domains, c.email,
  o.state, ${instantOf('o.held_since')} as "heldSince", m.currency,
  o.ordered_on::text as "orderedOn", o.promised_on::text as "promisedOn", o.entered_by as "enteredBy",
  o.total::text as total`;

export const toCustomer = (row: HeadRow): Customer => ({
  id: row.code,
  name: row.name,
  code: row.code,
  tier: row.tier,
  emailDomains: JSON.parse(row.domains) as string[],
  email: row.email,
});

/** Drops zeros that say nothing: "46.4000" is "46.40", "12.4960" is "12.496". */
export const trimPrice = (price: string): string => price.replace(/(\.\d{2,}?)0+$/, '$1');
