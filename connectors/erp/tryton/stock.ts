/** Reads stock, open moves and locations of products: a handful of calls however many orders ask. */
import Big from 'big.js';
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { unlessRefused } from './errors.ts';
import { convertQuantity } from './order.ts';
import { uom, uomFields } from './rows.ts';
import type { Setting } from './setting.ts';
import type { Demand, Receipt, Stock } from './supply.ts';
import { date } from './values.ts';

export interface Warehouse {
  id: number;
  name: string;
}

export interface StockBook {
  warehouses: Warehouse[];
  /** Empty stock for a product that nobody ever moved. */
  of(product: number, warehouse: number): Stock;
  /** Receipts whose day has passed: expected by the ERP, and not there. */
  overdue(product: number, warehouse: number): Receipt[];
  /** Days of a transfer, as the ERP plans it. */
  transferDays(from: number, to: number): number;
}

const id = z.number().int();
const locations = z.array(
  z.object({ id, name: z.string().nullable(), type: z.string(), warehouse: id.nullable() }),
);
const moves = z.array(
  z.object({
    id,
    product: id,
    internal_quantity: z.number(),
    state: z.string(),
    planned_date: z.string().nullable(),
    from_location: id,
    to_location: id,
    origin: z.string().nullable(),
    'purchase.': z.object({ rec_name: z.string() }).nullish(),
  }),
);
type MoveRow = z.infer<typeof moves>[number];
const confirmedLines = z.array(
  z.object({
    id,
    quantity: z.number(),
    shipping_date: z.string().nullable(),
    warehouse: id.nullable(),
    'unit.': uom,
    'product.': z.object({ id, 'default_uom.': uom }),
  }),
);
const onHandRows = z.array(z.object({ id, quantity: z.number().nullable() }));
const leadRows = z.array(
  z.object({
    warehouse_from: id.nullable(),
    warehouse_to: id.nullable(),
    lead_time: z.object({ seconds: z.number() }).nullable(),
  }),
);

// Customers who send goods back are no source that an order can be promised from.
const sources = ['supplier', 'production', 'storage', 'view'];

/** null: this user may not see stock. `today`: ISO date. */
export async function readStock(
  client: TrytonClient,
  setting: Setting,
  products: number[],
  today: string,
): Promise<StockBook | null> {
  const { companyId, known } = setting;
  const openMoves = [
    ['company', '=', companyId],
    ['product', 'in', products],
    ['state', 'in', ['draft', 'assigned']],
  ];
  const moveFields = [
    'product',
    'internal_quantity',
    'state',
    'planned_date',
    'from_location',
    'to_location',
    'origin',
    ...known.of('stock.move', ['purchase']).map((name) => `${name}.rec_name`),
  ];
  // A confirmed sale that Tryton has not processed yet has no moves; its goods are promised all the same.
  const unprocessed = [
    ['sale.company', '=', companyId],
    ['sale.state', '=', 'confirmed'],
    ['product', 'in', products],
    ['quantity', '>', 0],
    ['moves', '=', null],
  ];
  const lineFields = [
    'quantity',
    'shipping_date',
    'warehouse',
    ...uomFields('unit'),
    ...uomFields('product.default_uom'),
  ];
  const [places, found, waiting, leads] = await Promise.all([
    setting.recent('locations', () =>
      unlessRefused(
        client.call('stock.location.search_read', [[], 0, null, null, ['name', 'type', 'warehouse']], {
          active_test: false,
        }),
      ),
    ),
    unlessRefused(client.call('stock.move.search_read', [openMoves, 0, null, [['id', 'ASC']], moveFields])),
    client.call('sale.line.search_read', [unprocessed, 0, null, [['id', 'ASC']], lineFields]),
    setting.recent('transfers', () =>
      unlessRefused(
        client.call('stock.location.lead_time.search_read', [
          [],
          0,
          null,
          null,
          ['warehouse_from', 'warehouse_to', 'lead_time'],
        ]),
      ),
    ),
  ]);
  if (places === null || found === null) return null;
  const placeRows = locations.parse(places);
  const warehouses = placeRows
    .filter((place) => place.type === 'warehouse')
    .map((place) => ({ id: place.id, name: place.name ?? `Warehouse ${place.id}` }));
  const onHand = await readOnHand(client, products, warehouses, today);
  if (onHand === null) return null;
  return toBook({
    warehouses,
    onHand,
    today,
    warehouseOf: new Map(placeRows.map((place) => [place.id, place.warehouse])),
    typeOf: new Map(placeRows.map((place) => [place.id, place.type])),
    moves: moves.parse(found),
    unprocessed: confirmedLines.parse(waiting),
    leads: leadRows.parse(leads ?? []),
  });
}

