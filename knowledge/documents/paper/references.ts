import type { DocumentFieldName, DocumentKind } from '#core/model/document.ts';
import type { ReferenceName } from './labels/references.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';
import { referencesAt } from './values.ts';

/** Which reference is a document's own number, by its kind, most telling first. */
const own: Record<DocumentKind, ReferenceName[]> = {
  purchase_order: ['poNumber', 'orderNumber'],
  order_change: ['poNumber', 'orderNumber'],
  order_confirmation: ['confirmationNumber', 'orderNumber'],
  invoice: ['invoiceNumber', 'receiptNumber'],
  credit_note: ['creditNumber', 'invoiceNumber'],
  receipt: ['receiptNumber', 'invoiceNumber'],
  bill_of_lading: ['ladingNumber', 'shipmentNumber'],
  packing_list: ['deliveryNumber', 'shipmentNumber'],
  proof_of_delivery: ['deliveryNumber', 'ladingNumber', 'shipmentNumber'],
  certificate: ['certificateNumber'],
  shipment_status: ['shipmentNumber'],
  other: [],
};

/** The numbers by which papers know each other: the document's own as `number`, those it names under their names. */
export function readReferences(
  paper: Paper,
  kind: DocumentKind,
  skip: Set<PaperRow>,
): Partial<Record<DocumentFieldName, Candidate>> {
  const found = new Map<ReferenceName, Candidate[]>();
  for (const row of paper.rows) {
    if (skip.has(row)) continue;
    for (const hit of row.hits) {
      if (hit.sort !== 'reference' || hit.name === 'other') continue;
      const name = hit.name as ReferenceName;
      // High on the first page is where a document says who it is.
      const place = row.page.number === 1 ? 0.04 * (1 - row.y / row.page.height) : -0.1;
      for (const candidate of referencesAt(paper, row, hit)) {
        found.set(name, [...(found.get(name) ?? []), { ...candidate, score: candidate.score + place }]);
      }
    }
  }
  const best = (name: ReferenceName): Candidate | undefined => {
    const list = found.get(name) ?? [];
    const times = (value: string) => list.filter((other) => other.value === value).length;
    return [...list]
      .map((candidate) => ({
        ...candidate,
        score: candidate.score + Math.min(0.1, 0.05 * (times(candidate.value) - 1)),
      }))
      .sort((a, b) => b.score - a.score)[0];
  };
  const fields: Partial<Record<DocumentFieldName, Candidate>> = {};
  const names = own[kind];
  for (const [index, name] of names.entries()) {
    const candidate = best(name);
    if (!candidate) continue;
    fields.number = index === 0 ? candidate : { ...candidate, score: candidate.score * 0.95 };
    break;
  }
  fields.number ??= titleNumber(paper);
  const put = (field: DocumentFieldName, name: ReferenceName) => {
    const candidate = best(name);
    if (candidate && candidate.value !== fields.number?.value) fields[field] = candidate;
  };
  put('poNumber', 'poNumber');
  put('orderNumber', 'orderNumber');
  if (kind !== 'invoice' && kind !== 'receipt') put('invoiceNumber', 'invoiceNumber');
  put('shipmentNumber', 'shipmentNumber');
  if (!fields.shipmentNumber && kind !== 'packing_list' && kind !== 'proof_of_delivery')
    put('shipmentNumber', 'deliveryNumber');
  put('trackingNumber', 'trackingNumber');
  // A purchase order's number is its own, and the one by which all other papers know it.
  if (kind === 'purchase_order' && fields.number) {
    fields.poNumber = fields.number;
    if (fields.orderNumber?.value === fields.number.value) delete fields.orderNumber;
  }
  if (kind === 'order_confirmation' && fields.number && !fields.orderNumber && !best('confirmationNumber'))
    fields.orderNumber = fields.number;
  return fields;
}

/** "No. 4711" alone near the title. */
function titleNumber(paper: Paper): Candidate | undefined {
  for (const row of paper.rows) {
    if (row.page.number > 1 || row.y > 0.4 * row.page.height) return undefined;
    const match =
      /(?:^|\s)(?:no|nr|number|nummer|n°|nº|#)\.?\s*:?\s*([\p{L}\p{N}][\p{L}\p{N}/_.-]*\d[\p{L}\p{N}/_.-]*)/iu.exec(
        row.text,
      );
    if (!match || row.hits.some((hit) => hit.name === 'other' && hit.start <= match.index + 1)) continue;
    const start = match.index + match[0].length - match[1]!.length;
    const words = row.words.filter(
      (word, index) =>
        row.offsets[index]! + word.text.length > start && row.offsets[index]! < start + match[1]!.length,
    );
    return { value: match[1]!, row, words, score: 0.6 };
  }
  return undefined;
}
