/**
 * The use cases that the doors (Slack, Teams, playground, API) call. One implementation, made in core/createDesk.ts;
 * doors verify who is speaking (workspace and external id from a signed request) and hand over plain data.
 * Every call commits before it resolves; what follows (ERP, other cards, mail) is jobs.
 */
import type { BatchView } from './model/batch.ts';
import type { ExceptionView } from './model/exception.ts';
import type { Person, Provider } from './model/person.ts';
import type { Passage } from './ports.ts';

/** Who is speaking, as the chat product's signature proves it. */
export interface Speaker {
  provider: Extract<Provider, 'slack' | 'teams'>;
  /** Slack team id or Teams (Entra) tenant id. */
  workspace: string;
  externalId: string;
}

/** The part of a card's button that comes back. Short: Slack allows 2,000 characters. */
export interface CardRef {
  exceptionId: string;
  /** The card version the person saw. */
  version: number;
}

export type ClickResult =
  /** The company behind the workspace is not known: answer 401/403 and nothing else. */
  | { status: 'unknown_workspace' }
  /** Settled, or counted. `say` is a kind private sentence; `view` the card as it is now. */
  | { status: 'accepted' | 'counted'; say: string; view: ExceptionView }
  /** No right, late, outdated, already settled, unlinked account…: `say` explains and names who can. */
  | { status: 'refused' | 'stale' | 'settled'; say: string; view: ExceptionView }
  /** No such exception in this tenant. */
  | { status: 'not_found'; say: string };

export type BatchResult =
  | { status: 'unknown_workspace' }
  | { status: 'not_found'; say: string }
  /** `say`: "Approved 4 of 5. EX-1007: above your limit." `view`: the batch as it is now. */
  | { status: 'accepted' | 'refused'; say: string; view: BatchView };

export interface Desk {
  /** The tenant and, where the account is linked, the person. null: unknown workspace, refuse. */
  identify(speaker: Speaker): Promise<{ tenantId: string; person: Person | null } | null>;
  /** Approves one option. */
  choose(speaker: Speaker, card: CardRef, optionId: string): Promise<ClickResult>;
  reject(speaker: Speaker, card: CardRef, reason: string): Promise<ClickResult>;
  /** Takes a settled action back, within its window and by the same rights. */
  undo(speaker: Speaker, card: CardRef): Promise<ClickResult>;
  /** Chooses the batch's option for the checked cases, each by itself: one that is refused holds up no other. */
  chooseSeveral(speaker: Speaker, batchId: string, items: CardRef[]): Promise<BatchResult>;
  /** Asks a named person for information. `ofPersonId` null: the person policy names for the type. */
  ask(speaker: Speaker, card: CardRef, text: string, ofPersonId: string | null): Promise<ClickResult>;
  /** Answers a question that was asked (the private message's box, or the thread). */
  answer(speaker: Speaker, questionId: string, text: string): Promise<ClickResult>;
  /** Says which order a mail is about (`needs_matching`). */
  match(speaker: Speaker, card: CardRef, orderId: string): Promise<ClickResult>;
  /** Says what kind of trouble a mail or document is about: a type, or `none`. Confirms, corrects or closes the case. */
  retype(speaker: Speaker, card: CardRef, type: string): Promise<ClickResult>;
  /** Answers what could not be read with certainty, by the names of the form's questions; empty answers are left out. */
  fill(speaker: Speaker, card: CardRef, answers: Record<string, string>): Promise<ClickResult>;
  /** A passage for a person of the tenant, with a personal link that is valid for minutes; null where there is none. */
  passage(speaker: Speaker, passageId: string): Promise<{ passage: Passage; link: string } | null>;
  /** The card as it is now (Teams refresh, App Home). null: not of this tenant. */
  view(speaker: Speaker, exceptionId: string): Promise<ExceptionView | null>;
  /** People of the tenant who can be asked about this exception, likeliest first. */
  askable(speaker: Speaker, exceptionId: string): Promise<{ id: string; name: string; title: string }[]>;
}
