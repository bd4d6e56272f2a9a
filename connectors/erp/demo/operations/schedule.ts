/** On which days a shipment leaves and arrives. */
import { eq } from 'drizzle-orm';
import type { CustomerRules } from '#core/model/order.ts';
import { addDays, allowedDay, daysBetween, latest, weekdayOf } from '../days.ts';
import { customer, type SalesOrderRow, type ShipmentRow } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { isInHouse } from '../states.ts';
import { updateShipments } from '../writing.ts';

/** Promises one shipment for a day. What has not left leaves on `leaves`, but not in the past. */
export async function promiseFor(
  tx: ErpTx,
  one: ShipmentRow,
  to: string,
  leaves: string | null,
  order: SalesOrderRow,
  now: Date,
): Promise<void> {
  await updateShipments(tx, [one.id], {
    promised_on: to,
    event: null,
    expected_on: isInHouse(one) || (one.expected_on && one.expected_on > to) ? to : one.expected_on,
    ...(isInHouse(one) && leaves ? { planned_on: latest(leaves, now.toISOString().slice(0, 10)) } : {}),
    appointment: await bookedAnew(tx, one, to, order),
  });
}

/** Plans one shipment to leave on a day; it arrives as much later. Answers the day it is promised for then. */
export async function planFor(
  tx: ErpTx,
  one: ShipmentRow,
  to: string,
  order: SalesOrderRow,
): Promise<string> {
  const by = one.planned_on ? daysBetween(one.planned_on, to) : 0;
  const expected = one.expected_on && addDays(one.expected_on, by);
  const promised = one.promised_on && (expected ? one.promised_on : addDays(one.promised_on, by));
  const promise = latest(to, expected ?? to, promised ?? to);
  await updateShipments(tx, [one.id], {
    planned_on: to,
    expected_on: expected,
    promised_on: promise,
    event: null,
    appointment: await bookedAnew(tx, one, expected ?? promise, order),
  });
  return promise;
}

/** A booked arrival moves along, to the beginning of the customer's window where it has one. */
async function bookedAnew(
  tx: ErpTx,
  one: ShipmentRow,
  day: string,
  order: SalesOrderRow,
): Promise<ShipmentRow['appointment']> {
  if (!one.appointment) return null;
  const rules = await rulesOf(tx, order);
  const time = rules.deliveryWindow?.from ?? one.appointment.time;
  const on = allowedDay(day, rules);
  return { at: `${on}T${time}:00.000Z`, weekday: weekdayOf(on), time };
}

export async function rulesOf(tx: ErpTx, order: SalesOrderRow): Promise<CustomerRules> {
  const [buyer] = await tx.db.select().from(customer).where(eq(customer.code, order.customer));
  return buyer?.rules ?? {};
}
