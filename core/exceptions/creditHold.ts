import Big from 'big.js';
import { z } from 'zod';
import type { ActionOf } from '../model/action.ts';
import type { Finding } from '../model/exception.ts';
import { add, compare, formatMoney, type Money, money, percent, subtract, toMoney } from '../model/money.ts';
import type { CreditStanding, Order, OrderContext } from '../model/order.ts';
import { daysBetween, plural, priorityBy, showDay } from './shared.ts';
import { type Composition, type ExceptionType, type OptionDraft, orderLabel } from './type.ts';
import { messageTo, offered, orderFor } from './wording.ts';
import { lineValue, marginPercent } from './worth.ts';

const evidence = z.object({
  limit: money,
  receivable: money,
  otherOpenOrders: money,
  order: money,
  exposure: money,
  over: money,
});
type Evidence = z.infer<typeof evidence>;

/**
 * Releasing the order would take the customer over the credit limit.
 * exposure = unpaid invoices + other open orders + this order; over = exposure − limit, a finding where it is positive.
 * Money at stake = the order's value, which waits. No limit (null) is no finding; a limit of zero is a limit. A return
 * (negative value) lowers the exposure and is none either.
 */
function detect({ order, credit }: OrderContext): Finding | null {
  if (order.state !== 'quotation' && order.state !== 'on_hold') return null;
  if (!credit?.limit) return null;
  const amounts = [credit.limit, credit.receivable, credit.otherOpenOrders, order.total];
  if (amounts.some(({ currency }) => currency !== order.currency)) return null;
  if (new Big(order.total.amount).lt(0)) return null;
  const exposure = add(add(credit.receivable, credit.otherOpenOrders), order.total);
  if (compare(exposure, credit.limit) <= 0) return null;
  const seen: Evidence = {
    limit: credit.limit,
    receivable: credit.receivable,
    otherOpenOrders: credit.otherOpenOrders,
    order: order.total,
    exposure,
    over: subtract(exposure, credit.limit),
  };
  return { type: 'credit_hold', evidence: seen, atStake: order.total };
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, credit, readAt } = context;
  const seen = evidence.parse(finding.evidence);
  const show = (amount: Money) => formatMoney(amount, locale);
  const name = order.customer.name;
  const share = percent(seen.over.amount, seen.limit.amount);
  const over = `${show(seen.over)}${share ? ` (${share}%)` : ''}`;
  const due = credit?.oldestDueOn ?? null;
  const daysDue = due ? daysBetween(due, readAt) : null;
  return {
    headline: `Release order ${orderLabel(order)} for ${name}, ${show(seen.over)} over its credit limit?`,
    facts: [
      { label: 'Over the limit by', value: over, tone: 'bad' },
      { label: 'Credit limit', value: show(seen.limit) },
      { label: 'This order', value: show(seen.order) },
      {
        label: 'Oldest due',
        value: dueFact(due, daysDue, locale),
        ...(daysDue && daysDue > 0 ? { tone: 'bad' } : {}),
      },
      { label: 'Payment history', value: historyFact(credit) },
      { label: 'Unpaid invoices', value: show(seen.receivable) },
      { label: 'Other open orders', value: show(seen.otherOpenOrders) },
      { label: 'Customer tier', value: order.customer.tier ?? 'Not set' },
    ],
    table: null,
    stakeSentence: `${show(seen.order)} waits; releasing it takes ${name} ${over} over its ${show(seen.limit)} limit.`,
    options: offered(options(seen, context, show, locale)),
    why: `With this order ${name} would owe ${show(seen.exposure)}. ${dueSentence(daysDue)} ${paysSentence(credit)}`,
    priority: priorityBy(finding.atStake, order.promisedOn ? daysBetween(readAt, order.promisedOn) : null),
  };
}

