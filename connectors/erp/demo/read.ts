/** What the demo ERP tells about orders: one statement for any number of them. */
import { type SQL, sql } from 'drizzle-orm';
import { add, compare, formatMoney, type Money } from '#core/model/money.ts';
import type {
  CreditStanding,
  Customer,
  OrderContext,
  OrderLine,
  OrderState,
  OrderSummary,
  PriceQuote,
} from '#core/model/order.ts';
import type { ErpTx } from './session.ts';

/** Accepted and not yet invoiced: these count against the limit. What waits for acceptance does not. */
const countedStates: OrderState[] = ['confirmed', 'processing', 'shipped'];
const counted = sql`${countedStates}`;
export const counts = (state: OrderState): boolean => countedStates.includes(state);
/** Not accepted yet: a credit decision is still to come. */
export const undecided = sql.raw(`('draft', 'quotation', 'on_hold')`);
export const closed = sql.raw(`('done', 'cancelled')`);

/** The list's row with the highest quantity break that the line reaches on the order's date; the newer version wins. */
const agreedRow = (list: SQL, sku: SQL, quantity: SQL, on: SQL): SQL => sql`
  select r.list, r.line, r.unit_price, r.valid_from, r.valid_to from demo_erp.price_row r
  where r.list = ${list} and r.sku = ${sku} and r.min_quantity <= ${quantity}
    and r.valid_from <= ${on} and (r.valid_to is null or r.valid_to >= ${on})
  order by r.valid_from desc, r.min_quantity desc limit 1`;

/** Amounts come with the two digits that the ERP's currencies have. */
interface HeadRow {
  id: number;
  number: string;
  reference: string | null;
  description: string | null;
  code: string;
  name: string;
  tier: string | null;
  domains: string;
  state: OrderState;
  heldSince: string | null;
  currency: string;
  orderedOn: string;
  promisedOn: string | null;
  enteredBy: string | null;
  total: string;
}

interface ContextRow extends HeadRow {
  version: number;
  creditLimit: string | null;
  receivable: string;
  otherOpenOrders: string;
  oldestDueOn: string | null;
  averageDaysLate: number | null;
  lines: string;
}

interface LineJson extends Omit<OrderLine, 'id'> {
  id: number;
  quote: Omit<PriceQuote, 'lineId'> | null;
}

const head = sql`
  o.id, o.number, o.reference, o.description, c.code, c.name, c.tier, to_json(c.domains)::text as domains, o.state,
  to_char(o.held_since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "heldSince", m.currency,
  o.ordered_on::text as "orderedOn", o.promised_on::text as "promisedOn", o.entered_by as "enteredBy",
  o.total::text as total`;

/** Order ids are integers; anything else names no order of this ERP. */
export const toIds = (orderIds: string[]): number[] =>
  orderIds.filter((id) => /^\d{1,9}$/.test(id)).map(Number);

