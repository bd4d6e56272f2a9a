/** What a document of its kind should have and does not. */
import type { DocumentFieldName, DocumentKind, ReadDocument } from '#core/model/document.ts';

const needed: Partial<Record<DocumentKind, DocumentFieldName[]>> = {
  purchase_order: ['poNumber', 'date', 'buyer'],
  order_confirmation: ['poNumber', 'date', 'seller'],
  order_change: ['poNumber'],
  invoice: ['number', 'date', 'seller', 'total', 'currency'],
  credit_note: ['number', 'date', 'seller', 'total', 'currency'],
  packing_list: ['shipmentNumber', 'shipTo'],
  bill_of_lading: ['shipmentNumber', 'carrier', 'shipTo'],
  proof_of_delivery: ['deliveryDate', 'signedBy'],
  shipment_status: ['status', 'trackingNumber'],
};

/** Names of fields, and `lines` where there is none. */
export function missingFields({
  kind,
  fields,
  lines,
}: Pick<ReadDocument, 'kind' | 'fields' | 'lines'>): string[] {
  const missing: string[] = (needed[kind] ?? []).filter((name) => !fields[name]);
  const hasLines = kind === 'purchase_order' || kind === 'invoice' || kind === 'packing_list';
  return hasLines && !lines.length ? [...missing, 'lines'] : missing;
}
