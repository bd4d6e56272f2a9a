/** What each open goods line can be promised, and what else could help where that is not enough. */
import Big from 'big.js';
import { z } from 'zod';
import type { DataGap, LineSupply } from '#core/model/order.ts';
import { type Categories, interchangeGroups } from './categories.ts';
import type { TrytonClient } from './client.ts';
import { costIn, type Rates } from './credit.ts';
import { unlessRefused } from './errors.ts';
import { convertQuantity, isCharge, itemLines, orderState } from './order.ts';
import { pricesFor, roundPrice } from './prices.ts';
import { type LineRow, type ProductRow, product, productFields, type SaleRow, type UomRow } from './rows.ts';
import type { Setting } from './setting.ts';
import { readStock, type StockBook } from './stock.ts';
import { readSuppliers, type Supplier } from './suppliers.ts';
import { type Demand, demandBefore, leftBy } from './supply.ts';

export interface SupplyReading {
  lines: LineSupply[];
  gaps: DataGap[];
}

interface OpenLine {
  sale: SaleRow;
  line: LineRow;
  product: ProductRow;
  unit: UomRow;
  warehouse: { id: number; name: string };
  /** In the line's unit. */
  needed: Big;
  label: string;
}

export interface SupplyDeps {
  client: TrytonClient;
  setting: Setting;
  categories: Categories;
  rates: Rates;
  /** The list that holds for a sale; null: the general prices. */
  listOf(sale: SaleRow): number | null;
  /** ISO date. */
  today: string;
  /** Only how much there is, not what else could help. */
  lean: boolean;
}

/** By sale id; sales that are past shipping have no lines in it. null: this user may not see stock. */
export async function readSupply(
  deps: SupplyDeps,
  sales: SaleRow[],
): Promise<Map<number, SupplyReading> | null> {
  const readings = new Map(sales.map((sale): [number, SupplyReading] => [sale.id, { lines: [], gaps: [] }]));
  const open = sales.flatMap((sale) => openLines(sale, readings.get(sale.id)!.gaps));
  if (open.length === 0) return readings;
  const family = deps.lean ? new Map<number, ProductRow>() : await readFamilies(deps, open);
  const products = [...new Set([...open.map((line) => line.product.id), ...family.keys()])];
  const [book, suppliers] = await Promise.all([
    readStock(deps.client, deps.setting, products, deps.today),
    deps.lean
      ? new Map<number, Supplier>()
      : readSuppliers(
          deps.client,
          deps.setting,
          open.map((line) => line.product),
        ),
  ]);
  if (book === null) return null;
  await Promise.all(
    open.map(async (line) => {
      const reading = readings.get(line.sale.id)!;
      const told = toSupply(deps, book, line, suppliers.get(line.product.id) ?? null);
      reading.gaps.push(...lateReceipts(book, line, deps.today));
      const short = new Big(told.available).lt(told.needed);
      reading.lines.push(
        short && !deps.lean
          ? {
              ...told,
              substitutes: await substitutesOf(deps, book, line, told, family),
              elsewhere: elsewhereOf(deps, book, line),
            }
          : told,
      );
    }),
  );
  for (const [id, reading] of readings) {
    const order = open.filter((line) => line.sale.id === id).map((line) => String(line.line.id));
    reading.lines.sort((a, b) => order.indexOf(a.lineId) - order.indexOf(b.lineId));
  }
  return readings;
}

/** Goods that are kept in stock, with something left to ship. */
function openLines(sale: SaleRow, gaps: DataGap[]): OpenLine[] {
  if (!['draft', 'quotation', 'confirmed', 'processing'].includes(orderState(sale))) return [];
  const place = sale['warehouse.'];
  return itemLines(sale).flatMap((line, index) => {
    const item = line['product.'];
    const unit = line['unit.'];
    if (isCharge(line) || !item || item.type !== 'goods' || item.consumable || item.supply_on_sale) return [];
    const label = `line ${index + 1} ${item.code ?? item.name ?? ''}`.trim();
    if (!unit || convertQuantity(1, unit, item['default_uom.']) === null) {
      gaps.push({ about: label, text: 'The unit of the line cannot be converted to the unit of the stock.' });
      return [];
    }
    if (!place) {
      gaps.push({ about: label, text: 'The order names no warehouse, so its stock cannot be told.' });
      return [];
    }
    const needed = leftToShip(line, unit);
    if (!needed.gt(0)) return [];
    const warehouse = { id: place.id, name: place.name ?? `Warehouse ${place.id}` };
    return [{ sale, line, product: item, unit, warehouse, needed, label }];
  });
}

/** Ordered, less what has left and what was given up after an exception. */
function leftToShip(line: LineRow, unit: UomRow): Big {
  const settled = line['moves.'].filter(
    (move) => move.state === 'done' || (move.state === 'cancelled' && line.moves_ignored.includes(move.id)),
  );
  return settled.reduce(
    (left, move) => left.minus(convertQuantity(move.quantity ?? 0, move['uom.'], unit) ?? 0),
    new Big(line.quantity ?? 0),
  );
}

