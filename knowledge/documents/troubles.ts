/** Which exception a line of an answer, a despatch or a transport status means, and how to say it to people. */
import Big from 'big.js';
import type { DocumentLine } from '#core/model/document.ts';

export interface Trouble {
  /** Type of exception. */
  type: string;
  text: string;
  /** The line, or what else tells it from others in the same document. */
  key: string;
  line: DocumentLine | null;
}

type Found = Omit<Trouble, 'key' | 'line'>;

const named = (line: DocumentLine): string => {
  // Suppliers name our item beside their own; people here know ours.
  const sku = line.buyerSku?.value ?? line.sku?.value ?? line.description?.value;
  const number = line.line?.value;
  return [number ? `line ${number}` : 'a line', sku ? `(${sku})` : ''].filter(Boolean).join(' ');
};

const counted = (quantity: string | undefined, line: DocumentLine): string =>
  [quantity, line.unit?.value].filter(Boolean).join(' ');

/** ", promised 2026-12-04: reason" */
function ending({ promisedDate, reason }: DocumentLine): string {
  const day = promisedDate ? `, promised ${promisedDate.value}` : '';
  return `${day}${reason ? `: ${reason.value}` : ''}.`;
}

/**
 * What a seller answers to one line. Goods that do not come, or come later than asked, are a shortage whatever the
 * code says; another price is a price; more than ordered and changes that are not spelled out are changes of the order.
 */
export function troubleOfLine(line: DocumentLine, who: string): Found[] {
  const statuses = (line.status?.value ?? '').split(', ').filter(Boolean);
  const found = new Map<string, string>();
  for (const status of statuses) {
    const trouble = troubleOfStatus(status, line);
    // The worst comes first; two of one type are one event.
    if (trouble && !found.has(trouble.type)) found.set(trouble.type, `${who} ${trouble.text}`);
  }
  return [...found].map(([type, text]) => ({ type, text }));
}

function troubleOfStatus(status: string, line: DocumentLine): Found | null {
  const it = named(line);
  const { quantity, confirmedQuantity, backorderedQuantity, unitPrice, requestedDate } = line;
  const ordered = counted(quantity?.value, line);
  const of = quantity ? ` of ${ordered}` : '';
  switch (status) {
    case 'backordered': {
      const missing = backorderedQuantity?.value;
      const what = missing ? `: ${missing}${of}` : '';
      return { type: 'inventory_shortage', text: `confirms ${it} backordered${what}${ending(line)}` };
    }
    case 'rejected':
      return {
        type: 'inventory_shortage',
        text: `rejects ${it}${ordered ? `, ${ordered}` : ''}${ending(line)}`,
      };
    case 'cancelled':
      return {
        type: 'inventory_shortage',
        text: `cancels ${it}${ordered ? `, ${ordered}` : ''}${ending(line)}`,
      };
    case 'on_hold':
      return {
        type: 'inventory_shortage',
        text: `puts ${it} on hold${ordered ? `, ${ordered}` : ''}${ending(line)}`,
      };
    case 'date_pending':
      return { type: 'inventory_shortage', text: `accepts ${it} without a date${ending(line)}` };
    case 'date_changed': {
      const asked = requestedDate ? ` (asked for ${requestedDate.value})` : '';
      return {
        type: 'inventory_shortage',
        text: `moves ${it}${ordered ? `, ${ordered}` : ''}${asked} to another date${ending(line)}`,
      };
    }
    case 'substituted':
      return {
        type: 'fulfillment_rule',
        text: `offers a substitute for ${it}${ordered ? `, ${ordered}` : ''}${ending(line)}`,
      };
    case 'quantity_changed': {
      const less = confirmedQuantity && quantity && new Big(confirmedQuantity.value).lt(quantity.value);
      const instead = confirmedQuantity
        ? `: ${confirmedQuantity.value}${quantity ? ` instead of ${ordered}` : ''}`
        : '';
      const type = less || backorderedQuantity ? 'inventory_shortage' : 'order_change';
      return { type, text: `confirms ${it} with another quantity${instead}${ending(line)}` };
    }
    case 'price_changed': {
      const price = unitPrice ? `: ${unitPrice.source?.text ?? unitPrice.value}` : '';
      return { type: 'pricing_mismatch', text: `confirms ${it} at another price${price}${ending(line)}` };
    }
    case 'price_pending':
      return { type: 'pricing_mismatch', text: `accepts ${it} without a price${ending(line)}` };
    case 'changed':
    case 'added':
      return {
        type: 'order_change',
        text: `answers ${it} ${status}${ordered ? `, ${ordered}` : ''}${ending(line)}`,
      };
    default:
      return null;
  }
}

/** What a supplier or a warehouse did not send. */
export function troubleOfShipping(line: DocumentLine, who: string): Found[] {
  const status = line.status?.value;
  const { quantity, backorderedQuantity: missing } = line;
  if (status !== 'backordered' && status !== 'shipped_short' && status !== 'short') return [];
  const shipped = counted(quantity?.value, line);
  const rest = missing ? `, ${missing.value} ${status === 'backordered' ? 'to follow' : 'missing'}` : '';
  return [
    {
      type: 'inventory_shortage',
      text: `${who} ships ${named(line)} short: ${shipped || 'nothing'}${rest}${ending(line)}`,
    },
  ];
}

const disruptions: Record<string, string> = {
  delayed: 'reports a delay',
  lost: 'reports the shipment lost',
  returned: 'returns the shipment to its sender',
  customs_hold: 'reports the shipment held by customs',
  held: 'holds the shipment',
  not_delivered: 'could not deliver',
  delivery_attempted: 'tried to deliver and could not',
  not_collected: 'has not collected the shipment',
  cancelled: 'cancelled the shipment',
  not_received: 'has the papers and not the goods',
};

const disputes: Record<string, string> = {
  damaged: 'reports the shipment damaged',
  refused: 'reports the delivery refused',
  delivered_short: 'reports a short delivery',
};

/** Reasons that are papers and not roads. */
const papers = /document|paperwork|broker information/i;

/** One status of a shipment: what keeps it from arriving, or what is wrong with what arrived. */
export function troubleOfDelivery(
  line: DocumentLine,
  who: string,
  { tracking, place }: { tracking: string | undefined; place: string | undefined },
): Found[] {
  const status = line.status?.value ?? '';
  const words = disputes[status] ?? disruptions[status];
  if (!words) return [];
  const held = papers.test(line.reason?.value ?? '');
  const type = disputes[status] ? 'proof_of_delivery' : held ? 'shipping_documents' : 'carrier_disruption';
  const about = [tracking && ` on ${tracking}`, place && ` to ${place}`].filter(Boolean).join('');
  const day = line.promisedDate ? `, now expected ${line.promisedDate.value}` : '';
  return [{ type, text: `${who} ${words}${about}${day}${line.reason ? `: ${line.reason.value}` : ''}.` }];
}
