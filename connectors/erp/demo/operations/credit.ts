/** Letting orders go and holding them. As in real ERPs, a button pressed in the wrong state says yes and does nothing. */
import Big from 'big.js';
import { eq } from 'drizzle-orm';
import { compare, formatMoney, toMoney } from '#core/model/money.ts';
import { readContexts } from '../read.ts';
import { replan, skusOf } from '../replan.ts';
import { orderLine, type SalesOrderRow, salesOrder } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { counts } from '../states.ts';
import {
  type Answer,
  done,
  log,
  nextOrder,
  nothing,
  type OrderCall,
  onOrder,
  onVersion,
  refuse,
  sumUp,
  touchCredit,
  touchOrder,
} from '../writing.ts';

/** Lets an order on hold go to the warehouse; past its credit warning only where that warning is acknowledged. */
export const releaseHold = (call: OrderCall, acknowledge: string[]): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    if (order.state !== 'on_hold') return nothing(call, order);
    const [context] = await readContexts(tx, [String(order.id)], caller.now);
    const warning = context?.credit?.warning;
    if (warning && !acknowledge.includes(warning.name)) {
      await log(call, false, `asked to acknowledge ${warning.name}`);
      return { warnings: [warning] };
    }
    await accept(call, order);
    return done(call, `on_hold → confirmed${warning ? ` past ${warning.name}` : ''}`);
  });

async function accept(call: OrderCall, order: SalesOrderRow): Promise<void> {
  const { tx, caller } = call;
  await touchOrder(call, order.id, { state: 'confirmed', held_since: null });
  await touchCredit(tx, caller, order.customer, order.id);
  await replan(tx, caller, await skusOf(tx, order.id), order.id);
}

/**
 * Lets the part go that fits under the limit; what is held becomes an order of its own, on hold, with the customer's
 * number and "/2". Lines that are not named go. Refused where the part does not fit or the quantities do not add up.
 */
export const releasePart = (
  call: OrderCall,
  expectedVersion: string | null,
  parts: { lineId: string; release: string; hold: string }[],
): Promise<Answer> =>
  onVersion(call, expectedVersion, async (order) => {
    const { tx, caller } = call;
    if (order.state !== 'on_hold') return nothing(call, order);
    const lines = await tx.db.select().from(orderLine).where(eq(orderLine.order_id, order.id));
    const split = parts.map((part) => ({ part, line: lines.find((l) => String(l.id) === part.lineId) }));
    const wrong = split.find(
      ({ part, line }) => !line || !new Big(part.release).plus(part.hold).eq(line.quantity),
    );
    if (wrong) return refuse(call, `Line ${wrong.part.lineId} of ${order.number} has another quantity.`);
    const held = split.filter(({ part }) => new Big(part.hold).gt(0));
    if (!held.length || lines.length === split.filter(({ part }) => new Big(part.release).eq(0)).length) {
      return refuse(call, `That is no part of ${order.number}: it is all or nothing.`);
    }
    const [context] = await readContexts(tx, [String(order.id)], caller.now);
    const credit = context?.credit;
    const rest = held.reduce(
      (sum, { part, line }) => sum.plus(new Big(part.hold).times(line!.unit_price)),
      new Big(0),
    );
    if (credit?.limit) {
      const owed = new Big(credit.receivable.amount)
        .plus(credit.otherOpenOrders.amount)
        .plus(order.total)
        .minus(rest);
      const exposure = toMoney(owed, credit.limit.currency);
      if (compare(exposure, credit.limit) > 0) {
        return refuse(
          call,
          `With that part ${order.number} still takes the customer to ${formatMoney(exposure)}, over the limit of ${formatMoney(credit.limit)}.`,
        );
      }
    }
    const sibling = await openSibling(tx, order);
    let position = 0;
    for (const { part, line } of held) {
      const moved = { ...line!, order_id: sibling.id, id: sibling.id * 100 + ++position, position };
      await tx.db.insert(orderLine).values({ ...moved, quantity: part.hold });
      if (new Big(part.release).gt(0)) {
        await tx.db.update(orderLine).set({ quantity: part.release }).where(eq(orderLine.id, line!.id));
      } else {
        await tx.db.delete(orderLine).where(eq(orderLine.id, line!.id));
      }
    }
    await sumUp(tx, [order.id, sibling.id]);
    await touchOrder({ tx, caller }, sibling.id);
    await accept(call, order);
    await log({ ...call, orderId: sibling.id }, true, `held back from ${order.number}`);
    return done(call, `on_hold → confirmed in part; the rest waits on hold as ${sibling.number}`);
  });

async function openSibling(tx: ErpTx, order: SalesOrderRow): Promise<{ id: number; number: string }> {
  const sibling = await nextOrder(tx);
  await tx.db.insert(salesOrder).values({
    ...order,
    ...sibling,
    reference: order.reference && `${order.reference}/2`,
    description: `Held back from ${order.number}`,
    version: 1,
  });
  return sibling;
}

/** Stops an order that has not left; nothing more is picked for it. */
export const placeHold = (call: OrderCall, reason: string): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    if (!['draft', 'quotation', 'confirmed', 'processing'].includes(order.state)) return nothing(call, order);
    await touchOrder(call, order.id, { state: 'on_hold', held_since: caller.now.toISOString() });
    if (counts(order.state)) await touchCredit(tx, caller, order.customer, order.id);
    await replan(tx, caller, await skusOf(tx, order.id), order.id);
    return done(call, `${order.state} → on_hold: ${reason}`);
  });