async function readOnHand(
  client: TrytonClient,
  products: number[],
  warehouses: Warehouse[],
  today: string,
): Promise<Map<string, Big> | null> {
  const pages = await Promise.all(
    warehouses.map(async (warehouse) => {
      const context = { locations: [warehouse.id], stock_date_end: date(today) };
      const rows = await unlessRefused(
        client.call('product.product.read', [products, ['quantity']], context),
      );
      return rows === null
        ? null
        : onHandRows.parse(rows).map((row) => [key(row.id, warehouse.id), row.quantity] as const);
    }),
  );
  if (pages.some((page) => page === null)) return null;
  return new Map(pages.flatMap((page) => page!.map(([at, quantity]) => [at, new Big(quantity ?? 0)])));
}

function toBook(read: {
  warehouses: Warehouse[];
  onHand: Map<string, Big>;
  today: string;
  warehouseOf: Map<number, number | null>;
  typeOf: Map<number, string>;
  moves: MoveRow[];
  unprocessed: z.infer<typeof confirmedLines>;
  leads: z.infer<typeof leadRows>;
}): StockBook {
  const demands = new Map<string, Demand[]>();
  const receipts = new Map<string, Receipt[]>();
  const overdue = new Map<string, Receipt[]>();
  const push = <T>(map: Map<string, T[]>, at: string, value: T) =>
    map.set(at, [...(map.get(at) ?? []), value]);
  const setAside = quantitiesSetAside(read.moves);
  for (const move of read.moves) {
    const from = read.warehouseOf.get(move.from_location) ?? null;
    const to = read.warehouseOf.get(move.to_location) ?? null;
    if (from === to) continue;
    const quantity = new Big(move.internal_quantity);
    if (from !== null)
      for (const part of toDemands(move, quantity, setAside)) push(demands, key(move.product, from), part);
    if (to !== null && sources.includes(read.typeOf.get(move.from_location) ?? '')) {
      const source = move['purchase.'] ? `Purchase ${move['purchase.'].rec_name}` : 'Planned receipt';
      const late = move.planned_date === null || move.planned_date < read.today;
      push(late ? overdue : receipts, key(move.product, to), {
        on: move.planned_date ?? read.today,
        quantity,
        source,
      });
    }
  }
  for (const line of read.unprocessed) {
    const quantity = convertQuantity(line.quantity, line['unit.'], line['product.']['default_uom.']);
    if (line.warehouse === null || quantity === null) continue;
    push(demands, key(line['product.'].id, line.warehouse), {
      saleLine: line.id,
      quantity,
      on: line.shipping_date ?? read.today,
      rank: [1, line.id],
      assigned: false,
    });
  }
  for (const all of receipts.values()) all.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return {
    warehouses: read.warehouses,
    of: (product, warehouse) => ({
      onHand: read.onHand.get(key(product, warehouse)) ?? new Big(0),
      demands: demands.get(key(product, warehouse)) ?? [],
      receipts: receipts.get(key(product, warehouse)) ?? [],
    }),
    overdue: (product, warehouse) => overdue.get(key(product, warehouse)) ?? [],
    transferDays(from, to) {
      const fits = (want: number | null, is: number) => want === null || want === is;
      const lead = read.leads.find(
        (row) => fits(row.warehouse_from, from) && fits(row.warehouse_to, to),
      )?.lead_time;
      return lead ? Math.ceil(lead.seconds / 86_400) : 0;
    },
  };
}

/** By outgoing move: what the warehouse has assigned to it (the move from the shelf to the dock says so). */
function quantitiesSetAside(all: MoveRow[]): Map<number, Big> {
  const aside = new Map<number, Big>();
  for (const move of all) {
    const outgoing = idOf(move.origin, 'stock.move');
    if (outgoing === null || move.state !== 'assigned') continue;
    aside.set(outgoing, (aside.get(outgoing) ?? new Big(0)).plus(move.internal_quantity));
  }
  return aside;
}

function toDemands(move: MoveRow, quantity: Big, setAside: Map<number, Big>): Demand[] {
  const aside = move.state === 'assigned' ? quantity : (setAside.get(move.id) ?? new Big(0));
  const demand = {
    saleLine: idOf(move.origin, 'sale.line'),
    on: move.planned_date ?? '0000-00-00',
    rank: [0, move.id] as [0, number],
  };
  const assigned = aside.gt(quantity) ? quantity : aside;
  return [
    { ...demand, quantity: assigned, assigned: true },
    { ...demand, quantity: quantity.minus(assigned), assigned: false },
  ].filter((part) => part.quantity.gt(0));
}

function idOf(origin: string | null, model: string): number | null {
  const [name, number] = origin?.split(',') ?? [];
  return name === model ? Number(number) : null;
}

const key = (product: number, warehouse: number) => `${product}@${warehouse}`;
