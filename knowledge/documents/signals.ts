/** What answers, despatches and statuses tell of orders in trouble, as events of the right type, without anybody reading. */
import type {
  DocumentKind,
  DocumentLine,
  DocumentReading,
  LineFieldName,
  ReadDocument,
  ReadEdi,
} from '#core/model/document.ts';
import type { OrderEvent } from '#core/model/signal.ts';
import { type Trouble, troubleOfDelivery, troubleOfLine, troubleOfShipping } from './troubles.ts';

/** Something that is no order's trouble and that somebody has to know: a partner could not read what was sent. */
export interface DocumentNotice {
  /** The same twice is one notice. */
  id: string;
  /** ISO 8601 date or instant. */
  at: string;
  text: string;
}

export interface DocumentSignals {
  events: OrderEvent[];
  notices: DocumentNotice[];
}

type Read = ReadDocument | ReadEdi;

/** Below this, a value that was read from an image or a layout is a question for a person and no event. */
const RELIABLE = 0.9;

/** Longest id, number and text that `POST /events` takes (core/triage/events.ts). */
const ID = 200;
const NUMBER = 60;
const TEXT = 2_000;

/**
 * The events and notices in one reading. Ids are made of the envelope's and the document's own numbers, so that a
 * document that is sent again is the same signal. `received`: ISO 8601 instant, for documents without a date. Pure.
 */
export function signalsOf(reading: DocumentReading, received: string): DocumentSignals {
  if ('unreadable' in reading) return { events: [], notices: [] };
  const answerToUs = acknowledgements.has(setOf(reading));
  if (answerToUs) return { events: [], notices: acknowledged(reading, received) };
  const found = eventsByKind[reading.kind]?.(reading) ?? [];
  const order = aboutOrder(reading);
  const events: OrderEvent[] = [];
  const notices: DocumentNotice[] = [];
  for (const trouble of found) {
    const about = trouble.line ? { ...order, ...ownOrder(trouble.line) } : order;
    const id = idOf(reading, trouble.key, trouble.type);
    const at = value(reading, 'date') ?? received;
    const text = clip(trouble.text, TEXT);
    if (Object.values(about).some(Boolean)) events.push({ ...event(reading, trouble, about), id, at, text });
    else notices.push({ id, at, text: clip(`${text} It names no order.`, TEXT) });
  }
  return { events, notices };
}

const eventsByKind: Partial<Record<DocumentKind, (reading: Read) => Trouble[]>> = {
  order_confirmation: confirmed,
  packing_list: (reading) => linesInTrouble(reading, (line) => troubleOfShipping(line, sender(reading))),
  shipment_status: moved,
  order_change: changed,
  other: declined,
};

const setOf = (reading: Read): string => ('set' in reading ? reading.set : '');

const acknowledgements = new Set(['997', '999', 'TA1', '824', 'CONTRL', 'APERAK']);

const value = (reading: Read, name: keyof Read['fields']): string | undefined => {
  const field = reading.fields[name];
  return field && field.confidence >= RELIABLE ? field.value : undefined;
};

const clip = (text: string, length: number): string =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, length)
    .toWellFormed();

/** Who speaks: the supplier, the carrier, the warehouse. */
function sender(reading: Read): string {
  if (setOf(reading) === '945') return 'The warehouse';
  const name = value(reading, 'seller');
  return name ? `Supplier ${name}` : 'The supplier';
}

/** The document's own key, then the line's, then the type: what is the same in a resend and different in all else. */
function idOf(reading: Read, key: string, type: string): string {
  const own =
    'set' in reading
      ? [reading.interchange?.sender, reading.interchange?.control, reading.set, reading.control]
      : [reading.kind, value(reading, 'seller'), value(reading, 'number')];
  const parts = [...own, value(reading, 'poNumber') ?? value(reading, 'trackingNumber'), key, type];
  return parts
    .map((part) => clip(part ?? '', 35))
    .join(':')
    .slice(0, ID);
}

/** In an answer of a supplier the seller's order number is the supplier's; in all other papers it is ours. */
function aboutOrder(reading: Read): OrderEvent['order'] {
  const mine = reading.kind !== 'order_confirmation';
  const number = mine ? value(reading, 'orderNumber') : undefined;
  const reference = value(reading, 'poNumber');
  const tracking = reading.kind === 'shipment_status' ? value(reading, 'trackingNumber') : undefined;
  // A tender or a status that names only the shipment: shippers often give the order's number there.
  const shipment = mine && !number && !reference && !tracking ? value(reading, 'shipmentNumber') : undefined;
  return order({ number: number ?? shipment, reference, tracking });
}

const ownOrder = (line: DocumentLine): OrderEvent['order'] =>
  order({
    number: line.orderNumber?.value,
    reference: line.poNumber?.value,
    tracking: line.trackingNumber?.value,
  });

function order(
  numbers: Record<'number' | 'reference' | 'tracking', string | undefined>,
): OrderEvent['order'] {
  const said = Object.entries(numbers).map(([name, text]) => [name, clip(text ?? '', NUMBER)] as const);
  return Object.fromEntries(said.filter(([, text]) => text));
}

const kept: LineFieldName[] = [
  'line',
  'sku',
  'buyerSku',
  'status',
  'reason',
  'quantity',
  'confirmedQuantity',
  'backorderedQuantity',
  'unit',
  'unitPrice',
  'requestedDate',
  'promisedDate',
];

