/** What a case rests on that came from outside, where people may know better: its type, and what was read. */
import type { ExceptionView, Told } from '#core/model/exception.ts';
import { type CardData, fieldInput } from './actions.ts';
import { button } from './buttons.ts';
import type { Card, CardForm } from './card.ts';
import { limits } from './limits.ts';
import { anyOf, oneLine } from './text.ts';

type ToldParts = Pick<Card, 'unsure' | 'otherTypes' | 'form'>;

export const nothingTold: ToldParts = { unsure: null, otherTypes: [], form: null };

export function toldParts(view: ExceptionView, data: CardData): ToldParts {
  const { told } = view;
  if (!told) return nothingTold;
  const otherTypes = onceEach(told.otherTypes).slice(0, limits.card.otherTypes);
  return {
    unsure: unsurePart(told, otherTypes.length > 0, data),
    otherTypes,
    form: formPart(told.form, data),
  };
}

/** What a notification says of it. */
export function toldNeeds({ unsure, form }: ToldParts): string[] {
  const titles = (unsure?.buttons ?? []).filter((one) => one.asks === 'nothing').map((one) => one.label);
  return [
    ...(titles.length > 0 ? [`Not sure: is it ${anyOf(titles.map(oneLine))}?`] : []),
    ...(form ? [`${form.line} Please check the others`] : []),
  ];
}

function unsurePart(told: Told, hasOthers: boolean, data: CardData): Card['unsure'] {
  const buttons = onceEach(told.typeCandidates)
    .slice(0, limits.card.typeCandidates)
    .map(({ type, title }) => button(title, 'retype', type, data, { spoken: `${title}: it is this` }))
    .filter((one) => one !== null);
  if (buttons.length === 0) return null;
  const other = hasOthers ? button('Something Else', 'retype', undefined, data, { asks: 'type' }) : null;
  return { line: 'Not sure: which is it?', buttons: other ? [...buttons, other] : buttons };
}

function formPart(form: Told['form'], data: CardData): CardForm | null {
  const check = button('Check Fields', 'fill', undefined, data, { asks: 'fields' });
  if (!form || !check) return null;
  const file = oneLine(form.file) || 'the document';
  const seen = new Set<string>();
  const questions = form.questions.flatMap((question) => {
    const input = fieldInput(question.name);
    if (input === null || seen.has(input)) return [];
    seen.add(input);
    const label = oneLine(question.label) || oneLine(question.name) || 'Field';
    const guess = oneLine(question.guess ?? '');
    return [
      {
        input,
        label,
        // Cut, it would come back as something that nobody read.
        guess: guess && guess.length <= limits.card.fieldAnswer ? guess : null,
        crop: cropOf(question.crop, `${label}, as it stands in ${file}`),
      },
    ];
  });
  if (questions.length === 0) return null;
  return {
    line: `We read ${form.read} of ${form.of} fields of ${file}.`,
    button: check,
    questions: questions.slice(0, limits.card.formQuestions),
  };
}

function cropOf(url: string | null, alt: string): { url: string; alt: string } | null {
  if (!url || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:';
  return isWeb && parsed.href.length <= limits.slack.imageUrl ? { url: parsed.href, alt } : null;
}

/** A type stands once, and only where its name can travel. */
function onceEach(types: { type: string; title: string }[]): { type: string; title: string }[] {
  const seen = new Set<string>();
  return types.filter(({ type }) => {
    if (type === '' || type.length > limits.slack.optionValue || seen.has(type)) return false;
    seen.add(type);
    return true;
  });
}
