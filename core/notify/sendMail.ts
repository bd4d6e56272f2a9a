import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps, Log } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Mailer, MailOutcome, OutgoingMail } from '../ports.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { replyInThreads } from '../triage/joinOrOpen.ts';
import { ownMessageId } from './messageId.ts';

interface Waiting extends OutgoingMail {
  exceptionId: string | null;
  isRepeat: boolean;
}

/**
 * Sends what waits in the outbox, at most once: that an attempt is made is committed before the transport is called. What
 * was cut off is not sent again by itself, unless the transport lets a repeat arrive once; the thread says so.
 */
export async function sendMail(deps: Deps, jobs: JobData['mail'][]): Promise<void> {
  for (const { tenantId, mailId } of jobs) {
    const mail = await take(deps, tenantId, mailId);
    if (!mail) continue;
    const { exceptionId, isRepeat, ...outgoing } = mail;
    const outcome: MailOutcome =
      isRepeat && !deps.mailer.collapsesRepeats
        ? { unknown: 'The process ended while the mail was on its way.' }
        : await deps.mailer.send(outgoing, tenantId);
    await record(deps, tenantId, mailId, { to: mail.to, exceptionId }, outcome);
    if (typeof outcome === 'object' && 'refused' in outcome && outcome.later) {
      throw new Error(`The mail to ${domainOf(mail.to)} is tried again: ${outcome.refused}`);
    }
  }
}

/** The mail, marked as attempted; null when it is done with. */
const take = (deps: Deps, tenantId: string, mailId: string): Promise<Waiting | null> =>
  inTenant(deps.database, tenantId, async (tx) => {
    const [row] = await tx.rows<Omit<Waiting, 'messageId'>>(sql`
      select key, sender as from, recipient as to, subject, text, in_reply_to as "inReplyTo", mail_references as references,
        automatic, exception_id as "exceptionId", attempted_at is not null as "isRepeat",
        (select name from unhold.tenant) as "fromName"
      from unhold.mail_out where mail_id = ${mailId} and outcome is null for update`);
    if (!row) return null;
    const now = deps.clock.now().toISOString();
    await tx.rows(sql`update unhold.mail_out set attempted_at = ${now} where mail_id = ${mailId}`);
    return { ...row, messageId: ownMessageId(mailId, row.from) };
  });

async function record(
  deps: Deps,
  tenantId: string,
  mailId: string,
  { to, exceptionId }: { to: string; exceptionId: string | null },
  outcome: MailOutcome,
): Promise<void> {
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    if (outcome === 'kept' || (typeof outcome === 'object' && 'refused' in outcome && outcome.later)) {
      await tx.rows(sql`update unhold.mail_out set attempted_at = null where mail_id = ${mailId}`);
      return;
    }
    const [status, detail] =
      outcome === 'sent'
        ? (['sent', null] as const)
        : 'refused' in outcome
          ? (['refused', outcome.refused] as const)
          : (['unknown', outcome.unknown] as const);
    await tx.rows(sql`
      update unhold.mail_out set outcome = ${status}, detail = ${detail},
        sent_at = ${status === 'sent' ? now.toISOString() : null} where mail_id = ${mailId}`);
    if (exceptionId && status !== 'sent') {
      const line =
        status === 'refused'
          ? `The mail to ${to} was refused: ${detail} It was not sent.`
          : `Nobody knows whether the mail to ${to} was sent: ${detail} It is not sent again by itself.`;
      await replyInThreads(tx, deps, await tenantConfig(tx), exceptionId, line);
    }
    await appendAudit(tx, [
      {
        at: now,
        actor: 'unhold',
        event: `mail.${status}`,
        ...(exceptionId ? { exceptionId } : {}),
        detail: { mail: mailId, to, ...(detail ? { reason: detail } : {}) },
      },
    ]);
  });
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Until a transport is connected, mails wait in the outbox, and the log says so. */
export const createOutboxMailer = (log: Log): Mailer => ({
  async send(mail) {
    log.warn('mail is kept in the outbox: no transport is connected', { to: mail.to, subject: mail.subject });
    return 'kept';
  },
  probe: async () => 'No SMTP_URL is set; mails wait in the outbox.',
});
