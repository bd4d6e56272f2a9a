/** Which papers a shipment needs, and whether those that are there agree with the order. Pure. */
import Big from 'big.js';
import type { OrderContext, PaperKind, Shipment } from '../../model/order.ts';

/** "packing list". */
export const paperName = (kind: PaperKind): string => kind.replaceAll('_', ' ');

/** "Packing List", for buttons. */
export const paperTitle = (kind: PaperKind): string =>
  paperName(kind).replace(/\b(?!of\b)[a-z]/g, (letter) => letter.toUpperCase());

/** Goes to another country; null: where from or where to is not known. */
export function crossesBorder({ order }: Pick<OrderContext, 'order'>): boolean | null {
  if (!order.shipsFrom || !order.shipTo?.country) return null;
  return order.shipsFrom.toUpperCase() !== order.shipTo.country.toUpperCase();
}

/**
 * What lane, goods and customer ask for. A domestic lane asks for bill of lading and packing list only where the ERP
 * is known to keep papers at all: some are there, or customer or goods name some. Proof of delivery comes afterwards.
 */
export function requiredPapers(context: OrderContext, shipment: Shipment): PaperKind[] {
  const { order, rules, shipments } = context;
  const inside = new Set(shipment.lines.map((line) => line.lineId));
  const goods = order.lines.filter(
    (line) => line.kind === 'goods' && (inside.size === 0 || inside.has(line.id)),
  );
  const asked: PaperKind[] = [
    ...(rules.papers ?? []),
    ...goods.flatMap((line) => line.goods?.papers ?? []),
    ...(goods.some((line) => line.goods?.unNumber)
      ? (['dangerous_goods_declaration', 'safety_data_sheet'] as const)
      : []),
  ];
  const abroad = crossesBorder(context);
  const keepsPapers = asked.length > 0 || shipments.some(({ papers }) => papers.length > 0);
  const lane: PaperKind[] =
    abroad === true
      ? ['bill_of_lading', 'packing_list', 'commercial_invoice', 'certificate_of_origin']
      : abroad === false && keepsPapers
        ? ['bill_of_lading', 'packing_list']
        : [];
  return [...new Set([...lane, ...asked])].filter((kind) => kind !== 'proof_of_delivery');
}

/** The fields that an order's own data can write on a paper of one shipment. */
export function fieldsOf({ order }: Pick<OrderContext, 'order'>, shipment: Shipment): Record<string, string> {
  const lines = shipment.lines.length ? shipment.lines : order.lines.filter((line) => line.kind === 'goods');
  const quantities = new Map<string, Big>();
  for (const { sku, quantity } of lines) {
    quantities.set(sku, (quantities.get(sku) ?? new Big(0)).plus(quantity));
  }
  return {
    ...(order.number ? { order: order.number } : {}),
    ...(order.reference ? { reference: order.reference } : {}),
    consignee: order.shipTo?.name ?? order.customer.name,
    ...Object.fromEntries([...quantities].map(([sku, sum]) => [`quantity:${sku}`, sum.toFixed()])),
  };
}

/** Fields of a paper that say something else than the order, with what they should say. Unknown names are not judged. */
export function wrongFields(
  context: OrderContext,
  shipment: Shipment,
  fields: Record<string, string>,
): { field: string; says: string; should: string }[] {
  const right = fieldsOf(context, shipment);
  return Object.entries(fields).flatMap(([field, says]) => {
    const quantity = field.startsWith('quantity:');
    const should = Object.hasOwn(right, field) ? right[field]! : quantity ? '0' : null;
    if (should === null || says.trim() === '') return [];
    const agrees = quantity
      ? sameNumber(says, should)
      : sameText(says, should) || (field === 'consignee' && sameText(says, context.order.customer.name));
    return agrees ? [] : [{ field, says, should }];
  });
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const sameText = (a: string, b: string): boolean => bare(a) === bare(b);

/**
 * Whether a written quantity means the number, however it is grouped: "1,000", "1.000", "1 000.0" and "1000 each" are
 * all 1000. Where a mark can be read both ways, either will do.
 */
function sameNumber(says: string, should: string): boolean {
  const written = /-?\d[\d.,'\s]*/.exec(says.normalize('NFKC'))?.[0].replace(/['\s]/g, '');
  if (written === undefined) return false;
  const readings = [
    written.replaceAll(',', ''),
    written.replaceAll('.', '').replace(',', '.'),
    written.replace(/[.,]/g, ''),
  ];
  // Without marks at all only a grouped whole number is meant: "1.5" is never 15.
  if (!/^-?\d{1,3}([.,]\d{3})+$/.test(written)) readings.pop();
  return readings.some(
    (text) => /^-?\d+(\.\d+)?$/.test(text.replace(/\.$/, '')) && new Big(text.replace(/\.$/, '')).eq(should),
  );
}
