import type { DocumentFieldName, DocumentKind, DocumentLine } from '#core/model/document.ts';

/** What a paper of a kind must say to be of use. Customers and lanes may ask for more. */
const needed: Partial<Record<DocumentKind, (DocumentFieldName | 'lines')[]>> = {
  purchase_order: ['number', 'date', 'buyer', 'lines', 'total'],
  order_confirmation: ['poNumber', 'date', 'seller', 'lines', 'total'],
  order_change: ['poNumber', 'date', 'lines'],
  invoice: ['number', 'date', 'seller', 'currency', 'total', 'lines'],
  credit_note: ['number', 'date', 'seller', 'total'],
  receipt: ['seller', 'date', 'total'],
  bill_of_lading: ['number', 'date', 'seller', 'shipTo', 'carrier'],
  packing_list: ['number', 'date', 'shipTo', 'lines'],
  proof_of_delivery: ['number', 'deliveryDate', 'shipTo', 'signedBy'],
  certificate: ['number', 'date', 'seller'],
};

/** The names of fields that a document of its kind should have and does not. */
export const missingOf = (
  kind: DocumentKind,
  fields: Partial<Record<DocumentFieldName, unknown>>,
  lines: DocumentLine[],
): string[] =>
  (needed[kind] ?? []).filter((name) => (name === 'lines' ? lines.length === 0 : fields[name] === undefined));
