/** How far somebody's authority reaches in one matter. */
import Big from 'big.js';
import { formatMoney } from '../model/money.ts';
import { dayIn } from '../policy/calendar.ts';
import { floorOf, isWithinRisk, type RoleLimit, type SeveralStep } from '../policy/document.ts';
import type { Case, PolicyDocument, PolicyRule } from '../policy/policy.ts';

/** A request, the rule that holds for it and what is at stake in the policy's currency. */
export interface Matter {
  policy: PolicyDocument;
  rule: PolicyRule;
  amount: Big;
  request: Case & { requestedBy: string | null; enteredBy: string | null };
  /** How many distinct people decide. */
  people: number;
}

/** How many distinct people a rule asks for at this amount. */
export const peopleNeeded = (rule: PolicyRule, amount: Big): number => step(rule, amount)?.people ?? 1;

const step = ({ several }: PolicyRule, amount: Big): SeveralStep | null =>
  several
    .filter((one) => amount.gt(floorOf(one)))
    .reduce<SeveralStep | null>(
      (highest, one) => (highest && floorOf(highest).gte(floorOf(one)) ? highest : one),
      null,
    );

/** What somebody may: their roles, and their own limit in the policy's currency below whatever the roles allow. */
export interface Rights {
  roles: string[];
  limit?: string | null;
}

/** Roles that a substitution lends on this day; none: nobody made them a substitute, or not today. */
export function lentRoles(policy: PolicyDocument, by: string, person: string, at: Date): string[] {
  if (Number.isNaN(at.getTime())) return [];
  const today = dayIn(policy.calendar, at);
  return policy.substitutes
    .filter((one) => one.by === by && one.person === person && one.from <= today && today <= one.to)
    .flatMap((one) => one.roles);
}

/** What a substitute decides with: of `lent` what the person has themselves, up to the lower of both limits. */
export const rightsFor = (lent: string[], represented: Rights, own: string | null): Rights => ({
  roles: lent.filter((role) => represented.roles.includes(role)),
  limit: lower(own, represented.limit ?? null),
});

const lower = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && new Big(b).lt(a)) ? b : a;

export type Authority =
  /** Within the limits. */
  | { full: true; counts: true }
  /** Beside somebody who is. */
  | { full: false; counts: true }
  | { full: false; counts: false; why: string };

/** Exactly at a limit is within it. */
export function authorityOf(matter: Matter, { roles, limit = null }: Rights): Authority {
  const { rule, amount, policy } = matter;
  const limits = roles.filter((role) => Object.hasOwn(rule.limits, role)).map((role) => rule.limits[role]!);
  const open = limits.filter((one) => !whyNotHere(matter, one));
  const reach = open.reduce<Big | null>((most, { upTo }) => (most?.gte(upTo) ? most : new Big(upTo)), null);
  const own = limit !== null && reach?.gt(limit) ? new Big(limit) : reach;
  if (own?.gte(amount)) return { full: true, counts: true };
  if (roles.some((role) => step(rule, amount)?.roles.includes(role))) return { full: false, counts: true };
  const why = own
    ? `This is above your limit of ${formatMoney({ amount: own.toFixed(), currency: policy.currency })}.`
    : ((limits[0] && whyNotHere(matter, limits[0])) ?? 'Your role does not decide this.');
  return { full: false, counts: false, why };
}

/** Why a limit does not hold for this order at all; null: it does. */
function whyNotHere({ request }: Matter, { marginFrom, tiers, riskUpTo }: RoleLimit): string | null {
  const { marginPercent, customerTier, risk } = request;
  if (!isWithinRisk(risk ?? null, riskUpTo)) return `Your role decides this only up to ${riskUpTo} risk.`;
  if (marginFrom !== undefined && marginPercent == null)
    return `The margin is not known, and your role decides only from ${marginFrom} % on.`;
  if (marginFrom !== undefined && new Big(marginPercent!).lt(marginFrom))
    return `The margin of ${marginPercent} % is below the ${marginFrom} % from which your role decides.`;
  if (tiers && (customerTier == null || !tiers.includes(customerTier)))
    return `Your role decides this only for customers of tier ${tiers.join(', ')}.`;
  return null;
}

/**
 * The policy's roles whose approval helps now, after `approvals` distinct ones of which one was `full` or none. None
 * where nobody's limit reaches: it could never be completed.
 */
export function rolesThatCan(matter: Matter, approvals: number, full: boolean): string[] {
  const last = approvals + 1 >= matter.people;
  const roles = matter.policy.roles.map((role) => ({ role, ...authorityOf(matter, { roles: [role] }) }));
  if (!full && !roles.some((one) => one.full)) return [];
  return roles.filter((one) => one.full || (one.counts && (full || !last))).map((one) => one.role);
}
