import type { Option, Priority } from '../model/exception.ts';
import type { DecisionRequest } from './decide.ts';

/** What is asked of policy about one option; the same for the card, the click and the timers. */
export function requestOf(
  about: {
    type: string;
    customerTier: string | null;
    /** The case's priority. */
    risk: Priority;
    /** Person ids. */
    enteredBy: string | null;
    requestedBy?: string | null;
    requestedAt?: string;
    expiresAt?: string | null;
    now: Date;
  },
  option: Pick<Option, 'action' | 'amount' | 'marginPercent' | 'judgedAs'> & { hash?: string },
): DecisionRequest {
  return {
    type: about.type,
    action: option.judgedAs ?? option.action?.kind ?? '',
    amount: option.amount,
    marginPercent: option.marginPercent ?? null,
    customerTier: about.customerTier,
    risk: about.risk,
    requestedBy: about.requestedBy ?? null,
    enteredBy: about.enteredBy,
    requestedAt: about.requestedAt ?? about.now.toISOString(),
    expiresAt: about.expiresAt ?? null,
    shownHash: option.hash ?? '',
    currentHash: option.hash ?? '',
  };
}
