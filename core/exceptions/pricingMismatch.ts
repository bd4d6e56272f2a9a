import Big from 'big.js';
import { z } from 'zod';
import type { Citation, Finding } from '../model/exception.ts';
import { formatMoney, formatPrice, toMoney } from '../model/money.ts';
import type { OrderContext } from '../model/order.ts';
import { daysBetween, grouped, inPairs, priorityBy, showDay } from './shared.ts';
import { otherThanAgreed } from './terms.ts';
import { type Composition, type ExceptionType, type OptionDraft, orderLabel } from './type.ts';
import { messageTo, offered, orderFor } from './wording.ts';
import { marginPercent } from './worth.ts';

const deviation = z.object({
  lineId: z.string(),
  sku: z.string(),
  description: z.string(),
  quantity: z.string(),
  unit: z.string(),
  price: z.string(),
  agreed: z.string(),
  /** (price − agreed) × quantity; negative: we lose. */
  effect: z.string(),
  list: z.string(),
  row: z.string(),
  validFrom: z.string().nullable(),
});
const evidence = z.object({ lines: z.array(deviation).min(1) });
type Deviation = z.infer<typeof deviation>;

const closed = new Set(['shipped', 'done', 'cancelled']);

/**
 * A goods line is priced other than the customer's own agreement says for that date and quantity, in either direction.
 * Money at stake = Σ |price − agreed| × quantity over the deviating lines. Charges (freight) have no agreed price. A
 * price that is lower by exactly the agreed rebate is right. An agreed price of nothing is none.
 */
function detect(context: OrderContext): Finding | null {
  const { order } = context;
  if (closed.has(order.state)) return null;
  const lines = otherThanAgreed(context).map(
    ({ line, quote }): Deviation => ({
      lineId: line.id,
      sku: line.sku,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      price: line.unitPrice,
      agreed: quote.unitPrice,
      effect: new Big(line.unitPrice).minus(quote.unitPrice).times(line.quantity).round(6).toFixed(),
      list: quote.list,
      row: quote.row,
      validFrom: quote.validFrom,
    }),
  );
  if (!lines.length) return null;
  lines.sort((a, b) => new Big(b.effect).abs().cmp(new Big(a.effect).abs()));
  const stake = lines.reduce((sum, line) => sum.plus(new Big(line.effect).abs()), new Big(0));
  return { type: 'pricing_mismatch', evidence: { lines }, atStake: toMoney(stake, order.currency) };
}

