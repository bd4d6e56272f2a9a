import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Notice } from '../model/batch.ts';
import type { Person } from '../model/person.ts';
import { queueNotice } from '../notify/notices.ts';
import { addSpan, calendarOf } from '../policy/calendar.ts';
import { escalationFor } from '../policy/levels.ts';
import { inTenant } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { showAgain } from '../triage/cases.ts';
import { caseRequest } from './caseRequest.ts';
import { lockCase, type OpenCase } from './openCase.ts';
import { historyOf, whoCanDecide } from './whoCan.ts';

/** A reminder goes to a handful: those who can decide stand on the card. */
const MOST_TOLD = 8;

const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));

const waits = new Set(['open', 'needs_second', 'needs_matching']);

/** Reminds, widens or moves up. Reads the state first: the request may be answered, or the card a newer one. */
export async function escalate(deps: Deps, jobs: JobData['escalate'][]): Promise<void> {
  for (const job of jobs) {
    const { tenantId, exceptionId, version, round } = job;
    await inTenant(deps.database, tenantId, async (tx) => {
      const open = await lockCase(tx, exceptionId);
      if (!open || open.settled || open.version !== version || !waits.has(open.status)) return;
      const now = deps.clock.now();
      const config = await tenantConfig(tx);
      const steps = escalationFor(config.policy, open.type);
      const step = steps[job.step];
      if (!step) return;
      const told = recipients(config, open, step, now);
      for (const person of told) {
        await queueNotice(tx, deps, {
          key: `escalate:${exceptionId}:${version}:${job.step}:${round}:${person.id}`,
          to: { personId: person.id },
          now,
          notice: reminder(open, step.do),
        });
      }
      if (step.do === 'move_up') {
        const notice = `Moved up: ${told.map((p) => p.name).join(', ') || step.roles.join(', ')} is asked now.`;
        await tx.rows(sql`
          update unhold.exception set moved_to = array(select jsonb_array_elements_text(${JSON.stringify(step.roles)}::jsonb)),
            notices = ${JSON.stringify([notice])}::jsonb, revision = revision + 1 where exception_id = ${exceptionId}`);
        await showAgain(tx, deps, config, [exceptionId]);
      }
      const calendar = calendarOf(config.policy, config.timeZone);
      const following = steps[job.step + 1];
      const next = following
        ? { step: job.step + 1, round: 0, at: addSpan(calendar, new Date(open.requestedAt), following.after) }
        : step.repeat
          ? { step: job.step, round: round + 1, at: addSpan(calendar, now, step.repeat) }
          : null;
      if (next && (!open.expiresAt || next.at < new Date(open.expiresAt))) {
        const { at, ...which } = next;
        await deps.jobs.send(tx, 'escalate', [
          { data: { tenantId, exceptionId, version, ...which }, startAfter: later(at, now) },
        ]);
      }
      await appendAudit(tx, [
        {
          at: now,
          actor: 'unhold',
          event: 'exception.reminded',
          exceptionId,
          detail: { step: job.step, round, do: step.do, told: told.map((p) => p.name) },
        },
      ]);
    });
  }
}

/** Who hears of it: those who can decide, others of the named roles beside them, or those roles alone. */
function recipients(
  config: TenantConfig,
  open: OpenCase,
  step: { do: 'remind' | 'widen' | 'move_up'; roles: string[] },
  now: Date,
): Person[] {
  const { policy, people } = config;
  const named = people.filter((p) => p.roles.some((role) => step.roles.includes(role)));
  if (step.do === 'move_up') return named.slice(0, MOST_TOLD);
  const can = new Set<string>();
  const history = historyOf(open.approvals);
  for (const option of open.proposal.options) {
    const request = caseRequest(config, open, option, now);
    for (const { id } of whoCanDecide(policy, request, people, history, now, {})) can.add(id);
  }
  const deciders = people.filter((p) => can.has(p.id));
  const all = step.do === 'widen' ? [...deciders, ...named.filter((p) => !can.has(p.id))] : deciders;
  return all.slice(0, MOST_TOLD);
}

const reminder = (open: OpenCase, what: 'remind' | 'widen' | 'move_up'): Notice => ({
  title:
    what === 'move_up'
      ? `${open.number} moved up to you: ${open.proposal.headline}`
      : `${open.number} still waits: ${open.proposal.headline}`,
  sections: [{ heading: null, lines: [open.proposal.stakeSentence, 'Decide on the card in the channel.'] }],
  footer: 'A reminder by your company’s policy.',
});
