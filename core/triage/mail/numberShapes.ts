/** How numbers of orders are written, and where those found are kept. */

/** Where a value stands in what was read: JavaScript string indexes, `end` exclusive. */
export interface Span {
  name: 'orderNumber' | 'poNumber' | 'sku' | 'trackingNumber';
  value: string;
  start: number;
  end: number;
}

export interface Found {
  order: Set<string>;
  po: Set<string>;
  sku: Set<string>;
  /** Spans of the text that a label has spoken for. */
  taken: [number, number][];
  spans: Span[];
  /** Families of numbers that a label says are nothing of ours. */
  others: Set<string>;
  /** Tracking numbers in columns that are called so. */
  parcels: { value: string; start: number; end: number }[];
  /** Numbers whose column says what they are. */
  columns: [number, number][];
}

/** Keeps a number and where it stands. */
export function keep(
  found: Found,
  kind: 'order' | 'po' | 'sku',
  value: string,
  start: number,
  length: number,
): void {
  found[kind].add(value);
  const name = kind === 'order' ? 'orderNumber' : kind === 'po' ? 'poNumber' : 'sku';
  found.spans.push({ name, value, start, end: start + length });
}

export const token = /^[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])){1,29}(?![\p{L}\p{N}])/iu;
export const date =
  /^(?:0[.,]\d+|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.\d{2}|\d+\.\d{2}|(?:19|20)\d{2})$/;

/** Digits and letters by their kind: "HX-22/117" and "HX-31/204" are written alike. */
export const shape = (number: string): string => number.replace(/\d/g, '9').replace(/\p{L}/gu, 'A');

/** Its letters or, without, the first half of its digits, with its length: "AC-118" and "AC-207" are one family. */
export const familyOf = (number: string): string =>
  `${/^\p{L}+/u.exec(number)?.[0] ?? number.slice(0, Math.ceil(number.length / 2))}+${number.length}`;

export const ours = /^(?:SO|AB|ORD)[-_#]?\d{3,}(?:-\d+)?$/i;
/** Beginnings of order numbers in other languages and in web shops: commande de vente, pedido de venta, Kundenauftrag. */
export const oursToo =
  /^(?:(?:CMD|CV|PV|OV|AUF|AUFTR|KA|VK|OA|SORD|ORDER|WEB|W)-\d{5,8}|(?:CMD|CV|PV|OV|AUF|KA|VK)-\d{2,4}-\d{3,8})$/i;
export const theirsToo = /^(?:PO|OC|BC|BDC|CPO|BST|BE|EK|CDE|PED)[-_]?\d[\d/-]{2,12}[A-Z]?$/i;
/** Purchase orders of the most common ERP count on from such numbers; its sales orders begin with 0 or 1. */
export const purchase = /^[4-7]\d{9}(?:-\d{1,4})?$/;
export const nothing =
  /^(?:(?:INV|RE|CN|RV|NCR|PCN|RMA|QT|QU|BOL|ASN|EX|UTF|ISO|DIN|EN|ASTM|ANSI|NFPA|COVID|RFC|Q|SHA|ID|FW|UN|HS|IP|WEEK|KW|PDF|A4|EAN|GS1|SSCC|UCC|NIMF|ISPM|CODE|REV|DN|QP)[-_ ]?\d|[CEB][-_ ]?\d{1,3}$)/i;
/** "so10482", "SO#10482" as "SO-10482". */
export const canonical = (number: string): string =>
  number.toUpperCase().replace(/^(SO|AB|ORD)[-_#]?/, '$1-');

/** Whether a label is the last of several heads of columns: what follows in the line below may be under another. */
export function isHead(text: string, start: number, end: number): boolean {
  if (!/^[^\S\n]*\n/.test(text.slice(end, end + 40))) return false;
  const line = text.slice(Math.max(0, start - 200, text.lastIndexOf('\n', start) + 1), start);
  return /\S(?: {2,}|\t|\|)(?:[^\n]{0,20}\/)?\s*$/.test(line);
}
