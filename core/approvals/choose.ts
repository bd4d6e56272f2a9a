import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import type { ActionSpec } from '../model/action.ts';
import type { Option } from '../model/exception.ts';
import type { Person } from '../model/person.ts';
import { personOf } from '../store/tenantConfig.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { type DecisionRequest, decide, type Verdict } from './decide.ts';
import { type Click, howItEnded, listNames, onCase, oneView } from './openCase.ts';

type DecideDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp' | 'failpoint'>;

/** A person approves one option. Committed when this resolves; the ERP is changed by a job. */
export async function choose(
  deps: DecideDeps,
  speaker: Speaker,
  card: CardRef,
  optionId: string,
): Promise<ClickResult> {
  const result = await onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { tx, config, person, open, now } = click;
    const answer = async (
      status: 'accepted' | 'counted' | 'refused' | 'stale' | 'settled',
      say: string,
    ): Promise<ClickResult> => {
      const view = await oneView(deps, tx, config, open.exceptionId);
      return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
    };
    if (open.settled || open.status === 'acting') return answer('settled', howItEnded(open, config));
    if (open.status === 'needs_person') {
      return answer(
        'settled',
        'This stopped and needs a look in the ERP; close it with Reject and a reason.',
      );
    }
    if (card.version !== open.version) {
      return answer(
        'stale',
        'The order has changed since that card; the new one is in the channel. Please decide on it.',
      );
    }
    const option = open.proposal.options.find((o) => o.id === optionId);
    if (!option?.action)
      return answer('stale', 'This choice is no longer offered; see the card as it is now.');
    const refuse = async (why: string, whoCan: string[]): Promise<ClickResult> => {
      await appendAudit(tx, [
        {
          at: now,
          actor: person?.id ?? `unlinked:${speaker.externalId}`,
          event: 'decision.refused',
          exceptionId: open.exceptionId,
          detail: { option: option.id, why, whoCan, surface: speaker.provider },
        },
      ]);
      const who = whoCan.length ? ` ${option.label}: ${listNames(whoCan)} can decide this.` : '';
      return answer('refused', `${why}${who}`);
    };
    if (!person)
      return refuse(
        'Your account is not linked to a person at this company, so it cannot decide.',
        option.approval.whoCan,
      );
    const chosenBefore = open.approvals.find((a) => a.optionId !== option.id);
    if (chosenBefore)
      return refuse('Somebody approved another option of this card; agree on one or reject it.', []);
    const verdict = decide(
      config.policy,
      requestOf(click, option, option.action),
      person,
      open.approvals.map((a) => ({ by: a.by, verdict: 'approve' })),
      now,
      config.people,
    );
    switch (verdict.decision) {
      case 'allowed':
      case 'needs_second':
        await record(deps, click, person, speaker, option, verdict);
        deps.failpoint?.('decision.before-commit');
        return verdict.decision === 'allowed'
          ? answer('accepted', `Approved: ${option.label}. The ERP is being changed now.`)
          : answer('counted', `Your approval counts. One more is needed: ${listNames(verdict.whoCan)}.`);
      case 'expired':
        return answer('settled', verdict.why);
      case 'stale':
      case 'already_settled':
        return answer('stale', verdict.why);
      case 'by_hand':
        return refuse(verdict.why, []);
      case 'refused':
        return verdict.whoCan.length
          ? refuse(verdict.why, verdict.whoCan)
          : refuse(`${verdict.why} Nobody can at the moment: ask whoever keeps the policy.`, []);
      case 'automatic':
        return refuse('Policy does this by itself.', []);
    }
  });
  deps.failpoint?.('decision.after-commit');
  return result;
}

async function record(
  deps: DecideDeps,
  { tx, config, open, now }: Click,
  person: Person,
  speaker: Speaker,
  option: Option,
  verdict: Extract<Verdict, { decision: 'allowed' | 'needs_second' }>,
): Promise<void> {
  const complete = verdict.decision === 'allowed';
  await tx.rows(sql`
    insert into unhold.decision (decision_id, tenant_id, exception_id, version, option_id, option_hash, verdict, person_id,
      surface, policy_version, at)
    values (${randomUUID()}, ${config.tenantId}, ${open.exceptionId}, ${open.version}, ${option.id}, ${option.hash},
      'approve', ${person.id}, ${speaker.provider}, ${config.policyVersion}, ${now.toISOString()})`);
  if (complete) {
    const actionId = randomUUID();
    await tx.rows(sql`
      insert into unhold.action (action_id, tenant_id, exception_id, connection_id, order_id, option_id, spec, key, status, created_at)
      values (${actionId}, ${config.tenantId}, ${open.exceptionId}, ${open.connectionId}, ${open.orderId}, ${option.id},
        ${JSON.stringify(option.action)}::jsonb, ${`uh-${actionId}`}, 'pending', ${now.toISOString()})`);
    await deps.jobs.send(tx, 'act', [{ data: { tenantId: config.tenantId, actionId } }]);
  }
  await tx.rows(sql`
    update unhold.exception set status = ${complete ? 'acting' : 'needs_second'}, revision = revision + 1, notices = '[]',
      updated_at = ${now.toISOString()} where exception_id = ${open.exceptionId}`);
  await showAgain(tx, deps, config, [open.exceptionId]);
  await appendAudit(tx, [
    {
      at: now,
      actor: person.id,
      event: complete ? 'decision.approved' : 'decision.counted',
      exceptionId: open.exceptionId,
      detail: {
        option: option.id,
        hash: option.hash,
        version: open.version,
        policy: config.policyVersion,
        rule: verdict.rule,
        surface: speaker.provider,
      },
    },
  ]);
}

