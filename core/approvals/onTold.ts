import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import type { Person } from '../model/person.ts';
import type { Proposal } from '../triage/propose.ts';
import { type Answer, answering } from './choose.ts';
import { type Click, howItEnded, onCase } from './openCase.ts';

export type ToldDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp'>;

/**
 * A click of a person on a case that somebody told of and that still waits: what is known of it may be changed. Once an
 * approval is in, or an action has begun or stopped half way, it stays as it was approved.
 */
export function onTold(
  deps: ToldDeps,
  speaker: Speaker,
  card: CardRef,
  work: (
    click: Click & { person: Person },
    told: NonNullable<Proposal['told']>,
    answer: Answer,
  ) => Promise<ClickResult>,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { config, person, open } = click;
    const answer = answering(deps, click);
    if (open.settled || open.status === 'acting') return answer('settled', howItEnded(open, config));
    if (open.approvals.length || (open.status !== 'open' && open.status !== 'needs_matching'))
      return answer('stale', 'This case is being decided; what is known of it stays as it is.');
    if (!person) return answer('refused', 'Your account is not linked to a person at this company.');
    const { told } = open.proposal;
    if (!told) return answer('refused', 'What this is comes from the ERP, not from a mail.');
    return work({ ...click, person }, told, answer);
  });
}
