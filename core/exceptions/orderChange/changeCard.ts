/** What a card says of changes that a customer asked for. */
import Big from 'big.js';
import { z } from 'zod';
import type { ActionSpec } from '../../model/action.ts';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, isZero, type Money, money, toMoney } from '../../model/money.ts';
import type { OrderContext } from '../../model/order.ts';
import {
  dayOf,
  daysBetween,
  grouped,
  inPairs,
  isWaiting,
  plain,
  plural,
  priorityBy,
  showDay,
} from '../shared.ts';
import { type Composition, type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, offered, orderFor } from '../wording.ts';
import { marginPercent } from '../worth.ts';

const address = z.object({
  name: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string(),
});
const request = z.object({
  id: z.string(),
  askedOn: z.string(),
  by: z.string(),
  text: z.string(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('quantity'), lineId: z.string(), sku: z.string(), to: z.string() }),
    z.object({ kind: z.literal('date'), to: z.string() }),
    z.object({ kind: z.literal('address'), to: address }),
    z.object({ kind: z.literal('cancel_line'), lineId: z.string(), sku: z.string() }),
    z.object({ kind: z.literal('cancel_order') }),
  ]),
  /** free: nothing has begun. costs: something has to be put back, or a purchase is bound. no: it has left. */
  possible: z.enum(['free', 'costs', 'no']),
  /** What the possibility comes from, in whole sentences that the customer may read. */
  because: z.array(z.string()),
  /** Purchases that it touches, in sentences for us alone. */
  bound: z.array(z.string()),
  /** Of the lines concerned. */
  value: money,
  /** Σ cancellation fees that are known and in the order's currency. */
  fees: money,
  /** false: a supplier's fee is not known, or in another currency. */
  feesKnown: z.boolean(),
});
export const evidence = z.object({ requests: z.array(request).min(1), fees: money });
export type Change = z.infer<typeof request>;

const verdicts: Record<Change['possible'], string> = {
  free: 'Possible',
  costs: 'Possible, at a cost',
  no: 'Not possible',
};

/** "100 instead of 80 × BRG-1": what is asked, in words. */
function asked({ what }: Change, { order }: OrderContext, locale: string): string {
  const line = 'lineId' in what ? order.lines.find((one) => one.id === what.lineId) : undefined;
  switch (what.kind) {
    case 'quantity':
      return `${plain(what.to)}${line ? ` instead of ${plain(line.quantity)}` : ''} × ${what.sku}`;
    case 'cancel_line':
      return `Cancel ${what.sku}`;
    case 'date':
      return `Deliver on ${showDay(what.to, locale)}${order.promisedOn ? ` instead of ${showDay(order.promisedOn, locale)}` : ''}`;
    case 'address':
      return `Deliver to ${[what.to.name, what.to.street, `${what.to.postalCode} ${what.to.city}`.trim(), what.to.country].filter(Boolean).join(', ')}`;
    case 'cancel_order':
      return 'Cancel the order';
  }
}