/** Reads orders with their customers' credit and agreed prices. Unknown ids are left out; the given order is kept. */
export async function readContexts(tx: ErpTx, orderIds: string[], readAt: Date): Promise<OrderContext[]> {
  const ids = toIds(orderIds);
  if (!ids.length) return [];
  const now = readAt.toISOString();
  const rows = await tx.rows<ContextRow>(sql`
    with o as materialized (select * from demo_erp.sales_order where id in ${ids})
    select ${head}, o.version, c.credit_limit::text as "creditLimit",
      w.receivable::numeric(15,2)::text as receivable, w.oldest_due_on::text as "oldestDueOn",
      w.days_late::int as "averageDaysLate",
      a.total::numeric(15,2)::text as "otherOpenOrders",
      (select coalesce(json_agg(json_build_object(
          'id', l.id, 'position', l.position, 'kind', l.kind, 'sku', l.sku, 'description', l.description,
          'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPrice', l.unit_price::text,
          'unitCost', l.unit_cost::text,
          'quote', case when q.list is null then null else json_build_object('unitPrice', q.unit_price::text,
            'list', q.list, 'row', q.line, 'validFrom', q.valid_from::text, 'validTo', q.valid_to::text) end
        ) order by l.position), '[]')::text
       from demo_erp.order_line l left join lateral (
         ${agreedRow(sql`c.price_list`, sql`l.sku`, sql`l.quantity`, sql`o.ordered_on`)}
       ) q on l.kind = 'goods'
       where l.order_id = o.id) as lines
    from o
      join demo_erp.customer c on c.code = o.customer
      join demo_erp.company m on m.company = o.company
      cross join lateral (
        select coalesce(sum(i.amount) filter (where i.paid_on is null), 0) as receivable,
          min(i.due_on) filter (where i.paid_on is null) as oldest_due_on,
          round(avg(greatest(i.paid_on - i.due_on, 0)) filter (where i.paid_on >= ${now}::date - 365)) as days_late
        from demo_erp.invoice i where i.customer = o.customer) w
      cross join lateral (
        select coalesce(sum(s.total), 0) as total from demo_erp.sales_order s
        where s.customer = o.customer and s.state in ${counted} and s.id <> o.id) a`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toContext(row, now)] : [];
  });
}

function toContext(row: ContextRow, readAt: string): OrderContext {
  const lines = JSON.parse(row.lines) as LineJson[];
  return {
    order: {
      id: String(row.id),
      number: row.number,
      reference: row.reference,
      description: row.description,
      customer: toCustomer(row),
      state: row.state,
      heldSince: row.heldSince,
      currency: row.currency,
      orderedOn: row.orderedOn,
      promisedOn: row.promisedOn,
      enteredBy: row.enteredBy,
      lines: lines.map(({ quote: _, ...line }) => ({
        ...line,
        id: String(line.id),
        unitPrice: trimPrice(line.unitPrice),
        unitCost: line.unitCost && trimPrice(line.unitCost),
      })),
      total: { amount: row.total, currency: row.currency },
      version: String(row.version),
      url: null,
    },
    credit: toCredit(row),
    prices: lines.flatMap(({ id, quote }) =>
      quote ? [{ lineId: String(id), ...quote, unitPrice: trimPrice(quote.unitPrice) }] : [],
    ),
    readAt,
  };
}

function toCredit(row: ContextRow): CreditStanding {
  const amount = (value: string): Money => ({ amount: value, currency: row.currency });
  const standing = {
    limit: row.creditLimit === null ? null : amount(row.creditLimit),
    receivable: amount(row.receivable),
    otherOpenOrders: amount(row.otherOpenOrders),
  };
  return {
    ...standing,
    oldestDueOn: row.oldestDueOn,
    averageDaysLate: row.averageDaysLate,
    warning: row.state === 'on_hold' ? creditWarning(row, amount(row.total), standing) : null,
  };
}

/**
 * The ERP's credit rule: unpaid invoices + other open orders + this order may reach the limit and not pass it.
 * No limit: no warning. A limit of 0.00 is a limit. Null where the order may pass.
 */
function creditWarning(
  order: { id: number; name: string },
  total: Money,
  { limit, receivable, otherOpenOrders }: Pick<CreditStanding, 'limit' | 'receivable' | 'otherOpenOrders'>,
): CreditStanding['warning'] {
  const exposure = add(add(receivable, otherOpenOrders), total);
  if (!limit || compare(exposure, limit) <= 0) return null;
  return {
    name: `credit_limit:${order.id}`,
    message: `${order.name} would owe ${formatMoney(exposure)} against a credit limit of ${formatMoney(limit)}.`,
  };
}

const toCustomer = (row: HeadRow): Customer => ({
  id: row.code,
  name: row.name,
  code: row.code,
  tier: row.tier,
  emailDomains: JSON.parse(row.domains) as string[],
});

/** Drops zeros that say nothing: "46.4000" is "46.40", "12.4960" is "12.496". */
export const trimPrice = (price: string): string => price.replace(/(\.\d{2,}?)0+$/, '$1');

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
