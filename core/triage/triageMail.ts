import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { exceptionTypes, isExceptionType } from '../exceptions/index.ts';
import type { DocumentReading } from '../model/document.ts';
import type { Mail, MailReading } from '../model/signal.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { accountOfMail, type MailSignal } from './account.ts';
import { paperFacts, withPapers } from './documents/papers.ts';
import { joinOrOpen, type Outcome } from './joinOrOpen.ts';
import { joinThread } from './joinThread.ts';
import { jsonbText } from './jsonbText.ts';
import { mayBeAnswered } from './mail/suppress.ts';
import { hasUnreadPapers } from './readPapers.ts';
import type { Word } from './reports/reportsIn.ts';

export type { MailSignal } from './account.ts';
export { replyInThreads } from './joinOrOpen.ts';

/** Buttons for a mail that may be about several things. */
const MOST_CANDIDATES = 3;

/** A mail to an exception: joined to what is known of its order, opened, asked about, or left alone with a reason. */
export async function triageMail(
  deps: Deps,
  tenantId: string,
  word: Word,
  signal: MailSignal,
): Promise<void> {
  const { signalId } = word;
  if (await joinThread(deps, tenantId, signalId, signal)) return;
  const { mail } = signal;
  const leave = (reading: MailReading, reason: string, papers: DocumentReading[] = []) =>
    inTenant(deps.database, tenantId, (tx) => ignore(tx, deps, signalId, mail, reading, reason, papers));
  if (signal.reading.suppressed)
    return leave(signal.reading, `automatic mail (${signal.reading.suppressed})`);
  if (deps.papers && hasUnreadPapers(signal)) {
    await inTenant(deps.database, tenantId, (tx) =>
      deps.jobs.send(tx, 'papers', [{ data: { tenantId, signalId } }]),
    );
    return;
  }
  const { papers = [], events = 0 } = signal;
  const reading = withPapers(await decideUnsure(deps, tenantId, signalId, signal), papers);
  const possible = (reading.candidates ?? []).flatMap(({ type }) => (isExceptionType(type) ? [type] : []));
  const opened = await joinOrOpen(deps, tenantId, {
    word: { ...word, body: { ...signal, reading } },
    account: {
      ...accountOfMail({ ...signal, reading }),
      papers,
      typeCandidates: reading.unsure && possible.length > 1 ? possible.slice(0, MOST_CANDIDATES) : [],
    },
    team: signal.team ?? null,
    type: isExceptionType(reading.type) ? reading.type : null,
    guess: reading.unsure ? (possible[0] ?? null) : null,
    also: reading.also,
    clues: reading,
    answer: (tx, config, { exceptionId, number, became }) =>
      replyToSender(
        tx,
        deps,
        config,
        mail,
        `Re: ${mail.subject}`.slice(0, 200),
        `Thank you. This is ${number}. ${next[became]}`,
        exceptionId,
      ),
  });
  if (opened) return;
  await leave(
    reading,
    events
      ? `its documents went on as ${events} ${events === 1 ? 'signal' : 'signals'}`
      : papers.length
        ? 'no trouble in its text, and its papers say nothing else'
        : reading.unsure
          ? `not sure what it is about: ${namesOf(reading)}`
          : 'no known kind of trouble in it',
    papers,
  );
}

/** Asks the model, where there is one, about what rules and classifier left open, and keeps its answer with the mail. */
async function decideUnsure(
  deps: Deps,
  tenantId: string,
  signalId: string,
  { mail, reading }: MailSignal,
): Promise<MailReading> {
  if (!reading.unsure || reading.suppressed || !deps.model?.mailType) return reading;
  const answer = await deps.model.mailType({
    tenantId,
    subject: reading.originalSubject ?? mail.subject,
    text: [reading.note, reading.text].filter(Boolean).join('\n\n'),
    choices: {
      ...Object.fromEntries(exceptionTypes.map(({ name, title }) => [name, title])),
      none: 'everyday mail, nothing to decide',
    },
  });
  // Without a usable answer it stays what rules and classifier made of it.
  if ('failed' in answer) return reading;
  const decided: MailReading = {
    ...reading,
    type: answer.type,
    // How often it is right is not known; what the classifier gave this type is.
    confidence:
      reading.candidates?.find(({ type }) => type === answer.type)?.confidence ?? reading.confidence,
    unsure: false,
    decidedBy: 'model',
    also: reading.also.filter((type) => type !== answer.type),
    why: answer.quote
      ? `The mail says "${answer.quote.slice(0, 120)}", which the model takes for ${words(answer.type)}.`
      : 'The model takes it for everyday mail.',
  };
  await inTenant(deps.database, tenantId, (tx) =>
    tx.rows(sql`
      update unhold.signal set body = body || jsonb_build_object('reading', ${jsonbText(decided)}::jsonb)
      where signal_id = ${signalId} and status = 'received' returning signal_id`),
  );
  return decided;
}

