/** Getting goods: drafts of purchases and transfers. Neither is sent by the ERP itself. */
import Big from 'big.js';
import { eq, inArray, sql } from 'drizzle-orm';
import { replan } from '../replan.ts';
import { purchase, stock, supplier, warehouse } from '../schema.ts';
import type { ErpTx } from '../session.ts';
import { type Answer, done, nothing, type OrderCall, onOrder, refuse, touchOrder } from '../writing.ts';
import { mainWarehouse } from './goods.ts';

/** Drafts a purchase for the warehouse that the order ships from; the buyer sends it. */
export const createPurchase = (
  call: OrderCall,
  input: {
    supplierId: string;
    lines: { lineId: string; sku: string; quantity: string; unitCost: string | null }[];
    arrivesOn: string | null;
  },
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    if (order.state === 'done' || order.state === 'cancelled') return nothing(call, order);
    const [from] = await tx.db.select().from(supplier).where(eq(supplier.code, input.supplierId));
    if (!from) return refuse(call, `There is no supplier ${input.supplierId}.`);
    const number = await nextNumber(tx, 'PO');
    const to = order.warehouse ?? (await mainWarehouse(tx));
    await tx.db.insert(purchase).values(
      input.lines.map((line) => ({
        company: tx.company,
        number,
        kind: 'purchase' as const,
        state: 'draft' as const,
        sku: line.sku,
        quantity: line.quantity,
        unit_cost: line.unitCost,
        warehouse: to,
        supplier: from.code,
        expected_on: input.arrivesOn,
        order_id: order.id,
        line_id: Number(line.lineId),
        external_key: caller.key,
      })),
    );
    await touchOrder(call, order.id);
    await replan(
      tx,
      caller,
      input.lines.map(({ sku }) => sku),
      order.id,
    );
    return done(
      call,
      `draft ${number} to ${from.name}: ${input.lines.map((l) => `${l.quantity} of ${l.sku}`).join(', ')}`,
    );
  });

/** Moves free stock to another warehouse; it is on its way from now on. */
export const createTransfer = (
  call: OrderCall,
  input: {
    from: string;
    to: string;
    lines: { lineId: string; sku: string; quantity: string }[];
    arrivesOn: string | null;
  },
): Promise<Answer> =>
  onOrder(call, async (order) => {
    const { tx, caller } = call;
    if (order.state === 'done' || order.state === 'cancelled') return nothing(call, order);
    const known = await tx.db
      .select()
      .from(warehouse)
      .where(inArray(warehouse.code, [input.from, input.to]));
    const strange = [input.from, input.to].find((code) => !known.some((w) => w.code === code));
    if (strange) return refuse(call, `There is no warehouse ${strange}.`);
    for (const { sku, quantity } of input.lines) {
      const [shelf] = await tx.db
        .select()
        .from(stock)
        .where(sql`${stock.sku} = ${sku} and ${stock.warehouse} = ${input.from}`);
      if (!shelf || new Big(shelf.on_hand).lt(quantity)) {
        return refuse(
          call,
          `Only ${new Big(shelf?.on_hand ?? 0)} of ${sku} are in ${input.from}, not ${quantity}.`,
        );
      }
    }
    const number = await nextNumber(tx, 'TR');
    for (const { lineId, sku, quantity } of input.lines) {
      await tx.rows(sql`
        update demo_erp.stock set on_hand = on_hand - ${quantity}::numeric
        where sku = ${sku} and warehouse = ${input.from}`);
      await tx.db.insert(purchase).values({
        company: tx.company,
        number,
        kind: 'transfer',
        state: 'draft',
        sku,
        quantity,
        warehouse: input.to,
        from_warehouse: input.from,
        expected_on: input.arrivesOn,
        order_id: order.id,
        line_id: Number(lineId),
        external_key: caller.key,
      });
    }
    await touchOrder(call, order.id);
    await replan(
      tx,
      caller,
      input.lines.map(({ sku }) => sku),
      order.id,
    );
    return done(
      call,
      `${number} ${input.from} → ${input.to}: ${input.lines.map((l) => `${l.quantity} of ${l.sku}`).join(', ')}`,
    );
  });

async function nextNumber(tx: ErpTx, prefix: string): Promise<string> {
  const [newest] = await tx.rows<{ id: number }>(sql`select max(id)::int as id from demo_erp.purchase`);
  return `${prefix}-${30_000 + (newest?.id ?? 0) + 1}`;
}