const requestOf = ({ config, open }: Click, option: Option, action: ActionSpec): DecisionRequest => ({
  type: open.type,
  action: action.kind,
  amount: option.amount,
  enteredBy: (open.enteredBy && personOf(config, 'erp', open.connectionId ?? '', open.enteredBy)?.id) || null,
  shownHash: option.hash,
  currentHash: option.hash,
  settled: false,
  expiresAt: open.expiresAt,
});

/** Whether a person could approve an option by the policy of today, whatever others have approved. */
function mayDecide(click: Click, option: Option, person: Person): boolean {
  const { config, now } = click;
  if (!option.action) return false;
  const verdict = decide(
    config.policy,
    { ...requestOf(click, option, option.action), expiresAt: null },
    person,
    [],
    now,
    config.people,
  );
  return verdict.decision === 'allowed' || verdict.decision === 'needs_second';
}

/** Says no to the whole proposal, with a reason. Whoever may decide one of its options may; an open case without options may be closed by anyone who is linked. */
export function reject(
  deps: DecideDeps,
  speaker: Speaker,
  card: CardRef,
  reason: string,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { tx, config, person, open, now } = click;
    const answer = async (
      status: 'accepted' | 'refused' | 'stale' | 'settled',
      say: string,
    ): Promise<ClickResult> => {
      const view = await oneView(deps, tx, config, open.exceptionId);
      return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
    };
    if (open.settled || open.status === 'acting') return answer('settled', howItEnded(open, config));
    if (card.version !== open.version) {
      return answer(
        'stale',
        'The order has changed since that card; the new one is in the channel. Please decide on it.',
      );
    }
    const why = reason.trim().slice(0, 500);
    if (!why) return answer('refused', 'Please say why; the people who asked will read it.');
    // An action that stopped may have changed the ERP, in part or unseen.
    const stopped = open.status === 'needs_person';
    const { options } = open.proposal;
    const deciders = config.people.filter((p) => options.some((option) => mayDecide(click, option, p)));
    const whoCan = deciders.map((p) => p.name);
    const approvedIt = open.approvals.some((a) => a.by === person?.id);
    // Where nobody may decide (no rate, no rule), anybody who is linked may close it.
    if (!person || (deciders.length > 0 && !deciders.some((p) => p.id === person.id) && !approvedIt)) {
      await appendAudit(tx, [
        {
          at: now,
          actor: person?.id ?? `unlinked:${speaker.externalId}`,
          event: 'decision.refused',
          exceptionId: open.exceptionId,
          detail: { verdict: 'reject', whoCan, surface: speaker.provider },
        },
      ]);
      return answer('refused', `Only those who may decide it may reject it: ${listNames(whoCan)}.`);
    }
    await tx.rows(sql`
      insert into unhold.decision (decision_id, tenant_id, exception_id, version, verdict, person_id, surface, reason,
        policy_version, counted, at)
      values (${randomUUID()}, ${config.tenantId}, ${open.exceptionId}, ${open.version}, 'reject', ${person.id},
        ${speaker.provider}, ${why}, ${config.policyVersion}, false, ${now.toISOString()})`);
    const entry = await settle(tx, now, open.exceptionId, 'rejected', {
      sentence: stopped
        ? 'Closed by hand; what was changed in the ERP, and what was not, is in the record.'
        : 'Rejected; nothing was changed in the ERP.',
      actor: person,
      reason: why,
      option: options[0]?.label ?? null,
    });
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, [entry]);
    return answer(
      'accepted',
      stopped
        ? 'Closed. The reason is on the card.'
        : 'Rejected. Nothing was changed in the ERP; the reason is on the card.',
    );
  });
}
