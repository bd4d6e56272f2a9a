/** Who may decide what, as data: one YAML document per tenant, versioned in the database. */
import Big from 'big.js';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { decimal, type Money, toMoney } from '../model/money.ts';

const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  type: z.string(),
  action: z.string(),
  mode: z.enum(['by_approval', 'automatic', 'by_hand']).default('by_approval'),
  /** Role → largest amount in the policy's currency that one person of it may decide. Exactly at the limit may. */
  limits: z.record(z.string(), decimal).default({}),
  /** Above this amount two distinct people decide: one within the limits, the other of these roles or within the limits. */
  second: z.strictObject({ above: decimal, roles: z.array(z.string()).min(1) }).optional(),
  /** The person who entered the order in the ERP may not decide about it. */
  notEnteredBy: z.boolean().default(true),
  /** Without such a source the option is shown and not offered for one click. */
  requires: z.enum(['clause', 'price_row', 'policy']).default('policy'),
});

const schema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Dated rates into the policy's currency: { EUR: { rate: "1.08", on: 2026-01-02 } }. */
  rates: z.record(z.string(), z.strictObject({ rate: decimal, on: z.string() })).default({}),
  expiryHours: z.number().int().min(1).max(720).default(72),
  roles: z.array(z.string()).min(1),
  rules: z.array(rule).min(1),
  /** Roles that are asked for information, by type. */
  ask: z.record(z.string(), z.array(z.string())).default({}),
});

export type PolicyRule = z.infer<typeof rule>;
export type PolicyDocument = z.infer<typeof schema>;

/** A policy that cannot be used: one sentence per problem, each with its line. */
export class PolicyError extends Error {
  override name = 'PolicyError';
  readonly problems: { line: number; message: string }[];
  constructor(problems: { line: number; message: string }[]) {
    super(problems.map((p) => `line ${p.line}: ${p.message}`).join('\n'));
    this.problems = problems;
  }
}

/** Reads and checks a policy. Throws PolicyError with line numbers. At most 200 kB. */
export function parsePolicy(source: string): PolicyDocument {
  if (source.length > 200_000) throw new PolicyError([{ line: 1, message: 'The policy is over 200 kB.' }]);
  const lines = new LineCounter();
  const yaml = parseDocument(source, { lineCounter: lines });
  if (yaml.errors.length) {
    throw new PolicyError(
      yaml.errors.map((e) => ({ line: lines.linePos(e.pos[0]).line, message: e.message.split('\n')[0]! })),
    );
  }
  const lineOf = (path: (string | number)[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = yaml.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = schema.safeParse(yaml.toJS({ maxAliasCount: 20 }));
  if (!parsed.success) {
    throw new PolicyError(
      parsed.error.issues.map((issue) => ({
        line: lineOf(issue.path as (string | number)[]),
        message: `${issue.path.join('.') || 'policy'}: ${issue.message}`,
      })),
    );
  }
  const problems = contradictions(parsed.data).map(({ path, message }) => ({ line: lineOf(path), message }));
  if (problems.length) throw new PolicyError(problems);
  return parsed.data;
}

function contradictions(policy: PolicyDocument): { path: (string | number)[]; message: string }[] {
  const problems: { path: (string | number)[]; message: string }[] = [];
  const roles = new Set(policy.roles);
  const seen = new Set<string>();
  for (const [index, { id, type, action, mode, limits, second }] of policy.rules.entries()) {
    const path = ['rules', index];
    for (const role of [...Object.keys(limits), ...(second?.roles ?? [])]) {
      if (!roles.has(role))
        problems.push({ path: [...path, 'limits'], message: `rule ${id} names the unknown role "${role}"` });
    }
    if (seen.has(`${type}/${action}`))
      problems.push({ path, message: `a second rule for ${type}/${action}` });
    seen.add(`${type}/${action}`);
    if (mode === 'by_approval' && !Object.keys(limits).length) {
      problems.push({ path, message: `rule ${id} leaves ${type}/${action} without an approver` });
    }
    if (mode === 'automatic' && !Object.keys(limits).length) {
      problems.push({
        path,
        message: `rule ${id} makes ${type}/${action} automatic without an explicit limit`,
      });
    }
  }
  return problems;
}

export const ruleFor = (policy: PolicyDocument, type: string, action: string): PolicyRule | null =>
  policy.rules.find((r) => r.type === type && r.action === action) ?? null;

/** The amount in the policy's currency, by its dated rate; null where there is none (then nobody may decide). */
export function inPolicyCurrency(policy: PolicyDocument, amount: Money): Money | null {
  if (amount.currency === policy.currency) return amount;
  const rate = policy.rates[amount.currency];
  return rate ? toMoney(new Big(amount.amount).times(rate.rate), policy.currency) : null;
}
