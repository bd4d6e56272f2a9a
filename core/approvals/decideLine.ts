/** `decide` for scripts: a request as a line of JSON, a decision with the same five keys always. */
import { z } from 'zod';
import { decimal } from '../model/money.ts';
import { risk } from '../policy/document.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { type Clicker, type DecisionRequest, decide, type PriorDecision, type Verdict } from './decide.ts';

const LONGEST = 1_000_000;
const moment = z.iso.datetime({ offset: true });
const text = z.string().max(500);
const personId = z.string().min(1).max(200);
const roles = z.array(z.string().max(100)).max(200);

/**
 * An object whose keys must be spelt as they are here: "requested_by" is refused, not left out, because nothing would
 * then be known of who asked. Other keys are the caller's own and are left out.
 */
const spelt = <S extends z.ZodRawShape>(shape: S) =>
  z
    .unknown()
    .superRefine((given, ctx) => {
      if (typeof given !== 'object' || given === null) return;
      for (const key of Object.keys(given)) {
        const meant = Object.keys(shape).find((name) => bare(name) === bare(key));
        if (meant && meant !== key)
          ctx.addIssue({ code: 'custom', path: [key], message: `write it "${meant}"` });
      }
    })
    .pipe(z.object(shape));

const bare = (key: string): string => key.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();

const rights = { roles, limit: decimal.nullish() };
/** For whom somebody acts, and what that person may themselves where it is known. */
const substitution = { actingFor: personId.nullish(), represented: spelt(rights).nullish() };

const line = spelt({
  id: text,
  type: text,
  action: text,
  amount: decimal,
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency such as "USD"'),
  marginPercent: decimal.nullish(),
  customerTier: text.nullish(),
  risk: risk.nullish(),
  /** null: nobody in particular. Never left out: who asked does not decide. */
  requestedBy: personId.nullable(),
  enteredBy: personId.nullish(),
  requestedAt: moment,
  expiresAt: moment.nullish(),
  settled: z.boolean().optional(),
  shownHash: z.string(),
  currentHash: z.string(),
  /** Left out: the policy itself asks whether it may. */
  clicker: spelt({ id: personId, ...rights, ...substitution }).nullish(),
  history: z
    .array(
      spelt({
        by: personId,
        verdict: z.enum(['approve', 'reject']),
        at: moment,
        ...rights,
        roles: roles.optional(),
        ...substitution,
      }),
    )
    .max(1000)
    .default([]),
  now: moment,
  rates: z
    .record(
      z.string().regex(/^[A-Z]{3}\/[A-Z]{3}$/, 'expected a pair such as "EUR/USD"'),
      z
        .string()
        .regex(/^\d{1,15}(\.\d{1,15})?$/, 'expected a decimal number such as "1.08"')
        .refine((rate) => Number(rate) > 0, 'expected more than 0'),
    )
    .default({}),
});
type Request = z.infer<typeof line>;

export interface LineAnswer {
  id: string | null;
  decision: Verdict['decision'];
  why: string;
  whoCan: string[];
  rule: string | null;
}

/** `number`: of the line, for the reason of what cannot be read. Never throws. */
export function decideLine(
  policy: PolicyDocument,
  json: string,
  number: number,
): { malformed: boolean; answer: LineAnswer } {
  const refuse = (id: string | null, why: string) => ({
    malformed: true,
    answer: { id, decision: 'refused' as const, why: `line ${number}: ${why}`, whoCan: [], rule: null },
  });
  if (json.length > LONGEST) return refuse(null, 'is over a million characters long');
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return refuse(null, 'is no JSON');
  }
  const parsed = line.safeParse(data);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return refuse(idOf(data), path.length ? `${path.join('.')}: ${message}` : message);
  }
  const verdict = verdictOf(policy, parsed.data);
  return {
    malformed: false,
    answer: {
      id: parsed.data.id,
      decision: verdict.decision,
      why: 'why' in verdict ? verdict.why : '',
      whoCan: 'whoCan' in verdict ? verdict.whoCan : [],
      rule: verdict.rule,
    },
  };
}

function verdictOf(policy: PolicyDocument, given: Request): Verdict {
  const { amount, currency, clicker, history, now, rates, enteredBy, settled, ...rest } = given;
  const request: DecisionRequest = {
    ...rest,
    amount: { amount, currency },
    enteredBy: enteredBy ?? null,
    settled: settled ?? false,
    marginPercent: given.marginPercent ?? null,
    customerTier: given.customerTier ?? null,
    expiresAt: given.expiresAt ?? null,
  };
  const acting = <T extends z.infer<z.ZodObject<typeof substitution>>>({
    actingFor,
    represented,
    ...who
  }: T) => ({
    ...who,
    ...(actingFor ? { actingFor } : {}),
    ...(represented ? { represented } : {}),
  });
  return decide(
    policy,
    request,
    clicker ? (acting(clicker) as Clicker) : null,
    history.map((one) => acting(one) as PriorDecision),
    new Date(now),
    rates,
  );
}

const idOf = (data: unknown): string | null => {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  return typeof id === 'string' && id.length <= 500 ? id : null;
};
