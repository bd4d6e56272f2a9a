/** A demo ERP for tests, on a real database, with a clock that stands still until told. */
import { sql } from 'drizzle-orm';
import { detect, exceptionType } from '#core/exceptions/index.ts';
import type { ActionKind, ActionSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import type { Clock, Erp } from '#core/ports.ts';
import { seedDemoErp } from './seed.ts';
import type { Db } from './session.ts';
import { causeTrouble } from './troubles.ts';

/** The day on which the test companies are seeded. */
export const TODAY = '2026-11-23';

export interface TestClock {
  now(): Date;
  advance(seconds: number): void;
}

export function testClock(): TestClock {
  let now = Date.parse(`${TODAY}T15:00:00Z`);
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1_000;
    },
  };
}

/** Puts the company back to its seed; all other companies are gone. Needs the owner's connection. */
export async function reseed(db: Db, company: string): Promise<void> {
  await db.execute(sql`truncate demo_erp.company cascade`);
  await seedDemoErp(db, company, TODAY);
}

/** By kind of action: a trouble whose card offers it, and under which option. Only `withdraw` is no card's. */
export const offeredBy: Record<Exclude<ActionKind, 'send_message' | 'withdraw'>, [string, string]> = {
  release_hold: ['credit_hold', 'release'],
  release_part: ['credit_hold', 'release_part'],
  place_hold: ['contract_terms', 'hold'],
  change_price: ['price_below', 'correct'],
  change_quantity: ['change_quantity', 'accept'],
  change_date: ['shortage_incoming', 'wait'],
  change_carrier: ['carrier_late', 'carrier'],
  change_address: ['change_address', 'accept'],
  substitute: ['shortage_substitute', 'substitute'],
  split_backorder: ['shortage_incoming', 'split'],
  cancel_line: ['change_cancel_line', 'accept'],
  cancel_order: ['duplicate_lines', 'cancel'],
  merge_duplicate: ['duplicate_reference', 'merge'],
  create_purchase: ['shortage_supplier', 'replenish'],
  create_transfer: ['shortage_elsewhere', 'transfer'],
  reship: ['carrier_stopped', 'reship'],
  attach_document: ['papers_missing', 'attach'],
  add_note: ['change_date', 'keep'],
  request_credit: ['pod_damaged', 'credit'],
  request_claim: ['pod_damaged', 'claim'],
};

/** A fresh order in trouble, with the action that the named option of its card stands for. */
export async function causeOption(
  { db, company, clock, erp }: { db: Db; company: string; clock: Clock; erp: Erp },
  [trouble, option]: [string, string],
): Promise<{ orderId: string; context: OrderContext; action: ActionSpec }> {
  const { orderId, type } = await causeTrouble(db, company, trouble, clock);
  const [context] = await erp.read([orderId]);
  const finding = context && detect(context).find((found) => found.type === type);
  if (!context || !finding) throw new Error(`"${trouble}" caused no ${type} on order ${orderId}.`);
  const { options } = exceptionType(type).compose(finding, context, 'en-US');
  const chosen = options.find(({ id }) => id === option);
  if (!chosen) throw new Error(`"${trouble}" offers ${options.map(({ id }) => id)}, not ${option}.`);
  return { orderId, context, action: chosen.action };
}
