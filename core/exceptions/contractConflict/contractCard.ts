/** What a card says of an order that conflicts with its agreements. */
import Big from 'big.js';
import { z } from 'zod';
import type { ActionOf } from '../../model/action.ts';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, money, toMoney } from '../../model/money.ts';
import type { OrderContext, OrderLine } from '../../model/order.ts';
import { daysBetween, grouped, inPairs, listed, priorityBy, showDay } from '../shared.ts';
import { agreedPrices, lessRebate, otherThanAgreed } from '../terms.ts';
import { type Composition, type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, offered, orderFor } from '../wording.ts';
import { lineValue, marginPercent } from '../worth.ts';

const conflict = z.object({
  kind: z.enum(['exclusivity', 'expired', 'overlap', 'payment_terms', 'minimum_order', 'freight', 'rebate']),
  /** The agreement it is about, and its title; of an overlap both titles. */
  agreementId: z.string(),
  title: z.string(),
  /** What the agreement says and what the order has, as raw text: a term, an amount, a percentage, item numbers. */
  agreed: z.string(),
  found: z.string(),
  amount: money,
});
export const evidence = z.object({ goods: money, conflicts: z.array(conflict).min(1) });
export type Conflict = z.infer<typeof conflict>;
/** A charge for the way there, or a credit of one. */
export const isFreight = (line: OrderLine): boolean =>
  line.kind === 'charge' &&
  /freight|shipping|delivery|carriage|haulage|fracht|versand/i.test(`${line.sku} ${line.description}`);

/** Name, agreed and found of a conflict, for people. */
function told(one: Conflict, show: (amount: string) => string, day: (iso: string) => string): string[] {
  switch (one.kind) {
    case 'exclusivity':
      return [`Exclusive to another customer: ${one.found}`, 'Reserved', 'Ordered'];
    case 'expired':
      return ['Agreement expired', `Until ${day(one.agreed)}`, `Ordered ${day(one.found)}`];
    case 'overlap':
      return ['Agreements contradict', one.agreed, one.found];
    case 'payment_terms':
      return ['Payment terms', one.agreed, one.found];
    case 'minimum_order':
      return ['Below minimum order', show(one.agreed), show(one.found)];
    case 'freight':
      return ['Freight charged', `Free from ${show(one.agreed)}`, show(one.found)];
    case 'rebate':
      return ['Rebate missing', `${one.agreed}%`, 'None'];
  }
}

/** One conflict in a sentence. */
function sentence(one: Conflict, show: (amount: string) => string, day: (iso: string) => string): string {
  switch (one.kind) {
    case 'exclusivity':
      return `${one.title} reserves ${one.found} for another customer.`;
    case 'expired':
      return `${one.title} ended on ${day(one.agreed)} and none has followed.`;
    case 'overlap':
      return `${one.title} are both in force and differ: ${one.agreed} against ${one.found}.`;
    case 'payment_terms':
      return `${one.title} says ${one.agreed}; the order says ${one.found}.`;
    case 'minimum_order':
      return `${one.title} asks for orders of at least ${show(one.agreed)} of goods; this one has ${show(one.found)}.`;
    case 'freight':
      return `${one.title} makes freight ours from ${show(one.agreed)} of goods; ${show(one.found)} is charged.`;
    case 'rebate':
      return `${one.title} grants a rebate of ${one.agreed}%; the order has none.`;
  }
}

const asks: Record<Conflict['kind'], (order: string, name: string) => string> = {
  exclusivity: (order, name) => `Sell ${name} an item reserved for another customer on order ${order}?`,
  expired: (order, name) => `Accept order ${order} for ${name} without an agreement in force?`,
  overlap: (order, name) => `Which agreement holds for order ${order} of ${name}?`,
  payment_terms: (order, name) => `Accept other payment terms than agreed on order ${order} for ${name}?`,
  minimum_order: (order, name) => `Accept order ${order} for ${name} below its minimum order?`,
  freight: (order, name) => `Take the freight off order ${order} for ${name}?`,
  rebate: (order, name) => `Give ${name} its agreed rebate on order ${order}?`,
};

export function composeConflict(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, readAt } = context;
  const { goods, conflicts } = evidence.parse(finding.evidence);
  const show = (amount: string) => formatMoney({ amount, currency: order.currency }, locale);
  const day = (iso: string) => showDay(iso, locale);
  const worst = conflicts[0]!;
  const [what = '', agreed = '', found = ''] = told(worst, show, day);
  const others = conflicts.length - 1;
  const stake = formatMoney(finding.atStake, locale);
  const whole = ['exclusivity', 'expired', 'overlap', 'payment_terms'].includes(worst.kind);
  return {
    headline: asks[worst.kind](orderLabel(order), order.customer.name),
    facts: inPairs([
      { label: 'Conflict', value: what, tone: 'bad' },
      { label: 'Agreement', value: worst.title },
      { label: 'Agreed', value: agreed },
      { label: 'On the order', value: found },
      { label: 'Goods value', value: formatMoney(goods, locale) },
      { label: 'Order value', value: formatMoney(order.total, locale) },
    ]),
    table: {
      columns: [
        { title: 'Conflict' },
        { title: 'Agreement' },
        { title: 'Agreed' },
        { title: 'On the order' },
        { title: `At stake (${order.currency})`, align: 'right' },
      ],
      rows: conflicts.map((one) => {
        const [name = '', says = '', has = ''] = told(one, show, day);
        return [name, one.title, says, has, grouped(one.amount.amount, locale)];
      }),
    },
    stakeSentence: whole
      ? `${stake}, the whole order, rests on terms that are not agreed.`
      : `${stake} ${worst.kind === 'minimum_order' ? 'short of the agreed minimum' : 'charged beyond the agreement'}, on ${formatMoney(goods, locale)} of goods.`,
    options: offered(options(conflicts, finding, context, locale)),
    why: `${sentence(worst, show, day)}${others ? ` ${others} more ${others === 1 ? 'conflict' : 'conflicts'}: ${listed(conflicts.slice(1).map((one) => told(one, show, day)[0]!.toLowerCase()))}.` : ''}`,
    priority: priorityBy(finding.atStake, order.promisedOn ? daysBetween(readAt, order.promisedOn) : null),
  };
}

