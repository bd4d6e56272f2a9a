/**
 * What users and programs may do to orders, under the ERP's own rules. As in real ERPs, a button pressed in the wrong
 * state answers yes and does nothing, and a repeat with the same key is done again.
 * The order's version grows whenever the order changes, and while it waits for acceptance also when the customer's
 * credit does: the credit check on its header is then made anew.
 */
import Big from 'big.js';
import { eq, sql } from 'drizzle-orm';
import { closed, counts, readContexts, undecided } from './read.ts';
import { orderLine, type SalesOrderRow, salesOrder, writeLog } from './schema.ts';
import type { ErpTx } from './session.ts';

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

/** Lets an order on hold go to the warehouse; past its credit warning only where that warning is acknowledged. */
export async function releaseHold(
  tx: ErpTx,
  caller: Caller,
  input: { orderId: number; acknowledge: string[] },
): Promise<Answer> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return refuse(tx, caller, 'release', input.orderId, noSuchOrder(input.orderId));
  if (order.state !== 'on_hold') return nothing(tx, caller, 'release', order);
  const [context] = await readContexts(tx, [String(order.id)], caller.now);
  const warning = context?.credit?.warning;
  if (warning && !input.acknowledge.includes(warning.name)) {
    await log(tx, caller, 'release', order.id, false, `asked to acknowledge ${warning.name}`);
    return { warnings: [warning] };
  }
  await touchOrder(tx, caller, order, { state: 'confirmed', held_since: null });
  await touchCredit(tx, caller, order.customer, order.id);
  await log(
    tx,
    caller,
    'release',
    order.id,
    true,
    `on_hold → confirmed${warning ? ` past ${warning.name}` : ''}`,
  );
  return ok;
}

/** Sets unit prices, if the order still has the version that the caller read. */
export async function reprice(
  tx: ErpTx,
  caller: Caller,
  input: { orderId: number; expectedVersion: string | null; lines: { lineId: string; to: string }[] },
): Promise<Answer> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return refuse(tx, caller, 'reprice', input.orderId, noSuchOrder(input.orderId));
  if (['processing', 'shipped', 'done', 'cancelled'].includes(order.state)) {
    return refuse(
      tx,
      caller,
      'reprice',
      order.id,
      `${order.number} is ${order.state}: its prices are fixed.`,
    );
  }
  if (input.expectedVersion !== String(order.version)) {
    const message = `${order.number} is at version ${order.version}, not ${input.expectedVersion ?? 'given'}.`;
    await log(tx, caller, 'reprice', order.id, false, message);
    return { conflict: message };
  }
  const lines = await tx.db.select().from(orderLine).where(eq(orderLine.order_id, order.id));
  const changes = input.lines.map(({ lineId, to }) => ({
    to,
    line: lines.find((l) => String(l.id) === lineId),
  }));
  const stray = changes.findIndex(({ line }) => !line);
  if (stray >= 0) {
    return refuse(
      tx,
      caller,
      'reprice',
      order.id,
      `${order.number} has no line ${input.lines[stray]?.lineId}; no price was changed.`,
    );
  }
  const real = changes.flatMap(({ line, to }) =>
    line && !new Big(line.unit_price).eq(to) ? [{ line, to }] : [],
  );
  if (!real.length) return nothing(tx, caller, 'reprice', order);
  for (const { line, to } of real) {
    await tx.db.update(orderLine).set({ unit_price: to }).where(eq(orderLine.id, line.id));
  }
  await touchOrder(tx, caller, order, { total: totalOf(order.id) });
  if (counts(order.state)) await touchCredit(tx, caller, order.customer, order.id);
  const detail = real
    .map(({ line, to }) => `${line.sku} ${new Big(line.unit_price)} → ${new Big(to)}`)
    .join(', ');
  await log(tx, caller, 'reprice', order.id, true, detail);
  return ok;
}

/** Adds a note; a second call adds a second note. */
export async function addNote(
  tx: ErpTx,
  caller: Caller,
  input: { orderId: number; text: string },
): Promise<Answer> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return refuse(tx, caller, 'note', input.orderId, noSuchOrder(input.orderId));
  await markChanged(tx, caller, order.id);
  await log(tx, caller, 'note', order.id, true, input.text);
  return ok;
}

export async function cancelOrder(tx: ErpTx, caller: Caller, input: { orderId: number }): Promise<Answer> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return refuse(tx, caller, 'cancel', input.orderId, noSuchOrder(input.orderId));
  if (!['draft', 'quotation', 'on_hold', 'confirmed'].includes(order.state)) {
    return nothing(tx, caller, 'cancel', order);
  }
  await touchOrder(tx, caller, order, { state: 'cancelled', held_since: null });
  if (counts(order.state)) await touchCredit(tx, caller, order.customer, order.id);
  await log(tx, caller, 'cancel', order.id, true, `${order.state} → cancelled`);
  return ok;
}

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
  tx: ErpTx,
  caller: Caller,
  order: Pick<SalesOrderRow, 'id'>,
  set: Partial<Pick<SalesOrderRow, 'state' | 'held_since' | 'reference'>> & {
    total?: ReturnType<typeof totalOf>;
  },
): Promise<void> {
  await tx.db
    .update(salesOrder)
    .set({ ...set, version: sql`${salesOrder.version} + 1` })
    .where(eq(salesOrder.id, order.id));
  await markChanged(tx, caller, order.id);
}

/** The sum of the lines, each rounded to cents, as SQL for an update. */
export const totalOf = (orderId: number) =>
  sql<string>`(select coalesce(sum(round(l.quantity * l.unit_price, 2)), 0) from demo_erp.order_line l where l.order_id = ${orderId})`;

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
  for (const { id } of touched) await markChanged(tx, caller, id);
}

async function markChanged(tx: ErpTx, caller: Caller, orderId: number): Promise<void> {
  await tx.rows(sql`
    with next as (
      update demo_erp.company set last_change = last_change + 1 where company = ${tx.company} returning last_change)
    update demo_erp.sales_order o set changed = next.last_change, updated_at = ${caller.now.toISOString()}
    from next where o.id = ${orderId}`);
}

export async function log(
  tx: ErpTx,
  caller: Caller,
  what: string,
  orderId: number | null,
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

export async function refuse(
  tx: ErpTx,
  caller: Caller,
  what: string,
  orderId: number,
  message: string,
): Promise<Answer> {
  await log(tx, caller, what, orderId, false, message);
  return { refused: message };
}

async function nothing(tx: ErpTx, caller: Caller, what: string, order: SalesOrderRow): Promise<Answer> {
  await log(tx, caller, what, order.id, false, `nothing to do: ${order.number} is ${order.state}`);
  return ok;
}

const noSuchOrder = (id: number): string => `There is no order with id ${id}.`;
