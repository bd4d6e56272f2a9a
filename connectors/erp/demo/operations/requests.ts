/** Requests: changes that customers ask for, credits, claims, and taking back what a call made. */
import Big from 'big.js';
import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Money } from '#core/model/money.ts';
import type { ChangeRequest } from '#core/model/order.ts';
import { replan } from '../replan.ts';
import { purchase, request, type ShipmentRow } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import {
  type Answer,
  done,
  nothing,
  type OrderCall,
  onOrder,
  refuse,
  shipmentsOf,
  touchOrder,
  updateShipments,
} from '../writing.ts';

/** What the customer asked for is done. */
export async function closeRequests(
  { tx, orderId }: OrderCall,
  fits: (what: ChangeRequest['what']) => boolean,
): Promise<void> {
  const open = await tx.db
    .select()
    .from(request)
    .where(
      sql`${request.order_id} = ${orderId} and ${request.kind} = 'change' and ${request.state} = 'open'`,
    );
  const ids = open.filter(({ body }) => fits((body as ChangeRequest).what)).map(({ id }) => id);
  if (ids.length) await tx.db.update(request).set({ state: 'closed' }).where(inArray(request.id, ids));
}

/** Asks accounting for a credit note; what the customer said of the deliveries is dealt with. */
export const requestCredit = (
  call: OrderCall,
  input: { amount: Money; reason: string; lines: { lineId: string; sku: string; quantity: string }[] },
): Promise<Answer> =>
  ask(
    call,
    'credit',
    input,
    (one) => one.dispute !== null,
    `credit of ${input.amount.amount} ${input.amount.currency}`,
  );

/** Files a claim with the carrier of a shipment. */
export const requestClaim = async (
  call: OrderCall,
  input: { shipmentId: string; carrier: string; amount: Money; reason: string },
): Promise<Answer> =>
  ask(
    call,
    'claim',
    input,
    (one) => String(one.id) === input.shipmentId,
    `claim of ${input.amount.amount} ${input.amount.currency} from ${input.carrier}`,
  );

const ask = (
  call: OrderCall,
  kind: 'credit' | 'claim',
  input: { amount: Money; reason: string; shipmentId?: string },
  about: (one: ShipmentRow) => boolean,
  said: string,
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    if (order.state !== 'shipped' && order.state !== 'done' && order.state !== 'processing') {
      return nothing(call, order);
    }
    const shipments = (await shipmentsOf(tx, order.id)).filter(about);
    if (input.shipmentId && !shipments.length) {
      return refuse(call, `${order.number} has no shipment ${input.shipmentId}.`);
    }
    await tx.db.insert(request).values({
      company: tx.company,
      kind,
      state: 'open',
      order_id: order.id,
      asked_on: caller.now.toISOString().slice(0, 10),
      by_whom: caller.who,
      body: { ...input },
      external_key: caller.key,
    });
    for (const one of shipments) {
      if (!one.dispute || one.dispute.handled) continue;
      await updateShipments(tx, [one.id], { dispute: { ...one.dispute, handled: caller.key ?? caller.who } });
    }
    await touchOrder(call, order.id);
    return done(call, `${said}: ${input.reason}`);
  });

/**
 * Takes back what a call with this key (or with a key of one of its steps: "key-0", "key#0") made, while it is still a
 * draft; nothing where there is no such draft any more.
 */
export const withdraw = (
  call: OrderCall,
  { what, key }: { what: 'purchase' | 'transfer' | 'document' | 'credit' | 'claim'; key: string },
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const taken =
      what === 'document'
        ? await takePaper(call.tx, order.id, key)
        : what === 'credit' || what === 'claim'
          ? await takeRequest(call, what, key)
          : await takePurchase(call, what, key);
    if (!taken) return nothing(call, order);
    await touchOrder(call, order.id);
    return done(call, `${taken} withdrawn`);
  });

const isOf = (key: string, stored: string | null | undefined): boolean =>
  stored === key ||
  (stored !== null &&
    stored !== undefined &&
    /^[-#]\d+$/.test(stored.replace(key, '')) &&
    stored.startsWith(key));

const ofKey = (column: typeof purchase.external_key | typeof request.external_key, key: string) =>
  or(eq(column, key), sql`left(${column}, ${key.length + 1}) in (${`${key}-`}, ${`${key}#`})`);

async function takePurchase(
  call: OrderCall,
  kind: 'purchase' | 'transfer',
  key: string,
): Promise<string | null> {
  const { tx, caller, orderId } = call;
  const rows = await tx.db
    .update(purchase)
    .set({ state: 'withdrawn' })
    .where(
      sql`${ofKey(purchase.external_key, key)} and ${purchase.order_id} = ${orderId} and ${purchase.kind} = ${kind} and ${purchase.state} = 'draft'`,
    )
    .returning();
  for (const row of rows) {
    if (!row.from_warehouse) continue;
    await tx.rows(sql`
      update demo_erp.stock set on_hand = on_hand + ${new Big(row.quantity).toFixed()}::numeric
      where sku = ${row.sku} and warehouse = ${row.from_warehouse}`);
  }
  await replan(
    tx,
    caller,
    rows.map(({ sku }) => sku),
    orderId,
  );
  return rows[0]?.number ?? null;
}

async function takeRequest(
  { tx, orderId }: OrderCall,
  kind: 'credit' | 'claim',
  key: string,
): Promise<string | null> {
  const rows = await tx.db
    .update(request)
    .set({ state: 'withdrawn' })
    .where(
      sql`${ofKey(request.external_key, key)} and ${request.order_id} = ${orderId} and ${request.kind} = ${kind} and ${request.state} = 'open'`,
    )
    .returning();
  if (!rows.length) return null;
  for (const one of await shipmentsOf(tx, orderId)) {
    if (!one.dispute || !isOf(key, one.dispute.handled)) continue;
    const { handled: _, ...dispute } = one.dispute;
    await updateShipments(tx, [one.id], { dispute });
  }
  return `${kind} request`;
}

async function takePaper(tx: ErpTx, orderId: number, key: string): Promise<string | null> {
  for (const one of await shipmentsOf(tx, orderId)) {
    const paper = one.papers.find((p) => isOf(key, p.key));
    if (!paper) continue;
    const papers = one.papers.flatMap((p) => (p !== paper ? [p] : p.replaced ? [p.replaced] : []));
    await updateShipments(tx, [one.id], { papers });
    return `${paper.kind} ${paper.number}`;
  }
  return null;
}
