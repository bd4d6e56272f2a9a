/** What a well-formed policy still gets wrong: unknown names, rules that never hold, money without an approver. */
import Big from 'big.js';
import { IANAZone } from 'luxon';
import type { PolicyDocument, PolicyRule } from './document.ts';
import { ADOPT_POLICY, hint, needsExplicitLimit, ruleActions } from './names.ts';
import { ruleProblems } from './ruleProblems.ts';
import type { Path } from './source.ts';
import { checkUnreachable } from './unreachable.ts';

export type Report = (path: Path, message: string) => void;

/** Everything that contradicts itself, with the place it stands at. `knownTypes`: where given, no other type is taken. */
export function contradictions(
  policy: PolicyDocument,
  knownTypes?: readonly string[],
): { path: Path; message: string }[] {
  const problems: { path: Path; message: string }[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  checkRoles(policy, report);
  checkTypes(policy, knownTypes, report);
  checkRules(policy.rules, report);
  checkCalendar(policy, report);
  checkRates(policy, report);
  checkSubstitutes(policy, report);
  checkEscalation(policy, report);
  checkUnreachable(policy, report);
  if (isZero(policy.expiry))
    report(['expiry'], 'every request would end as it is asked; give people some time');
  if (policy.batch !== 'off' && isZero(policy.batch.within))
    report(['batch', 'within'], 'nothing comes together in no time at all; write batch: off');
  for (const [index, { within }] of policy.serviceLevels.entries()) {
    if (isZero(within))
      report(['serviceLevels', index, 'within'], 'every case would be late as it is opened; give some time');
  }
  return problems;
}

function checkRoles(policy: PolicyDocument, report: Report): void {
  const known = new Set(policy.roles);
  if (known.size < policy.roles.length) report(['roles'], 'a role is listed twice');
  const check = (roles: readonly string[], path: Path, who: string): void => {
    for (const role of roles) {
      if (known.has(role)) continue;
      report(path, `${who} names the unknown role "${role}"${hint(role, policy.roles)}`);
    }
  };
  for (const [index, rule] of policy.rules.entries()) {
    const path = ['rules', index];
    for (const role of Object.keys(rule.limits)) check([role], [...path, 'limits', role], `rule ${rule.id}`);
    for (const [step, { roles }] of rule.several.entries())
      check(roles, [...path, 'several', step, 'roles'], `rule ${rule.id}`);
  }
  for (const [index, { roles }] of policy.substitutes.entries())
    check(roles, ['substitutes', index, 'roles'], 'the substitute');
  for (const [index, { steps }] of policy.escalation.entries()) {
    for (const [step, { roles }] of steps.entries())
      check(roles, ['escalation', index, 'steps', step, 'roles'], 'the escalation');
  }
  check(policy.changes?.roles ?? [], ['changes', 'roles'], '"changes"');
  for (const [type, roles] of Object.entries(policy.ask)) check(roles, ['ask', type], `"ask" for ${type}`);
}

function checkTypes(policy: PolicyDocument, knownTypes: readonly string[] | undefined, report: Report): void {
  const check = (types: readonly string[], path: Path): void => {
    for (const type of types) {
      if (type === '*') continue;
      if (!/^[a-z][a-z0-9_]{1,60}$/.test(type))
        report(path, `"${type}" is no type; types are written like credit_hold, or "*" for all`);
      else if (knownTypes && !knownTypes.includes(type))
        report(path, `there is no exception type "${type}"${hint(type, knownTypes)}`);
    }
  };
  for (const [index, { type }] of policy.rules.entries()) check(type, ['rules', index, 'type']);
  for (const part of ['serviceLevels', 'escalation', 'routing'] as const) {
    for (const [index, { type }] of policy[part].entries()) check(type, [part, index, 'type']);
  }
  for (const type of Object.keys(policy.ask)) check([type], ['ask', type]);
}

function checkRules(rules: PolicyRule[], report: Report): void {
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const path = ['rules', index];
    if (seen.has(rule.id)) report([...path, 'id'], `a second rule is called ${rule.id}`);
    seen.add(rule.id);
    for (const action of rule.action) {
      if (action === ADOPT_POLICY)
        report([...path, 'action'], 'who confirms a change of policy stands under "changes", not in a rule');
      else if (action !== '*' && !ruleActions.includes(action))
        report(
          [...path, 'action'],
          `rule ${rule.id} names the unknown action "${action}"${hint(action, ruleActions)}`,
        );
    }
    const shadow = shadowOf(rule, rules.slice(0, index));
    if (shadow)
      report(
        path,
        `rule ${rule.id} never holds: ${shadow} before it takes ${rule.type.join('/')} ${rule.action.join('/')} already`,
      );
    ruleProblems(rule, needsExplicitLimit(rule.type, rule.action), (part, message) =>
      report([...path, ...part], `rule ${rule.id} ${message}`),
    );
  }
}

