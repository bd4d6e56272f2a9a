import type { Mail, MailReading } from '../../model/signal.ts';
import { readAmounts } from './amounts.ts';
import type { Classifier } from './classifier/classifier.ts';
import { classify, evidencePoints } from './classify.ts';
import { customerName } from './customer.ts';
import { readFieldSpans } from './fields.ts';
import { findForwarded, quotesOlder } from './forwarded.ts';
import { languageOf } from './language.ts';
import { locateFields } from './locate.ts';
import { newestText } from './newest.ts';
import { type Suppression, suppression } from './suppress.ts';

interface ReadHints {
  /** The company's own mail domains, in lower case: colleagues pass on, customers complain. */
  ownDomains?: string[];
  /** Decides with the rules' help; without it the rules decide alone. */
  classifier?: Classifier | null;
  /** The tenant's inbox: what claims to come from there is our own mail. */
  ownAddress?: string;
}

/** What of a mail is read: the newest message (in a forward the one passed on), and what the forwarder wrote on top. */
export function partsOf(mail: Mail, ownDomains: string[] = []) {
  const forwarded = findForwarded(mail.text, mail.subject, {
    sender: mail.from?.address ?? null,
    ownDomains,
  });
  const sender = forwarded ? forwarded.from : mail.from;
  const subject = (forwarded ? forwarded.subject : mail.subject) || mail.subject;
  return {
    forwarded,
    sender,
    subject,
    /** As the mail has it, and as the one passed on has it where that differs. */
    subjects: subject === mail.subject ? subject : `${mail.subject}\n${subject}`,
    newest: newestText(forwarded ? forwarded.body : mail.text, sender?.name ?? null),
    note: forwarded ? newestText(forwarded.note, mail.from?.name ?? null).text : '',
  };
}

/**
 * Reads a mail by rules and, for its kind of trouble, the trained classifier: who wrote the newest message (in a forward: the one that was passed on), what it says,
 * the numbers in it, and what kind of trouble it is. Pure, and linear in the length of the mail.
 *
 * `originalSender` and `originalSubject` belong to `text`: of the forwarded message when there is one (`forwarder` says
 * who passed it on), otherwise of the mail itself.
 */
