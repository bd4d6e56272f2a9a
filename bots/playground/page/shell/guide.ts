/** The quiet strip for the first minute. */
import { h, type JSX } from 'preact';
import { guideFor } from '../client/guide.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from './icons.ts';

export function GuideStrip({ seen }: { seen: Seen }): JSX.Element | null {
  const { store, view } = useStore();
  const guide = view.guideDismissed ? null : guideFor(seen.data, seen.me.id);
  if (!guide) return null;
  const { next } = guide;
  const go = () => {
    if (!next) return;
    if ('become' in next) return store.become(next.become);
    const ids = guide.messageIds;
    const home = seen.data.channels.find(
      (c) => c.product === next.show && c.messages.some((m) => ids.includes(m.id)),
    );
    const message = home?.messages.find((m) => ids.includes(m.id));
    if (message) store.reveal(next.show, message.id);
  };
  return h(
    'section',
    { class: `guide ${guide.finished ? 'is-finished' : ''}`, 'aria-label': 'First steps' },
    [
      guide.finished
        ? h('p', { class: 'guide-end' }, [
            icon('check'),
            h('span', null, [
              h('b', null, 'That is the whole loop. '),
              'One decision, both chats, one write in the ERP, on the record. The other cards are yours to try.',
            ]),
          ])
        : h(
            'ol',
            null,
            guide.steps.map((step, i) =>
              h(
                'li',
                {
                  key: step.title,
                  class: [step.done && 'is-done', step.current && 'is-current'].filter(Boolean).join(' '),
                  'aria-current': step.current ? 'step' : undefined,
                },
                [
                  h(
                    'span',
                    { class: 'guide-number' },
                    step.done ? [icon('check'), h('span', { class: 'sr' }, 'Done: ')] : String(i + 1),
                  ),
                  h('span', { class: 'guide-text' }, [h('b', null, step.title), h('span', null, step.text)]),
                  step.current && next
                    ? h(
                        'button',
                        { type: 'button', class: 'button is-primary is-small', onClick: go },
                        next.label,
                      )
                    : null,
                ],
              ),
            ),
          ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Dismiss the first steps',
          onClick: () => store.dismissGuide(true),
        },
        icon('close'),
      ),
    ],
  );
}
