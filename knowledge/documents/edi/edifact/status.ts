/** What became of shipments (IFTSTA), and of earlier interchanges (CONTRL, APERAK). */
import { at, type Segment, whole } from '../split.ts';
import * as codes from './codes.ts';
import type { EdifactDraft, Handler } from './map.ts';

export const statusHandlers: Record<string, Handler> = {
  /** A consignment: its number is what the carrier calls it. */
  CNI: (s, d) => {
    d.closeLine();
    d.statusOpen = false;
    const number = at(s, 2);
    d.put('trackingNumber', number, s, 2);
    d.consignment = number ? { value: number, segment: s } : null;
  },
  STS: (s, d) => {
    if (d.set === 'IFTSTA') shipmentEvent(d, s);
  },
  UCI: (s, d) => {
    d.put('number', at(s, 1), s, 1);
    d.put('status', received[at(s, 4)] ?? null, s, 4, at(s, 4));
    d.put('reason', at(s, 5) && `error ${at(s, 5)}`, s, 5);
  },
  UCM: (s, d) => {
    d.closeLine();
    d.openLine();
    d.putLine('line', at(s, 1), s, 1);
    d.putLine('description', `${at(s, 2)} ${at(s, 1)}`.trim(), s, 2);
    d.putLine('status', received[at(s, 3)] ?? null, s, 3, at(s, 3));
    d.putLine('reason', at(s, 4) && `error ${at(s, 4)}`, s, 4);
    if (received[at(s, 3)] === 'rejected') d.put('status', 'rejected', s, 3);
  },
  ERC: (s, d) => {
    d.put('status', 'rejected', s, 1, at(s, 1));
    d.put('reason', at(s, 1, 4) || `error ${at(s, 1)}`, s, 1);
  },
};

/** 0083: what became of an interchange or a message. */
const received: Record<string, string> = { 4: 'rejected', 7: 'accepted', 8: 'received' };

/** One STS is one line; the document's own status is the one with the latest date, or the last. */
function shipmentEvent(draft: EdifactDraft, segment: Segment): void {
  const [type] = whole(segment, 1);
  const code = at(segment, 2);
  const text = [at(segment, 2, 4), at(segment, 3, 4)].filter(Boolean).join(', ');
  const why = at(segment, 3);
  // Types other than transport (1) are of orders and their administration.
  if ((type && type !== '1') || !(code || text)) return;
  draft.closeLine();
  draft.openLine();
  draft.statusOpen = true;
  draft.putLine('line', String(draft.lines.length), segment, 1);
  const reason = codes.transportReason[why] ?? (at(segment, 3, 4) || null);
  const status = judged(code, why, text);
  draft.putLine('status', status, segment, 2, code);
  draft.putLine('reason', reason, segment, 3, why);
  if (draft.consignment)
    draft.putLine('trackingNumber', draft.consignment.value, draft.consignment.segment, 2);
  delete draft.fields.status;
  delete draft.fields.reason;
  draft.put('status', status, segment, 2, code);
  draft.put('reason', reason, segment, 3, why);
}

/** A reason changes what a status means: delivered with goods missing, on its way with a breakdown. */
function judged(code: string, why: string, text: string): string {
  const known = codes.transportStatus[code];
  const byReason = codes.reasonStatus[why];
  if (byReason) return byReason;
  const status = known ?? codes.statusWords.find(([, words]) => words.test(text))?.[0] ?? 'other';
  const moving = new Set(['in_transit', 'arrived', 'booked', 'picked_up', 'available', 'other']);
  // 5, 15 and 38 are arrangements, no troubles.
  return moving.has(status) && codes.transportReason[why] && why !== '38' ? 'delayed' : status;
}