/**
 * Freight at nothing, goods at the agreed price less the rebate. While a price is other than agreed the rebate waits: it
 * is counted from the price that is settled first. null: prices do not settle it, or are fixed by now.
 */
function correction(conflicts: Conflict[], context: OrderContext): ActionOf<'change_price'>['lines'] | null {
  const { order, prices } = context;
  if (order.state === 'processing') return null;
  const has = (kind: Conflict['kind']) => conflicts.find((one) => one.kind === kind);
  const percent = otherThanAgreed(context).length ? undefined : has('rebate')?.agreed;
  const agreed = agreedPrices(prices);
  const lines = order.lines.flatMap((line) => {
    const to =
      has('freight') && isFreight(line)
        ? toMoney(0, order.currency).amount
        : percent && line.kind === 'goods'
          ? lessRebate(agreed.get(line.id)?.unitPrice ?? line.unitPrice, percent)
          : line.unitPrice;
    return new Big(to).eq(line.unitPrice)
      ? []
      : [{ lineId: line.id, sku: line.sku, from: line.unitPrice, to }];
  });
  return lines.length ? lines : null;
}

function options(
  conflicts: Conflict[],
  finding: Finding,
  context: OrderContext,
  locale: string,
): OptionDraft[] {
  const { order } = context;
  const label = orderLabel(order);
  const name = order.customer.name;
  const show = (amount: string) => formatMoney({ amount, currency: order.currency }, locale);
  const said = conflicts.map((one) => sentence(one, show, (iso) => showDay(iso, locale)));
  const stake = formatMoney(finding.atStake, locale);
  const nothing = toMoney(0, order.currency);
  const margin = marginPercent(order);
  const all: OptionDraft[] = [];
  const lines = correction(conflicts, context);
  if (lines) {
    const now = new Map(lines.map((line) => [line.lineId, line.to]));
    const changes = order.lines.flatMap((line) => {
      const unitPrice = now.get(line.id);
      return unitPrice === undefined ? [] : [lineValue({ ...line, unitPrice }).minus(lineValue(line))];
    });
    const sum = (values: Big[]) => values.reduce((all, value) => all.plus(value), new Big(0));
    const net = sum(changes);
    all.push({
      id: 'correct',
      label: 'Correct to Terms',
      style: 'default',
      action: { kind: 'change_price', lines },
      consequence: `The prices follow the agreement; the order's value ${net.gt(0) ? 'rises' : 'falls'} by ${formatMoney(toMoney(net.abs(), order.currency), locale)}.`,
      done: `Corrected ${label} for ${name} to its terms`,
      // What is changed, not what is left of it: up and down weigh as much as either.
      amount: toMoney(sum(changes.map((change) => change.abs())), order.currency),
      marginPercent: marginPercent(order, { prices: now }),
      confirm: null,
      citations: [],
    });
  }
  const expired = conflicts.some((one) => one.kind === 'expired');
  const moves = order.state === 'quotation' || order.state === 'confirmed' || order.state === 'processing';
  if (moves && conflicts.some((one) => one.kind !== 'freight' && one.kind !== 'rebate')) {
    all.push({
      id: 'hold',
      label: expired ? 'Hold Until Renewed' : 'Hold Order',
      style: 'default',
      action: { kind: 'place_hold', reason: cut(`Contract conflict. ${said.join(' ')}`, 2000) },
      consequence: `Nothing ships until ${expired ? 'an agreement is in force again' : 'the terms are settled'}; ${formatMoney(order.total, locale)} waits.`,
      done: `Held ${label} for ${name}`,
      amount: nothing,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  all.push({
    id: 'accept',
    label: 'Accept Once',
    style: 'default',
    action: { kind: 'add_note', text: cut(`Accepted once. ${said.join(' ')}`, 2000) },
    consequence: `The order goes on as it stands, with ${stake} outside the agreed terms; noted on the order.`,
    done: `Accepted ${label} for ${name} once`,
    amount: finding.atStake,
    marginPercent: margin,
    confirm: `Accept ${label} for ${name} as it stands: ${stake} outside the agreed terms.`,
    citations: [],
  });
  const message = messageTo('customer', order.customer.email, `Terms of ${orderFor(order)}`, [
    `Your ${orderFor(order)} does not keep what we agreed:`,
    // Whose agreement reserves an item is nobody else's business.
    conflicts
      .map((one, index) =>
        one.kind === 'exclusivity'
          ? `- ${one.found} is reserved and not for general sale.`
          : `- ${said[index]}`,
      )
      .join('\n'),
    'Please tell us how you want to go on with the order.',
  ]);
  if (message) {
    all.push({
      id: 'tell',
      label: 'Tell Customer',
      style: 'default',
      action: message,
      consequence: `${name} is told what differs and asked how to go on; the order stays as it is.`,
      done: `Told ${name} about the terms of ${label}`,
      amount: nothing,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  return all;
}
