/** What happens to goods on their way: which carrier, which day, which papers, and sending them again. */
import Big from 'big.js';
import { eq, or } from 'drizzle-orm';
import type { PaperKind } from '#core/model/order.ts';
import { addDays, allowedDay } from '../days.ts';
import { samePaper } from '../papers.ts';
import { replan } from '../replan.ts';
import { carrier, orderLine, type SalesOrderRow, type ShipmentRow, type StoredPaper } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { hasGoods, isInHouse } from '../states.ts';
import {
  type Answer,
  done,
  nothing,
  type OrderCall,
  onOrder,
  onVersion,
  refuse,
  shipmentsOf,
  touchOrder,
  updateShipments,
} from '../writing.ts';
import { addShipment, giveBack, mainWarehouse, type ShipmentLine, take } from './goods.ts';
import { rulesOf } from './schedule.ts';

/** Hands a shipment that is not with the customer yet to another carrier, which asks about it no more. */
export const changeCarrier = (
  call: OrderCall,
  expectedVersion: string | null,
  input: {
    shipmentId: string;
    to: { id: string; name: string; service: string | null };
    arrivesOn: string | null;
  },
): Promise<Answer> =>
  onVersion(call, expectedVersion, async (order) => {
    const { tx, caller } = call;
    const one = await shipmentOf(tx, order, input.shipmentId);
    if (!one) return refuse(call, `${order.number} has no shipment ${input.shipmentId}.`);
    if (order.state === 'cancelled' || one.state === 'delivered' || one.state === 'cancelled') {
      return nothing(call, order);
    }
    if (one.carrier?.name === input.to.name && one.carrier.service === input.to.service) {
      return nothing(call, order);
    }
    const [known] = await tx.db
      .select()
      .from(carrier)
      .where(or(eq(carrier.code, input.to.id), eq(carrier.name, input.to.name)));
    if (!known) return refuse(call, `There is no carrier ${input.to.name}.`);
    const today = caller.now.toISOString().slice(0, 10);
    await updateShipments(tx, [one.id], {
      carrier: {
        id: known.code,
        name: known.name,
        service: input.to.service,
        tracking: null,
        email: known.email,
      },
      event: null,
      expected_on: input.arrivesOn,
      alternatives: one.alternatives.filter(
        (a) => a.carrierId !== known.code || a.service !== input.to.service,
      ),
      ...(isInHouse(one) && one.planned_on && one.planned_on < today ? { planned_on: today } : {}),
    });
    await touchOrder(call, order.id);
    return done(
      call,
      `shipment ${one.number}: ${nameOf(one.carrier)} → ${nameOf({ ...known, service: input.to.service })}`,
    );
  });

const nameOf = (of: { name: string; service: string | null } | null): string =>
  of ? [of.name, of.service].filter(Boolean).join(' ') : 'no carrier';

const shipmentOf = async (tx: ErpTx, order: SalesOrderRow, id: string): Promise<ShipmentRow | undefined> =>
  (await shipmentsOf(tx, order.id)).find((one) => String(one.id) === id);

/**
 * Ships what is there and keeps the rest open for its day. Goods leave only for accepted orders; for others the parts
 * are planned. Refused where less is there than should go.
 */
export const splitBackorder = (
  call: OrderCall,
  expectedVersion: string | null,
  input: {
    shipmentId: string | null;
    lines: { lineId: string; sku: string; ship: string; backorder: string }[];
    backorderOn: string | null;
  },
): Promise<Answer> =>
  onVersion(
    call,
    expectedVersion,
    async (order) => {
      const { tx, caller } = call;
      const accepted = order.state === 'confirmed' || order.state === 'processing';
      const from = order.warehouse ?? (await mainWarehouse(tx));
      const given = input.shipmentId === null ? null : await shipmentOf(tx, order, input.shipmentId);
      if (given === undefined) return refuse(call, `${order.number} has no shipment ${input.shipmentId}.`);
      // A shipment that has its goods already goes as it is; the parts become one of their own.
      const waiting = given && !hasGoods(given) && given.state !== 'cancelled' ? given : null;
      const going: ShipmentLine[] = input.lines
        .filter(({ ship }) => new Big(ship).gt(0))
        .map(({ lineId, sku, ship }) => ({ lineId, sku, quantity: ship, lot: null, expiresOn: null }));
      if (accepted) {
        const lacking = await take(tx, from, going);
        if (lacking) return refuse(call, lacking);
      }
      if (going.length) {
        const state = accepted ? ('assigned' as const) : ('waiting' as const);
        const day = caller.now.toISOString().slice(0, 10);
        const promised = order.promised_on && order.promised_on > day ? order.promised_on : day;
        if (waiting) {
          await updateShipments(tx, [waiting.id], { state, lines: going });
        } else {
          await addShipment(tx, order, {
            state,
            warehouse: from,
            lines: going,
            planned_on: day,
            promised_on: promised,
          });
        }
      }
      for (const line of input.lines) {
        if (new Big(line.backorder).gt(0) && input.backorderOn) {
          await tx.db
            .update(orderLine)
            .set({ backorder_on: input.backorderOn })
            .where(eq(orderLine.id, Number(line.lineId)));
        }
      }
      await touchOrder(call, order.id, accepted && going.length ? { state: 'processing' } : {});
      await replan(
        tx,
        caller,
        input.lines.map(({ sku }) => sku),
        order.id,
      );
      const detail = input.lines.map((l) => `${l.sku}: ${l.ship} now, ${l.backorder} later`).join(', ');
      return done(call, `${detail}${input.backorderOn ? `, expected ${input.backorderOn}` : ''}`);
    },
    ({ number, state }) =>
      state === 'shipped' || state === 'done' || state === 'cancelled'
        ? `${number} is ${state}: there is nothing left to split.`
        : null,
  );

