/**
 * What every change of the ERP shares: the company's lock, versions, the log, and the ERP's ways of saying no.
 * An order's version grows whenever the order changes; while it waits for acceptance also when the customer's credit
 * does; and when what its lines can be promised changes (replan.ts).
 */
import { eq, inArray, sql } from 'drizzle-orm';
import { type SalesOrderRow, type ShipmentRow, salesOrder, shipment, writeLog } from './schema.ts';
import { arrayOf, type ErpTx } from './session.ts';
import { closed, undecided } from './states.ts';

/** Who calls, with the caller's own reference, and the ERP's time. */
export interface Caller {
  who: string;
  key: string | null;
  now: Date;
}

/** What the ERP answers. `ok` does not say that anything was changed. */
export type Answer =
  | { ok: true }
  | { refused: string }
  | { conflict: string }
  | { warnings: { name: string; message: string }[] };

const ok: Answer = { ok: true };

/** One call on one order: what is common to all operations. */
export interface OrderCall {
  tx: ErpTx;
  caller: Caller;
  /** The word in the log. */
  what: string;
  orderId: number;
}

/** Runs `work` on the locked order, or refuses where there is none. */
export async function onOrder(
  call: OrderCall,
  work: (order: SalesOrderRow) => Promise<Answer>,
): Promise<Answer> {
  const order = await lockOrder(call.tx, call.orderId);
  return order ? work(order) : refuse(call, `There is no order with id ${call.orderId}.`);
}

/** The same, if the order still has the version that the caller read. `barred`: why its state forbids it at all. */
export const onVersion = (
  call: OrderCall,
  expectedVersion: string | null,
  work: (order: SalesOrderRow) => Promise<Answer>,
  barred: (order: SalesOrderRow) => string | null = () => null,
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const why = barred(order);
    if (why) return refuse(call, why);
    if (expectedVersion === String(order.version)) return work(order);
    return conflict(
      call,
      `${order.number} is at version ${order.version}, not ${expectedVersion ?? 'given'}.`,
    );
  });

/** The order, locked. Writers of one company go one after the other, so change numbers commit in their order. */
export async function lockOrder(tx: ErpTx, orderId: number): Promise<SalesOrderRow | undefined> {
  await lockCompany(tx);
  const [order] = await tx.db.select().from(salesOrder).where(eq(salesOrder.id, orderId));
  return order;
}

export async function lockCompany(tx: ErpTx): Promise<void> {
  await tx.rows(sql`select 1 from demo_erp.company where company = ${tx.company} for update`);
}

/** Writes the order's own change under a new version. */
export async function touchOrder(
  { tx, caller }: Pick<OrderCall, 'tx' | 'caller'>,
  orderId: number,
  set: Partial<Pick<SalesOrderRow, 'state' | 'held_since' | 'reference' | 'promised_on' | 'ship_to'>> = {},
): Promise<void> {
  await tx.db
    .update(salesOrder)
    .set({ ...set, version: sql`${salesOrder.version} + 1` })
    .where(eq(salesOrder.id, orderId));
  await markChanged(tx, caller, [orderId]);
}

/** The sum of the lines, each rounded to cents, and the goods in one canonical text, after the lines changed. */
export async function sumUp(tx: ErpTx, orderIds: number[]): Promise<void> {
  await tx.rows(sql`
    update demo_erp.sales_order o set (total, signature) = (
      select coalesce(sum(round(l.quantity * l.unit_price, 2)), 0),
        md5(string_agg(l.sku || '*' || trim_scale(l.quantity), ' ' order by l.sku, l.quantity)
          filter (where l.kind = 'goods'))
      from demo_erp.order_line l where l.order_id = o.id)
    where o.id = any(${arrayOf(orderIds, 'int')})`);
}

