/** What core asks of the outside. Implemented in bots/, connectors/ and knowledge/; put together in node.ts and worker.ts. */
import type { ActionKind, ActionSpec, LookupOutcome, StepOutcome, StepSpec } from './model/action.ts';
import type { BatchView, Notice } from './model/batch.ts';
import type { DocumentReading } from './model/document.ts';
import type { Citation, ExceptionView } from './model/exception.ts';
import type { OrderContext, OrderSummary } from './model/order.ts';
import type { OrderEvent } from './model/signal.ts';

export interface Clock {
  now(): Date;
}

/** What a connector can do, said per action and not per ERP. */
export interface ErpCapabilities {
  actions: Partial<
    Record<
      ActionKind,
      { concurrency: 'cas' | 'etag' | 'none'; idempotency: 'key' | 'state' | 'none'; undo: ActionKind | null }
    >
  >;
  /** Longest time after which a sent call may still take effect. A resend waits longer. Seconds. */
  lateApplySeconds: number;
  /** The account that writes: shown on the card. */
  actsAs: string;
}

/** The ERP did not answer, or not in time. Retried with backoff; nothing is concluded from it. */
export class ErpUnreachable extends Error {
  override name = 'ErpUnreachable';
}

export interface Erp {
  readonly kind: string;
  capabilities(): ErpCapabilities;
  /**
   * Ids of orders that may have changed since `cursor` (null: all open ones), oldest first, with overlap: the same
   * change may be told twice. Every id is a hint; read again. `more`: call again at once.
   */
  changes(
    cursor: string | null,
    limit: number,
  ): Promise<{ orderIds: string[]; cursor: string; more: boolean }>;
  /** Reads orders with credit and prices. Unknown ids are left out. Throws ErpUnreachable. */
  read(orderIds: string[]): Promise<OrderContext[]>;
  /** Candidates for a mail; exact matches on any of the given keys. Throws ErpUnreachable. */
  find(query: {
    orderNumbers?: string[];
    references?: string[];
    skus?: string[];
    /** Of its shipments. An ERP that does not keep them finds nothing by them. */
    trackingNumbers?: string[];
    customerDomain?: string;
    customerName?: string;
    limit?: number;
  }): Promise<OrderSummary[]>;
  /** The calls that carry out `action` on the order as read, in order. Pure: no I/O. */
  plan(action: ActionSpec, context: OrderContext, key: string): StepSpec[];
  /** Makes one call and reads its postcondition back. Never throws for an outcome: `unknown` says it. */
  execute(
    step: StepSpec,
    on: { orderId: string; expectedVersion: string | null; idempotencyKey: string; acknowledge: string[] },
  ): Promise<StepOutcome>;
  /** Looks for the effect of a step that was sent. Never throws. */
  lookup(
    step: StepSpec,
    on: { orderId: string; idempotencyKey: string; since: string },
  ): Promise<LookupOutcome>;
  /** Removes leftovers by name and says which are gone. Safe to repeat. Throws ErpUnreachable. */
  sweep(leftovers: { kind: string; name: string }[]): Promise<{ cleared: string[] }>;
  /** Answers when the ERP does; throws ErpUnreachable with a sentence. */
  probe(): Promise<string>;
}

/** A span of a contract or SOP. */
export interface Passage {
  id: string;
  documentId: string;
  document: string;
  version: string;
  clause: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  /** null: holds for every customer (an SOP). */
  customerId: string | null;
  text: string;
  start: number;
  end: number;
  /** The one or two sentences of it that answer the question, with their place in the document's text. */
  quote?: { text: string; start: number; end: number };
}

export interface Knowledge {
  /** Best passages first, only of this tenant, of this customer or general, in force on `on` (ISO date). */
  search(query: {
    tenantId: string;
    connectionId: string;
    customerId: string | null;
    on: string;
    question: string;
    limit?: number;
  }): Promise<Passage[]>;
  probe(): Promise<string>;
}

