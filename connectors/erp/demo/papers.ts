/** The papers that the ERP prints itself, and when two papers or addresses say the same. Pure. */
import Big from 'big.js';
import type { Address, PaperKind, Shipment } from '#core/model/order.ts';
import type { StoredPaper } from './schema.ts';

export const samePaper = (
  a: { number: string; fields: Record<string, string> },
  b: { number: string; fields: Record<string, string> },
): boolean =>
  a.number === b.number &&
  Object.keys({ ...a.fields, ...b.fields }).every((name) => a.fields[name] === b.fields[name]);

/** Bill of lading and packing list of this shipment, beside what came with its forerunner. */
export function printed(
  number: string,
  order: { reference: string | null },
  lines: Pick<Shipment['lines'][number], 'sku' | 'quantity'>[],
  others: StoredPaper[] = [],
): StoredPaper[] {
  const own: PaperKind[] = ['bill_of_lading', 'packing_list'];
  const fields: Record<string, string> = {
    ...(order.reference ? { reference: order.reference } : {}),
    ...Object.fromEntries(
      lines.map(({ sku, quantity }) => [`quantity:${sku}`, new Big(quantity).toString()]),
    ),
  };
  return [
    ...own.map((kind) => ({
      kind,
      number: `${kind === 'bill_of_lading' ? 'BOL' : 'PL'}-${number.slice(3)}`,
      fields,
    })),
    ...others.filter(({ kind }) => !own.includes(kind)),
  ];
}

export const sameAddress = (a: Address | null, b: Address): boolean =>
  a !== null &&
  (['name', 'street', 'postalCode', 'city', 'country'] as const).every((part) => a[part] === b[part]);
