/** Interactive Block Kit elements: buttons, menus, selects. */
import { h, type JSX } from 'preact';
import { asRecord, asRecords, asText, type Json } from '../client/json.ts';
import { safeHref } from '../client/rich.ts';
import { icon } from '../shell/icons.ts';
import { pickFrom } from '../shell/menu.ts';
import { type BlockContext, type Boxes, textObject } from './blocks.ts';
import { picture } from './picture.ts';

const label = (object: unknown): string => asText(asRecord(object)['text']);

/** The key under which an element's value travels: the block's id when the bot gave one, else the action's. */
const inputKey = (element: Json, block: Json): string =>
  asText(block['block_id']) || asText(element['action_id']);

export function slackElement(element: Json, block: Json, context: BlockContext): JSX.Element | null {
  switch (element['type']) {
    case 'button':
      return button(element, context);
    case 'overflow':
      return overflow(element, block, context);
    case 'static_select':
      return select(element, block, context);
    case 'checkboxes':
      return context.boxes ? checkboxes(element, block, context, context.boxes) : null;
    case 'image':
      return picture(element);
    default:
      return h(
        'span',
        { class: 'sk-unknown' },
        `A “${asText(element['type'])}” element, which this page does not draw.`,
      );
  }
}

function button(element: Json, context: BlockContext): JSX.Element {
  const action = asText(element['action_id']);
  const style = asText(element['style']) || 'default';
  const url = safeHref(asText(element['url']));
  const working = context.busy === action;
  const common = {
    class: `sk-button is-${style}`,
    'aria-label': asText(element['accessibility_label']) || undefined,
  };
  if (url && !element['value']) {
    return h(
      'a',
      { ...common, href: url, target: '_blank', rel: 'noopener noreferrer' },
      label(element['text']),
    );
  }
  return h(
    'button',
    {
      ...common,
      type: 'button',
      // The pressed button stays enabled: a disabled one would lose the keyboard's place.
      disabled: context.busy !== null && !working,
      'aria-busy': working,
      'data-action': action,
      onClick: () => context.press(element, {}),
    },
    [
      working ? h('span', { class: 'spinner', 'aria-hidden': true }) : null,
      h('span', null, label(element['text'])),
    ],
  );
}

function overflow(element: Json, block: Json, context: BlockContext): JSX.Element {
  const choose = (value: string) => context.press(element, { [inputKey(element, block)]: value });
  return h('details', { class: 'menu sk-overflow', name: 'menu' }, [
    h('summary', { class: 'sk-button is-default is-icon', 'aria-label': 'More actions' }, icon('more')),
    h(
      'div',
      { class: 'menu-list' },
      asRecords(element['options']).map((option) =>
        h(
          'button',
          {
            type: 'button',
            class: 'menu-item',
            disabled: context.busy !== null,
            'data-action': asText(element['action_id']),
            onClick: pickFrom(() => choose(asText(option['value']))),
          },
          label(option['text']),
        ),
      ),
    ),
  ]);
}

function select(element: Json, block: Json, context: BlockContext): JSX.Element {
  const chosen = asText(asRecord(element['initial_option'])['value']);
  return h(
    'select',
    {
      class: 'sk-select',
      'aria-label': label(element['placeholder']) || 'Choose',
      disabled: context.busy !== null,
      value: chosen,
      onChange: (event: Event) => {
        const value = (event.currentTarget as HTMLSelectElement).value;
        if (value !== '') context.press(element, { [inputKey(element, block)]: value });
      },
    },
    [
      h('option', { value: '' }, label(element['placeholder']) || 'Choose'),
      asRecords(element['options']).map((option) =>
        h('option', { value: asText(option['value']) }, label(option['text'])),
      ),
    ],
  );
}

function checkboxes(element: Json, block: Json, context: BlockContext, boxes: Boxes): JSX.Element {
  const key = inputKey(element, block);
  const initial = asRecords(element['initial_options']).map((option) => asText(option['value']));
  const checked = boxes.of(key) ?? initial;
  const options = asRecords(element['options']);
  const toggle = (value: string, isOn: boolean) =>
    boxes.set(
      key,
      options
        .map((option) => asText(option['value']))
        .filter((one) => (one === value ? isOn : checked.includes(one))),
    );
  return h(
    'div',
    { class: 'sk-boxes', role: 'group', 'aria-label': 'Choose which' },
    options.map((option) => {
      const value = asText(option['value']);
      const described = asRecord(option['description'])['text'] !== undefined;
      return h('label', { class: 'sk-box', key: value }, [
        h('input', {
          type: 'checkbox',
          value,
          checked: checked.includes(value),
          disabled: context.busy !== null,
          onChange: (event: Event) => toggle(value, (event.currentTarget as HTMLInputElement).checked),
        }),
        h('span', null, [
          h('span', { class: 'sk-box-text' }, textObject(option['text'], context)),
          described ? h('small', null, textObject(option['description'], context)) : null,
        ]),
      ]);
    }),
  );
}
