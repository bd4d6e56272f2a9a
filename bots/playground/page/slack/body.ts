/** The body of a Slack message, with the question Slack asks where a button carries `confirm`. */
import { h, type JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PlaygroundMessage } from '../../state.ts';
import { asRecord, asText, isRecord, type Json } from '../client/json.ts';
import { richToVNodes } from '../client/rich.ts';
import type { Seen } from '../client/useStore.ts';
import { openOver } from '../shell/openOver.ts';
import { type BlockContext, renderBlocks, textObject } from './blocks.ts';
import { parseMrkdwn } from './mrkdwn.ts';

/** Names and dates as this person's Slack would show them. */
export function mrkdwnContext({ data, tenant }: Seen): Pick<BlockContext, 'timeZone' | 'now' | 'personName'> {
  return {
    timeZone: tenant.timeZone,
    now: data.now,
    personName: (id) => data.people.find((p) => p.slack === id && p.tenant === tenant.id)?.name ?? null,
  };
}

export function SlackBody(props: {
  message: PlaygroundMessage;
  seen: Seen;
  busy: string | null;
  press(action: string, inputs: Record<string, string>): void;
}): JSX.Element {
  const { message, seen, busy, press } = props;
  const [asked, setAsked] = useState<{ element: Json; inputs: Record<string, string> } | null>(null);
  const [checked, setChecked] = useState<Record<string, string[]>>({});
  const words = mrkdwnContext(seen);
  const go = (element: Json, inputs: Record<string, string>) => {
    const boxes = Object.entries(checked).map(([key, values]) => [key, values.join(',')]);
    press(asText(element['action_id']), { ...Object.fromEntries(boxes), ...inputs });
  };
  const context: BlockContext = {
    ...words,
    id: message.id,
    busy,
    boxes: {
      of: (key) => checked[key],
      set: (key, values) => setChecked({ ...checked, [key]: values }),
    },
    press: (element, inputs) =>
      isRecord(element['confirm']) ? setAsked({ element, inputs }) : go(element, inputs),
  };
  const content =
    message.blocks && message.blocks.length > 0
      ? renderBlocks(message.blocks, context)
      : h('div', { class: 'sk-text' }, richToVNodes(parseMrkdwn(message.text, words)));
  return h('div', { class: 'sk-body' }, [
    content,
    asked
      ? h(Confirm, {
          confirm: asRecord(asked.element['confirm']),
          context,
          answer: (yes) => {
            setAsked(null);
            if (yes) go(asked.element, asked.inputs);
          },
        })
      : null,
  ]);
}

function Confirm(props: { confirm: Json; context: BlockContext; answer(yes: boolean): void }): JSX.Element {
  const { confirm, context, answer } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => openOver(dialog.current, 'slack'), []);
  const danger = confirm['style'] === 'danger';
  return h(
    'dialog',
    {
      ref: dialog,
      class: 'dialog is-slack is-small',
      'aria-labelledby': `${context.id}-confirm`,
      onCancel: () => answer(false),
    },
    [
      h('h2', { id: `${context.id}-confirm` }, textObject(confirm['title'], context)),
      h('div', { class: 'dialog-body' }, h('p', null, textObject(confirm['text'], context))),
      h('div', { class: 'dialog-foot' }, [
        h(
          'button',
          { type: 'button', class: 'sk-button is-default', onClick: () => answer(false) },
          textObject(confirm['deny'], context),
        ),
        h(
          'button',
          {
            type: 'button',
            class: `sk-button is-${danger ? 'danger' : 'primary'}`,
            onClick: () => answer(true),
          },
          textObject(confirm['confirm'], context),
        ),
      ]),
    ],
  );
}