export function readMail(mail: Mail, hints: ReadHints = {}): MailReading {
  const ownDomains = hints.ownDomains ?? [];
  const suppressed = suppression(mail, ownDomains, hints.ownAddress);
  const { forwarded, sender, subject, subjects, newest, note } = partsOf(mail, ownDomains);

  const near = [note, newest.text, newest.signature].join('\n\n');
  const { spans, ...named } = readFieldSpans(subjects, near);
  let fields = named;
  let located = locateFields(mail, subjects, near, spans);
  // An answer that says only "any news?" is about what its history names.
  if (!fields.orderNumbers.length && !fields.poNumbers.length) {
    const { spans: olderSpans, ...older } = readFieldSpans('', newest.history);
    located = [...located, ...locateFields(mail, '', newest.history, olderSpans)].filter(
      (field, at, all) =>
        all.findIndex((other) => other.name === field.name && other.value === field.value) === at,
    );
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
  const decision = suppressed
    ? {
        type: null,
        confidence: 1,
        candidates: [{ type: null, confidence: 1 }],
        unsure: false,
        also: [],
        by: 'rules' as const,
      }
    : decide(found, hints.classifier ?? null, { subject, note, text: newest.text });
  const customer = customerName({
    senderAddress: sender?.address ?? null,
    senderName: sender?.name ?? null,
    text: `${newest.text}\n${newest.signature}`,
    note,
    ownDomains,
  });
  const said = `${note}\n\n${newest.text}`;
  const year = Number(/\b20\d{2}\b/.exec(mail.date ?? '')?.[0] ?? new Date(0).getUTCFullYear());
  const amounts = readAmounts(said, { year, language });
  const mention = customer ? said.indexOf(customer) : -1;
  const others = locateFields(mail, '', said, [
    ...amounts.map((amount) => ({ ...amount, start: amount.start + 1, end: amount.end + 1 })),
    ...(customer && mention >= 0
      ? [
          {
            name: 'customer' as const,
            value: customer,
            start: mention + 1,
            end: mention + 1 + customer.length,
          },
        ]
      : []),
  ]);
  const overlaps = (a: { start: number; end: number; in?: string }) =>
    located.some((b) => a.in === b.in && a.start < b.end && a.end > b.start);
  return {
    type: decision.type,
    confidence: decision.confidence,
    candidates: decision.candidates,
    unsure: decision.unsure,
    fields: [...located, ...others.filter((field) => !overlaps(field))].sort(
      (a, b) => Number(b.in === 'subject') - Number(a.in === 'subject') || a.start - b.start,
    ),
    also: decision.also,
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
    customer,
    language,
    decidedBy: decision.by,
    suppressed: suppressed?.kind ?? null,
    note,
    text: newest.text,
    why: explain(found, decision, suppressed),
  };
}

interface Decision extends Pick<MailReading, 'type' | 'confidence' | 'also'> {
  candidates: NonNullable<MailReading['candidates']>;
  unsure: boolean;
  by: 'rules' | 'classifier';
}

/** Below this, or with a second one this likely, a person should choose. */
const sure = { first: 0.55, second: 0.3 };
/** Less probable than this is not worth a button. */
const worthNaming = 0.05;
/** From here up the mail speaks of that trouble, too. */
const alsoFrom = 0.25;

function decide(
  found: ReturnType<typeof classify>,
  classifier: Classifier | null,
  mail: { subject: string; note: string; text: string },
): Decision {
  if (!classifier) {
    const first = { type: found.type, confidence: found.confidence };
    const left = Math.max(0, 1 - found.confidence);
    const others = found.also.map((type) => ({ type, confidence: round(left / (found.also.length + 1)) }));
    return { ...first, candidates: [first, ...others], unsure: false, also: found.also, by: 'rules' };
  }
  const points = evidencePoints(mail.subject, `${mail.note}\n\n${mail.text}`);
  const probabilities = classifier.probabilities({ ...mail, points });
  const { type, confidence } = classifier.decide(probabilities);
  const [first, second] = probabilities;
  const named = probabilities
    .filter((one, at) => at === 0 || one.type === type || one.confidence >= worthNaming)
    .slice(0, 4);
  const also = probabilities
    .filter((one) => one.type !== null && one.type !== type && type !== null && one.confidence >= alsoFrom)
    .map((one) => one.type!);
  return {
    type,
    confidence: round(confidence),
    candidates: named.map((one) => ({ type: one.type, confidence: round(one.confidence) })),
    unsure: first!.type !== type || first!.confidence < sure.first || second!.confidence >= sure.second,
    also: [...new Set([...also, ...(type === null ? [] : found.also.filter((one) => one !== type))])],
    by: found.type === type && type !== null ? 'rules' : 'classifier',
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const what: Record<Suppression['kind'], string> = {
  bounce: 'a delivery failure',
  'auto-reply': 'an automatic reply',
  bulk: 'a mailing',
  loop: 'our own mail come back',
  spam: 'unwanted advertising',
};

function explain(
  found: ReturnType<typeof classify>,
  decision: Decision | { type: null; unsure: boolean; candidates: Decision['candidates'] },
  suppressed: Suppression | null,
): string {
  if (suppressed) return `This is ${what[suppressed.kind]}: ${suppressed.because.replace(/\s+/g, ' ')}.`;
  const words = (type: string | null) => (type ? type.replaceAll('_', ' ') : 'no trouble');
  if (decision.unsure) {
    const [first, second] = decision.candidates;
    if (second)
      return `Not sure: ${words(first!.type)} (${percent(first!.confidence)}) or ${words(second.type)} (${percent(second.confidence)}).`;
  }
  if (!decision.type)
    return found.type
      ? `It speaks of ${words(found.type)}, but reads like everyday mail.`
      : 'No words in it speak clearly for one kind of trouble with an order.';
  if (found.type !== decision.type)
    return `Taken together its words speak for ${words(decision.type)} (${percent(decision.candidates[0]!.confidence)}).`;
  const quoted = found.words.slice(0, 3).map((word) => `"${word.slice(0, 60)}"`);
  const others = 'also' in decision ? decision.also : [];
  const also = others.length ? ` It also speaks of ${others.join(', ').replaceAll('_', ' ')}.` : '';
  return `The mail says ${quoted.join(' and ')}, which speaks for ${words(decision.type)}.${also}`;
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;
