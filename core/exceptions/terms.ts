/** The customer's own agreements as they hold on the order's day. Pure. */
import Big from 'big.js';
import type { Agreement, OrderContext, OrderLine, PriceQuote } from '../model/order.ts';
import { dayOf } from './shared.ts';

type Terms = Pick<OrderContext, 'order' | 'agreements' | 'readAt'>;

/** The day whose terms count: of the order, of the reading where it has none. */
export const termsDay = ({ order, readAt }: Pick<Terms, 'order' | 'readAt'>): string =>
  dayOf(order.orderedOn ?? readAt);

/** First and last day are in force. */
export const holdsOn = (agreement: Agreement, day: string): boolean =>
  dayOf(agreement.validFrom) <= day && (agreement.validTo === null || dayOf(agreement.validTo) >= day);

export const ownAgreements = ({ order, agreements }: Terms): Agreement[] =>
  agreements.filter((agreement) => agreement.customerId === order.customer.id);

/** The rebate in percent that the agreements in force state with one voice; null: none, or they differ. */
export function agreedRebate(context: Terms): string | null {
  const day = termsDay(context);
  const stated = ownAgreements(context)
    .filter((agreement) => holdsOn(agreement, day))
    .flatMap(({ rebatePercent }) => rebatePercent ?? []);
  const [first] = stated;
  if (first === undefined || !new Big(first).gt(0) || new Big(first).gt(100)) return null;
  return stated.every((percent) => new Big(percent).eq(first)) ? first : null;
}

/** A unit price less a rebate, to four digits. */
export const lessRebate = (price: string, percent: string): string =>
  new Big(price).times(new Big(100).minus(percent)).div(100).round(4, Big.roundHalfUp).toFixed();

/** Whether a price is the agreed one less the rebate, in the digits that the order keeps. */
export function isRebated(price: string, agreed: string, percent: string): boolean {
  const digits = Math.min(4, Math.max(2, price.split('.')[1]?.length ?? 0));
  return new Big(price).eq(new Big(lessRebate(agreed, percent)).round(digits, Big.roundHalfUp));
}

/** Agreed prices by line id. A price of nothing is a hole in a list, not an agreement. */
export const agreedPrices = (prices: PriceQuote[]): Map<string, PriceQuote> =>
  new Map(prices.filter(({ unitPrice }) => new Big(unitPrice).gt(0)).map((quote) => [quote.lineId, quote]));

/** Goods lines priced other than agreed. A price that is lower by exactly the agreed rebate is right. */
export function otherThanAgreed(
  context: Terms & Pick<OrderContext, 'prices'>,
): { line: OrderLine; quote: PriceQuote }[] {
  const rebate = agreedRebate(context);
  const agreed = agreedPrices(context.prices);
  return context.order.lines.flatMap((line) => {
    const quote = agreed.get(line.id);
    if (!quote || line.kind !== 'goods' || new Big(line.quantity).eq(0)) return [];
    if (new Big(line.unitPrice).eq(quote.unitPrice)) return [];
    return rebate && isRebated(line.unitPrice, quote.unitPrice, rebate) ? [] : [{ line, quote }];
  });
}
