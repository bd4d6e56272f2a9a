/** The lines of orders, answers, despatch advices and invoices: LIN and what follows it. */
import Big from 'big.js';
import { at, type Segment, whole } from '../split.ts';
import * as codes from './codes.ts';
import type { EdifactDraft, Handler, Quantity } from './map.ts';

export const lineHandlers: Record<string, Handler> = {
  LIN: (s, d) => {
    d.closeLine();
    d.openLine();
    d.putLine('line', at(s, 1) || String(d.lines.length), s, 1);
    d.action = at(s, 2);
    const status = codes.lineAction[d.action];
    if (status && (d.set === 'ORDRSP' || d.set === 'ORDCHG')) d.putLine('status', status, s, 2, d.action);
    item(d, s, 3);
  },
  PIA: (s, d) => {
    for (let element = 2; element <= 6; element++) item(d, s, element);
  },
  IMD: (s, d) => {
    const text = [at(s, 3, 4), at(s, 3, 5)].filter(Boolean).join(' ');
    d.putLine('description', text, s, 3);
  },
  QTY: (s, d) => {
    const [qualifier = '', text = '', unit = ''] = whole(s, 1);
    const value = d.decimal(text);
    if (!d.line || value === null) return;
    const meaning = codes.quantities[qualifier];
    if (meaning) d.quantities[meaning] ??= { value, segment: s };
    // 59 and 52 say how many are in a package.
    else if (qualifier !== '59' && qualifier !== '52') d.otherQuantity ??= { value, segment: s };
    if (meaning) d.putLine('unit', unit, s, 1);
  },
  QVR: (s, d) => {
    const value = d.decimal(at(s, 1));
    if (!d.line || value === null) return;
    const missing = new Big(value).abs();
    d.restFollows ||= codes.restFollows.has(at(s, 2));
    if (missing.gt(0) && new Big(value).lt(0))
      d.quantities.backordered ??= { value: missing.toFixed(), segment: s };
    d.putLine('reason', at(s, 3, 4), s, 3);
  },
  PRI: (s, d) => {
    const [qualifier = '', text = '', , , basis = ''] = whole(s, 1);
    const value = d.decimal(text);
    if (!d.line || value === null) return;
    const per = d.decimal(basis);
    const each = per && !new Big(per).eq(0) && per !== '1' ? new Big(value).div(per).toFixed() : value;
    const said = each === value ? value : `${value} per ${per}`;
    // AAA is the net price; it goes before a gross one that was stated first.
    if (qualifier === 'AAA') d.replace('unitPrice', each, s, 1, said);
    else d.putLine('unitPrice', each, s, 1, said);
  },
  FTX: (s, d) => {
    const text = whole(s, 4).filter(Boolean).join(' ');
    if (!text) return;
    const before = d.line?.reason?.value;
    // A code of a status and the words beside it say the same, the words more exactly.
    if (d.statusOpen && before) d.replace('reason', `${before}, ${text}`, s, 4);
    else if (d.line) d.putLine('reason', text, s, 4);
    else if (d.set === 'ORDRSP' || d.set === 'APERAK') d.put('reason', text, s, 4);
  },
  GIN: (s, d) => {
    if (at(s, 1) === 'BX') d.putLine('lot', at(s, 2), s, 2);
  },
  PCI: (s, d) => {
    if (d.line && at(s, 1) === '36E') d.putLine('lot', at(s, 2), s, 2);
  },
};

/** One item number of LIN or PIA. The seller's own goes before a GTIN. */
function item(draft: EdifactDraft, segment: Segment, element: number): void {
  const [number = '', type = ''] = whole(segment, element);
  if (!number || !draft.line) return;
  const before = draft.line.sku?.source?.text;
  if (codes.buyersItem.has(type)) draft.putLine('buyerSku', number, segment, element);
  else if (codes.lotNumber.has(type)) draft.putLine('lot', number, segment, element);
  else if (codes.sellersItem.has(type) && before?.endsWith(':GTIN'))
    draft.replace('sku', number, segment, element);
  else if (codes.tradeItem.has(type)) draft.putLine('sku', number, segment, element, `${number}:GTIN`);
  // No type, or one of a partner's own: only in LIN it is surely a number of the item.
  else if (codes.sellersItem.has(type) || segment.tag === 'LIN')
    draft.putLine('sku', number, segment, element);
}

