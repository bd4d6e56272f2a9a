/** What lines are worth and what an order leaves. Pure; amounts in the order's currency. */
import Big from 'big.js';
import { type Money, toMoney } from '../model/money.ts';
import type { Order, OrderLine } from '../model/order.ts';

/** Quantity × price of a line, unrounded. */
export const lineValue = (line: Pick<OrderLine, 'quantity' | 'unitPrice'>): Big =>
  new Big(line.quantity).times(line.unitPrice);

/** Σ quantity × price of the goods lines, without charges; never negative. */
export function goodsValue(order: Pick<Order, 'lines'>): Big {
  const sum = order.lines
    .filter((line) => line.kind === 'goods')
    .reduce((all, line) => all.plus(lineValue(line)), new Big(0));
  return sum.lt(0) ? new Big(0) : sum;
}

/** A return or a credited order is worth nothing that could be lost. */
export const notNegative = (amount: Big | Money, currency: string): Money => {
  const value = new Big('amount' in amount ? amount.amount : amount);
  return toMoney(value.lt(0) ? 0 : value, currency);
};

export interface MarginChange {
  /** New unit prices and quantities by line id. */
  prices?: Map<string, string>;
  quantities?: Map<string, string>;
  /** What comes in less, and what is paid more, besides. */
  lost?: Big;
  paid?: Big;
}

/**
 * (revenue − cost) ÷ revenue of the goods in percent, one digit; discounts count, freight does not (its cost is not
 * known). null: the cost of a line is not known, or there is no revenue.
 */
export function marginPercent(order: Pick<Order, 'lines'>, change: MarginChange = {}): string | null {
  let revenue = new Big(0).minus(change.lost ?? 0);
  let cost = new Big(change.paid ?? 0);
  for (const line of order.lines) {
    if (line.kind === 'charge') {
      const value = lineValue(line);
      if (value.lt(0)) revenue = revenue.plus(value);
      continue;
    }
    const quantity = change.quantities?.get(line.id) ?? line.quantity;
    if (new Big(quantity).eq(0)) continue;
    if (line.unitCost === null) return null;
    revenue = revenue.plus(new Big(quantity).times(change.prices?.get(line.id) ?? line.unitPrice));
    cost = cost.plus(new Big(quantity).times(line.unitCost));
  }
  return revenue.gt(0) ? revenue.minus(cost).div(revenue).times(100).toFixed(1) : null;
}

/** Σ quantity × the order's price over lines of a shipment; lines that the order does not have count nothing. */
export function shippedValue(order: Order, lines: { lineId: string; quantity: string }[]): Money {
  const prices = new Map(order.lines.map((line) => [line.id, line.unitPrice]));
  const sum = lines.reduce(
    (all, { lineId, quantity }) => all.plus(new Big(quantity).times(prices.get(lineId) ?? 0)),
    new Big(0),
  );
  return notNegative(sum, order.currency);
}

/** What is in a shipment; all goods of the order where the ERP does not list it. */
export const shipmentValue = (
  order: Order,
  shipment: { lines: { lineId: string; quantity: string }[] },
): Money =>
  shipment.lines.length ? shippedValue(order, shipment.lines) : toMoney(goodsValue(order), order.currency);
