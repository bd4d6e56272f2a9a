import Big from 'big.js';
import { z } from 'zod';
import type { ActionOf } from '../model/action.ts';
import type { FactTable, Finding } from '../model/exception.ts';
import { formatMoney, money } from '../model/money.ts';
import type { AlikeOrder, OrderContext } from '../model/order.ts';
import {
  dayOf,
  daysBetween,
  grouped,
  inPairs,
  listed,
  plain,
  plural,
  priorityBy,
  showDay,
} from './shared.ts';
import { type Composition, type ExceptionType, type OptionDraft, orderLabel } from './type.ts';
import { offered } from './wording.ts';
import { marginPercent, notNegative } from './worth.ts';

const evidence = z.object({
  /** What the two have in common. */
  same: z.enum(['reference', 'lines', 'reference_and_lines']),
  earlier: z.object({
    id: z.string(),
    number: z.string().nullable(),
    reference: z.string().nullable(),
    orderedOn: z.string().nullable(),
    state: z.string(),
    total: money,
  }),
  /** Between the two; null: a day is not known. */
  daysApart: z.int().nullable(),
  /** Quantities by item where they differ; with units where these differ, so that the numbers do not compare. */
  differs: z.array(
    z.object({
      sku: z.string(),
      later: z.string(),
      earlier: z.string(),
      units: z.object({ later: z.string(), earlier: z.string() }).optional(),
    }),
  ),
  /** Both came by EDI with the same lines: a transmission that was sent twice. */
  ediResend: z.boolean(),
});
type Evidence = z.infer<typeof evidence>;

const open = new Set(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);
/** The earlier order still takes lines. */
const changeable = new Set(['draft', 'quotation', 'on_hold', 'confirmed']);
/** A reference that comes again after half a year is a new order; so many earlier ones may be calls on a blanket order. */
const REFERENCE_DAYS = 180;
const BLANKET_ORDERS = 3;
/** The same lines so many days apart may be the same wish twice. */
const LINES_DAYS = 2;
/** So many earlier orders of the same lines show how often the customer orders them. */
const CADENCE_ORDERS = 3;

type Placed = Pick<AlikeOrder, 'id' | 'orderedOn' | 'enteredAt'>;

const placedOn = ({ orderedOn, enteredAt }: Placed): string | null =>
  (orderedOn ?? enteredAt) ? dayOf(orderedOn ?? enteredAt ?? '') : null;

