/** What the states of orders and shipments mean to the ERP's rules. */
import { sql } from 'drizzle-orm';
import type { OrderState, Shipment } from '#core/model/order.ts';

/** Accepted and not yet invoiced: these count against the limit. What waits for acceptance does not. */
const countedStates: OrderState[] = ['confirmed', 'processing', 'shipped'];
export const counted = sql`${countedStates}`;
export const counts = (state: OrderState): boolean => countedStates.includes(state);
/** Not accepted yet: a credit decision is still to come. */
export const undecided = sql.raw(`('draft', 'quotation', 'on_hold')`);
export const closed = sql.raw(`('done', 'cancelled')`);
/** Lines of these may still need goods. */
export const needing = sql.raw(`('draft', 'quotation', 'on_hold', 'confirmed', 'processing')`);
/** Their need goes before that of all others. */
export const committing = sql.raw(`('confirmed', 'processing')`);

/** Not on its way yet. */
export const isOpen = (state: OrderState): boolean =>
  state !== 'shipped' && state !== 'done' && state !== 'cancelled';

/** The warehouse has not let it go. */
export const isInHouse = ({ state }: { state: Shipment['state'] }): boolean =>
  state !== 'shipped' && state !== 'delivered' && state !== 'cancelled';

/** It has its goods, so that they are not in the free stock any more. */
export const hasGoods = ({ state }: { state: Shipment['state'] }): boolean =>
  state !== 'draft' && state !== 'waiting' && state !== 'cancelled';
