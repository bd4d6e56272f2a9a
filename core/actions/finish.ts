/** The ways an action ends, or waits: rows, record, cards and next jobs in one transaction each. */
import { sql } from 'drizzle-orm';
import { type AuditEvent, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { orderLabel } from '../exceptions/type.ts';
import { messageOf, type StepOutcome } from '../model/action.ts';
import { formatMoney } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { Erp } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { recheck } from '../triage/detectOrders.ts';
import { type ActionRow, finishAction, readSteps } from './journal.ts';

/** All steps are applied: the case is resolved with what the ERP says. */
export async function complete(deps: Deps, erp: Erp, tenantId: string, action: ActionRow): Promise<void> {
  // As the ERP tells it now; the steps' own evidence where it does not answer.
  const [after] = await erp.read([action.orderId]).catch(() => []);
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    if (!(await finishAction(tx, action.actionId, 'applied', null, now))) return;
    const config = await tenantConfig(tx);
    const steps = await readSteps(tx, action.actionId);
    const evidence = steps
      .map((s) => (s.outcome && 'evidence' in s.outcome ? s.outcome.evidence : ''))
      .filter(Boolean)
      .join(' ');
    const option = await chosenOption(tx, action);
    const entry = await settle(tx, now, action.exceptionId, 'resolved', {
      sentence: `${option?.done ?? 'Done in the ERP'}.`,
      actor: { id: action.approvers.join('+') || 'unhold', name: namesOf(config, action.approvers) },
      option: option?.label ?? null,
      erpSays: after ? stateSentence(after.order, config.locale) : evidence,
    });
    await afterwards(tx, deps, config, action);
    await appendAudit(tx, [entry]);
  });
}

/**
 * Nothing was written and the approval is used up: the card is renewed with the ERP's answer and asks again. Conflict,
 * refusal, an unseen warning or an ERP that said yes and did nothing.
 */
export async function giveBack(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  outcome: StepOutcome,
): Promise<void> {
  const conflict = outcome.status === 'conflict';
  const message = messageOf(outcome);
  const notice = conflict
    ? `${message} Please decide again.`
    : outcome.status === 'needs_acknowledgement'
      ? `${message} Nothing was changed.`
      : `The ERP refused: ${message} Nothing was changed.`;
  const done = await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    if (!(await finishAction(tx, action.actionId, conflict ? 'conflict' : 'rejected', message, now)))
      return false;
    const config = await tenantConfig(tx);
    const expires = new Date(now.getTime() + config.policy.expiryHours * 3_600_000);
    const [renewed] = await tx.rows<{ version: number }>(sql`
      update unhold.exception set status = 'open', version = version + 1, revision = revision + 1,
        notices = ${JSON.stringify([notice])}::jsonb, updated_at = ${now.toISOString()},
        expires_at = ${expires.toISOString()}, due_at = ${expires.toISOString()}
      where exception_id = ${action.exceptionId} returning version`);
    await tx.rows(sql`
      insert into unhold.proposal (tenant_id, exception_id, version, body, created_at)
      select p.tenant_id, p.exception_id, e.version, p.body, ${now.toISOString()}::timestamptz
      from unhold.exception e join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version - 1
      where e.exception_id = ${action.exceptionId}`);
    // The timer of the version before means nothing to this one.
    const { exceptionId } = action;
    await deps.jobs.send(tx, 'expire', [
      { data: { tenantId, exceptionId, version: renewed!.version }, startAfter: expires },
    ]);
    await afterwards(tx, deps, config, action);
    await record(tx, deps, action, conflict ? 'action.conflict' : 'action.rejected', message);
    return true;
  });
  if (!done) return;
  // The order as it is now: the card shows the new numbers, or ends when the trouble is gone.
  await recheck(deps, {
    tenantId,
    connectionId: action.connectionId,
    orderIds: [action.orderId],
    notices: new Map([[action.orderId, [notice]]]),
  }).catch((error) => deps.log.warn('Could not read the order again', { why: String(error) }));
}

/** Stopped where no machine should go on: the card says what was done and what was not. */
export async function stopForPerson(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  why: string,
  partial: boolean,
): Promise<void> {
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    const status = partial ? 'partial' : 'needs_person';
    if (!(await finishAction(tx, action.actionId, status, why, now))) return;
    const config = await tenantConfig(tx);
    const notice = partial
      ? `Stopped half way: ${why} Please finish it in the ERP and close this case with a reason.`
      : `${why} Please look in the ERP and close this case with a reason.`;
    await tx.rows(sql`
      update unhold.exception set status = 'needs_person', revision = revision + 1,
        notices = ${JSON.stringify([notice])}::jsonb, updated_at = ${now.toISOString()}
      where exception_id = ${action.exceptionId}`);
    await afterwards(tx, deps, config, action);
    await record(tx, deps, action, partial ? 'action.partial' : 'action.needs-person', why);
  });
}

/** The action goes on later; the card says why it waits. */
export async function tellWaiting(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  seconds: number,
  notice: string | null,
): Promise<void> {
  await inTenant(deps.database, tenantId, async (tx) => {
    if (notice) {
      const changed = await tx.rows(sql`
        update unhold.exception set notices = ${JSON.stringify([notice])}::jsonb, revision = revision + 1
        where exception_id = ${action.exceptionId} and notices <> ${JSON.stringify([notice])}::jsonb
          and exists (select from unhold.action where action_id = ${action.actionId} and finished_at is null)
        returning 1 as one`);
      if (changed.length) await showAgain(tx, deps, await tenantConfig(tx), [action.exceptionId]);
    }
    await deps.jobs.send(tx, 'act', [{ data: { tenantId, actionId: action.actionId }, startAfter: seconds }]);
  });
}

async function afterwards(tx: Tx, deps: Deps, config: TenantConfig, action: ActionRow): Promise<void> {
  await showAgain(tx, deps, config, [action.exceptionId]);
  const { tenantId } = config;
  const { connectionId, orderId } = action;
  await deps.jobs.send(tx, 'recheck', [{ data: { tenantId, connectionId, orderId } }]);
  await deps.jobs.send(tx, 'sweep', [
    { data: { tenantId, connectionId }, singletonKey: `${tenantId}:${connectionId}` },
  ]);
}

const record = (tx: Tx, deps: Deps, action: ActionRow, event: AuditEvent, message: string): Promise<void> =>
  appendAudit(tx, [
    {
      at: deps.clock.now(),
      actor: 'unhold',
      event,
      exceptionId: action.exceptionId,
      detail: { action: action.actionId, message },
    },
  ]);

const stateSentence = (order: Order, locale: string): string =>
  `${orderLabel(order)} is ${order.state.replaceAll('_', ' ')}, ${formatMoney(order.total, locale)}`;

const namesOf = (config: TenantConfig, ids: string[]): string =>
  new Intl.ListFormat('en').format(ids.map((id) => config.people.find((p) => p.id === id)?.name ?? id));

async function chosenOption(tx: Tx, action: ActionRow): Promise<{ label: string; done: string } | null> {
  const [row] = await tx.rows<{ label: string; done: string }>(sql`
    select o->>'label' as label, o->>'done' as done from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version,
      jsonb_array_elements(p.body->'options') o
    where e.exception_id = ${action.exceptionId} and o->>'id' = ${action.optionId}`);
  return row ?? null;
}
