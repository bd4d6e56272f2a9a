/** Changes to an order as a whole. */
import { eq, inArray, sql } from 'drizzle-orm';
import type { Address, OrderState } from '#core/model/order.ts';
import { addDays, daysBetween } from '../days.ts';
import { sameAddress } from '../papers.ts';
import { replan, skusOf } from '../replan.ts';
import { orderLine, product, purchase, type SalesOrderRow } from '../schema.ts';
import { counts, isInHouse, isOpen } from '../states.ts';
import {
  type Answer,
  done,
  lockOrder,
  log,
  markChanged,
  nothing,
  type OrderCall,
  onOrder,
  onVersion,
  refuse,
  shipmentsOf,
  sumUp,
  touchCredit,
  touchOrder,
  updateShipments,
} from '../writing.ts';
import { giveBack } from './goods.ts';
import { closeRequests } from './requests.ts';
import { planFor, promiseFor } from './schedule.ts';

/** Adds a note; a second call adds a second note. */
export const addNote = (call: OrderCall, text: string): Promise<Answer> =>
  onOrder(call, async (order) => {
    await markChanged(call.tx, call.caller, [order.id]);
    return done(call, text);
  });

const cancellable: OrderState[] = ['draft', 'quotation', 'on_hold', 'confirmed', 'processing'];

/** Cancels an order of which nothing has left. */
export const cancelOrder = (call: OrderCall): Promise<Answer> =>
  onOrder(call, async (order) => {
    if (!(await mayCancel(call, order))) return nothing(call, order);
    await cancelWhole(call, order);
    return done(call, `${order.state} → cancelled`);
  });

const mayCancel = async ({ tx }: OrderCall, order: SalesOrderRow): Promise<boolean> =>
  cancellable.includes(order.state) &&
  (await shipmentsOf(tx, order.id)).every((one) => isInHouse(one) || one.state === 'cancelled');

/** The order with its shipments, purchases and requests. */
export async function cancelWhole(call: OrderCall, order: SalesOrderRow): Promise<void> {
  const { tx, caller } = call;
  const shipments = await shipmentsOf(tx, order.id);
  await giveBack(tx, shipments);
  await updateShipments(
    tx,
    shipments.map(({ id }) => id),
    { state: 'cancelled', event: null },
  );
  await tx.db
    .update(purchase)
    .set({ state: 'withdrawn' })
    .where(sql`${purchase.order_id} = ${order.id} and (${purchase.bound} or ${purchase.state} = 'draft')`);
  await closeRequests({ ...call, orderId: order.id }, () => true);
  await touchOrder(call, order.id, { state: 'cancelled', held_since: null });
  if (counts(order.state)) await touchCredit(tx, caller, order.customer, order.id);
  await replan(tx, caller, await skusOf(tx, order.id), order.id);
}

/**
 * Puts the lines that only this order has on the one it repeats, at their prices, and cancels this one. Refused where
 * the other can take nothing any more.
 */
export const mergeInto = (
  call: OrderCall,
  expectedVersion: string | null,
  intoOrderId: string,
  add: { sku: string; quantity: string; unitPrice: string }[],
): Promise<Answer> =>
  onVersion(call, expectedVersion, async (order) => {
    const { tx, caller } = call;
    const into = /^\d{1,9}$/.test(intoOrderId) ? await lockOrder(tx, Number(intoOrderId)) : undefined;
    if (!into || into.customer !== order.customer || into.id === order.id) {
      return refuse(call, `${order.number} cannot be merged into order ${intoOrderId}.`);
    }
    if (!isOpen(into.state)) return refuse(call, `${into.number} is ${into.state} and takes no more lines.`);
    if (!(await mayCancel(call, order))) return nothing(call, order);
    const skus = add.map(({ sku }) => sku);
    const items = skus.length ? await tx.db.select().from(product).where(inArray(product.sku, skus)) : [];
    const unknown = skus.find((sku) => !items.some((item) => item.sku === sku));
    if (unknown) return refuse(call, `There is no item ${unknown}.`);
    await cancelWhole(call, order);
    if (add.length) {
      const lines = await tx.db.select().from(orderLine).where(eq(orderLine.order_id, into.id));
      const lastId = Math.max(into.id * 100, ...lines.map(({ id }) => id));
      const lastPosition = Math.max(0, ...lines.map(({ position }) => position));
      await tx.db.insert(orderLine).values(
        add.map(({ sku, quantity, unitPrice }, index) => {
          const item = items.find((i) => i.sku === sku)!;
          return {
            company: tx.company,
            id: lastId + index + 1,
            order_id: into.id,
            position: lastPosition + index + 1,
            kind: 'goods' as const,
            sku,
            description: item.description,
            quantity,
            unit: item.unit,
            unit_price: unitPrice,
            unit_cost: item.unit_cost,
          };
        }),
      );
      await sumUp(tx, [into.id]);
      await touchOrder({ tx, caller }, into.id);
      if (counts(into.state)) await touchCredit(tx, caller, into.customer, into.id);
      await replan(tx, caller, skus, into.id);
    }
    await log(
      { ...call, orderId: into.id },
      true,
      `took over from ${order.number}: ${skus.join(', ') || 'nothing new'}`,
    );
    return done(call, `merged into ${into.number} and cancelled`);
  });