const words = (type: string | null): string => type?.replaceAll('_', ' ') ?? 'no trouble';
const namesOf = ({ candidates = [] }: MailReading): string =>
  candidates
    .slice(0, 2)
    .map(({ type, confidence }) => `${words(type)} (${Math.round(confidence * 100)} %)`)
    .join(' or ');

const next: Record<Outcome['became'], string> = {
  joined: 'It was added to an open case; the people who decide see it now.',
  opened: 'The people who decide see it now.',
  unmatched: 'Somebody will say which order it is about; then the people who decide see it.',
};

const notSure = (reading: MailReading): string =>
  `Thank you. We are not sure what this mail is about: ${namesOf(reading)}. So no case was opened. Say in a sentence what the trouble is and which order or PO number it is about, and send it again.`;

const sayMore =
  'Thank you. We could not tell what is wrong from this mail, so no case was opened. Say what the trouble is (a price, a credit hold, short stock, a late or damaged delivery, missing papers, an order sent twice, a change) and which order or PO number it is about, and send it again.';

/** What was read, so that whoever sent it sees that it was, and rightly. */
const agrees = (papers: DocumentReading[]): string =>
  [
    'Thank you. We read what was attached and found nothing to decide, so no case was opened:',
    ...paperFacts(papers).map(({ label, value }) => `- ${label}: ${value}`),
    'Say in a sentence what the trouble is, if there is one, and send it again.',
  ].join('\n');

async function ignore(
  tx: Tx,
  deps: Deps,
  signalId: string,
  mail: Mail,
  reading: MailReading,
  reason: string,
  papers: DocumentReading[],
): Promise<void> {
  const done = await tx.rows(sql`
    update unhold.signal set status = 'ignored', reason = ${reason}
    where signal_id = ${signalId} and status = 'received' returning signal_id`);
  if (!done.length) return;
  if (!reading.suppressed) {
    const subject = `Re: ${mail.subject}`.slice(0, 200);
    const text = papers.length ? agrees(papers) : reading.unsure ? notSure(reading) : sayMore;
    await replyToSender(tx, deps, await tenantConfig(tx), mail, subject, text);
  }
  await appendAudit(tx, [
    { at: deps.clock.now(), actor: 'unhold', event: 'signal.ignored', detail: { signal: signalId, reason } },
  ]);
}

/** Two programs that answer each other are stopped here when nothing else told them apart from people. */
const ANSWERS_PER_HOUR = 20;

/**
 * Answers people of the tenant and nobody else: strangers learn nothing, machines get no loop. One answer per mail, and a
 * few per hour and person.
 */
export async function replyToSender(
  tx: Tx,
  deps: Pick<Deps, 'jobs' | 'clock'>,
  config: TenantConfig,
  mail: Pick<Mail, 'from' | 'messageId' | 'headers'> & Partial<Pick<Mail, 'references'>>,
  subject: string,
  text: string,
  exceptionId: string | null = null,
): Promise<void> {
  const address = mail.from?.address.toLowerCase();
  if (!address || !config.people.some((person) => person.email.toLowerCase() === address)) return;
  if (!mayBeAnswered(mail.headers) || address === config.inboxAddress.toLowerCase()) return;
  const now = deps.clock.now().toISOString();
  const [{ sent } = { sent: 0 }] = await tx.rows<{ sent: number }>(sql`
    select count(*)::int as sent from unhold.mail_out
    where recipient = ${address} and automatic and created_at > ${now}::timestamptz - interval '1 hour'`);
  if (sent >= ANSWERS_PER_HOUR) return;
  const [row] = await tx.rows<{ id: string }>(sql`
    insert into unhold.mail_out (mail_id, tenant_id, key, sender, recipient, subject, text, in_reply_to, created_at, exception_id, mail_references)
    values (${randomUUID()}, ${config.tenantId}, ${`reply:${mail.messageId}`}, ${config.inboxAddress}, ${address},
      ${subject}, ${text}, ${mail.messageId}, ${now}, ${exceptionId},
      array(select jsonb_array_elements_text(${jsonbText(mail.references ?? [])}::jsonb)))
    on conflict do nothing returning mail_id as id`);
  // A mail that is judged anew was answered once; that answer belongs to the case it has become.
  if (!row && exceptionId) {
    await tx.rows(
      sql`update unhold.mail_out set exception_id = ${exceptionId} where key = ${`reply:${mail.messageId}`}`,
    );
  }
  if (row) await deps.jobs.send(tx, 'mail', [{ data: { tenantId: config.tenantId, mailId: row.id } }]);
}
