import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { MailSignal } from '../triage/account.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { jsonbText } from '../triage/jsonbText.ts';
import type { Click } from './openCase.ts';

export interface CaseMail extends MailSignal {
  signalId: string;
}

/** The mails that a case was opened for or that joined it, first one first. */
export async function mailsOf(tx: Click['tx'], exceptionId: string): Promise<CaseMail[]> {
  const rows = await tx.rows<{ signalId: string; body: MailSignal }>(sql`
    select signal_id as "signalId", body from unhold.signal
    where exception_id = ${exceptionId} and source = 'email' order by received_at, signal_id`);
  return rows.map(({ signalId, body }) => ({ signalId, ...body }));
}

/** Ends a case that was made of mails, and hands all that was told to it to triage again. `said`: by whom, and why. */
export async function requeue(
  deps: Pick<Deps, 'jobs'>,
  { tx, config, person, open, now }: Click,
  mails: CaseMail[],
  sentence: string,
  said: AuditEntry,
): Promise<void> {
  for (const { signalId, ...body } of mails) {
    await tx.rows(
      sql`update unhold.signal set body = ${jsonbText(body)}::jsonb - 'reports' where signal_id = ${signalId}`,
    );
  }
  const signals = await tx.rows<{ id: string }>(sql`
    update unhold.signal set status = 'received', exception_id = null
    where exception_id = ${open.exceptionId} and source <> 'erp' returning signal_id as id`);
  const entry = await settle(tx, now, open.exceptionId, 'withdrawn', { sentence, actor: person });
  await deps.jobs.send(
    tx,
    'triage',
    signals.map(({ id }) => ({ data: { tenantId: config.tenantId, signalId: id } })),
  );
  await showAgain(tx, deps, config, [open.exceptionId]);
  await appendAudit(tx, [said, entry]);
}
