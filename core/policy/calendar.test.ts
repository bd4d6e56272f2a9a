import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpan, type Calendar, isWorking, nextAt } from './calendar.ts';

const week = { from: '08:00', to: '17:00' };
const newYork: Calendar = {
  timeZone: 'America/New_York',
  hours: { mon: week, tue: week, wed: week, thu: week, fri: { from: '08:00', to: '12:00' } },
  holidays: ['2026-11-26', '2026-12-25'],
};
const at = (iso: string): Date => new Date(iso);
const plus = (from: string, span: string): string => addSpan(newYork, at(from), span).toISOString();

describe('working time', () => {
  it('counts hours within working hours and goes on the next working day', () => {
    expect(plus('2026-11-23T15:00:00Z', '3h')).toBe('2026-11-23T18:00:00.000Z');
    // Monday 15:00 in New York: two hours on Monday, six on Tuesday.
    expect(plus('2026-11-23T20:00:00Z', '8h')).toBe('2026-11-24T19:00:00.000Z');
  });

  it('ends at closing time rather than at the next opening', () => {
    expect(plus('2026-11-23T13:00:00Z', '9h')).toBe('2026-11-23T22:00:00.000Z');
  });

  it('begins with the next opening where it is asked outside working hours', () => {
    expect(plus('2026-11-21T12:00:00Z', '1h')).toBe('2026-11-23T14:00:00.000Z');
  });

  it('leaves out holidays', () => {
    // Wednesday 16:00, the day before Thanksgiving: one hour, then Friday.
    expect(plus('2026-11-25T21:00:00Z', '2h')).toBe('2026-11-27T14:00:00.000Z');
  });

  it('counts a working day as its own hours', () => {
    expect(plus('2026-11-23T15:00:00Z', '1d')).toBe('2026-11-24T15:00:00.000Z');
    // Wednesday at a third of its hours is Friday at a third of its four.
    expect(plus('2026-11-25T16:00:00Z', '1d')).toBe('2026-11-27T14:20:00.000Z');
  });

  it('counts plain time where it says clock, also over the change of clocks', () => {
    expect(plus('2026-03-07T12:00:00Z', '72h clock')).toBe('2026-03-10T12:00:00.000Z');
  });

  it('keeps to the wall clock when clocks change', () => {
    // 8 March 2026 is the change in New York: opening time is 13:00 UTC before and 12:00 after.
    expect(isWorking(newYork, at('2026-03-06T13:00:00Z'))).toBe(true);
    expect(isWorking(newYork, at('2026-03-09T12:00:00Z'))).toBe(true);
    expect(isWorking(newYork, at('2026-03-06T12:59:59Z'))).toBe(false);
    expect(isWorking(newYork, at('2026-03-09T11:59:59Z'))).toBe(false);
  });

  it('says when the next digest is due', () => {
    expect(nextAt(newYork, '08:00', at('2026-11-23T13:00:00Z')).toISOString()).toBe(
      '2026-11-24T13:00:00.000Z',
    );
    expect(nextAt(newYork, '08:00', at('2026-11-25T23:00:00Z')).toISOString()).toBe(
      '2026-11-27T13:00:00.000Z',
    );
    expect(nextAt(newYork, '07:00', at('2026-11-23T11:59:00Z')).toISOString()).toBe(
      '2026-11-23T12:00:00.000Z',
    );
  });

  it('is the same however far away it ends', () => {
    // Two working weeks before Thanksgiving, and the same over the change of clocks in March.
    expect(plus('2026-11-09T13:00:00Z', '10d')).toBe('2026-11-20T17:00:00.000Z');
    expect(plus('2026-03-02T13:00:00Z', '10d')).toBe('2026-03-13T16:00:00.000Z');
    expect(plus('2026-11-23T13:00:00Z', '366d')).toBe('2028-04-19T21:00:00.000Z');
  });

  it('does not come where it never begins', () => {
    for (const span of ['3d', '3d clock'])
      expect(addSpan(newYork, new Date(Number.NaN), span).getTime()).toBeNaN();
  });

  it('refuses what is no span, and a calendar without hours', () => {
    expect(() => plus('2026-11-23T15:00:00Z', 'soon')).toThrow('no span');
    expect(() => addSpan({ hours: {}, holidays: [] }, at('2026-11-23T15:00:00Z'), '1h')).toThrow(
      'no working hours',
    );
  });
});

/** Zones whose clocks change at night, at midnight, by half an hour, on another hemisphere, or not at all. */
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];
const clocks = (): fc.Arbitrary<{ from: string; to: string }> =>
  fc
    .tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 1439 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ from: clockOf(from), to: clockOf(to) }));
const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc
    .record(
      {
        mon: clocks(),
        tue: clocks(),
        wed: clocks(),
        thu: clocks(),
        fri: clocks(),
        sat: clocks(),
        sun: clocks(),
      },
      { requiredKeys: ['wed'] },
    )
    .map((hours) => hours as Calendar['hours']),
  holidays: fc.subarray(['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-11-26']),
});
/** Around the changes of clocks of one year. */
const moments = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-04-24',
      '2026-09-06',
      '2026-10-25',
      '2026-11-01',
    ),
    fc.integer({ min: -4 * 86_400_000, max: 4 * 86_400_000 }),
  )
  .map(([day, offset]) => new Date(Date.parse(`${day}T00:00:00Z`) + offset));

describe('working time, in any zone around a change of clocks', () => {
  it('never ends outside working hours', () => {
    fc.assert(
      fc.property(
        calendars,
        moments,
        fc.integer({ max: 60, min: 0 }),
        fc.constantFrom('m', 'h', 'd'),
        (c, from, n, unit) => {
          expect(isWorking(c, addSpan(c, from, `${n}${unit}`))).toBe(true);
        },
      ),
    );
  });

  it('comes no earlier when asked later or for longer', () => {
    fc.assert(
      fc.property(
        calendars,
        moments,
        moments,
        fc.nat(40),
        fc.nat(40),
        fc.constantFrom('m', 'h', 'd'),
        (c, a, b, m, n, unit) => {
          const [first, last] = a <= b ? [a, b] : [b, a];
          const [short, long] = [Math.min(m, n), Math.max(m, n)];
          expect(addSpan(c, first, `${short}${unit}`).getTime()).toBeLessThanOrEqual(
            addSpan(c, last, `${short}${unit}`).getTime(),
          );
          expect(addSpan(c, first, `${short}${unit}`).getTime()).toBeLessThanOrEqual(
            addSpan(c, first, `${long}${unit}`).getTime(),
          );
        },
      ),
    );
  });

  it('is the same in one go and in two', () => {
    fc.assert(
      fc.property(calendars, moments, fc.nat(40), fc.integer({ min: 1, max: 40 }), (c, from, a, b) => {
        const twice = (unit: string): number =>
          addSpan(c, addSpan(c, from, `${a}${unit}`), `${b}${unit}`).getTime();
        const once = (unit: string): number => addSpan(c, from, `${a + b}${unit}`).getTime();
        expect(twice('h')).toBe(once('h'));
        expect(twice('m')).toBe(once('m'));
      }),
    );
  });
});
