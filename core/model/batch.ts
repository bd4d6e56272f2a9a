/** Several alike cases in one message, and short notices: what core hands to a surface beside single cards. */
import type { Money } from './money.ts';

/** One case within a batch. */
export interface BatchItem {
  exceptionId: string;
  /** Version of its card that the batch shows; the click carries it. */
  version: number;
  /** "EX-1042 · SO-10482 · Harmony Labs". */
  label: string;
  /** The stake sentence. */
  detail: string;
  amount: Money;
  /** Pre-checked: the person can take it out. */
  checked: boolean;
  /** `open` items can be chosen; the others say how they ended. */
  state: 'open' | 'settled';
  /** What became of it, or why it can not be chosen; null while open. */
  note: string | null;
}

/** Ten alike at once: one message with boxes, "Approve 4 of 5". */
export interface BatchView {
  tenantId: string;
  batchId: string;
  /** "12 orders over their credit limits wait for a decision". */
  headline: string;
  typeTitle: string;
  /** All of them together, in words: "$84,200.00 waits in 12 orders". */
  stakeSentence: string;
  /** How many cases are open, listed or not. */
  waiting: number;
  /** What waits first; at most 50. */
  items: BatchItem[];
  /** The option that the button chooses for every checked item. */
  option: { id: string; label: string; consequence: string };
  /** Who can decide them, in a sentence. */
  approval: string;
  dueAt: string | null;
  settled: boolean;
  updatedAt: string;
  timeZone: string;
  locale: string;
}

/** A short message of the bot: a reminder, a digest, word of a decision by a substitute. Texts are raw. */
export interface Notice {
  /** Alone says the point: it is the notification text, too. */
  title: string;
  sections: { heading: string | null; lines: string[] }[];
  /** Ends the message in small print: what it was sent for, and how to get fewer. */
  footer: string | null;
}
