import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { type ActionSpec, inverseOf } from '../model/action.ts';
import type { Option } from '../model/exception.ts';
import { formatMoney } from '../model/money.ts';
import { settle } from '../triage/cases.ts';
import { hashOf, type Proposal } from '../triage/propose.ts';
import { askAgain } from './askAgain.ts';
import { caseRequest } from './caseRequest.ts';
import { answering, approve, type DecideDeps } from './choose.ts';
import { type Click, howItEnded, onCase } from './openCase.ts';
import { actingElsewhere } from './startAction.ts';
import { approvalFor, decideAs } from './whoCan.ts';

interface Applied {
  actionId: string;
  spec: ActionSpec;
  key: string;
  optionId: string;
  /** By whom it was asked for, so that the same hands do not decide it. */
  connectionId: string;
  orderId: string;
}

/** The id of the option that takes a settled action back. */
export const UNDO = 'undo';

/**
 * Takes a settled action back: the case opens again with one option, the inverse, under the rule of what it takes back,
 * and the press counts as its first approval. From there on it is a decision and an action like any other.
 */
export function undo(deps: DecideDeps, speaker: Speaker, card: CardRef): Promise<ClickResult> {
  return onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { tx, config, person, open, now } = click;
    const answer = answering(deps, click);
    if (open.status !== 'resolved') return answer('settled', howItEnded(open, config));
    if (!open.undoUntil || Date.parse(open.undoUntil) <= now.getTime() || card.version !== open.version) {
      return answer('settled', 'The time to take this back is over; change it in the ERP.');
    }
    const [applied] = await tx.rows<Applied>(sql`
      select action_id as "actionId", spec, key, option_id as "optionId", connection_id as "connectionId",
        order_id as "orderId"
      from unhold.action where exception_id = ${open.exceptionId} and status = 'applied' order by created_at desc limit 1`);
    const done = open.proposal.options.find((option) => option.id === applied?.optionId);
    const inverse = applied && inverseOf(applied.spec, applied.key);
    if (!applied || !done || !inverse) return answer('settled', 'This cannot be taken back.');
    const again = await openAgain(tx, open.exceptionId);
    if (again) return answer('settled', `${again} about the same trouble is open; please decide there.`);
    const busy = await actingElsewhere(tx, { ...applied, exceptionId: open.exceptionId });
    if (busy)
      return answer('stale', `${busy} about the same order is being carried out; please try again then.`);
    const option = undoOption(click, done, inverse, applied);
    const proposal: Proposal = {
      ...open.proposal,
      headline: `Take back “${done.label}” on ${open.orderLabel ?? open.number}?`,
      options: [option],
      blocked: null,
      undoes: { actionId: applied.actionId, record: open.record },
    };
    const reopened: Click = {
      ...click,
      open: { ...open, version: open.version + 1, proposal, approvals: [], expiresAt: null, settled: false },
    };
    const asked = caseRequest(config, reopened.open, option, now);
    const may = person && decideAs(config.policy, asked, person, config.people, [], now, {}).verdict;
    // Refused before anything is opened: a settled card stays as it is.
    if (may?.decision !== 'allowed' && may?.decision !== 'needs_second' && may?.decision !== 'automatic')
      return approve(deps, { ...click, open: { ...open, proposal, approvals: [] } }, speaker, option, answer);
    const { exceptionId, version, type } = reopened.open;
    await askAgain(tx, deps, config, { exceptionId, version, type, proposal, notices: [] }, now);
    await appendAudit(tx, [
      {
        at: now,
        actor: person!.id,
        event: 'undo.requested',
        exceptionId: open.exceptionId,
        detail: { action: applied.actionId, option: done.label },
      },
    ]);
    return approve(deps, reopened, speaker, option, answer);
  });
}

/** The number of another open case of the same kind on the same order; null: there is none. */
async function openAgain(tx: Click['tx'], exceptionId: string): Promise<string | null> {
  const [row] = await tx.rows<{ number: string }>(sql`
    select o.number from unhold.exception e join unhold.exception o on o.order_id = e.order_id
      and o.connection_id = e.connection_id and o.type = e.type and o.settled_at is null
    where e.exception_id = ${exceptionId} limit 1`);
  return row?.number ?? null;
}

function undoOption(
  { config, open, now }: Click,
  done: Option,
  inverse: ActionSpec,
  { orderId }: Applied,
): Option {
  const judgedAs = done.judgedAs ?? done.action?.kind ?? inverse.kind;
  const option: Option = {
    id: UNDO,
    label: `Undo ${done.label}`.slice(0, 75),
    style: 'danger',
    action: inverse,
    consequence: `What “${done.label}” changed goes back to how it was (${formatMoney(done.amount, config.locale)}).`,
    done: `Taken back: ${done.done.charAt(0).toLowerCase()}${done.done.slice(1)}`,
    amount: done.amount,
    ...(done.marginPercent === undefined ? {} : { marginPercent: done.marginPercent }),
    confirm: `Take back “${done.label}” on ${open.orderLabel ?? open.number}?`,
    citations: done.citations,
    approval: done.approval,
    judgedAs,
    hash: hashOf([orderId, inverse, done.amount]),
  };
  return {
    ...option,
    approval: approvalFor(config.policy, caseRequest(config, open, option, now), config.people, now, {}),
  };
}

/** An undo that nobody confirmed, or somebody rejected: what was done stands, with its record. */
export async function letStand(
  tx: Click['tx'],
  now: Date,
  { exceptionId, proposal }: Pick<Click['open'], 'exceptionId' | 'proposal'>,
  why: string,
): Promise<AuditEntry> {
  const { record } = proposal.undoes!;
  return settle(tx, now, exceptionId, 'resolved', {
    sentence: [record?.sentence, why].filter(Boolean).join(' '),
    actor: null,
    by: record?.by ?? null,
    option: record?.option ?? null,
    ...(record?.erpSays ? { erpSays: record.erpSays } : {}),
  });
}
