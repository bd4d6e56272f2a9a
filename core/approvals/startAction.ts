import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Option } from '../model/exception.ts';
import type { Tx } from '../store/database.ts';

/** The action of a decided option, and the job that carries it out; in the decision's transaction. */
export async function startAction(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  of: { exceptionId: string; connectionId: string; orderId: string },
  option: Pick<Option, 'id' | 'action'>,
  now: Date,
): Promise<void> {
  const actionId = randomUUID();
  await tx.rows(sql`
    insert into unhold.action (action_id, tenant_id, exception_id, connection_id, order_id, option_id, spec, key, status, created_at)
    values (${actionId}, ${tx.tenantId}, ${of.exceptionId}, ${of.connectionId}, ${of.orderId}, ${option.id},
      ${JSON.stringify(option.action)}::jsonb, ${`uh-${actionId}`}, 'pending', ${now.toISOString()})`);
  await deps.jobs.send(tx, 'act', [{ data: { tenantId: tx.tenantId, actionId } }]);
}

/** The number of another case whose action is changing this order right now; null: nobody is. */
export async function actingElsewhere(
  tx: Tx,
  { exceptionId, connectionId, orderId }: { exceptionId: string; connectionId: string; orderId: string },
): Promise<string | null> {
  const [row] = await tx.rows<{ number: string }>(sql`
    select e.number from unhold.action a join unhold.exception e on e.exception_id = a.exception_id
    where a.connection_id = ${connectionId} and a.order_id = ${orderId} and a.finished_at is null
      and a.exception_id <> ${exceptionId} limit 1`);
  return row?.number ?? null;
}
