/** The same answer as `decide`, for the people of a company: what cards name. */
import type { Approval } from '../model/exception.ts';
import { ADOPT_POLICY } from '../policy/names.ts';
import { inPolicyCurrency, type PolicyDocument, type Rates, ruleFor } from '../policy/policy.ts';
import { peopleNeeded } from './authority.ts';
import { type Clicker, type DecisionRequest, decide, type PriorDecision, type Verdict } from './decide.ts';

export interface Colleague {
  id: string;
  name: string;
  roles: string[];
  /** The person's own limit, in the policy's currency. */
  limit?: string | null;
}

/** What policy says to one person, and for whom they decide; null: in their own right. */
export interface PersonalVerdict {
  verdict: Verdict;
  actingFor: string | null;
}

/** The person's own right first; where it does not suffice, that of each person for whom they stand in. */
export function decideAs(
  policy: PolicyDocument,
  request: DecisionRequest,
  person: Clicker,
  history: PriorDecision[],
  now: Date,
  rates: Rates,
): PersonalVerdict {
  const { id, roles, limit } = person;
  const own = decide(policy, request, { id, roles, limit: limit ?? null }, history, now, rates);
  if (own.decision !== 'refused') return { verdict: own, actingFor: null };
  for (const actingFor of new Set(policy.substitutes.filter((s) => s.by === id).map((s) => s.person))) {
    const lent = decide(policy, request, { id, roles, limit: limit ?? null, actingFor }, history, now, rates);
    if (lent.decision === 'allowed' || lent.decision === 'needs_second') return { verdict: lent, actingFor };
  }
  return { verdict: own, actingFor: null };
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
    const { decision } = decideAs(policy, request, person, history, now, rates).verdict;
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
