/** What an EDIFACT message says, in the words of the document model. */
import Big from 'big.js';
import type { DocumentFieldName, DocumentKind } from '#core/model/document.ts';
import { Draft, type Mapped } from '../draft.ts';
import type { EdiSet } from '../set.ts';
import { at, type Segment, whole } from '../split.ts';
import { decimal, edifactDate } from '../values.ts';
import * as codes from './codes.ts';
import { lineHandlers, settleLine } from './lines.ts';
import { statusHandlers } from './status.ts';

export type Handler = (segment: Segment, draft: EdifactDraft) => void;

export class EdifactDraft extends Draft {
  readonly set: string;
  readonly #mark: string;
  /** What QTY and QVR say of the line that is open. */
  quantities: Partial<Record<'ordered' | 'shipped' | 'invoiced' | 'confirmed' | 'backordered', Quantity>> =
    {};
  /** A quantity of a kind that nobody knows. */
  otherQuantity: Quantity | null = null;
  restFollows = false;
  action = '';
  /** Amounts of the summary by their qualifier. */
  readonly amounts = new Map<string, { value: string; segment: Segment }>();
  taxes = new Big(0);
  taxSegment: Segment | null = null;
  /** Behind UNS+S. */
  summary = false;
  /** IFTSTA: the status that is open, which dates and texts belong to. */
  statusOpen = false;
  /** IFTSTA: the consignment that is open. */
  consignment: Quantity | null = null;
  latest = '';

  constructor(set: EdiSet) {
    super();
    this.set = set.set;
    this.#mark = set.decimalMark;
  }

