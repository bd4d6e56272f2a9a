import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { isExceptionType, titleOf } from '../exceptions/index.ts';
import { NO_EXCEPTION } from '../model/exception.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { keepCorrection } from '../triage/corrections.ts';
import { answering } from './choose.ts';
import { howItEnded, onCase } from './openCase.ts';
import { mailsOf, requeue } from './requeue.ts';

/**
 * A person says what kind of trouble a mail tells of. It becomes a labelled example; the case goes on as what it is, or
 * ends where it is nothing. Decides nothing about the order.
 */
export function retype(
  deps: Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp'>,
  speaker: Speaker,
  card: CardRef,
  type: string,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async (click): Promise<ClickResult> => {
    const { tx, config, person, open, now } = click;
    const answer = answering(deps, click);
    if (open.settled || open.status === 'acting') return answer('settled', howItEnded(open, config));
    if (!person) return answer('refused', 'Your account is not linked to a person at this company.');
    if (!open.proposal.told) return answer('refused', 'What this is comes from the ERP, not from a mail.');
    if (type !== NO_EXCEPTION && !isExceptionType(type)) return answer('refused', 'There is no such type.');
    const mails = await mailsOf(tx, open.exceptionId);
    for (const { signalId } of mails)
      await keepCorrection(tx, {
        signalId,
        type: type === NO_EXCEPTION ? null : type,
        personId: person.id,
        at: now,
      });
    const said = {
      at: now,
      actor: person.id,
      event: 'exception.retyped' as const,
      exceptionId: open.exceptionId,
    };
    const detail = { was: open.type, is: type };
    if (type === open.type) {
      await tx.rows(sql`
        update unhold.proposal set body = jsonb_set(body, '{told,typeCandidates}', '[]')
        where exception_id = ${open.exceptionId} and version = ${open.version}`);
      await tx.rows(sql`
        update unhold.exception set revision = revision + 1, updated_at = ${now.toISOString()}
        where exception_id = ${open.exceptionId}`);
      await showAgain(tx, deps, config, [open.exceptionId]);
      await appendAudit(tx, [{ ...said, detail }]);
      return answer('accepted', `Thank you: it is ${inWords(type)}.`);
    }
    if (type === NO_EXCEPTION) {
      const sentence = 'No exception: everyday mail.';
      const entry = await settle(tx, now, open.exceptionId, 'withdrawn', { sentence, actor: person });
      await showAgain(tx, deps, config, [open.exceptionId]);
      await appendAudit(tx, [{ ...said, detail }, entry]);
      return answer('accepted', 'Closed. Mails like it will be told apart better.');
    }
    await appendAudit(tx, [{ ...said, detail }]);
    const understood = mails.map((one) => ({
      ...one,
      reading: { ...one.reading, type, confidence: 1, unsure: false, also: [], decidedBy: 'person' as const },
    }));
    await requeue(deps, click, understood, `It is ${inWords(type)} and goes on as one.`);
    return answer('accepted', `It goes on as ${inWords(type)}.`);
  });
}

const inWords = (type: string): string => {
  const title = titleOf(type).toLowerCase();
  return `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`;
};
