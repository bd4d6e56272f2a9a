/** Customer shipments of orders, told in the words of core. */
import { z } from 'zod';
import type { Shipment } from '#core/model/order.ts';
import type { TrytonClient } from './client.ts';
import { unlessRefused } from './errors.ts';
import { convertQuantity } from './order.ts';
import { type SaleRow, uom, uomFields } from './rows.ts';
import type { Setting } from './setting.ts';

const id = z.number().int();
const text = z.string().nullable();
const moveRow = z.object({
  id,
  origin: text,
  sale: id.nullable(),
  state: z.string(),
  quantity: z.number().nullable(),
  sale_exception_state: text,
  'uom.': uom,
  'product.': z.object({ code: text, name: text }),
  'lot.': z.object({ number: text }).nullish(),
});
const shipmentRows = z.array(
  z.object({
    id,
    _timestamp: z.string(),
    number: text,
    state: z.enum(['draft', 'waiting', 'assigned', 'picked', 'packed', 'done', 'cancelled']),
    planned_date: text,
    write_date: text,
    create_date: text,
    'carrier.': z.object({ id, 'party.': z.object({ name: text, email: text }) }).nullish(),
    'packages.': z.array(z.object({ shipping_reference: text })).optional(),
    'outgoing_moves.': z.array(moveRow),
    inventory_moves: z.array(id),
  }),
);
export type ShipmentRow = z.infer<typeof shipmentRows>[number];

const fieldsOf = ({ known }: Setting): string[] => [
  '_timestamp',
  'number',
  'state',
  'planned_date',
  'write_date',
  'create_date',
  'inventory_moves',
  ...known.of('stock.shipment.out', ['carrier']).flatMap(() => ['carrier.party.name', 'carrier.party.email']),
  ...known.of('stock.shipment.out', ['packages']).map((name) => `${name}.shipping_reference`),
  ...[
    'origin',
    'sale',
    'state',
    'quantity',
    'sale_exception_state',
    'product.code',
    'product.name',
    ...uomFields('uom'),
    ...known.of('stock.move', ['lot']).map((name) => `${name}.number`),
  ].map((name) => `outgoing_moves.${name}`),
];

/** By id. Empty where this user may not see shipments. */
export async function readShipments(
  client: TrytonClient,
  setting: Setting,
  sales: SaleRow[],
): Promise<Map<number, ShipmentRow>> {
  const ids = [...new Set(sales.flatMap((sale) => sale.shipments))];
  if (ids.length === 0) return new Map();
  const plain = fieldsOf(setting);
  const read = (fields: string[]) => unlessRefused(client.call('stock.shipment.out.read', [ids, fields]));
  // Packages have no reference without the module that prints labels.
  const found = (await read(plain)) ?? (await read(plain.filter((name) => !name.startsWith('packages.'))));
  return new Map(shipmentRows.parse(found ?? []).map((row) => [row.id, row]));
}

/** Earliest first. `sale`: the order they are told for; a shipment may carry others' goods too. */
export function toShipments(sale: SaleRow, all: Map<number, ShipmentRow>): Shipment[] {
  return sale.shipments
    .flatMap((one) => all.get(one) ?? [])
    .sort((a, b) => {
      const [first, second] = [a.planned_date ?? '', b.planned_date ?? ''];
      return first < second ? -1 : first > second ? 1 : a.id - b.id;
    })
    .map((row) => toShipment(sale, row));
}

function toShipment(sale: SaleRow, row: ShipmentRow): Shipment {
  const carrier = row['carrier.'];
  const tracking = row['packages.']?.flatMap((one) => one.shipping_reference || []) ?? [];
  return {
    id: String(row.id),
    number: row.number,
    // Tryton hears of no arrival, and its dates are of leaving: what has left is late for nothing any more.
    state: row.state === 'done' ? 'delivered' : row.state,
    plannedOn: row.planned_date,
    promisedOn: sale.shipping_date,
    expectedOn: null,
    carrier: carrier
      ? {
          id: String(carrier.id),
          name: carrier['party.'].name ?? `Carrier ${carrier.id}`,
          service: null,
          tracking: tracking[0] ?? null,
          email: carrier['party.'].email || null,
        }
      : null,
    event: stopped(sale, row),
    alternatives: [],
    lines: row['outgoing_moves.'].filter((move) => move.sale === sale.id).map((move) => toLine(sale, move)),
    appointment: null,
    packing: null,
    papers: [],
    dispute: null,
  };
}

/** Cancelled in the warehouse, and nobody has said yet whether it is to be shipped again. */
function stopped(sale: SaleRow, row: ShipmentRow): Shipment['event'] {
  if (sale.shipment_state !== 'exception' || openExceptions(sale, row).length === 0) return null;
  return {
    trouble: 'stopped',
    at: row.write_date ?? row.create_date ?? '',
    text: `The warehouse cancelled shipment ${row.number ?? row.id}.`,
  };
}

/** Moves of the sale in this shipment that were cancelled and neither ignored nor made anew. */
export const openExceptions = (sale: SaleRow, row: ShipmentRow): number[] =>
  row['outgoing_moves.']
    .filter((move) => move.sale === sale.id && move.state === 'cancelled' && !move.sale_exception_state)
    .map((move) => move.id);

export const lineIdOf = (origin: string | null): string => origin?.split(',')[1] ?? '';

function toLine(sale: SaleRow, move: z.infer<typeof moveRow>): Shipment['lines'][number] {
  const line = sale['lines.'].find((one) => String(one.id) === lineIdOf(move.origin));
  const unit = line?.['unit.'] ?? move['uom.'];
  const quantity = convertQuantity(move.quantity ?? 0, move['uom.'], unit);
  return {
    lineId: lineIdOf(move.origin),
    sku: move['product.'].code ?? move['product.'].name ?? '',
    quantity: quantity?.round(6).toFixed() ?? String(move.quantity ?? 0),
    lot: move['lot.']?.number ?? null,
    expiresOn: null,
  };
}
