/** Slack's Block Kit, drawn from the JSON exactly as the bot sent it. Unknown blocks are named, never dropped silently. */
import { type ComponentChild, h, type JSX } from 'preact';
import { asList, asRecord, asRecords, asText, type Json } from '../client/json.ts';
import { richToVNodes } from '../client/rich.ts';
import { slackElement } from './elements.ts';
import { type MrkdwnContext, parseMrkdwn, plainText } from './mrkdwn.ts';
import { picture } from './picture.ts';
import { richTextBlock } from './richText.ts';
import { tableBlock } from './table.ts';

/** Which boxes are checked: it travels with the next press. */
export interface Boxes {
  /** By the key under which an element's value travels; undefined: as the bot sent it. */
  of(key: string): string[] | undefined;
  set(key: string, values: string[]): void;
}

/** What blocks need from around them. */
export interface BlockContext extends MrkdwnContext {
  /** Unique on the page: the message's or dialog's id. */
  id: string;
  /** The action under way on this message, or null. */
  busy: string | null;
  /** What is wrong with inputs, by block id. */
  errors?: Record<string, string>;
  /** The boxes of this message; undefined where none can be checked. */
  boxes?: Boxes;
  /** A button was pressed or a choice made; `element` is its JSON, with its `confirm`. */
  press(element: Json, inputs: Record<string, string>): void;
}

/** A text object: mrkdwn or plain text. */
export function textObject(value: unknown, context: MrkdwnContext): ComponentChild[] {
  const object = asRecord(value);
  const text = asText(object['text']);
  return richToVNodes(object['type'] === 'mrkdwn' ? parseMrkdwn(text, context) : plainText(text));
}

export const renderBlocks = (blocks: unknown, context: BlockContext): JSX.Element[] =>
  asRecords(blocks).map((block, i) => renderBlock(block, i, context));

function renderBlock(block: Json, index: number, context: BlockContext): JSX.Element {
  const key = asText(block['block_id']) || String(index);
  switch (block['type']) {
    case 'header':
      return h('h3', { class: 'sk-header', key }, textObject(block['text'], context));
    case 'divider':
      return h('hr', { class: 'sk-divider', key });
    case 'section':
      return section(block, key, context);
    case 'context':
      return h(
        'div',
        { class: 'sk-context', key },
        asRecords(block['elements']).map((part) =>
          part['type'] === 'image'
            ? picture(part)
            : h('span', { class: 'sk-context-text' }, textObject(part, context)),
        ),
      );
    case 'actions':
      return h(
        'div',
        { class: 'sk-actions', key, role: 'group', 'aria-label': 'Actions' },
        asRecords(block['elements']).map((element) => slackElement(element, block, context)),
      );
    case 'rich_text':
      return h('div', { class: 'sk-text', key }, richToVNodes(richTextBlock(block, context)));
    case 'table':
      return tableBlock(block, key, context);
    case 'image':
      return h('div', { class: 'sk-text', key }, picture(block));
    case 'input':
      return inputBlock(block, key, context);
    default:
      return h(
        'p',
        { class: 'sk-unknown', key },
        `A block of type “${asText(block['type'])}”, which this page does not draw.`,
      );
  }
}

function section(block: Json, key: string, context: BlockContext): JSX.Element {
  const fields = asList(block['fields']);
  const accessory = asRecord(block['accessory']);
  return h('div', { class: 'sk-section', key }, [
    h('div', { class: 'sk-section-body' }, [
      block['text'] ? h('div', { class: 'sk-text' }, textObject(block['text'], context)) : null,
      fields.length > 0
        ? h(
            'div',
            { class: 'sk-fields' },
            fields.map((field) => h('div', { class: 'sk-field' }, textObject(field, context))),
          )
        : null,
    ]),
    accessory['type'] ? h('div', { class: 'sk-accessory' }, slackElement(accessory, block, context)) : null,
  ]);
}

function inputBlock(block: Json, key: string, context: BlockContext): JSX.Element {
  const element = asRecord(block['element']);
  const id = `${context.id}-${key}`;
  const hint = asText(asRecord(block['hint'])['text']);
  const wrong = context.errors?.[asText(block['block_id'])];
  return h('div', { class: 'sk-input', key }, [
    h('label', { for: id }, [
      asText(asRecord(block['label'])['text']),
      block['optional'] === true ? h('span', { class: 'sk-optional' }, ' (optional)') : null,
    ]),
    inputElement(element, id, block, wrong || hint ? `${id}-hint` : undefined),
    wrong ? h('p', { class: 'sk-wrong', id: `${id}-hint`, role: 'alert' }, wrong) : null,
    hint === '' || wrong ? null : h('p', { class: 'sk-hint', id: `${id}-hint` }, hint),
  ]);
}

function inputElement(element: Json, id: string, block: Json, describedBy: string | undefined): JSX.Element {
  const common = {
    id,
    name: asText(block['block_id']) || asText(element['action_id']),
    required: block['optional'] !== true,
    autofocus: element['focus_on_load'] === true,
    'aria-describedby': describedBy,
  };
  switch (element['type']) {
    case 'static_select':
    case 'radio_buttons': {
      const chosen = asText(asRecord(element['initial_option'])['value']);
      return h('select', { ...common, defaultValue: chosen }, [
        chosen === ''
          ? h('option', { value: '' }, asText(asRecord(element['placeholder'])['text']) || 'Choose')
          : null,
        asRecords(element['options']).map((option) =>
          h(
            'option',
            { value: asText(option['value']), selected: asText(option['value']) === chosen },
            asText(asRecord(option['text'])['text']),
          ),
        ),
      ]);
    }
    default: {
      const text = {
        ...common,
        placeholder: asText(asRecord(element['placeholder'])['text']),
        minLength: typeof element['min_length'] === 'number' ? element['min_length'] : undefined,
        maxLength: typeof element['max_length'] === 'number' ? element['max_length'] : undefined,
      };
      const value = asText(element['initial_value']);
      return element['multiline'] === true
        ? h('textarea', { ...text, rows: 4, defaultValue: value })
        : h('input', { ...text, type: 'text', defaultValue: value, autocomplete: 'off' });
    }
  }
}
