/** Who one is, and one click to become someone else. */
import { h, type JSX } from 'preact';
import type { PlaygroundPerson } from '../../state.ts';
import { avatar } from '../chat/message.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from './icons.ts';
import { menu, pickFrom } from './menu.ts';

export function PersonMenu({ seen }: { seen: Seen }): JSX.Element {
  const { store } = useStore();
  const { data, me } = seen;
  const item = (person: PlaygroundPerson) =>
    h(
      'button',
      {
        key: person.id,
        type: 'button',
        class: 'menu-item person',
        'aria-current': person.id === me.id ? 'true' : undefined,
        'data-person': person.id,
        onClick: pickFrom(() => store.become(person.id)),
      },
      [
        avatar(person.name),
        h('span', { class: 'person-text' }, [h('b', null, person.name), h('small', null, person.title)]),
        person.id === me.id ? icon('check') : null,
      ],
    );
  const tenants = [...data.tenants].sort((a, b) => Number(b.id === me.tenant) - Number(a.id === me.tenant));
  return menu({
    class: 'people',
    label: `You are ${me.name}, ${me.title}. Become someone else`,
    summary: [
      avatar(me.name),
      h('span', { class: 'person-text' }, [h('b', null, me.name), h('small', null, me.title)]),
      icon('chevron'),
    ],
    children: tenants.map((tenant) =>
      h('div', { class: 'menu-group', key: tenant.id, role: 'group', 'aria-label': tenant.name }, [
        h('p', { class: 'menu-title' }, tenant.name),
        data.people.filter((person) => person.tenant === tenant.id).map(item),
      ]),
    ),
  });
}
