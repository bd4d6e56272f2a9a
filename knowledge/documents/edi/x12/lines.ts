/** The lines of orders, answers, invoices, shipments and warehouse papers. */

import Big from 'big.js';
import { at, type Segment } from '../split.ts';
import { compactDate, decimal, impliedDecimal } from '../values.ts';
import * as codes from './codes.ts';
import type { Handler, LineAnswer, X12Draft } from './map.ts';

export const lineHandlers: Record<string, Handler> = {
  PO1: (s, d) => orderLine(d, s, { quantity: 2, unit: 3, price: 4, items: 6 }),
  IT1: (s, d) => orderLine(d, s, { quantity: 2, unit: 3, price: 4, items: 6 }),
  POC: (s, d) => {
    orderLine(d, s, { quantity: 3, unit: 5, price: 6, items: 8 });
    d.putLine('status', codes.changeStatus[at(s, 2)] ?? at(s, 2), s, 2, at(s, 2));
  },
  ACK: (s, d) => {
    // An answer without a line before it still is one: of the item that it names.
    if (!d.line) d.openLine();
    d.answers.push({
      code: at(s, 1).trim(),
      quantity: decimal(at(s, 2)),
      date: compactDate(at(s, 5)),
      segment: s,
    });
    items(d, s, 7);
    d.putLine('unit', at(s, 3), s, 3);
  },
  CTP: (s, d) => {
    const value = decimal(at(s, 3));
    if (!d.line || value === null) return;
    // Behind an answer it is the price that the seller asks; otherwise the price where the line has none.
    if (d.answers.length) d.price = { value, segment: s };
    else d.putLine('unitPrice', value, s, 3);
  },
  SCH: (s, d) => {
    const day = compactDate(at(s, 6));
    const answer = d.set === '855' || d.set === '865';
    d.putLine(answer ? 'promisedDate' : 'requestedDate', day, s, 6, at(s, 6));
  },
  PID: (s, d) => d.putLine('description', at(s, 5).trim(), s, 5),
  G69: (s, d) => d.putLine('description', at(s, 1).trim(), s, 1),
  HL: (s, d) => {
    d.closeLine();
    d.level = at(s, 3);
  },
  LIN: (s, d) => {
    if (d.line && !d.line.sku && !d.line.buyerSku) {
      items(d, s, 2);
      return;
    }
    d.closeLine();
    d.openLine();
    d.putLine('line', at(s, 1).trim(), s, 1);
    if (d.order) d.putLine('poNumber', d.order.value, d.order.segment, 1);
    items(d, s, 2);
  },
  SN1: (s, d) => {
    if (!d.line) d.openLine();
    d.putLine('line', at(s, 1).trim(), s, 1);
    d.putLine('quantity', decimal(at(s, 2)), s, 2);
    d.putLine('unit', at(s, 3), s, 3);
    const status = codes.lineStatus[at(s, 8)];
    if (status === 'backordered') {
      d.putLine('status', status, s, 8, at(s, 8));
      d.putLine('backorderedQuantity', difference(decimal(at(s, 5)), decimal(at(s, 2))), s, 5);
    }
  },
  LX: (s, d) => {
    d.closeLine();
    d.lineNumber = at(s, 1);
  },
  W01: (s, d) => {
    numbered(d, s);
    d.putLine('quantity', decimal(at(s, 1)), s, 1);
    d.putLine('unit', at(s, 2), s, 2);
    items(d, s, 4);
    d.putLine('sku', at(s, 3), s, 3);
  },
  W12: (s, d) => warehouseLine(d, s),
  L5: (s, d) => {
    const text = at(s, 2).trim();
    const before = d.line?.description?.value;
    // A description goes on in further L5 of the same LX.
    if (before && text && !d.line?.amount) d.replace('description', `${before} ${text}`, s, 2);
    if (before && !d.line?.amount) return;
    numbered(d, s);
    d.putLine('description', text, s, 2);
  },
  L0: (s, d) => {
    if (!d.line) numbered(d, s);
    d.putLine('quantity', decimal(at(s, 8)), s, 8);
    d.putLine('unit', at(s, 9), s, 9);
  },
  L1: (s, d) => {
    if (!d.line) numbered(d, s);
    d.putLine('unitPrice', decimal(at(s, 2)), s, 2);
    d.putLine('amount', impliedDecimal(at(s, 4), 2), s, 4, at(s, 4));
    d.putLine('description', at(s, 12).trim() || at(s, 8), s, 12);
  },
  // The summary of a freight bill begins.
  L3: (s, d) => {
    d.closeLine();
    d.put('weight', decimal(at(s, 1)), s, 1);
    if (d.set === '210') d.put('total', impliedDecimal(at(s, 5), 2), s, 5, at(s, 5));
  },
  W03: (s, d) => {
    d.closeLine();
    d.put('weight', [decimal(at(s, 2)), at(s, 3).replace(/\d+/g, '')].filter(Boolean).join(' '), s, 2);
  },
  W76: (s, d) => {
    d.closeLine();
    d.put('weight', [decimal(at(s, 2)), at(s, 3).replace(/\d+/g, '')].filter(Boolean).join(' '), s, 2);
  },
};

function numbered(draft: X12Draft, segment: Segment): void {
  draft.closeLine();
  draft.openLine();
  draft.putLine('line', draft.lineNumber || String(draft.lines.length), segment, 1);
}

