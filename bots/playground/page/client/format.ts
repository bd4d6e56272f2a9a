/** Dates and amounts in words, in the time zone of the company that is shown. */
import type { PlaygroundOrder } from '../../state.ts';

const locale = 'en-US';

const part = (iso: string | Date, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(
    typeof iso === 'string' ? new Date(iso) : iso,
  );

/** "9:14 AM" */
export const clockTime = (iso: string | Date, timeZone: string): string =>
  part(iso, timeZone, { hour: 'numeric', minute: '2-digit' });

/** "Mon, Nov 23" */
export const shortDay = (iso: string | Date, timeZone: string): string =>
  part(iso, timeZone, { weekday: 'short', month: 'short', day: 'numeric' });

const isoDay = (iso: string | Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(typeof iso === 'string' ? new Date(iso) : iso);

/** "Today", "Yesterday", "Tomorrow" or "Mon, Nov 23", seen from `now`. */
export function dayName(iso: string, now: string, timeZone: string): string {
  const days = (Date.parse(isoDay(iso, timeZone)) - Date.parse(isoDay(now, timeZone))) / 86_400_000;
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  if (days === 1) return 'Tomorrow';
  return shortDay(iso, timeZone);
}

/** "9:14 AM" today, "Nov 20, 9:14 AM" on other days. */
export function stamp(iso: string, now: string, timeZone: string): string {
  const time = clockTime(iso, timeZone);
  if (isoDay(iso, timeZone) === isoDay(now, timeZone)) return time;
  return `${part(iso, timeZone, { month: 'short', day: 'numeric' })}, ${time}`;
}

/** Seconds from `now` until the next 8:00 in the morning there. Across a change to or from summer time an hour off. */
export function secondsUntilMorning(now: string, timeZone: string): number {
  const fields = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(now));
  const field = (type: string) => Number(fields.find((f) => f.type === type)?.value ?? 0);
  const sinceMidnight = field('hour') * 3600 + field('minute') * 60 + field('second');
  const morning = 8 * 3600;
  return sinceMidnight < morning ? morning - sinceMidnight : 86_400 - sinceMidnight + morning;
}

/** "3 h ahead", "1 day 2 h ahead"; empty when the clock was not moved. */
export function aheadInWords(seconds: number): string {
  if (seconds < 60) return '';
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  const words = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
    hours > 0 ? `${hours} h` : '',
    days === 0 && hours === 0 ? `${minutes} min` : '',
  ];
  return `${words.filter(Boolean).join(' ')} ahead`;
}

/** "$18,420.00". For show only: nothing is computed from it. */
export const amountText = (money: { amount: string; currency: string }): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(Number(money.amount));

/** A unit price keeps up to four digits. */
export const priceText = (amount: string, currency: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 4 }).format(
    Number(amount),
  );

/** The ERP's state in words; a hold is said first because it is what matters. */
export function orderStateWords(order: Pick<PlaygroundOrder, 'state' | 'hold'>): string {
  if (order.hold) return 'On credit hold';
  const words = order.state.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "MC" for "Maya Chen". */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase())
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .join('');

/** A steady choice of one of `count` colours for a name. */
export function tint(name: string, count = 6): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % count;
}
