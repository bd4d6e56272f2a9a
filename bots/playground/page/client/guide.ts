/** The three steps of the first minute, and which one a newcomer is at. */
import type { PlaygroundMessage, PlaygroundState } from '../../state.ts';
import { openStatuses } from './diff.ts';

const order = 'SO-10482';
const rep = 'maya-chen';
const approver = 'daniel-reyes';

export interface GuideStep {
  title: string;
  text: string;
  done: boolean;
  current: boolean;
}

export interface Guide {
  steps: GuideStep[];
  /** One button for the current step: become someone, or look at the card. */
  next: { label: string; become: string } | { label: string; show: 'slack' | 'teams' } | null;
  finished: boolean;
  /** The messages the guide speaks of, to scroll to. */
  messageIds: string[];
}

const isAbout = (message: PlaygroundMessage): boolean =>
  message.exception !== null &&
  message.thread === null &&
  message.onlyFor === null &&
  message.text.includes(order);

/** null where the demo's people or the order's card are not there: then there is nothing to guide to. */
export function guideFor(state: PlaygroundState, me: string): Guide | null {
  const has = (id: string) => state.people.some((person) => person.id === id);
  const messages = state.channels.flatMap((channel) => channel.messages);
  const cards = messages.filter(isAbout);
  const first = cards[0];
  if (!has(rep) || !has(approver) || !first) return null;
  const settled = cards.some((card) => !openStatuses.includes(card.exception?.status ?? 'open'));
  const acting = cards.some((card) => card.exception?.status === 'acting');
  const approved = settled || acting;
  // The private answer names who can; other private words (a clause that was opened) do not.
  const canName = state.people.find((person) => person.id === approver)?.name ?? '';
  const refused = messages.some((m) => m.onlyFor?.includes(rep) && m.text.includes(canName));
  const became = me === approver;
  const done = [refused || became || approved, became || approved, settled];
  const at = done.indexOf(false);
  const texts = [
    [
      at === 0 && me === rep ? 'You are Maya, order desk' : 'Try it as Maya, order desk',
      `Try to release ${order}. Policy says no, in private, and names who can.`,
    ],
    ['Become Daniel, credit manager', 'Policy lets him release an order of this size.'],
    ['Approve in Teams', 'Both cards settle, the order changes in the ERP, and the record grows.'],
  ] as const;
  return {
    steps: texts.map(([title, text], i) => ({ title, text, done: done[i] ?? false, current: i === at })),
    next: nextOf(at, me),
    finished: at === -1,
    messageIds: cards.map((card) => card.id),
  };
}

function nextOf(at: number, me: string): Guide['next'] {
  if (at === 0) {
    return me === rep ? { label: `Show ${order}`, show: 'slack' } : { label: 'Become Maya', become: rep };
  }
  if (at === 1) return { label: 'Become Daniel', become: approver };
  return at === 2 ? { label: 'Show in Teams', show: 'teams' } : null;
}
