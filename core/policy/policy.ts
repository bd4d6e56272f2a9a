/** Who may decide what, as data: one YAML document per tenant, versioned in the database. */
import Big from 'big.js';
import type { Money } from '../model/money.ts';
import { dayIn } from './calendar.ts';
import { contradictions } from './contradictions.ts';
import { type PolicyDocument, type PolicyRule, policySchema } from './document.ts';
import { ADOPT_POLICY } from './names.ts';
import { PolicyError, problemsOf, readSource } from './source.ts';

export type { PolicyDocument, PolicyRule } from './document.ts';
export { PolicyError } from './source.ts';

/** "EUR/USD" → "1.08": one EUR is 1.08 USD. */
export type Rates = Record<string, string>;

/**
 * Reads and checks a policy. Throws PolicyError with a line and a reason for every problem. `knownTypes`: names of the
 * exception types there are; without it any name is taken. At most 200 kB.
 */
export function parsePolicy(source: string, knownTypes?: readonly string[]): PolicyDocument {
  const { data, lineOf } = readSource(source);
  const parsed = policySchema.safeParse(inNewWords(data), { reportInput: true });
  if (!parsed.success) throw new PolicyError(problemsOf(parsed.error, lineOf));
  const problems = contradictions(parsed.data, knownTypes).map(({ path, message }) => ({
    line: lineOf(path),
    message,
  }));
  if (problems.length) throw new PolicyError(problems.toSorted((a, b) => a.line - b.line));
  return parsed.data;
}

/**
 * A policy as the database has it, also one that was stored before a setting existed. `timeZone`: the tenant's, for a
 * calendar that names none. Checked when it was imported; throws where it was never a policy.
 */
export function storedPolicy(document: unknown, timeZone: string): PolicyDocument {
  const policy = policySchema.parse(inNewWords(document));
  return { ...policy, calendar: { ...policy.calendar, timeZone: policy.calendar.timeZone ?? timeZone } };
}

type Raw = Record<string, unknown>;
const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Earlier policies said `expiryHours: 72` and `second: { above, roles }`. */
function inNewWords(data: unknown): unknown {
  if (!isRaw(data)) return data;
  const { expiryHours, rules, ...rest } = data;
  const old = typeof expiryHours === 'number' && !('expiry' in data);
  return {
    ...rest,
    ...(old ? { expiry: `${expiryHours}h clock` } : 'expiryHours' in data ? { expiryHours } : {}),
    ...('rules' in data ? { rules: Array.isArray(rules) ? rules.map(ruleInNewWords) : rules } : {}),
  };
}

function ruleInNewWords(rule: unknown): unknown {
  if (!isRaw(rule) || !isRaw(rule['second']) || 'several' in rule) return rule;
  const { second, ...rest } = rule;
  return { ...rest, several: [{ people: 2, ...(second as Raw) }] };
}

/** What a rule looks at. */
export interface Case {
  type: string;
  /** Action kind of the option. */
  action: string;
  amount: Money;
  /** In percent; null: not known. */
  marginPercent?: string | null;
  customerTier?: string | null;
  /** null: not known. */
  risk?: 'low' | 'normal' | 'high' | null;
  /** ISO. The day of the rates, where no other moment is given. */
  requestedAt: string;
}

/** The first rule that speaks of the case and whose conditions hold; null: people do it by hand. */
export function ruleFor(
  policy: PolicyDocument,
  about: Case,
  now: Date = new Date(about.requestedAt),
  rates: Rates = {},
): PolicyRule | null {
  if (about.action === ADOPT_POLICY) return rulesOfChange(policy);
  const amount = inPolicyCurrency(policy, about.amount, now, rates);
  return policy.rules.find((rule) => speaksOf(rule, about) && holds(rule.when, about, amount)) ?? null;
}

/** Whether a rule names this type and action at all. */
export const speaksOf = (rule: PolicyRule, { type, action }: Pick<Case, 'type' | 'action'>): boolean =>
  (rule.type.includes(type) || rule.type.includes('*')) &&
  (rule.action.includes(action) || rule.action.includes('*'));

function holds(when: PolicyRule['when'], about: Case, amount: Big | null): boolean {
  if (!when) return true;
  const { customerTier, marginPercent, risk } = about;
  if (when.risk && (risk == null || !when.risk.includes(risk))) return false;
  if (when.tiers && (customerTier == null || !when.tiers.includes(customerTier))) return false;
  if (when.marginBelow && (marginPercent == null || new Big(marginPercent).gte(when.marginBelow)))
    return false;
  return when.amountUpTo === undefined || amount?.lte(when.amountUpTo) === true;
}

/** More than any amount can be: who may change the policy may change it whatever is at stake. */
const ANY_AMOUNT = '999999999999999';

/** `changes` in the words of a rule; null: nobody may change this policy but by a fresh import. */
function rulesOfChange({ changes }: PolicyDocument): PolicyRule | null {
  if (!changes) return null;
  return {
    id: 'changes',
    type: ['*'],
    action: [ADOPT_POLICY],
    mode: 'by_approval',
    limits: Object.fromEntries(changes.roles.map((role) => [role, { upTo: ANY_AMOUNT }])),
    several: [],
    notEnteredBy: true,
    notRequestedBy: true,
    requires: 'policy',
  };
}

/**
 * How much is at stake in the policy's currency, never below zero and not rounded; null: there is no rate. `rates`
 * count before the policy's own, of which the latest counts that is not in the future of `now`.
 */
export function inPolicyCurrency(
  policy: PolicyDocument,
  amount: Money,
  now: Date,
  rates: Rates = {},
): Big | null {
  const value = new Big(amount.amount).abs();
  const [from, to] = [amount.currency, policy.currency];
  if (from === to) return value;
  const there = rateOf(rates, `${from}/${to}`);
  if (there) return value.times(there);
  const back = rateOf(rates, `${to}/${from}`);
  if (back) return value.div(back);
  if (!Object.hasOwn(policy.rates, from)) return null;
  const today = dayIn(policy.calendar, now);
  const dated = policy.rates[from]!.filter(({ on }) => on <= today);
  if (!dated.length) return null;
  return value.times(dated.reduce((latest, one) => (one.on > latest.on ? one : latest)).rate);
}

function rateOf(rates: Rates, pair: string): Big | null {
  if (!Object.hasOwn(rates, pair)) return null;
  const rate = new Big(rates[pair]!);
  return rate.gt(0) ? rate : null;
}
