/** Elements and actions that every Teams card of ours is made of. Texts that come in raw are escaped here. */
import { inputs } from './actions.ts';
import type { Card, CardButton } from './card.ts';
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
export function press(button: CardButton, askable: Card['askable'] = []): Json {
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
  if (button.confirm) return dialog(button, [rich([run(button.confirm)])]);
  return execute(button);
}

function dialog(button: CardButton, body: Json[]): Json {
  return {
    type: 'Action.ShowCard',
    title: title(button),
    ...style(button),
    card: { type: 'AdaptiveCard', version: '1.5', body, actions: [execute(button)] },
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