export function composeChange(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, readAt } = context;
  const { requests, fees } = evidence.parse(finding.evidence);
  const main = requests[0]!;
  const label = orderLabel(order);
  const who = whoAsks(main, order);
  const show = (amount: Money) => formatMoney(amount, locale);
  const cancels = requests.some(({ what }) => what.kind === 'cancel_order');
  const nextLeaves = context.shipments
    .filter(isWaiting)
    .flatMap(({ plannedOn }) => (plannedOn ? [daysBetween(readAt, plannedOn)] : []));
  const bound = context.purchases.filter(({ state }) => state !== 'draft').map(({ number }) => number);
  return {
    headline: cancels
      ? `Cancel order ${label}, as ${who} asks?`
      : `Change order ${label}, as ${who} asks: ${cut(asked(main, context, locale), 80)}?`,
    facts: inPairs([
      { label: 'Asked for', value: cut(asked(main, context, locale), 200) },
      {
        label: 'Still possible',
        value: verdicts[main.possible],
        ...(main.possible === 'free' ? { tone: 'good' as const } : { tone: 'bad' as const }),
      },
      { label: 'Value concerned', value: show(finding.atStake) },
      { label: 'Cancellation fees', value: feesInWords(requests, fees, show) },
      { label: 'Asked by', value: cut(main.by, 100) || 'Not known' },
      { label: 'Asked on', value: showDay(main.askedOn, locale) },
      { label: 'Order value', value: show(order.total) },
      { label: 'Bound purchases', value: cut(bound.join(', '), 200) || 'None' },
    ]),
    table: {
      columns: [
        { title: 'Asked for' },
        { title: 'Asked on' },
        { title: 'Still possible' },
        { title: `Value (${order.currency})`, align: 'right' },
        { title: `Fees (${order.currency})`, align: 'right' },
      ],
      rows: requests.map((one) => [
        cut(asked(one, context, locale), 200),
        showDay(one.askedOn, locale),
        verdicts[one.possible],
        grouped(one.value.amount, locale),
        grouped(one.fees.amount, locale),
      ]),
    },
    stakeSentence: `${show(finding.atStake)} of the order's ${show(order.total)} is concerned; the change costs ${isZero(fees) ? 'no fee that is known' : `${show(fees)} in fees`}.`,
    options: offered(options(requests, context, locale)),
    why: cut(
      [
        `${who} asked on ${showDay(main.askedOn, locale)}: ${asked(main, context, locale)}.`,
        main.text && `In their words: “${cut(main.text, 300)}”`,
        ...main.because,
        ...main.bound,
        requests.length > 1
          ? `${plural(requests.length - 1, 'more request')} about this order ${requests.length === 2 ? 'waits' : 'wait'}.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
      900,
    ),
    priority: requests.some(({ possible }) => possible !== 'no')
      ? priorityBy(finding.atStake, nextLeaves.length ? Math.min(...nextLeaves) : null)
      : 'normal',
  };
}

/** The customer; a mail address that is not known as theirs speaks for itself. */
function whoAsks({ by }: Change, { customer }: OrderContext['order']): string {
  const [, domain] = by.toLowerCase().split('@');
  const theirs =
    !domain || customer.emailDomains.includes(domain) || by.toLowerCase() === customer.email?.toLowerCase();
  return theirs ? customer.name : by;
}

function feesInWords(requests: Change[], fees: Money, show: (amount: Money) => string): string {
  const open = requests.some(({ possible, feesKnown }) => possible !== 'no' && !feesKnown);
  if (isZero(fees)) return open ? 'Not known' : 'None';
  return `${show(fees)}${open ? ' and more' : ''}`;
}

function options(requests: Change[], context: OrderContext, locale: string): OptionDraft[] {
  const { order } = context;
  const label = orderLabel(order);
  const name = order.customer.name;
  const nothing = toMoney(0, order.currency);
  const margin = marginPercent(order);
  const all: OptionDraft[] = requests
    .filter(({ possible }) => possible !== 'no')
    .slice(0, 3)
    .map((one, index) => {
      const others = requests.filter((other) => other !== one).map(({ id }) => id);
      return accept(one, index === 0 ? 'accept' : `accept_${index + 1}`, context, locale, others);
    });
  const verdict = (one: Change) =>
    `- ${asked(one, context, locale)}: ${verdicts[one.possible].toLowerCase()}. ${one.because.join(' ')}`;
  const decline = messageTo('customer', order.customer.email, `Your change of ${orderFor(order)}`, [
    `We cannot make the change of your ${orderFor(order)} as you asked. It stays as it is for now.`,
    requests.map(verdict).join('\n'),
    requests.every(({ possible }) => possible === 'no')
      ? 'Please tell us if you need something else.'
      : 'Please tell us which of what is possible you want.',
  ]);
  if (decline) {
    all.push({
      id: 'decline',
      label: 'Decline with Reason',
      style: 'default',
      action: decline,
      consequence: `${name} is told what is possible and what is not; the order stays as it is.`,
      done: `Declined the change of ${label} for ${name}`,
      amount: nothing,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  all.push({
    id: 'keep',
    label: 'Note It',
    style: 'default',
    action: {
      kind: 'add_note',
      text: cut(
        `Change asked for and not made: ${requests.map((one) => `${asked(one, context, locale)} (${one.by}, ${dayOf(one.askedOn)})`).join('; ')}.`,
        2000,
      ),
    },
    consequence: 'The request is noted on the order, which stays as it is; nobody is told.',
    done: `Noted the change asked for on ${label}`,
    amount: nothing,
    marginPercent: margin,
    confirm: null,
    citations: [],
  });
  return all;
}

/** `others`: ids of more wishes, which stay open; a button then says which it accepts. */
function accept(
  one: Change,
  id: string,
  context: OrderContext,
  locale: string,
  others: string[],
): OptionDraft {
  const { order } = context;
  const label = orderLabel(order);
  const name = order.customer.name;
  const show = (amount: Money) => formatMoney(amount, locale);
  const work = one.possible === 'costs' ? ` ${[...one.because, ...one.bound].join(' ')}` : '';
  const { action, button, effect, quantities } = carriedOut(one, context, locale, others.length > 0);
  const irrevocable = action.kind === 'cancel_order' || action.kind === 'cancel_line';
  return {
    id,
    label: cut(button, 75),
    style: irrevocable ? 'danger' : 'default',
    action,
    consequence: cut(`${effect}${work}`, 900),
    done: `${irrevocable ? 'Cancelled' : 'Changed'} ${label} as ${name} asked`,
    amount: one.value,
    marginPercent:
      action.kind === 'cancel_order'
        ? null
        : marginPercent(order, { quantities, paid: new Big(one.fees.amount) }),
    ...(others.length && action.kind !== 'cancel_order' ? { leaves: others } : {}),
    confirm: irrevocable
      ? `${button} for ${name}: ${show(one.value)}${isZero(one.fees) ? '' : `, with ${show(one.fees)} in fees`}. This cannot be undone.`
      : null,
    citations: [],
  };
}

function carriedOut(
  { what, value }: Change,
  { order }: OrderContext,
  locale: string,
  others: boolean,
): { action: ActionSpec; button: string; effect: string; quantities: Map<string, string> } {
  const line = 'lineId' in what ? order.lines.find((one) => one.id === what.lineId)! : null;
  const quantities = new Map<string, string>();
  const worth = formatMoney(value, locale);
  switch (what.kind) {
    case 'quantity': {
      if (new Big(what.to).eq(0)) break;
      quantities.set(line!.id, what.to);
      const change = new Big(what.to).minus(line!.quantity).times(line!.unitPrice);
      const amount = formatMoney(toMoney(change.abs(), order.currency), locale);
      return {
        action: {
          kind: 'change_quantity',
          lines: [{ lineId: line!.id, sku: line!.sku, from: line!.quantity, to: what.to }],
        },
        button: others ? `Accept ${plain(what.to)} × ${what.sku}` : 'Accept Change',
        effect: `${line!.sku} goes from ${plain(line!.quantity)} to ${plain(what.to)} ${line!.unit}; the order's value ${change.lt(0) ? 'falls' : 'rises'} by ${amount}.`,
        quantities,
      };
    }
    case 'date': {
      const from = order.promisedOn === null ? null : dayOf(order.promisedOn);
      const to = dayOf(what.to);
      return {
        action: { kind: 'change_date', shipmentId: null, from, to, acknowledge: [] },
        button: `Move to ${showDay(to, locale)}`,
        effect: `The order is promised for ${showDay(to, locale)}${from ? ` instead of ${showDay(from, locale)}` : ''}; ${worth} ${from && from > to ? 'is due earlier' : 'is invoiced then'}.`,
        quantities,
      };
    }
    case 'address':
      return {
        action: { kind: 'change_address', from: order.shipTo, to: what.to },
        button: 'Accept Address',
        effect: `Goods for ${worth} go to ${[what.to.name, what.to.city, what.to.country].filter(Boolean).join(', ')}.`,
        quantities,
      };
    case 'cancel_order':
      return {
        action: { kind: 'cancel_order' },
        button: `Cancel Order ${orderLabel(order)}`,
        effect: `The whole order of ${worth} is cancelled and its stock is free for others.`,
        quantities,
      };
    case 'cancel_line':
      break;
  }
  quantities.set(line!.id, '0');
  return {
    action: { kind: 'cancel_line', lines: [{ lineId: line!.id, sku: line!.sku, quantity: line!.quantity }] },
    button: `Cancel ${line!.sku}`,
    effect: `${line!.sku} is cancelled; the order's value falls by ${worth}.`,
    quantities,
  };
}
