/** Calendar days of the ERP, as ISO dates. */
import type { CustomerRules } from '#core/model/order.ts';

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (date: string): number => new Date(date.slice(0, 10)).getUTCDay() || 7;

/** The day itself, or the next one on which the customer receives goods. */
export function allowedDay(date: string, { deliveryWindow }: CustomerRules): string {
  if (!deliveryWindow?.weekdays.length) return date;
  let day = date;
  while (!deliveryWindow.weekdays.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
}

/** Whole days; positive when `from` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

export const latest = (...days: string[]): string => days.toSorted().at(-1) ?? '';
