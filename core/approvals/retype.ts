import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { isExceptionType, titleOf } from '../exceptions/index.ts';
import { NO_EXCEPTION } from '../model/exception.ts';
import { accountOf, accountOfMail, threadLine } from '../triage/account.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { keepCorrection } from '../triage/corrections.ts';
import { jsonbText } from '../triage/jsonbText.ts';
import { wordsOfTold } from '../triage/propose.ts';
import { isReportable } from '../triage/reports/report.ts';
import { replyInThreads } from '../triage/triageMail.ts';
import { onTold, type ToldDeps } from './onTold.ts';
import type { Click } from './openCase.ts';
import { type CaseMail, mailsOf, requeue } from './requeue.ts';

/**
 * A person says what kind of trouble a mail tells of. It becomes a labelled example; the case goes on as what it is, or
 * ends where it is nothing. Decides nothing about the order.
 */
export function retype(deps: ToldDeps, speaker: Speaker, card: CardRef, type: string): Promise<ClickResult> {
  return onTold(deps, speaker, card, async (click, told, answer) => {
    const { tx, config, person, open, now } = click;
    if (type !== NO_EXCEPTION && !isExceptionType(type)) return answer('refused', 'There is no such type.');
    const mails = await mailsOf(tx, open.exceptionId);
    const [mail] = mails;
    if (mail) {
      const label = type === NO_EXCEPTION ? null : type;
      await keepCorrection(tx, { signalId: mail.signalId, type: label, personId: person.id, at: now });
    }
    const said: AuditEntry = {
      at: now,
      actor: person.id,
      event: 'exception.retyped',
      exceptionId: open.exceptionId,
      detail: { was: open.type, is: type },
    };
    if (type === NO_EXCEPTION) {
      const sentence = 'No exception: everyday mail.';
      const entry = await settle(tx, now, open.exceptionId, 'withdrawn', { sentence, actor: person });
      await showAgain(tx, deps, config, [open.exceptionId]);
      await appendAudit(tx, [said, entry]);
      return answer('accepted', 'Closed. Mails like it will be told apart better.');
    }
    const other = type === open.type ? null : await openOther(click, type);
    if (other) {
      const entry = await join(deps, click, other, inWords(type));
      await appendAudit(tx, [said, entry]);
      return answer('accepted', `It is ${inWords(type)} and joined ${other.number}.`);
    }
    if (type !== open.type && open.orderId && (open.proposal.reported || isReportable(type))) {
      // What a card offers of such a type is read from the mail as it is understood.
      const sentence = `It is ${inWords(type)} and goes on in a case of its own.`;
      await requeue(deps, click, mails.map(asA(type)), sentence, said);
      return answer('accepted', `Thank you. ${sentence}`);
    }
    await tx.rows(sql`
      update unhold.exception set type = ${type}, revision = revision + 1, updated_at = ${now.toISOString()}
      where exception_id = ${open.exceptionId}`);
    const words = mail && wordsOfTold(type, open.orderId && open.orderLabel, accountOfMail(mail));
    const proposal = { ...open.proposal, ...words, told: { ...told, typeCandidates: [] } };
    await tx.rows(sql`
      update unhold.proposal set body = ${jsonbText(proposal)}::jsonb
      where exception_id = ${open.exceptionId} and version = ${open.version}`);
    // Where the ERP shows that trouble, its options come onto this card.
    if (open.orderId && open.connectionId) {
      const { connectionId, orderId } = open;
      await deps.jobs.send(tx, 'recheck', [{ data: { tenantId: config.tenantId, connectionId, orderId } }]);
    }
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, [said]);
    return answer('accepted', `Thank you: it is ${inWords(type)}.`);
  });
}

/** Another open case of that type on the same order, locked. */
async function openOther({ tx, open }: Click, type: string): Promise<{ id: string; number: string } | null> {
  const [row] = await tx.rows<{ id: string; number: string }>(sql`
    select exception_id as id, number from unhold.exception
    where connection_id = ${open.connectionId} and order_id = ${open.orderId} and type = ${type} and settled_at is null
      and exception_id <> ${open.exceptionId} limit 1`);
  return row ?? null;
}

/** All that this case was told goes to the other one, and answers to our mails with it. */
async function join(
  deps: Pick<Deps, 'jobs'>,
  { tx, config, person, open, now }: Click,
  other: { id: string; number: string },
  what: string,
): Promise<AuditEntry> {
  const signals = await tx.rows<{ source: string; body: unknown }>(sql`
    update unhold.signal set exception_id = ${other.id}
    where exception_id = ${open.exceptionId} and source <> 'erp' returning source, body`);
  await tx.rows(
    sql`update unhold.mail_out set exception_id = ${other.id} where exception_id = ${open.exceptionId}`,
  );
  for (const { source, body } of signals)
    await replyInThreads(tx, deps, config, other.id, threadLine(accountOf(source, body)));
  const sentence = `It is ${what} and joined ${other.number}.`;
  const entry = await settle(tx, now, open.exceptionId, 'withdrawn', { sentence, actor: person });
  await showAgain(tx, deps, config, [open.exceptionId, other.id]);
  return entry;
}

const asA =
  (type: string) =>
  (mail: CaseMail): CaseMail => ({
    ...mail,
    reading: { ...mail.reading, type, also: [], unsure: false, decidedBy: 'person' },
  });

const inWords = (type: string): string => {
  const title = titleOf(type).toLowerCase();
  return `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`;
};
