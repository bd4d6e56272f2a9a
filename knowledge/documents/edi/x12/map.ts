/** What an X12 transaction set says, in the words of the document model. */
import type { DocumentFieldName, DocumentKind } from '#core/model/document.ts';
import { Draft, type Mapped } from '../draft.ts';
import type { EdiSet } from '../set.ts';
import { at, type Segment } from '../split.ts';
import { compactDate, decimal, impliedDecimal } from '../values.ts';
import * as codes from './codes.ts';
import { lineHandlers, settleLine } from './lines.ts';
import { partyHandlers } from './parties.ts';
import { statusHandlers } from './status.ts';

export type Handler = (segment: Segment, draft: X12Draft) => void;

/** One answer of a seller about a line: ACK. */
export interface LineAnswer {
  code: string;
  quantity: string | null;
  date: string | null;
  segment: Segment;
}

export class X12Draft extends Draft {
  readonly set: string;
  /** Answers to the line that is open. */
  answers: LineAnswer[] = [];
  /** A price that stands behind the line's own (CTP). */
  price: { value: string; segment: Segment } | null = null;
  /** The hierarchical level of an 856: `S`, `O`, `P`, `I`. */
  level = '';
  /** LX01, for segments that have no line number of their own. */
  lineNumber = '';
  /** The order that the following lines of a shipment are of (PRF). */
  order: { value: string; segment: Segment } | null = null;
  /** When what the status tells of happened, to compare. */
  latest = '';

  constructor(set: string) {
    super();
    this.set = set;
  }

  closeLine(): void {
    settleLine(this);
    this.line = null;
    this.answers = [];
    this.price = null;
  }
}

export const kinds: Record<string, DocumentKind> = {
  '204': 'other',
  '210': 'invoice',
  '214': 'shipment_status',
  '810': 'invoice',
  '824': 'other',
  '850': 'purchase_order',
  '855': 'order_confirmation',
  '856': 'packing_list',
  '860': 'order_change',
  '865': 'order_confirmation',
  '940': 'other',
  '945': 'packing_list',
  '990': 'other',
  '997': 'other',
  '999': 'other',
  TA1: 'other',
};

type Reading = 'text' | 'date' | 'cents';
/** What the elements of a set's first segment are; one element may fill several fields. */
const beginnings: Record<string, [element: number, field: DocumentFieldName, as?: Reading][]> = {
  BEG: [
    [3, 'number'],
    [3, 'poNumber'],
    [5, 'date', 'date'],
  ],
  BCH: [
    [3, 'number'],
    [3, 'poNumber'],
    [11, 'date', 'date'],
    [6, 'date', 'date'],
  ],
  BAK: [
    [3, 'poNumber'],
    [8, 'number'],
    [8, 'orderNumber'],
    [9, 'date', 'date'],
    [4, 'date', 'date'],
  ],
  BCA: [
    [3, 'poNumber'],
    [9, 'number'],
    [9, 'orderNumber'],
    [10, 'date', 'date'],
    [6, 'date', 'date'],
  ],
  BIG: [
    [1, 'date', 'date'],
    [2, 'number'],
    [4, 'poNumber'],
  ],
  BSN: [
    [2, 'number'],
    [2, 'shipmentNumber'],
    [3, 'date', 'date'],
  ],
  W05: [
    [2, 'number'],
    [2, 'orderNumber'],
    [3, 'poNumber'],
  ],
  W06: [
    [4, 'number'],
    [2, 'number'],
    [2, 'orderNumber'],
    [3, 'date', 'date'],
    [4, 'shipmentNumber'],
    [6, 'poNumber'],
  ],
  B2: [
    [4, 'number'],
    [4, 'shipmentNumber'],
    [2, 'carrier'],
  ],
  B3: [
    [2, 'number'],
    [3, 'shipmentNumber'],
    [6, 'date', 'date'],
    [7, 'total', 'cents'],
    [9, 'deliveryDate', 'date'],
    [11, 'carrier'],
  ],
  B10: [
    [1, 'number'],
    [1, 'trackingNumber'],
    [2, 'shipmentNumber'],
    [3, 'carrier'],
  ],
  B1: [
    [2, 'number'],
    [2, 'shipmentNumber'],
    [1, 'carrier'],
    [3, 'date', 'date'],
  ],
  BGN: [
    [2, 'number'],
    [3, 'date', 'date'],
  ],
};

