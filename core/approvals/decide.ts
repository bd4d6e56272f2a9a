/** The one answer to "may this person decide this now?". Pure, the same in Slack, Teams and API. */
import Big from 'big.js';
import { addSpan } from '../policy/calendar.ts';
import { needsExplicitLimit } from '../policy/names.ts';
import { type Case, inPolicyCurrency, type PolicyDocument, type Rates, ruleFor } from '../policy/policy.ts';
import {
  authorityOf,
  lentRoles,
  type Matter,
  peopleNeeded,
  type Rights,
  rightsFor,
  rolesThatCan,
} from './authority.ts';

export interface DecisionRequest extends Case {
  id?: string;
  /** Person ids: who asked for it, and who entered the order in the ERP, where the account is linked. */
  requestedBy: string | null;
  enteredBy: string | null;
  /** ISO. */
  requestedAt: string;
  /** What the clicker saw, and what it is now. */
  shownHash: string;
  currentHash: string;
  settled?: boolean;
  /** ISO; else `requestedAt` and the policy's expiry. */
  expiresAt?: string | null;
}

/** Rights as they are at this moment. */
export interface Clicker extends Rights {
  /** Of the person, whatever account clicks. */
  id: string;
  /** The person for whom they stand in. Their right is then what the policy's substitution lends, and nothing else. */
  actingFor?: string;
  /** What that person may at this moment: nobody lends more than they have. Left out: it is not known. */
  represented?: Rights;
}

export interface PriorDecision {
  by: string;
  verdict: 'approve' | 'reject';
  /** ISO. */
  at: string;
  /** Roles and own limit as they were then. Left out: not told, and whoever let the approval count knew. */
  roles?: string[];
  limit?: string | null;
  actingFor?: string;
  /** What the person they acted for could do then. */
  represented?: Rights;
}

/** `whoCan`: roles of the policy. `rule`: the policy line that says so; null: there is none. */
export type Verdict =
  | { decision: 'allowed' | 'automatic'; rule: string }
  | { decision: 'by_hand'; why: string; rule: string | null }
  | { decision: 'refused'; why: string; whoCan: string[]; rule: string }
  /** This approval counts; others must follow. */
  | { decision: 'needs_second'; why: string; whoCan: string[]; rule: string }
  | { decision: 'expired' | 'stale' | 'already_settled'; why: string; rule: string | null };

/**
 * `clicker` null: the policy itself asks (automatic?). `history`: decisions already in for this proposal. `rates`:
 * "EUR/USD" → "1.08", before the policy's own. A person is one person whatever account clicks, and whoever acts for
 * another stands for both: neither counts a second time.
 */
export function decide(
  policy: PolicyDocument,
  request: DecisionRequest,
  clicker: Clicker | null,
  history: PriorDecision[],
  now: Date,
  rates: Rates,
): Verdict {
  const rule = ruleFor(policy, request, now, rates);
  const ruleId = rule?.id ?? null;
  const amount = rule?.id === 'changes' ? new Big(0) : inPolicyCurrency(policy, request.amount, now, rates);
  const matter: Matter | null =
    rule && amount ? { policy, rule, amount, request, people: peopleNeeded(rule, amount) } : null;
  const counted = countApprovals(matter, history);

  if (request.settled || history.some((one) => one.verdict === 'reject') || isComplete(matter, counted))
    return { decision: 'already_settled', why: 'This has been decided already.', rule: ruleId };
  if (hasExpired(policy, request, now))
    return {
      decision: 'expired',
      why: 'The time to decide this is over; nobody decided in time.',
      rule: ruleId,
    };
  if (request.shownHash !== request.currentHash)
    return { decision: 'stale', why: 'The order has changed since this card was shown.', rule: ruleId };
  if (!rule)
    return {
      decision: 'by_hand',
      why: 'The policy has no rule for this; do it by hand in the ERP.',
      rule: null,
    };
  if (rule.mode === 'by_hand')
    return { decision: 'by_hand', why: 'The policy leaves this to people in the ERP.', rule: rule.id };
  if (!matter) {
    const why = `There is no exchange rate from ${request.amount.currency} to ${policy.currency}, so nobody can tell whose limit covers this.`;
    return { decision: 'refused', why, whoCan: [], rule: rule.id };
  }
  if (isAutomatic(matter)) return { decision: 'automatic', rule: rule.id };

  const refused = (why: string): Verdict => ({
    decision: 'refused',
    why,
    whoCan: rolesThatCan(matter, counted.number, counted.full),
    rule: rule.id,
  });
  if (!clicker) return refused('A person decides this.');
  const excluded = whyExcluded(matter, clicker, history, now);
  if (excluded) return refused(excluded);
  const own = authorityOf(matter, rightsOf(policy, clicker.id, clicker, now));
  if (!own.full && !own.counts) return refused(own.why);
  const full = counted.full || own.full;
  if (counted.number + 1 >= matter.people) {
    if (full) return { decision: 'allowed', rule: rule.id };
    return refused('The last approval must come from somebody whose own limit covers the amount.');
  }
  const whoCan = rolesThatCan(matter, counted.number + 1, full);
  const missing = matter.people - counted.number - 1;
  const more = missing === 1 ? 'one more person decides' : `${missing} more people decide`;
  const why = whoCan.length
    ? `Your approval counts; ${more}.`
    : `Your approval counts; ${more}, and nobody's limit covers this amount.`;
  return { decision: 'needs_second', why, whoCan, rule: rule.id };
}

