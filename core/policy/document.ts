/** Who may decide what, as data: the shape of one tenant's policy. `parsePolicy` reads and checks it. */
import Big from 'big.js';
import { z } from 'zod';
import { decimal } from '../model/money.ts';

/** One or several names, or "*" for all. */
const names = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((one) => (Array.isArray(one) ? one : [one]));
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'expected a date such as 2026-12-24');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "08:00"');
/** "45m", "8h", "2d": of working time unless it says otherwise ("72h clock"). A working day counts as its own hours. */
const span = z
  .string()
  .regex(/^\d{1,4}(m|h|d)( clock)?$/, 'expected a span such as "30m", "8h", "2d" or "72h clock"')
  .refine(
    (one) => Number.parseInt(one, 10) <= (one.includes('d') ? 366 : one.includes('h') ? 366 * 24 : 9999),
    'nobody waits for more than a year: at most "366d"',
  );
const roleName = z.string().regex(/^[a-z0-9_-]{1,60}$/i);

/** How urgent and costly a case is if it goes wrong, in rising order: the priority that its type gives it. */
export const risk = z.enum(['low', 'normal', 'high']);
export type Risk = z.infer<typeof risk>;

/** Whether a risk is within `upTo`. An unknown one (null) is not, and without `upTo` every one is. */
export const isWithinRisk = (one: Risk | null, upTo: Risk | undefined): boolean =>
  upTo === undefined || (one !== null && risk.options.indexOf(one) <= risk.options.indexOf(upTo));

interface LimitFields {
  upTo: string;
  marginFrom?: string | undefined;
  tiers?: string[] | undefined;
  riskUpTo?: Risk | undefined;
}

/** How far one role's authority reaches. A bare amount is `{ upTo }`. Exactly at a limit is within it. */
const limit = z
  .union([
    decimal.transform((upTo) => ({ upTo })),
    z.strictObject({
      upTo: decimal,
      /** Only while the order keeps at least this margin, in percent. Unknown margin: not within. */
      marginFrom: decimal.optional(),
      /** Only for customers of these tiers. Unknown tier: not within. */
      tiers: z.array(z.string()).min(1).optional(),
      /** Only up to this risk. Unknown risk: not within. */
      riskUpTo: risk.optional(),
    }),
  ])
  .transform((one): LimitFields => one);

export const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  /** For whoever reads the policy. */
  because: z.string().max(300).optional(),
  type: names,
  action: names,
  mode: z.enum(['by_approval', 'automatic', 'by_hand']).default('by_approval'),
  /** Where the rule holds; the first rule whose conditions hold counts. Nothing known about a condition: it does not hold. */
  when: z
    .strictObject({
      tiers: z.array(z.string()).min(1).optional(),
      marginBelow: decimal.optional(),
      amountUpTo: decimal.optional(),
      risk: z.array(risk).min(1).optional(),
    })
    .optional(),
  /** `automatic`: up to this amount in the policy's currency no person is asked; above it, `limits` hold. */
  automaticUpTo: decimal.optional(),
  /** Role → largest amount in the policy's currency that one person of it may decide. */
  limits: z.record(roleName, limit).default({}),
  /**
   * Above an amount, or always where none is given, several distinct people decide: one of them within the limits, the
   * others within the limits or of these roles. The highest `above` that the amount passes counts.
   */
  several: z
    .array(
      z.strictObject({
        above: decimal.optional(),
        people: z.int().min(2).max(5),
        roles: z.array(roleName).min(1),
      }),
    )
    .default([]),
  /** The person who entered the order in the ERP may not decide about it. */
  notEnteredBy: z.boolean().default(true),
  /** The person who asked for it may not decide it. */
  notRequestedBy: z.boolean().default(true),
  /** Without such a source the option is shown and not offered for one click. */
  requires: z.enum(['clause', 'price_row', 'policy']).default('policy'),
  /** How long a settled action of this rule can be taken back; the policy's own `undo` where it says nothing. "0m": never. */
  undo: span.optional(),
});

/** What happens to a request nobody answers, in order. `after` counts from when it was asked. */
const escalation = z.strictObject({
  after: span,
  /** remind: those who can decide; widen: also these roles are told; move_up: these roles are asked instead. */
  do: z.enum(['remind', 'widen', 'move_up']),
  roles: z.array(roleName).default([]),
  /** Again and again at this interval. Only for the last step. */
  repeat: span.optional(),
});

