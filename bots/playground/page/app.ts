/** The page, put together: loading, refused, or the workplace. */
import { h, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Dialogs } from './chat/dialogs.ts';
import { Pane } from './chat/pane.ts';
import type { Tab } from './client/diff.ts';
import { seenBy, useMedia, useStore } from './client/useStore.ts';
import { Drawer, drawerTabs } from './drawer/drawer.ts';
import { GuideStrip } from './shell/guide.ts';
import { HonestLine } from './shell/honest.ts';
import { icon, mark } from './shell/icons.ts';
import { closeMenusOutside } from './shell/menu.ts';
import { TopBar } from './shell/topBar.ts';
import type { Theme } from './teams/hostConfig.ts';

export function App(): JSX.Element {
  const { store, view } = useStore();
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const theme: Theme = view.theme === 'system' ? (systemDark ? 'dark' : 'light') : view.theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(closeMenusOutside, []);
  useEffect(() => store.start(), [store]);
  const seen = seenBy(view);
  useEffect(() => {
    if (seen) document.title = `Unhold playground · ${seen.tenant.name}`;
  }, [seen?.tenant.name]);

  if (view.phase === 'unauthorised') return h(Unauthorised, {});
  if (!seen) return h(Loading, { offline: view.offline });
  return h(
    'div',
    { class: 'app', 'data-area': view.area, 'data-product': view.product, 'data-drawer': view.drawer },
    [
      h(TopBar, { seen }),
      h(Notices, {}),
      h(GuideStrip, { seen }),
      h(ChatTabs, {}),
      h('main', { class: 'work' }, [
        h(Pane, { key: 'slack', product: 'slack', seen, theme }),
        h(Pane, { key: 'teams', product: 'teams', seen, theme }),
        h(Drawer, { seen }),
      ]),
      h(HonestLine, { seen }),
      h(BottomBar, {}),
      h(Dialogs, { seen, theme }),
      h('div', { class: 'sr', role: 'status', 'aria-live': 'polite', key: 'live' }, view.announced.text),
      h(MarkSeen, {}),
    ],
  );
}

/** Offline, or the outcome of something that was asked for. */
function Notices(): JSX.Element | null {
  const { store, view } = useStore();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { notice } = view;
  useEffect(() => {
    if (notice?.tone !== 'good') return;
    timer.current = setTimeout(store.clearNotice, 6000);
    return () => clearTimeout(timer.current ?? undefined);
  }, [notice]);
  if (view.offline) {
    return h('div', { class: 'notice is-bad', role: 'alert' }, [
      h('p', null, [
        h('b', null, 'Unhold does not answer. '),
        'What you see may be old. Trying again by itself.',
      ]),
      h('button', { type: 'button', class: 'button is-small', onClick: store.retryNow }, 'Try now'),
    ]);
  }
  if (!notice) return null;
  return h('div', { class: `notice is-${notice.tone}` }, [
    h('p', null, notice.text),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': 'Dismiss this message',
        onClick: store.clearNotice,
      },
      icon('close'),
    ),
  ]);
}

const chatTabs = [
  { id: 'slack', label: 'Slack' },
  { id: 'teams', label: 'Teams' },
] as const;

const dot = (show: boolean) =>
  show ? h('span', { class: 'dot' }, h('span', { class: 'sr' }, ', something new')) : null;

/** Between phone and desktop: one chat at a time, beside the drawer. */
function ChatTabs(): JSX.Element {
  const { store, view } = useStore();
  return h(
    'nav',
    { class: 'chat-tabs', 'aria-label': 'Chats' },
    chatTabs.map(({ id, label }) =>
      h(
        'button',
        {
          key: id,
          type: 'button',
          'aria-current': view.product === id ? 'page' : undefined,
          onClick: () => store.show({ product: id, area: 'chat' }),
        },
        [label, dot(view.product !== id && view.unseen.includes(id))],
      ),
    ),
  );
}

/** On a phone: everything one thumb away. */
function BottomBar(): JSX.Element {
  const { store, view } = useStore();
  const items = [
    ...chatTabs.map(({ id, label }) => ({
      id,
      label,
      icon: id === 'slack' ? ('hash' as const) : ('card' as const),
      on: view.area === 'chat' && view.product === id,
      go: () => store.show({ area: 'chat', product: id }),
    })),
    ...drawerTabs.map(({ id, label }) => ({
      id,
      label,
      icon: id,
      on: view.area === 'drawer' && view.drawer === id,
      go: () => store.show({ area: 'drawer', drawer: id }),
    })),
  ];
  return h(
    'nav',
    { class: 'bottom', 'aria-label': 'Parts of the page' },
    items.map((item) =>
      h(
        'button',
        { key: item.id, type: 'button', 'aria-current': item.on ? 'page' : undefined, onClick: item.go },
        [icon(item.icon), h('span', null, item.label), dot(!item.on && view.unseen.includes(item.id))],
      ),
    ),
  );
}

/** Takes the marks off the tabs that are in view. */
function MarkSeen(): null {
  const { store, view } = useStore();
  const wide = useMedia('(min-width: 1100px)');
  const narrow = useMedia('(max-width: 719px)');
  useEffect(() => {
    const chats: Tab[] = wide ? ['slack', 'teams'] : [view.product];
    const inView: Tab[] = narrow
      ? [view.area === 'chat' ? view.product : view.drawer]
      : [...chats, view.drawer];
    store.seen(inView);
  });
  return null;
}

function Loading({ offline }: { offline: boolean }): JSX.Element {
  return h('div', { class: 'app is-loading', 'aria-busy': true }, [
    h('header', { class: 'top' }, h('h1', { class: 'brand' }, [mark(), h('span', null, 'Unhold')])),
    offline
      ? h('div', { class: 'notice is-bad', role: 'alert' }, [
          h('p', null, [
            h('b', null, 'Unhold does not answer yet. '),
            'Is it running? Trying again by itself.',
          ]),
        ])
      : h('p', { class: 'sr', role: 'status' }, 'Loading'),
    h('main', { class: 'work' }, [
      h('div', { class: 'pane skeleton is-slack' }),
      h('div', { class: 'pane skeleton is-teams' }),
      h('div', { class: 'drawer skeleton' }),
    ]),
  ]);
}

function Unauthorised(): JSX.Element {
  return h('main', { class: 'gate' }, [
    mark(),
    h('h1', null, 'This page needs the link that Unhold printed'),
    h('p', null, [
      'The link carries a token that is new at each start. Look at the terminal where ',
      h('code', null, 'npm start'),
      ' runs and open the address it shows, or use the token in ',
      h('code', null, 'data/playground.token'),
      '.',
    ]),
  ]);
}
