/** Says whether Teams would show an Adaptive Card. adaptivecards.io/explorer, up to 1.5, which is what Teams draws. */
import type { Json } from '../store.ts';

const elements = new Set([
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'Image',
  'ImageSet',
  'Media',
  'Container',
  'ColumnSet',
  'Column',
  'FactSet',
  'Table',
  'TableRow',
  'TableCell',
  'ActionSet',
  'Input.Text',
  'Input.Number',
  'Input.Date',
  'Input.Time',
  'Input.Toggle',
  'Input.ChoiceSet',
  'AdaptiveCard',
]);
const actions = new Set([
  'Action.Execute',
  'Action.Submit',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.ToggleVisibility',
]);
/** Teams draws six of a row; what follows is lost. */
const actionsInRow = 6;
const deepest = 40;

/** null: it would be shown. */
export function checkCard(card: unknown): string | null {
  if (!isJson(card) || card['type'] !== 'AdaptiveCard') return 'The attachment is not an AdaptiveCard.';
  const version = /^1\.([0-5])$/.exec(String(card['version']));
  if (!version) return `Teams draws Adaptive Cards of versions 1.0 to 1.5, not "${String(card['version'])}".`;
  if (!Array.isArray(card['body'])) return 'The card has no body.';
  return checkPart(card, 'card', new Set(), 0);
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys under which cards nest. */
const nested = ['body', 'items', 'columns', 'rows', 'cells', 'actions', 'inlines', 'images'] as const;
const single = ['card', 'selectAction', 'inlineAction'] as const;

function checkPart(part: Json, at: string, ids: Set<string>, depth: number): string | null {
  if (depth > deepest) return `${at} is nested too deeply.`;
  const fault = checkOne(part, at, ids);
  if (fault) return fault;
  for (const key of nested) {
    const list = part[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) return `${at}.${key} must be a list.`;
    if (key === 'actions' && list.length > actionsInRow)
      return `${at} has more than ${actionsInRow} actions.`;
    for (const [index, one] of list.entries()) {
      // Runs may be plain text, and a table's columns only say their width.
      if (!isJson(one)) {
        if (key === 'inlines' && typeof one === 'string') continue;
        return `${at}.${key}[${index}] must be an object.`;
      }
      if (key === 'columns' && part['type'] === 'Table') continue;
      const inner = checkPart(one, `${at}.${key}[${index}]`, ids, depth + 1);
      if (inner) return inner;
    }
  }
  for (const key of single) {
    const inner = part[key];
    const found = isJson(inner) ? checkPart(inner, `${at}.${key}`, ids, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

function checkOne(part: Json, at: string, ids: Set<string>): string | null {
  // A table's rows and columns may leave their type out.
  const type = part['type'] === undefined ? implied(at) : String(part['type']);
  if (!elements.has(type) && !actions.has(type)) return `${at} has the unknown type "${type}".`;
  if (type === 'TextBlock' && typeof part['text'] !== 'string') return `${at} has no text.`;
  if (type === 'Action.OpenUrl' && !/^https?:\/\//.test(String(part['url'])))
    return `${at} has no http address.`;
  if (type === 'Image' && !/^(https?:\/\/|data:image\/)/.test(String(part['url'])))
    return `${at} has no address of a picture.`;
  if (type === 'FactSet' && (!Array.isArray(part['facts']) || part['facts'].length === 0))
    return `${at} has no facts.`;
  if (!type.startsWith('Input.')) return null;
  const id = part['id'];
  if (typeof id !== 'string' || id === '') return `${at} is an input without an id.`;
  if (ids.has(id)) return `The input id "${id}" stands twice on the card.`;
  ids.add(id);
  return type === 'Input.ChoiceSet' ? checkChoices(part, at) : null;
}

function checkChoices(part: Json, at: string): string | null {
  const choices = part['choices'];
  if (!Array.isArray(choices)) return `${at} has no choices.`;
  const whole = choices.every(
    (one) =>
      isJson(one) && typeof one['title'] === 'string' && typeof one['value'] === 'string' && one['title'],
  );
  if (!whole) return `${at} has a choice without a title or value.`;
  // Several chosen values travel as one text with commas.
  const torn = part['isMultiSelect'] === true && choices.some((one) => String(one.value).includes(','));
  return torn ? `${at} has a value with a comma, and several can be chosen.` : null;
}

const implied = (at: string): string =>
  /\.columns\[\d+\]$/.test(at)
    ? 'Column'
    : /\.rows\[\d+\]$/.test(at)
      ? 'TableRow'
      : /\.cells\[\d+\]$/.test(at)
        ? 'TableCell'
        : '';

/** Every part of a card, outermost first, with the ids of the inputs that are sent along when it is pressed. */
export function partsOf(card: Json): { part: Json; inputs: Json[] }[] {
  const found: { part: Json; inputs: Json[] }[] = [];
  const walk = (part: Json, inherited: Json[]) => {
    const inputs = part['type'] === 'AdaptiveCard' ? [...inherited, ...inputsIn(part)] : inherited;
    found.push({ part, inputs });
    for (const key of nested) {
      if (Array.isArray(part[key])) for (const one of part[key]) if (isJson(one)) walk(one, inputs);
    }
    for (const key of single) if (isJson(part[key])) walk(part[key], inputs);
    const refresh = part['refresh'];
    if (isJson(refresh) && isJson(refresh['action'])) found.push({ part: refresh['action'], inputs: [] });
  };
  walk(card, []);
  return found;
}

/** Inputs of this card, without those of the cards that its buttons open. */
function inputsIn(part: Json): Json[] {
  const own = String(part['type']).startsWith('Input.') ? [part] : [];
  const below = nested
    .filter((key) => key !== 'actions')
    .flatMap((key) => (Array.isArray(part[key]) ? part[key].filter(isJson).flatMap(inputsIn) : []));
  return [...own, ...below];
}
