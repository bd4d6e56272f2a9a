import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps, Log } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Mailer, OutgoingMail } from '../ports.ts';
import { inTenant } from '../store/database.ts';

/** Sends what waits in the outbox; each mail has a key by which the transport can tell a repeat. */
export async function sendMail(deps: Deps, jobs: JobData['mail'][]): Promise<void> {
  for (const { tenantId, mailId } of jobs) {
    const [mail] = await inTenant(deps.database, tenantId, (tx) =>
      tx.rows<OutgoingMail>(sql`
        select key, sender as from, recipient as to, subject, text, in_reply_to as "inReplyTo"
        from unhold.mail_out where mail_id = ${mailId} and sent_at is null`),
    );
    if (!mail) continue;
    if ((await deps.mailer.send(mail, tenantId)) === 'kept') continue;
    await inTenant(deps.database, tenantId, async (tx) => {
      const now = deps.clock.now();
      await tx.rows(sql`update unhold.mail_out set sent_at = ${now.toISOString()} where mail_id = ${mailId}`);
      await appendAudit(tx, [
        { at: now, actor: 'unhold', event: 'mail.sent', detail: { mail: mailId, to: mail.to } },
      ]);
    });
  }
}

/** Until a transport is connected, mails wait in the outbox, and the log says so. */
export const createOutboxMailer = (log: Log): Mailer => ({
  async send(mail) {
    log.warn('mail is kept in the outbox: no transport is connected', { to: mail.to, subject: mail.subject });
    return 'kept';
  },
});
