/** The ways an action ends, or waits: rows, record, cards and next jobs in one transaction each. */
import { sql } from 'drizzle-orm';
import { askAgain } from '../approvals/askAgain.ts';
import { UNDONE } from '../approvals/automatic.ts';
import { lockCase } from '../approvals/openCase.ts';
import { UNDO } from '../approvals/undo.ts';
import { type AuditEvent, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { orderLabel } from '../exceptions/type.ts';
import { inverseOf, messageOf, type StepOutcome } from '../model/action.ts';
import type { Option } from '../model/exception.ts';
import { formatMoney } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import { queueNotice } from '../notify/notices.ts';
import { undoUntil } from '../policy/levels.ts';
import type { Erp } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { recheck } from '../triage/detectOrders.ts';
import type { Proposal } from '../triage/propose.ts';
import { keepOnly } from '../triage/reports/store.ts';
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
    if (action.spec.kind === 'send_message' && !option?.settles) {
      await goOn(tx, deps, config, action, option, action.spec.to, now);
      return;
    }
    const entry = await settle(tx, now, action.exceptionId, 'resolved', {
      sentence: `${option?.done ?? 'Done in the ERP'}.`,
      actor: action.approvers.length
        ? { id: action.approvers.join('+'), name: namesOf(config, action.approvers) }
        : { id: 'unhold', name: 'policy' },
      option: option?.label ?? null,
      erpSays: after ? stateSentence(after.order, config.locale) : evidence,
    });
    if (action.optionId === UNDO) {
      // The trouble is back; what is decided about it next is not what was taken back.
      await tx.rows(
        sql`update unhold.exception set fingerprint = ${UNDONE} where exception_id = ${action.exceptionId}`,
      );
    } else {
      await openUndo(tx, config, erp, action, option, now);
    }
    // Wishes that it was not about go on in a case of their own.
    const left = await keepOnly(tx, action.exceptionId, option?.leaves ?? []);
    await deps.jobs.send(
      tx,
      'triage',
      left.map((signalId) => ({ data: { tenantId, signalId } })),
    );
    await tellFirstApprovers(tx, deps, config, action, option, now);
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
    await renew(tx, deps, config, action, { notice, change: (proposal) => proposal }, now);
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

/** A next version of the case's card, open for decision. Returns the version. */
async function renew(
  tx: Tx,
  deps: Deps,
  config: TenantConfig,
  { exceptionId }: ActionRow,
  { notice, change }: { notice: string; change: (proposal: Proposal) => Proposal },
  now: Date,
): Promise<number> {
  const open = await lockCase(tx, exceptionId);
  if (!open) throw new Error(`Case ${exceptionId} is gone.`);
  const version = open.version + 1;
  const of = { exceptionId, version, type: open.type, proposal: change(open.proposal), notices: [notice] };
  await askAgain(tx, deps, config, of, now);
  return version;
}

/** The mail is out and the trouble still there: the case stays open for what comes of it, without that button. */
async function goOn(
  tx: Tx,
  deps: Deps,
  config: TenantConfig,
  action: ActionRow,
  option: Option | null,
  to: string,
  now: Date,
): Promise<void> {
  const { exceptionId, optionId } = action;
  const names = namesOf(config, action.approvers);
  const notice = `${names ? `${names} wrote` : 'Written'} to ${to}. The case stays open for the answer.`;
  const change = (proposal: Proposal): Proposal => ({
    ...proposal,
    options: proposal.options.filter(({ id }) => id !== optionId),
    carriedOut: [...(proposal.carriedOut ?? []), optionId],
  });
  const version = await renew(tx, deps, config, action, { notice, change }, now);
  await showAgain(tx, deps, config, [exceptionId]);
  await appendAudit(tx, [
    {
      at: now,
      actor: action.approvers.join('+') || 'unhold',
      event: 'exception.renewed',
      exceptionId,
      detail: { version, wrote: to, option: option?.label ?? action.optionId },
    },
  ]);
}

/** From now on it can be taken back for a while, where it has an inverse that this ERP can carry out. */
async function openUndo(
  tx: Tx,
  config: TenantConfig,
  erp: Erp,
  action: ActionRow,
  option: Option | null,
  now: Date,
): Promise<void> {
  const inverse = inverseOf(action.spec, action.key);
  if (!option || !inverse || !erp.capabilities().actions[inverse.kind]) return;
  const until = undoUntil(config.policy, config.timeZone, option.approval.rule, now);
  if (!until || until <= now) return;
  await tx.rows(
    sql`update unhold.exception set undo_until = ${until.toISOString()} where exception_id = ${action.exceptionId}`,
  );
}

/** Whoever approved before the last one hears how it went. */
async function tellFirstApprovers(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: TenantConfig,
  action: ActionRow,
  option: Option | null,
  now: Date,
): Promise<void> {
  if (action.approvers.length < 2) return;
  const [last] = await tx.rows<{ by: string }>(sql`
    select person_id as by from unhold.decision where exception_id = ${action.exceptionId} and verdict = 'approve'
    order by at desc limit 1`);
  for (const personId of action.approvers.filter((id) => id !== last?.by)) {
    await queueNotice(tx, deps, {
      key: `done:${action.actionId}:${personId}`,
      to: { personId },
      now,
      notice: {
        title: `${option?.done ?? 'Done'}: ${namesOf(config, [last?.by ?? ''])} approved after you`,
        sections: [],
        footer: null,
      },
    });
  }
}

async function chosenOption(tx: Tx, action: ActionRow): Promise<Option | null> {
  const [row] = await tx.rows<{ option: Option }>(sql`
    select o as option from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version,
      jsonb_array_elements(p.body->'options') o
    where e.exception_id = ${action.exceptionId} and o->>'id' = ${action.optionId}`);
  return row?.option ?? null;
}