export const policySchema = z.strictObject({
  /** For people: "Industrial supply". */
  title: z.string().max(120).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Dated rates into the policy's currency: { EUR: { rate: "1.08", on: 2026-01-02 } }; several: the latest that is not in the future. */
  rates: z
    .record(
      z.string().regex(/^[A-Z]{3}$/),
      z
        .union([
          z.strictObject({ rate: decimal, on: day }),
          z.array(z.strictObject({ rate: decimal, on: day })).min(1),
        ])
        .transform((one) => (Array.isArray(one) ? one : [one])),
    )
    .default({}),
  roles: z.array(roleName).min(1),
  /** Working hours, for spans and for the times at which people are disturbed. */
  calendar: z
    .strictObject({
      /** Of the tenant where it is left out. */
      timeZone: z.string().optional(),
      /** Days that are left out are free. */
      hours: z
        .partialRecord(
          z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
          z.strictObject({ from: clock, to: clock }),
        )
        .default({
          mon: { from: '08:00', to: '17:00' },
          tue: { from: '08:00', to: '17:00' },
          wed: { from: '08:00', to: '17:00' },
          thu: { from: '08:00', to: '17:00' },
          fri: { from: '08:00', to: '17:00' },
        }),
      holidays: z.array(day).default([]),
    })
    .prefault({}),
  /** After this a request that nobody answered ends. */
  expiry: span.default('72h clock'),
  rules: z.array(rule).min(1).max(300),
  /** Who decides for whom while they are away. The substitute lends the listed roles, and the person stays informed. */
  substitutes: z
    .array(
      z.strictObject({
        person: z.string(),
        by: z.string(),
        roles: z.array(roleName).min(1),
        from: day,
        /** Last day, included. */
        to: day,
      }),
    )
    .default([]),
  /** When a decision is due, by type and priority; the first that fits. */
  serviceLevels: z
    .array(
      z.strictObject({
        type: names.default(['*']),
        priority: z.enum(['high', 'normal', 'low']).optional(),
        within: span,
      }),
    )
    .default([]),
  escalation: z
    .array(z.strictObject({ type: names.default(['*']), steps: z.array(escalation).min(1).max(10) }))
    .default([]),
  /** Channels by type, company and money; the first that fits. By name as people.yaml has them. Nothing fits: all channels. */
  routing: z
    .array(
      z.strictObject({
        type: names.default(['*']),
        /** Connection ids. */
        company: names.optional(),
        from: decimal.optional(),
        channels: z.array(z.string()).min(1),
      }),
    )
    .default([]),
  /** Above so many new cards an hour a channel gets those of low and normal priority with its digest. */
  noise: z.strictObject({ cardsPerHour: z.int().min(1).max(1000) }).optional(),
  /** So many alike within so many minutes become one message. */
  batch: z
    .union([z.literal('off'), z.strictObject({ from: z.int().min(2).max(100), within: span })])
    .default({ from: 10, within: '5m clock' }),
  /** The morning digest, on working days. Left out: none. */
  digest: z.strictObject({ at: clock }).optional(),
  undo: span.default('30m clock'),
  /** Who confirms a change of this policy. Never the one who proposed it. */
  changes: z.strictObject({ roles: z.array(roleName).min(1) }).optional(),
  /** Roles that are asked for information, by type. */
  ask: z.record(z.string(), z.array(roleName)).default({}),
});

export type PolicyRule = z.infer<typeof rule>;
export type RoleLimit = PolicyRule['limits'][string];
export type SeveralStep = PolicyRule['several'][number];
export type PolicyDocument = z.infer<typeof policySchema>;

/** Above which amount a step of `several` holds; below zero, where no amount is, where it always does. */
export const floorOf = ({ above }: SeveralStep): Big => new Big(above ?? -1);

/** The largest amount that one of the limits reaches; null: there is none. */
export const highestOf = (limits: RoleLimit[]): string | null =>
  limits.reduce<string | null>(
    (most, { upTo }) => (most !== null && new Big(most).gte(upTo) ? most : upTo),
    null,
  );
