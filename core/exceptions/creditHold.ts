import { z } from 'zod';
import type { Finding } from '../model/exception.ts';
import { add, compare, formatMoney, money, percent, subtract } from '../model/money.ts';
import type { OrderContext } from '../model/order.ts';
import { type Composition, type ExceptionType, orderLabel } from './type.ts';

const evidence = z.object({
  limit: money,
  receivable: money,
  otherOpenOrders: money,
  order: money,
  exposure: money,
  over: money,
});

/**
 * Releasing the order would take the customer over the credit limit.
 * exposure = unpaid invoices + other open orders + this order; over = exposure − limit, a finding where it is positive.
 * Money at stake = the order's value, which waits. No limit (null) is no finding; a limit of zero is a limit.
 */
function detect({ order, credit }: OrderContext): Finding | null {
  if (order.state !== 'quotation' && order.state !== 'on_hold') return null;
  if (!credit?.limit || credit.limit.currency !== order.currency) return null;
  const exposure = add(add(credit.receivable, credit.otherOpenOrders), order.total);
  if (compare(exposure, credit.limit) <= 0) return null;
  const seen: z.infer<typeof evidence> = {
    limit: credit.limit,
    receivable: credit.receivable,
    otherOpenOrders: credit.otherOpenOrders,
    order: order.total,
    exposure,
    over: subtract(exposure, credit.limit),
  };
  return { type: 'credit_hold', evidence: seen, atStake: order.total };
}

function compose(finding: Finding, { order, credit, readAt }: OrderContext, locale: string): Composition {
  const seen = evidence.parse(finding.evidence);
  const show = (amount: typeof seen.limit) => formatMoney(amount, locale);
  const name = order.customer.name;
  const share = percent(seen.over.amount, seen.limit.amount);
  const over = `${show(seen.over)}${share ? ` (${share}%)` : ''}`;
  const daysDue = credit?.oldestDueOn ? daysBetween(credit.oldestDueOn, readAt) : null;
  return {
    headline: `Release order ${orderLabel(order)} for ${name}, ${show(seen.over)} over its credit limit?`,
    facts: [
      { label: 'Credit limit', value: show(seen.limit) },
      { label: 'Over the limit by', value: over, tone: 'bad' },
      { label: 'This order', value: show(seen.order) },
      { label: 'Unpaid invoices', value: show(seen.receivable) },
      { label: 'Other open orders', value: show(seen.otherOpenOrders) },
      { label: 'Customer tier', value: order.customer.tier ?? 'Not set' },
    ],
    table: null,
    stakeSentence: `${show(seen.order)} waits; releasing it takes ${name} ${over} over its ${show(seen.limit)} limit.`,
    options: [
      {
        id: 'release',
        label: 'Release Order',
        style: 'primary',
        action: {
          kind: 'release_hold',
          acknowledge: credit?.warning ? [credit.warning.name] : [],
          exposure: seen.exposure,
        },
        consequence: `The order goes to the warehouse; ${name} then owes up to ${show(seen.exposure)} against a limit of ${show(seen.limit)}.`,
        done: `Released ${orderLabel(order)} for ${name}`,
        amount: seen.order,
        confirm: `Release ${orderLabel(order)} for ${name}: ${show(seen.order)}, ${show(seen.over)} over the limit. This cannot be undone once it ships.`,
        citations: [],
      },
    ],
    why: `With this order ${name} would owe ${show(seen.exposure)}. ${dueSentence(daysDue)} ${paysSentence(credit?.averageDaysLate ?? null)}`,
  };
}

function dueSentence(days: number | null): string {
  if (days === null) return 'Nothing is due.';
  if (days > 0) return `The oldest invoice is ${days} ${days === 1 ? 'day' : 'days'} overdue.`;
  return days === 0
    ? 'The oldest invoice is due today.'
    : `The oldest invoice is due in ${-days} ${days === -1 ? 'day' : 'days'}.`;
}

function paysSentence(averageDaysLate: number | null): string {
  if (averageDaysLate === null) return 'How punctually it pays is not known.';
  const days = Math.round(averageDaysLate);
  return days > 0 ? `It pays ${days} ${days === 1 ? 'day' : 'days'} late on average.` : 'It pays on time.';
}

/** Whole days from one ISO date to another; positive when `from` is earlier. */
function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

export const creditHold: ExceptionType = {
  name: 'credit_hold',
  title: 'Credit hold',
  question:
    'credit hold release: who may release an order above the credit limit, overdue balance, credit limit exceeded',
  supportedBy: 'agreement_or_sop',
  detect,
  fingerprint: ({ evidence: { order, limit, exposure } }) => [order, limit, exposure],
  compose,
  gone: 'The order is within the credit limit again, or was released or cancelled in the ERP.',
};
