import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { CardRef, ClickResult, Speaker } from '../desk.ts';
import { candidateKey } from '../store/views.ts';
import { accountOf, threadLine } from '../triage/account.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { caseToJoin } from '../triage/relatedTypes.ts';
import { replyInThreads } from '../triage/triageMail.ts';
import { howItEnded, onCase, oneView } from './openCase.ts';

type MatchDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'erp'>;

/**
 * `pressed`: a candidate's key. A person says which of the candidates a mail means. Where that order has an open case the mail joins it and this card
 * ends; else this case becomes that order's, and what the ERP shows is looked up by a job.
 */
export async function match(
  deps: MatchDeps,
  speaker: Speaker,
  card: CardRef,
  pressed: string,
): Promise<ClickResult> {
  return onCase(deps, speaker, card, async ({ tx, config, person, open, now }): Promise<ClickResult> => {
    const answer = async (status: 'accepted' | 'refused' | 'settled', say: string): Promise<ClickResult> => {
      const view = await oneView(deps, tx, config, open.exceptionId);
      return view ? { status, say, view } : { status: 'not_found', say: 'This case is gone.' };
    };
    if (open.settled || open.status !== 'needs_matching') return answer('settled', howItEnded(open, config));
    if (!person) return answer('refused', 'Your account is not linked to a person at this company.');
    const candidate = open.proposal.candidates.find((c) => candidateKey(c) === pressed);
    if (!candidate) return answer('refused', 'That order is not among the candidates of this card.');
    const { orderId } = candidate;
    const cases = await tx.rows<{ id: string; number: string; type: string }>(sql`
      select exception_id as id, number, type from unhold.exception
      where connection_id = ${candidate.connectionId} and order_id = ${orderId} and settled_at is null
      order by opened_at`);
    const other = caseToJoin(cases, open.type, []);
    const signals = await tx.rows<{ source: string; body: unknown }>(sql`
      update unhold.signal set exception_id = ${other?.id ?? open.exceptionId}
      where exception_id = ${open.exceptionId} and source <> 'erp' returning source, body`);
    const accounts = signals.map(({ source, body }) => accountOf(source, body));
    const teller = accounts[0]?.source === 'email' || !accounts[0] ? 'mail' : accounts[0].from.toLowerCase();
    const detail = { order: candidate.label, joined: other?.number ?? null };
    const entries = [];
    if (other) {
      for (const account of accounts) {
        await replyInThreads(tx, deps, config, other.id, threadLine(account));
      }
      entries.push(
        await settle(tx, now, open.exceptionId, 'resolved', {
          sentence: `The ${teller} belongs to ${candidate.label} and joined ${other.number}.`,
          actor: person,
        }),
      );
    } else {
      await tx.rows(sql`
        update unhold.exception set status = 'open', connection_id = ${candidate.connectionId}, order_id = ${orderId},
          order_label = ${candidate.label.split(' · ')[0]!}, customer_name = ${candidate.label.split(' · ')[1] ?? null},
          revision = revision + 1, updated_at = ${now.toISOString()}
        where exception_id = ${open.exceptionId}`);
      await tx.rows(sql`
        update unhold.proposal set body = body || jsonb_build_object('candidates', '[]'::jsonb, 'headline',
          ${`A ${teller} reports a problem with ${candidate.label}. What is it about?`}::text, 'blocked',
          'The ERP shows nothing wrong on this order so far. Ask, or close it with a reason.')
        where exception_id = ${open.exceptionId} and version = ${open.version}`);
    }
    await deps.jobs.send(tx, 'recheck', [
      { data: { tenantId: config.tenantId, connectionId: candidate.connectionId, orderId } },
    ]);
    await showAgain(tx, deps, config, [open.exceptionId]);
    await appendAudit(tx, [
      ...entries,
      { at: now, actor: person.id, event: 'exception.matched', exceptionId: open.exceptionId, detail },
    ]);
    return answer(
      'accepted',
      other ? `Matched; it joined ${other.number}.` : `Matched to ${candidate.label}.`,
    );
  });
}
