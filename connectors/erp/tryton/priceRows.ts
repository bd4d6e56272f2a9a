/** Which row of a price list Tryton 6.0 takes (product_price_list and product_price_list_dates). Pure. */
import type Big from 'big.js';
import type { PriceListLineRow, PriceListRow } from './rows.ts';

export interface PricePattern {
  product: number;
  /** The product's categories with all their parents. */
  categories: Set<number>;
  /** In the list's unit (the product's default unit). */
  quantity: Big;
  /** ISO date. */
  date: string;
}

/** The first row that matches, as `PriceListLine.match` decides; null: the list says nothing about this product. */
export function matchingRow(list: PriceListRow, pattern: PricePattern): PriceListLineRow | null {
  return (
    list['lines.'].find((row) => matchesGoods(row, pattern) && matchesAmountAndDate(row, pattern)) ?? null
  );
}

/** Quantity breaks of the rows that could ever apply to the product. Never zero. */
export function quantityBreaks(
  list: PriceListRow,
  pattern: Pick<PricePattern, 'product' | 'categories'>,
): number[] {
  return list['lines.'].filter((row) => matchesGoods(row, pattern)).flatMap((row) => row.quantity || []);
}

export const dependsOnDate = (list: PriceListRow): boolean =>
  list['lines.'].some((row) => row.start_date !== null || row.end_date !== null);

function matchesGoods(row: PriceListLineRow, pattern: Pick<PricePattern, 'product' | 'categories'>): boolean {
  if (row.category !== null && !pattern.categories.has(row.category)) return false;
  return row.product === null || row.product === pattern.product;
}

function matchesAmountAndDate(row: PriceListLineRow, { quantity, date }: PricePattern): boolean {
  if (row.quantity !== null && quantity.abs().lt(row.quantity)) return false;
  if (row.start_date !== null && row.start_date > date) return false;
  return row.end_date === null || row.end_date >= date;
}

/** The row in words, for the citation: "Bearings, from 100: list_price * 0.88". */
export function describeRow(row: PriceListLineRow): string {
  const goods = row['product.']?.code ?? row['product.']?.name ?? row['category.']?.name ?? 'All products';
  return `${goods}${row.quantity ? `, from ${row.quantity}` : ''}: ${row.formula}`;
}
