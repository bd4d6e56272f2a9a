/** A proposed policy takes effect when a second person with the right says so; decided like any other case. */
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Option } from '../model/exception.ts';
import type { Person } from '../model/person.ts';
import { startDigest } from '../notify/startDigest.ts';
import { settle } from '../triage/cases.ts';
import type { Click } from './openCase.ts';

/** The answer to the person, in a sentence. Their decision is counted already. */
export async function adoptPolicy(
  deps: Pick<Deps, 'jobs'>,
  { tx, config, open, now }: Click,
  person: Person,
  option: Option,
): Promise<string> {
  const version = open.proposal.adopts;
  await tx.rows(sql`
    update unhold.policy set activated_at = ${now.toISOString()}, confirmed_by = ${person.id}
    where version = ${version} and activated_at is null`);
  const entry = await settle(tx, now, open.exceptionId, 'resolved', {
    sentence: `Policy version ${version} holds from now on; what was decided under version ${config.policyVersion} stays.`,
    actor: person,
    option: option.label,
  });
  await startDigest(tx, deps);
  await appendAudit(tx, [
    {
      at: now,
      actor: person.id,
      event: 'policy.changed',
      exceptionId: open.exceptionId,
      detail: { version },
    },
    entry,
  ]);
  return `Confirmed: policy version ${version} holds from now on.`;
}
