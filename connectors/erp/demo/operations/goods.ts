/** Goods between shelf, shipment and order line. */
import Big from 'big.js';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Shipment } from '#core/model/order.ts';
import { printed } from '../papers.ts';
import { type SalesOrderRow, type ShipmentRow, shipment, stock, warehouse } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { hasGoods, isInHouse } from '../states.ts';
import { shipmentsOf, updateShipments } from '../writing.ts';

export type ShipmentLine = Shipment['lines'][number];

export async function mainWarehouse(tx: ErpTx): Promise<string> {
  const [main] = await tx.db.select().from(warehouse).where(eq(warehouse.main, true));
  if (!main) throw new Error(`${tx.company} has no main warehouse.`);
  return main.code;
}

/** Takes goods out of the free stock onto a shipment; null, or why not. Items without stock are not tracked. */
export async function take(tx: ErpTx, from: string, lines: ShipmentLine[]): Promise<string | null> {
  if (!lines.length) return null;
  const skus = lines.map(({ sku }) => sku);
  const shelves = await tx.db
    .select()
    .from(stock)
    .where(sql`${inArray(stock.sku, skus)} and ${stock.warehouse} = ${from}`);
  for (const shelf of shelves) {
    const wanted = lines
      .filter(({ sku }) => sku === shelf.sku)
      .reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
    if (wanted.gt(shelf.on_hand)) {
      return `Only ${new Big(shelf.on_hand)} of ${shelf.sku} are in ${from}, not ${wanted}.`;
    }
  }
  await move(tx, from, lines, { stock: -1, allocated: 1 });
  return null;
}

/** Gives up shipments: what is still in the house goes back to the shelf, and the lines need their goods again. */
export async function giveBack(tx: ErpTx, shipments: ShipmentRow[]): Promise<void> {
  for (const one of shipments.filter(hasGoods)) {
    await move(tx, one.warehouse, one.lines, { stock: isInHouse(one) ? 1 : 0, allocated: -1 });
  }
}

async function move(
  tx: ErpTx,
  at: string,
  lines: ShipmentLine[],
  by: { stock: -1 | 0 | 1; allocated: -1 | 1 },
): Promise<void> {
  for (const { lineId, sku, quantity } of lines) {
    await tx.rows(sql`
      update demo_erp.stock set on_hand = on_hand + ${by.stock} * ${quantity}::numeric
      where sku = ${sku} and warehouse = ${at}`);
    await tx.rows(sql`
      update demo_erp.order_line set allocated = greatest(allocated + ${by.allocated} * ${quantity}::numeric, 0)
      where id = ${Number(lineId)}`);
  }
}

/** How much of each line has left the house. */
export async function leftOf(tx: ErpTx, orderId: number): Promise<(lineId: number) => Big> {
  const left = (await shipmentsOf(tx, orderId)).filter(
    ({ state }) => state === 'shipped' || state === 'delivered',
  );
  return (lineId) =>
    left
      .flatMap(({ lines }) => lines)
      .filter((line) => line.lineId === String(lineId))
      .reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
}

/** Takes a line's goods off shipments in the house until no more than `keep` of it are on shipments. */
export async function putBack(
  tx: ErpTx,
  orderId: number,
  line: { id: number; allocated: string },
  keep: string,
): Promise<void> {
  let surplus = new Big(line.allocated).minus(keep);
  for (const one of (await shipmentsOf(tx, orderId)).filter((s) => hasGoods(s) && isInHouse(s))) {
    for (const held of one.lines.filter(({ lineId }) => lineId === String(line.id))) {
      if (surplus.lte(0)) return;
      const back = surplus.lt(held.quantity) ? surplus : new Big(held.quantity);
      surplus = surplus.minus(back);
      await move(tx, one.warehouse, [{ ...held, quantity: back.toFixed() }], { stock: 1, allocated: -1 });
      held.quantity = new Big(held.quantity).minus(back).toFixed();
    }
    const lines = one.lines.filter(({ quantity }) => new Big(quantity).gt(0));
    await updateShipments(tx, [one.id], lines.length ? { lines } : { lines, state: 'cancelled' });
  }
}

/** A new shipment with the papers that the ERP prints itself. Answers its number. */
export async function addShipment(
  tx: ErpTx,
  order: SalesOrderRow,
  set: Pick<ShipmentRow, 'state' | 'warehouse' | 'lines' | 'planned_on' | 'promised_on'> &
    Partial<ShipmentRow>,
): Promise<string> {
  const [newest] = await tx.rows<{ id: number }>(sql`select max(id)::int as id from demo_erp.shipment`);
  const id = (newest?.id ?? 0) + 1;
  const number = `SH-${String(id).padStart(5, '0')}`;
  await tx.db.insert(shipment).values({
    company: tx.company,
    id,
    order_id: order.id,
    number,
    expected_on: null,
    ...set,
    papers: printed(number, order, set.lines, set.papers ?? []),
  });
  return number;
}
