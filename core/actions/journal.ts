/** The rows behind an action: read, and moved on with compare-and-set so that two workers never do one step twice. */
import { sql } from 'drizzle-orm';
import type { ActionSpec, ActionStatus, StepOutcome, StepSpec, StepStatus } from '../model/action.ts';
import type { Tx } from '../store/database.ts';

export interface ActionRow {
  actionId: string;
  exceptionId: string;
  connectionId: string;
  orderId: string;
  optionId: string;
  spec: ActionSpec;
  key: string;
  status: ActionStatus;
  finished: boolean;
  /** What the approver saw. */
  approvedHash: string;
  approvers: string[];
  expiresAt: string;
  exceptionType: string;
}

export interface StepRow {
  position: number;
  spec: StepSpec;
  key: string;
  status: StepStatus;
  attempts: number;
  firstSentAt: string | null;
  sentAt: string | null;
  expectedVersion: string | null;
  outcome: StepOutcome | null;
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

export async function readAction(tx: Tx, actionId: string): Promise<ActionRow | null> {
  const [row] = await tx.rows<ActionRow>(sql`
    select a.action_id as "actionId", a.exception_id as "exceptionId", a.connection_id as "connectionId",
      a.order_id as "orderId", a.option_id as "optionId", a.spec, a.key, a.status, a.finished_at is not null as finished,
      ${utc('e.expires_at')} as "expiresAt", e.type as "exceptionType",
      (select d.option_hash from unhold.decision d where d.exception_id = a.exception_id and d.option_id = a.option_id
        and d.verdict in ('approve', 'automatic') order by d.at desc limit 1) as "approvedHash",
      (select coalesce(json_agg(distinct d.person_id), '[]') from unhold.decision d where d.exception_id = a.exception_id
        and d.verdict = 'approve' and d.version = e.version and d.counted) as approvers
    from unhold.action a join unhold.exception e on e.exception_id = a.exception_id
    where a.action_id = ${actionId}`);
  return row ?? null;
}

export const readSteps = (tx: Tx, actionId: string): Promise<StepRow[]> =>
  tx.rows<StepRow>(sql`
    select position, spec, key, status, attempts, ${utc('first_sent_at')} as "firstSentAt", ${utc('sent_at')} as "sentAt",
      expected_version as "expectedVersion", outcome
    from unhold.step where action_id = ${actionId} order by position`);

/** Writes the plan once; a second writer changes nothing. Returns whether this one did. */
export async function writePlan(
  tx: Tx,
  action: ActionRow,
  steps: StepSpec[],
  version: string,
): Promise<boolean> {
  const [mine] = await tx.rows<{ id: string }>(sql`
    update unhold.action set status = 'running', expected_version = ${version}
    where action_id = ${action.actionId} and status = 'pending' returning action_id as id`);
  if (!mine) return false;
  for (const [position, spec] of steps.entries()) {
    await tx.rows(sql`
      insert into unhold.step (tenant_id, action_id, position, spec, key, status, expected_version)
      values (${tx.tenantId}, ${action.actionId}, ${position}, ${JSON.stringify(spec)}::jsonb,
        ${`${action.key}-${position}`}, 'pending', ${position === 0 ? version : null})`);
  }
  return true;
}

/** pending or sent → sent, if nobody else moved it since it was read. */
export async function markSent(tx: Tx, actionId: string, step: StepRow, now: Date): Promise<boolean> {
  const rows = await tx.rows(sql`
    update unhold.step set status = 'sent', attempts = attempts + 1, sent_at = ${now.toISOString()},
      first_sent_at = coalesce(first_sent_at, ${now.toISOString()})
    where action_id = ${actionId} and position = ${step.position} and status = ${step.status} and attempts = ${step.attempts}
    returning position`);
  return rows.length === 1;
}

/** Keeps an outcome, if the step is still as this worker left it: a stalled one must not overwrite what another found. */
export async function markStep(
  tx: Tx,
  actionId: string,
  { position, attempts }: Pick<StepRow, 'position' | 'attempts'>,
  status: StepStatus,
  outcome: StepOutcome,
): Promise<boolean> {
  const marked = await tx.rows(sql`
    update unhold.step set status = ${status}, outcome = ${JSON.stringify(outcome)}::jsonb
    where action_id = ${actionId} and position = ${position} and attempts = ${attempts} and status in ('pending', 'sent')
    returning position`);
  if (!marked.length) return false;
  const version = 'version' in outcome ? outcome.version : undefined;
  if (status === 'applied' && version) {
    await tx.rows(sql`update unhold.step set expected_version = ${version}
      where action_id = ${actionId} and position = ${position + 1}`);
  }
  return true;
}

export async function finishAction(
  tx: Tx,
  actionId: string,
  status: ActionStatus,
  message: string | null,
  now: Date,
): Promise<boolean> {
  const rows = await tx.rows(sql`
    update unhold.action set status = ${status}, message = ${message}, finished_at = ${now.toISOString()}
    where action_id = ${actionId} and finished_at is null returning action_id`);
  return rows.length === 1;
}
