/** The thin line that says what is real here and what stands in. */
import { h, type JSX } from 'preact';
import { guideFor } from '../client/guide.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { menu } from './menu.ts';

const list = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

export function HonestLine({ seen }: { seen: Seen }): JSX.Element {
  const { store, view } = useStore();
  const { standIns } = seen.data;
  const inPlace = [
    standIns.slack ? 'Slack' : '',
    standIns.teams ? 'Teams' : '',
    standIns.mail ? 'the mailbox' : '',
  ].filter(Boolean);
  const canGuide = view.guideDismissed && guideFor(seen.data, seen.me.id) !== null;
  const truth = () =>
    h('p', { class: 'honest-text' }, [
      h('b', null, 'Real: '),
      'the bots, the policy, the record, the demo ERP’s rules. ',
      inPlace.length > 0 ? [h('b', null, 'Standing in: '), `${list(inPlace)}.`] : null,
    ]);
  return h('footer', { class: 'honest' }, [
    truth(),
    canGuide
      ? h(
          'button',
          { type: 'button', class: 'link', onClick: () => store.dismissGuide(false) },
          'Show the first steps',
        )
      : null,
    menu({
      class: 'connect is-up',
      label: 'What is real here, and how to connect the real Slack and Teams',
      summary: [
        h('span', { class: 'honest-short' }, 'What is real here, what stands in'),
        h('span', { class: 'honest-long' }, 'Connect the real ones'),
      ],
      children: h('div', { class: 'menu-text' }, [
        truth(),
        h('p', null, [h('b', null, 'About five minutes each.'), ' The README walks through both.']),
        h('ol', null, [
          h('li', null, 'Create the Slack app or the Teams bot from the manifest that comes with Unhold.'),
          h('li', null, [
            'Put its credentials into ',
            h('code', null, '.env'),
            '; the sections there name each one.',
          ]),
          h(
            'li',
            null,
            'Start Unhold again. That product’s stand-in gives way to the real one; the other stays.',
          ),
        ]),
      ]),
    }),
  ]);
}
