import Big from 'big.js';
import { z } from 'zod';

/** A decimal number as text ("12.4960"): never a float, so that cents and unit prices stay exact. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'expected a decimal number such as "12.50"');

/** An amount in one currency. `amount` is a decimal string with the currency's own number of digits. */
export const money = z.object({ amount: decimal, currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof money>;

/** Making a formatter costs a hundred times its use: one per locale, currency and number of digits is kept, bounded. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, currency: string, maximumFractionDigits?: number): Intl.NumberFormat {
  const key = `${locale}|${currency}|${maximumFractionDigits ?? ''}`;
  let known = formatters.get(key);
  if (!known) {
    known = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      ...(maximumFractionDigits === undefined ? {} : { maximumFractionDigits }),
    });
    if (formatters.size > 500) formatters.clear();
    formatters.set(key, known);
  }
  return known;
}

/** Digits after the point, ISO 4217, as the runtime knows them (JPY 0, USD 2, KWD 3). */
export const currencyDigits = (currency: string): number =>
  formatter('en', currency).resolvedOptions().maximumFractionDigits ?? 2;

/** Rounds half up to the currency's digits. Throws on text that is not a number. */
export function toMoney(amount: string | number | Big, currency: string): Money {
  return { amount: new Big(amount).toFixed(currencyDigits(currency), Big.roundHalfUp), currency };
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new Error(`Cannot combine ${a.currency} with ${b.currency} without a dated exchange rate.`);
  }
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return toMoney(new Big(a.amount).plus(b.amount), a.currency);
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return toMoney(new Big(a.amount).minus(b.amount), a.currency);
}

/** -1, 0 or 1, as a sort comparator. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  return new Big(a.amount).cmp(b.amount);
}

export const isZero = (a: Money): boolean => new Big(a.amount).eq(0);

/** For people: "$4,180.00", "€ 1.250,00" in the reader's locale. */
export const formatMoney = (a: Money, locale = 'en-US'): string =>
  formatter(locale, a.currency).format(Number(a.amount));

/** For people: a unit price keeps up to four digits ("$12.496"). */
export const formatPrice = (amount: string, currency: string, locale = 'en-US'): string =>
  formatter(locale, currency, Math.max(4, currencyDigits(currency))).format(Number(amount));

/** `part` of `whole` in percent with one digit, or null when `whole` is zero. */
export function percent(part: string, whole: string): string | null {
  if (new Big(whole).eq(0)) return null;
  return new Big(part).div(whole).times(100).toFixed(1);
}
