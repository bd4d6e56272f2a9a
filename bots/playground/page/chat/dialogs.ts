/** The dialog a bot has opened for this person: a Slack view or a Teams task. */
import { h, type JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PlaygroundDialog } from '../../state.ts';
import { asRecord, asText } from '../client/json.ts';
import { type Seen, useStore } from '../client/useStore.ts';
import { icon } from '../shell/icons.ts';
import { openOver } from '../shell/openOver.ts';
import { type BlockContext, renderBlocks } from '../slack/blocks.ts';
import { mrkdwnContext } from '../slack/body.ts';
import { CardView } from '../teams/adaptiveCard.ts';
import type { Theme } from '../teams/hostConfig.ts';

/** `POST /playground/click` on a dialog's id: these two submit it and put it away. */
const submit = 'submit';
const dismiss = 'cancel';

export function Dialogs({ seen, theme }: { seen: Seen; theme: Theme }): JSX.Element | null {
  const open = seen.data.dialogs.find((dialog) => dialog.person === seen.me.id);
  return open ? h(OpenDialog, { key: open.id, dialog: open, seen, theme }) : null;
}

function OpenDialog({
  dialog,
  seen,
  theme,
}: {
  dialog: PlaygroundDialog;
  seen: Seen;
  theme: Theme;
}): JSX.Element {
  const { store, view } = useStore();
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => openOver(box.current, dialog.product), []);
  const busy = view.busy[dialog.id] ?? null;
  const failure = view.failures[dialog.id];
  const act = (action: string, inputs: Record<string, string> = {}) =>
    void store.click({ surface: dialog.product, message: dialog.id, action, inputs });
  const titleId = `${dialog.id}-title`;
  return h(
    'dialog',
    {
      ref: box,
      class: `dialog is-${dialog.product}`,
      'aria-labelledby': titleId,
      onCancel: (event: Event) => {
        event.preventDefault();
        act(dismiss);
      },
    },
    [
      h('header', null, [
        h('h2', { id: titleId }, dialog.title),
        h(
          'button',
          { type: 'button', class: 'icon-button', 'aria-label': 'Close', onClick: () => act(dismiss) },
          icon('close'),
        ),
      ]),
      dialog.product === 'slack'
        ? h(SlackView, { dialog, seen, busy, act })
        : h(
            'div',
            { class: 'dialog-body' },
            h(CardView, {
              card: dialog.view,
              theme,
              timeZone: seen.tenant.timeZone,
              busy,
              press: (action, inputs) => act(action || submit, inputs),
            }),
          ),
      failure ? h('p', { class: 'msg-failure', role: 'alert' }, failure) : null,
    ],
  );
}

function SlackView(props: {
  dialog: PlaygroundDialog;
  seen: Seen;
  busy: string | null;
  act(action: string, inputs?: Record<string, string>): void;
}): JSX.Element {
  const { dialog, seen, busy, act } = props;
  const view = dialog.view;
  const words = mrkdwnContext(seen);
  const context: BlockContext = {
    ...words,
    id: dialog.id,
    busy,
    ...(dialog.errors && { errors: dialog.errors }),
    press: (element, inputs) => act(asText(element['action_id']), inputs),
  };
  const submitLabel = asText(asRecord(view['submit'])['text']);
  const closeLabel = asText(asRecord(view['close'])['text']) || 'Cancel';
  const onSubmit = (event: Event) => {
    event.preventDefault();
    const inputs: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget as HTMLFormElement)) {
      if (typeof value === 'string') inputs[name] = value;
    }
    act(submit, inputs);
  };
  return h('form', { onSubmit }, [
    h('div', { class: 'dialog-body' }, renderBlocks(view['blocks'], context)),
    h('div', { class: 'dialog-foot' }, [
      h('button', { type: 'button', class: 'sk-button is-default', onClick: () => act(dismiss) }, closeLabel),
      submitLabel === ''
        ? null
        : h(
            'button',
            {
              type: 'submit',
              class: 'sk-button is-primary',
              disabled: busy !== null,
              'aria-busy': busy === submit,
            },
            [busy === submit ? h('span', { class: 'spinner', 'aria-hidden': true }) : null, submitLabel],
          ),
    ]),
  ]);
}
