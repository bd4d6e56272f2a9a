/** What somebody outside told of an order, in one shape: a mail, or an event of a carrier, an EDI partner or a paper. */
import type { Mail, MailReading, OrderEvent } from '../model/signal.ts';

export interface Account {
  source: 'email' | OrderEvent['source'];
  /** The key it arrived under. */
  key: string;
  /** Who says so, for people: a mail address, or "Carrier event". */
  from: string;
  subject: string;
  text: string;
  /** What people should know of the sender before they believe them. */
  warnings?: string[];
}

export interface MailSignal {
  mail: Mail;
  reading: MailReading;
  warnings?: string[];
  /** Whom the mail was addressed to ("inbox+credit@…"). */
  team?: string | null;
}

const titles: Record<OrderEvent['source'], string> = {
  carrier: 'Carrier event',
  edi: 'EDI message',
  document: 'Document',
};

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
export const threadLine = ({ source, from, subject, text, warnings = [] }: Account): string =>
  [`${source === 'email' ? `Mail from ${from}` : from}: ${clip(text || subject, 500)}`, ...warnings].join(
    '\n',
  );
