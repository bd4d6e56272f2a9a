/** The buttons of one exception's card. */
import type { ExceptionView } from '#core/model/exception.ts';
import { type CardData, verb } from './actions.ts';
import type { Card, CardButton } from './card.ts';
import { limits } from './limits.ts';
import { oneLine } from './text.ts';

/** First option, Reject, Ask for Info; then the other options. */
export function openButtons(view: ExceptionView, data: CardData): CardButton[] {
  const choices = view.options
    .slice(0, limits.card.options)
    .filter((option) => option.approval.mode !== 'by_hand' && !(view.blocked && option.action))
    .map((option) =>
      button(option.label, 'choose', option.id, data, { style: option.style, confirm: option.confirm }),
    );
  const others = [
    view.status === 'needs_person' ? null : button('Reject', 'reject', undefined, data, { asks: 'reason' }),
    button('Ask for Info', 'ask', undefined, data, { asks: 'question' }),
  ];
  const [first, ...rest] = choices;
  const all = [first, ...others, ...rest].filter((one) => one != null);
  return all.filter((one, index) => all.findIndex((other) => other.verb === one.verb) === index);
}

/** The one button of a settled card whose action can be taken back. */
export function undoButtons(view: ExceptionView, data: CardData): CardButton[] {
  if (!view.undo) return [];
  const about = view.order?.label ?? view.number;
  const done = oneLine(view.record?.sentence ?? '');
  const undo = button(view.undo.label, 'undo', undefined, data, {
    spoken: `${view.undo.label}, ${about}`,
    confirm: `${done ? `${done} ` : ''}Take it back? The record keeps both.`,
  });
  return undo ? [undo] : [];
}

export function candidateButtons(view: ExceptionView, data: CardData): Card['candidates'] {
  return view.candidates.flatMap((candidate) => {
    const match = button('Match This Order', 'match', candidate.orderId, data, {
      spoken: `Match to ${candidate.label}`,
    });
    return match ? [{ label: candidate.label, why: candidate.why, button: match }] : [];
  });
}

/** The type can be corrected, beside what the card is for. */
export const wrongType = (data: CardData): CardButton | null =>
  button('Wrong Type', 'retype', undefined, data, { asks: 'type', isMinor: true });

/** null where the id is too long to travel. */
export function button(
  label: string,
  kind: 'choose' | 'reject' | 'ask' | 'match' | 'clause' | 'undo' | 'retype' | 'fill',
  about: string | undefined,
  data: CardData,
  more: Partial<Pick<CardButton, 'spoken' | 'style' | 'confirm' | 'asks' | 'isMinor'>> = {},
): CardButton | null {
  if (about !== undefined && (about === '' || about.length > limits.card.id)) return null;
  if (data.e === '' || data.e.length > limits.card.id) return null;
  return {
    label,
    verb: verb(kind, about),
    data,
    spoken: more.spoken ?? null,
    style: more.style ?? 'default',
    confirm: more.confirm ?? null,
    asks: more.asks ?? 'nothing',
    ...(more.isMinor && { isMinor: true }),
  };
}