function compose(finding: Finding, { order, readAt }: OrderContext, locale: string): Composition {
  const { lines } = evidence.parse(finding.evidence);
  const name = order.customer.name;
  const label = orderLabel(order);
  const currency = order.currency;
  const net = lines.reduce((sum, line) => sum.plus(line.effect), new Big(0));
  const agreedTotal = lines.reduce((sum, l) => sum.plus(new Big(l.agreed).times(l.quantity)), new Big(0));
  const share = agreedTotal.eq(0) ? null : net.abs().div(agreedTotal).times(100).toFixed(1);
  const below = net.lt(0);
  const direction = below ? 'below' : 'above';
  const gap = share ? `${share}% ${direction}` : direction;
  const amount = formatMoney(finding.atStake, locale);
  const worst = lines[0]!;
  const price = (value: string) => formatPrice(value, currency, locale);
  const netText = formatMoney(toMoney(net.abs(), currency), locale);
  const rows: Citation[] = lines.map((line) => ({
    kind: 'price_row',
    list: line.list,
    row: line.row,
    price: price(line.agreed),
    validFrom: line.validFrom,
  }));
  const asOrdered = marginPercent(order);
  const atContract = marginPercent(order, { prices: new Map(lines.map((l) => [l.lineId, l.agreed])) });
  const sendBack = messageTo('customer', order.customer.email, `Prices on ${orderFor(order)}`, [
    `Prices on your ${orderFor(order)} differ from our agreement:`,
    lines
      .map(
        (l) =>
          `- ${l.sku} ${l.description}: ${price(l.price)} per ${l.unit} ordered, ${price(l.agreed)} agreed (${l.list})`,
      )
      .join('\n'),
    'Please send us a corrected purchase order.',
  ]);
  const options: OptionDraft[] = [
    {
      id: 'correct',
      label: 'Correct to Contract',
      style: 'primary',
      action: {
        kind: 'change_price',
        lines: lines.map((l) => ({ lineId: l.lineId, sku: l.sku, from: l.price, to: l.agreed })),
      },
      consequence: below
        ? `${lines.length === 1 ? 'The line goes' : `${lines.length} lines go`} to the contract price; the order's value rises by ${netText}.`
        : `${lines.length === 1 ? 'The line goes' : `${lines.length} lines go`} to the contract price; the order's value falls by ${netText}.`,
      done: `Corrected ${label} for ${name} to contract`,
      amount: finding.atStake,
      marginPercent: atContract,
      confirm: null,
      citations: rows,
    },
    {
      id: 'honour',
      label: 'Honour Price Once',
      style: 'default',
      action: {
        kind: 'add_note',
        text: `Price of ${lines.map((l) => `${l.sku} ${price(l.price)}`).join(', ')} honoured once; contract ${lines.map((l) => price(l.agreed)).join(', ')}.`,
      },
      consequence: below
        ? `The order stays as it is; ${amount} margin is given up this once and noted on the order.`
        : `The order stays as it is; ${name} pays ${amount} more than agreed, noted on the order.`,
      done: `Honoured the price of ${label} for ${name} once`,
      amount: finding.atStake,
      marginPercent: asOrdered,
      confirm: `Keep the price of ${label} for ${name}: ${amount} ${below ? 'given up' : 'above contract'}.`,
      citations: rows,
    },
  ];
  if (sendBack) {
    options.push({
      id: 'send_back',
      label: 'Send Back to Customer',
      style: 'default',
      action: sendBack,
      consequence: `${name} is asked for a corrected purchase order; the order stays as it is until it arrives.`,
      done: `Sent the prices of ${label} back to ${name}`,
      amount: toMoney(0, currency),
      marginPercent: asOrdered,
      confirm: null,
      citations: rows,
    });
  }
  return {
    headline: `Correct order ${label} for ${name}, priced ${gap} contract?`,
    facts: inPairs([
      { label: 'Price on the order', value: `${price(worst.price)} per ${worst.unit} (${worst.sku})` },
      { label: 'Contract price', value: `${price(worst.agreed)} per ${worst.unit}` },
      { label: 'Price list', value: worst.list },
      {
        label: 'Lines that differ',
        value: `${lines.length} of ${order.lines.filter((l) => l.kind === 'goods').length}`,
      },
      { label: below ? 'Margin at risk' : 'Overcharged', value: amount, tone: 'bad' },
      { label: 'Order value', value: formatMoney(order.total, locale) },
      asOrdered === null || atContract === null
        ? null
        : { label: 'Margin as ordered', value: `${asOrdered}%`, ...(below ? { tone: 'bad' as const } : {}) },
      asOrdered === null || atContract === null
        ? null
        : { label: 'Margin at contract', value: `${atContract}%` },
    ]),
    table: {
      columns: [
        { title: 'Item' },
        { title: 'Quantity', align: 'right' },
        { title: `Order price (${currency})`, align: 'right' },
        { title: `Contract (${currency})`, align: 'right' },
        { title: `Effect (${currency})`, align: 'right' },
      ],
      rows: lines.map((line) => [
        `${line.sku} ${line.description}`,
        `${line.quantity} ${line.unit}`,
        line.price,
        line.agreed,
        grouped(toMoney(line.effect, currency).amount, locale),
      ]),
    },
    stakeSentence: below
      ? `${amount} margin at risk, ${gap} contract.`
      : `${amount} more than agreed, ${gap} contract: a credit note or a dispute if it is invoiced.`,
    options: offered(options),
    why: `${worst.sku} stands at ${price(worst.price)}; ${worst.list} says ${price(worst.agreed)} for ${worst.quantity} ${worst.unit}${worst.validFrom ? ` since ${showDay(worst.validFrom, locale)}` : ''}.${lines.length > 1 ? ` ${lines.length - 1} more ${lines.length === 2 ? 'line differs' : 'lines differ'}.` : ''}`,
    priority: priorityBy(finding.atStake, order.promisedOn ? daysBetween(readAt, order.promisedOn) : null),
  };
}

export const pricingMismatch: ExceptionType = {
  name: 'pricing_mismatch',
  title: 'Pricing mismatch',
  question: 'price deviation from contract price list: firm prices, correction of a wrong price on an order',
  supportedBy: 'agreement',
  goesTo: ['pricing_manager'],
  detect,
  fingerprint: (finding) =>
    evidence.parse(finding.evidence).lines.map((l) => [l.lineId, l.price, l.agreed, l.quantity]),
  compose,
  gone: 'The prices agree with the contract again, or the order was cancelled or shipped.',
};
