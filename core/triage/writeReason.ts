import { sql } from 'drizzle-orm';
import { lockCase } from '../approvals/openCase.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { exceptionType } from '../exceptions/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Why } from '../model/exception.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { accountOf } from './account.ts';
import { showAgain } from './cases.ts';

/**
 * Lets the model write the paragraph of reasoning, from the facts on the card and the passages that hold. It changes
 * words and citations only; facts, options and approvals are the rules'. When it fails, the template stays and says so.
 */
export async function writeReason(
  deps: Deps,
  { tenantId, exceptionId, version }: JobData['reason'],
): Promise<void> {
  if (!deps.model) return;
  const found = await inTenant(deps.database, tenantId, async (tx) => {
    const open = await lockCase(tx, exceptionId);
    if (!open || open.settled || open.version !== version) return null;
    const [place] = await tx.rows<{
      customer: string | null;
      on: string;
      told: { source: string; body: unknown } | null;
    }>(sql`
      select e.customer_id as customer, coalesce(to_char(e.ordered_on, 'YYYY-MM-DD'), to_char(e.opened_at, 'YYYY-MM-DD')) as on,
        (select json_build_object('source', s.source, 'body', s.body) from unhold.signal s
          where s.exception_id = e.exception_id and s.source <> 'erp' order by s.received_at desc limit 1) as told
      from unhold.exception e where e.exception_id = ${exceptionId}`);
    return place ? { open, place } : null;
  });
  if (!found) return;
  const { open, place } = found;
  const { proposal } = open;
  const question = exceptionType(open.type).question;
  const passages = await deps.knowledge.search({
    tenantId,
    connectionId: open.connectionId ?? '',
    customerId: place.customer,
    on: place.on,
    question,
    limit: 4,
  });
  const written = await deps.model.reason({
    tenantId,
    exceptionId,
    facts: [...proposal.facts, { label: 'At stake', value: proposal.stakeSentence }],
    question,
    passages,
    untrusted: place.told && accountOf(place.told.source, place.told.body).text,
    template: proposal.why.text,
  });
  const why: Why =
    'failed' in written
      ? {
          ...proposal.why,
          note: [proposal.why.note, `${written.failed} This is the template.`].filter(Boolean).join(' '),
        }
      : { text: written.text, by: 'model', note: proposal.why.note, citations: written.citations };
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = await lockCase(tx, exceptionId);
    if (!now || now.settled || now.version !== version) return;
    await tx.rows(sql`
      update unhold.proposal set body = jsonb_set(body, '{why}', ${JSON.stringify(why)}::jsonb)
      where exception_id = ${exceptionId} and version = ${version}`);
    await tx.rows(
      sql`update unhold.exception set revision = revision + 1 where exception_id = ${exceptionId}`,
    );
    await showAgain(tx, deps, await tenantConfig(tx), [exceptionId]);
    await appendAudit(tx, [
      {
        at: deps.clock.now(),
        actor: 'unhold',
        event: 'reason.written',
        exceptionId,
        detail: 'failed' in written ? { failed: written.failed } : { citations: written.citations.length },
      },
    ]);
  });
}
