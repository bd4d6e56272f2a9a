/** Elements and actions that every Teams card of ours is made of. Texts that come in raw are escaped here. */
import { inputs } from './actions.ts';
import { type Card, type CardButton, type CardForm, formHint } from './card.ts';
import { limits } from './limits.ts';
import { markdownText, runText, type TextRun } from './teamsText.ts';
import { cut, oneLine } from './text.ts';

export type Json = Record<string, unknown>;

export const fitsTeams = (card: Json): boolean =>
  new TextEncoder().encode(JSON.stringify(card)).length <= limits.teams.cardBytes;

export const adaptiveCard = (summary: string, body: Json[], actions: Json[]): Json => ({
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.5',
  msteams: { width: 'Full' },
  fallbackText: markdownText(summary),
  body,
  ...(actions.length > 0 && { actions }),
});

export const heading = (raw: string, id?: string): Json => ({
  type: 'TextBlock',
  ...(id !== undefined && { id }),
  text: markdownText(raw),
  style: 'heading',
  size: 'Medium',
  weight: 'Bolder',
  wrap: true,
});

export const run = (text: string): TextRun => ({
  type: 'TextRun',
  text: runText(text) + (/\s$/.test(text) ? ' ' : ''),
});

export const rich = (inlines: TextRun[], spacing?: 'None' | 'Small'): Json => ({
  type: 'RichTextBlock',
  inlines: inlines.length > 0 ? inlines : [run('–')],
  ...(spacing && { spacing }),
});

/** Buttons that need words, or a second thought, open in place. */
export function press(button: CardButton, card: Partial<Card> = {}): Json {
  const { askable = [], otherTypes = [], form } = card;
  if (button.asks === 'reason') {
    return dialog(button, [
      input(inputs.reason, 'Why is this rejected?', 'Everybody on the card sees the reason.'),
    ]);
  }
  if (button.asks === 'question') {
    const whom = {
      type: 'Input.ChoiceSet',
      id: inputs.of,
      label: 'Ask whom?',
      style: 'compact',
      value: askable[0]?.id ?? '',
      choices: askable.map((one) => ({
        title: cut(markdownText(oneLine(`${one.name}, ${one.title}`)), 100),
        value: one.id,
      })),
    };
    const question = input(inputs.question, 'What do you need to know?', 'The answer appears on this card.');
    return dialog(button, askable.length > 0 ? [whom, question] : [question]);
  }
  if (button.asks === 'type') return dialog(button, [typeChoice(otherTypes)], 'Change Type');
  if (button.asks === 'fields') return dialog(button, form ? formInputs(form) : [], 'Save Fields');
  if (button.confirm) return dialog(button, [rich([run(button.confirm)])]);
  return execute(button);
}

const typeChoice = (types: Card['otherTypes']): Json => ({
  type: 'Input.ChoiceSet',
  id: inputs.type,
  label: 'What is it?',
  style: 'compact',
  placeholder: 'Choose',
  isRequired: true,
  errorMessage: 'Please choose what it is.',
  choices: types.map((one) => ({ title: markdownText(one.title) || '–', value: one.type })),
});

const formInputs = (form: CardForm): Json[] => [
  rich([{ ...run(formHint), isSubtle: true }]),
  ...form.questions.flatMap((question): Json[] => [
    ...(question.crop
      ? [
          {
            type: 'Image',
            url: question.crop.url,
            altText: cut(question.crop.alt, limits.card.line),
            msteams: { allowExpand: true },
          },
        ]
      : []),
    {
      type: 'Input.Text',
      id: question.input,
      label: markdownText(question.label) || '–',
      placeholder: 'Not read',
      maxLength: limits.card.fieldAnswer,
      ...(question.guess !== null && { value: question.guess }),
    },
  ]),
];

/** `submit`: what the button inside says; null: the same again. */
function dialog(button: CardButton, body: Json[], submit: string | null = null): Json {
  return {
    type: 'Action.ShowCard',
    title: title(button),
    ...style(button),
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body,
      actions: [execute(submit === null ? button : { ...button, label: submit })],
    },
  };
}

const input = (id: string, label: string, placeholder: string): Json => ({
  type: 'Input.Text',
  id,
  label,
  placeholder,
  isMultiline: true,
  isRequired: true,
  errorMessage: 'Please write a sentence.',
  maxLength: 1000,
});

/** Older clients submit the same data; the verb travels in `a`. */
export function execute(button: CardButton): Json {
  const common = {
    title: title(button),
    ...(button.spoken && { tooltip: cut(oneLine(button.spoken), limits.card.line) }),
    ...style(button),
    data: { ...button.data, a: button.verb },
  };
  return {
    type: 'Action.Execute',
    verb: button.verb,
    ...common,
    fallback: { type: 'Action.Submit', ...common },
  };
}

const title = (button: CardButton) => cut(oneLine(button.label), limits.card.label) || '–';

const style = (button: CardButton) =>
  button.style === 'primary'
    ? { style: 'positive' }
    : button.style === 'danger'
      ? { style: 'destructive' }
      : {};
