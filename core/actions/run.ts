/**
 * Carries out an approved action, at most once and known. For each step: (1) sent is committed before the call, (2) the
 * call is made and its effect read back, (3) the outcome is committed with what follows, (4) a clear no goes back to the
 * people, (5) anything unknown is looked up by key; absent → wait longer than the ERP's worst late apply, then send
 * again; cannot look up → retried until the approval expires, then a person is asked.
 */

import { UNDO } from '../approvals/undo.ts';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { detect, exceptionType } from '../exceptions/index.ts';
import { messageOf, type StepOutcome } from '../model/action.ts';
import type { OrderContext } from '../model/order.ts';
import { type Erp, ErpUnreachable } from '../ports.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { ANSWER, optionHash } from '../triage/propose.ts';
import { withReports } from '../triage/reports/report.ts';
import { openReports } from '../triage/reports/store.ts';
import { complete, giveBack, stopForPerson, tellWaiting } from './finish.ts';
import {
  type ActionRow,
  markSent,
  markStep,
  readAction,
  readSteps,
  type StepRow,
  writePlan,
} from './journal.ts';
import { clearLeftover, recordLeftover } from './leftovers.ts';
import { createOutbox, type Executor } from './outbox.ts';
import { stillStands } from './undoable.ts';

/** What one visit to a step leads to. */
type Next =
  | { go: 'on' }
  | { go: 'wait'; seconds: number; notice: string | null }
  | { go: 'back'; outcome: StepOutcome }
  | { go: 'person'; why: string };

/** Seconds until an ERP that does not answer is tried again. */
const RETRY_SECONDS = 5;

/** Another worker was faster; its job goes on. */
const ELSEWHERE: Next = { go: 'wait', seconds: RETRY_SECONDS, notice: null };

export async function runAction(deps: Deps, tenantId: string, actionId: string): Promise<void> {
  const action = await inTenant(deps.database, tenantId, (tx) => readAction(tx, actionId));
  if (!action || action.finished) return;
  const erp = await deps.erp(tenantId, action.connectionId);
  const by = action.spec.kind === 'send_message' ? createOutbox(deps, tenantId) : erp;
  if (action.status === 'pending') {
    const next = await plan(deps, erp, by, tenantId, action);
    if (next.go !== 'on') return follow(deps, tenantId, action, next, false);
  }
  deps.failpoint?.('action.after-plan');
  const steps = await inTenant(deps.database, tenantId, (tx) => readSteps(tx, actionId));
  for (const step of steps) {
    if (step.status === 'applied') continue;
    // A step that only leaves something to be swept has not changed the order.
    const done = steps.some((s) => s.position < step.position && !s.spec.leaves);
    // What was planned a moment ago has just been compared with the order; later, time has passed.
    const compare = action.status === 'running' && !done;
    const fresh = await freshStep(deps, tenantId, actionId, step);
    const next = await carryOut(deps, erp, by, tenantId, action, fresh, compare);
    if (next.go !== 'on') return follow(deps, tenantId, action, next, done);
  }
  deps.failpoint?.('action.before-finish');
  await complete(deps, erp, tenantId, action);
}

/** Commits what follows where an action does not go on at once. `done`: the order was changed already. */
function follow(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  next: Exclude<Next, { go: 'on' }>,
  done: boolean,
): Promise<void> {
  switch (next.go) {
    case 'wait':
      return tellWaiting(deps, tenantId, action, next.seconds, next.notice);
    case 'person':
      return stopForPerson(deps, tenantId, action, next.why, done);
    case 'back':
      return done
        ? stopForPerson(deps, tenantId, action, messageOf(next.outcome), done)
        : giveBack(deps, tenantId, action, next.outcome);
  }
}

/** The version a step expects is known only after the one before it was applied. */
async function freshStep(deps: Deps, tenantId: string, actionId: string, step: StepRow): Promise<StepRow> {
  if (step.position === 0) return step;
  const steps = await inTenant(deps.database, tenantId, (tx) => readSteps(tx, actionId));
  return steps[step.position] ?? step;
}