/**
 * Sets the day the order is promised (null), to which everything that is not there yet is promised then; or the day one
 * shipment leaves, which arrives as many days later as it leaves later.
 */
export const changeDate = (
  call: OrderCall,
  expectedVersion: string | null,
  { shipmentId, to }: { shipmentId: string | null; to: string },
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const { tx, caller } = call;
      const moving = (await shipmentsOf(tx, order.id)).filter(
        ({ state }) => state !== 'delivered' && state !== 'cancelled',
      );
      const before = shipmentId === null ? order.promised_on : null;
      if (shipmentId === null) {
        if (order.state === 'shipped' && !moving.length) {
          return refuse(call, `${order.number} is delivered: its dates are fixed.`);
        }
        if (order.promised_on === to) return nothing(call, order);
        for (const one of moving) {
          const by = order.promised_on ? daysBetween(order.promised_on, to) : 0;
          await promiseFor(tx, one, to, one.planned_on && addDays(one.planned_on, by), order, caller.now);
        }
        await tx.db.update(orderLine).set({ backorder_on: null }).where(eq(orderLine.order_id, order.id));
        await touchOrder(call, order.id, { promised_on: to });
      } else {
        const one = moving.find(({ id }) => String(id) === shipmentId);
        if (!one)
          return refuse(call, `${order.number} has no shipment ${shipmentId} that could still be moved.`);
        if (!isInHouse(one)) return refuse(call, `Shipment ${one.number} has left: its date is fixed.`);
        if (one.planned_on === to) return nothing(call, order);
        const promised = await planFor(tx, one, to, order);
        const lines = one.lines.map(({ lineId }) => Number(lineId));
        if (lines.length) {
          await tx.db.update(orderLine).set({ backorder_on: to }).where(inArray(orderLine.id, lines));
        }
        const later = moving.length === 1 && order.promised_on !== null && promised > order.promised_on;
        await touchOrder(call, order.id, later ? { promised_on: promised } : {});
      }
      await closeRequests(call, (what) => what.kind === 'date' && what.to === to);
      await replan(tx, caller, await skusOf(tx, order.id), order.id);
      return done(
        call,
        shipmentId === null
          ? `promised ${before ?? 'for no day'} → ${to}`
          : `shipment ${shipmentId} leaves ${to}`,
      );
    },
    (order) =>
      order.state === 'done' || order.state === 'cancelled'
        ? `${order.number} is ${order.state}: its dates are fixed.`
        : null,
  );

/** Sends the order, and what of it is still on its way, elsewhere. */
export const changeAddress = (
  call: OrderCall,
  expectedVersion: string | null,
  to: Address,
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const { tx } = call;
      const shipments = await shipmentsOf(tx, order.id);
      const moving = shipments.filter(({ state }) => state !== 'delivered' && state !== 'cancelled');
      if (order.state === 'shipped' && !moving.length) {
        return refuse(call, `${order.number} is delivered: it cannot be sent elsewhere.`);
      }
      if (sameAddress(order.ship_to, to)) return nothing(call, order);
      for (const one of shipments) {
        const late = one.expected_on && one.promised_on && one.expected_on > one.promised_on;
        const dispute =
          one.dispute?.kind === 'wrong_address' ? { ...one.dispute, handled: callKey(call) } : one.dispute;
        const sent = moving.includes(one);
        await updateShipments(tx, [one.id], {
          dispute,
          ...(sent ? { event: null, promised_on: late ? one.expected_on : one.promised_on } : {}),
        });
      }
      await closeRequests(call, (what) => what.kind === 'address' && sameAddress(what.to, to));
      await touchOrder(call, order.id, { ship_to: to });
      return done(call, `ships to ${to.name}, ${to.street}, ${to.postalCode} ${to.city}, ${to.country}`);
    },
    (order) =>
      order.state === 'done' || order.state === 'cancelled'
        ? `${order.number} is ${order.state}: its address is fixed.`
        : null,
  );

const callKey = ({ caller }: OrderCall): string => caller.key ?? caller.who;
