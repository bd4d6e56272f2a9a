/** What the lines of open orders can be promised, as replan.ts left it, and where they could get what is short. */
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import type { LineSupply } from '#core/model/order.ts';
import { arrayOf, type ErpTx } from '../session.ts';
import { agreedRow, trimPrice } from './head.ts';

interface PromiseRow {
  orderId: number;
  lineId: number;
  sku: string;
  warehouse: string;
  committed: boolean;
  needed: string;
  neededOn: string | null;
  onHand: string;
  available: string;
}

/**
 * By order id. Substitutes and other warehouses are looked up for short lines only: nobody else asks for them. What
 * they have is told as it is for a newcomer: nobody's accepted order goes without for it.
 */
export async function readSupply(tx: ErpTx, ids: number[]): Promise<Map<number, LineSupply[]>> {
  const promises = await tx.rows<PromiseRow>(sql`
    select p.order_id as "orderId", p.line_id as "lineId", p.sku, p.warehouse, p.committed,
      trim_scale(p.needed)::text as needed, p.needed_on::text as "neededOn",
      (select trim_scale(s.on_hand)::text from demo_erp.stock s
        where s.sku = p.sku and s.warehouse = p.warehouse) as "onHand", trim_scale(p.available)::text as available
    from demo_erp.promise p where p.order_id = any(${arrayOf(ids, 'int')}) order by p.line_id`);
  const byOrder = new Map<number, LineSupply[]>();
  if (!promises.length) return byOrder;
  const items = await readItems(
    tx,
    promises.map(({ sku }) => sku),
  );
  const short = promises.filter(({ available, needed }) => new Big(available).lt(needed));
  const elsewhere = await readElsewhere(
    tx,
    short.map(({ lineId }) => lineId),
  );
  for (const { orderId, lineId, sku, committed, ...row } of promises) {
    const item = items.get(sku);
    const line: LineSupply = {
      lineId: String(lineId),
      ...row,
      incoming: incomingFor({ ...row, committed }, item?.receipts ?? []),
      substitutes: elsewhere.get(lineId)?.substitutes ?? [],
      elsewhere: elsewhere.get(lineId)?.elsewhere ?? [],
      supplier: item?.supplier ?? null,
    };
    const known = byOrder.get(orderId);
    if (known) known.push(line);
    else byOrder.set(orderId, [line]);
  }
  return byOrder;
}

interface Receipt {
  warehouse: string;
  on: string;
  quantity: string;
  source: string;
  /** As replan.ts computed it. */
  leftForCommitted: string;
  leftForNewcomers: string;
}

interface Item {
  supplier: LineSupply['supplier'];
  receipts: Receipt[];
}

/** An accepted line's own need is among those that the receipt was reduced by. */
const incomingFor = (
  line: Pick<PromiseRow, 'warehouse' | 'committed' | 'needed' | 'neededOn'>,
  receipts: Receipt[],
): LineSupply['incoming'] =>
  receipts
    .filter(({ warehouse, on }) => warehouse === line.warehouse && on > (line.neededOn ?? ''))
    .map(({ on, quantity, source, leftForCommitted, leftForNewcomers }) => ({
      on,
      quantity,
      source,
      availableThen: line.committed
        ? new Big(leftForCommitted).plus(line.needed).toFixed()
        : leftForNewcomers,
    }));