const put = (
  draft: EdifactDraft,
  name: 'quantity' | 'confirmedQuantity' | 'backorderedQuantity',
  quantity: Quantity | undefined,
): void => {
  if (quantity) draft.putLine(name, quantity.value, quantity.segment, 1);
};

/** Which of the quantities is the line's own depends on the message; what is missing follows from the others. */
export function settleLine(draft: EdifactDraft): void {
  const { line, set, quantities, otherQuantity } = draft;
  if (!line) return;
  const { ordered, shipped, invoiced, confirmed } = quantities;
  const main = { DESADV: shipped, INVOIC: invoiced, ORDRSP: ordered }[set] ?? ordered;
  put(draft, 'quantity', main ?? ordered ?? shipped ?? invoiced ?? confirmed ?? otherQuantity ?? undefined);
  if (set === 'ORDRSP') settleAnswer(draft);
  if (set === 'DESADV') settleDespatch(draft);
}

const less = (more: Quantity | undefined, fewer: Quantity | undefined): Quantity | undefined => {
  if (!more || !fewer) return undefined;
  const rest = new Big(more.value).minus(fewer.value);
  return rest.gt(0) ? { value: rest.toFixed(), segment: fewer.segment } : undefined;
};

/**
 * An answer to a line: what comes and what does not, and in which way a "changed" line was changed. Where the message
 * does not tell, it stays `changed`.
 */
function settleAnswer(draft: EdifactDraft): void {
  const { line, quantities, restFollows } = draft;
  if (!line) return;
  const { ordered, confirmed, shipped, backordered } = quantities;
  const coming = confirmed ?? shipped;
  const missing = backordered ?? less(ordered, coming);
  put(draft, 'confirmedQuantity', coming ?? less(ordered, missing));
  put(draft, 'backorderedQuantity', missing);
  const said = line.status?.value ?? '';
  if (said && said !== 'changed' && said !== 'accepted') return;
  const found: string[] = [];
  if (missing)
    found.push(backordered || restFollows || line.promisedDate ? 'backordered' : 'quantity_changed');
  else if (ordered && coming && coming.value !== ordered.value) found.push('quantity_changed');
  const { requestedDate, promisedDate, reason } = line;
  if (requestedDate && promisedDate && promisedDate.value > requestedDate.value && !missing)
    found.push('date_changed');
  for (const [status, words] of changeWords)
    if (reason && said === 'changed' && words.test(reason.value) && !found.includes(status))
      found.push(status);
  const source = line.status?.source?.text;
  const segment = missing?.segment ?? coming?.segment ?? lineSegment(draft);
  if (found.length && segment) draft.replace('status', found.join(', '), segment, 1, source);
}

const changeWords: [string, RegExp][] = [
  ['backordered', /back.?order|out of stock|rückstand|nicht lieferbar|rupture|agotad|sin existencias/i],
  ['price_changed', /price|preis|\bprix\b|precio/i],
  ['date_changed', /deliver(?:y|ed) (?:date|later)|later|termin|date de livraison|fecha/i],
];

const lineSegment = (draft: EdifactDraft): Segment | undefined =>
  Object.values(draft.quantities).find(Boolean)?.segment ?? draft.otherQuantity?.segment;

/** A despatch says that something is missing by QVR, or by what was ordered beside what is on its way. */
function settleDespatch(draft: EdifactDraft): void {
  const { ordered, shipped, backordered } = draft.quantities;
  const missing = backordered ?? less(ordered, shipped);
  if (!missing) return;
  put(draft, 'backorderedQuantity', missing);
  draft.putLine('status', draft.restFollows ? 'backordered' : 'shipped_short', missing.segment, 1);
}