function hasExpired(policy: PolicyDocument, request: DecisionRequest, now: Date): boolean {
  const ends = request.expiresAt
    ? Date.parse(request.expiresAt)
    : addSpan(policy.calendar, new Date(request.requestedAt), policy.expiry).getTime();
  // A time that cannot be read has passed.
  return !(now.getTime() < ends);
}

function isAutomatic({ rule, amount }: Matter): boolean {
  if (rule.mode !== 'automatic') return false;
  if (rule.automaticUpTo === undefined) return !needsExplicitLimit(rule.type, rule.action);
  return amount.lte(rule.automaticUpTo);
}

interface Counted {
  /** Distinct people who approved. */
  number: number;
  /** One of them was within the limits, or was counted by somebody who knew. */
  full: boolean;
}

/** Approvals of distinct people. Those of the person who asked or entered the order count for nothing. */
function countApprovals(matter: Matter | null, history: PriorDecision[]): Counted {
  const counted: Counted = { number: 0, full: false };
  if (!matter) return counted;
  const taken = new Set<string>();
  // In one order whatever order they are told in; those in their own right first.
  const approvals = history
    .filter((one) => one.verdict === 'approve')
    .toSorted(
      (a, b) => humansOf(a).length - humansOf(b).length || compareText(a.at, b.at) || compareText(a.by, b.by),
    );
  for (const approval of approvals) {
    const humans = humansOf(approval);
    if (humans.some((human) => taken.has(human) || whyPartial(matter, human))) continue;
    for (const human of humans) taken.add(human);
    counted.number++;
    if (authorityThen(matter, approval).full) counted.full = true;
  }
  return counted;
}

/** The rights that count: one's own, or in their place what a substitution lends. */
export function rightsOf(
  policy: PolicyDocument,
  id: string,
  { roles, limit = null, actingFor, represented }: Omit<Clicker, 'id'>,
  at: Date,
): Rights {
  if (!actingFor || actingFor === id) return { roles, limit };
  const lent = lentRoles(policy, id, actingFor, at);
  return rightsFor(lent, represented ?? { roles: lent }, limit);
}

/** An approval of which roles are not told was allowed when it was given: it counts as within the limits. */
const authorityThen = (matter: Matter, { by, at, roles, ...rest }: PriorDecision): { full: boolean } =>
  roles || rest.actingFor
    ? authorityOf(matter, rightsOf(matter.policy, by, { ...rest, roles: roles ?? [] }, new Date(at)))
    : { full: true };

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everybody for whom an approval stands. */
const humansOf = ({ by, actingFor }: Pick<PriorDecision, 'by' | 'actingFor'>): string[] =>
  actingFor && actingFor !== by ? [by, actingFor] : [by];

const isComplete = (matter: Matter | null, { number, full }: Counted): boolean =>
  matter !== null && number >= matter.people && full;

/** Why a person has a part in this matter that keeps them from deciding it. */
function whyPartial({ rule, request }: Matter, human: string): 'requested' | 'entered' | null {
  if (rule.notRequestedBy && human === request.requestedBy) return 'requested';
  return rule.notEnteredBy && human === request.enteredBy ? 'entered' : null;
}

function whyExcluded(matter: Matter, clicker: Clicker, history: PriorDecision[], now: Date): string | null {
  const { id, actingFor, represented } = clicker;
  const approved = new Set(history.filter((one) => one.verdict === 'approve').flatMap(humansOf));
  const part = { requested: 'asked for this', entered: 'entered this order' };
  const own = whyPartial(matter, id);
  if (own) return `You ${part[own]}; somebody else decides about it.`;
  if (approved.has(id)) return 'Your approval is in; a second person decides now.';
  if (!actingFor || actingFor === id) return null;
  const theirs = whyPartial(matter, actingFor);
  if (theirs) return `You act for the person who ${part[theirs]}; somebody else decides about it.`;
  if (approved.has(actingFor))
    return 'The person you act for has approved this already; somebody else decides now.';
  const lent = lentRoles(matter.policy, id, actingFor, now);
  if (!lent.length) return `The policy does not name you as a substitute for ${actingFor} today.`;
  if (represented && !lent.some((role) => represented.roles.includes(role)))
    return `${actingFor} has none of the roles any more in which you stand in for them.`;
  return null;
}
