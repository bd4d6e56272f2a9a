/** A policy in sentences, for the command line and for whoever is asked to confirm one. */
import { formatMoney } from '../model/money.ts';
import { highestOf, type PolicyDocument, type PolicyRule } from './document.ts';

const amountIn = (policy: PolicyDocument, amount: string): string =>
  formatMoney({ amount, currency: policy.currency });

const list = (names: readonly string[]): string =>
  names.map((name) => (name === '*' ? 'everything' : name)).join(', ');

/** "credit_hold · release_hold". */
export const ruleScope = ({ type, action, when }: PolicyRule): string => {
  const conditions = [
    when?.tiers ? `tier ${when.tiers.join(', ')}` : null,
    when?.marginBelow ? `margin below ${when.marginBelow} %` : null,
    when?.amountUpTo ? `amounts up to ${when.amountUpTo}` : null,
    when?.risk ? `${when.risk.join(' or ')} risk` : null,
  ].filter((condition) => condition !== null);
  return `${list(type)} · ${list(action)}${conditions.length ? ` (${conditions.join('; ')})` : ''}`;
};

/** Who decides under a rule, up to how much: "automatic up to $50.00; rep up to $500.00; above $10,000.00 2 people (also rep)". */
export function ruleInWords(policy: PolicyDocument, rule: PolicyRule): string {
  if (rule.mode === 'by_hand') return 'by hand only';
  const parts: string[] = [];
  if (rule.mode === 'automatic')
    parts.push(rule.automaticUpTo ? `automatic up to ${amountIn(policy, rule.automaticUpTo)}` : 'automatic');
  for (const [role, { upTo, marginFrom, tiers, riskUpTo }] of Object.entries(rule.limits)) {
    const only = [
      marginFrom ? `from ${marginFrom} % margin on` : null,
      tiers ? `for tier ${tiers.join(', ')}` : null,
      riskUpTo ? `up to ${riskUpTo} risk` : null,
    ]
      .filter((condition) => condition !== null)
      .join(', ');
    parts.push(`${role} up to ${amountIn(policy, upTo)}${only ? ` (${only})` : ''}`);
  }
  for (const { above, people, roles } of rule.several) {
    const where = above === undefined ? 'always' : `above ${amountIn(policy, above)}`;
    parts.push(`${where} ${people} people (also ${roles.join(', ')})`);
  }
  // Where the rule ends before its limits do, another one speaks of what is above.
  const highest = rule.when?.amountUpTo === undefined ? highestOf(Object.values(rule.limits)) : null;
  if (highest) parts.push(`above ${amountIn(policy, highest)} nobody`);
  return parts.join('; ');
}

/** "OK: 16 rules; automatic: price-small up to $50.00; changes are confirmed by controller." */
export function policyInWords(policy: PolicyDocument): string {
  const automatic = policy.rules
    .filter((rule) => rule.mode === 'automatic')
    .map((rule) => `${rule.id}${rule.automaticUpTo ? ` up to ${amountIn(policy, rule.automaticUpTo)}` : ''}`);
  const changes = policy.changes
    ? `a change of policy is confirmed by ${policy.changes.roles.join(' or ')}`
    : 'the policy changes only by a fresh import';
  const count = policy.rules.length === 1 ? '1 rule' : `${policy.rules.length} rules`;
  return `OK: ${count}, ${automatic.length ? `automatic: ${automatic.join(', ')}` : 'nothing automatic'}; ${changes}.`;
}
