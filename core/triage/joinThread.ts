/** Answers to our own mails: they belong to the case that the mail was sent for, whatever they say. */
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Mail } from '../model/signal.ts';
import { mailIdsIn } from '../notify/messageId.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { accountOfMail, type MailSignal, threadLine } from './account.ts';
import { replyInThreads } from './joinOrOpen.ts';

/**
 * Puts a mail that answers one of ours (In-Reply-To, References) under the cards of its case; a returned one as a line
 * that says so. A case that was withdrawn takes none: the mail is judged by itself. False: it answers none, or is another kind of machine's.
 */
export async function joinThread(
  deps: Deps,
  tenantId: string,
  signalId: string,
  told: MailSignal,
): Promise<boolean> {
  const { mail, reading } = told;
  const returned = reading.suppressed === 'bounce';
  if (reading.suppressed && !returned) return false;
  const ids = mailIdsIn(namedIn(mail, returned));
  if (!ids.length) return false;
  return inTenant(deps.database, tenantId, async (tx) => {
    const [ours] = await tx.rows<{ exceptionId: string; recipient: string }>(sql`
      select m.exception_id as "exceptionId", m.recipient from unhold.mail_out m
        join unhold.exception e on e.exception_id = m.exception_id
      where m.mail_id in ${ids} and e.status <> 'withdrawn' order by m.created_at desc limit 1`);
    if (!ours) return false;
    const done = await tx.rows(sql`
      update unhold.signal set status = 'triaged', exception_id = ${ours.exceptionId},
        reason = ${returned ? 'our mail came back' : null}
      where signal_id = ${signalId} and status = 'received' returning signal_id`);
    if (!done.length) return true;
    const account = accountOfMail(told);
    const line = returned
      ? `The mail to ${ours.recipient} came back: it was not delivered.`
      : threadLine(account);
    await replyInThreads(tx, deps, await tenantConfig(tx), ours.exceptionId, line);
    await appendAudit(tx, [
      {
        at: deps.clock.now(),
        actor: 'unhold',
        event: 'signal.joined',
        exceptionId: ours.exceptionId,
        detail: { signal: signalId, source: 'email', from: account.from, subject: account.subject },
      },
    ]);
    return true;
  });
}

/** A delivery report names the mail that came back in its text. */
const namedIn = ({ inReplyTo, references, text }: Mail, returned: boolean): string =>
  [returned ? text.slice(0, 30_000) : '', ...references, inReplyTo ?? ''].join(' ');
