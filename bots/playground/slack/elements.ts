/** What a person can press or fill in on blocks, and how Slack's client reports it. */
import type { Json } from '../store.ts';
import { withIds } from './api.ts';

type Inputs = Record<string, string>;

const records = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
const record = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

interface Pressable {
  block: Json;
  element: Json;
}

const pressables = (blocks: unknown): Pressable[] =>
  withIds(blocks).flatMap((block) => {
    // Its elements are texts and pictures.
    if (block['type'] === 'context') return [];
    const elements = [...records(block['elements']), record(block['accessory']), record(block['element'])];
    return elements.flatMap((element) => (element ? [{ block, element }] : []));
  });

const optionsOf = (element: Json): Json[] => [
  ...records(element['options']),
  ...records(element['option_groups']).flatMap((group) => records(group['options'])),
];

/** The verb that an overflow entry carries in its value, `a` (see cards/actions.ts). */
function verbIn(value: unknown): unknown {
  try {
    return typeof value === 'string' ? record(JSON.parse(value))?.['a'] : undefined;
  } catch {
    return undefined;
  }
}

export type Pressed =
  | {
      status: 'ok';
      payload: Json /** Names of the inputs that the press itself has used up. */;
      used: string[];
    }
  | { status: 'absent' }
  | { status: 'unchosen'; values: string[] };

/**
 * The entry of `actions` for a press. `action` is an `action_id`, or the verb of an entry in an overflow menu. What was
 * chosen in a menu stands in `inputs`, under the block's or the action's id.
 */
export function pressOf(blocks: unknown, action: string, inputs: Inputs): Pressed {
  const all = pressables(blocks);
  const named = all.find(({ element }) => element['action_id'] === action);
  if (named) return describe(named, inputs);
  for (const { block, element } of all) {
    const entry = optionsOf(element).find((option) => verbIn(option['value']) === action);
    if (entry)
      return { status: 'ok', payload: { ...common({ block, element }), selected_option: entry }, used: [] };
  }
  return { status: 'absent' };
}

const common = ({ block, element }: Pressable): Json => ({
  type: element['type'],
  block_id: block['block_id'],
  action_id: element['action_id'],
});

function describe(pressed: Pressable, inputs: Inputs): Pressed {
  const { element } = pressed;
  if (element['type'] === 'button') {
    const { text, value, style } = element;
    const payload = {
      ...common(pressed),
      text,
      ...(value !== undefined && { value }),
      ...(style !== undefined && { style }),
    };
    return { status: 'ok', payload, used: [] };
  }
  const keys = keysOf(pressed).filter((key) => inputs[key] !== undefined);
  const chosen = keys[0] === undefined ? undefined : inputs[keys[0]];
  const state = stateOf(element, chosen);
  if (state === null) {
    return { status: 'unchosen', values: optionsOf(element).map((option) => String(option['value'])) };
  }
  return { status: 'ok', payload: { ...common(pressed), ...state }, used: keys };
}

const keysOf = ({ block, element }: Pressable): string[] =>
  [block['block_id'], element['action_id']].filter((key): key is string => typeof key === 'string');

/** An element's part of `state.values`. undefined: what stood there at first. null: nothing that it offers. */
function stateOf(element: Json, chosen: string | undefined): Json | null {
  const type = String(element['type']);
  const find = (value: string) => optionsOf(element).find((option) => option['value'] === value);
  const several = chosen?.split(',').filter(Boolean);
  switch (type) {
    case 'overflow':
    case 'static_select':
    case 'radio_buttons': {
      const option = chosen === undefined ? element['initial_option'] : find(chosen);
      return option ? { type, selected_option: option } : null;
    }
    case 'multi_static_select':
    case 'checkboxes': {
      const options = several ? several.map(find) : records(element['initial_options']);
      return options.includes(undefined) ? null : { type, selected_options: options };
    }
    case 'users_select':
      return { type, selected_user: chosen ?? element['initial_user'] ?? null };
    case 'multi_users_select':
      return { type, selected_users: several ?? element['initial_users'] ?? [] };
    case 'datepicker':
      return { type, selected_date: chosen ?? element['initial_date'] ?? null };
    case 'timepicker':
      return { type, selected_time: chosen ?? element['initial_time'] ?? null };
    default:
      return { type, value: chosen || (chosen === undefined ? (element['initial_value'] ?? null) : null) };
  }
}

const unchosen = (element: Json): Json =>
  element['type'] === 'checkboxes' || element['type'] === 'multi_static_select'
    ? { type: element['type'], selected_options: [] }
    : { type: element['type'], selected_option: null };

const isEmpty = (state: Json | null): boolean => {
  if (!state) return true;
  const { type: _, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
};

interface Form {
  /** `state.values` as a submission or press carries it. */
  values: Json;
  /** What the client itself would not let pass, by block id. */
  errors: Record<string, string>;
  /** Which of the given inputs the form knows. */
  known: string[];
}

/**
 * What of `chosen` is meant for this element: boxes of one question stand in several elements of one `action_id`, ten
 * in each, and are named together.
 */
function ownPart(all: Pressable[], { block, element }: Pressable, key: string, chosen: string): string {
  const alike = all.filter((one) => one.element['action_id'] === element['action_id']);
  if (key === block['block_id'] || alike.length < 2 || element['type'] !== 'checkboxes') return chosen;
  const offered = (one: Json) => new Set(optionsOf(one).map((option) => option['value']));
  const elsewhere = new Set(
    alike.flatMap((one) => (one.element === element ? [] : [...offered(one.element)])),
  );
  const own = offered(element);
  return chosen
    .split(',')
    .filter((value) => own.has(value) || !elsewhere.has(value))
    .join(',');
}

/** Fills the inputs of blocks. A select without a choice has `selected_option: null`, as in Slack. */
export function fill(blocks: unknown, inputs: Inputs): Form {
  const values: Record<string, Json> = {};
  const errors: Record<string, string> = {};
  const known: string[] = [];
  const all = pressables(blocks);
  for (const pressable of all) {
    const { block, element } = pressable;
    if (element['type'] === 'button' || element['type'] === 'overflow' || element['type'] === 'image')
      continue;
    const keys = keysOf(pressable);
    const key = keys.find((one) => inputs[one] !== undefined);
    if (key !== undefined) known.push(key);
    const given = key === undefined ? undefined : inputs[key];
    const chosen = key === undefined || given === undefined ? given : ownPart(all, pressable, key, given);
    const state = stateOf(element, chosen);
    const id = String(block['block_id']);
    values[id] = {
      ...values[id],
      [String(element['action_id'] ?? 'a0')]: state ?? unchosen(element),
    };
    const fault = faultOf(block, element, state, chosen);
    if (fault) errors[id] = fault;
  }
  return { values, errors, known };
}

function faultOf(block: Json, element: Json, state: Json | null, chosen: string | undefined): string | null {
  if (state === null && chosen)
    return `Choose one of: ${optionsOf(element)
      .map((one) => one['value'])
      .join(', ')}.`;
  if (block['type'] !== 'input') return null;
  if (isEmpty(state)) return block['optional'] === true ? null : 'Please complete this required field.';
  const text = state?.['value'];
  if (typeof text !== 'string') return null;
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (text.length < least) return `Please write at least ${least} characters.`;
  return text.length > most ? `Please write no more than ${most} characters.` : null;
}
