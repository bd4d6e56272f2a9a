/** What a document of its kind should have and does not. */
import type { DocumentFieldName, DocumentKind, ReadDocument } from '#core/model/document.ts';

/** A list in the list: one of these is enough; the first is named as missing. */
const needed: Partial<Record<DocumentKind, (DocumentFieldName | DocumentFieldName[])[]>> = {
  purchase_order: ['poNumber', 'date', 'buyer'],
  order_confirmation: ['poNumber', 'date', 'seller'],
  order_change: ['poNumber'],
  invoice: ['number', 'date', 'seller', 'total', 'currency'],
  credit_note: ['number', 'date', 'seller', 'total', 'currency'],
  receipt: ['seller', 'date', 'total'],
  packing_list: [['shipmentNumber', 'number'], 'shipTo'],
  bill_of_lading: [['shipmentNumber', 'number'], 'carrier', 'shipTo'],
  proof_of_delivery: ['deliveryDate', 'signedBy'],
  certificate: ['number', 'date', 'seller'],
  shipment_status: ['status', 'trackingNumber'],
};

/** Names of fields, and `lines` where there is none. */
export function missingFields({
  kind,
  fields,
  lines,
}: Pick<ReadDocument, 'kind' | 'fields' | 'lines'>): string[] {
  const missing: string[] = (needed[kind] ?? [])
    .map((names) => (Array.isArray(names) ? names : [names]))
    .filter((names) => !names.some((name) => fields[name]))
    .map(([first]) => first!);
  const hasLines = kind === 'purchase_order' || kind === 'invoice' || kind === 'packing_list';
  return hasLines && !lines.length ? [...missing, 'lines'] : missing;
}
