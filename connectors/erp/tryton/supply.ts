/** What can be promised of a product in a warehouse: the arithmetic, in the product's default unit. Pure. */
import Big from 'big.js';

/** Goods that an order takes and that have not left yet. */
export interface Demand {
  /** The sale line they are for; null: something else (production, a transfer). */
  saleLine: number | null;
  quantity: Big;
  /** ISO date. */
  on: string;
  /** Moves come before lines that have no move yet; then by id. */
  rank: [0 | 1, number];
  /** Set aside in the warehouse already. */
  assigned: boolean;
}

export interface Receipt {
  on: string;
  quantity: Big;
  source: string;
}

/** Of one product in one warehouse. Receipts earliest first, none overdue. */
export interface Stock {
  onHand: Big;
  demands: Demand[];
  receipts: Receipt[];
}

/**
 * What is left on `day` and stays left: the least of
 * on hand + receipts up to t − `prior` demand up to t, over all t from `day` on.
 */
export function leftBy(day: string, stock: Stock, prior: Demand[]): Big {
  const days = [day, ...prior.map((demand) => demand.on).filter((on) => on > day)];
  const levels = days.map((until) =>
    sum(stock.receipts.filter(({ on }) => on <= until))
      .plus(stock.onHand)
      .minus(sum(prior.filter(({ on }) => on <= until))),
  );
  return levels.reduce((least, level) => (level.lt(least) ? level : least));
}

/**
 * Demand that a line has to let go first. A line of an order that is not confirmed (`own` empty) gives way to all; one
 * in process to what is assigned and to what is planned before it.
 */
export function demandBefore(own: Demand[], others: Demand[]): Demand[] {
  const waiting = own.filter((demand) => !demand.assigned).sort(inOrder)[0];
  if (own.length === 0) return others;
  return others.filter((other) => other.assigned || (waiting && inOrder(other, waiting) < 0));
}

function inOrder(a: Demand, b: Demand): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1];
}

export const sum = (all: { quantity: Big }[]): Big =>
  all.reduce((total, { quantity }) => total.plus(quantity), new Big(0));
