/** When a request is due, when it ends, and the timers that follow it. Each timer reads the state before it acts. */
import type { Deps } from '../deps.ts';
import type { Priority } from '../model/exception.ts';
import { addSpan, calendarOf } from '../policy/calendar.ts';
import { dueAt, escalationFor, expiresAt } from '../policy/levels.ts';
import type { Tx } from '../store/database.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';

/** A case that waits for an answer to one version of its card. */
export interface Waiting {
  exceptionId: string;
  version: number;
  type: string;
  priority: Priority;
}

/** A request is due by its service level, or when it ends where there is none. */
export function dueTime(
  { policy, timeZone }: Pick<TenantConfig, 'policy' | 'timeZone'>,
  { type, priority }: { type: string; priority: Priority },
  from: Date,
): { due: Date; expires: Date } {
  const expires = expiresAt(policy, timeZone, from);
  const due = dueAt(policy, timeZone, type, priority, from) ?? expires;
  return { due: new Date(Math.min(due.getTime(), expires.getTime())), expires };
}

export async function scheduleTimers(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: Pick<TenantConfig, 'tenantId' | 'policy' | 'timeZone'>,
  waiting: Waiting[],
  now: Date,
): Promise<void> {
  const { tenantId, policy, timeZone } = config;
  const expires = expiresAt(policy, timeZone, now);
  await deps.jobs.send(
    tx,
    'expire',
    waiting.map(({ exceptionId, version }) => ({
      data: { tenantId, exceptionId, version },
      startAfter: expires,
    })),
  );
  const calendar = calendarOf(policy, timeZone);
  const first = waiting.flatMap(({ exceptionId, version, type }) => {
    const [step] = escalationFor(policy, type);
    if (!step) return [];
    const at = addSpan(calendar, now, step.after);
    return at < expires
      ? [{ data: { tenantId, exceptionId, version, step: 0, round: 0 }, startAfter: at }]
      : [];
  });
  await deps.jobs.send(tx, 'escalate', first);
}
