/** Orders with their lines, agreed prices and their customers' credit: the first statements of a reading. */
import { sql } from 'drizzle-orm';
import { add, compare, formatMoney, type Money, subtract } from '#core/model/money.ts';
import type {
  Address,
  CreditStanding,
  CustomerRules,
  Order,
  OrderLine,
  PriceQuote,
} from '#core/model/order.ts';
import { arrayOf, type ErpTx } from '../session.ts';
import { counted, counts } from '../states.ts';
import { agreedRow, type HeadRow, head, instantOf, toCustomer, trimPrice } from './head.ts';

interface OrderRow extends HeadRow {
  version: number;
  enteredAt: string | null;
  channel: Order['channel'] | null;
  paymentTerms: string | null;
  shipTo: string | null;
  shipsFrom: string | null;
  rules: string;
  priceList: string | null;
  creditLimit: string | null;
  lines: string;
}

interface LineJson extends Omit<OrderLine, 'id' | 'goods'> {
  id: number;
  goods: OrderLine['goods'] | null;
  productUnit: string | null;
  quote: Omit<PriceQuote, 'lineId'> | null;
}

/** One order as the first statement tells it, with what the gaps are found by. */
export interface ReadOrder {
  order: Order;
  enteredAt: string | null;
  credit: CreditStanding;
  prices: PriceQuote[];
  rules: CustomerRules;
  priceList: string | null;
  /** By line id; null: no such product. */
  productUnits: Map<string, string | null>;
}

/** By order id. Each order's lines, product and prices are found by index: the cost grows with the orders asked for. */
export async function readOrders(tx: ErpTx, ids: number[], now: string): Promise<Map<number, ReadOrder>> {
  const rows = await tx.rows<OrderRow>(sql`
    select ${head}, o.version, ${instantOf('o.entered_at')} as "enteredAt", o.channel,
      o.payment_terms as "paymentTerms", coalesce(o.ship_to, c.ship_to)::text as "shipTo",
      (select w.country from demo_erp.warehouse w
        where case when o.warehouse is null then w.main else w.code = o.warehouse end limit 1) as "shipsFrom",
      c.rules::text as rules, c.price_list as "priceList", c.credit_limit::text as "creditLimit",
      (select coalesce(json_agg(json_build_object(
          'id', l.id, 'position', l.position, 'kind', l.kind, 'sku', l.sku, 'description', l.description,
          'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPrice', l.unit_price::text,
          'unitCost', l.unit_cost::text, 'goods', i.goods, 'productUnit', i.unit,
          'quote', case when q.list is null then null else json_build_object('unitPrice', q.unit_price::text,
            'list', q.list, 'row', q.line, 'validFrom', q.valid_from::text, 'validTo', q.valid_to::text) end
        ) order by l.position), '[]')::text
       from demo_erp.order_line l
         left join lateral (select goods, unit from demo_erp.product p where p.sku = l.sku limit 1) i on true
         left join lateral (
           ${agreedRow(sql`c.price_list`, sql`l.sku`, sql`l.quantity`, sql`o.ordered_on`)}
         ) q on l.kind = 'goods'
       where l.order_id = o.id) as lines
    from demo_erp.sales_order o
      join lateral (select * from demo_erp.customer k where k.code = o.customer limit 1) c on true
      join demo_erp.company m on m.company = o.company
    where o.id = any(${arrayOf(ids, 'int')})`);
  const owed = await readOwed(
    tx,
    rows.map(({ code }) => code),
    now,
  );
  return new Map(rows.map((row) => [row.id, toOrder(row, owed.get(row.code) ?? nothingOwed)]));
}

/** What a customer owes and has ordered; decimal strings. */
interface Owed {
  receivable: string;
  oldestDueOn: string | null;
  averageDaysLate: number | null;
  /** All orders that count against the limit. */
  accepted: string;
}

const nothingOwed: Owed = { receivable: '0.00', oldestDueOn: null, averageDaysLate: null, accepted: '0.00' };

/** Once for each customer, however many of its orders are read. */
async function readOwed(tx: ErpTx, codes: string[], now: string): Promise<Map<string, Owed>> {
  const rows = await tx.rows<Owed & { code: string }>(sql`
    select c.code, w.receivable::numeric(15,2)::text as receivable, w.oldest_due_on::text as "oldestDueOn",
      w.days_late::int as "averageDaysLate", a.total::numeric(15,2)::text as accepted
    from demo_erp.customer c
      cross join lateral (
        select coalesce(sum(i.amount) filter (where i.paid_on is null), 0) as receivable,
          min(i.due_on) filter (where i.paid_on is null) as oldest_due_on,
          round(avg(greatest(i.paid_on - i.due_on, 0)) filter (where i.paid_on >= ${now}::date - 365)) as days_late
        from demo_erp.invoice i where i.customer = c.code) w
      cross join lateral (
        select coalesce(sum(s.total), 0) as total from demo_erp.sales_order s
        where s.customer = c.code and s.state in ${counted}) a
    where c.code = any(${arrayOf(codes, 'text')})`);
  return new Map(rows.map(({ code, ...owed }) => [code, owed]));
}

function toOrder(row: OrderRow, owed: Owed): ReadOrder {
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
      ...(row.channel ? { channel: row.channel } : {}),
      paymentTerms: row.paymentTerms,
      shipTo: row.shipTo === null ? null : (JSON.parse(row.shipTo) as Address),
      shipsFrom: row.shipsFrom,
      lines: lines.map(({ quote: _, productUnit: _unit, goods, ...line }) => ({
        ...line,
        id: String(line.id),
        unitPrice: trimPrice(line.unitPrice),
        unitCost: line.unitCost && trimPrice(line.unitCost),
        ...(line.kind === 'goods' ? { productId: line.sku } : {}),
        ...(goods ? { goods } : {}),
      })),
      total: { amount: row.total, currency: row.currency },
      version: String(row.version),
      url: null,
    },
    enteredAt: row.enteredAt,
    credit: toCredit(row, owed),
    prices: lines.flatMap(({ id, quote }) =>
      quote ? [{ lineId: String(id), ...quote, unitPrice: trimPrice(quote.unitPrice) }] : [],
    ),
    rules: rulesOf(row),
    priceList: row.priceList,
    productUnits: new Map(lines.map(({ id, productUnit }) => [String(id), productUnit])),
  };
}

function rulesOf({ code, rules }: OrderRow): CustomerRules {
  const known = JSON.parse(rules) as CustomerRules;
  return Object.keys(known).length ? { ...known, source: known.source ?? `Customer ${code}, rules` } : {};
}

function toCredit(row: OrderRow, owed: Owed): CreditStanding {
  const amount = (value: string): Money => ({ amount: value, currency: row.currency });
  const all = amount(owed.accepted);
  const standing = {
    limit: row.creditLimit === null ? null : amount(row.creditLimit),
    receivable: amount(owed.receivable),
    otherOpenOrders: counts(row.state) ? subtract(all, amount(row.total)) : all,
  };
  return {
    ...standing,
    oldestDueOn: owed.oldestDueOn,
    averageDaysLate: owed.averageDaysLate,
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
