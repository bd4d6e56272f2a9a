/** Changes to the lines of an order, each only if the order still has the version that the caller read. */
import Big from 'big.js';
import { eq, inArray } from 'drizzle-orm';
import { replan } from '../replan.ts';
import { customer, orderLine, product, purchase, type SalesOrderRow } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { counts, isOpen } from '../states.ts';
import {
  type Answer,
  conflict,
  done,
  nothing,
  type OrderCall,
  onVersion,
  refuse,
  sumUp,
  touchCredit,
  touchOrder,
} from '../writing.ts';
import { leftOf, putBack } from './goods.ts';
import { cancelWhole } from './order.ts';
import { closeRequests } from './requests.ts';

type Line = typeof orderLine.$inferSelect;

/** The named lines of the order beside what is asked of them; a sentence where one is not there. */
async function named<Asked extends { lineId: string }>(
  tx: ErpTx,
  order: SalesOrderRow,
  asked: Asked[],
): Promise<{ pairs: { ask: Asked; line: Line }[] } | { stray: string }> {
  const lines = await tx.db.select().from(orderLine).where(eq(orderLine.order_id, order.id));
  const pairs = asked.map((ask) => ({ ask, line: lines.find((l) => String(l.id) === ask.lineId) }));
  const stray = pairs.find(({ line }) => !line);
  return stray
    ? { stray: `${order.number} has no line ${stray.ask.lineId}; nothing was changed.` }
    : { pairs: pairs.flatMap(({ ask, line }) => (line ? [{ ask, line }] : [])) };
}

/** The lines are written: what follows for the order's total, the customer's credit and everybody's goods. */
async function afterLines(call: OrderCall, order: SalesOrderRow, skus: string[]): Promise<void> {
  const { tx, caller } = call;
  await sumUp(tx, [order.id]);
  await touchOrder(call, order.id);
  if (counts(order.state)) await touchCredit(tx, caller, order.customer, order.id);
  await replan(tx, caller, skus, order.id);
}

const plain = (amount: string): string => new Big(amount).toString();

const fixed =
  (what: string) =>
  (order: SalesOrderRow): string | null =>
    isOpen(order.state) ? null : `${order.number} is ${order.state}: its ${what} are fixed.`;

/** Sets unit prices, of goods and of charges. */
export const reprice = (
  call: OrderCall,
  expectedVersion: string | null,
  asked: { lineId: string; to: string }[],
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const found = await named(call.tx, order, asked);
      if ('stray' in found) return refuse(call, found.stray);
      const real = found.pairs.filter(({ ask, line }) => !new Big(line.unit_price).eq(ask.to));
      if (!real.length) return nothing(call, order);
      for (const { ask, line } of real) {
        await call.tx.db.update(orderLine).set({ unit_price: ask.to }).where(eq(orderLine.id, line.id));
      }
      await afterLines(call, order, []);
      return done(
        call,
        real.map(({ ask, line }) => `${line.sku} ${plain(line.unit_price)} → ${plain(ask.to)}`).join(', '),
      );
    },
    (order) =>
      order.state === 'processing'
        ? `${order.number} is processing: its prices are fixed.`
        : fixed('prices')(order),
  );

/** Sets quantities; never below what has left. What is picked already goes back to the shelf. */
export const changeQuantity = (
  call: OrderCall,
  expectedVersion: string | null,
  asked: { lineId: string; from: string; to: string }[],
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const found = await named(call.tx, order, asked);
      if ('stray' in found) return refuse(call, found.stray);
      const gone = await leftOf(call.tx, order.id);
      for (const { ask, line } of found.pairs) {
        const left = gone(line.id);
        if (new Big(ask.to).lte(0) || left.gt(ask.to)) {
          const why = left.gt(0)
            ? `${left} of ${line.sku} have left`
            : 'a line is cancelled, not set to nothing';
          return refuse(call, `${order.number} cannot have ${plain(ask.to)} of ${line.sku}: ${why}.`);
        }
      }
      const real = found.pairs.filter(({ ask, line }) => !new Big(line.quantity).eq(ask.to));
      if (!real.length) return nothing(call, order);
      for (const { ask, line } of real) {
        await putBack(call.tx, order.id, line, ask.to);
        await call.tx.db.update(orderLine).set({ quantity: ask.to }).where(eq(orderLine.id, line.id));
        await closeRequests(
          call,
          (what) => what.kind === 'quantity' && what.lineId === ask.lineId && new Big(what.to).eq(ask.to),
        );
      }
      await afterLines(
        call,
        order,
        real.map(({ line }) => line.sku),
      );
      return done(
        call,
        real.map(({ ask, line }) => `${line.sku} ${plain(line.quantity)} → ${plain(ask.to)}`).join(', '),
      );
    },
    fixed('quantities'),
  );

