/** Working time: what "8h" and "2d" mean under a policy's working hours, holidays and time zone. */
import { DateTime, IANAZone } from 'luxon';
import type { PolicyDocument } from './document.ts';

/** Working hours by weekday, holidays and the IANA zone in which they are meant (UTC where it is left out). */
export type Calendar = PolicyDocument['calendar'];

/** One working day as instants, in milliseconds: the hours from `opens` to `closes`, both included. */
interface Shift {
  opens: number;
  closes: number;
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Nobody is closed for longer: a calendar that has no working day in so many has none at all. */
const LONGEST_CLOSED_DAYS = 1_100;
const NO_HOURS = 'The calendar has no working hours; give it at least one working day.';

/** Shifts that were worked out, by calendar and day: the same weeks are asked for again and again. */
const known = new WeakMap<Calendar, Map<number, Shift | null>>();

/** The policy's calendar; `timeZone` (the tenant's) counts where the policy names none. */
export const calendarOf = ({ calendar }: Pick<PolicyDocument, 'calendar'>, timeZone: string): Calendar =>
  calendar.timeZone ? calendar : { ...calendar, timeZone };

const zoneOf = (calendar: Calendar): IANAZone => IANAZone.create(calendar.timeZone ?? 'UTC');

/**
 * The instant of a time of day. On the day clocks go forward a time that is left out comes as much later; on the day
 * they go back a time that comes twice is its first (`opens`) or its last (`closes`).
 */
function instantOf(day: DateTime, clock: string, which: 'opens' | 'closes'): number {
  const [hour, minute] = clock.split(':').map(Number);
  const both = day.set({ hour: hour ?? 0, minute: minute ?? 0 }).getPossibleOffsets();
  const at = both.map((one) => one.toMillis());
  return which === 'opens' ? Math.min(...at) : Math.max(...at);
}

/** The local day of an instant, as its midnight in UTC: the next day is one more, without asking for an offset. */
function dayOf(calendar: Calendar, at: number): number {
  const { year, month, day } = DateTime.fromMillis(at, { zone: zoneOf(calendar) });
  return Date.UTC(year, month - 1, day);
}

/** When a day begins where the calendar is at home. From noon, which never falls into a change of clocks. */
const startOf = (calendar: Calendar, day: number): DateTime =>
  DateTime.fromMillis(day + unitMs.d / 2, { zone: 'UTC' })
    .setZone(zoneOf(calendar), { keepLocalTime: true })
    .startOf('day');

function shiftOf(calendar: Calendar, day: number): Shift | null {
  const days = known.get(calendar) ?? new Map<number, Shift | null>();
  known.set(calendar, days);
  const before = days.get(day);
  if (before !== undefined) return before;
  const date = new Date(day);
  const isFree = calendar.holidays.includes(date.toISOString().slice(0, 10));
  const hours = isFree ? undefined : calendar.hours[weekdays[date.getUTCDay()]!];
  let shift: Shift | null = null;
  if (hours) {
    const start = startOf(calendar, day);
    const opens = instantOf(start, hours.from, 'opens');
    const closes = instantOf(start, hours.to, 'closes');
    if (closes > opens) shift = { opens, closes };
  }
  if (days.size > 5_000) days.clear();
  days.set(day, shift);
  return shift;
}

/** The shift that `at` lies in, else the next one. */
function* shiftsFrom(calendar: Calendar, at: number): Generator<Shift> {
  let day = dayOf(calendar, at);
  for (let closed = 0; closed < LONGEST_CLOSED_DAYS; closed++) {
    const shift = shiftOf(calendar, day);
    if (shift) closed = 0;
    if (shift && shift.closes >= at) yield shift;
    day += unitMs.d;
  }
  throw new Error(NO_HOURS);
}

/** Whether people work at this moment. Opening and closing time count as working. */
export function isWorking(calendar: Calendar, at: Date): boolean {
  const shift = shiftOf(calendar, dayOf(calendar, at.getTime()));
  return shift !== null && shift.opens <= at.getTime() && at.getTime() <= shift.closes;
}

/**
 * `from` and a span: "8h" and "45m" of working time; "2d" of working days, each as long as its own hours, so that
 * Thursday 10:00 and a day is Friday 10:00 where both have the same hours; "72h clock" of plain time. Outside working
 * hours the count begins when they next open. Throws on text that is no span; from no time there is none.
 */
export function addSpan(calendar: Calendar, from: Date, span: string): Date {
  const [, digits, unit, clock] = /^(\d{1,4})(m|h|d)( clock)?$/.exec(span) ?? [];
  if (!digits || !unit)
    throw new Error(`"${span}" is no span; write one such as "30m", "8h", "2d" or "72h clock".`);
  const length = Number(digits) * unitMs[unit as keyof typeof unitMs];
  if (clock || Number.isNaN(from.getTime())) return new Date(from.getTime() + length);
  // In milliseconds, or in working days.
  let left = unit === 'd' ? Number(digits) : length;
  for (const { opens, closes } of shiftsFrom(calendar, from.getTime())) {
    const at = Math.max(opens, from.getTime());
    const perUnit = unit === 'd' ? closes - opens : 1;
    const rest = (closes - at) / perUnit;
    // A fraction of a day that is left over by rounding is no reason to begin another one.
    if (left <= rest + 1e-9) return new Date(Math.min(closes, Math.round(at + left * perUnit)));
    left -= rest;
  }
  throw new Error(NO_HOURS);
}

/** The next time that `clock` ("08:00") comes on a working day, after `at`: when digests go out. */
export function nextAt(calendar: Calendar, clock: string, at: Date): Date {
  for (const { opens } of shiftsFrom(calendar, at.getTime() - unitMs.d)) {
    const then = instantOf(startOf(calendar, dayOf(calendar, opens)), clock, 'opens');
    if (then > at.getTime()) return new Date(then);
  }
  throw new Error(NO_HOURS);
}

/** The calendar day of an instant where the calendar is at home, "2026-12-24". */
export const dayIn = (calendar: Calendar, at: Date): string =>
  DateTime.fromJSDate(at, { zone: zoneOf(calendar) }).toISODate() ?? '';
