/** Card texts say moments as {{DATE(…)}} and {{TIME(…)}}; Teams shows them in the reader's zone, which is the company's here. */
import { clockTime, shortDay } from '../client/format.ts';
import { asRecord, type Json } from '../client/json.ts';

const pattern =
  /\{\{(DATE|TIME)\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))(?:, ?(COMPACT|SHORT|LONG))?\)\}\}/g;

const write = (text: string, timeZone: string): string =>
  text.replace(pattern, (whole, kind: string, iso: string, form: string | undefined) => {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return whole;
    if (kind === 'TIME') return clockTime(at, timeZone);
    if (form === 'SHORT') return shortDay(at, timeZone);
    const options: Intl.DateTimeFormatOptions =
      form === 'LONG'
        ? { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }
        : { year: 'numeric', month: 'numeric', day: 'numeric' };
    return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(at);
  });

/** A copy of the card with its moments written out. */
export function withDates(card: Json, timeZone: string): Json {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return write(value, timeZone);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return asRecord(walk(card));
}
