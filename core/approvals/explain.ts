/** Which rule of a policy holds for a case, and why: for people who write policies. */
import type { Money } from '../model/money.ts';
import { formatMoney } from '../model/money.ts';
import { ruleInWords, ruleScope } from '../policy/describe.ts';
import type { Risk } from '../policy/document.ts';
import { ruleActions } from '../policy/names.ts';
import { inPolicyCurrency, type PolicyDocument, ruleFor, speaksOf } from '../policy/policy.ts';
import { peopleNeeded } from './authority.ts';
import { type DecisionRequest, decide } from './decide.ts';

export interface Question {
  type: string;
  /** null: every action that a rule speaks of. */
  action: string | null;
  amount: Money;
  /** null: nobody in particular asks. */
  role: string | null;
  marginPercent: string | null;
  customerTier: string | null;
  risk: Risk | null;
}

export interface Explanation {
  type: string;
  action: string;
  /** null: no rule speaks of it. */
  rule: string | null;
  /** `decide`'s answer to somebody of the role; without one "automatic", "by_hand" or "by_approval". */
  decision: string;
  why: string;
  /** Distinct people; 0 where none is asked. */
  people: number;
  whoCan: string[];
  /** What the rule says in all, and what for. */
  says: string | null;
  because: string | null;
  /** Rules before it that speak of the action and whose conditions do not hold. */
  passed: string[];
  /** All of it in one line. */
  say: string;
}

export function explain(policy: PolicyDocument, question: Question, now: Date): Explanation[] {
  const { type } = question;
  const actions = question.action
    ? [question.action]
    : ruleActions.filter((action) => policy.rules.some((rule) => speaksOf(rule, { type, action })));
  if (!actions.length) return [byHand(question.type)];
  return actions.map((action) => explainAction(policy, { ...question, action }, now));
}

const byHand = (type: string): Explanation => ({
  type,
  action: '*',
  rule: null,
  decision: 'by_hand',
  why: 'No rule speaks of this type; people do it by hand in the ERP.',
  people: 0,
  whoCan: [],
  says: null,
  because: null,
  passed: [],
  say: `${type}: no rule speaks of it; people do it by hand in the ERP.`,
});

function explainAction(
  policy: PolicyDocument,
  question: Question & { action: string },
  now: Date,
): Explanation {
  const { type, action, amount, role, marginPercent, customerTier, risk } = question;
  const request: DecisionRequest = {
    type,
    action,
    amount,
    marginPercent,
    customerTier,
    risk,
    requestedBy: null,
    enteredBy: null,
    requestedAt: now.toISOString(),
    shownHash: '',
    currentHash: '',
  };
  const rule = ruleFor(policy, request, now);
  const verdict = decide(policy, request, role ? { id: 'somebody', roles: [role] } : null, [], now, {});
  const whoCan = 'whoCan' in verdict ? verdict.whoCan : [];
  const value = inPolicyCurrency(policy, amount, now);
  const asksPeople = rule && value && !['automatic', 'by_hand'].includes(verdict.decision);
  const people = asksPeople ? peopleNeeded(rule, value) : 0;
  const passed = policy.rules
    .slice(0, rule ? policy.rules.indexOf(rule) : undefined)
    .filter((one) => speaksOf(one, { type, action }));
  const isOpen = !role && verdict.decision === 'refused' && value !== null;
  const why = 'why' in verdict && !isOpen ? verdict.why : '';
  const answer = role
    ? `${role}: ${verdict.decision.replace('_', ' ')}.`
    : answerInWords(verdict.decision, people, whoCan.length > 0);
  const say = [
    `${action}: rule ${rule?.id ?? 'none'}${rule?.because ? ` (${rule.because.replace(/\.$/, '')})` : ''}.`,
    `At ${formatMoney(amount)}: ${[answer, why].filter(Boolean).join(' ')}`,
    ...(whoCan.length ? [`Who can: ${whoCan.join(', ')}.`] : []),
    ...(rule ? [`The rule in all: ${ruleInWords(policy, rule)}.`] : []),
    ...(passed.length
      ? [`Before it, not holding: ${passed.map((one) => `${one.id}, ${ruleScope(one)}`).join('; ')}.`]
      : []),
  ].join(' ');
  return {
    type,
    action,
    rule: rule?.id ?? null,
    decision: isOpen ? 'by_approval' : verdict.decision,
    why,
    people,
    whoCan,
    says: rule ? ruleInWords(policy, rule) : null,
    because: rule?.because ?? null,
    passed: passed.map((one) => one.id),
    say,
  };
}

/** Nothing where nobody is asked for want of a rate: the reason says so. */
function answerInWords(decision: string, people: number, someoneCan: boolean): string {
  if (decision === 'automatic') return 'automatic.';
  if (decision === 'by_hand') return 'by hand.';
  if (!people) return '';
  if (!someoneCan) return "nobody's limit covers this amount.";
  return people > 1 ? `${people} people decide.` : 'one person decides.';
}