/** By day, then by entry, then by the ERP's id: of two orders exactly one is the later, whichever is looked at. */
function compareOrders(a: Placed, b: Placed): number {
  const days = [placedOn(a) ?? '', placedOn(b) ?? ''];
  if (days[0] !== days[1]) return days[0]! < days[1]! ? -1 : 1;
  const entered = [a, b].map(({ enteredAt }) => (enteredAt ? Date.parse(enteredAt) || 0 : 0));
  if (entered[0] !== entered[1]) return entered[0]! - entered[1]!;
  const numeric = /^\d+$/.test(a.id) && /^\d+$/.test(b.id);
  if (numeric && BigInt(a.id) !== BigInt(b.id)) return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const folded = (reference: string | null): string => reference?.trim().toLowerCase() ?? '';

interface Ordered {
  quantity: Big;
  /** All units of the item; empty: not told. */
  unit: string;
}

/** Total quantity by item, without items of which nothing is ordered. */
function quantities(lines: AlikeOrder['lines']): Map<string, Ordered> {
  const sums = new Map<string, Ordered>();
  for (const line of lines) {
    const key = line.sku.trim();
    const unit = line.unit?.trim() ?? '';
    const sum = sums.get(key);
    if (!key) continue;
    if (!sum) sums.set(key, { quantity: new Big(line.quantity), unit });
    else {
      sum.quantity = sum.quantity.plus(line.quantity);
      if (unit && !sum.unit.split(' + ').includes(unit))
        sum.unit = [...sum.unit.split(' + '), unit].filter(Boolean).sort().join(' + ');
    }
  }
  for (const [sku, { quantity }] of sums) if (quantity.eq(0)) sums.delete(sku);
  return sums;
}

const none: Ordered = { quantity: new Big(0), unit: '' };

/** 10 dozen are not 10 pieces; where one of the units is not told, the numbers alone count. */
function differences(later: Map<string, Ordered>, earlier: Map<string, Ordered>): Evidence['differs'] {
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((sku) => {
    const [mine, theirs] = [later.get(sku) ?? none, earlier.get(sku) ?? none];
    const otherUnit = mine.unit !== '' && theirs.unit !== '' && mine.unit !== theirs.unit;
    if (mine.quantity.eq(theirs.quantity) && !otherUnit) return [];
    return [
      {
        sku,
        later: plain(mine.quantity),
        earlier: plain(theirs.quantity),
        ...(otherUnit ? { units: { later: mine.unit, earlier: theirs.unit } } : {}),
      },
    ];
  });
}

/** Days between two orders, whichever came first; null: a day is not known. */
function apart(a: Placed, b: Placed): number | null {
  const [from, to] = [placedOn(a), placedOn(b)];
  return from && to ? Math.abs(daysBetween(from, to)) : null;
}

/**
 * The customer orders these lines that often: at least three earlier orders whose gaps lie within two days of their
 * median, with a median of one or two days or a newest gap that fits it. Several of one day are no rhythm.
 */
function isCadence(earlierFirst: Placed[], later: Placed): boolean {
  if (earlierFirst.length < CADENCE_ORDERS) return false;
  const gaps: number[] = [];
  for (let at = 1; at < earlierFirst.length; at++) {
    const gap = apart(earlierFirst[at - 1]!, earlierFirst[at]!);
    if (gap === null) return false;
    gaps.push(gap);
  }
  const newest = apart(earlierFirst.at(-1)!, later);
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  if (newest === null || !gaps.every((gap) => Math.abs(gap - median) <= LINES_DAYS)) return false;
  if (median === 0) return false;
  return median <= LINES_DAYS || Math.abs(newest - median) <= LINES_DAYS;
}

/**
 * The order repeats an earlier one of the same customer, and is still open: (a) the same reference within 180 days; where
 * three or more earlier orders carry it (a blanket order), only with the same goods lines on the same day, or within two
 * days and out of the rhythm of its calls; (b) the same goods lines within two days under another reference, unless the
 * customer orders them that often. Found on the later of the two only. Cancelled ones do not count. Money at stake = the
 * later order's total.
 */
function detect({ order, enteredAt, shipments, alike }: OrderContext): Finding | null {
  if (!alike.length || !open.has(order.state)) return null;
  if (shipments.some(({ state }) => state === 'shipped' || state === 'delivered')) return null;
  const me = { id: order.id, orderedOn: order.orderedOn, enteredAt };
  const earlier = alike
    .filter((other) => other.id !== order.id && other.state !== 'cancelled' && compareOrders(other, me) < 0)
    .sort(compareOrders);
  if (!earlier.length) return null;
  const mine = quantities(order.lines.filter((line) => line.kind === 'goods'));
  const reference = folded(order.reference);
  const sameLines = (other: AlikeOrder) =>
    mine.size > 0 && differences(mine, quantities(other.lines)).length === 0;
  const found = (other: AlikeOrder, same: Evidence['same']): Finding => {
    const daysApart = apart(other, me);
    const seen: Evidence = {
      same,
      earlier: {
        id: other.id,
        number: other.number,
        reference: other.reference?.trim() || null,
        orderedOn: other.orderedOn,
        state: other.state,
        total: other.total,
      },
      daysApart,
      differs: differences(mine, quantities(other.lines)),
      ediResend:
        order.channel === 'edi' &&
        other.channel === 'edi' &&
        same !== 'reference' &&
        (same === 'reference_and_lines' || (daysApart !== null && daysApart <= 1)),
    };
    return { type: 'duplicate_order', evidence: seen, atStake: notNegative(order.total, order.currency) };
  };

  const isNear = (other: AlikeOrder): boolean => (apart(other, me) ?? Infinity) <= LINES_DAYS;
  const carriers = reference ? earlier.filter((other) => folded(other.reference) === reference) : [];
  const calls = carriers.filter(sameLines);
  const sentAgain =
    calls.find((other) => apart(other, me) === 0) ?? (isCadence(calls, me) ? undefined : calls.find(isNear));
  if (sentAgain) return found(sentAgain, 'reference_and_lines');
  if (carriers.length < BLANKET_ORDERS) {
    const first = carriers.find((other) => (apart(other, me) ?? 0) <= REFERENCE_DAYS);
    if (first) return found(first, sameLines(first) ? 'reference_and_lines' : 'reference');
  }
  const repeats = earlier.filter(sameLines);
  const near = repeats.find((other) => isNear(other) && !carriers.includes(other));
  return near && !isCadence(repeats, me) ? found(near, 'lines') : null;
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order } = context;
  const seen = evidence.parse(finding.evidence);
  const { earlier, differs } = seen;
  const name = order.customer.name;
  const label = orderLabel(order);
  const other = orderLabel(earlier);
  const stake = formatMoney(finding.atStake, locale);
  const day = (iso: string | null) => (iso ? showDay(iso, locale) : 'No day in the ERP');
  const state = earlier.state.replaceAll('_', ' ');
  const difference = differs.length
    ? listed(
        differs.map(
          ({ sku, later, earlier, units }) =>
            `${sku} ${units ? `${later} ${units.later} instead of ${earlier} ${units.earlier}` : `${later} instead of ${earlier}`}`,
        ),
        3,
      )
    : 'Nothing: same items and quantities';
  const common = {
    reference: `the same reference ${order.reference ?? ''}`,
    lines: 'the same items and quantities',
    reference_and_lines: `the same reference ${order.reference ?? ''}, items and quantities`,
  }[seen.same];
  const when =
    seen.daysApart === null
      ? ''
      : seen.daysApart === 0
        ? ' on the same day'
        : ` ${plural(seen.daysApart, 'day')} earlier`;
  return {
    headline: `Cancel order ${label} of ${name} as a duplicate of ${other}?`,
    facts: inPairs([
      { label: 'Later order', value: both(label, order.reference) },
      { label: 'Earlier order', value: both(other, earlier.reference) },
      { label: 'Later ordered', value: day(order.orderedOn) },
      { label: 'Earlier ordered', value: day(earlier.orderedOn) },
      { label: 'What differs', value: difference },
      { label: 'Earlier order is', value: state },
      { label: 'Later order value', value: stake },
      { label: 'Earlier order value', value: formatMoney(earlier.total, locale) },
    ]),
    table: tableOf(differs, locale),
    stakeSentence: `${stake} would ship and be invoiced twice, beside ${formatMoney(earlier.total, locale)} on ${other}.`,
    options: options(seen, finding, context, locale),
    why: `${name} ordered ${common} with ${other}${when}; that order is ${state}.${seen.ediResend ? ' Both came by EDI: it looks like one transmission sent twice.' : ''}${differs.length ? ` They differ in ${plural(differs.length, 'item')}.` : ''}`,
    priority: priorityBy(finding.atStake, order.state === 'processing' ? 0 : 3),
  };
}