function orderLine(
  draft: X12Draft,
  segment: Segment,
  places: { quantity: number; unit: number; price: number; items: number },
): void {
  draft.closeLine();
  draft.openLine();
  const number = at(segment, 1).trim();
  draft.putLine('line', number || String(draft.lines.length), segment, 1);
  draft.putLine('quantity', decimal(at(segment, places.quantity)), segment, places.quantity);
  draft.putLine('unit', at(segment, places.unit).trim(), segment, places.unit);
  draft.putLine('unitPrice', decimal(at(segment, places.price)), segment, places.price);
  items(draft, segment, places.items);
}

/** Pairs of qualifier and number from an element on; the seller's own number goes before a manufacturer's or a GTIN. */
function items(draft: X12Draft, segment: Segment, first: number, last = segment.elements.length): void {
  const found = new Map<string, number>();
  for (let n = first; n < last; n += 2) {
    const qualifier = at(segment, n).trim();
    if (qualifier && at(segment, n + 1).trim() && !found.has(qualifier)) found.set(qualifier, n + 1);
  }
  const pick = (wanted: string[]): number | undefined =>
    wanted.map((q) => found.get(q)).find((n) => n !== undefined);
  const other = [...found].find(([q]) => !codes.attributes.has(q) && !codes.buyersItem.includes(q))?.[1];
  const sku = pick(codes.sellersItem) ?? other;
  const buyers = pick(codes.buyersItem);
  const lot = found.get(codes.lotNumber);
  if (sku) draft.putLine('sku', at(segment, sku).trim(), segment, sku);
  if (buyers) draft.putLine('buyerSku', at(segment, buyers).trim(), segment, buyers);
  if (lot) draft.putLine('lot', at(segment, lot).trim(), segment, lot);
}

const difference = (more: string | null, less: string | null): string | null => {
  if (more === null || less === null) return null;
  const rest = new Big(more).minus(less);
  return rest.gt(0) ? rest.toFixed() : null;
};

/** W12: what a warehouse shipped of a line. The missing part is told where it says so or the numbers do. */
function warehouseLine(draft: X12Draft, segment: Segment): void {
  numbered(draft, segment);
  const [ordered, shipped] = [decimal(at(segment, 2)), decimal(at(segment, 3))];
  const short = difference(ordered, shipped);
  draft.putLine('quantity', shipped ?? ordered, segment, shipped === null ? 2 : 3);
  draft.putLine('unit', at(segment, 5), segment, 5);
  const status = codes.warehouseStatus[at(segment, 1)];
  draft.putLine(
    'status',
    short && status !== 'backordered' ? 'shipped_short' : (status ?? null),
    segment,
    1,
    at(segment, 1),
  );
  if (short) draft.putLine('backorderedQuantity', short, segment, 4);
  items(draft, segment, 7, 8);
  draft.putLine('lot', at(segment, 9), segment, 9);
  draft.putLine('sku', at(segment, 6), segment, 6);
}

const total = (answers: LineAnswer[]): string | null => {
  const known = answers.map(({ quantity }) => quantity).filter((q) => q !== null);
  return known.length ? known.reduce((sum, q) => sum.plus(q), new Big(0)).toFixed() : null;
};

const notComing = new Set(['backordered', 'rejected', 'cancelled', 'on_hold']);

/**
 * Brings a line and what the seller answers to it together: the statuses (the worst first), what comes and what does
 * not, the promised day and the seller's price.
 */
export function settleLine(draft: X12Draft): void {
  const { answers, line, price } = draft;
  if (!line) return;
  const [first] = answers;
  if (price) {
    const before = line.unitPrice?.value;
    draft.replace(
      'unitPrice',
      price.value,
      price.segment,
      3,
      before ? `${price.value} instead of ${before}` : undefined,
    );
  }
  if (!first) return;
  const named = answers.map((answer) => ({ ...answer, status: statusOf(answer) }));
  const statuses = [...new Set(named.map(({ status }) => status))];
  const worse = statuses.filter((status) => status !== 'accepted');
  const codesAsRead = answers.map(({ code }) => code).join(' ');
  draft.putLine(
    'status',
    (worse.length ? worse : statuses).sort(bySeverity).join(', '),
    first.segment,
    1,
    codesAsRead,
  );
  const missing = named.filter(({ status }) => notComing.has(status));
  const coming = named.filter(({ status }) => !notComing.has(status));
  const ordered = line.quantity?.value ?? total(answers);
  draft.putLine('quantity', ordered, first.segment, 2);
  const short = missing.length ? (total(missing) ?? difference(ordered, total(coming) ?? '0')) : null;
  const accepted = missing.length && !coming.length ? (difference(ordered, short) ?? '0') : total(coming);
  draft.putLine('confirmedQuantity', accepted, first.segment, 2);
  if (short && short !== '0') draft.putLine('backorderedQuantity', short, first.segment, 2);
  const late = missing.find(({ date }) => date) ?? named.find(({ date }) => date);
  if (late) draft.putLine('promisedDate', late.date, late.segment, 5, at(late.segment, 5));
  const reason = answers.map(({ code }) => codes.lineReason[code]).find(Boolean);
  if (reason) draft.putLine('reason', reason, first.segment, 1);
}

/** ID deletes an item; partners that give it a day and a quantity mean another day. */
function statusOf({ code, date, quantity }: LineAnswer): string {
  if (code === 'ID' && date && quantity !== null && !new Big(quantity).eq(0)) return 'date_changed';
  return codes.lineStatus[code] ?? 'changed';
}

const severity = [
  'rejected',
  'cancelled',
  'backordered',
  'on_hold',
  'quantity_changed',
  'price_changed',
  'date_changed',
];
const bySeverity = (a: string, b: string): number => rank(a) - rank(b);
const rank = (status: string): number =>
  severity.includes(status) ? severity.indexOf(status) : severity.length;
