/**
 * The buttons of a card, as they travel. Stable: messages posted years ago still carry them.
 *
 * | Slack `action_id`, Teams `verb` | value / data        | meaning                           |
 * |---------------------------------|---------------------|-----------------------------------|
 * | `choose:<optionId>`             | `{e, v}`            | approve this option               |
 * | `reject`                        | `{e, v}`            | opens or carries a reason         |
 * | `ask`                           | `{e, v}`            | opens or carries a question       |
 * | `answer`                        | `{e, q}`            | answers question `q`              |
 * | `match:<orderId>`               | `{e, v}`            | says which order a mail is about  |
 * | `clause:<passageId>`            | `{e, v}`            | shows the passage privately       |
 * | `refresh`                       | `{e, v}`            | Teams asks for the card as it is  |
 * | `undo`                          | `{e, v}`            | takes the settled action back     |
 * | `retype:<type>`                 | `{e, v}`            | says what kind of trouble it is   |
 * | `retype`                        | `{e, v}`            | opens or carries a choice of type |
 * | `fill`                          | `{e, v}`            | opens or carries read fields      |
 * | `choose_several`                | `{b}`               | approves the checked cases        |
 *
 * `e` exception id, `v` card version, `b` batch id. Slack's overflow menu (`action_id` `more`) and Teams'
 * `Action.Submit` have no verb of their own: there it stands in `a`. Inputs beside them: `reason`, `question`, `of`
 * (person id), `answer`, `type`, `field:<name>` (the name as a URL component), `items` (the checked cases of a batch,
 * each `<exceptionId>:<version>`).
 */
import { z } from 'zod';
import type { ExceptionStatus } from '#core/model/exception.ts';
import { limits } from './limits.ts';
import { oneLine } from './text.ts';

export type CardAction =
  | { kind: 'choose'; exceptionId: string; version: number; optionId: string }
  | { kind: 'reject' | 'ask' | 'refresh'; exceptionId: string; version: number }
  | { kind: 'undo'; exceptionId: string; version: number }
  | { kind: 'answer'; exceptionId: string; questionId: string }
  | { kind: 'match'; exceptionId: string; version: number; orderId: string }
  | { kind: 'clause'; exceptionId: string; version: number; passageId: string }
  /** `type` null: it travels beside it, as the input `type`. */
  | { kind: 'retype'; exceptionId: string; version: number; type: string | null }
  /** The answers travel beside it: `readFieldAnswers`. */
  | { kind: 'fill'; exceptionId: string; version: number }
  /** Which cases are checked travels beside it: `readCheckedItems`. */
  | { kind: 'choose_several'; batchId: string };

/** What a button carries. */
export interface CardData {
  e: string;
  v?: number;
  q?: string;
  a?: string;
}

/** What the button of a batch carries. */
export interface BatchData {
  b: string;
}

/** The names of the inputs that dialogs and cards send along. */
export const inputs = {
  reason: 'reason',
  question: 'question',
  of: 'of',
  answer: 'answer',
  items: 'items',
  type: 'type',
} as const;

const id = z.string().min(1).max(limits.card.id);
const data = z.object({
  e: id.optional(),
  b: id.optional(),
  v: z.int().min(0).max(1e9).optional(),
  q: id.optional(),
  a: z.string().max(limits.slack.actionId).optional(),
});

/** `choose`, `match` and `clause` name what they are about, `retype` may; the others stand alone. */
export const verb = (kind: CardAction['kind'], about?: string): string =>
  about === undefined ? kind : `${kind}:${about}`;

/**
 * Reads a pressed button back. `value` is Slack's JSON text or Teams' data object. null for anything that no card of
 * ours carries: whatever arrives here may have been written by anyone.
 */
export function readCardAction(actionId: string | null | undefined, value: unknown): CardAction | null {
  const parsed = data.safeParse(typeof value === 'string' ? parseJson(value) : value);
  if (!parsed.success) return null;
  const { e: exceptionId, b: batchId, v: version, q, a } = parsed.data;
  const name = actionId && actionId !== 'more' ? actionId : a;
  if (!name || name.length > limits.slack.actionId) return null;
  const at = name.indexOf(':');
  const kind = at < 0 ? name : name.slice(0, at);
  const about = at < 0 ? '' : name.slice(at + 1);
  if (kind === 'choose_several') return batchId && at < 0 ? { kind, batchId } : null;
  if (exceptionId === undefined) return null;
  if (kind === 'answer' && at < 0) return q ? { kind, exceptionId, questionId: q } : null;
  if (version === undefined) return null;
  if (kind === 'reject' || kind === 'ask' || kind === 'refresh') {
    return at < 0 ? { kind, exceptionId, version } : null;
  }
  if (kind === 'undo' || kind === 'fill') return at < 0 ? { kind, exceptionId, version } : null;
  if (kind === 'retype' && at < 0) return { kind, exceptionId, version, type: null };
  if (!about || about.length > limits.card.id) return null;
  if (kind === 'choose') return { kind, exceptionId, version, optionId: about };
  if (kind === 'retype') return { kind, exceptionId, version, type: about };
  if (kind === 'match') return { kind, exceptionId, version, orderId: about };
  if (kind === 'clause') return { kind, exceptionId, version, passageId: about };
  return null;
}

