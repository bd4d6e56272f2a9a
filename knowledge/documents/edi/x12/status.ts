/** What became of a shipment (214), a tender (990), an order as a whole (855), or an earlier interchange (997, 824). */
import { at, type Segment } from '../split.ts';
import { compactDate } from '../values.ts';
import * as codes from './codes.ts';
import type { Handler, X12Draft } from './map.ts';

export const statusHandlers: Record<string, Handler> = {
  BAK: (s, d) => d.put('status', codes.orderStatus[at(s, 2)] ?? null, s, 2, at(s, 2)),
  BCH: (s, d) => d.put('status', at(s, 1) === '01' ? 'cancelled' : 'changed', s, 1, at(s, 1)),
  BCA: (s, d) => d.put('status', codes.orderStatus[at(s, 2)] ?? null, s, 2, at(s, 2)),
  B1: (s, d) =>
    d.put(
      'status',
      ({ A: 'accepted', D: 'rejected', R: 'cancelled' } as Record<string, string>)[at(s, 4)] ?? null,
      s,
      4,
      at(s, 4),
    ),
  AT7: (s, d) => shipmentEvent(d, s),
  K1: (s, d) => {
    const by = /\b(?:signed|received|rcvd)(?:\s+for)?\s*(?:by)?\s*[:-]?\s+([\p{L}][\p{L} .'-]{1,40})/iu.exec(
      at(s, 1).slice(0, 80),
    );
    d.put('signedBy', by?.[1]?.trim() ?? null, s, 1);
  },
  TA1: (s, d) => {
    d.put('number', at(s, 1), s, 1);
    d.put('date', compactDate(at(s, 2)), s, 2, at(s, 2));
    d.put('status', codes.acknowledgement[at(s, 4)] ?? null, s, 4, at(s, 4));
    if (at(s, 5) !== '000') d.put('reason', at(s, 5) && `note ${at(s, 5)}`, s, 5);
  },
  AK1: (s, d) => d.put('number', at(s, 2), s, 2),
  AK2: (s, d) => {
    d.closeLine();
    d.openLine();
    d.putLine('line', at(s, 2), s, 2);
    d.putLine('description', `${at(s, 1)} ${at(s, 2)}`.trim(), s, 1);
  },
  AK3: (s, d) => d.putLine('reason', `segment ${at(s, 1)} at ${at(s, 2)}`, s, 1),
  IK3: (s, d) => d.putLine('reason', `segment ${at(s, 1)} at ${at(s, 2)}`, s, 1),
  AK5: (s, d) => d.putLine('status', codes.acknowledgement[at(s, 1)] ?? null, s, 1, at(s, 1)),
  IK5: (s, d) => d.putLine('status', codes.acknowledgement[at(s, 1)] ?? null, s, 1, at(s, 1)),
  AK9: (s, d) => {
    d.closeLine();
    d.put('status', codes.acknowledgement[at(s, 1)] ?? null, s, 1, at(s, 1));
  },
  OTI: (s, d) => {
    d.closeLine();
    const status = codes.applicationStatus[at(s, 1)] ?? null;
    if (status !== 'accepted') d.put('status', status, s, 1, at(s, 1));
    const field = codes.references[at(s, 2)];
    if (field) d.put(field, at(s, 3), s, 3);
    d.openLine();
    d.putLine('line', String(d.lines.length), s, 3);
    d.putLine('description', [at(s, 10), at(s, 3)].filter(Boolean).join(' '), s, 3);
    d.putLine('status', status, s, 1, at(s, 1));
  },
  TED: (s, d) => {
    d.put('reason', at(s, 2).trim() || `error ${at(s, 1)}`, s, 2);
    d.putLine('reason', at(s, 2).trim() || `error ${at(s, 1)}`, s, 2);
  },
};

/** One AT7 is one line; the document's own status is the last that happened. */
function shipmentEvent(draft: X12Draft, segment: Segment): void {
  const [code, why] = [at(segment, 1), at(segment, 2)];
  if (!code && !why) return;
  draft.closeLine();
  draft.openLine();
  draft.putLine('line', String(draft.lines.length), segment, 1);
  const said = codes.shipmentStatus[code] ?? 'other';
  const status = judged(said, why);
  const reason = codes.shipmentReason[why] ?? null;
  draft.putLine('status', status, segment, 1, code);
  draft.putLine('reason', reason, segment, 2, why);
  const day = compactDate(at(segment, 5));
  const expected = said === 'estimated' ? day : null;
  draft.putLine('promisedDate', expected, segment, 5);
  const when = `${day ?? ''} ${at(segment, 6)}`;
  const latest = draft.fields.status === undefined || when >= draft.latest;
  if (latest) {
    draft.latest = when;
    delete draft.fields.status;
    delete draft.fields.reason;
    delete draft.fields.date;
    draft.put('status', status, segment, 1, code);
    draft.put('reason', reason, segment, 2, why);
    draft.put('date', day, segment, 5);
  }
  if (status === 'delivered' || status === 'delivered_short') draft.put('deliveryDate', day, segment, 5);
  draft.put('promisedDate', expected, segment, 5);
  // What follows an AT7 (place, weights, references) belongs to the shipment again.
  draft.closeLine();
}

/** A reason changes what a status means: delivered with a shortage, on its way with a breakdown. */
function judged(status: string, why: string): string {
  if (why === 'S1') return 'delivered_short';
  if (why === 'AK') return 'damaged';
  if (why === 'BS') return 'refused';
  if (why === 'BT') return 'returned';
  const moving = new Set([
    'in_transit',
    'estimated',
    'at_pickup',
    'picked_up',
    'arrived',
    'available',
    'other',
  ]);
  return moving.has(status) && codes.shipmentReason[why] ? 'delayed' : status;
}