const headers: Record<string, Handler> = {
  CUR: (s, d) => d.put('currency', at(s, 2), s, 2),
  C3: (s, d) => d.put('currency', at(s, 1), s, 1),
  REF: (s, d) => reference(d, s, at(s, 1), at(s, 2), 2),
  N9: (s, d) => reference(d, s, at(s, 1), at(s, 2), 2),
  L11: (s, d) => reference(d, s, at(s, 2), at(s, 1), 1),
  OID: (s, d) => d.put('poNumber', at(s, 2), s, 2),
  PRF: (s, d) => {
    d.put('poNumber', at(s, 1), s, 1);
    if (d.line) d.putLine('poNumber', at(s, 1), s, 1);
    else d.order = { value: at(s, 1), segment: s };
  },
  DTM: (s, d) => date(d, s, at(s, 1).padStart(3, '0')),
  G62: (s, d) => date(d, s, at(s, 1)),
  ITD: (s, d) => terms(d, s),
  FOB: (s, d) => {
    const words = [codes.freight[at(s, 1)] ?? at(s, 1), at(s, 5)].filter(Boolean).join(', ');
    d.put('freightTerms', words, s, 1, at(s, 1));
  },
  TD5: (s, d) => d.put('carrier', at(s, 5).trim() || at(s, 3).trim(), s, 5),
  CAD: (s, d) => d.put('carrier', at(s, 5) || at(s, 4), s, 5),
  MS2: (s, d) => d.put('carrier', at(s, 1), s, 1),
  MAN: (s, d) => {
    if (at(s, 1) === 'CP') d.put('trackingNumber', at(s, 2), s, 2);
  },
  TD1: (s, d) => {
    d.put('packages', decimal(at(s, 2)), s, 2);
    d.put('weight', weight(at(s, 7), at(s, 8)), s, 7);
  },
  AT8: (s, d) => {
    d.put('weight', weight(at(s, 3), at(s, 2)), s, 3);
    d.put('packages', decimal(at(s, 4)), s, 4);
  },
  TDS: (s, d) => {
    d.closeLine();
    d.put('total', impliedDecimal(at(s, 1), 2), s, 1, at(s, 1));
  },
  AMT: (s, d) => amount(d, s),
  TXI: (s, d) => {
    if (!d.line) d.put('totalTax', decimal(at(s, 2)), s, 2);
  },
  CTT: (_, d) => d.closeLine(),
};

const handlers: Record<string, Handler> = {
  ...headers,
  ...partyHandlers,
  ...lineHandlers,
  ...statusHandlers,
};

/** Never throws; a set that nobody mapped keeps its type and what its common segments say. */
export function mapX12(set: EdiSet): Mapped {
  const draft = new X12Draft(set.set);
  const kind = kinds[set.set];
  draft.kind = kind ?? 'other';
  if (!kind && set.set)
    set.errors.add(
      'unknown_set',
      `The set ${set.set} is none of those that are read.`,
      'ST',
      (set.segments[0]?.position ?? 2) - 1,
    );
  for (const segment of set.segments) {
    const beginning = beginnings[segment.tag];
    if (beginning) begin(draft, segment, beginning);
    handlers[segment.tag]?.(segment, draft);
  }
  draft.closeLine();
  draft.assignParties(codes.roles);
  return draft.done();
}

function begin(draft: X12Draft, segment: Segment, beginning: (typeof beginnings)[string]): void {
  for (const [element, field, as = 'text'] of beginning) {
    const text = at(segment, element).trim();
    const value = as === 'date' ? compactDate(text) : as === 'cents' ? impliedDecimal(text, 2) : text;
    draft.put(field, value, segment, element, text);
  }
  if (segment.tag === 'BIG' && /^C[NR]/.test(at(segment, 7))) draft.kind = 'credit_note';
}

/** References of a line belong to the line; only its lot and an order that the header does not name are kept. */
function reference(
  draft: X12Draft,
  segment: Segment,
  qualifier: string,
  value: string,
  element: number,
): void {
  const text = value.trim();
  if (draft.line && qualifier === codes.lotNumber) draft.putLine('lot', text, segment, element);
  const field = codes.references[qualifier.trim()];
  if (!field || (draft.line && field !== 'poNumber')) return;
  draft.put(field, text, segment, element);
}

function date(draft: X12Draft, segment: Segment, qualifier: string): void {
  const field = codes.dates[qualifier];
  const text = at(segment, 2);
  const value = compactDate(text);
  if (!field) return;
  if (!draft.line) draft.put(field, value, segment, 2, text);
  else if (field === 'requestedDate' || field === 'promisedDate')
    draft.putLine(field, value, segment, 2, text);
}

/** ITD as people write terms: "2 % 10 days, net 30". */
function terms(draft: X12Draft, segment: Segment): void {
  const [percent, days, net] = [at(segment, 3), at(segment, 5), at(segment, 7)];
  const written = [percent && days ? `${percent} % ${days} days` : '', net ? `net ${net}` : '']
    .filter(Boolean)
    .join(', ');
  draft.put('paymentTerms', at(segment, 12) || written, segment, at(segment, 12) ? 12 : 7);
  draft.put('dueDate', compactDate(at(segment, 6)), segment, 6, at(segment, 6));
}

const weight = (value: string, unit: string): string | null => {
  const number = decimal(value);
  // L is how carriers write pounds.
  return number === null ? null : [number, unit === 'L' ? 'LB' : unit].filter(Boolean).join(' ');
};

/** 522: TT the whole, N net, T tax; 1 the line's own. */
function amount(draft: X12Draft, segment: Segment): void {
  const value = decimal(at(segment, 2));
  const qualifier = at(segment, 1);
  if (draft.line) {
    if (qualifier === '1') draft.putLine('amount', value, segment, 2);
    return;
  }
  const field = ({ TT: 'total', N: 'totalNet', T: 'totalTax', '1': 'totalNet' } as const)[qualifier];
  if (field) draft.put(field, value, segment, 2);
}
