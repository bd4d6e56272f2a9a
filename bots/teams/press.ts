/** What a pressed button of a card does: one call of the desk, answered at once. */
import {
  type CardAction,
  inputs,
  readCardAction,
  readCheckedItems,
  readFieldAnswers,
  verb,
} from '#cards/actions.ts';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { batchToAdaptiveCard } from '#cards/batchAdaptiveCard.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { limits } from '#cards/limits.ts';
import { markdownText, runText } from '#cards/teamsText.ts';
import { cut } from '#cards/text.ts';
import type { CardRef, ClickResult, Desk, Speaker } from '#core/desk.ts';
import { answeredCard } from './questionCard.ts';

export type PressAnswer =
  /** Takes the card's place for the person who pressed; `say` is the same in words. */
  | { kind: 'card'; card: Record<string, unknown>; say: string }
  /** For the person who pressed only. */
  | { kind: 'say'; say: string }
  | { kind: 'not_ours' }
  | { kind: 'unknown_workspace' };

const inputLimit = 2_000;

/** `verbName` null: older clients submit the data alone, with the verb in `a`. Throws when the desk does. */
export async function press(
  desk: Desk,
  speaker: Speaker,
  verbName: string | null,
  data: Record<string, unknown>,
): Promise<PressAnswer> {
  const action = readCardAction(verbName, data);
  if (!action) return { kind: 'not_ours' };
  const typed = (name: string) => {
    const value = data[name];
    return typeof value === 'string' ? cut(value.trim(), inputLimit) : '';
  };
  switch (action.kind) {
    case 'choose':
      return toAnswer(await desk.choose(speaker, cardOf(action), action.optionId));
    case 'undo':
      return toAnswer(await desk.undo(speaker, cardOf(action)));
    case 'choose_several':
      return chooseSeveral(desk, speaker, action.batchId, data[inputs.items] ?? '');
    case 'match':
      return toAnswer(await desk.match(speaker, cardOf(action), action.orderId));
    case 'retype': {
      const type = action.type ?? typed(inputs.type);
      if (!type || type.length > limits.card.id) return say('Please choose what it is; nothing was changed.');
      return toAnswer(await desk.retype(speaker, cardOf(action), type));
    }
    case 'fill': {
      const answers = readFieldAnswers(data);
      if (!answers) return say('These fields could not be read. Nothing was changed; please try again.');
      if (Object.keys(answers).length === 0) return say('No field is filled in, so nothing was changed.');
      return toAnswer(await desk.fill(speaker, cardOf(action), answers));
    }
    case 'reject': {
      const reason = typed(inputs.reason);
      if (!reason) return say('Please write why this is rejected; nothing was decided.');
      return toAnswer(await desk.reject(speaker, cardOf(action), reason));
    }
    case 'ask': {
      const question = typed(inputs.question);
      if (!question) return say('Please write what you need to know; nothing was asked.');
      return toAnswer(await desk.ask(speaker, cardOf(action), question, typed(inputs.of) || null));
    }
    case 'answer': {
      const text = typed(inputs.answer);
      if (!text) return say('Please write an answer; nothing was sent.');
      const result = await desk.answer(speaker, action.questionId, text);
      return result.status === 'accepted'
        ? { kind: 'card', card: answeredCard(result.say, text), say: plain(result.say) }
        : toAnswer(result);
    }
    case 'clause':
      return openClause(desk, speaker, action);
    case 'refresh': {
      const view = await desk.view(speaker, action.exceptionId);
      return view
        ? { kind: 'card', card: toAdaptiveCard(exceptionCard(view)).card, say: '' }
        : say('This exception is not there any more.');
    }
  }
}

function toAnswer(result: ClickResult): PressAnswer {
  if (result.status === 'unknown_workspace') return { kind: 'unknown_workspace' };
  if (result.status !== 'accepted' && result.status !== 'counted') return say(plain(result.say));
  return { kind: 'card', card: toAdaptiveCard(exceptionCard(result.view)).card, say: plain(result.say) };
}

/** What became of each case stands above the batch: the card takes the place of the answer. */
async function chooseSeveral(
  desk: Desk,
  speaker: Speaker,
  batchId: string,
  checked: unknown,
): Promise<PressAnswer> {
  const items = readCheckedItems(checked);
  if (!items)
    return say('These boxes could not be read. Nothing was changed; please decide on the single cards.');
  if (items.length === 0) {
    return say('Nothing is checked, so nothing was decided. Check the orders you mean and press again.');
  }
  const result = await desk.chooseSeveral(speaker, batchId, items);
  if (result.status === 'unknown_workspace') return { kind: 'unknown_workspace' };
  if (result.status !== 'accepted') return say(plain(result.say));
  return { kind: 'card', card: batchToAdaptiveCard(result.view, result.say).card, say: plain(result.say) };
}

/**
 * The person's own view of the card, with the passage in full and a link to its place: a client shows a private sentence
 * as plain text on a strip that a long address does not fit on. The sentence is for clients that submit.
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/sequential-workflows
 */
async function openClause(
  desk: Desk,
  speaker: Speaker,
  action: CardAction & { kind: 'clause' },
): Promise<PressAnswer> {
  const [found, view] = await Promise.all([
    desk.passage(speaker, action.passageId),
    desk.view(speaker, action.exceptionId),
  ]);
  if (!found) return say('This passage is not there, or not for you to read.');
  const { passage, link } = found;
  const quote = cut(passage.text, limits.card.quote);
  const source = `${passage.document} (version ${passage.version}), ${passage.clause}, effective ${passage.effectiveFrom}`;
  const words = `“${runText(quote)}”\n\n${plain(source)}.`;
  const card = view && exceptionCard(view);
  const pressed = verb('clause', action.passageId);
  if (!card?.why?.citations.some((one) => one.open?.verb === pressed)) return say(words);
  const citations = card.why.citations.map((one) =>
    one.open?.verb === pressed
      ? { ...one, source, quote, link: { label: 'Read in the Document', url: link } }
      : one,
  );
  return {
    kind: 'card',
    card: toAdaptiveCard({ ...card, why: { ...card.why, citations } }).card,
    say: `${words}\n\nOpen it at its place (valid for a few minutes): ${link}`,
  };
}

/** The part of a button that says which card was seen. */
const cardOf = ({ exceptionId, version }: CardRef): CardRef => ({ exceptionId, version });

const say = (text: string): PressAnswer => ({ kind: 'say', say: text });

/** The desk's sentences carry names and words of others. */
const plain = markdownText;