const conflict = (message: string) => ({ go: 'back', outcome: { status: 'conflict', message } }) as const;

/** The order as it is now, if it would still be offered what was approved and the approval holds; else what follows. */
async function readAgain(
  deps: Deps,
  erp: Erp,
  tenantId: string,
  action: ActionRow,
): Promise<{ go: 'on'; context: OrderContext } | Exclude<Next, { go: 'on' }>> {
  const expired = deps.clock.now().getTime() > Date.parse(action.expiresAt);
  let context: OrderContext | undefined;
  try {
    [context] = await erp.read([action.orderId]);
  } catch (error) {
    if (!(error instanceof ErpUnreachable)) throw error;
    return expired
      ? { go: 'person', why: 'The ERP did not answer before the approval expired.' }
      : { go: 'wait', seconds: RETRY_SECONDS, notice: 'ERP not reachable, retrying' };
  }
  if (expired) return conflict('The approval expired before it could be carried out; nothing was written.');
  return context && (await sameOption(deps, tenantId, action, context))
    ? { go: 'on', context }
    : conflict('The order changed after the approval; nothing was written.');
}

/** Only what was approved is planned. */
async function plan(deps: Deps, erp: Erp, by: Executor, tenantId: string, action: ActionRow): Promise<Next> {
  const again = await readAgain(deps, erp, tenantId, action);
  if (again.go !== 'on') return again;
  const { context } = again;
  const steps = by.plan(action.spec, context, action.key);
  deps.failpoint?.('action.before-plan');
  const mine = await inTenant(deps.database, tenantId, async (tx) => {
    if (!(await writePlan(tx, action, steps, context.order.version))) return false;
    await appendAudit(tx, [
      {
        at: deps.clock.now(),
        actor: 'unhold',
        event: 'action.planned',
        exceptionId: action.exceptionId,
        detail: { action: action.actionId, key: action.key, steps: steps.map((s) => s.title) },
      },
    ]);
    return true;
  });
  return mine ? { go: 'on' } : ELSEWHERE;
}

/** Whether the order as it is now would still be offered the very option that was approved. */
async function sameOption(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  context: OrderContext,
): Promise<boolean> {
  if (action.optionId === UNDO) return stillStands(action.spec, context);
  // Words to the customer do not depend on the order.
  if (action.optionId === ANSWER) return true;
  const { locale, known } = await inTenant(deps.database, tenantId, async (tx) => {
    const reports = await openReports(tx, action.connectionId, [action.orderId]);
    return { ...(await tenantConfig(tx)), known: withReports(context, reports.get(action.orderId) ?? []) };
  });
  const finding = detect(known).find((f) => f.type === action.exceptionType);
  if (!finding) return false;
  const draft = exceptionType(finding.type)
    .compose(finding, known, locale)
    .options.find((option) => option.id === action.optionId);
  return draft !== undefined && optionHash(draft, context.order.id) === action.approvedHash;
}

