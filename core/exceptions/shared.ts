/** Days, numbers and words that several exception types share. Pure; days are ISO dates, compared in UTC. */
import Big from 'big.js';
import type { ActionOf } from '../model/action.ts';
import type { Fact, FactTable, Priority } from '../model/exception.ts';
import { currencyDigits, type Money } from '../model/money.ts';
import type { CustomerRules, OrderContext, Shipment } from '../model/order.ts';

const DAY = 86_400_000;

/** The UTC day of an instant, or the date itself. */
export const dayOf = (iso: string): string => iso.slice(0, 10);

/** Whole days from one ISO date or instant to another; positive when `from` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY);

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(dayOf(day)) + days * DAY).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(Date.parse(dayOf(day))).getUTCDay() || 7;

/** The first Monday-to-Friday day after `day`. Holidays are policy's, and not known here. */
export function nextWorkingDay(day: string): string {
  let next = addDays(day, 1);
  while (weekdayOf(next) > 5) next = addDays(next, 1);
  return next;
}

/** The first day from `day` on whose weekday is one of `weekdays`; none named: `day` itself. */
export function firstDayWithin(day: string, weekdays: number[] | undefined): string {
  if (!weekdays?.some((weekday) => weekday >= 1 && weekday <= 7)) return dayOf(day);
  let fit = dayOf(day);
  while (!weekdays.includes(weekdayOf(fit))) fit = addDays(fit, 1);
  return fit;
}

/** The day on which all is there; null: one of the days is not known, or there are none. */
export const latestDay = (days: (string | null)[]): string | null =>
  days.every((day) => day !== null) ? (days.toSorted().at(-1) ?? null) : null;

/** "1 day", "3 days". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** "Nov 30, 2026" in the reader's locale. Text that is no date is shown as it stands. */
export function showDay(iso: string, locale = 'en-US'): string {
  let format = dayFormats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    dayFormats.set(locale, format);
  }
  const at = Date.parse(dayOf(iso));
  return Number.isNaN(at) ? iso : format.format(at);
}

/** "1,152.00": the currency or unit stands in the column's header. */
export const grouped = (amount: string, locale: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: amount.split('.')[1]?.length ?? 0 }).format(
    Number(amount),
  );

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "Mon", of 1 to 7. */
export const weekdayName = (weekday: number): string => weekdays[weekday - 1] ?? '';

/** "Mon, Tue and Thu 08:00 to 12:00, by appointment". */
export function showWindow(window: CustomerRules['deliveryWindow']): string {
  if (!window) return 'No delivery window';
  const days = window.weekdays.map(weekdayName).filter(Boolean);
  const when = `${days.length ? `${listed(days, 7)} ` : ''}${window.from} to ${window.to}`;
  return window.appointment ? `${when}, by appointment` : when;
}

/**
 * A quantity without needless zeros, to the six digits that actions take: "30.000" is "30". What conversions between
 * units leave behind that (a dozen in eaches and back) is not a quantity.
 */
export const plain = (quantity: string | Big): string => new Big(quantity).round(6).toFixed();

/** "A, B and C"; from `most` on the rest is counted: "A, B, C and 4 more". */
export function listed(all: string[], most = 4): string {
  const shown = all.length > most ? [...all.slice(0, most - 1), `${all.length - most + 1} more`] : all;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Facts stand in pairs: an even number of them, at most eight, the least important left out. */
export function inPairs(facts: (Fact | null)[]): Fact[] {
  const known = facts.filter((fact) => fact !== null).slice(0, 8);
  return known.length % 2 ? known.slice(0, -1) : known;
}

/**
 * Column title and cells of quantities: the unit stands in the header where all rows share it, else beside each
 * number.
 */
export function quantityColumn(
  title: string,
  rows: { quantity: string; unit: string }[],
  locale: string,
): { column: FactTable['columns'][number]; cells: string[] } {
  const units = new Set(rows.map((row) => row.unit));
  const shared = units.size === 1 ? rows[0]!.unit : '';
  return {
    column: { title: shared ? `${title} (${shared})` : title, align: 'right' },
    cells: rows.map(({ quantity, unit }) => {
      const number = grouped(plain(quantity), locale);
      return shared || !unit ? number : `${number} ${unit}`;
    }),
  };
}

/** Without rates at hand an amount is large or small by its own currency; yen and the like count in hundreds. */
const scale = (currency: string): number => (currencyDigits(currency) === 0 ? 100 : 1);

/** From 10,000 in the order's currency on. */
export const isLarge = ({ amount, currency }: Money): boolean =>
  new Big(amount).gte(10_000 * scale(currency));

/**
 * high: a large amount, or a day is left at most. low: below 500 and a week or more left, or no day is known.
 * `daysLeft` null: no day is known.
 */
export function priorityBy(atStake: Money, daysLeft: number | null): Priority {
  if (isLarge(atStake) || (daysLeft !== null && daysLeft <= 1)) return 'high';
  const small = new Big(atStake.amount).lt(500 * scale(atStake.currency));
  return small && (daysLeft === null || daysLeft >= 7) ? 'low' : 'normal';
}

/** What has neither left nor been cancelled. */
export const isWaiting = ({ state }: Pick<Shipment, 'state'>): boolean =>
  state !== 'shipped' && state !== 'delivered' && state !== 'cancelled';

/** "SHP-12", as people name it. */
export const shipmentLabel = (shipment: Pick<Shipment, 'id' | 'number'>): string =>
  shipment.number ?? `#${shipment.id}`;

const folded = (name: string): string => name.trim().toLowerCase();

/** By name, or name with service ("UPS Ground"), whatever the case. No guide: all are allowed. */
export function isAllowedCarrier(guide: string[] | undefined, name: string, service: string | null): boolean {
  if (!guide?.length) return true;
  const ways = [folded(name), folded(`${name} ${service ?? ''}`)];
  return guide.some((allowed) => ways.includes(folded(allowed)));
}

/** A processed order's waiting shipment that holds one of the lines; null: the order has none, its own promise counts. */
export function shipmentHolding(
  { order, shipments }: Pick<OrderContext, 'order' | 'shipments'>,
  lineIds: string[],
): Shipment | null {
  if (order.state !== 'processing') return null;
  const waiting = shipments.filter(isWaiting);
  const holds = (shipment: Shipment) => shipment.lines.some((line) => lineIds.includes(line.lineId));
  return waiting.find(holds) ?? waiting.find((shipment) => !shipment.lines.length) ?? null;
}

/** Moves a shipment, or (null) the order's promise, to a day. null: it stands there already. */
export function moveTo(
  { order }: Pick<OrderContext, 'order'>,
  shipment: Shipment | null,
  to: string,
): ActionOf<'change_date'> | null {
  const current = shipment ? shipment.plannedOn : order.promisedOn;
  const from = current === null ? null : dayOf(current);
  if (from === to) return null;
  return { kind: 'change_date', shipmentId: shipment?.id ?? null, from, to, acknowledge: [] };
}
