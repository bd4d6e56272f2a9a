/**
 * Words and drafts of mails. A mail holds nothing that changes with the day it is read: what was approved is what is
 * sent.
 */
import { z } from 'zod';
import { type ActionOf, actionSpec } from '../model/action.ts';
import type { Order } from '../model/order.ts';
import { type OptionDraft, orderLabel } from './type.ts';

const address = z.email();

/** null: there is no address that mail could go to. */
export function messageTo(
  toWhom: ActionOf<'send_message'>['toWhom'],
  to: string | null | undefined,
  subject: string,
  paragraphs: string[],
): ActionOf<'send_message'> | null {
  const parsed = address.safeParse(to);
  if (!parsed.success) return null;
  const body = cut(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), 1900);
  return {
    kind: 'send_message',
    toWhom,
    to: parsed.data,
    subject: cut(subject.replace(/\s+/g, ' ').trim(), 200),
    text: `Hello,\n\n${body}\n\nThank you.`,
  };
}

/** "order SO-1 (your PO-1)": both numbers, where there are both. */
export function orderFor(order: Order): string {
  const label = orderLabel(order);
  return order.reference && order.reference !== label
    ? `order ${label} (your ${order.reference})`
    : `order ${label}`;
}

/** At most `length` UTF-16 units in whole characters, with a mark where something was left out. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let short = '';
  for (const character of text) {
    if (short.length + character.length > length - 1) break;
    short += character;
  }
  return `${short}…`;
}

/**
 * What a card can hold: six options, the first of them primary (danger where it destroys); none that the vocabulary cannot carry (a quantity with
 * more digits than ERPs keep, more lines than one action takes).
 */
export const offered = (drafts: (OptionDraft | null)[]): OptionDraft[] =>
  drafts
    .filter((draft) => draft !== null)
    .filter((draft) => actionSpec.safeParse(draft.action).success)
    .slice(0, 6)
    .map((draft, index) => ({
      ...draft,
      style: index > 0 ? 'default' : draft.style === 'danger' ? 'danger' : 'primary',
    }));