const both = (label: string, reference: string | null): string =>
  reference && reference !== label
    ? `${label} (${reference})`
    : `${label}${reference ? '' : ', no reference'}`;

function tableOf(differs: Evidence['differs'], locale: string): FactTable | null {
  if (!differs.length) return null;
  const gap = (one: Evidence['differs'][number]) => new Big(one.later).minus(one.earlier);
  return {
    columns: [
      { title: 'Item' },
      { title: 'Later order (quantity)', align: 'right' },
      { title: 'Earlier order (quantity)', align: 'right' },
      { title: 'Difference (quantity)', align: 'right' },
    ],
    rows: differs
      .toSorted((a, b) => gap(b).abs().cmp(gap(a).abs()))
      .map((one) => [
        one.sku,
        `${grouped(one.later, locale)} ${one.units?.later ?? ''}`.trim(),
        `${grouped(one.earlier, locale)} ${one.units?.earlier ?? ''}`.trim(),
        one.units ? 'Other unit' : `${gap(one).gt(0) ? '+' : ''}${grouped(plain(gap(one)), locale)}`,
      ]),
  };
}

function options(seen: Evidence, finding: Finding, { order }: OrderContext, locale: string): OptionDraft[] {
  const { earlier } = seen;
  const name = order.customer.name;
  const label = orderLabel(order);
  const other = orderLabel(earlier);
  const stake = formatMoney(finding.atStake, locale);
  const margin = marginPercent(order);
  const cancel: OptionDraft = {
    id: 'cancel',
    label: 'Cancel Later Order',
    style: 'danger',
    action: { kind: 'cancel_order' },
    consequence: `${label} is cancelled and ${stake} comes off the books; ${other} stays as it is.`,
    done: `Cancelled ${label} of ${name}, a duplicate of ${other}`,
    amount: finding.atStake,
    marginPercent: null,
    confirm: `Cancel ${label} of ${name}: ${stake}. A cancelled order cannot be brought back.`,
    citations: [],
  };
  const keep: OptionDraft = {
    id: 'keep',
    label: 'Keep Both',
    style: 'default',
    action: { kind: 'add_note', text: `Looked at beside ${other}: both orders are wanted.` },
    consequence: `Both orders ship: ${stake} on ${label} and ${formatMoney(earlier.total, locale)} on ${other}; noted on ${label}.`,
    done: `Kept ${label} of ${name} beside ${other}`,
    amount: finding.atStake,
    marginPercent: margin,
    confirm: null,
    citations: [],
  };
  return offered([cancel, merge(seen, finding, order, locale), keep]);
}

