/** The closed vocabulary of changes to a system of record, and what becomes of each. */
import { z } from 'zod';
import { decimal, money } from './money.ts';

export const actionSpec = z.discriminatedUnion('kind', [
  /** Lets an order past the credit check. `acknowledge` names the very warnings the approver saw. */
  z.object({
    kind: z.literal('release_hold'),
    acknowledge: z.array(z.string()).max(5),
    exposure: money,
  }),
  z.object({
    kind: z.literal('change_price'),
    lines: z
      .array(z.object({ lineId: z.string(), sku: z.string(), from: decimal, to: decimal }))
      .min(1)
      .max(200),
  }),
  z.object({ kind: z.literal('cancel_order') }),
  z.object({ kind: z.literal('add_note'), text: z.string().max(2000) }),
]);
export type ActionSpec = z.infer<typeof actionSpec>;
export type ActionKind = ActionSpec['kind'];

/** One call that changes the ERP. A connector plans them; core keeps the journal. */
export const stepSpec = z.object({
  /** Stable within the connector: "draft", "write_price", "confirm"… */
  name: z.string(),
  /** One sentence for people: "Put SO-1 back to draft". */
  title: z.string(),
  params: z.record(z.string(), z.unknown()),
  /** What the step leaves behind in the ERP until a later step removes it; recorded before the call, swept after a crash. */
  leaves: z.object({ kind: z.string(), name: z.string() }).optional(),
  /** Removes what an earlier step left behind. */
  clears: z.object({ kind: z.string(), name: z.string() }).optional(),
});
export type StepSpec = z.infer<typeof stepSpec>;

/** What an ERP answered to one step. */
export type StepOutcome =
  /** `evidence`: the ERP's own words or ids, for the record. `version`: the order's version afterwards, if read. */
  | { status: 'applied' | 'already_applied'; evidence: string; version?: string }
  /** The ERP raised warnings the approver has not seen. */
  | { status: 'needs_acknowledgement'; warnings: { name: string; message: string }[] }
  /** The order changed since it was read. */
  | { status: 'conflict'; message: string }
  /** A clear no; nothing was changed. */
  | { status: 'rejected'; message: string }
  /** The ERP said yes and did nothing (read back). */
  | { status: 'no_effect'; message: string }
  /** No answer, or one that proves nothing. Look it up before sending again. */
  | { status: 'unknown'; message: string };

/** The outcome in a sentence. */
export function messageOf(outcome: StepOutcome): string {
  if (outcome.status === 'needs_acknowledgement') {
    return `The ERP warns of something the approver has not seen: ${outcome.warnings.map((w) => w.message).join('; ')}`;
  }
  return 'message' in outcome ? outcome.message : outcome.evidence;
}

/** What a search for a sent step's effect found. */
export type LookupOutcome =
  | { status: 'applied'; evidence: string; version?: string }
  | { status: 'absent' }
  | { status: 'unknown'; message: string };

export type ActionStatus =
  | 'pending'
  | 'running'
  | 'applied'
  /** The order changed before the write: a new card asks again. */
  | 'conflict'
  | 'rejected'
  /** Stopped half way; the steps say what was done and what was not. */
  | 'partial'
  /** The outcome cannot be known by machine. */
  | 'needs_person';

export type StepStatus = 'pending' | 'sent' | 'applied' | 'refused' | 'unknown';
