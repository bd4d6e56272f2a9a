/** What stands in a policy and never comes to pass: entries behind one that takes all of theirs, steps after the end. */
import Big from 'big.js';
import { addSpan, type Calendar } from './calendar.ts';
import type { Report } from './contradictions.ts';
import type { PolicyDocument } from './document.ts';

export function checkUnreachable(policy: PolicyDocument, report: Report): void {
  checkOrder(
    'serviceLevels',
    policy.serviceLevels,
    report,
    (wide, narrow) => wide.priority === undefined || wide.priority === narrow.priority,
  );
  checkOrder('escalation', policy.escalation, report, () => true);
  checkOrder(
    'routing',
    policy.routing,
    report,
    (wide, narrow) =>
      (wide.company === undefined || (narrow.company?.every((one) => takes(wide.company!, one)) ?? false)) &&
      (wide.from === undefined || (narrow.from !== undefined && new Big(narrow.from).gte(wide.from))),
  );
  checkTimes(policy, report);
}

const takes = (names: string[], name: string): boolean => names.includes('*') || names.includes(name);

/** The first entry that fits counts. `holdsWherever`: whether one holds, types aside, in every case in which another does. */
function checkOrder<T extends { type: string[] }>(
  part: string,
  entries: T[],
  report: Report,
  holdsWherever: (wide: T, narrow: T) => boolean,
): void {
  for (const [index, entry] of entries.entries()) {
    const before = entries.slice(0, index).filter((one) => holdsWherever(one, entry));
    if (entry.type.every((type) => before.some((one) => takes(one.type, type))))
      report([part, index], `this entry never counts: one before it takes ${entry.type.join(', ')} already`);
  }
}

function checkTimes({ calendar, expiry, escalation, serviceLevels }: PolicyDocument, report: Report): void {
  const isAlways = comparison(calendar);
  for (const [index, { within }] of serviceLevels.entries()) {
    if (isAlways(within, 'after', expiry))
      report(
        ['serviceLevels', index, 'within'],
        `nothing is ever due after ${within}: the request ends before, by its expiry of ${expiry}`,
      );
  }
  for (const [index, { steps }] of escalation.entries()) {
    for (const [place, { after }] of steps.entries()) {
      const path = ['escalation', index, 'steps', place, 'after'];
      const before = steps[place - 1]?.after;
      if (before !== undefined && isAlways(before, 'after', after))
        report(
          path,
          `the step after ${after} stands behind the one after ${before}; write them in their order`,
        );
      if (isAlways(after, 'at or after', expiry))
        report(
          path,
          `the step after ${after} never comes: the request ends before, by its expiry of ${expiry}`,
        );
    }
  }
}

/**
 * Compares spans of working time, of working days and of plain time. Which one is longer depends on when they begin:
 * `isAlways` is true where it is the same at every opening and closing of a week without holidays.
 */
function comparison({ hours }: Calendar): (a: string, is: 'after' | 'at or after', b: string) => boolean {
  const week: Calendar = { hours, holidays: [] };
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const begins = days.flatMap((name, index) => {
    const shift = hours[name];
    // 5 January 2026 is a Monday.
    const at = (clock: string) => new Date(Date.UTC(2026, 0, 5 + index) + Date.parse(`1970-01-01T${clock}Z`));
    return shift && shift.from < shift.to ? [at(shift.from), at(shift.to)] : [];
  });
  const known = new Map<string, number[]>();
  const endsOf = (span: string): number[] => {
    const ends = known.get(span) ?? begins.map((begin) => addSpan(week, begin, span).getTime());
    known.set(span, ends);
    return ends;
  };
  return (a, is, b) => {
    const ends = endsOf(b);
    const isSo = (end: number, index: number) => (is === 'after' ? end > ends[index]! : end >= ends[index]!);
    // A calendar without hours is refused for that.
    return begins.length > 0 && endsOf(a).every(isSo);
  };
}
