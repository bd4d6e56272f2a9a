/** The one answer to "may this person decide this now?". Pure, the same in Slack, Teams and API. */
import Big from 'big.js';
import type { Money } from '../model/money.ts';
import { inPolicyCurrency, type PolicyDocument, ruleFor } from '../policy/policy.ts';

export interface Colleague {
  id: string;
  name: string;
  roles: string[];
  /** The person's own limit, in the policy's currency, below whatever the roles allow. */
  limit?: string | null;
}

export interface DecisionRequest {
  type: string;
  /** Action kind of the option. */
  action: string;
  amount: Money;
  /** Who entered the order in the ERP, when that account is linked to a person. */
  enteredBy: string | null;
  shownHash: string;
  currentHash: string;
  settled: boolean;
  expiresAt: string | null;
}

export interface PriorDecision {
  by: string;
  verdict: 'approve' | 'reject';
}

export type Verdict =
  | { decision: 'allowed'; rule: string }
  | { decision: 'automatic'; rule: string }
  | { decision: 'by_hand'; why: string; rule: string }
  | { decision: 'refused'; why: string; whoCan: string[]; rule: string }
  /** This approval counts; others of `whoCan` must follow. */
  | { decision: 'needs_second'; whoCan: string[]; rule: string }
  | { decision: 'expired' | 'stale' | 'already_settled'; why: string };

/**
 * `clicker` null: the policy itself asks (automatic?). `people`: everyone of the tenant, to name who can. `history`:
 * approvals already in for this proposal. A person is one person whatever account clicks.
 */
export function decide(
  policy: PolicyDocument,
  request: DecisionRequest,
  clicker: Colleague | null,
  history: PriorDecision[],
  now: Date,
  people: Colleague[],
): Verdict {
  if (request.settled) return { decision: 'already_settled', why: 'It has been decided already.' };
  if (request.expiresAt && Date.parse(request.expiresAt) <= now.getTime()) {
    return { decision: 'expired', why: 'The request has expired; nobody decided in time.' };
  }
  if (request.shownHash !== request.currentHash) {
    return { decision: 'stale', why: 'The order has changed since this card was shown.' };
  }
  const rule = ruleFor(policy, request.type, request.action);
  if (!rule) {
    return {
      decision: 'by_hand',
      why: 'Policy has no rule for this; do it by hand in the ERP.',
      rule: 'no-rule',
    };
  }
  if (rule.mode === 'by_hand')
    return { decision: 'by_hand', why: 'Policy leaves this to people in the ERP.', rule: rule.id };
  const amount = inPolicyCurrency(policy, request.amount);
  if (!amount) {
    return {
      decision: 'refused',
      why: `There is no exchange rate from ${request.amount.currency} to ${policy.currency} in the policy.`,
      whoCan: [],
      rule: rule.id,
    };
  }
  const withinLimit = (person: Colleague): boolean =>
    (person.limit == null || new Big(person.limit).gte(amount.amount)) &&
    person.roles.some(
      (role) => rule.limits[role] !== undefined && new Big(rule.limits[role]).gte(amount.amount),
    );
  const two = rule.second !== undefined && new Big(amount.amount).gt(rule.second.above);
  const maySecond = (person: Colleague): boolean =>
    two && person.roles.some((role) => rule.second?.roles.includes(role));
  const entered = (person: Colleague): boolean => rule.notEnteredBy && person.id === request.enteredBy;
  const approved = new Set(history.filter((h) => h.verdict === 'approve').map((h) => h.by));
  const full = [...approved].some((id) => people.some((p) => p.id === id && withinLimit(p)));
  const may = (person: Colleague): boolean =>
    !entered(person) && !approved.has(person.id) && (withinLimit(person) || (two && maySecond(person)));
  // The last of two must bring the authority that the first did not have.
  const completes = (person: Colleague): boolean =>
    two ? approved.size >= 1 && (full || withinLimit(person)) : withinLimit(person);
  const whoCan = people.filter((p) => may(p) && (approved.size === 0 || completes(p))).map((p) => p.name);

  if (rule.mode === 'automatic') {
    const limit = Object.values(rule.limits).reduce((most, l) => (new Big(l).gt(most) ? l : most), '0');
    if (new Big(limit).gte(amount.amount)) return { decision: 'automatic', rule: rule.id };
  }
  if (!clicker) return { decision: 'refused', why: 'A person decides this.', whoCan, rule: rule.id };
  const refused = (why: string): Verdict => ({ decision: 'refused', why, whoCan, rule: rule.id });
  if (approved.has(clicker.id)) return refused('Your approval is in; a second person decides.');
  if (entered(clicker)) return refused('You entered this order; somebody else decides about it.');
  if (!may(clicker)) {
    const inRule = clicker.roles.some((role) => rule.limits[role] !== undefined);
    return refused(inRule ? 'This is above your limit.' : 'Your role does not decide this.');
  }
  if (completes(clicker)) return { decision: 'allowed', rule: rule.id };
  if (approved.size >= 1)
    return refused('The second approval must come from somebody whose own limit covers the amount.');
  const after = new Set([...approved, clicker.id]);
  const fullAfter = full || withinLimit(clicker);
  return {
    decision: 'needs_second',
    whoCan: people
      .filter((p) => !entered(p) && !after.has(p.id) && (withinLimit(p) || (fullAfter && maySecond(p))))
      .map((p) => p.name),
    rule: rule.id,
  };
}

/** What the card says about an option before anybody clicked. */
export function approvalFor(
  policy: PolicyDocument,
  request: Pick<DecisionRequest, 'type' | 'action' | 'amount' | 'enteredBy'>,
  people: Colleague[],
): { mode: 'by_approval' | 'automatic' | 'by_hand'; needed: number; whoCan: string[]; rule: string } {
  const rule = ruleFor(policy, request.type, request.action);
  const verdict = decide(
    policy,
    { ...request, shownHash: '', currentHash: '', settled: false, expiresAt: null },
    null,
    [],
    new Date(0),
    people,
  );
  if (verdict.decision === 'automatic')
    return { mode: 'automatic', needed: 0, whoCan: [], rule: verdict.rule };
  if (verdict.decision === 'refused') {
    const amount = inPolicyCurrency(policy, request.amount);
    const two = rule?.second && amount && new Big(amount.amount).gt(rule.second.above);
    return { mode: 'by_approval', needed: two ? 2 : 1, whoCan: verdict.whoCan, rule: verdict.rule };
  }
  return { mode: 'by_hand', needed: 0, whoCan: [], rule: 'rule' in verdict ? verdict.rule : 'no-rule' };
}
