/** The open case about one order, and what a person sees of it. */
import type { ActionSpec, StepStatus } from './action.ts';
import type { Money } from './money.ts';

export type ExceptionTypeName = string;

/** Where word of the trouble came from. */
export type SignalSource = 'erp' | 'email' | 'edi' | 'carrier' | 'document' | 'policy';

/** What a detector saw. Pure data: the same order gives the same finding. */
export interface Finding {
  type: ExceptionTypeName;
  /** What the numbers are, by name, for the record and for the options. */
  evidence: Record<string, unknown>;
  /** Never negative; the type's docstring has the formula. */
  atStake: Money;
}

export type Priority = 'high' | 'normal' | 'low';

export interface Fact {
  label: string;
  value: string;
  /** Said in words as well ("over limit"), never by colour alone. */
  tone?: 'good' | 'bad';
  /** Of what a mail's paper says: which one, from 0. */
  paper?: number;
}

/** A table of at most five columns, worst row first, units in the header. */
export interface FactTable {
  columns: { title: string; align?: 'right' }[];
  rows: string[][];
}

/** What supports an option or a claim. */
export type Citation =
  | {
      kind: 'clause';
      passageId: string;
      document: string;
      clause: string;
      effectiveFrom: string;
      /** Exactly the characters [start, end) of the document's text. */
      quote: string;
      start: number;
      end: number;
    }
  | { kind: 'price_row'; list: string; row: string; price: string; validFrom: string | null }
  | { kind: 'policy'; version: number; rule: string };

/** What policy asks before an option may be carried out. */
export interface Approval {
  mode: 'by_approval' | 'automatic' | 'by_hand';
  /** How many distinct people. */
  needed: number;
  /** Names of those who may decide now, at most a handful. */
  whoCan: string[];
  /** The policy line that says so. */
  rule: string;
}

/** One proposed action with its consequences. `action` null: closes or parks the exception without a write. */
export interface Option {
  /** Stable within a proposal: "release", "correct". */
  id: string;
  /** Specific verb and object in Title Case: "Release Order". */
  label: string;
  style: 'primary' | 'default' | 'danger';
  action: ActionSpec | null;
  /** Money and time, in a sentence. */
  consequence: string;
  /** What the record says once it is done: "Released SO-10482 for Harmony Labs". */
  done: string;
  /** What counts against limits of authority. */
  amount: Money;
  /** The order's margin once it is carried out, in percent; null: not known. */
  marginPercent?: string | null;
  /** Set where the action cannot be undone or is large. */
  confirm: string | null;
  citations: Citation[];
  approval: Approval;
  /**
   * Whether the case ends with it. A mail alone settles nothing: the case stays open for what comes of it, unless this
   * says so. Everything else settles.
   */
  settles?: boolean;
  /** Requests of the customer that stay open when it is carried out, by id. */
  leaves?: string[];
  /** The person who wrote it, where one did: they are not the one who approves it. */
  requestedBy?: string;
  /** Which action's rule counts, where it is not the action's own: an undo is judged as what it takes back. */
  judgedAs?: string;
  /** sha256 over action, amount, order version and citations: what the approver saw. */
  hash: string;
}

export type ExceptionStatus =
  /** Waiting for a decision. */
  | 'open'
  /** Arrived by mail and no order is certain. */
  | 'needs_matching'
  /** One of two approvals is in. */
  | 'needs_second'
  /** Approved; the ERP is being changed. */
  | 'acting'
  | 'resolved'
  | 'rejected'
  | 'expired'
  /** The trouble went away by itself. */
  | 'withdrawn'
  /** The machine cannot know or go on. */
  | 'needs_person';

/** The paragraph of reasoning on the card. */
export interface Why {
  text: string;
  by: 'rule' | 'model';
  /** Set when a model was configured and the template stands in for it. */
  note: string | null;
  citations: Citation[];
}

/** What something is that people say is no exception. */
export const NO_EXCEPTION = 'none';

/** What a case rests on when it came from outside (a mail, a document), where people may know better. */
export interface Told {
  /** Not sure which of them it is: the likeliest first, at most three. Empty: sure. */
  typeCandidates: { type: string; title: string }[];
  /** What else it may be said to be; `none` is among them ("No exception"). Empty: its type cannot be corrected. */
  otherTypes: { type: string; title: string }[];
  /** Who can be written to; null: nobody, or its order is not known. */
  answerTo: string | null;
  /** What was read out of its document and is not certain. null: nothing is asked. */
  form: TellForm | null;
}

/** "We read 4 of 6 fields": the others, as questions. */
export interface TellForm {
  /** The document's file name. */
  file: string;
  read: number;
  of: number;
  /** At most six. */
  questions: {
    /** The field: "poNumber", "line 2 quantity". */
    name: string;
    /** "Customer's PO number". */
    label: string;
    /** What it seems to be; null: nothing was read. */
    guess: string | null;
    /** A picture of the place in the document, where there is one: an absolute URL that is valid for the reader. */
    crop: string | null;
  }[];
}

/** Everything a card shows: what core hands to a surface. Names and texts are raw; renderers escape them. */
export interface ExceptionView {
  tenantId: string;
  exceptionId: string;
  /** For people: "EX-1042". */
  number: string;
  type: ExceptionTypeName;
  typeTitle: string;
  /** Of the card: grows with each renewed proposal. Clicks carry it. */
  version: number;
  status: ExceptionStatus;
  /** What happened, what is needed and for whom, by name. */
  headline: string;
  order: {
    id: string;
    label: string;
    number: string | null;
    reference: string | null;
    customer: string;
    url: string | null;
    company: string;
  } | null;
  facts: Fact[];
  table: FactTable | null;
  atStake: Money;
  /** A sentence with a baseline: "$4,180 margin at risk, 6.2% under contract". */
  stakeSentence: string;
  dueAt: string | null;
  why: Why;
  options: Option[];
  /** Why there is no one-click approval, if there is none. */
  blocked: string | null;
  /** "ERP not reachable, retrying"… */
  notices: string[];
  /** "1 of 2 needed" in place. */
  approvals: {
    needed: number;
    have: { name: string; at: string; surface: string }[];
    whoCan: string[];
  } | null;
  /** For `needs_matching`: buttons. */
  candidates: { orderId: string; label: string; why: string }[];
  questions: {
    askedBy: string;
    askedOf: string;
    text: string;
    answer: string | null;
    answeredAt: string | null;
  }[];
  /** Controls give way to this once settled. */
  record: {
    sentence: string;
    by: string | null;
    at: string;
    reason: string | null;
    option: string | null;
    erpSays: string | null;
  } | null;
  /** The journal, shown while acting and when it stopped half way. */
  steps: { title: string; status: StepStatus; note: string | null }[];
  /** Who can be asked for information, likeliest first, at most 25. */
  askable: { id: string; name: string; title: string }[];
  /** Other cases about the same order, as they stand: what happens to one may end another. */
  related: { number: string; typeTitle: string; status: ExceptionStatus }[];
  /** Set while the settled action can be taken back. */
  undo: { label: string; until: string } | null;
  /** null: it came from the ERP itself, and nothing about it is guessed. */
  told?: Told | null;
  priority: Priority;
  /** Whose identity writes to the ERP. */
  actsAs: string;
  openedAt: string;
  updatedAt: string;
  source: SignalSource;
  timeZone: string;
  locale: string;
}
