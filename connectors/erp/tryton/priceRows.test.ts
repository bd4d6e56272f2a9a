import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { describeRow, matchingRow, quantityBreaks } from './priceRows.ts';
import type { PriceListLineRow } from './rows.ts';

const row = (id: number, over: Partial<PriceListLineRow> = {}): PriceListLineRow => ({
  id,
  category: null,
  product: null,
  quantity: null,
  formula: 'list_price * 0.9',
  start_date: null,
  end_date: null,
  'category.': null,
  'product.': null,
  ...over,
});
const list = (...lines: PriceListLineRow[]) => ({
  id: 1,
  name: 'Contract',
  company: 1,
  tax_included: false,
  'lines.': lines,
});
const asked = (over = {}) => ({
  product: 7,
  categories: new Set([3, 1]),
  quantity: new Big(100),
  date: '2026-06-01',
  ...over,
});

describe('a price list', () => {
  test('gives the first row that fits product, category or its parent, quantity and date', () => {
    const contract = list(
      row(1, { product: 8 }),
      row(2, { category: 2 }),
      row(3, { quantity: 101 }),
      row(4, { start_date: '2026-06-02' }),
      row(5, { end_date: '2026-05-31' }),
      row(6, { category: 1, quantity: 100, start_date: '2026-06-01', end_date: '2026-06-01' }),
      row(7),
    );
    expect(matchingRow(contract, asked())?.id).toBe(6);
    expect(matchingRow(contract, asked({ quantity: new Big(-100) }))?.id).toBe(6);
    expect(matchingRow(contract, asked({ quantity: new Big(99) }))?.id).toBe(7);
    expect(quantityBreaks(contract, asked())).toEqual([101, 100]);
  });

  test('says nothing about a product without a row', () => {
    expect(matchingRow(list(row(1, { product: 8 })), asked())).toBeNull();
  });

  test('names its row in words', () => {
    expect(describeRow(row(1, { quantity: 100, 'product.': { code: 'PPE-GLV-L', name: 'Gloves' } }))).toBe(
      'PPE-GLV-L, from 100: list_price * 0.9',
    );
    expect(describeRow(row(1))).toBe('All products: list_price * 0.9');
  });
});