  decimal(text: string): string | null {
    return decimal(text, this.#mark);
  }

  closeLine(): void {
    settleLine(this);
    this.line = null;
    this.quantities = {};
    this.otherQuantity = null;
    this.restFollows = false;
    this.action = '';
  }
}

export interface Quantity {
  value: string;
  segment: Segment;
}

const kinds: Record<string, DocumentKind> = {
  APERAK: 'other',
  CONTRL: 'other',
  DESADV: 'packing_list',
  IFTSTA: 'shipment_status',
  INVOIC: 'invoice',
  ORDCHG: 'order_change',
  ORDERS: 'purchase_order',
  ORDRSP: 'order_confirmation',
};

const handlers: Record<string, Handler> = {
  BGM: (s, d) => begin(d, s),
  DTM: (s, d) => date(d, s),
  RFF: (s, d) => reference(d, s),
  NAD: (s, d) => party(d, s),
  CUX: (s, d) => d.put('currency', at(s, 1, 2), s, 1),
  TOD: (s, d) => d.put('freightTerms', [at(s, 3), at(s, 3, 4)].filter(Boolean).join(' '), s, 3),
  TDT: (s, d) => d.put('carrier', at(s, 5, 4) || at(s, 5), s, 5),
  PAT: (s, d) => {
    const [reference, relation, unit, count] = whole(s, 3);
    const days = unit === 'D' && count ? `net ${count} days` : '';
    d.put('paymentTerms', at(s, 2, 4) || days, s, 3, [reference, relation, unit, count].join(':'));
  },
  PAC: (s, d) => {
    if (!d.line) d.put('packages', d.decimal(at(s, 1)), s, 1);
  },
  MEA: (s, d) => {
    const gross = /^(?:AAD|AAE|AAB|G|T)$/.test(at(s, 2)) || /^(?:AAD|G|WT)$/.test(at(s, 1));
    const value = d.decimal(at(s, 3, 2));
    if (!d.line && gross && value) d.put('weight', [value, at(s, 3)].filter(Boolean).join(' '), s, 3);
  },
  MOA: (s, d) => amount(d, s),
  UNS: (s, d) => {
    if (at(s, 1) !== 'S') return;
    d.closeLine();
    d.summary = true;
  },
  ...lineHandlers,
  ...statusHandlers,
};

/** Never throws; a message that nobody mapped keeps its type and what its common segments say. */
export function mapEdifact(set: EdiSet): Mapped {
  const draft = new EdifactDraft(set);
  const kind = kinds[set.set];
  draft.kind = kind ?? 'other';
  if (!kind && set.set)
    set.errors.add(
      'unknown_set',
      `The message ${set.set} is none of those that are read.`,
      'UNH',
      (set.segments[0]?.position ?? 2) - 1,
    );
  for (const segment of set.segments) handlers[segment.tag]?.(segment, draft);
  draft.closeLine();
  settleTotals(draft);
  draft.assignParties(codes.roles);
  return draft.done();
}

function begin(draft: EdifactDraft, segment: Segment): void {
  const number = at(segment, 2);
  draft.put('number', number, segment, 2);
  const own = ({ ORDERS: 'poNumber', ORDRSP: 'orderNumber', DESADV: 'shipmentNumber' } as const)[draft.set];
  if (own) draft.put(own, number, segment, 2);
  if (draft.set === 'INVOIC' && /^(?:381|83|396|532)$/.test(at(segment, 1))) draft.kind = 'credit_note';
  if (draft.set !== 'ORDRSP' && draft.set !== 'ORDCHG') return;
  const [action, response] = [at(segment, 3), at(segment, 4)];
  const status = codes.responseType[response] ?? codes.messageFunction[action] ?? null;
  draft.put('status', status, segment, codes.responseType[response] ? 4 : 3, response || action);
}

function date(draft: EdifactDraft, segment: Segment): void {
  const [qualifier = '', text = '', format = ''] = whole(segment, 1);
  const value = edifactDate(text, format);
  if (draft.statusOpen) {
    statusDate(draft, segment, qualifier, value);
    return;
  }
  const field = codes.dates[qualifier];
  if (!field) return;
  if (!draft.line || draft.summary) draft.put(field, value, segment, 1, text);
  else if (field === 'requestedDate' || field === 'promisedDate')
    draft.putLine(field, value, segment, 1, text);
}

/** The day of the status that stands before it; an estimate stays one. */
function statusDate(draft: EdifactDraft, segment: Segment, qualifier: string, value: string | null): void {
  const text = at(segment, 1, 2);
  const promised = codes.dates[qualifier] === 'promisedDate';
  if (promised) {
    draft.putLine('promisedDate', value, segment, 1, text);
    draft.put('promisedDate', value, segment, 1, text);
    return;
  }
  const status = draft.line?.status?.value ?? '';
  if (status.startsWith('delivered')) draft.put('deliveryDate', value, segment, 1, text);
  if (text >= draft.latest) {
    draft.latest = text;
    delete draft.fields.date;
    draft.put('date', value, segment, 1, text);
  }
}

function reference(draft: EdifactDraft, segment: Segment): void {
  const [qualifier = '', value = ''] = whole(segment, 1);
  if (draft.line && codes.lotNumber.has(qualifier)) {
    draft.putLine('lot', value, segment, 1);
    return;
  }
  const field = codes.references[qualifier];
  if (!field) return;
  if (draft.line && (field === 'poNumber' || field === 'orderNumber' || field === 'trackingNumber'))
    draft.putLine(field, value, segment, 1);
  if (!draft.line || field === 'poNumber' || draft.set === 'IFTSTA') draft.put(field, value, segment, 1);
}

/** NAD has its name and address in five structured elements, or in one that is only lines. */
function party(draft: EdifactDraft, segment: Segment): void {
  if (draft.line && draft.set !== 'IFTSTA') return;
  const lines = whole(segment, 3).filter(Boolean);
  const named = whole(segment, 4).filter(Boolean).join(' ');
  const [street, city, region, code, country] = [5, 6, 7, 8, 9].map((n) =>
    whole(segment, n).filter(Boolean).join(' '),
  );
  const address = [street, [code, city].filter(Boolean).join(' '), region, country].map((part) => part ?? '');
  draft.parties.push({
    role: at(segment, 1),
    name: named || lines[0] || at(segment, 2),
    address: named ? address : [...lines.slice(1), ...address],
    segment,
  });
}

function amount(draft: EdifactDraft, segment: Segment): void {
  const [qualifier = '', text = ''] = whole(segment, 1);
  const value = draft.decimal(text);
  if (value === null) return;
  const ofLine = qualifier === '203' || qualifier === '66' || qualifier === '38';
  if (draft.line && !draft.summary && ofLine) {
    draft.putLine('amount', value, segment, 1);
    return;
  }
  const ofWhole = Object.values(codes.totals).some((qualifiers) => qualifiers?.includes(qualifier));
  if (draft.line && !draft.summary && !ofWhole) return;
  draft.put('currency', at(segment, 1, 3), segment, 1);
  if (qualifier === '124') {
    draft.taxes = draft.taxes.plus(value);
    draft.taxSegment ??= segment;
  } else if (!draft.amounts.has(qualifier)) draft.amounts.set(qualifier, { value, segment });
}

/** The summary names the same total in several ways; the first of the list counts. Taxes by rate are added up. */
function settleTotals(draft: EdifactDraft): void {
  for (const [field, qualifiers] of Object.entries(codes.totals)) {
    const found = qualifiers?.map((qualifier) => draft.amounts.get(qualifier)).find(Boolean);
    if (found) draft.put(field as DocumentFieldName, found.value, found.segment, 1);
  }
  if (draft.taxSegment) draft.put('totalTax', draft.taxes.toFixed(), draft.taxSegment, 1);
}
