import Big from 'big.js';
import { z } from 'zod';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, toMoney } from '../../model/money.ts';
import type { OrderContext } from '../../model/order.ts';
import {
  dayOf,
  daysBetween,
  grouped,
  inPairs,
  listed,
  plain,
  priorityBy,
  quantityColumn,
  showDay,
} from '../shared.ts';
import { type Composition, type ExceptionType, orderLabel } from '../type.ts';
import { notNegative } from '../worth.ts';
import { shortageOptions } from './shortageOptions.ts';

const shortLine = z.object({
  lineId: z.string(),
  sku: z.string(),
  description: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  warehouse: z.string(),
  needed: z.string(),
  /** Of what is needed, never below zero. */
  available: z.string(),
  short: z.string(),
  /** short × unit price. */
  value: z.string(),
  /** The first day on which what is coming covers the whole need; null: nothing that is known does. */
  coveredOn: z.string().nullable(),
  /** Set where the ERP says that less than nothing is there. */
  negativeOnHand: z.string().nullable(),
});
const evidence = z.object({
  lines: z.array(shortLine).min(1),
  /** Goods lines that are still to ship, short or not. */
  openLines: z.int(),
  promisedOn: z.string().nullable(),
});
export type ShortLine = z.infer<typeof shortLine>;

const open = new Set(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);

/**
 * A goods line needs more than can be promised to it by its day: short = needed − max(available, 0) > 0.
 * Money at stake = Σ short × unit price. Available below nothing counts as nothing: what is missing is never more than
 * what is needed. No supply told (null), or a line left out of it, is no finding.
 */
function detect({ order, supply, readAt }: OrderContext): Finding | null {
  if (!supply?.length || !open.has(order.state)) return null;
  const goods = new Map(order.lines.filter((line) => line.kind === 'goods').map((line) => [line.id, line]));
  const lines: ShortLine[] = [];
  let openLines = 0;
  for (const known of supply) {
    const line = goods.get(known.lineId);
    const needed = new Big(known.needed);
    if (!line || needed.lte(0)) continue;
    openLines++;
    const available = new Big(known.available).lt(0) ? new Big(0) : new Big(known.available);
    const short = needed.minus(available).round(6);
    if (short.lte(0)) continue;
    // What was expected before today and has not come is no day to count on.
    const covering = known.incoming.find(
      ({ on, availableThen }) => dayOf(on) >= dayOf(readAt) && needed.minus(availableThen).round(6).lte(0),
    );
    lines.push({
      lineId: line.id,
      sku: line.sku || line.description,
      description: line.description,
      unit: line.unit,
      unitPrice: line.unitPrice,
      warehouse: known.warehouse,
      needed: plain(needed),
      available: plain(needed.minus(short)),
      short: plain(short),
      value: short.times(line.unitPrice).round(6).toFixed(),
      coveredOn: covering ? dayOf(covering.on) : null,
      negativeOnHand: new Big(known.onHand).lt(0) ? plain(known.onHand) : null,
    });
  }
  if (!lines.length) return null;
  lines.sort((a, b) => new Big(b.value).cmp(a.value));
  const stake = lines.reduce((sum, line) => sum.plus(line.value), new Big(0));
  const seen: z.infer<typeof evidence> = { lines, openLines, promisedOn: order.promisedOn };
  return { type: 'inventory_shortage', evidence: seen, atStake: notNegative(stake, order.currency) };
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, rules, supply, readAt } = context;
  const { lines, openLines } = evidence.parse(finding.evidence);
  const name = order.customer.name;
  const label = orderLabel(order);
  const worst = lines[0]!;
  const stake = formatMoney(finding.atStake, locale);
  const promised = order.promisedOn ? showDay(order.promisedOn, locale) : null;
  const { options, substitute } = shortageOptions(lines, finding, context, locale);
  const missing = `${worst.short} of ${worst.needed} ${worst.sku}`;
  const incoming = supply?.find((known) => known.lineId === worst.lineId)?.incoming ?? [];
  const next = incoming.find(({ on }) => dayOf(on) >= dayOf(readAt));
  const substitutes = rules.noSubstitution ? 'Not for this customer' : (substitute ?? 'None that covers it');
  const needed = quantityColumn(
    'Needed',
    lines.map((line) => ({ quantity: line.needed, unit: line.unit })),
    locale,
  );
  const short = quantityColumn(
    'Short',
    lines.map((line) => ({ quantity: line.short, unit: line.unit })),
    locale,
  );
  return {
    headline: `How should order ${label} for ${name} ship, short ${lines.length === 1 ? missing : `on ${lines.length} of ${openLines} lines`}?`,
    facts: inPairs([
      { label: 'Missing', value: `${missing}${unitAfter(worst.unit)}`, tone: 'bad' },
      {
        label: 'Available to promise',
        value: worst.negativeOnHand
          ? `None: the ERP says ${worst.negativeOnHand} on hand, which cannot be`
          : `${worst.available}${unitAfter(worst.unit)} at ${worst.warehouse}`,
      },
      { label: 'Promised', value: promised ?? 'No day promised' },
      {
        label: 'Coming in',
        value: next
          ? `${plain(next.quantity)} on ${showDay(next.on, locale)} (${next.source})`
          : incoming.length
            ? `Overdue: ${incoming[0]!.source} was due ${showDay(incoming[0]!.on, locale)}`
            : 'Nothing on order',
      },
      { label: 'Substitute', value: substitutes },
      { label: 'Partial shipment', value: rules.shipComplete ? 'No: ships complete' : 'Allowed' },
      { label: 'Lines short', value: `${lines.length} of ${openLines}` },
      { label: 'Order value', value: formatMoney(order.total, locale) },
    ]),
    table: {
      columns: [
        { title: 'Item' },
        needed.column,
        short.column,
        { title: `Value (${order.currency})`, align: 'right' },
        { title: 'All there on' },
      ],
      rows: lines.map((line, at) => [
        line.sku === line.description ? line.sku : `${line.sku} ${line.description}`.trim(),
        needed.cells[at]!,
        short.cells[at]!,
        grouped(toMoney(line.value, order.currency).amount, locale),
        line.coveredOn ? showDay(line.coveredOn, locale) : 'Not known',
      ]),
    },
    stakeSentence: `${stake} of the order's ${formatMoney(order.total, locale)} cannot ship${promised ? ` by ${promised}` : ' now'}.`,
    options,
    why: why(lines, context, locale),
    priority: priorityBy(finding.atStake, order.promisedOn ? daysBetween(readAt, order.promisedOn) : null),
  };
}

