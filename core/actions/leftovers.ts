/** What a step leaves in an ERP for a moment (an acknowledged warning): recorded before, removed after, swept when in doubt. */
import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { ErpUnreachable } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import type { ActionRow } from './journal.ts';

interface Leftover {
  kind: string;
  name: string;
}

export async function recordLeftover(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  action: ActionRow,
  { kind, name }: Leftover,
): Promise<AuditEntry> {
  const now = deps.clock.now();
  await tx.rows(sql`
    insert into unhold.leftover (tenant_id, connection_id, kind, name, action_id, recorded_at)
    values (${tx.tenantId}, ${action.connectionId}, ${kind}, ${name}, ${action.actionId}, ${now.toISOString()})
    on conflict (tenant_id, connection_id, action_id, kind, name) do update set cleared_at = null`);
  return {
    at: now,
    actor: 'unhold',
    event: 'leftover.recorded',
    exceptionId: action.exceptionId,
    detail: { kind, name },
  };
}

export async function clearLeftover(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  action: Pick<ActionRow, 'actionId' | 'exceptionId'>,
  { kind, name }: Leftover,
): Promise<AuditEntry> {
  const now = deps.clock.now();
  await tx.rows(sql`
    update unhold.leftover set cleared_at = ${now.toISOString()}
    where action_id = ${action.actionId} and kind = ${kind} and name = ${name}`);
  return {
    at: now,
    actor: 'unhold',
    event: 'leftover.cleared',
    exceptionId: action.exceptionId,
    detail: { kind, name },
  };
}

/** Seconds after which the sweep looks again when the ERP did not answer. */
const AGAIN_SECONDS = 10;

/**
 * Removes what actions that have ended left behind in one ERP. Sent at every start and after every action that stopped
 * half way; an action that still runs clears its own.
 */
export async function sweep(deps: Deps, tenantId: string, connectionId: string): Promise<void> {
  const standing = await inTenant(deps.database, tenantId, (tx) =>
    tx.rows<Leftover & { actionId: string; exceptionId: string }>(sql`
      select l.kind, l.name, l.action_id as "actionId", a.exception_id as "exceptionId"
      from unhold.leftover l join unhold.action a on a.action_id = l.action_id
      where l.connection_id = ${connectionId} and l.cleared_at is null and a.finished_at is not null`),
  );
  if (!standing.length) return;
  const erp = await deps.erp(tenantId, connectionId);
  try {
    const { cleared } = await erp.sweep(standing.map(({ kind, name }) => ({ kind, name })));
    await inTenant(deps.database, tenantId, async (tx) => {
      const audit: AuditEntry[] = [];
      for (const leftover of standing.filter((l) => cleared.includes(l.name))) {
        audit.push(await clearLeftover(tx, deps, leftover, leftover));
      }
      await appendAudit(tx, audit);
    });
    if (standing.every((l) => cleared.includes(l.name))) return;
  } catch (error) {
    if (!(error instanceof ErpUnreachable)) throw error;
  }
  await inTenant(deps.database, tenantId, (tx) =>
    deps.jobs.send(tx, 'sweep', [
      {
        data: { tenantId, connectionId },
        singletonKey: `${tenantId}:${connectionId}`,
        startAfter: AGAIN_SECONDS,
      },
    ]),
  );
}
