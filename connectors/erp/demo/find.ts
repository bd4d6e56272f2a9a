/** Searching the demo ERP's orders, and what one item costs one customer. */
import { type SQL, sql } from 'drizzle-orm';
import type { OrderSummary } from '#core/model/order.ts';
import { agreedRow, type HeadRow, head, toCustomer, trimPrice } from './read/head.ts';
import type { ErpTx } from './session.ts';
import { closed } from './states.ts';

export interface FindQuery {
  orderNumbers?: string[];
  references?: string[];
  skus?: string[];
  customerDomain?: string;
  customerName?: string;
  limit?: number;
}

/** Orders that match any of the keys; named orders first, then open ones, then the newest. */
export async function findOrders(tx: ErpTx, query: FindQuery): Promise<OrderSummary[]> {
  // People type numbers in lower case; both spellings keep the indexes usable.
  const spelled = (keys: string[] = []) => [
    ...new Set(keys.flatMap((k) => [k.trim(), k.trim().toUpperCase()])),
  ];
  // "Order 10482" means SO-10482, as this ERP numbers them all.
  const numbers = spelled(
    query.orderNumbers?.flatMap((k) => (/^\s*\d+\s*$/.test(k) ? [k, `SO-${k.trim()}`] : [k])),
  );
  const references = spelled(query.references);
  const skus = spelled(query.skus);
  const named: SQL[] = [];
  if (numbers.length) named.push(sql`o.number in ${numbers}`);
  if (references.length) named.push(sql`o.reference in ${references}`);
  const matches = [...named];
  if (skus.length)
    matches.push(sql`o.id in (select l.order_id from demo_erp.order_line l where l.sku in ${skus})`);
  const domain = query.customerDomain?.toLowerCase();
  if (domain) matches.push(sql`${domain} = any(c.domains)`);
  if (query.customerName) matches.push(sql`lower(c.name) = ${query.customerName.trim().toLowerCase()}`);
  if (!matches.length) return [];
  const first = named.length ? sql`(${sql.join(named, sql` or `)}) is true desc,` : sql``;
  const rows = await tx.rows<HeadRow & { skus: string }>(sql`
    select ${head},
      (select coalesce(json_agg(l.sku order by l.position), '[]')::text from demo_erp.order_line l
       where l.order_id = o.id and l.kind = 'goods') as skus
    from demo_erp.sales_order o
      join demo_erp.customer c on c.code = o.customer
      join demo_erp.company m on m.company = o.company
    where ${sql.join(matches, sql` or `)}
    order by ${first} o.state in ${closed}, o.ordered_on desc, o.id desc limit ${query.limit ?? 20}`);
  return rows.map((row) => ({
    id: String(row.id),
    number: row.number,
    reference: row.reference,
    customer: toCustomer(row),
    state: row.state,
    total: { amount: row.total, currency: row.currency },
    skus: JSON.parse(row.skus) as string[],
    orderedOn: row.orderedOn,
  }));
}

/** The agreed price of one item for one customer, or null where no list of theirs says so. */
export async function agreedPrice(
  tx: ErpTx,
  of: { customer: string; sku: string; quantity: string; on: string },
): Promise<string | null> {
  const list = sql`(select c.price_list from demo_erp.customer c where c.code = ${of.customer})`;
  const [row] = await tx.rows<{ price: string }>(
    sql`select q.unit_price::text as price from (${agreedRow(list, sql`${of.sku}`, sql`${of.quantity}::numeric`, sql`${of.on}::date`)}) q`,
  );
  return row ? trimPrice(row.price) : null;
}