const unitAfter = (unit: string): string => (unit ? ` ${unit}` : '');

function why(lines: ShortLine[], { rules, order }: OrderContext, locale: string): string {
  const worst = lines[0]!;
  const sentences = [
    `${order.customer.name} needs ${worst.needed} ${worst.sku}; ${worst.available === '0' ? 'none' : `only ${worst.available}`} can be promised from ${worst.warehouse} after other open orders.`,
    worst.coveredOn
      ? `The rest is covered on ${showDay(worst.coveredOn, locale)}.`
      : 'Nothing that is on its way covers the rest.',
  ];
  if (lines.length > 1) sentences.push(`Also short: ${listed(lines.slice(1).map((line) => line.sku))}.`);
  if (rules.noSubstitution) sentences.push('The customer takes no substitutes.');
  if (rules.shipComplete) sentences.push('The customer takes complete shipments only.');
  return sentences.join(' ');
}

export const inventoryShortage: ExceptionType = {
  name: 'inventory_shortage',
  title: 'Inventory shortage',
  question:
    'out of stock: substitution, partial shipment and backorder, ship complete, late delivery of goods',
  supportedBy: 'agreement_or_sop',
  goesTo: ['rep'],
  detect,
  /** By item, not by line: an amended or split order has other lines for the same shortage. */
  fingerprint: (finding) => {
    const { lines, promisedOn } = evidence.parse(finding.evidence);
    return [lines.map((line) => `${line.sku} ${line.short}`).sort(), promisedOn];
  },
  compose,
  gone: 'There is enough stock again, or the order was shipped, changed or cancelled in the ERP.',
};
