/** Contract prices: the ERP computes them (`sale_price_uom` in the order's context); rows are named for the citation. */
import Big from 'big.js';
import { z } from 'zod';
import type { PriceQuote } from '#core/model/order.ts';
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
import { date } from './values.ts';

interface Ask {
  sale: SaleRow;
  line: LineRow;
  product: number;
  quantity: Big;
  list: PriceListRow;
  row: PriceListLineRow;
}

const categoryRows = z.array(z.object({ id: z.number(), parent: z.number().nullable() }));
const priceRows = z.array(z.object({ id: z.number(), sale_price_uom: z.string().nullable() }));

/** Agreed prices by sale id. Lines for which the customer's list has no row do not appear. */
export async function readPrices(
  client: TrytonClient,
  sales: SaleRow[],
  parties: Map<number, PartyRow>,
  about: { companyId: number; companyCurrency: number; priceDigits: number },
): Promise<Map<number, PriceQuote[]>> {
  const listOf = (sale: SaleRow) => parties.get(sale.party)?.sale_price_list ?? null;
  const listIds = [...new Set(sales.map(listOf))].filter((id) => id !== null);
  const quotes = new Map<number, PriceQuote[]>();
  if (listIds.length === 0) return quotes;
  const [found, parents, today] = await Promise.all([
    client.call('product.price_list.read', [listIds, priceListFields]),
    categoryParents(client),
    client.call('ir.date.today', []).then((day) => z.string().parse(day)),
  ]);
  const lists = new Map(
    z
      .array(priceList)
      .parse(found)
      .map((list) => [list.id, list]),
  );
  const asks = sales.flatMap((sale) => {
    const list = lists.get(listOf(sale) ?? -1);
    // A list of another company is in that company's currency; the ERP refuses to compute with it.
    if (!list || list.company !== about.companyId) return [];
    return itemLines(sale).flatMap((line) => toAsk(sale, line, list, parents, today) ?? []);
  });
  const groups = Map.groupBy(asks, (ask) => groupKey(ask, parents, about.companyCurrency));
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const prices = await askPrices(client, group);
      for (const ask of group) {
        const price = prices.get(ask.product);
        if (price) push(quotes, ask.sale.id, toQuote(ask, price, about.priceDigits));
      }
    }),
  );
  return quotes;
}

function toAsk(
  sale: SaleRow,
  line: LineRow,
  list: PriceListRow,
  parents: Parents,
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
    categories: withParents(product.categories_all, parents),
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
  parents: Parents,
  companyCurrency: number,
): string {
  const item = line['product.']!;
  const breaks = quantityBreaks(list, { product, categories: withParents(item.categories_all, parents) });
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
  const day = sale.sale_date === null ? null : date(sale.sale_date);
  const context = {
    price_list: list.id,
    customer: sale.party,
    currency: sale['currency.'].id,
    uom: line['unit.']!.id,
    quantity: smallest.toNumber(),
    taxes: line.taxes,
    ...(day && { date: day, sale_date: day }),
  };
  try {
    const ids = [...new Set(group.map((ask) => ask.product))];
    const rows = await client.call('product.product.read', [ids, ['sale_price_uom']], context);
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

/** Prices come with more digits than the ERP keeps; it rounds half to even (`round_price`). */
function toQuote({ line, list, row }: Ask, price: string, digits: number): PriceQuote {
  return {
    lineId: String(line.id),
    unitPrice: new Big(price).toFixed(digits, Big.roundHalfEven),
    list: list.name,
    row: describeRow(row),
    validFrom: row.start_date,
    validTo: row.end_date,
  };
}

type Parents = Map<number, number | null>;

async function categoryParents(client: TrytonClient): Promise<Parents> {
  const rows = await client.call('product.category.search_read', [[], 0, null, null, ['parent']]);
  return new Map(categoryRows.parse(rows).map((row) => [row.id, row.parent]));
}

function withParents(categories: number[], parents: Parents): Set<number> {
  const all = new Set<number>();
  for (const start of categories) {
    for (let id: number | null = start; id !== null && !all.has(id); id = parents.get(id) ?? null)
      all.add(id);
  }
  return all;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
