/** One message in a channel of either product: author line, body, private mark, failure, thread. */
import { type ComponentChildren, h, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlaygroundChannel, PlaygroundMessage } from '../../state.ts';
import { openStatuses } from '../client/diff.ts';
import { initials, stamp, tint } from '../client/format.ts';
import { richToVNodes } from '../client/rich.ts';
import type { Seen } from '../client/useStore.ts';
import { scrolling, useStore } from '../client/useStore.ts';
import { icon, mark } from '../shell/icons.ts';
import { SlackBody } from '../slack/body.ts';
import { CardView } from '../teams/adaptiveCard.ts';
import type { Theme } from '../teams/hostConfig.ts';
import { parseMarkdown } from '../teams/markdown.ts';

export interface MessageProps {
  message: PlaygroundMessage;
  replies: PlaygroundMessage[];
  channel: PlaygroundChannel;
  seen: Seen;
  theme: Theme;
}

export function Message({ message, replies, channel, seen, theme }: MessageProps): JSX.Element {
  const { store, view } = useStore();
  const box = useRef<HTMLElement>(null);
  const { data, me, tenant } = seen;
  const isPrivate = message.onlyFor !== null;
  const wished = view.reveal?.message === message.id ? view.reveal.count : 0;
  const edited = useFlash(`${message.editedAt ?? ''} ${wished}`);

  useEffect(() => {
    const room = box.current?.closest('.messages')?.clientHeight ?? 0;
    if (wished === 0 || !box.current) return;
    // The guide asks for a press, and a tall card has its buttons at the end.
    const block = box.current.clientHeight > room ? 'end' : 'start';
    box.current.scrollIntoView({ block, behavior: scrolling() });
    box.current.focus({ preventScroll: true });
  }, [wished]);

  const status = message.exception?.status;
  const settled = status !== undefined && !openStatuses.includes(status);
  const wasSettled = useRef(settled);
  const pressedHere = useRef(false);
  if (view.busy[message.id]) pressedHere.current = true;
  useEffect(() => {
    const card = box.current;
    const list = card?.closest('.messages');
    const fresh = settled && !wasSettled.current;
    wasSettled.current = settled;
    if (!fresh || !card || !list) return;
    if (pressedHere.current && document.activeElement === document.body) card.focus({ preventScroll: true });
    // The result stands at the top of the card, the button that was pressed at its end.
    const [own, around] = [card.getBoundingClientRect(), list.getBoundingClientRect()];
    if (own.top < around.top && own.bottom > around.top) {
      card.scrollIntoView({ block: 'start', behavior: scrolling() });
    }
  }, [settled]);

  const busy = view.busy[message.id] ?? null;
  const failure = view.failures[message.id];
  const press = (action: string, inputs: Record<string, string>) =>
    void store.click({ surface: channel.product, message: message.id, action, inputs });
  return h(
    'article',
    {
      ref: box,
      class: ['msg', isPrivate && 'is-private', settled && 'is-settled', edited && 'is-fresh']
        .filter(Boolean)
        .join(' '),
      tabIndex: -1,
      'data-message': message.id,
      'aria-label': `${message.author.name}: ${message.text}`,
    },
    [
      isPrivate
        ? h('p', { class: 'msg-private' }, [icon('eye'), h('span', null, 'Only visible to you')])
        : null,
      avatar(message.author.name, message.author.bot),
      h('div', { class: 'msg-main' }, [
        h('p', { class: 'msg-head' }, [
          h('b', null, message.author.name),
          message.author.bot ? h('span', { class: 'msg-app' }, 'App') : null,
          h('time', { dateTime: message.at }, stamp(message.at, data.now, tenant.timeZone)),
          message.editedAt
            ? h(
                'span',
                { class: 'msg-edited' },
                `updated ${stamp(message.editedAt, data.now, tenant.timeZone)}`,
              )
            : null,
        ]),
        body({ message, channel, seen, theme, busy, press }),
        failure ? h(Failure, { text: failure }) : null,
        replies.length > 0 ? h(Thread, { replies, channel, seen, theme, me: me.id }) : null,
      ]),
    ],
  );
}

function body(p: {
  message: PlaygroundMessage;
  channel: PlaygroundChannel;
  seen: Seen;
  theme: Theme;
  busy: string | null;
  press(action: string, inputs: Record<string, string>): void;
}): ComponentChildren {
  const { message, channel, seen } = p;
  if (channel.product === 'slack') return h(SlackBody, { message, seen, busy: p.busy, press: p.press });
  const card = message.cardFor?.[seen.me.id] ?? message.card;
  return card
    ? h(CardView, {
        card,
        theme: p.theme,
        timeZone: seen.tenant.timeZone,
        busy: p.busy,
        press: p.press,
      })
    : h('div', { class: 'msg-text' }, richToVNodes(parseMarkdown(message.text)));
}

function Failure({ text }: { text: string }): JSX.Element {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest', behavior: scrolling() }), [text]);
  return h('p', { class: 'msg-failure', role: 'alert', ref: box }, text);
}

/** Replies in place; open as soon as something in them is for this person alone. */
function Thread(props: {
  replies: PlaygroundMessage[];
  channel: PlaygroundChannel;
  seen: Seen;
  theme: Theme;
  me: string;
}): JSX.Element {
  const { replies, channel, seen, theme, me } = props;
  const personal = replies.some((reply) => reply.onlyFor?.includes(me));
  const [open, setOpen] = useState(personal);
  useEffect(() => {
    if (personal) setOpen(true);
  }, [personal, replies.length]);
  const last = replies[replies.length - 1];
  const when = last ? stamp(last.at, seen.data.now, seen.tenant.timeZone) : '';
  return h('div', { class: 'thread' }, [
    h(
      'button',
      { type: 'button', class: 'thread-toggle', 'aria-expanded': open, onClick: () => setOpen(!open) },
      [
        icon('reply'),
        h('b', null, replies.length === 1 ? '1 reply' : `${replies.length} replies`),
        h('span', null, open ? 'Hide thread' : `Last ${when}`),
      ],
    ),
    open
      ? h(
          'div',
          { class: 'thread-list' },
          replies.map((message) =>
            h(Message, { key: message.id, message, replies: [], channel, seen, theme }),
          ),
        )
      : null,
  ]);
}

export function avatar(name: string, bot = false): JSX.Element {
  return bot
    ? h('span', { class: 'avatar is-bot', 'aria-hidden': true }, mark())
    : h('span', { class: `avatar tint-${tint(name)}`, 'aria-hidden': true }, initials(name));
}

/** True for a moment after `value` changed (never for the first one). */
function useFlash(value: string): boolean {
  const first = useRef(value);
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (value === first.current) return;
    first.current = value;
    setOn(true);
    const timer = setTimeout(() => setOn(false), 1200);
    return () => clearTimeout(timer);
  }, [value]);
  return on;
}