/** Exchanges items that nothing was picked of yet, for known ones, unless the customer takes no substitutes. */
export const substitute = (
  call: OrderCall,
  expectedVersion: string | null,
  asked: { lineId: string; sku: string; toSku: string; toPrice: string }[],
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const { tx } = call;
      const found = await named(tx, order, asked);
      if ('stray' in found) return refuse(call, found.stray);
      const [buyer] = await tx.db.select().from(customer).where(eq(customer.code, order.customer));
      if (buyer?.rules.noSubstitution) return refuse(call, `${buyer.name} takes no substitutes.`);
      const skus = asked.map(({ toSku }) => toSku);
      const items = await tx.db.select().from(product).where(inArray(product.sku, skus));
      for (const { ask, line } of found.pairs) {
        if (!items.some(({ sku }) => sku === ask.toSku))
          return refuse(call, `There is no item ${ask.toSku}.`);
        if (new Big(line.allocated).gt(0))
          return refuse(call, `${line.sku} on ${order.number} is picked already.`);
        if (line.sku !== ask.sku && line.sku !== ask.toSku) {
          return conflict(call, `Line ${ask.lineId} of ${order.number} is ${line.sku} now, not ${ask.sku}.`);
        }
      }
      const real = found.pairs.filter(({ ask, line }) => line.sku !== ask.toSku);
      if (!real.length) return nothing(call, order);
      for (const { ask, line } of real) {
        const item = items.find(({ sku }) => sku === ask.toSku)!;
        await tx.db
          .update(orderLine)
          .set({
            sku: item.sku,
            description: item.description,
            unit: item.unit,
            unit_price: ask.toPrice,
            unit_cost: item.unit_cost,
          })
          .where(eq(orderLine.id, line.id));
      }
      await afterLines(
        call,
        order,
        real.flatMap(({ ask }) => [ask.sku, ask.toSku]),
      );
      return done(
        call,
        real.map(({ ask }) => `${ask.sku} → ${ask.toSku} at ${plain(ask.toPrice)}`).join(', '),
      );
    },
    fixed('items'),
  );

/** Takes lines, or a part of them, off the order; the last one takes the order with it. */
export const cancelLine = (
  call: OrderCall,
  expectedVersion: string | null,
  asked: { lineId: string; quantity: string }[],
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const { tx } = call;
      const found = await named(tx, order, asked);
      if ('stray' in found) return refuse(call, found.stray);
      const out = await leftOf(tx, order.id);
      for (const { ask, line } of found.pairs) {
        if (new Big(line.quantity).minus(out(line.id)).lt(ask.quantity)) {
          return refuse(call, `${out(line.id)} of ${line.sku} on ${order.number} have left already.`);
        }
      }
      const goods = await tx.db.select().from(orderLine).where(eq(orderLine.order_id, order.id));
      const gone = found.pairs.filter(({ ask, line }) => new Big(line.quantity).eq(ask.quantity));
      const left = goods.filter((l) => l.kind === 'goods' && !gone.some(({ line }) => line.id === l.id));
      const detail = found.pairs.map(({ ask, line }) => `${plain(ask.quantity)} of ${line.sku}`).join(', ');
      for (const { ask } of found.pairs) {
        await closeRequests(call, (what) => what.kind === 'cancel_line' && what.lineId === ask.lineId);
      }
      if (!left.length) {
        await cancelWhole(call, order);
        return done(call, `${detail} cancelled, and ${order.number} with it`);
      }
      for (const { ask, line } of found.pairs) {
        const rest = new Big(line.quantity).minus(ask.quantity);
        await putBack(tx, order.id, line, rest.toFixed());
        if (rest.gt(0)) {
          await tx.db.update(orderLine).set({ quantity: rest.toFixed() }).where(eq(orderLine.id, line.id));
        } else {
          await tx.db.delete(orderLine).where(eq(orderLine.id, line.id));
          await tx.db.update(purchase).set({ state: 'withdrawn' }).where(eq(purchase.line_id, line.id));
        }
      }
      await afterLines(
        call,
        order,
        found.pairs.map(({ line }) => line.sku),
      );
      return done(call, `${detail} cancelled`);
    },
    fixed('lines'),
  );