function event(
  reading: Read,
  { type, line }: Trouble,
  about: OrderEvent['order'],
): Omit<OrderEvent, 'id' | 'at' | 'text'> {
  const customer = reading.kind === 'order_change' ? value(reading, 'buyer') : undefined;
  const said = kept.flatMap((name) => {
    const field = line?.[name];
    return field ? [[name, clip(field.value, TEXT)] as const] : [];
  });
  const document: Record<string, string> =
    'set' in reading
      ? { standard: reading.standard, set: clip(reading.set, 20), control: clip(reading.control, 60) }
      : { document: clip(value(reading, 'number') ?? '', 60) };
  return {
    source: 'set' in reading ? 'edi' : 'document',
    type,
    order: about,
    ...(customer ? { customer: clip(customer, 200) } : {}),
    fields: { ...document, kind: reading.kind, ...Object.fromEntries(said) },
  };
}

function linesInTrouble(
  reading: Read,
  trouble: (line: DocumentLine) => Omit<Trouble, 'key' | 'line'>[],
): Trouble[] {
  return reading.lines.flatMap((line, index) =>
    Object.values(line).every((field) => field.confidence >= RELIABLE)
      ? trouble(line).map((found) => ({ ...found, line, key: line.line?.value ?? String(index + 1) }))
      : [],
  );
}

/** 855, ORDRSP, order response: lines that are not confirmed as ordered, or the whole order. */
function confirmed(reading: Read): Trouble[] {
  const who = sender(reading);
  const lines = linesInTrouble(reading, (line) => troubleOfLine(line, who));
  const status = value(reading, 'status');
  const reason = value(reading, 'reason');
  if (lines.length || (status !== 'rejected' && status !== 'cancelled' && status !== 'on_hold')) return lines;
  const verb = { rejected: 'rejects', cancelled: 'cancels', on_hold: 'holds' }[status];
  const text = `${who} ${verb} purchase order ${value(reading, 'poNumber') ?? '(no number)'}${reason ? `: ${reason}` : ''}.`;
  return [{ type: 'inventory_shortage', text, key: 'order', line: null }];
}

/** 214, IFTSTA. What was late and has arrived is no trouble any more; what arrived damaged is. */
function moved(reading: Read): Trouble[] {
  const carrier = value(reading, 'carrier');
  const who = carrier ? `Carrier ${carrier}` : 'The carrier';
  const trackingOf = (line: DocumentLine) => line.trackingNumber?.value ?? value(reading, 'trackingNumber');
  const arrived = new Set(reading.lines.filter((line) => line.status?.value === 'delivered').map(trackingOf));
  const place = value(reading, 'shipTo')?.split(',')[0];
  return linesInTrouble(reading, (line) =>
    troubleOfDelivery(line, who, {
      tracking: trackingOf(line),
      place,
    }),
  ).filter(({ type, line }) => type === 'proof_of_delivery' || !line || !arrived.has(trackingOf(line)));
}

/** 860, ORDCHG, order change and cancellation: one wish of the customer, with its lines. */
function changed(reading: Read): Trouble[] {
  const who = value(reading, 'buyer') ?? 'The customer';
  const number = value(reading, 'poNumber') ?? '(no number)';
  const cancelled = value(reading, 'status') === 'cancelled';
  const lines = reading.lines.map((line) => {
    const name = [line.line && `line ${line.line.value}`, line.sku?.value ?? line.buyerSku?.value]
      .filter(Boolean)
      .join(' ');
    const words = (line.status?.value ?? 'changed').replaceAll('_', ' ');
    const numbers = [
      line.quantity && `quantity ${line.quantity.value}`,
      line.unitPrice && `price ${line.unitPrice.value}`,
      line.requestedDate && `wanted ${line.requestedDate.value}`,
    ].filter(Boolean);
    return `${name || 'a line'} ${words}${numbers.length ? ` (${numbers.join(', ')})` : ''}`;
  });
  const what = lines.length ? `: ${lines.join('; ')}` : '';
  const text = `${who} ${cancelled ? 'cancels' : 'changes'} purchase order ${number}${what}.`;
  return [{ type: 'order_change', text, key: 'order', line: null }];
}

/** 990: a carrier that does not take the load. */
function declined(reading: Read): Trouble[] {
  const status = value(reading, 'status');
  if (setOf(reading) !== '990' || (status !== 'rejected' && status !== 'cancelled')) return [];
  const text = `Carrier ${value(reading, 'carrier') ?? ''} ${status === 'rejected' ? 'declines' : 'cancels'} shipment ${value(reading, 'shipmentNumber') ?? ''}.`;
  return [{ type: 'carrier_disruption', text: text.replace(/ +/g, ' '), key: 'tender', line: null }];
}

/** 997, 999, TA1, 824, CONTRL, APERAK: only what was not accepted is told. */
function acknowledged(reading: Read, received: string): DocumentNotice[] {
  const status = reading.fields.status?.value;
  if (!status || status === 'accepted' || status === 'received') return [];
  const at = value(reading, 'date') ?? received;
  const partner = 'set' in reading ? reading.interchange?.sender : undefined;
  const rejected = reading.lines.filter((line) => line.status && line.status.value !== 'accepted');
  const details = rejected.map((line) =>
    [line.description?.value, line.reason?.value].filter(Boolean).join(': '),
  );
  const reason = value(reading, 'reason');
  const what = [...details, ...(details.length || !reason ? [] : [reason])].join('; ');
  const text = `Trading partner ${partner || '(no name)'} answers ${status.replaceAll('_', ' ')} to group or document ${value(reading, 'number') ?? '(no number)'}${what ? `: ${what}` : ''}.`;
  return [{ id: idOf(reading, 'acknowledgement', 'notice'), at, text: clip(text, TEXT) }];
}
