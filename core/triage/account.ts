/** What somebody outside told of an order, in one shape: a mail, or an event of a carrier, an EDI partner or a paper. */
import type { DocumentReading } from '../model/document.ts';
import type { Mail, MailReading, OrderEvent } from '../model/signal.ts';
import { paperFacts } from './documents/papers.ts';

export interface Account {
  source: 'email' | OrderEvent['source'];
  /** The key it arrived under. */
  key: string;
  /** Who says so, for people: a mail address, or "Carrier event". */
  from: string;
  subject: string;
  text: string;
  /** Of a mail: what its files are. */
  papers?: DocumentReading[];
  /** Where they say something else than the order. */
  remarks?: string[];
  /** Of a mail: not sure which of them it is, the likeliest first. */
  typeCandidates?: string[];
  /** What people should know of the sender before they believe them. */
  warnings?: string[];
}

export interface MailSignal {
  mail: Mail;
  reading: MailReading;
  /** What its files say; not there until they were read. */
  papers?: DocumentReading[];
  warnings?: string[];
  /** Whom the mail was addressed to ("inbox+credit@…"). */
  team?: string | null;
}

const titles: Record<OrderEvent['source'], string> = {
  carrier: 'Carrier event',
  edi: 'EDI message',
  document: 'Document',
};

/** Of what papers say otherwise, a card and a line name so many. */
export const MOST_REMARKS = 5;

/** Cut to length without half a character at the end, which the database would refuse. */
const clip = (text: string, length: number): string => text.slice(0, length).toWellFormed();

export const accountOfMail = ({ mail, reading, warnings = [] }: MailSignal): Account => ({
  source: 'email',
  key: mail.messageId,
  from: reading.originalSender ?? mail.from?.address ?? 'an unknown sender',
  subject: clip(reading.originalSubject ?? mail.subject, 300),
  text: clip(reading.text, 600),
  ...(warnings.length ? { warnings } : {}),
});

export function accountOfEvent(event: OrderEvent): Account {
  const { number, reference, tracking } = event.order;
  const about = number ?? reference ?? tracking;
  return {
    source: event.source,
    key: event.id,
    from: titles[event.source],
    subject: [about, event.customer, event.at.slice(0, 10)].filter(Boolean).join(' · '),
    text: clip(event.text, 600),
  };
}

/** A stored signal of any source but the ERP, as an account. */
export const accountOf = (source: string, body: unknown): Account =>
  source === 'email' ? accountOfMail(body as MailSignal) : accountOfEvent(body as OrderEvent);

/** What a thread says of an account that joined its case. */
export const threadLine = (account: Account): string => {
  const { source, from, subject, text, papers = [], remarks = [], warnings = [] } = account;
  return [
    `${source === 'email' ? `Mail from ${from}` : from}: ${clip(text || subject, 500)}`,
    ...warnings,
    ...paperFacts(papers).map(({ label, value }) => clip(`${label}: ${value}`, 200)),
    ...remarks.slice(0, MOST_REMARKS),
  ].join('\n');
};
