/** The exceptions of one company, read off the cards in its channels. */
import type { PlaygroundState } from '../../state.ts';
import { headline, openStatuses, orderKey } from './diff.ts';

export interface Case {
  id: string;
  /** "EX-1042" */
  number: string;
  status: string;
  open: boolean;
  headline: string;
  /** `orderKey`s of the ERP's orders that the card names. */
  orders: string[];
}

/** Open ones first, newest first within. */
export function casesOf(state: PlaygroundState, tenant: string): Case[] {
  const orders = state.orders.filter((order) => order.tenant === tenant);
  const cases = new Map<string, Case>();
  for (const channel of state.channels) {
    if (channel.tenant !== tenant) continue;
    for (const { exception, text, thread, onlyFor } of channel.messages) {
      if (!exception || thread !== null || onlyFor !== null || cases.has(exception.id)) continue;
      cases.set(exception.id, {
        id: exception.id,
        number: exception.number,
        status: exception.status,
        open: openStatuses.includes(exception.status),
        headline: headline(text),
        orders: orders.filter((order) => names(text, order.number)).map(orderKey),
      });
    }
  }
  return [...cases.values()].reverse().sort((a, b) => Number(b.open) - Number(a.open));
}

/** The number as a whole word: "SO-1048" is not in "SO-10482". */
const names = (text: string, number: string): boolean =>
  number !== '' && text.split(/[^\p{L}\p{N}_-]+/u).includes(number);

const words: Record<string, string> = {
  open: 'Waiting for a decision',
  needs_matching: 'Which order is it?',
  needs_second: 'Needs a second person',
  acting: 'Changing the ERP',
  resolved: 'Done',
  rejected: 'Rejected',
  expired: 'Expired',
  withdrawn: 'Went away by itself',
  needs_person: 'Needs a person',
};

export const statusWords = (status: string): string => words[status] ?? status.replaceAll('_', ' ');
