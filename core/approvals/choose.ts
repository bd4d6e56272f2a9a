import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import type { Option } from '../model/exception.ts';
import type { Person } from '../model/person.ts';
import { queueNotice } from '../notify/notices.ts';
import { showAgain } from '../triage/cases.ts';
import { adoptPolicy } from './adoptPolicy.ts';
import { caseRequest } from './caseRequest.ts';
import { type Click, howItEnded, listNames, onCase, oneView } from './openCase.ts';
import { actingElsewhere, startAction } from './startAction.ts';
import { decideAs, historyOf, type PersonalVerdict, whoCanDecide } from './whoCan.ts';

export type DecideDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp' | 'failpoint'>;
export type Answer = (
  status: 'accepted' | 'counted' | 'refused' | 'stale' | 'settled',
  say: string,
) => Promise<ClickResult>;

/** Answers with the card as it is after what the transaction did. */
export const answering =
  (deps: Pick<Deps, 'erp' | 'clock'>, { tx, config, open }: Click): Answer =>
  async (status, say) => {
    const view = await oneView(deps, tx, config, open.exceptionId);
    return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
  };

const STALE = 'The order has changed since that card; the new one is in the channel. Please decide on it.';

/** A person approves one option. Committed when this resolves; the ERP is changed by a job. */
export async function choose(
  deps: DecideDeps,
  speaker: Speaker,
  card: CardRef,
  optionId: string,
): Promise<ClickResult> {
  const result = await onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { config, open } = click;
    const answer = answering(deps, click);
    if (open.settled || open.status === 'acting') return answer('settled', howItEnded(open, config));
    if (open.status === 'needs_person') {
      return answer(
        'settled',
        'This stopped and needs a look in the ERP; close it with Reject and a reason.',
      );
    }
    if (card.version !== open.version) return answer('stale', STALE);
    const option = open.proposal.options.find((o) => o.id === optionId);
    if (!option || (!option.action && open.proposal.adopts === undefined))
      return answer('stale', 'This choice is no longer offered; see the card as it is now.');
    const busy = await actingElsewhere(click.tx, {
      exceptionId: open.exceptionId,
      connectionId: open.connectionId ?? '',
      orderId: open.orderId ?? '',
    });
    if (busy) {
      return answer(
        'stale',
        `${busy} about the same order is being carried out; please decide here once it is done.`,
      );
    }
    return approve(deps, click, speaker, option, answer);
  });
  deps.failpoint?.('decision.after-commit');
  return result;
}

/** Counts a person's approval of an option that the locked case offers, or refuses and says who can. */
export async function approve(
  deps: DecideDeps,
  click: Click,
  speaker: Speaker,
  option: Option,
  answer: Answer,
): Promise<ClickResult> {
  const { config, person, open, now } = click;
  const refuse = async (why: string, whoCan: string[]): Promise<ClickResult> => {
    await recordRefusal(click, speaker, { option: option.id, why, whoCan });
    const who = whoCan.length ? ` ${option.label}: ${listNames(whoCan)} can decide this.` : '';
    return answer('refused', `${why}${who}`);
  };
  const request = caseRequest(config, open, option, now);
  const history = historyOf(open.approvals);
  const names = () =>
    whoCanDecide(config.policy, request, config.people, history, now, {}).map((p) => p.name);
  if (!person)
    return refuse('Your account is not linked to a person at this company, so it cannot decide.', names());
  if (open.approvals.some((a) => a.optionId !== option.id))
    return refuse('Somebody approved another option of this card; agree on one or reject it.', []);
  const personal = decideAs(config.policy, request, person, config.people, history, now, {});
  const { verdict } = personal;
  switch (verdict.decision) {
    // What policy does by itself it did once; what came back from the ERP, or is taken back, a person may ask for.
    case 'automatic':
    case 'allowed':
    case 'needs_second': {
      await record(deps, click, person, speaker, option, personal);
      deps.failpoint?.('decision.before-commit');
      const complete = verdict.decision !== 'needs_second';
      if (complete && open.proposal.adopts !== undefined)
        return answer('accepted', await adoptPolicy(deps, click, person, option));
      if (complete) return answer('accepted', `Approved: ${option.label}. The ERP is being changed now.`);
      const { actingFor, rights } = personal;
      const mine = { by: person.id, at: now.toISOString(), actingFor, ...rights };
      const counted = historyOf([...open.approvals, mine]);
      const next = whoCanDecide(config.policy, request, config.people, counted, now, {});
      return answer(
        'counted',
        `Your approval counts. One more is needed: ${listNames(next.map((p) => p.name))}.`,
      );
    }
    case 'expired':
      return answer('settled', verdict.why);
    case 'stale':
    case 'already_settled':
      return answer('stale', verdict.why);
    case 'by_hand':
      return refuse(verdict.why, []);
    case 'refused': {
      const whoCan = names();
      return whoCan.length
        ? refuse(verdict.why, whoCan)
        : refuse(`${verdict.why} Nobody can at the moment: ask whoever keeps the policy.`, []);
    }
  }
}

/** A refusal is part of the record, too: who tried what, and who could have. */
export const recordRefusal = (
  { tx, person, open, now }: Click,
  speaker: Speaker,
  detail: Record<string, unknown>,
): Promise<void> =>
  appendAudit(tx, [
    {
      at: now,
      actor: person?.id ?? `unlinked:${speaker.externalId}`,
      event: 'decision.refused',
      exceptionId: open.exceptionId,
      detail: { ...detail, surface: speaker.provider },
    },
  ]);

async function record(
  deps: DecideDeps,
  { tx, config, open, now }: Click,
  person: Person,
  speaker: Speaker,
  option: Option,
  { verdict, actingFor, rights }: PersonalVerdict,
): Promise<void> {
  const complete = verdict.decision !== 'needs_second';
  await tx.rows(sql`
    insert into unhold.decision (decision_id, tenant_id, exception_id, version, option_id, option_hash, verdict, person_id,
      acting_for, roles, own_limit, surface, policy_version, at)
    values (${randomUUID()}, ${config.tenantId}, ${open.exceptionId}, ${open.version}, ${option.id}, ${option.hash},
      'approve', ${person.id}, ${actingFor}, array(select jsonb_array_elements_text(${JSON.stringify(rights.roles)}::jsonb)),
      ${rights.limit ?? null}, ${speaker.provider}, ${config.policyVersion}, ${now.toISOString()})`);
  if (complete && open.proposal.adopts === undefined) {
    const { exceptionId, connectionId, orderId } = open;
    await startAction(
      tx,
      deps,
      { exceptionId, connectionId: connectionId ?? '', orderId: orderId ?? '' },
      option,
      now,
    );
  }
  await tx.rows(sql`
    update unhold.exception set status = ${complete ? 'acting' : 'needs_second'}, revision = revision + 1, notices = '[]',
      updated_at = ${now.toISOString()} where exception_id = ${open.exceptionId}`);
  await showAgain(tx, deps, config, [open.exceptionId]);
  if (actingFor) {
    await queueNotice(tx, deps, {
      key: `substitute:${open.exceptionId}:${open.version}:${person.id}`,
      to: { personId: actingFor },
      now,
      notice: {
        title: `${person.name} decided ${open.number} for you: ${option.label}`,
        sections: [{ heading: null, lines: [open.proposal.headline, option.consequence] }],
        footer: 'You hear of this because the policy names a substitute for you these days.',
      },
    });
  }
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
        ...(actingFor ? { actingFor } : {}),
      },
    },
  ]);
}
