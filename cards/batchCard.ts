/** Several alike cases in one message, for every chat product alike. Pure data; texts are raw, renderers escape them. */
import type { BatchView } from '#core/model/batch.ts';
import { type BatchData, itemValue, verb } from './actions.ts';
import type { CardButton } from './card.ts';
import { limits } from './limits.ts';
import { cut, formatMoment, instant, type Line, oneLine } from './text.ts';

interface BatchBox {
  /** "EX-1042 · SO-10482 · Harmony Labs". */
  label: string;
  detail: string;
  /** What the checked box sends. */
  value: string;
  checked: boolean;
}

export interface BatchCard {
  batchId: string;
  /** How many cases are still open, shown or not. */
  open: number;
  summary: string;
  title: string;
  stake: string;
  due: Line | null;
  /** What became of the settled ones. */
  settled: { label: string; note: string }[];
  moreSettled: number;
  /** What the button does to every checked case. */
  option: { label: string; consequence: string } | null;
  approval: string;
  boxes: BatchBox[];
  /** Open cases for which the message has no room. */
  moreOpen: number;
  button: CardButton | null;
  /** Changes when other cases, or other versions of them, are offered. */
  offer: string;
  context: Line;
  locale: string;
  timeZone: string;
}

/** How much of a batch a message shows; products with little room get fewer cases and shorter texts. */
export interface BatchRoom {
  items: number;
  settled: number;
  label: number;
  /** 0: without details. */
  detail: number;
}

const full: BatchRoom = {
  items: limits.batch.items,
  settled: limits.batch.items,
  label: limits.batch.label,
  detail: limits.batch.detail,
};

/** The card of a batch. Total: any view gives a card. */
export function batchCard(view: BatchView, room: BatchRoom = full): BatchCard {
  const line = (raw: string, most: number) => cut(oneLine(raw), most);
  const open = view.settled ? [] : view.items.filter((item) => item.state === 'open');
  const waiting = view.settled ? 0 : Math.max(view.waiting, open.length);
  const all = open.flatMap((item): BatchBox[] => {
    const value = itemValue(item);
    if (value === null) return [];
    const label = line(item.label, room.label) || '–';
    return [{ label, detail: line(item.detail, room.detail), value, checked: item.checked }];
  });
  const boxes = all.slice(0, room.items);
  const settled = view.items
    .filter((item) => item.state === 'settled')
    .map((item) => ({ label: line(item.label, room.label), note: line(item.note ?? 'Settled', 160) }));
  const label = line(view.option.label, limits.card.label);
  const consequence = line(view.option.consequence, limits.card.optionText);
  const due = view.dueAt && instant(view.dueAt) && open.length > 0 ? view.dueAt : null;
  const button = boxes.length > 0 ? approveButton(view, boxes, waiting, label, consequence) : null;
  const parts = [
    view.headline,
    view.stakeSentence,
    button ? `Needed: ${button.label}` : '',
    due ? `Decide by ${formatMoment(due, view.locale, view.timeZone)}` : '',
  ];
  return {
    batchId: view.batchId,
    open: waiting,
    summary:
      cut(parts.map(sentence).filter(Boolean).join(' '), limits.teams.summary) || 'Several orders wait.',
    title: line(view.headline, limits.card.title) || 'Several orders wait',
    stake: line(view.stakeSentence, limits.card.line),
    due: due ? ['Decide by ', { at: due }] : null,
    settled: settled.slice(0, room.settled),
    moreSettled: Math.max(0, settled.length - room.settled),
    option: button && { label, consequence },
    approval: open.length > 0 ? line(view.approval, limits.card.optionText) : '',
    boxes,
    moreOpen: waiting - boxes.length,
    button,
    offer: `${open.length}.${open.reduce((sum, item) => sum + item.version, 0)}`,
    context: [
      `${line(view.typeTitle, limits.card.label)} · each case is decided by itself · as of `,
      { at: view.updatedAt },
    ],
    locale: view.locale,
    timeZone: view.timeZone,
  };
}

/** null where the batch's id is too long to travel. */
function approveButton(
  view: BatchView,
  boxes: BatchBox[],
  open: number,
  label: string,
  consequence: string,
): CardButton | null {
  if (view.batchId === '' || view.batchId.length > limits.card.id) return null;
  const checked = boxes.filter((box) => box.checked).length;
  const data: BatchData = { b: view.batchId };
  return {
    label:
      checked === 0
        ? 'Approve Checked'
        : checked === open
          ? `Approve ${open}`
          : `Approve ${checked} of ${open}`,
    verb: verb('choose_several'),
    data,
    spoken: `${label} for every checked case`,
    style: 'primary',
    confirm: `${label} for every checked case? ${consequence}`,
    asks: 'nothing',
  };
}

const sentence = (raw: string): string => {
  const text = oneLine(raw);
  return !text || /[.?!…]$/.test(text) ? text : `${text}.`;
};

export const moreOpenLine = (card: BatchCard): string =>
  `${card.moreOpen} more ${card.moreOpen === 1 ? 'waits' : 'wait'} and ${card.moreOpen === 1 ? 'is' : 'are'} not listed here.`;

export const moreSettledLine = (card: BatchCard): string => `and ${card.moreSettled} more settled`;
