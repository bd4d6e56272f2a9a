/** What a paper says against what the order says. Pure. */
import Big from 'big.js';
import type {
  DocumentField,
  DocumentKind,
  DocumentLine,
  ReadDocument,
  ReadEdi,
} from '../../model/document.ts';
import { formatMoney } from '../../model/money.ts';
import type { Order, OrderLine } from '../../model/order.ts';

export interface Difference {
  /** The type of exception that it is. */
  type: string;
  /** A sentence with both numbers. */
  text: string;
  /** Where it is a quantity: as the paper says it, and as it stands on the order. */
  line?: { lineId: string; sku: string; said: string; ordered: string };
}

/** A value read with less than this is a question for a person and no difference. */
const reliable = 0.7;

const nameOf: Partial<Record<DocumentKind, string>> = {
  purchase_order: 'purchase order',
  order_confirmation: 'confirmation',
  invoice: 'invoice',
  credit_note: 'credit note',
  packing_list: 'packing list',
  bill_of_lading: 'bill of lading',
  proof_of_delivery: 'proof of delivery',
};

/** How many pieces a paper of this kind may lack, and what it is then. More pieces are the customer's wish, or a mistake. */
const lessIs: Partial<Record<DocumentKind, string>> = {
  purchase_order: 'order_change',
  order_confirmation: 'inventory_shortage',
  packing_list: 'proof_of_delivery',
  bill_of_lading: 'proof_of_delivery',
  proof_of_delivery: 'proof_of_delivery',
};
const moreIs: Partial<Record<DocumentKind, string>> = { purchase_order: 'order_change' };
const priced = new Set<DocumentKind>(['purchase_order', 'order_confirmation', 'invoice']);

/**
 * Line by line, by item number; what the paper does not say for sure is left out. `company`: our own name. Papers that
 * a supplier wrote are of another order, with other prices, and what EDI answers say comes as events.
 */
export function differences(
  document: ReadDocument | ReadEdi,
  order: Order,
  { locale, company }: { locale: string; company: string },
): Difference[] {
  const { kind, lines, fields } = document;
  const paper = nameOf[kind];
  if (!paper || (kind !== 'purchase_order' && ('set' in document || !isOurs(fields.seller, company))))
    return [];
  const found: Difference[] = [];
  const remark = sure(fields.reason);
  if (kind === 'proof_of_delivery' && remark)
    found.push({ type: 'proof_of_delivery', text: `The ${paper} says: ${remark.slice(0, 200)}.` });
  const goods = order.lines.filter((line) => line.kind === 'goods');
  for (const line of lines) {
    const ours = goods.filter((one) => isItem(line, one));
    const [one] = ours;
    // Twice the same item: which of them is meant, nobody can tell.
    if (!one || ours.length > 1) continue;
    const price = number(line.unitPrice);
    const money = (amount: string) => formatMoney({ amount, currency: order.total.currency }, locale);
    if (priced.has(kind) && price && !price.eq(one.unitPrice))
      found.push({
        type: 'pricing_mismatch',
        text: `${one.sku}: ${money(price.toString())} in the ${paper}, ${money(one.unitPrice)} on the order.`,
      });
    const quantity = number(line.quantity);
    const type =
      quantity && (quantity.lt(one.quantity) ? lessIs[kind] : quantity.gt(one.quantity) && moreIs[kind]);
    if (quantity && type)
      found.push({
        type,
        text: `${one.sku}: ${quantity.toString()} in the ${paper}, ${new Big(one.quantity).toString()} on the order.`,
        line: { lineId: one.id, sku: one.sku, said: quantity.toFixed(), ordered: one.quantity },
      });
  }
  return found;
}

/** "Calder Supply Europe GmbH" is a name of Calder Supply. A paper without a seller is taken for ours. */
function isOurs(seller: DocumentField | undefined, company: string): boolean {
  const [first = ''] = company.toLowerCase().split(/\s+/);
  return !seller || seller.value.toLowerCase().includes(first);
}

const sure = (field: DocumentField | undefined): string | null =>
  field && field.confidence >= reliable ? field.value : null;

function number(field: DocumentField | undefined): Big | null {
  const value = sure(field);
  return value !== null && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? new Big(value) : null;
}

const same = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

const isItem = (line: DocumentLine, { sku }: OrderLine): boolean =>
  [line.sku, line.buyerSku].some((item) => item !== undefined && same(item.value, sku));
