import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { showAgain } from '../triage/cases.ts';
import { isRead } from '../triage/documents/papers.ts';
import { applyAnswers, type LabelledField } from '../triage/documents/questions.ts';
import { jsonbText } from '../triage/jsonbText.ts';
import { factsAndForm } from '../triage/readPapers.ts';
import { onTold, type ToldDeps } from './onTold.ts';
import type { Click } from './openCase.ts';
import { type CaseMail, mailsOf, requeue } from './requeue.ts';

/** By these a mail without a certain order finds it. */
const numbers = new Set(['orderNumber', 'poNumber', 'trackingNumber', 'number']);

/**
 * A person answers what could not be read with certainty in a document. The answers are fields from then on and labelled
 * examples; where the case had no order and a number was told, its mail is matched again. Decides nothing.
 */
export function fill(
  deps: ToldDeps,
  speaker: Speaker,
  card: CardRef,
  answers: Record<string, string>,
): Promise<ClickResult> {
  return onTold(deps, speaker, card, async (click, told, answer) => {
    const { tx, config, person, open, now } = click;
    const { form } = told;
    const mails = await mailsOf(tx, open.exceptionId);
    const mail = mails.find(({ papers }) => form && papers?.[form.paper]?.file === form.file);
    if (!form || !mail) return answer('settled', 'These questions were answered already.');
    const given = answered(mail, form.paper, answers);
    if (given.wrong.length) return answer('refused', given.wrong.map(({ why }) => why).join(' '));
    if (!given.examples.length) return answer('refused', 'Nothing was filled in.');
    await keepExamples(click, mail.signalId, given.examples);
    const said: AuditEntry = {
      at: now,
      actor: person.id,
      event: 'document.answered',
      exceptionId: open.exceptionId,
      detail: { file: form.file, fields: given.examples.map(({ name }) => name) },
    };
    const known = { ...mail, papers: given.papers };
    if (open.status === 'needs_matching' && given.examples.some(({ name }) => numbers.has(name))) {
      const rest = mails.map((one) => (one === mail ? known : one));
      await requeue(
        deps,
        click,
        rest,
        `${person.name} read ${form.file}; it goes on with what it says.`,
        said,
      );
      return answer('accepted', 'Thank you. Its order is looked for again.');
    }
    const { signalId, ...body } = known;
    await tx.rows(
      sql`update unhold.signal set body = ${jsonbText(body)}::jsonb where signal_id = ${signalId}`,
    );
    const change = factsAndForm(open.proposal, told, given.papers);
    await tx.rows(sql`
      update unhold.proposal set body = body || ${jsonbText(change)}::jsonb
      where exception_id = ${open.exceptionId} and version = ${open.version}`);
    await tx.rows(sql`
      update unhold.exception set revision = revision + 1, updated_at = ${now.toISOString()}
      where exception_id = ${open.exceptionId}`);
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, [said]);
    return answer('accepted', 'Thank you. What you filled in stands on the card.');
  });
}

function answered({ papers = [] }: CaseMail, which: number, answers: Record<string, string>) {
  const wrong: { why: string }[] = [];
  const examples: LabelledField[] = [];
  const after = papers.map((paper, index) => {
    if (index !== which || !isRead(paper) || !('missing' in paper)) return paper;
    const answered = applyAnswers(paper, answers);
    wrong.push(...answered.wrong);
    examples.push(...answered.examples);
    return answered.reading;
  });
  return { papers: after, wrong, examples };
}

/** A second answer about the same field takes the first one's place. */
async function keepExamples(
  { tx, person, now }: Click,
  signalId: string,
  examples: LabelledField[],
): Promise<void> {
  for (const { file, kind, name, read, source, answer } of examples) {
    await tx.rows(sql`
      insert into unhold.field_example (tenant_id, example_id, signal_id, file, kind, name, read, source, answer, person_id, created_at)
      values (${tx.tenantId}, ${randomUUID()}, ${signalId}, ${file}, ${kind}, ${name}, ${JSON.stringify(read)}::jsonb,
        ${JSON.stringify(source)}::jsonb, ${answer}, ${person!.id}, ${now.toISOString()})
      on conflict (tenant_id, signal_id, file, name) do update set answer = excluded.answer,
        person_id = excluded.person_id, created_at = excluded.created_at`);
  }
}
