/** The closed vocabulary of changes to a system of record, and what becomes of each. */
import { z } from 'zod';
import { decimal, money } from './money.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'expected a date such as "2026-11-30"');
const text = z.string().min(1).max(2000);
const lines = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .array(z.object({ lineId: z.string(), sku: z.string(), ...shape }))
    .min(1)
    .max(200);
const address = z.object({
  name: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string().length(2),
});
const carrier = z.object({ id: z.string(), name: z.string(), service: z.string().nullable() });

export const actionSpec = z.discriminatedUnion('kind', [
  /** Lets an order past the credit check. `acknowledge` names the very warnings the approver saw. */
  z.object({
    kind: z.literal('release_hold'),
    acknowledge: z.array(z.string()).max(5),
    exposure: money,
  }),
  /** Lets the part go that fits under the credit limit; the rest stays on hold as an order of its own. */
  z.object({
    kind: z.literal('release_part'),
    lines: lines({ release: decimal, hold: decimal }),
    exposure: money,
  }),
  z.object({ kind: z.literal('place_hold'), reason: text }),
  z.object({ kind: z.literal('change_price'), lines: lines({ from: decimal, to: decimal }) }),
  z.object({ kind: z.literal('change_quantity'), lines: lines({ from: decimal, to: decimal }) }),
  /** `shipmentId` null: the day the order is promised; else the day that shipment is planned. `from` null: there was none. */
  z.object({
    kind: z.literal('change_date'),
    shipmentId: z.string().nullable(),
    from: day.nullable(),
    to: day,
    /** Names of the warnings that the approver saw and that the new date lets pass. */
    acknowledge: z.array(z.string()).max(50).default([]),
  }),
  z.object({
    kind: z.literal('change_carrier'),
    shipmentId: z.string(),
    from: carrier.nullable(),
    to: carrier,
    /** When it arrives that way, and what it costs more. */
    arrivesOn: day.nullable(),
    cost: money.nullable(),
  }),
  z.object({
    kind: z.literal('change_address'),
    from: address.nullable(),
    to: address,
  }),
  /** Exchanges the item of a line; the quantity stays. */
  z.object({
    kind: z.literal('substitute'),
    lines: lines({
      productId: z.string(),
      fromProductId: z.string().nullable(),
      toSku: z.string(),
      quantity: decimal,
      fromPrice: decimal,
      toPrice: decimal,
    }),
  }),
  /** Ships what is there and keeps the rest open. */
  z.object({
    kind: z.literal('split_backorder'),
    shipmentId: z.string().nullable(),
    lines: lines({ ship: decimal, backorder: decimal }),
    /** When the rest is expected; null: not known. */
    backorderOn: day.nullable(),
  }),
  z.object({ kind: z.literal('cancel_line'), lines: lines({ quantity: decimal }) }),
  z.object({ kind: z.literal('cancel_order') }),
  /** Takes over into `intoOrderId` what only the later order has, and cancels the later one. */
  z.object({
    kind: z.literal('merge_duplicate'),
    intoOrderId: z.string(),
    intoLabel: z.string(),
    add: z.array(z.object({ sku: z.string(), quantity: decimal, unitPrice: decimal })).max(200),
  }),
  z.object({
    kind: z.literal('create_purchase'),
    supplierId: z.string(),
    supplier: z.string(),
    lines: lines({ quantity: decimal, unitCost: decimal.nullable() }),
    arrivesOn: day.nullable(),
  }),
  z.object({
    kind: z.literal('create_transfer'),
    from: z.string(),
    to: z.string(),
    lines: lines({ quantity: decimal }),
    arrivesOn: day.nullable(),
  }),
  /** Ships again what a warehouse cancelled or a customer did not get. */
  z.object({ kind: z.literal('reship'), shipmentId: z.string(), lines: lines({ quantity: decimal }) }),
  z.object({
    kind: z.literal('attach_document'),
    shipmentId: z.string().nullable(),
    document: z.string(),
    number: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('add_note'), text }),
  z.object({
    kind: z.literal('request_credit'),
    amount: money,
    reason: text,
    lines: z.array(z.object({ lineId: z.string(), sku: z.string(), quantity: decimal })).max(200),
  }),
  z.object({
    kind: z.literal('request_claim'),
    shipmentId: z.string(),
    carrier: z.string(),
    amount: money,
    reason: text,
  }),
  /** A mail, through the outbox and not through the ERP. */
  z.object({
    kind: z.literal('send_message'),
    toWhom: z.enum(['customer', 'carrier', 'supplier']),
    to: z.email(),
    subject: z.string().min(1).max(200),
    text,
    /** Message-ID of the mail that it answers. */
    inReplyTo: z.string().max(500).optional(),
  }),
  /** Takes back what an earlier action made, found by that action's key, while it is still a draft. */
  z.object({
    kind: z.literal('withdraw'),
    what: z.enum(['purchase', 'transfer', 'document', 'credit', 'claim']),
    key: z.string(),
  }),
]);
export type ActionSpec = z.infer<typeof actionSpec>;
export type ActionKind = ActionSpec['kind'];
export type ActionOf<Kind extends ActionKind> = Extract<ActionSpec, { kind: Kind }>;

export const actionKinds = actionSpec.options.map((option) => option.shape.kind.value);

/** What takes an applied action back. `key`: of the action that is undone. null: it cannot be undone. */
export function inverseOf(action: ActionSpec, key: string): ActionSpec | null {
  const swapped = <L extends { from: string; to: string }>(all: L[]): L[] =>
    all.map((line) => ({ ...line, from: line.to, to: line.from }));
  switch (action.kind) {
    case 'release_hold':
      return { kind: 'place_hold', reason: 'The release was undone.' };
    case 'change_price':
      return { kind: 'change_price', lines: swapped(action.lines) };
    case 'change_quantity':
      return { kind: 'change_quantity', lines: swapped(action.lines) };
    case 'change_date':
      return action.from === null
        ? null
        : {
            kind: 'change_date',
            shipmentId: action.shipmentId,
            from: action.to,
            to: action.from,
            acknowledge: [],
          };
    case 'change_carrier':
      return action.from === null
        ? null
        : {
            kind: 'change_carrier',
            shipmentId: action.shipmentId,
            from: action.to,
            to: action.from,
            arrivesOn: null,
            cost: null,
          };
    case 'change_address':
      return action.from === null ? null : { kind: 'change_address', from: action.to, to: action.from };
    case 'substitute': {
      const back: ActionOf<'substitute'>['lines'] = [];
      for (const line of action.lines) {
        if (line.fromProductId === null) return null;
        back.push({
          ...line,
          sku: line.toSku,
          toSku: line.sku,
          productId: line.fromProductId,
          fromProductId: line.productId,
          fromPrice: line.toPrice,
          toPrice: line.fromPrice,
        });
      }
      return { kind: 'substitute', lines: back };
    }
    case 'create_purchase':
      return { kind: 'withdraw', what: 'purchase', key };
    case 'create_transfer':
      return { kind: 'withdraw', what: 'transfer', key };
    case 'attach_document':
      return { kind: 'withdraw', what: 'document', key };
    case 'request_credit':
      return { kind: 'withdraw', what: 'credit', key };
    case 'request_claim':
      return { kind: 'withdraw', what: 'claim', key };
    // Places come back, but what happened meanwhile does not; notes and messages were read.
    case 'release_part':
    case 'place_hold':
    case 'split_backorder':
    case 'cancel_line':
    case 'cancel_order':
    case 'merge_duplicate':
    case 'reship':
    case 'add_note':
    case 'send_message':
    case 'withdraw':
      return null;
  }
}

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
