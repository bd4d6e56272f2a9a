/** Name, company, clock, faults, theme, and who one is. */
import { h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FaultKind } from '../client/api.ts';
import { aheadInWords, clockTime, secondsUntilMorning, shortDay } from '../client/format.ts';
import type { ThemeChoice } from '../client/store.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon, mark } from './icons.ts';
import { menu, pickFrom } from './menu.ts';
import { PersonMenu } from './people.ts';

export function TopBar({ seen }: { seen: Seen }): JSX.Element {
  return h('header', { class: 'top' }, [
    h('h1', { class: 'brand' }, [mark(), h('span', null, 'Unhold')]),
    h('p', { class: 'company' }, [h('span', { class: 'sr' }, 'Company: '), seen.tenant.name]),
    h('div', { class: 'top-tools' }, [
      h(Clock, { seen }),
      h(Faults, { seen }),
      h(ThemeSwitch, {}),
      h(PersonMenu, { seen }),
    ]),
  ]);
}

function Clock({ seen }: { seen: Seen }): JSX.Element {
  const { store, view } = useStore();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const { timeZone } = seen.tenant;
  const now = new Date(Date.parse(seen.data.now) + Math.max(0, Date.now() - view.receivedAt));
  const ahead = aheadInWords(seen.data.clockOffsetSeconds);
  const words = `${shortDay(now, timeZone)}, ${clockTime(now, timeZone)}`;
  return menu({
    class: 'clock',
    label: `Clock: ${words}${ahead ? `, ${ahead} of real time` : ''}. Move it on`,
    summary: [
      icon('clock'),
      h('span', { class: 'chip-text' }, words),
      ahead ? h('span', { class: 'chip-note' }, ahead) : null,
      icon('chevron'),
    ],
    children: [
      h('p', { class: 'menu-note' }, 'Moves Unhold’s clock and its timers: reminders, expiries, retries.'),
      moveOn('+1 h', 3600, store.moveClock),
      moveOn('Next morning', secondsUntilMorning(now.toISOString(), timeZone), store.moveClock),
    ],
  });
}

const moveOn = (label: string, seconds: number, move: (seconds: number) => Promise<void>): JSX.Element =>
  h('button', { type: 'button', class: 'menu-item', onClick: pickFrom(() => void move(seconds)) }, label);

const faults: { kind: FaultKind; chip: string; label: string; note: string }[] = [
  { kind: 'none', chip: 'fine', label: 'Fine', note: 'Answers at once.' },
  { kind: 'slow', chip: 'slow', label: 'Slow', note: 'Answers after seconds.' },
  {
    kind: 'reply_lost',
    chip: 'loses the reply',
    label: 'Loses the reply',
    note: 'Applies the change, never answers.',
  },
  {
    kind: 'late',
    chip: 'applies late',
    label: 'Applies late',
    note: 'Times out, and applies it afterwards.',
  },
  { kind: 'refuse', chip: 'refuses', label: 'Refuses', note: 'Says no and changes nothing.' },
  { kind: 'down', chip: 'down', label: 'Down', note: 'Cannot be reached.' },
];

function Faults({ seen }: { seen: Seen }): JSX.Element | null {
  const { store } = useStore();
  const orders = seen.data.orders.filter((order) => order.tenant === seen.tenant.id);
  const connections = [...new Map(orders.map((o) => [o.connection, o.company]))];
  if (connections.length === 0) return null;
  const kindOf = (connection: string): FaultKind => {
    const set = seen.data.faults.find((f) => f.connection === connection)?.kind;
    return faults.find((f) => f.kind === set)?.kind ?? 'none';
  };
  const worst = connections.map(([id]) => kindOf(id)).find((kind) => kind !== 'none') ?? 'none';
  const chip = faults.find((f) => f.kind === worst)!.chip;
  return menu({
    class: `faults ${worst === 'none' ? '' : 'is-on'}`,
    label: `ERP: ${chip}. Switch its faults`,
    summary: [icon('plug'), h('span', { class: 'chip-text' }, `ERP: ${chip}`), icon('chevron')],
    children: connections.map(([id, company]) =>
      h('fieldset', { key: id }, [
        h('legend', null, company),
        faults.map((f) =>
          h('label', { class: 'menu-radio' }, [
            h('input', {
              type: 'radio',
              name: `fault-${id}`,
              checked: kindOf(id) === f.kind,
              onChange: () => void store.setFault(id, f.kind),
            }),
            h('span', null, [h('b', null, f.label), h('small', null, f.note)]),
          ]),
        ),
      ]),
    ),
  });
}

const themes: Record<ThemeChoice, { next: ThemeChoice; icon: 'auto' | 'sun' | 'moon'; words: string }> = {
  system: { next: 'light', icon: 'auto', words: 'as the system' },
  light: { next: 'dark', icon: 'sun', words: 'light' },
  dark: { next: 'system', icon: 'moon', words: 'dark' },
};

function ThemeSwitch(): JSX.Element {
  const { store, view } = useStore();
  const { next, icon: name, words } = themes[view.theme];
  const label = `Colours: ${words}. Change to ${themes[next].words}`;
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': label,
      title: label,
      onClick: () => store.setTheme(next),
    },
    icon(name),
  );
}