/** Takes over what only the later order has, or has more of; nothing, or not to be counted: cancelling says the same. */
function merge(
  { earlier, differs }: Evidence,
  finding: Finding,
  order: OrderContext['order'],
  locale: string,
): OptionDraft | null {
  const goods = order.lines.filter((line) => line.kind === 'goods');
  const add: ActionOf<'merge_duplicate'>['add'] = differs
    .map((one) => ({ sku: one.sku, quantity: new Big(one.later).minus(one.earlier) }))
    .filter(({ quantity }) => quantity.gt(0))
    .map(({ sku, quantity }) => ({
      sku,
      quantity: plain(quantity),
      unitPrice: goods.find((line) => line.sku.trim() === sku)?.unitPrice ?? '0',
    }));
  if (!add.length || differs.some(({ units }) => units) || !changeable.has(earlier.state)) return null;
  const other = orderLabel(earlier);
  const label = orderLabel(order);
  const value = notNegative(
    add.reduce((sum, one) => sum.plus(new Big(one.quantity).times(one.unitPrice)), new Big(0)),
    order.currency,
  );
  const what = listed(add.map((one) => `${one.quantity} ${one.sku}`));
  return {
    id: 'merge',
    label: `Merge into ${other}`,
    style: 'default',
    action: { kind: 'merge_duplicate', intoOrderId: earlier.id, intoLabel: other, add },
    consequence: `${other} takes over ${what}, ${formatMoney(value, locale)} more; ${label} is cancelled.`,
    done: `Merged ${label} of ${order.customer.name} into ${other}`,
    amount: finding.atStake,
    marginPercent: null,
    confirm: `Add ${what} to ${other} and cancel ${label} of ${order.customer.name}: ${formatMoney(finding.atStake, locale)}. This cannot be undone.`,
    citations: [],
  };
}

export const duplicateOrder: ExceptionType = {
  name: 'duplicate_order',
  title: 'Duplicate order',
  question:
    'duplicate purchase order: same reference or same lines sent twice, EDI resend, cancelling the later order',
  supportedBy: 'agreement_or_sop',
  goesTo: ['rep'],
  detect,
  fingerprint: (finding) => {
    const { same, earlier, differs } = evidence.parse(finding.evidence);
    return [same, earlier.id, differs];
  },
  compose,
  gone: 'One of the two orders was cancelled, shipped or changed in the ERP.',
};
