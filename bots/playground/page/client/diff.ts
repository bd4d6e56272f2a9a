/** What changed between two states, as one person sees it: for announcements, for flashes, for unread marks. */
import type { PlaygroundMessage, PlaygroundOrder, PlaygroundState } from '../../state.ts';
import { amountText, orderStateWords, priceText } from './format.ts';

export interface OrderChange {
  /** `orderKey` of the order. */
  order: string;
  tenant: string;
  number: string;
  /** "State", "Amount", "Price of VLV-210". */
  what: string;
  before: string;
  after: string;
  at: string;
}

/** Two ERPs may count their orders from one: the connection belongs to the name. */
export const orderKey = (order: PlaygroundOrder): string => `${order.connection} ${order.id}`;

/** The point of a notification text: its first sentence. */
export const headline = (text: string): string => /^[\s\S]*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;

/** What an action did to orders that were there before. Times alone are no change. */
export function orderChanges(before: PlaygroundState, after: PlaygroundState): OrderChange[] {
  const earlier = new Map(before.orders.map((order) => [orderKey(order), order]));
  return after.orders.flatMap((order) => {
    const was = earlier.get(orderKey(order));
    return was ? changesOf(was, order) : [];
  });
}

function changesOf(was: PlaygroundOrder, is: PlaygroundOrder): OrderChange[] {
  const currency = is.amount.currency;
  const pairs: [string, string, string][] = [
    ['State', orderStateWords(was), orderStateWords(is)],
    ...is.lines.map((line, i): [string, string, string] => {
      const old = was.lines[i];
      const same = !old || old.sku !== line.sku;
      return [
        `Price of ${line.sku}`,
        priceText(same ? line.unitPrice : old.unitPrice, currency),
        priceText(line.unitPrice, currency),
      ];
    }),
    ['Amount', amountText(was.amount), amountText(is.amount)],
  ];
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => ({
      order: orderKey(is),
      tenant: is.tenant,
      number: is.number,
      what,
      before,
      after,
      at: is.updatedAt,
    }));
}

export const openStatuses: readonly string[] = [
  'open',
  'needs_matching',
  'needs_second',
  'acting',
  'needs_person',
];
const isSettled = (message: PlaygroundMessage): boolean =>
  message.exception !== null && !openStatuses.includes(message.exception.status);

export const productNames = { slack: 'Slack', teams: 'Teams' } as const;

/** Whether this person sees the message at all. */
export const isVisibleTo = (message: PlaygroundMessage, person: string): boolean =>
  message.onlyFor === null || message.onlyFor.includes(person);

/**
 * Sentences for a live region. The same card in two products is one sentence; private answers are told only to those
 * who see them.
 */
export function announcements(
  before: PlaygroundState,
  after: PlaygroundState,
  viewer: { person: string; tenant: string },
): string[] {
  const earlier = new Map(before.channels.flatMap((c) => c.messages.map((m) => [`${c.id} ${m.id}`, m])));
  const places = new Map<string, string[]>();
  const say = (sentence: string, product: 'slack' | 'teams') => {
    const names = places.get(sentence) ?? [];
    if (!names.includes(productNames[product])) names.push(productNames[product]);
    places.set(sentence, names);
  };
  for (const channel of after.channels) {
    if (channel.tenant !== viewer.tenant) continue;
    if (channel.kind === 'direct' && !channel.members.includes(viewer.person)) continue;
    for (const message of channel.messages) {
      if (!isVisibleTo(message, viewer.person)) continue;
      const was = earlier.get(`${channel.id} ${message.id}`);
      if (!was) say(newMessageSentence(message), channel.product);
      else if (isSettled(message) && !isSettled(was))
        say(`Settled: ${headline(message.text)}`, channel.product);
    }
  }
  const told = [...places].map(([sentence, products]) => `${products.join(' and ')}. ${sentence}`);
  const orders = orderChanges(before, after)
    .filter((change) => change.tenant === viewer.tenant)
    .map((change) => `Order ${change.number}, ${change.what}: ${change.before}, now ${change.after}.`);
  return [...told, ...orders];
}

function newMessageSentence(message: PlaygroundMessage): string {
  if (message.onlyFor !== null) return `Only visible to you: ${message.text}`;
  if (message.thread !== null) return `${message.author.name} in a thread: ${message.text}`;
  return message.exception === null
    ? `${message.author.name}: ${message.text}`
    : `New card: ${headline(message.text)}`;
}

export type Tab = 'slack' | 'teams' | 'orders' | 'mail' | 'record';

/** The tabs in which something is new for this person. */
export function newsTabs(
  before: PlaygroundState,
  after: PlaygroundState,
  viewer: { person: string; tenant: string },
): Tab[] {
  const here = <T extends { tenant: string }>(list: T[]): T[] =>
    list.filter((x) => x.tenant === viewer.tenant);
  const newest = (state: PlaygroundState, product: 'slack' | 'teams'): string =>
    here(state.channels)
      .filter((c) => c.product === product && (c.kind === 'channel' || c.members.includes(viewer.person)))
      .flatMap((c) => c.messages.filter((m) => isVisibleTo(m, viewer.person)))
      .map((m) => `${m.id} ${m.editedAt ?? ''}`)
      .join();
  const differs = (read: (state: PlaygroundState) => unknown) => read(before) !== read(after);
  const news: [Tab, boolean][] = [
    ['slack', differs((s) => newest(s, 'slack'))],
    ['teams', differs((s) => newest(s, 'teams'))],
    ['orders', here(orderChanges(before, after)).length > 0],
    ['mail', differs((s) => here(s.mailbox).length)],
    ['record', differs((s) => here(s.records).length)],
  ];
  return news.filter(([, is]) => is).map(([tab]) => tab);
}
