/** Contract prices: the ERP computes them (`sale_price_uom` in the order's context); rows are named for the citation. */
import Big from 'big.js';
import { z } from 'zod';
import type { PriceQuote } from '#core/model/order.ts';
import { type Categories, withParents } from './categories.ts';
import type { TrytonClient } from './client.ts';
import { isRefusal } from './errors.ts';
import { convertQuantity, isCharge, itemLines } from './order.ts';
import { dependsOnDate, describeRow, matchingRow, quantityBreaks } from './priceRows.ts';
import {
  type LineRow,
  type PartyRow,
  type PriceListLineRow,
  type PriceListRow,
  priceList,
  priceListFields,
  type SaleRow,
} from './rows.ts';
import type { Setting } from './setting.ts';
import { date } from './values.ts';

interface Ask {
  sale: SaleRow;
  line: LineRow;
  product: number;
  quantity: Big;
  list: PriceListRow;
  row: PriceListLineRow;
}

const priceRows = z.array(z.object({ id: z.number(), sale_price_uom: z.string().nullable() }));

export interface Pricing {
  /** The customer's own list; null: general prices hold. */
  listOf(sale: SaleRow): PriceListRow | null;
}

export async function readPriceLists(
  client: TrytonClient,
  sales: SaleRow[],
  parties: Map<number, PartyRow>,
  setting: Setting,
): Promise<Pricing> {
  const idOf = (sale: SaleRow) => parties.get(sale.party)?.sale_price_list ?? null;
  const ids = [...new Set(sales.map(idOf))].filter((id) => id !== null);
  const found =
    ids.length === 0
      ? []
      : await client.call('product.price_list.read', [ids, priceListFields(setting.known)]);
  const lists = new Map(
    z
      .array(priceList)
      .parse(found)
      // A list of another company is in that company's currency; the ERP refuses to compute with it.
      .filter((list) => list.company === setting.companyId)
      .map((list) => [list.id, list]),
  );
  return { listOf: (sale) => lists.get(idOf(sale) ?? -1) ?? null };
}

/** Agreed prices by sale id. Lines for which the customer's list has no row do not appear. `today`: ISO date. */
export async function readPrices(
  client: TrytonClient,
  sales: SaleRow[],
  about: { setting: Setting; pricing: Pricing; categories: Categories; today: string },
): Promise<Map<number, PriceQuote[]>> {
  const { setting, categories } = about;
  const quotes = new Map<number, PriceQuote[]>();
  const asks = sales.flatMap((sale) => {
    const list = about.pricing.listOf(sale);
    return list
      ? itemLines(sale).flatMap((line) => toAsk(sale, line, list, categories, about.today) ?? [])
      : [];
  });
  const groups = Map.groupBy(asks, (ask) => groupKey(ask, categories, setting.companyCurrency));
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const prices = await askPrices(client, group);
      for (const ask of group) {
        const price = prices.get(ask.product);
        if (price) push(quotes, ask.sale.id, toQuote(ask, price, setting.priceDigits));
      }
    }),
  );
  return quotes;
}

function toAsk(
  sale: SaleRow,
  line: LineRow,
  list: PriceListRow,
  categories: Categories,
  today: string,
): Ask | null {
  const product = line['product.'];
  const unit = line['unit.'];
  if (isCharge(line) || !product || !unit) return null;
  const inListUnit = convertQuantity(line.quantity ?? 0, unit, product['default_uom.']);
  // In a unit of another category the ERP quotes per sale unit instead: not comparable with the line.
  if (inListUnit === null) return null;
  const row = matchingRow(list, {
    product: product.id,
    categories: withParents(product.categories_all, categories),
    quantity: inListUnit,
    date: sale.sale_date ?? today,
  });
  return row && { sale, line, product: product.id, quantity: new Big(line.quantity ?? 0).abs(), list, row };
}

/**
 * Lines with the same key get the same price from one call, which carries ONE quantity for all products: the smallest
 * of the group. It passes the same breaks as each line's own, because lines past different breaks have different keys.
 */
function groupKey(
  { sale, line, list, product, quantity }: Ask,
  categories: Categories,
  companyCurrency: number,
): string {
  const item = line['product.']!;
  const breaks = quantityBreaks(list, { product, categories: withParents(item.categories_all, categories) });
  const passed = breaks.filter((from) => quantity.gte(from)).sort((a, b) => b - a)[0] ?? 0;
  const sameUnit = line['unit.']!.id === item['default_uom.'].id;
  const dated = dependsOnDate(list) || sale['currency.'].id !== companyCurrency;
  return JSON.stringify([
    list.id,
    sale.party,
    sale['currency.'].id,
    line['unit.']!.id,
    breaks.length > 0 && !sameUnit ? quantity.toFixed() : passed,
    dated ? sale.sale_date : null,
    list.tax_included ? line.taxes : null,
  ]);
}

async function askPrices(client: TrytonClient, group: Ask[]): Promise<Map<number, string>> {
  const { sale, line, list } = group[0]!;
  const smallest = group.reduce(
    (least, ask) => (ask.quantity.lt(least) ? ask.quantity : least),
    group[0]!.quantity,
  );
  return pricesFor(client, { sale, line, list: list.id, quantity: smallest }, [
    ...new Set(group.map((ask) => ask.product)),
  ]);
}

/**
 * What the ERP itself would charge for these products in the line's place, per the line's unit and in the order's
 * currency, by product. `list` null: the general price. Empty where it cannot tell.
 */
export async function pricesFor(
  client: TrytonClient,
  { sale, line, list, quantity }: { sale: SaleRow; line: LineRow; list: number | null; quantity: Big },
  products: number[],
): Promise<Map<number, string>> {
  const day = sale.sale_date === null ? null : date(sale.sale_date);
  const context = {
    price_list: list,
    customer: sale.party,
    currency: sale['currency.'].id,
    uom: line['unit.']!.id,
    quantity: quantity.toNumber(),
    taxes: line.taxes,
    ...(day && { date: day, sale_date: day }),
  };
  try {
    const rows = await client.call('product.product.read', [products, ['sale_price_uom']], context);
    return new Map(
      priceRows
        .parse(rows)
        .flatMap((row) => (row.sale_price_uom === null ? [] : [[row.id, row.sale_price_uom]])),
    );
  } catch (error) {
    // No exchange rate, a formula that fails: no price rather than a guessed one.
    if (isRefusal(error)) return new Map();
    throw error;
  }
}

/** As the ERP rounds it (`round_price`): half to even. */
export const roundPrice = (price: string, digits: number): string =>
  new Big(price).toFixed(digits, Big.roundHalfEven);

/** Prices come with more digits than the ERP keeps. */
function toQuote({ line, list, row }: Ask, price: string, digits: number): PriceQuote {
  return {
    lineId: String(line.id),
    unitPrice: roundPrice(price, digits),
    list: list.name,
    row: describeRow(row),
    validFrom: row.start_date,
    validTo: row.end_date,
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
