import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import type { Option } from '../model/exception.ts';
import type { Person } from '../model/person.ts';
import { queueNotice } from '../notify/notices.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { caseRequest } from './caseRequest.ts';
import { answering, type DecideDeps, recordRefusal } from './choose.ts';
import { type Click, howItEnded, listNames, onCase } from './openCase.ts';
import { letStand, UNDO } from './undo.ts';
import { decideAs } from './whoCan.ts';

/** Whether a person could approve an option by the policy of today, whatever others have approved. */
function mayDecide({ config, open, now }: Click, option: Option, person: Person): boolean {
  const request = { ...caseRequest(config, open, option, now), expiresAt: null };
  const { decision } = decideAs(config.policy, request, person, config.people, [], now, {}).verdict;
  return decision === 'allowed' || decision === 'needs_second';
}

/**
 * Says no to the whole proposal, with a reason. Whoever may decide one of its options may, and whoever asked for it; an
 * open case without options may be closed by anyone who is linked.
 */
export function reject(
  deps: DecideDeps,
  speaker: Speaker,
  card: CardRef,
  reason: string,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { tx, config, person, open, now } = click;
    const answer = answering(deps, click);
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
    const { options, adopts, undoes } = open.proposal;
    const deciders = config.people.filter((p) => options.some((option) => mayDecide(click, option, p)));
    const whoCan = deciders.map((p) => p.name);
    const mine = person && (open.approvals.some((a) => a.by === person.id) || open.requestedBy === person.id);
    // Where nobody may decide (no rate, no rule), anybody who is linked may close it.
    if (!person || (deciders.length > 0 && !deciders.some((p) => p.id === person.id) && !mine)) {
      await recordRefusal(click, speaker, { verdict: 'reject', whoCan });
      return answer('refused', `Only those who may decide it may reject it: ${listNames(whoCan)}.`);
    }
    await tx.rows(sql`
      insert into unhold.decision (decision_id, tenant_id, exception_id, version, verdict, person_id, surface, reason,
        policy_version, counted, at)
      values (${randomUUID()}, ${config.tenantId}, ${open.exceptionId}, ${open.version}, 'reject', ${person.id},
        ${speaker.provider}, ${why}, ${config.policyVersion}, false, ${now.toISOString()})`);
    const unchanged =
      adopts !== undefined
        ? `Policy version ${config.policyVersion} stays.`
        : undoes
          ? 'What was done stays as it is.'
          : 'Nothing was changed in the ERP.';
    const entries: AuditEntry[] = undoes
      ? [
          {
            at: now,
            actor: person.id,
            event: 'decision.rejected',
            exceptionId: open.exceptionId,
            detail: { option: UNDO, reason: why },
          },
          await letStand(tx, now, open, `${person.name} rejected the undo: ${why}`),
        ]
      : [
          await settle(tx, now, open.exceptionId, 'rejected', {
            sentence: stopped
              ? 'Closed by hand; what was changed in the ERP, and what was not, is in the record.'
              : `Rejected; ${unchanged.charAt(0).toLowerCase()}${unchanged.slice(1)}`,
            actor: person,
            reason: why,
            option: options[0]?.label ?? null,
          }),
        ];
    // Whoever approved first hears that it did not come to it, and why.
    for (const { by } of open.approvals.filter((a) => a.by !== person.id)) {
      await queueNotice(tx, deps, {
        key: `rejected:${open.exceptionId}:${open.version}:${by}`,
        to: { personId: by },
        now,
        notice: {
          title: `${person.name} rejected ${open.number}, which you had approved`,
          sections: [{ heading: null, lines: [open.proposal.headline, `Reason: ${why}`] }],
          footer: null,
        },
      });
    }
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, entries);
    return answer(
      'accepted',
      stopped ? 'Closed. The reason is on the card.' : `Rejected. ${unchanged} The reason is on the card.`,
    );
  });
}