/** By item number, once for each item. */
async function readItems(tx: ErpTx, skus: string[]): Promise<Map<string, Item>> {
  const rows = await tx.rows<{ sku: string; supplier: string | null; receipts: string | null }>(sql`
    select i.sku,
      (select json_build_object('id', u.code, 'name', u.name, 'leadDays', u.lead_days,
          'unitCost', coalesce(i.supplier_cost, i.unit_cost)::text)::text
        from demo_erp.supplier u where u.code = i.supplier) as supplier,
      (select json_agg(json_build_object('warehouse', r.warehouse, 'on', r.expected_on,
          'quantity', trim_scale(r.quantity)::text,
          'source', case when r.kind = 'transfer' then r.number || ' from ' || r.from_warehouse
            else r.number || coalesce(' ' || (select v.name from demo_erp.supplier v where v.code = r.supplier), '')
              || case when r.state = 'draft' then ' (draft)' else '' end end,
          'leftForCommitted', trim_scale(r.left_for_committed)::text,
          'leftForNewcomers', trim_scale(r.left_for_newcomers)::text) order by r.expected_on, r.id)::text
        from demo_erp.purchase r
        where r.sku = i.sku and not r.bound and r.state in ('draft', 'ordered')
          and r.left_for_newcomers is not null) as receipts
    from demo_erp.product i where i.sku = any(${arrayOf(skus, 'text')})`);
  return new Map(
    rows.map(({ sku, supplier, receipts }) => {
      const from = supplier === null ? null : (JSON.parse(supplier) as NonNullable<LineSupply['supplier']>);
      return [
        sku,
        {
          supplier: from && { ...from, unitCost: from.unitCost && trimPrice(from.unitCost) },
          receipts: receipts === null ? [] : (JSON.parse(receipts) as Receipt[]),
        },
      ];
    }),
  );
}

/** By line id: items of the same family in the same unit, at the customer's price, and the same item elsewhere. */
async function readElsewhere(
  tx: ErpTx,
  lineIds: number[],
): Promise<Map<number, Pick<LineSupply, 'substitutes' | 'elsewhere'>>> {
  if (!lineIds.length) return new Map();
  const rows = await tx.rows<{ lineId: number; substitutes: string; elsewhere: string }>(sql`
    select p.line_id as "lineId",
      coalesce((
        select json_agg(json_build_object('productId', t.sku, 'sku', t.sku, 'description', t.description,
          'available', trim_scale(t.available)::text, 'unitPrice', t.price::text, 'unitCost', t.unit_cost::text)
          order by t.available >= p.needed desc, t.price, t.sku)
        from (
          select n.sku, n.description, n.unit_cost, coalesce(q.unit_price, n.list_price) as price,
            coalesce((
              select r.left_for_newcomers from demo_erp.purchase r
              where r.sku = n.sku and r.warehouse = p.warehouse and not r.bound and r.state in ('draft', 'ordered')
                and r.expected_on <= p.needed_on and r.left_for_newcomers is not null
              order by r.expected_on desc, r.id desc limit 1), x.on_hand - x.committed) as available
          from demo_erp.product i
            join demo_erp.product n on n.family = i.family and n.sku <> i.sku
            join demo_erp.stock x on x.sku = n.sku and x.warehouse = p.warehouse
            left join lateral (
              ${agreedRow(sql`c.price_list`, sql`n.sku`, sql`l.quantity`, sql`o.ordered_on`)}
            ) q on true
          where i.sku = p.sku and n.unit = l.unit) t
        where t.available > 0), '[]')::text as substitutes,
      coalesce((
        select json_agg(json_build_object('warehouse', x.warehouse,
          'available', trim_scale(x.on_hand - x.committed)::text, 'days', w.transfer_days)
          order by x.on_hand - x.committed desc, x.warehouse)
        from demo_erp.stock x join demo_erp.warehouse w on w.code = x.warehouse
        where x.sku = p.sku and x.warehouse <> p.warehouse and x.on_hand > x.committed), '[]')::text as elsewhere
    from demo_erp.promise p
      join lateral (select * from demo_erp.sales_order s where s.id = p.order_id limit 1) o on true
      join lateral (select * from demo_erp.order_line s where s.id = p.line_id limit 1) l on true
      join lateral (select * from demo_erp.customer s where s.code = o.customer limit 1) c on true
    where p.line_id = any(${arrayOf(lineIds, 'int')})`);
  return new Map(
    rows.map(({ lineId, substitutes, elsewhere }) => [
      lineId,
      {
        substitutes: (JSON.parse(substitutes) as LineSupply['substitutes']).map((one) => ({
          ...one,
          unitPrice: trimPrice(one.unitPrice),
          unitCost: one.unitCost && trimPrice(one.unitCost),
        })),
        elsewhere: JSON.parse(elsewhere) as LineSupply['elsewhere'],
      },
    ]),
  );
}
