/** Slack messages and dialogs beside the card. */
import type { KnownBlock, ModalView } from '@slack/web-api';
import { inputs } from '#cards/actions.ts';
import { type Card, type CardForm, formHint } from '#cards/card.ts';
import { limits } from '#cards/limits.ts';
import { bold, inline, link, plain, quoteBlock } from '#cards/slackText.ts';
import { cut, oneLine } from '#cards/text.ts';
import type { Passage } from '#core/ports.ts';

/** What a dialog has to remember until it is submitted; `c` and `m` say where it was opened from. */
export interface DialogMemory {
  e: string;
  v?: number;
  q?: string;
  c?: string;
  m?: string;
}

const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', verbatim: true, text },
});

/** A private sentence: no formatting of its own, safe whatever it quotes. */
export const privateAnswer = (say: string) => ({
  text: inline(say, 2900),
  blocks: [section(inline(say, 2900))],
});

/** The direct message that asks one person. */
export function questionMessage(question: {
  id: string;
  exceptionId: string;
  text: string;
  askedBy: string;
  about: string;
}): { text: string; blocks: KnownBlock[] } {
  const title = `${oneLine(question.askedBy)} asks you about ${oneLine(question.about)}`;
  return {
    text: inline(`${title}: ${question.text}`, limits.slack.text),
    blocks: [
      { type: 'header', text: plain(title, limits.slack.header) },
      section(quoteBlock(question.text, 2900)),
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'answer',
            text: plain('Write Answer', limits.slack.buttonText),
            style: 'primary',
            value: JSON.stringify({ e: question.exceptionId, q: question.id }),
          },
        ],
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            verbatim: true,
            text: 'Your answer appears on the card in every channel that shows it.',
          },
        ],
      },
    ],
  };
}

/** The clause, to one person: quoted as it stands, with a link that opens it at its place. */
export function passageMessage(found: { passage: Passage; link: string }): {
  text: string;
  blocks: KnownBlock[];
} {
  const { document, clause, effectiveFrom, effectiveTo, version, text } = found.passage;
  const source = `${document}, ${clause}`;
  const force = `version ${version}, effective ${effectiveFrom}${effectiveTo ? ` to ${effectiveTo}` : ''}`;
  return {
    text: inline(`${source}: ${text}`, limits.slack.text),
    blocks: [
      section(`${bold(source)}\n${inline(force)}`),
      section(quoteBlock(text, 2900)),
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            verbatim: true,
            text: `${link(found.link, 'Open the document at this place')} · the link is yours and expires in minutes`,
          },
        ],
      },
    ],
  };
}

const dialog = (
  kind: 'reject' | 'ask' | 'answer' | 'retype' | 'fill',
  title: string,
  submit: string,
  memory: DialogMemory,
  blocks: KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: kind,
  title: plain(title, limits.slack.modalTitle),
  submit: plain(submit, limits.slack.modalTitle),
  close: plain('Go Back', limits.slack.modalTitle),
  private_metadata: JSON.stringify(memory),
  blocks,
});

const textInput = (id: string, label: string, hint: string): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, 150),
  hint: plain(hint, 150),
  element: {
    type: 'plain_text_input',
    action_id: id,
    multiline: true,
    min_length: 1,
    max_length: 1000,
    focus_on_load: true,
  },
});

export const rejectDialog = (memory: DialogMemory): ModalView =>
  dialog('reject', 'Reject', 'Reject', memory, [
    textInput(inputs.reason, 'Why is this rejected?', 'Everybody on the card sees the reason.'),
  ]);

/** `question`: mrkdwn of our own message. */
export const answerDialog = (memory: DialogMemory, question: string): ModalView =>
  dialog('answer', 'Write Answer', 'Send Answer', memory, [
    ...(question ? [section(question)] : []),
    textInput(inputs.answer, 'Your answer', 'It appears on the card.'),
  ]);

/** `people`: likeliest first; without any the question goes to the person whom policy names. */
export function askDialog(
  memory: DialogMemory,
  people: { id: string; name: string; title: string }[],
): ModalView {
  const options = people
    .filter((one) => one.id.length <= limits.slack.buttonText)
    .slice(0, 100)
    .map((one) => ({
      text: plain(cut(`${one.name}, ${one.title}`, limits.slack.optionText), limits.slack.optionText),
      value: one.id,
    }));
  const [first] = options;
  const whom: KnownBlock[] = first
    ? [
        {
          type: 'input',
          block_id: inputs.of,
          label: plain('Ask whom?', 150),
          element: { type: 'static_select', action_id: inputs.of, options, initial_option: first },
        },
      ]
    : [];
  return dialog('ask', 'Ask for Info', 'Send Question', memory, [
    ...whom,
    textInput(inputs.question, 'What do you need to know?', 'The answer appears on this card.'),
  ]);
}

/** Asks what kind of trouble it is. `types` is not empty. */
export function typeDialog(memory: DialogMemory, types: Card['otherTypes']): ModalView {
  const options = types.map((one) => ({ text: plain(one.title, limits.slack.optionText), value: one.type }));
  return dialog('retype', 'What Is It?', 'Change Type', memory, [
    {
      type: 'input',
      block_id: inputs.type,
      label: plain('What is it?', limits.slack.inputLabel),
      hint: plain('The card is made anew for what you choose.', limits.slack.inputLabel),
      element: {
        type: 'static_select',
        action_id: inputs.type,
        placeholder: plain('Choose', limits.slack.inputLabel),
        options,
      },
    },
  ]);
}

/** `pictures` false: without the crops, for when Slack cannot fetch one and refuses the whole dialog. */
export const fieldsDialog = (memory: DialogMemory, form: CardForm, pictures: boolean): ModalView =>
  dialog('fill', 'Check Fields', 'Save Fields', memory, [
    section(`${inline(form.line)}\n${formHint}`),
    ...form.questions.flatMap((question): KnownBlock[] => [
      ...(pictures && question.crop
        ? [
            {
              type: 'image' as const,
              image_url: question.crop.url,
              alt_text: cut(question.crop.alt, limits.slack.altText),
            },
          ]
        : []),
      {
        type: 'input',
        block_id: question.input,
        label: plain(question.label, limits.slack.inputLabel),
        optional: true,
        element: {
          type: 'plain_text_input',
          action_id: question.input,
          placeholder: plain('Not read', limits.slack.inputLabel),
          max_length: limits.card.fieldAnswer,
          ...(question.guess !== null && { initial_value: question.guess }),
        },
      },
    ]),
  ]);
