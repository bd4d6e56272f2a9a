/** The same answer as `decide`, for the people of a company: what cards name. */
import type { Approval } from '../model/exception.ts';
import { ADOPT_POLICY } from '../policy/names.ts';
import { inPolicyCurrency, type PolicyDocument, type Rates, ruleFor } from '../policy/policy.ts';
import { peopleNeeded, type Rights } from './authority.ts';
import {
  type Clicker,
  type DecisionRequest,
  decide,
  type PriorDecision,
  rightsOf,
  type Verdict,
} from './decide.ts';

export interface Colleague extends Rights {
  id: string;
  name: string;
}

/** What policy says to one person, for whom they decide (null: in their own right), and the rights they decide with. */
export interface PersonalVerdict {
  verdict: Verdict;
  actingFor: string | null;
  rights: Rights;
}

/** An approval as it is remembered: who gave it, when, for whom, and the rights that counted, a substitute's as lent. */
export interface Approved extends Rights {
  by: string;
  at: string;
  actingFor: string | null;
}

/** Approvals as `decide` wants them: each with the rights it was given with. */
export const historyOf = (approvals: Approved[]): PriorDecision[] =>
  approvals.map(({ by, at, roles, limit = null, actingFor }) => ({
    by,
    at,
    verdict: 'approve',
    roles,
    limit,
    ...(actingFor ? { actingFor, represented: { roles, limit } } : {}),
  }));

/**
 * The person's own right first; where it does not suffice, that of each person for whom they stand in, as far as it
 * reaches today: whoever is not among `people` is no longer here and lends nothing.
 */
export function decideAs(
  policy: PolicyDocument,
  request: DecisionRequest,
  person: Clicker,
  people: Colleague[],
  history: PriorDecision[],
  now: Date,
  rates: Rates,
): PersonalVerdict {
  const { id, roles, limit } = person;
  const own = decide(policy, request, { id, roles, limit: limit ?? null }, history, now, rates);
  const inOwnRight = { verdict: own, actingFor: null, rights: { roles, limit: limit ?? null } };
  if (own.decision !== 'refused') return inOwnRight;
  for (const actingFor of new Set(policy.substitutes.filter((s) => s.by === id).map((s) => s.person))) {
    const there = people.find((one) => one.id === actingFor);
    const represented: Rights = { roles: there?.roles ?? [], limit: there?.limit ?? null };
    const clicker = { id, roles, limit: limit ?? null, actingFor, represented };
    const verdict = decide(policy, request, clicker, history, now, rates);
    if (verdict.decision === 'allowed' || verdict.decision === 'needs_second')
      return { verdict, actingFor, rights: rightsOf(policy, id, clicker, now) };
  }
  return inOwnRight;
}

/** Those of `people` whose click would count now. */
export const whoCanDecide = <P extends Colleague>(
  policy: PolicyDocument,
  request: DecisionRequest,
  people: P[],
  history: PriorDecision[],
  now: Date,
  rates: Rates,
): P[] =>
  people.filter((person) => {
    const { decision } = decideAs(policy, request, person, people, history, now, rates).verdict;
    return decision === 'allowed' || decision === 'needs_second';
  });

/** What the card says about an option before anybody clicked. */
export function approvalFor(
  policy: PolicyDocument,
  request: Omit<DecisionRequest, 'shownHash' | 'currentHash' | 'settled' | 'expiresAt'>,
  people: Colleague[],
  now: Date,
  rates: Rates,
): Approval {
  const fresh: DecisionRequest = {
    ...request,
    requestedAt: now.toISOString(),
    shownHash: '',
    currentHash: '',
    settled: false,
    expiresAt: null,
  };
  const verdict = decide(policy, fresh, null, [], now, rates);
  const rule = verdict.rule ?? 'no-rule';
  if (verdict.decision === 'automatic') return { mode: 'automatic', needed: 0, whoCan: [], rule };
  if (verdict.decision !== 'refused') return { mode: 'by_hand', needed: 0, whoCan: [], rule };
  const found = ruleFor(policy, fresh, now, rates);
  const amount = inPolicyCurrency(policy, request.amount, now, rates);
  const needed = found && amount && request.action !== ADOPT_POLICY ? peopleNeeded(found, amount) : 1;
  const whoCan = whoCanDecide(policy, fresh, people, [], now, rates).map((person) => person.name);
  return { mode: 'by_approval', needed, whoCan, rule };
}
