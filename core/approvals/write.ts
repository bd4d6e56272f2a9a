import { appendAudit } from '../audit/audit.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import type { ActionSpec } from '../model/action.ts';
import type { Option } from '../model/exception.ts';
import { showAgain } from '../triage/cases.ts';
import { ANSWER, hashOf } from '../triage/propose.ts';
import { askAgain } from './askAgain.ts';
import { caseRequest } from './caseRequest.ts';
import { onTold, type ToldDeps } from './onTold.ts';
import { approvalFor } from './whoCan.ts';

const LONGEST = 4_000;

/**
 * A person writes to whoever told of a case. The words become an option of its card, beside the others: they leave when
 * somebody else approves them by the rule for messages. A second draft takes the place of the first.
 */
export function write(deps: ToldDeps, speaker: Speaker, card: CardRef, words: string): Promise<ClickResult> {
  return onTold(deps, speaker, card, async (click, { answerTo: to }, answer) => {
    const { tx, config, person, open, now } = click;
    if (!to || !open.orderId)
      return answer('refused', 'There is nobody to answer, or no order yet to answer about.');
    if (card.version !== open.version)
      return answer('stale', 'This card has moved on since; please write on the new one.');
    const text = words.trim().slice(0, LONGEST);
    if (!text) return answer('refused', 'Please write what you want to say.');
    const draft = answerOption(to, text, person.name, config.currency, open.orderId);
    const request = caseRequest(config, { ...open, requestedBy: person.id }, draft, now);
    const option = {
      ...draft,
      requestedBy: person.id,
      approval: approvalFor(config.policy, request, config.people, now, {}),
    };
    const { exceptionId, type } = open;
    const version = open.version + 1;
    const options = [...open.proposal.options.filter(({ id }) => id !== ANSWER), option];
    const proposal = { ...open.proposal, options };
    const notices = [`${person.name} wrote an answer to ${to.address}; it leaves when somebody approves it.`];
    await askAgain(tx, deps, config, { exceptionId, version, type, proposal, notices }, now);
    await showAgain(tx, deps, config, [exceptionId]);
    await appendAudit(tx, [
      {
        at: now,
        actor: person.id,
        event: 'answer.drafted',
        exceptionId,
        detail: { version, to: to.address },
      },
    ]);
    return answer('accepted', 'Your answer stands on the card. It leaves when somebody approves it.');
  });
}

function answerOption(
  to: { address: string; subject: string; messageId: string | null },
  text: string,
  author: string,
  currency: string,
  orderId: string,
): Option {
  const subject = `Re: ${to.subject.replace(/^(?:re|aw|sv|fwd?|wg): */i, '')}`.slice(0, 200);
  const action: ActionSpec = {
    kind: 'send_message',
    toWhom: 'customer',
    to: to.address,
    subject,
    text,
    ...(to.messageId ? { inReplyTo: to.messageId } : {}),
  };
  const amount = { amount: '0.00', currency };
  return {
    id: ANSWER,
    label: 'Send Answer',
    style: 'default',
    action,
    consequence: `Mails ${author}’s words to ${to.address}: “${text}”`,
    done: `Wrote to ${to.address}`,
    amount,
    confirm: `Send this to ${to.address}?`,
    citations: [],
    approval: { mode: 'by_approval', needed: 1, whoCan: [], rule: 'no-rule' },
    hash: hashOf([orderId, action, amount]),
  };
}