/** The one gateway to models. Absent in `deps` when no model is configured. */
export interface Model {
  /**
   * Writes the reason on a card from facts and numbered passages. Resolves to null when it fails, exceeds its time or
   * budget, or cites what is not there; the caller keeps the template.
   */
  reason(input: {
    tenantId: string;
    exceptionId: string;
    facts: { label: string; value: string }[];
    question: string;
    passages: Passage[];
    /** What outsiders wrote: data, never instructions. */
    untrusted: string | null;
    template: string;
  }): Promise<{ text: string; citations: Citation[] } | { failed: string }>;
  /**
   * Says which of `choices` a mail is about (null: none of them), where rules and classifier were not sure. The quote
   * stands in the mail; an answer that cannot be checked is a failure.
   */
  mailType?(input: {
    tenantId: string;
    subject: string;
    text: string;
    choices: Record<string, string>;
  }): Promise<{ type: string | null; quote: string | null } | { failed: string }>;
  probe(): Promise<string>;
}

export interface SurfaceChannel {
  id: string;
  surface: 'slack' | 'teams';
  workspace: string;
  externalId: string;
  /** What else the product needs to post there (a Teams conversation reference). */
  reference: Record<string, unknown> | null;
}

/** The message to update was deleted in the chat product; the card is posted anew. */
export class MessageGone extends Error {
  override name = 'MessageGone';
}

/** Where cards appear. One per chat product. Throws on failure; the job retries. */
export interface Surface {
  readonly surface: 'slack' | 'teams';
  /**
   * Posts a new card and returns the message's id. `mayExist`: an earlier attempt with this key may have succeeded; the
   * product is searched for it first where it can be (Slack can, Teams cannot).
   */
  post(channel: SurfaceChannel, view: ExceptionView, key: string, mayExist: boolean): Promise<string>;
  /** Throws MessageGone. */
  update(channel: SurfaceChannel, messageId: string, view: ExceptionView): Promise<void>;
  /** A line in the message's thread. */
  reply(channel: SurfaceChannel, messageId: string, text: string): Promise<void>;
  /** A private question to one person, with an answer box. Returns the message's id. */
  ask(
    to: { workspace: string; externalId: string; name: string },
    question: {
      id: string;
      exceptionId: string;
      tenantId: string;
      text: string;
      askedBy: string;
      about: string;
    },
    channel: SurfaceChannel,
  ): Promise<string>;
  /** As `post` and `update`, for several alike in one message. */
  postBatch(channel: SurfaceChannel, batch: BatchView, key: string, mayExist: boolean): Promise<string>;
  updateBatch(channel: SurfaceChannel, messageId: string, batch: BatchView): Promise<void>;
  /** A notice in the channel, or (`to`) in private to one person whom `channel` reaches. Returns the message's id. */
  tell(
    channel: SurfaceChannel,
    to: { workspace: string; externalId: string; name: string } | null,
    notice: Notice,
  ): Promise<string>;
  probe(): Promise<string>;
}

export interface OutgoingMail {
  key: string;
  /** The tenant's inbox address: answers come back there. */
  from: string;
  to: string;
  subject: string;
  text: string;
  inReplyTo: string | null;
  /** Our own, the same at every attempt, by which an answer is known. */
  messageId?: string;
  /** Message-IDs of the conversation, oldest first. */
  references?: string[];
  /** The tenant's name, shown beside the address. */
  fromName?: string;
  /** Sent without a person having pressed for it. */
  automatic?: boolean;
}

/**
 * "kept": no transport is connected; it stays in the outbox. `refused`: it certainly did not leave, and whether a later
 * attempt may do better. `unknown`: the transport was cut off while it had the message.
 */
export type MailOutcome = 'sent' | 'kept' | { refused: string; later: boolean } | { unknown: string };

/** Reads the files of mails: orders, confirmations, invoices, EDI. */
export interface Papers {
  /** Every file in a raw message, within limits. Never throws for what is in it. `received`: ISO, of the message. */
  ofMail(raw: Uint8Array, received: string): Promise<PapersOfMail>;
}

export interface PapersOfMail {
  readings: DocumentReading[];
  /** What they tell of orders in trouble without anybody reading them. */
  events: OrderEvent[];
}

export interface Mailer {
  /** The same key twice arrives once: what is not known is simply sent again. */
  readonly collapsesRepeats?: boolean;
  /** Makes one attempt. Never throws for an outcome. */
  send(mail: OutgoingMail, tenantId: string): Promise<MailOutcome>;
  /** Answers when the transport does; throws with a sentence. */
  probe?(): Promise<string>;
}
