import type { Mail, MailReading } from '../../model/signal.ts';
import { classify } from './classify.ts';
import { customerName } from './customer.ts';
import { readFields } from './fields.ts';
import { findForwarded, quotesOlder } from './forwarded.ts';
import { languageOf } from './language.ts';
import { newestText } from './newest.ts';
import { type Suppression, suppression } from './suppress.ts';

interface ReadHints {
  /** The company's own mail domains, in lower case: colleagues pass on, customers complain. */
  ownDomains?: string[];
  /** The tenant's inbox: what claims to come from there is our own mail. */
  ownAddress?: string;
}

/**
 * Reads a mail by rules alone: who wrote the newest message (in a forward: the one that was passed on), what it says,
 * the numbers in it, and what kind of trouble it is. Pure, and linear in the length of the mail.
 *
 * `originalSender` and `originalSubject` belong to `text`: of the forwarded message when there is one (`forwarder` says
 * who passed it on), otherwise of the mail itself.
 */
export function readMail(mail: Mail, hints: ReadHints = {}): MailReading {
  const ownDomains = hints.ownDomains ?? [];
  const suppressed = suppression(mail, ownDomains, hints.ownAddress);
  const forwarded = findForwarded(mail.text, mail.subject, {
    sender: mail.from?.address ?? null,
    ownDomains,
  });
  const sender = forwarded ? forwarded.from : mail.from;
  const subject = (forwarded ? forwarded.subject : mail.subject) || mail.subject;
  const newest = newestText(forwarded ? forwarded.body : mail.text, sender?.name ?? null);
  const note = forwarded ? newestText(forwarded.note, mail.from?.name ?? null).text : '';
  const subjects = subject === mail.subject ? subject : `${mail.subject}\n${subject}`;

  const near = [note, newest.text, newest.signature].join('\n\n');
  let fields = readFields(subjects, near);
  // An answer that says only "any news?" is about what its history names.
  if (!fields.orderNumbers.length && !fields.poNumbers.length) {
    const older = readFields('', newest.history);
    fields = {
      orderNumbers: older.orderNumbers,
      poNumbers: older.poNumbers,
      skus: fields.skus.length ? fields.skus : older.skus,
      trackingNumbers: fields.trackingNumbers.length ? fields.trackingNumbers : older.trackingNumbers,
    };
  }
  const language = languageOf(`${subject}\n${newest.text || note}`);
  const found = classify({
    subject,
    text: newest.text,
    note,
    language,
    anchored: Object.values(fields).some((numbers) => numbers.length > 0),
  });
  return {
    type: suppressed ? null : found.type,
    confidence: suppressed ? 1 : found.confidence,
    also: suppressed ? [] : found.also,
    originalSender: sender?.address || sender?.name || null,
    originalSubject: subject || null,
    forwarder: forwarded ? (mail.from?.address ?? null) : null,
    forwarded: forwarded !== null,
    quoted: forwarded !== null || mail.quotesInHtml === true || quotesOlder(mail.text, mail.subject),
    originalDate: forwarded ? forwarded.date : mail.date,
    originalTo: forwarded
      ? forwarded.to.flatMap(({ name, address }) => address ?? name ?? [])
      : mail.to.slice(0, 50),
    ...fields,
    customer: customerName({
      senderAddress: sender?.address ?? null,
      senderName: sender?.name ?? null,
      text: `${newest.text}\n${newest.signature}`,
      note,
      ownDomains,
    }),
    language,
    decidedBy: 'rules',
    suppressed: suppressed?.kind ?? null,
    note,
    text: newest.text,
    why: explain(found, suppressed),
  };
}

const what: Record<Suppression['kind'], string> = {
  bounce: 'a delivery failure',
  'auto-reply': 'an automatic reply',
  bulk: 'a mailing',
  loop: 'our own mail come back',
  spam: 'unwanted advertising',
};

function explain(found: ReturnType<typeof classify>, suppressed: Suppression | null): string {
  if (suppressed) return `This is ${what[suppressed.kind]}: ${suppressed.because.replace(/\s+/g, ' ')}.`;
  if (!found.type) return 'No words in it speak clearly for one kind of trouble with an order.';
  const quoted = found.words.slice(0, 3).map((word) => `"${word.slice(0, 60)}"`);
  const also = found.also.length ? ` It also speaks of ${found.also.join(', ').replaceAll('_', ' ')}.` : '';
  return `The mail says ${quoted.join(' and ')}, which speaks for ${found.type.replaceAll('_', ' ')}.${also}`;
}