async function carryOut(
  deps: Deps,
  erp: Erp,
  by: Executor,
  tenantId: string,
  action: ActionRow,
  step: StepRow,
  compare: boolean,
): Promise<Next> {
  // A crash came between the refusal and what follows from it.
  if (step.status === 'refused' && step.outcome) return { go: 'back', outcome: step.outcome };
  if (step.status === 'sent') {
    const looked = await lookUp(deps, by, tenantId, action, step);
    if (looked) return looked;
  }
  if (compare) {
    const again = await readAgain(deps, erp, tenantId, action);
    if (again.go === 'back') return confirm(deps, tenantId, action, step, again.outcome);
    if (again.go !== 'on') return again;
  }
  deps.failpoint?.('step.before-sent');
  const now = deps.clock.now();
  const sent = await inTenant(deps.database, tenantId, async (tx) => {
    if (!(await markSent(tx, action.actionId, step, now))) return false;
    const audit: AuditEntry[] = [entry(deps, action, step, 'step.sent', { attempt: step.attempts + 1 })];
    if (step.spec.leaves) audit.push(await recordLeftover(tx, deps, action, step.spec.leaves));
    await appendAudit(tx, audit);
    return true;
  });
  if (!sent) return ELSEWHERE;
  deps.failpoint?.('step.after-sent');
  const outcome = await by.execute(step.spec, {
    orderId: action.orderId,
    expectedVersion: step.expectedVersion,
    idempotencyKey: step.key,
    acknowledge: 'acknowledge' in action.spec ? action.spec.acknowledge : [],
  });
  deps.failpoint?.('step.after-call');
  const sentStep: StepRow = {
    ...step,
    status: 'sent',
    attempts: step.attempts + 1,
    sentAt: now.toISOString(),
    firstSentAt: step.firstSentAt ?? now.toISOString(),
  };
  if (outcome.status === 'unknown') {
    await inTenant(deps.database, tenantId, (tx) =>
      appendAudit(tx, [entry(deps, action, step, 'step.unknown', { message: outcome.message })]),
    );
    return (await lookUp(deps, by, tenantId, action, sentStep)) ?? { go: 'wait', seconds: 1, notice: null };
  }
  return confirm(deps, tenantId, action, sentStep, outcome);
}

/** Commits what is known of a step. */
async function confirm(
  deps: Deps,
  tenantId: string,
  action: ActionRow,
  step: StepRow,
  outcome: StepOutcome,
): Promise<Next> {
  const applied = outcome.status === 'applied' || outcome.status === 'already_applied';
  const mine = await inTenant(deps.database, tenantId, async (tx) => {
    if (!(await markStep(tx, action.actionId, step, applied ? 'applied' : 'refused', outcome))) return false;
    const audit = [
      entry(deps, action, step, applied ? 'step.applied' : 'step.refused', {
        outcome: outcome.status,
        ...('evidence' in outcome ? { evidence: outcome.evidence } : { message: messageOf(outcome) }),
      }),
    ];
    if (applied && step.spec.clears) audit.push(await clearLeftover(tx, deps, action, step.spec.clears));
    await appendAudit(tx, audit);
    return true;
  });
  if (!mine) return ELSEWHERE;
  deps.failpoint?.('step.after-confirm');
  return applied ? { go: 'on' } : { go: 'back', outcome };
}

/** What became of a step that was sent. null: it is certainly not there and may be sent again. */
async function lookUp(
  deps: Deps,
  by: Executor,
  tenantId: string,
  action: ActionRow,
  step: StepRow,
): Promise<Next | null> {
  const found = await by.lookup(step.spec, {
    orderId: action.orderId,
    idempotencyKey: step.key,
    since: step.firstSentAt ?? step.sentAt ?? '',
  });
  if (found.status === 'applied') {
    return confirm(deps, tenantId, action, step, {
      status: 'already_applied',
      evidence: found.evidence,
      ...(found.version ? { version: found.version } : {}),
    });
  }
  const now = deps.clock.now().getTime();
  if (found.status === 'unknown') {
    if (now > Date.parse(action.expiresAt)) {
      return {
        go: 'person',
        why: `It cannot be told whether “${step.spec.title}” happened: ${found.message}`,
      };
    }
    return { go: 'wait', seconds: RETRY_SECONDS, notice: 'ERP not reachable, retrying' };
  }
  const safe = Date.parse(step.sentAt ?? '') + by.capabilities().lateApplySeconds * 1000;
  if (now <= safe) {
    const seconds = Math.ceil((safe - now) / 1000) + 1;
    return {
      go: 'wait',
      seconds,
      notice: 'The ERP has not answered; looking again before anything is sent twice',
    };
  }
  return null;
}

const entry = (
  deps: Pick<Deps, 'clock'>,
  action: ActionRow,
  step: StepRow,
  event: 'step.sent' | 'step.applied' | 'step.refused' | 'step.unknown',
  detail: Record<string, unknown>,
): AuditEntry => ({
  at: deps.clock.now(),
  actor: 'unhold',
  event,
  exceptionId: action.exceptionId,
  detail: { step: step.spec.name, key: step.key, ...detail },
});
