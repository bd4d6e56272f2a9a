/** One chat product: its rail of channels, the channel's head and its messages. */
import { h, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PlaygroundChannel, PlaygroundMessage } from '../../state.ts';
import { isVisibleTo, productNames } from '../client/diff.ts';
import { dayName, initials } from '../client/format.ts';
import { guideFor } from '../client/guide.ts';
import { type Product, readKey, type View } from '../client/store.ts';
import { type Seen, scrolling, useStore } from '../client/useStore.ts';
import { icon } from '../shell/icons.ts';
import type { Theme } from '../teams/hostConfig.ts';
import { avatar, Message } from './message.ts';

/** Channels of this product that this person can open, shared ones first. */
export const channelsOf = (seen: Seen, product: Product): PlaygroundChannel[] =>
  seen.data.channels
    .filter((c) => c.product === product && c.tenant === seen.tenant.id)
    .filter((c) => c.kind === 'channel' || c.members.includes(seen.me.id))
    .sort((a, b) => Number(a.kind === 'direct') - Number(b.kind === 'direct'));

export function Pane({ product, seen, theme }: { product: Product; seen: Seen; theme: Theme }): JSX.Element {
  const { store, view } = useStore();
  const channels = channelsOf(seen, product);
  const channel = channels.find((c) => c.id === view.channels[product]) ?? channels[0];
  const real = !seen.data.standIns[product];
  const label = productNames[product];
  return h('section', { class: `pane is-${product}`, 'aria-label': label }, [
    h('nav', { class: 'rail', 'aria-label': `${label} channels` }, [
      h('span', { class: 'rail-home', 'aria-hidden': true }, initials(seen.tenant.name).slice(0, 1)),
      channels.map((c) => {
        const name = c.kind === 'direct' ? 'Direct messages' : c.name;
        const unread = c.id !== channel?.id && isUnread(c, seen, view);
        return h(
          'button',
          {
            key: c.id,
            type: 'button',
            class: 'rail-item',
            'aria-current': c.id === channel?.id ? 'page' : undefined,
            'aria-label': unread ? `${name}, something new` : name,
            title: name,
            onClick: () => store.show({ channels: { ...view.channels, [product]: c.id } }),
          },
          [
            h(
              'span',
              { class: 'rail-icon' },
              icon(c.kind === 'direct' ? 'chat' : product === 'slack' ? 'hash' : 'card'),
            ),
            unread ? h('span', { class: 'dot' }) : null,
            h('span', { class: 'rail-label' }, c.kind === 'direct' ? 'Direct' : c.name),
          ],
        );
      }),
      h('span', { class: 'rail-note' }, real ? 'real' : 'stand-in'),
    ]),
    h('div', { class: 'pane-main' }, [
      channel ? head(channel, product, seen, real) : null,
      channel && !channel.members.includes(seen.me.id)
        ? h(
            'p',
            { class: 'outside' },
            `${seen.me.name} is not in this channel: shown to you here, closed to ${first(seen.me.name)} in ${label}.`,
          )
        : null,
      channel
        ? h(Messages, { key: `${channel.id} ${seen.me.id}`, channel, seen, theme })
        : h('div', { class: 'empty' }, [
            h('p', null, real ? `${label} is the real one here.` : `No channel in ${label} yet.`),
            h(
              'p',
              null,
              real
                ? `Open ${label} to see the cards and to decide. They appear there and nowhere else.`
                : 'Channels appear here as soon as Unhold posts to them.',
            ),
          ]),
    ]),
  ]);
}

const lastVisible = (channel: PlaygroundChannel, person: string): string | undefined =>
  channel.messages.findLast((message) => isVisibleTo(message, person))?.id;

function isUnread(channel: PlaygroundChannel, seen: Seen, view: View): boolean {
  const last = lastVisible(channel, seen.me.id);
  return last !== undefined && view.read[readKey(seen.me.id, channel.id)] !== last;
}

const first = (name: string): string => name.split(' ')[0] ?? name;

function head(channel: PlaygroundChannel, product: Product, seen: Seen, real: boolean): JSX.Element {
  const members = channel.members
    .map((id) => seen.data.people.find((p) => p.id === id))
    .filter((p) => p !== undefined);
  const direct = channel.kind === 'direct';
  const title = direct ? 'Unhold' : channel.name;
  return h('header', { class: 'pane-head' }, [
    h('div', { class: 'pane-title' }, [
      h('h2', null, [product === 'slack' && !direct ? h('span', { class: 'hash' }, '# ') : null, title]),
      h('p', null, [
        h('b', null, productNames[product]),
        real ? ' · real' : ' · stand-in',
        direct ? ' · direct messages to you' : '',
      ]),
    ]),
    direct
      ? null
      : h('div', { class: 'faces', title: members.map((m) => m.name).join(', ') }, [
          members.slice(0, 3).map((m) => h('span', { key: m.id }, avatar(m.name))),
          h('span', { class: 'faces-count' }, `${members.length} members`),
        ]),
  ]);
}

function Messages({
  channel,
  seen,
  theme,
}: {
  channel: PlaygroundChannel;
  seen: Seen;
  theme: Theme;
}): JSX.Element {
  const { store, view } = useStore();
  const list = useRef<HTMLDivElement>(null);
  const visible = channel.messages.filter((m) => isVisibleTo(m, seen.me.id));
  const ids = new Set(visible.map((m) => m.id));
  const roots = visible.filter((m) => m.thread === null || m.thread === m.id || !ids.has(m.thread));
  const repliesTo = (id: string): PlaygroundMessage[] =>
    visible.filter((m) => m.thread === id && m.id !== id);
  const lastRoot = roots[roots.length - 1];

  // A newcomer starts at the card that the guide speaks of; everyone else, as in any chat, at the end.
  const guided = view.guideDismissed ? null : guideFor(seen.data, seen.me.id);
  const start = guided && !guided.finished ? guided.messageIds : [];
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const first = [...box.children].find((child) => start.includes(child.getAttribute('data-message') ?? ''));
    box.scrollTop = first instanceof HTMLElement ? first.offsetTop - 8 : box.scrollHeight;
  }, []);
  const known = useRef(lastRoot?.id);
  useEffect(() => {
    const box = list.current;
    if (!box || !lastRoot || known.current === lastRoot.id) return;
    known.current = lastRoot.id;
    const last = box.lastElementChild;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight - (last?.clientHeight ?? 0) < 160;
    if (near || lastRoot.onlyFor !== null) box.scrollTo({ top: box.scrollHeight, behavior: scrolling() });
  }, [lastRoot?.id]);

  const last = lastVisible(channel, seen.me.id);
  useEffect(() => {
    if (last !== undefined) store.read(channel.id, last);
  }, [last]);

  let day = '';
  return h(
    'div',
    {
      class: 'messages',
      ref: list,
      tabIndex: 0,
      role: 'log',
      'aria-live': 'off',
      'aria-label': `Messages in ${channel.name}`,
    },
    roots.length === 0
      ? h('div', { class: 'empty' }, [
          h('p', null, 'Nothing here yet.'),
          h('p', null, 'The next stuck order appears here as one card, the moment Unhold sees it.'),
        ])
      : roots.flatMap((message) => {
          const on = dayName(message.at, seen.data.now, seen.tenant.timeZone);
          const divider = on === day ? null : h('p', { class: 'day', key: `day ${on}` }, h('span', null, on));
          day = on;
          return [
            divider,
            h(Message, { key: message.id, message, replies: repliesTo(message.id), channel, seen, theme }),
          ];
        }),
  );
}
