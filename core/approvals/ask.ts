import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { inTenant, tenantOfWorkspace } from '../store/database.ts';
import { askablePeople, personOf, tenantConfig } from '../store/tenantConfig.ts';
import { showAgain } from '../triage/cases.ts';
import { replyInThreads } from '../triage/triageMail.ts';
import { howItEnded, onCase, oneView, touch } from './openCase.ts';

type AskDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp'>;

/** Puts a question to a named person; the case stays open. */
export function ask(
  deps: AskDeps,
  speaker: Speaker,
  card: CardRef,
  text: string,
  ofPersonId: string | null,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async ({ tx, config, person, open, now }): Promise<ClickResult> => {
    const answer = async (status: 'accepted' | 'refused' | 'settled', say: string): Promise<ClickResult> => {
      const view = await oneView(deps, tx, config, open.exceptionId);
      return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
    };
    if (open.settled) return answer('settled', howItEnded(open, config));
    if (!person)
      return answer('refused', 'Your account is not linked to a person at this company, so it cannot ask.');
    const question = text.trim().slice(0, 1000);
    if (!question) return answer('refused', 'Please write what you want to know.');
    const asked = ofPersonId
      ? config.people.find((p) => p.id === ofPersonId)
      : askablePeople(config, open.type).find((p) => p.id !== person.id);
    if (!asked) return answer('refused', 'There is nobody of that name to ask.');
    if (asked.id === person.id) return answer('refused', 'You cannot ask yourself; choose somebody else.');
    const reachable = config.identities.find(
      (i) => i.personId === asked.id && i.provider !== 'email' && i.provider !== 'erp',
    );
    if (!reachable)
      return answer('refused', `${asked.name} has no linked Slack or Teams account to be asked in.`);
    const questionId = randomUUID();
    await tx.rows(sql`
      insert into unhold.question (question_id, tenant_id, exception_id, asked_by, asked_of, surface, text, asked_at)
      values (${questionId}, ${config.tenantId}, ${open.exceptionId}, ${person.id}, ${asked.id}, ${speaker.provider},
        ${question}, ${now.toISOString()})`);
    await tx.rows(sql`update unhold.exception set revision = revision + 1, updated_at = ${now.toISOString()}
      where exception_id = ${open.exceptionId}`);
    await deps.jobs.send(tx, 'ask', [{ data: { tenantId: config.tenantId, questionId } }]);
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, [
      {
        at: now,
        actor: person.id,
        event: 'question.asked',
        exceptionId: open.exceptionId,
        detail: { question: questionId, of: asked.id, text: question },
      },
    ]);
    return answer('accepted', `${asked.name} was asked. The answer comes to the card.`);
  });
}

/** An answer lands in the exception, on the cards and in their threads. Only the person who was asked answers. */
export async function answerQuestion(
  deps: AskDeps,
  speaker: Speaker,
  questionId: string,
  text: string,
): Promise<ClickResult> {
  const tenantId = await tenantOfWorkspace(deps.database, speaker.provider, speaker.workspace);
  if (!tenantId) return { status: 'unknown_workspace' };
  return inTenant(deps.database, tenantId, async (tx): Promise<ClickResult> => {
    const config = await tenantConfig(tx);
    const now = deps.clock.now();
    const person = personOf(config, speaker.provider, speaker.workspace, speaker.externalId);
    const [question] = await tx.rows<{ exceptionId: string; askedOf: string; answer: string | null }>(sql`
      select exception_id as "exceptionId", asked_of as "askedOf", answer from unhold.question
      where question_id = ${questionId} for update`);
    if (!question) return { status: 'not_found', say: 'This question belongs to no case of your company.' };
    const reply = async (status: 'accepted' | 'refused' | 'settled', say: string): Promise<ClickResult> => {
      const view = await oneView(deps, tx, config, question.exceptionId);
      return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
    };
    if (person?.id !== question.askedOf)
      return reply('refused', 'Only the person who was asked can answer here.');
    if (question.answer !== null) return reply('settled', 'You answered this already. Thank you.');
    const words = text.trim().slice(0, 2000);
    if (!words) return reply('refused', 'Please write an answer.');
    await tx.rows(sql`update unhold.question set answer = ${words}, answered_by = ${person.id}, answered_at = ${now.toISOString()}
      where question_id = ${questionId}`);
    await tx.rows(sql`update unhold.exception set revision = revision + 1, updated_at = ${now.toISOString()}
      where exception_id = ${question.exceptionId}`);
    await touch(tx, question.exceptionId, person.id, 'answer', speaker.provider, now);
    await showAgain(tx, deps, config, [question.exceptionId]);
    await replyInThreads(tx, deps, config, question.exceptionId, `${person.name} answered: ${words}`);
    await appendAudit(tx, [
      {
        at: now,
        actor: person.id,
        event: 'question.answered',
        exceptionId: question.exceptionId,
        detail: { question: questionId, text: words },
      },
    ]);
    return reply('accepted', 'Thank you. Your answer is on the card.');
  });
}
