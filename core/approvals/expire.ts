import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { settle, showAgain } from '../triage/cases.ts';
import { lockCase } from './openCase.ts';
import { letStand } from './undo.ts';

/** Ends requests nobody answered in time. Reads the state first: the timer may be of an older card. */
export async function expire(deps: Deps, jobs: JobData['expire'][]): Promise<void> {
  for (const { tenantId, exceptionId, version } of jobs) {
    await inTenant(deps.database, tenantId, async (tx) => {
      const open = await lockCase(tx, exceptionId);
      const now = deps.clock.now();
      if (!open || open.settled || open.version !== version) return;
      // An action under way, or stopped half way, does not end by itself.
      if (open.status === 'acting' || open.status === 'needs_person') return;
      if (open.expiresAt && Date.parse(open.expiresAt) > now.getTime()) {
        // The clock that woke this timer is ahead of ours.
        await deps.jobs.send(tx, 'expire', [
          { data: { tenantId, exceptionId, version }, startAfter: new Date(open.expiresAt) },
        ]);
        return;
      }
      const config = await tenantConfig(tx);
      const within = inWords(config.policy.expiry);
      const entry = open.proposal.undoes
        ? await letStand(tx, now, open, `Nobody confirmed the undo within ${within}.`)
        : await settle(tx, now, exceptionId, 'expired', {
            sentence: `Nobody decided within ${within}; nothing was changed in the ERP.`,
            actor: null,
          });
      await showAgain(tx, deps, config, [exceptionId]);
      await appendAudit(tx, [entry]);
    });
  }
}

/** "72 hours", "2 working days". */
export function inWords(span: string): string {
  const [, count = '', unit = '', clock] = /^(\d+)(m|h|d)( clock)?$/.exec(span) ?? [];
  const name = { m: 'minute', h: 'hour', d: 'day' }[unit] ?? unit;
  return `${count} ${clock ? '' : 'working '}${name}${count === '1' ? '' : 's'}`;
}
