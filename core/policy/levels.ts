/** Service levels, expiry, escalation, routing and undo windows: what a policy says about a case besides who decides. */
import type { Priority } from '../model/exception.ts';
import type { Money } from '../model/money.ts';
import { addSpan, calendarOf } from './calendar.ts';
import type { PolicyDocument } from './document.ts';
import { inPolicyCurrency, type Rates } from './policy.ts';

const fits = (types: readonly string[], type: string): boolean => types.includes(type) || types.includes('*');

/** When a decision is due, by the first service level that fits; null: the policy promises nothing. */
export function dueAt(
  policy: PolicyDocument,
  timeZone: string,
  type: string,
  priority: Priority,
  from: Date,
): Date | null {
  const level = policy.serviceLevels.find(
    (one) => fits(one.type, type) && (one.priority === undefined || one.priority === priority),
  );
  return level ? addSpan(calendarOf(policy, timeZone), from, level.within) : null;
}

/** When a request that nobody answers ends. Exactly at this moment it has ended. */
export const expiresAt = (policy: PolicyDocument, timeZone: string, from: Date): Date =>
  addSpan(calendarOf(policy, timeZone), from, policy.expiry);

export type EscalationStep = PolicyDocument['escalation'][number]['steps'][number];

/** What happens, in order, to a request that nobody answers; nothing where the policy does not say. */
export const escalationFor = (policy: PolicyDocument, type: string): EscalationStep[] =>
  policy.escalation.find((one) => fits(one.type, type))?.steps ?? [];

/** A moment by which every rate of the policy is known. */
const EVER = new Date('9999-12-30T00:00:00Z');

/**
 * Names of the channels in which a case appears, by the first routing that fits; null: the policy names none. An amount
 * that cannot be converted passes every threshold: better seen once too often. Without `now` the latest rate counts.
 */
export function channelsFor(
  policy: PolicyDocument,
  about: { type: string; connectionId: string | null; amount: Money },
  rates: Rates,
  now: Date = EVER,
): string[] | null {
  const amount = inPolicyCurrency(policy, about.amount, now, rates);
  const route = policy.routing.find(
    ({ type, company, from }) =>
      fits(type, about.type) &&
      (company === undefined || (about.connectionId !== null && fits(company, about.connectionId))) &&
      (from === undefined || amount === null || amount.gte(from)),
  );
  return route?.channels ?? null;
}

/** Until when what was done at `at` under a rule (its id) can be taken back; null: it cannot. */
export function undoUntil(
  policy: PolicyDocument,
  timeZone: string,
  ruleId: string | null,
  at: Date,
): Date | null {
  const span = policy.rules.find((rule) => rule.id === ruleId)?.undo ?? policy.undo;
  return /^0+[mhd]/.test(span) ? null : addSpan(calendarOf(policy, timeZone), at, span);
}

/** The roles that confirm a change of this policy; none: it changes only by a fresh import. */
export const changers = (policy: PolicyDocument): string[] => policy.changes?.roles ?? [];