/** The customer's credit changed: their other open orders may look different, and those not accepted do. */
export async function touchCredit(
  tx: ErpTx,
  caller: Caller,
  customer: string,
  exceptOrder: number | null = null,
): Promise<void> {
  const touched = await tx.rows<{ id: number }>(sql`
    update demo_erp.sales_order set version = version + case when state in ${undecided} then 1 else 0 end
    where customer = ${customer} and state not in ${closed} and id is distinct from ${exceptOrder}::int returning id`);
  await markChanged(
    tx,
    caller,
    touched.map(({ id }) => id),
  );
}

/** Puts the orders at the end of the list that pollers read, one change number each. */
export async function markChanged(tx: ErpTx, caller: Caller, orderIds: number[]): Promise<void> {
  if (!orderIds.length) return;
  await tx.rows(sql`
    with given as (
      select value::int as id, row_number() over (order by value::int) as nth
      from jsonb_array_elements_text(${JSON.stringify([...new Set(orderIds)])}::jsonb)),
    next as (
      update demo_erp.company set last_change = last_change + (select count(*) from given)
      where company = ${tx.company} returning last_change - (select count(*) from given) as before)
    update demo_erp.sales_order o set changed = next.before + given.nth, updated_at = ${caller.now.toISOString()}
    from next, given where o.id = given.id`);
}

export async function log(
  { tx, caller, what, orderId }: Omit<OrderCall, 'orderId'> & { orderId: number | null },
  effect: boolean,
  detail: string,
): Promise<void> {
  await tx.db.insert(writeLog).values({
    company: tx.company,
    at: caller.now.toISOString(),
    who: caller.who,
    what,
    order_id: orderId,
    external_key: caller.key,
    effect,
    detail,
  });
}

/** The change is made: log it under the caller's key. */
export async function done(call: OrderCall, detail: string): Promise<Answer> {
  await log(call, true, detail);
  return ok;
}

/** A clear no. */
export async function refuse(call: OrderCall, message: string): Promise<Answer> {
  await log(call, false, message);
  return { refused: message };
}

/** A button pressed in the wrong state: yes, and nothing happens. */
export async function nothing(
  call: OrderCall,
  order: Pick<SalesOrderRow, 'number' | 'state'>,
): Promise<Answer> {
  await log(call, false, `nothing to do: ${order.number} is ${order.state}`);
  return ok;
}

export async function conflict(call: OrderCall, message: string): Promise<Answer> {
  await log(call, false, message);
  return { conflict: message };
}

/**
 * Runs `work` unless a call with this key took effect before: then the ERP says yes, and nothing happens a second time.
 */
export async function onceByKey(call: OrderCall, work: () => Promise<Answer>): Promise<Answer> {
  const { tx, caller, what } = call;
  await lockCompany(tx);
  const [entry] = await tx.rows(sql`
    select 1 from demo_erp.write_log where external_key = ${caller.key} and what = ${what} and effect limit 1`);
  if (!entry) return work();
  await log(call, false, `served before under ${caller.key}`);
  return ok;
}

/** Id and number of the next order of the company. */
export async function nextOrder(tx: ErpTx): Promise<{ id: number; number: string }> {
  const [newest] = await tx.rows<{ id: number; number: number }>(sql`
    select max(id)::int as id, max(substring(number from 4)::int)::int as number from demo_erp.sales_order`);
  return { id: (newest?.id ?? 0) + 1, number: `SO-${(newest?.number ?? 10_000) + 1}` };
}

export const shipmentsOf = (tx: ErpTx, orderId: number): Promise<ShipmentRow[]> =>
  tx.db.select().from(shipment).where(eq(shipment.order_id, orderId)).orderBy(shipment.id);

export async function updateShipments(
  tx: ErpTx,
  ids: number[],
  set: Partial<Omit<ShipmentRow, 'company' | 'id' | 'order_id'>>,
): Promise<void> {
  if (ids.length) await tx.db.update(shipment).set(set).where(inArray(shipment.id, ids));
}