/** The earlier rules that together take every case of this one; null: some case is left for it. */
function shadowOf(rule: PolicyRule, earlier: PolicyRule[]): string | null {
  const takers = new Set<string>();
  for (const type of rule.type) {
    for (const action of rule.action) {
      const taker = earlier.find(
        (e) =>
          (e.type.includes('*') || e.type.includes(type)) &&
          (e.action.includes('*') || e.action.includes(action)) &&
          holdsWherever(e.when, rule.when),
      );
      if (!taker) return null;
      takers.add(taker.id);
    }
  }
  return `rule ${[...takers].join(', ')}`;
}

/** Whether `wide` holds in every case in which `narrow` does. */
function holdsWherever(wide: PolicyRule['when'], narrow: PolicyRule['when']): boolean {
  if (wide?.tiers && !narrow?.tiers?.every((tier) => wide.tiers?.includes(tier))) return false;
  if (wide?.risk && !narrow?.risk?.every((risk) => wide.risk?.includes(risk))) return false;
  const within = (outer: string | undefined, inner: string | undefined): boolean =>
    outer === undefined || (inner !== undefined && new Big(inner).lte(outer));
  return within(wide?.marginBelow, narrow?.marginBelow) && within(wide?.amountUpTo, narrow?.amountUpTo);
}

function checkCalendar({ calendar }: PolicyDocument, report: Report): void {
  const { timeZone, hours, holidays } = calendar;
  if (timeZone !== undefined && !IANAZone.isValidZone(timeZone))
    report(['calendar', 'timeZone'], `"${timeZone}" is no time zone; write one such as America/New_York`);
  if (!Object.keys(hours).length) report(['calendar', 'hours'], 'the calendar has no working day');
  for (const [day, { from, to }] of Object.entries(hours)) {
    if (from >= to) report(['calendar', 'hours', day], `${day} ends at ${to}, before it begins at ${from}`);
  }
  for (const [index, day] of holidays.entries()) {
    if (!isDay(day)) report(['calendar', 'holidays', index], `there is no day ${day}`);
  }
}

function checkRates(policy: PolicyDocument, report: Report): void {
  for (const [currency, rates] of Object.entries(policy.rates)) {
    const path = ['rates', currency];
    if (currency === policy.currency)
      report(path, `${currency} is the policy's own currency and has no rate`);
    for (const { rate, on } of rates) {
      if (new Big(rate).lte(0)) report(path, `the rate of ${currency} must be more than 0`);
      if (!isDay(on)) report(path, `there is no day ${on}`);
    }
    if (new Set(rates.map((rate) => rate.on)).size < rates.length)
      report(path, `two rates of ${currency} have the same date`);
  }
}

function checkSubstitutes(policy: PolicyDocument, report: Report): void {
  for (const [index, { person, by, from, to }] of policy.substitutes.entries()) {
    const path = ['substitutes', index];
    if (person === by) report(path, `${person} cannot be their own substitute`);
    for (const day of [from, to]) if (!isDay(day)) report(path, `there is no day ${day}`);
    if (from > to) report(path, `the substitution for ${person} ends on ${to}, before it begins on ${from}`);
  }
}

function checkEscalation(policy: PolicyDocument, report: Report): void {
  for (const [index, { steps }] of policy.escalation.entries()) {
    for (const [place, { do: what, roles, repeat }] of steps.entries()) {
      const path = ['escalation', index, 'steps', place];
      if (repeat !== undefined && place < steps.length - 1)
        report(path, 'only the last step repeats; the steps after this one would be drowned');
      if (repeat !== undefined && isZero(repeat)) report(path, 'repeat is no time at all');
      if (what !== 'remind' && !roles.length) report(path, `${what} names no roles`);
    }
  }
}

const isZero = (span: string): boolean => /^0+[mhd]/.test(span);

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
