/** The private question to one person, with a box for the answer, and what takes its place afterwards. */
import { type CardData, inputs, verb } from '#cards/actions.ts';
import { markdownText } from '#cards/teamsText.ts';
import { cut } from '#cards/text.ts';

type Json = Record<string, unknown>;

const textLimit = 1500;
const line = (raw: string, style: Json = {}): Json => ({
  type: 'TextBlock',
  text: markdownText(cut(raw, textLimit)) || '–',
  wrap: true,
  ...style,
});
const card = (body: Json[], actions: Json[] = []): Json => ({
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  ...(actions.length > 0 && { actions }),
});

export function questionCard(question: {
  id: string;
  exceptionId: string;
  text: string;
  askedBy: string;
  about: string;
}): { card: Json; summary: string } {
  const title = `${question.askedBy} asks you about ${question.about}`;
  const data: CardData = { e: question.exceptionId, q: question.id, a: verb('answer') };
  const press = { title: 'Send Answer', style: 'positive', data };
  return {
    summary: markdownText(cut(`${title}: ${question.text}`, 300)),
    card: card(
      [
        line(title, { weight: 'Bolder', size: 'Medium', style: 'heading' }),
        line(question.text),
        {
          type: 'Input.Text',
          id: inputs.answer,
          label: 'Your answer',
          placeholder: `${cut(markdownText(question.askedBy), 80)} and everybody on the card will see it.`,
          isMultiline: true,
          isRequired: true,
          errorMessage: 'Please write a sentence.',
          maxLength: 1000,
        },
      ],
      [
        {
          type: 'Action.Execute',
          verb: verb('answer'),
          ...press,
          fallback: { type: 'Action.Submit', ...press },
        },
      ],
    ),
  };
}

/** Replaces the question once it is answered. `say` is the desk's sentence. */
export function answeredCard(say: string, answer: string): Json {
  return card([line(say, { weight: 'Bolder' }), line(`Your answer: ${answer}`)]);
}
