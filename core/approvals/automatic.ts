import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { OrderContext } from '../model/order.ts';
import type { Tx } from '../store/database.ts';
import { personOf, type TenantConfig } from '../store/tenantConfig.ts';
import type { Proposal } from '../triage/propose.ts';
import { decide } from './decide.ts';
import { requestOf } from './request.ts';
import { actingElsewhere, startAction } from './startAction.ts';

/** Instead of the fingerprint of a case whose action was taken back. */
export const UNDONE = 'undone';

export interface Decidable {
  exceptionId: string;
  version: number;
  proposal: Proposal;
  context: OrderContext;
}

/**
 * Starts what policy does by itself: the first option of a case that it calls automatic. Once per case: what the ERP
 * refused, what somebody took back, and what rests on a stranger's word alone, is for people to look at. The same rule
 * decides as for a click.
 */
export async function decideAutomatically(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: TenantConfig,
  cases: Decidable[],
  now: Date,
): Promise<AuditEntry[]> {
  const audit: AuditEntry[] = [];
  for (const { exceptionId, version, proposal, context } of cases) {
    if (proposal.reported || !proposal.options.some((option) => option.approval.mode === 'automatic'))
      continue;
    const [row] = await tx.rows<{ connectionId: string; type: string }>(sql`
      select connection_id as "connectionId", type from unhold.exception e
      where exception_id = ${exceptionId} and status = 'open' and settled_at is null
        and not exists (select 1 from unhold.action a where a.exception_id = e.exception_id)
        and not exists (select 1 from unhold.exception u where u.connection_id = e.connection_id
          and u.order_id = e.order_id and u.type = e.type and u.fingerprint = ${UNDONE})`);
    if (!row) continue;
    const where = { exceptionId, connectionId: row.connectionId, orderId: context.order.id };
    if (await actingElsewhere(tx, where)) continue;
    const { enteredBy } = context.order;
    const about = {
      type: row.type,
      customerTier: proposal.customerTier,
      risk: proposal.priority,
      enteredBy: (enteredBy && personOf(config, 'erp', row.connectionId, enteredBy)?.id) || null,
      now,
    };
    const found = proposal.options
      .map((option) => ({
        option,
        verdict: decide(config.policy, requestOf(about, option), null, [], now, {}),
      }))
      .find(({ verdict }) => verdict.decision === 'automatic');
    if (found?.verdict.decision !== 'automatic') continue;
    const { option, verdict } = found;
    await tx.rows(sql`
      insert into unhold.decision (decision_id, tenant_id, exception_id, version, option_id, option_hash, verdict, person_id,
        surface, policy_version, at)
      values (${randomUUID()}, ${config.tenantId}, ${exceptionId}, ${version}, ${option.id}, ${option.hash},
        'automatic', 'policy', 'policy', ${config.policyVersion}, ${now.toISOString()})`);
    await startAction(tx, deps, where, option, now);
    await tx.rows(sql`
      update unhold.exception set status = 'acting', revision = revision + 1, updated_at = ${now.toISOString()}
      where exception_id = ${exceptionId}`);
    audit.push({
      at: now,
      actor: 'unhold',
      event: 'decision.automatic',
      exceptionId,
      detail: { option: option.id, hash: option.hash, policy: config.policyVersion, rule: verdict.rule },
    });
  }
  return audit;
}