/**
 * Sends the goods of a shipment again, from stock where there is enough; otherwise the new shipment waits. A stopped
 * shipment is given up; what the customer said of a delivered one is dealt with.
 */
export const reship = (
  call: OrderCall,
  input: { shipmentId: string; lines: { lineId: string; sku: string; quantity: string }[] },
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    const old = await shipmentOf(tx, order, input.shipmentId);
    if (!old) return refuse(call, `${order.number} has no shipment ${input.shipmentId}.`);
    const disputed = old.dispute !== null && !old.dispute.handled;
    if (order.state === 'cancelled' || (!old.event && !disputed)) return nothing(call, order);
    if (old.state !== 'delivered') await giveBack(tx, [old]);
    await updateShipments(tx, [old.id], {
      event: null,
      ...(old.state === 'delivered' ? {} : { state: 'cancelled' as const }),
      dispute: old.dispute && { ...old.dispute, handled: caller.key ?? caller.who },
    });
    const lines: ShipmentLine[] = input.lines.map((line) => ({ ...line, lot: null, expiresOn: null }));
    const lacking = await take(tx, old.warehouse, lines);
    const today = caller.now.toISOString().slice(0, 10);
    const soon = allowedDay(addDays(today, 3), await rulesOf(tx, order));
    const promised = order.promised_on && order.promised_on > today ? order.promised_on : soon;
    const fresh = await addShipment(tx, order, {
      state: lacking ? 'waiting' : 'assigned',
      warehouse: old.warehouse,
      lines,
      planned_on: today,
      promised_on: promised,
      carrier: old.carrier && { ...old.carrier, tracking: null },
      papers: old.papers.filter(({ kind }) => kind !== 'proof_of_delivery'),
    });
    await touchOrder(
      call,
      order.id,
      order.state === 'confirmed' || (order.state === 'shipped' && old.state !== 'delivered')
        ? { state: 'processing' }
        : {},
    );
    await replan(
      tx,
      caller,
      lines.map(({ sku }) => sku),
      order.id,
    );
    return done(call, `${old.number} again as ${fresh}${lacking ? `, waiting: ${lacking}` : ''}`);
  });

/** Puts a paper on a shipment (null: the first that is not cancelled), in place of the one of its kind. */
export const attachDocument = (
  call: OrderCall,
  input: { shipmentId: string | null; document: string; number: string; fields: Record<string, string> },
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    const all = await shipmentsOf(tx, order.id);
    const one =
      input.shipmentId === null
        ? all.find(({ state }) => state !== 'cancelled')
        : all.find(({ id }) => String(id) === input.shipmentId);
    if (!one) return refuse(call, `${order.number} has no shipment ${input.shipmentId ?? 'yet'}.`);
    if (order.state === 'cancelled' || one.state === 'cancelled') return nothing(call, order);
    const kind = input.document as PaperKind;
    const replaced = one.papers.find((paper) => paper.kind === kind);
    if (replaced && samePaper(replaced, input)) return nothing(call, order);
    const paper: StoredPaper = {
      kind,
      number: input.number,
      fields: input.fields,
      ...(caller.key ? { key: caller.key } : {}),
      ...(replaced ? { replaced } : {}),
    };
    await updateShipments(tx, [one.id], { papers: [...one.papers.filter((p) => p !== replaced), paper] });
    await touchOrder(call, order.id);
    return done(call, `${kind} ${input.number} on shipment ${one.number}`);
  });
