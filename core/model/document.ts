/** What was read out of a paper: a purchase order, an invoice, a bill of lading… whatever format it came in. */

export const documentKinds = [
  'purchase_order',
  'order_confirmation',
  'order_change',
  'invoice',
  'credit_note',
  'receipt',
  'bill_of_lading',
  'packing_list',
  'proof_of_delivery',
  'certificate',
  'shipment_status',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Where a value stands in its document. */
export interface FieldSource {
  /** From 1. */
  page?: number | undefined;
  /** In shares of the page from its top left corner, 0 to 1: `[x, y, width, height]`. */
  box?: [number, number, number, number] | undefined;
  /** The words as they stand there. */
  text?: string | undefined;
  /** In formats without pages: an XML path, `segment BEG03 at 4`, a cell `B7`. */
  at?: string | undefined;
}

export interface DocumentField {
  /** Amounts and quantities as decimal strings with a point, dates as YYYY-MM-DD. */
  value: string;
  /** 0 to 1: how often a value read like this is right. 1 for formats that state their fields. */
  confidence: number;
  source: FieldSource | null;
  /** `rules` read it unless said otherwise. */
  by?: 'rules' | 'model' | 'person' | undefined;
}

/** One check of the document against itself, or against the order and its other papers. */
export interface DocumentCheck {
  name: string;
  ok: boolean;
  /** A sentence with the numbers in it. */
  detail: string;
}

/** The names that `fields` of a document may have. Lines have those of `lineFields`. */
export const documentFields = [
  'number', // the document's own
  'date',
  'poNumber', // the customer's purchase order
  'orderNumber', // the seller's order
  'invoiceNumber', // on other papers that name one
  'shipmentNumber',
  'trackingNumber',
  'seller',
  'sellerAddress',
  'buyer',
  'buyerAddress',
  'shipTo',
  'carrier',
  'currency',
  'totalNet',
  'totalTax',
  'total', // with tax
  'amountDue', // where something was paid before
  'dueDate',
  'requestedDate',
  'promisedDate',
  'shipDate',
  'deliveryDate',
  'paymentTerms',
  'freightTerms',
  'status',
  'reason',
  'signedBy',
  'packages',
  'weight',
  // On receipts: seller and sellerAddress under the names that the literature on receipts gives them.
  'company',
  'address',
] as const;
export type DocumentFieldName = (typeof documentFields)[number];

export const lineFields = [
  'line',
  'sku', // the seller's item number
  'buyerSku',
  'description',
  'quantity', // as ordered, shipped or charged
  'confirmedQuantity', // in answers to an order: what will come
  'backorderedQuantity', // and what comes later
  'unit',
  'unitPrice',
  'amount',
  'requestedDate',
  'promisedDate',
  'status',
  'reason',
  'lot',
  // Where one paper is about several orders or shipments, whose this line is.
  'poNumber',
  'orderNumber',
  'trackingNumber',
] as const;
export type LineFieldName = (typeof lineFields)[number];

export type DocumentLine = Partial<Record<LineFieldName, DocumentField>>;

/** One document. The shape of `unhold read --json` for everything but EDI. */
export interface ReadDocument {
  file: string;
  kind: DocumentKind;
  fields: Partial<Record<DocumentFieldName, DocumentField>>;
  lines: DocumentLine[];
  checks: DocumentCheck[];
  /** Names of fields that a document of this kind should have and that were not found. */
  missing: string[];
}

/** Something in an EDI interchange that breaks its standard, placed. */
export interface EdiError {
  /** Stable, in snake_case: `missing_trailer`, `wrong_segment_count`… */
  code: string;
  message: string;
  /** The segment's tag. */
  segment: string | null;
  /** The segment's place in the interchange, from 1. */
  position: number | null;
}

/** One EDI transaction set or message. The shape of `unhold read --json` for EDI. */
export interface ReadEdi {
  file: string;
  standard: 'X12' | 'EDIFACT';
  /** `855`, `ORDRSP`… */
  set: string;
  /** The set's control number or the message's reference. */
  control: string;
  kind: DocumentKind;
  fields: Partial<Record<DocumentFieldName, DocumentField>>;
  lines: DocumentLine[];
  errors: EdiError[];
  /** What its envelope says: with `set` and `control` it names this document among all that the sender ever sent. */
  interchange?: { control: string; sender: string; receiver: string } | undefined;
}

/** What cannot be read, with the reason as a sentence for whoever sent it. */
export interface UnreadableDocument {
  file: string;
  unreadable: string;
  /** `too_large`, `encrypted`, `executable`, `macro`, `unknown_type`, `damaged`, `too_slow`, `needs_node`… */
  code: string;
}

export type DocumentReading = ReadDocument | ReadEdi | UnreadableDocument;
