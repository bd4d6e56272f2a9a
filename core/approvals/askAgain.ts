import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/database.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';
import type { Proposal } from '../triage/propose.ts';
import { dueTime, scheduleTimers } from './timers.ts';

/**
 * Puts a case to its people under a new version of its card: what was approved before counts no more, and its times begin
 * anew. The caller has locked the case, and shows it.
 */
export async function askAgain(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: TenantConfig,
  of: { exceptionId: string; version: number; type: string; proposal: Proposal; notices: string[] },
  now: Date,
): Promise<void> {
  const { exceptionId, version, type, proposal, notices } = of;
  const { priority } = proposal;
  const { due, expires } = dueTime(config, { type, priority }, now);
  const at = now.toISOString();
  await tx.rows(sql`
    update unhold.exception set status = 'open', version = ${version}, revision = revision + 1, moved_to = '{}',
      notices = ${JSON.stringify(notices)}::jsonb, updated_at = ${at}, requested_at = ${at},
      due_at = ${due.toISOString()}, expires_at = ${expires.toISOString()},
      settled_at = null, record = null, undo_until = null
    where exception_id = ${exceptionId}`);
  await tx.rows(sql`insert into unhold.proposal (tenant_id, exception_id, version, body, created_at)
    values (${tx.tenantId}, ${exceptionId}, ${version}, ${JSON.stringify(proposal)}::jsonb, ${at})`);
  await scheduleTimers(tx, deps, config, [{ exceptionId, version, type, priority }], now);
}
