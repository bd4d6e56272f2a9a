/** The record: appended in the transaction of what it records, hash-chained per tenant. */
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';

/** Everything that is recorded. A closed list: a new event is named here, with what its detail holds. */
export type AuditEvent =
  | 'people.imported' // how many
  | 'policy.changed' // version, and who confirmed it
  | 'policy.proposed' // version, by whom
  | 'signal.received' // source, key
  | 'signal.unreadable' // the reason
  | 'signal.ignored' // the reason
  | 'signal.joined' // to which exception
  | 'exception.opened' // type, order, money at stake
  | 'exception.renewed' // from and to version
  | 'exception.matched' // the order a person chose
  | 'exception.retyped' // the type a person said
  | 'document.answered' // fields that a person read
  | 'exception.withdrawn'
  | 'exception.expired'
  | 'exception.resolved' // what the ERP says
  | 'decision.approved' // option, hash, policy version and rule, surface
  | 'decision.counted' // the first of two
  | 'decision.rejected' // the reason
  | 'decision.refused' // why, who can
  | 'decision.automatic' // option, hash, policy version and rule
  | 'undo.requested' // the action that is taken back
  | 'exception.reminded' // step, who was told
  | 'batch.opened' // how many, of what
  | 'question.asked'
  | 'question.answered'
  | 'action.planned' // steps
  | 'action.conflict'
  | 'action.rejected'
  | 'action.partial'
  | 'action.needs-person'
  | 'step.sent' // attempt
  | 'step.applied' // the ERP's evidence
  | 'step.refused'
  | 'step.unknown'
  | 'leftover.recorded'
  | 'leftover.cleared'
  | 'reason.written' // by a model, with its citations
  | 'card.posted'
  | 'notice.sent' // to whom, what
  | 'mail.refused' // by whom, and the reason
  | 'mail.unknown' // whether it left
  | 'mail.sent';

export interface AuditEntry {
  at: Date;
  /** Person id, or "unhold" for what rules did. */
  actor: string;
  event: AuditEvent;
  exceptionId?: string | null;
  detail?: Record<string, unknown>;
}

/** Appends to the current tenant's chain; the last statement of a transaction, since it takes the chain's head. */
export async function appendAudit(tx: Tx, entries: AuditEntry[]): Promise<void> {
  if (!entries.length) return;
  const rows = entries.map(({ at, actor, event, exceptionId, detail }) => ({
    at: at.toISOString(),
    actor,
    event,
    exception: exceptionId ?? '',
    detail: JSON.stringify(detail ?? {}),
  }));
  await tx.rows(sql`select unhold.append_audit(${JSON.stringify(rows)}::jsonb)`);
}

export interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  event: string;
  exceptionId: string;
  detail: string;
  prev: string;
  hash: string;
}

/** The chain in order, `limit` rows after `afterSeq`. */
export const readAudit = (tx: Tx, afterSeq: number, limit: number): Promise<AuditRow[]> =>
  tx.rows<AuditRow>(sql`
    select seq, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, event,
      exception_id as "exceptionId", detail, prev, hash
    from unhold.audit where seq > ${afterSeq} order by seq limit ${limit}`);

export async function auditHead(tx: Tx): Promise<{ seq: number; hash: string }> {
  const [head] = await tx.rows<{ seq: number; hash: string }>(sql`select seq, hash from unhold.audit_head`);
  return head ?? { seq: 0, hash: '' };
}
