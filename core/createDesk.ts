import { sql } from 'drizzle-orm';
import { answerQuestion, ask } from './approvals/ask.ts';
import { choose } from './approvals/choose.ts';
import { fill } from './approvals/fill.ts';
import { match } from './approvals/match.ts';
import { oneView, touch } from './approvals/openCase.ts';
import { reject } from './approvals/reject.ts';
import { retype } from './approvals/retype.ts';
import { chooseSeveral } from './approvals/several.ts';
import { undo } from './approvals/undo.ts';
import type { Deps } from './deps.ts';
import type { Desk, Speaker } from './desk.ts';
import type { Person } from './model/person.ts';
import type { Passage } from './ports.ts';
import { signSession } from './session.ts';
import { inTenant, type Tx, tenantOfWorkspace } from './store/database.ts';
import { askablePeople, personOf, type TenantConfig, tenantConfig } from './store/tenantConfig.ts';

/** A personal link opens passages for this long. */
const LINK_SECONDS = 15 * 60;

export interface DeskOptions {
  /** Where people reach this server, without a slash at the end. */
  publicUrl: string;
  sessionSecret: string;
}

export function createDesk(deps: Deps, { publicUrl, sessionSecret }: DeskOptions): Desk {
  const asPerson = async <T>(
    speaker: Speaker,
    work: (tx: Tx, config: TenantConfig, person: Person | null) => Promise<T>,
  ): Promise<T | null> => {
    const tenantId = await tenantOfWorkspace(deps.database, speaker.provider, speaker.workspace);
    if (!tenantId) return null;
    return inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      return work(tx, config, personOf(config, speaker.provider, speaker.workspace, speaker.externalId));
    });
  };
  return {
    identify: (speaker) => asPerson(speaker, async (_, { tenantId }, person) => ({ tenantId, person })),
    choose: (speaker, card, optionId) => choose(deps, speaker, card, optionId),
    reject: (speaker, card, reason) => reject(deps, speaker, card, reason),
    undo: (speaker, card) => undo(deps, speaker, card),
    chooseSeveral: (speaker, batchId, items) => chooseSeveral(deps, speaker, batchId, items),
    ask: (speaker, card, text, of) => ask(deps, speaker, card, text, of),
    answer: (speaker, questionId, text) => answerQuestion(deps, speaker, questionId, text),
    retype: (speaker, card, type) => retype(deps, speaker, card, type),
    fill: (speaker, card, answers) => fill(deps, speaker, card, answers),
    match: (speaker, card, orderId) => match(deps, speaker, card, orderId),
    view: (speaker, exceptionId) => asPerson(speaker, (tx, config) => oneView(deps, tx, config, exceptionId)),
    askable: async (speaker, exceptionId) =>
      (await asPerson(speaker, async (tx, config, person) => {
        const [row] = await tx.rows<{ type: string }>(
          sql`select type from unhold.exception where exception_id = ${exceptionId}`,
        );
        return askablePeople(config, row?.type ?? '')
          .filter((p) => p.id !== person?.id)
          .map(({ id, name, title }) => ({ id, name, title }));
      })) ?? [],
    passage: (speaker, passageId) =>
      asPerson(speaker, async (tx, { tenantId }, person) => {
        const passage = await readPassage(tx, passageId);
        if (!passage || !person) return null;
        await touch(tx, '', person.id, 'passage', speaker.provider, deps.clock.now());
        // Real time, not the playground's: the link is opened by a browser.
        const key = signSession(sessionSecret, {
          tenantId,
          personId: person.id,
          exp: Math.floor(Date.now() / 1000) + LINK_SECONDS,
        });
        return { passage, link: `${publicUrl}/passages/${encodeURIComponent(passageId)}?key=${key}` };
      }),
  };
}

export async function readPassage(tx: Tx, passageId: string): Promise<Passage | null> {
  const [row] = await tx.rows<Passage>(sql`
    select p.passage_id as id, p.document_id as "documentId", d.title as document, d.version, p.clause,
      to_char(d.effective_from, 'YYYY-MM-DD') as "effectiveFrom", to_char(d.effective_to, 'YYYY-MM-DD') as "effectiveTo",
      d.customer_id as "customerId", p.text, p.start_at as start, p.end_at as end
    from unhold.passage p join unhold.document d on d.document_id = p.document_id and d.tenant_id = p.tenant_id
    where p.passage_id = ${passageId}`);
  return row ?? null;
}