function toSupply(deps: SupplyDeps, book: StockBook, open: OpenLine, supplier: Supplier | null): LineSupply {
  const { line, product: item, unit, warehouse } = open;
  const stock = book.of(item.id, warehouse.id);
  const neededOn = neededOnOf(open);
  const day = later(neededOn, deps.today);
  const own = stock.demands.filter((demand) => demand.saleLine === line.id);
  const prior = [
    ...demandBefore(
      own,
      stock.demands.filter((demand) => demand.saleLine !== line.id),
    ),
    ...(own.length === 0 ? earlierLines(open, day) : []),
  ];
  const inUnit = (quantity: Big) => shown(convertQuantity(quantity, item['default_uom.'], unit)!);
  const incoming = stock.receipts.filter((receipt) => receipt.on > day);
  return {
    lineId: String(line.id),
    warehouse: warehouse.name,
    needed: shown(open.needed),
    neededOn,
    onHand: inUnit(stock.onHand),
    available: inUnit(leftBy(day, stock, prior)),
    incoming: incoming.map((receipt) => ({
      on: receipt.on,
      quantity: inUnit(receipt.quantity),
      source: receipt.source,
      availableThen: inUnit(leftBy(receipt.on, stock, prior)),
    })),
    substitutes: [],
    elsewhere: [],
    supplier: supplier && {
      id: String(supplier.id),
      name: supplier.name,
      leadDays: supplier.leadDays,
      unitCost: supplier.costFor(open.needed, unit, open.sale['currency.'].id, deps.rates),
    },
  };
}

/** Lines of an order that is not confirmed take from each other in their order, as Tryton's own check counts. */
function earlierLines({ sale, line, product: item }: OpenLine, day: string): Demand[] {
  const lines = itemLines(sale);
  return lines.slice(0, lines.indexOf(line)).flatMap((other) => {
    if (other['product.']?.id !== item.id || !other['unit.'] || isCharge(other)) return [];
    const quantity = convertQuantity(other.quantity ?? 0, other['unit.'], item['default_uom.']);
    return quantity?.gt(0)
      ? [{ saleLine: other.id, quantity, on: day, rank: [1, other.id], assigned: false }]
      : [];
  });
}

/** The day its shipment is planned for, else the day that was promised. */
function neededOnOf({ sale, line }: OpenLine): string | null {
  const planned = line['moves.']
    .filter((move) => move.state !== 'done' && move.state !== 'cancelled')
    .flatMap((move) => move.planned_date ?? []);
  return planned.sort()[0] ?? sale.shipping_date ?? line.shipping_date;
}

/** Products of the same interchange groups, with those groups. */
async function readFamilies(deps: SupplyDeps, open: OpenLine[]): Promise<Map<number, ProductRow>> {
  const groups = [...new Set(open.flatMap((line) => groupsOf(deps, line.product)))];
  if (groups.length === 0) return new Map();
  const domain = [
    ['categories', 'in', groups],
    ['type', '=', 'goods'],
    ['salable', '=', true],
  ];
  const rows = await unlessRefused(
    deps.client.call('product.product.search_read', [domain, 0, 500, [['id', 'ASC']], productFields]),
  );
  return new Map(
    z
      .array(product)
      .parse(rows ?? [])
      .map((row) => [row.id, row]),
  );
}

const groupsOf = (deps: SupplyDeps, item: ProductRow) =>
  interchangeGroups(item.categories_all, deps.categories);

/** Enough first, then the cheapest. Those of which nothing can be had are left out. */
async function substitutesOf(
  deps: SupplyDeps,
  book: StockBook,
  open: OpenLine,
  { neededOn }: LineSupply,
  family: Map<number, ProductRow>,
): Promise<LineSupply['substitutes']> {
  const { sale, line, unit, warehouse, needed } = open;
  const own = new Set(groupsOf(deps, open.product));
  const day = later(neededOn, deps.today);
  const candidates = [...family.values()].flatMap((item) => {
    if (item.id === open.product.id || !groupsOf(deps, item).some((group) => own.has(group))) return [];
    const stock = book.of(item.id, warehouse.id);
    const left = convertQuantity(leftBy(day, stock, stock.demands), item['default_uom.'], unit);
    return left?.gt(0) ? [{ item, left }] : [];
  });
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ item }) => item.id);
  const about = { sale, line, list: deps.listOf(sale), quantity: new Big(line.quantity ?? 0) };
  const prices = await pricesFor(deps.client, about, ids);
  return candidates
    .flatMap(({ item, left }) => {
      const price = prices.get(item.id);
      if (!price) return [];
      const substitute = {
        productId: String(item.id),
        sku: item.code ?? '',
        description: item.name ?? item.code ?? '',
        available: shown(left),
        unitPrice: roundPrice(price, deps.setting.priceDigits),
        unitCost: costIn(item, unit, deps.rates.byId.get(sale['currency.'].id), deps.rates),
      };
      return [{ substitute, enough: left.gte(needed), price: new Big(price) }];
    })
    .sort((a, b) => Number(b.enough) - Number(a.enough) || a.price.cmp(b.price))
    .map(({ substitute }) => substitute);
}

function elsewhereOf(deps: SupplyDeps, book: StockBook, open: OpenLine): LineSupply['elsewhere'] {
  const { product: item, unit, warehouse } = open;
  return book.warehouses.flatMap((other) => {
    if (other.id === warehouse.id) return [];
    const stock = book.of(item.id, other.id);
    const left = convertQuantity(leftBy(deps.today, stock, stock.demands), item['default_uom.'], unit)!;
    const days = book.transferDays(other.id, warehouse.id);
    return left.gt(0) ? [{ warehouse: other.name, available: shown(left), days }] : [];
  });
}

function lateReceipts(
  book: StockBook,
  { product: item, warehouse, label }: OpenLine,
  today: string,
): DataGap[] {
  return book.overdue(item.id, warehouse.id).map(({ source, on }) => ({
    about: label,
    text: on < today ? `${source} was due on ${on} and has not arrived.` : `${source} has no date.`,
  }));
}

const later = (day: string | null, today: string) => (day !== null && day > today ? day : today);
/** Ten digits absorb the rounding of unit factors; zeros that say nothing are dropped. */
const shown = (quantity: Big) => quantity.round(6).toFixed();
