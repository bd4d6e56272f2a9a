/** How much a tenant may ask of models. Held per process: with n workers a tenant has at most n times as much. */
import type { Clock } from '../ports.ts';

export interface Budget {
  callsPerHour: number;
  /** Prompt and answer together; a UTC day. */
  tokensPerDay: number;
}

interface Spent {
  hour: number;
  calls: number;
  day: number;
  tokens: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function createBudget(
  budget: Budget,
  clock: Clock,
): {
  /** Takes one call, or says in a sentence why there is none left. */
  take(tenantId: string): string | null;
  spend(tenantId: string, tokens: number): void;
} {
  const spentBy = new Map<string, Spent>();
  const current = (tenantId: string): Spent => {
    const now = clock.now().getTime();
    const [hour, day] = [Math.floor(now / hourMs), Math.floor(now / dayMs)];
    const known = spentBy.get(tenantId);
    const spent: Spent = {
      hour,
      calls: known?.hour === hour ? known.calls : 0,
      day,
      tokens: known?.day === day ? known.tokens : 0,
    };
    spentBy.set(tenantId, spent);
    return spent;
  };
  return {
    take(tenantId) {
      const spent = current(tenantId);
      if (spent.calls >= budget.callsPerHour)
        return `The hourly budget of ${budget.callsPerHour} model calls is used up.`;
      if (spent.tokens >= budget.tokensPerDay)
        return `The daily budget of ${budget.tokensPerDay} tokens is used up.`;
      spent.calls += 1;
      return null;
    },
    spend(tenantId, tokens) {
      current(tenantId).tokens += tokens;
    },
  };
}