function options(
  seen: Evidence,
  context: OrderContext,
  show: (amount: Money) => string,
  locale: string,
): OptionDraft[] {
  const { order, credit, readAt } = context;
  const label = orderLabel(order);
  const name = order.customer.name;
  const margin = marginPercent(order);
  const nothing = toMoney(0, order.currency);
  const all: OptionDraft[] = [
    {
      id: 'release',
      label: 'Release Order',
      style: 'default',
      action: {
        kind: 'release_hold',
        acknowledge: credit?.warning ? [credit.warning.name] : [],
        exposure: seen.exposure,
      },
      consequence: `The order goes to the warehouse; ${name} then owes up to ${show(seen.exposure)} against a limit of ${show(seen.limit)}.`,
      done: `Released ${label} for ${name}`,
      amount: seen.order,
      marginPercent: margin,
      confirm: `Release ${label} for ${name}: ${show(seen.order)}, ${show(seen.over)} over the limit. This cannot be undone once it ships.`,
      citations: [],
    },
  ];
  const part = partWithin(order, subtract(subtract(seen.limit, seen.receivable), seen.otherOpenOrders));
  if (part) {
    const exposure = add(add(seen.receivable, seen.otherOpenOrders), part.value);
    const rest = subtract(seen.order, part.value);
    all.push({
      id: 'release_part',
      label: 'Release Part',
      style: 'default',
      action: { kind: 'release_part', lines: part.lines, exposure },
      consequence: `Goods for ${show(part.value)} go to the warehouse; ${show(rest)} stays on hold as an order of its own. ${name} then owes up to ${show(exposure)}, within its limit of ${show(seen.limit)}.`,
      done: `Released a part of ${label} for ${name}`,
      amount: part.value,
      marginPercent: marginPercent(order, {
        quantities: new Map(part.lines.map((line) => [line.lineId, line.release])),
      }),
      confirm: `Release ${show(part.value)} of ${label} for ${name} and keep ${show(rest)} on hold. The order cannot be put together again.`,
      citations: [],
    });
  }
  const deposit = messageTo('customer', order.customer.email, `Deposit for ${orderFor(order)}`, [
    `Your ${orderFor(order)} of ${show(seen.order)} waits for release: with it your account would stand ${show(seen.over)} above the credit limit of ${show(seen.limit)}.`,
    `Please send us a deposit of ${show(seen.over)}. We release the order as soon as it has arrived.`,
  ]);
  if (deposit) {
    all.push({
      id: 'deposit',
      label: 'Ask for Deposit',
      style: 'default',
      action: deposit,
      consequence: `${name} is asked for ${show(seen.over)}, the amount over the limit; the order waits until it arrives.`,
      done: `Asked ${name} for a deposit on ${label}`,
      amount: seen.over,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  const due = credit?.oldestDueOn;
  const promise =
    due && daysBetween(due, readAt) >= 0
      ? messageTo('customer', order.customer.email, `Payment date and ${orderFor(order)}`, [
          `Your ${orderFor(order)} of ${show(seen.order)} waits for release: ${show(seen.receivable)} of invoices are unpaid, the oldest due since ${showDay(due, locale)}.`,
          'Please tell us the day on which the invoices that are due will be paid.',
        ])
      : null;
  if (promise) {
    all.push({
      id: 'promise',
      label: 'Ask for Payment Date',
      style: 'default',
      action: promise,
      consequence: `${name} is asked when its due invoices will be paid; the order waits for the answer.`,
      done: `Asked ${name} for a payment date`,
      amount: nothing,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  all.push({
    id: 'keep',
    label: 'Keep on Hold',
    style: 'default',
    action: {
      kind: 'add_note',
      text: `Kept on credit hold by decision: ${show(seen.over)} over the limit of ${show(seen.limit)}.`,
    },
    consequence: `Nothing ships; ${show(seen.order)} waits until ${name} is within its limit again.`,
    done: `Kept ${label} for ${name} on credit hold`,
    amount: nothing,
    marginPercent: margin,
    confirm: null,
    citations: [],
  });
  return all;
}

/**
 * The goods that fit within `headroom`, in the order of the lines, in whole units. A unit counts with its share of what
 * the order's total has above its lines (tax). Charges stay with the rest. null: not one unit fits, or all goods do and
 * only charges would stay.
 */
function partWithin(
  order: Order,
  headroom: Money,
): { value: Money; lines: ActionOf<'release_part'>['lines'] } | null {
  const listed = order.lines.reduce((sum, line) => sum.plus(lineValue(line)), new Big(0));
  if (listed.lte(0) || new Big(headroom.amount).lte(0)) return null;
  const share = new Big(order.total.amount).div(listed);
  const factor = share.gt(1) ? share : new Big(1);
  const room = new Big(headroom.amount);
  let value = new Big(0);
  let held = false;
  const lines: ActionOf<'release_part'>['lines'] = [];
  for (const line of [...order.lines].sort((a, b) => a.position - b.position)) {
    const quantity = new Big(line.quantity);
    const unit = factor.times(line.unitPrice);
    let release = new Big(0);
    if (line.kind === 'goods' && quantity.gt(0) && unit.gt(0)) {
      const left = room.minus(value);
      release = quantity.times(unit).lte(left) ? quantity : left.div(unit).round(0, Big.roundDown);
      held ||= release.lt(quantity);
      value = value.plus(release.times(unit));
    }
    lines.push({
      lineId: line.id,
      sku: line.sku,
      release: release.toFixed(),
      hold: quantity.minus(release).toFixed(),
    });
  }
  return held && value.gt(0) && lines.length <= 200 ? { value: toMoney(value, order.currency), lines } : null;
}

function dueFact(due: string | null, days: number | null, locale: string): string {
  if (due === null || days === null) return 'Nothing is due';
  if (days === 0) return `Today (${showDay(due, locale)})`;
  return days > 0
    ? `${plural(days, 'day')} overdue (${showDay(due, locale)})`
    : `In ${plural(-days, 'day')} (${showDay(due, locale)})`;
}

function historyFact(credit: CreditStanding | null): string {
  if (!credit || credit.averageDaysLate === null) return 'Not known';
  const trend = trendOf(credit);
  return `${lateness(credit.averageDaysLate)}${trend ? `, ${trend}` : ''}`;
}

const lateness = (average: number): string =>
  Math.round(average) > 0 ? `${plural(Math.round(average), 'day')} late on average` : 'On time';

/** Two days of difference are noise. */
function trendOf({ averageDaysLate, recentDaysLate }: CreditStanding): string | null {
  if (averageDaysLate === null || recentDaysLate === undefined || recentDaysLate === null) return null;
  const change = recentDaysLate - averageDaysLate;
  if (Math.abs(change) <= 2) return 'steady';
  const days = plural(Math.max(0, Math.round(recentDaysLate)), 'day');
  return `${change > 0 ? 'worse' : 'better'} lately (${days})`;
}

function dueSentence(days: number | null): string {
  if (days === null) return 'Nothing is due.';
  if (days > 0) return `The oldest invoice is ${plural(days, 'day')} overdue.`;
  return days === 0
    ? 'The oldest invoice is due today.'
    : `The oldest invoice is due in ${plural(-days, 'day')}.`;
}

function paysSentence(credit: CreditStanding | null): string {
  if (!credit || credit.averageDaysLate === null) return 'How punctually it pays is not known.';
  const days = Math.round(credit.averageDaysLate);
  const trend = trendOf(credit);
  return `It pays ${days > 0 ? `${plural(days, 'day')} late on average` : 'on time'}${trend ? `, ${trend}` : ''}.`;
}

export const creditHold: ExceptionType = {
  name: 'credit_hold',
  title: 'Credit hold',
  question:
    'credit hold release: who may release an order above the credit limit, overdue balance, credit limit exceeded',
  supportedBy: 'agreement_or_sop',
  goesTo: ['credit_manager'],
  detect,
  fingerprint: ({ evidence: { order, limit, exposure } }) => [order, limit, exposure],
  compose,
  gone: 'The order is within the credit limit again, or was released or cancelled in the ERP.',
};