function parseJson(text: string): unknown {
  if (text.length > limits.slack.buttonValue) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How a case of a batch travels; null where its id does not fit into a box's value. */
export function itemValue(item: { exceptionId: string; version: number }): string | null {
  const value = `${item.exceptionId}:${item.version}`;
  return value.length <= limits.slack.optionValue && readItem(value) ? value : null;
}

/**
 * Reads the checked cases of a batch: Slack's list of values, or Teams' text with commas. Twice the same case counts
 * once. null: more than a batch holds, or not ours.
 */
export function readCheckedItems(values: unknown): { exceptionId: string; version: number }[] | null {
  const most = limits.batch.pressed;
  const isText = typeof values === 'string' && values.length <= most * (limits.slack.optionValue + 1);
  const list: unknown = isText ? values.split(',').filter(Boolean) : values;
  if (!Array.isArray(list) || list.length > most) return null;
  const found = new Map<string, { exceptionId: string; version: number }>();
  for (const value of list) {
    const item = typeof value === 'string' ? readItem(value) : null;
    if (!item) return null;
    if (!found.has(item.exceptionId)) found.set(item.exceptionId, item);
  }
  return [...found.values()];
}

function readItem(value: string): { exceptionId: string; version: number } | null {
  const [, exceptionId, version] = /^([^,\s]{1,150}):(\d{1,9})$/.exec(value) ?? [];
  return exceptionId && version && value.length <= limits.slack.optionValue
    ? { exceptionId, version: Number(version) }
    : null;
}

const fieldPrefix = 'field:';

/** The input that asks for a field: "field:line%202%20quantity". null where the name does not fit. */
export function fieldInput(name: string): string | null {
  const input = `${fieldPrefix}${encoded(name)}`;
  return name === '' || input.length > limits.slack.blockId ? null : input;
}

/** The field that an input asks for, the name encoded or as it is; null for every other input. */
export function fieldOf(input: string): string | null {
  if (!input.startsWith(fieldPrefix) || input.length > limits.slack.blockId) return null;
  const name = input.slice(fieldPrefix.length);
  try {
    return decodeURIComponent(name) || null;
  } catch {
    return name;
  }
}

/**
 * What was typed into the inputs of a form, by field; empty answers are left out, other inputs are passed over. null:
 * more than a form asks, or not text: no form of ours sent it.
 */
export function readFieldAnswers(values: Record<string, unknown>): Record<string, string> | null {
  const answers = new Map<string, string>();
  let asked = 0;
  for (const [input, value] of Object.entries(values)) {
    const name = fieldOf(input);
    if (name === null) continue;
    asked += 1;
    if (asked > limits.card.formQuestions) return null;
    // Slack sends null for an empty box.
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string' || value.length > limits.card.fieldAnswer) return null;
    const answer = oneLine(value);
    if (answer) answers.set(name, answer);
  }
  return Object.fromEntries(answers);
}

/** Which card a rendered message is: stands in the first block's `block_id` (Slack) or first element's `id` (Teams). */
export interface CardMarker {
  id: string;
  number: string;
  version: number;
  status: ExceptionStatus;
}

/** Half a character has no encoding. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

export const writeMarker = (marker: CardMarker): string =>
  ['unhold', marker.status, marker.version, encoded(marker.number), encoded(marker.id)]
    .join(':')
    .slice(0, limits.slack.blockId);

const statuses = z.enum([
  'open',
  'needs_matching',
  'needs_second',
  'acting',
  'resolved',
  'rejected',
  'expired',
  'withdrawn',
  'needs_person',
]);

/** Reads a marker back; null for the blocks of other messages. */
export function readMarker(text: unknown): CardMarker | null {
  if (typeof text !== 'string') return null;
  const [tag, status, version, number, exceptionId, ...rest] = text.split(':');
  const known = statuses.safeParse(status);
  if (tag !== 'unhold' || !known.success || !number || !exceptionId || rest.length > 0) return null;
  try {
    return {
      status: known.data,
      version: Number(version),
      number: decodeURIComponent(number),
      id: decodeURIComponent(exceptionId),
    };
  } catch {
    return null;
  }
}

/** Which batch a rendered message is, at the place of `CardMarker`, and how many of its cases are open. */
export interface BatchMarker {
  id: string;
  open: number;
}

export const writeBatchMarker = (marker: BatchMarker): string =>
  `unhold-batch:${marker.open}:${encoded(marker.id)}`.slice(0, limits.slack.blockId);

/** Reads a batch's marker back; null for the blocks of other messages. */
export function readBatchMarker(text: unknown): BatchMarker | null {
  const [, open, id] = (typeof text === 'string' && /^unhold-batch:(\d{1,4}):([^:]+)$/.exec(text)) || [];
  if (open === undefined || id === undefined) return null;
  try {
    return { id: decodeURIComponent(id), open: Number(open) };
  } catch {
    return null;
  }
}
