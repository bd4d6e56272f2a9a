/** What can be promised: computed when demand, stock or receipts of an item change, and only read afterwards. */
import { eq, sql } from 'drizzle-orm';
import { orderLine } from './schema.ts';
import { arrayOf, type ErpTx } from './session.ts';
import { committing, needing } from './states.ts';
import { type Caller, markChanged } from './writing.ts';

/**
 * Computes anew what every open line of these items can be promised, for all warehouses at once:
 * - Accepted orders (confirmed, processing) take stock and receipts in order of the day they need them, then of entry:
 *   available = on hand + receipts by that day − what those before it need.
 * - Drafts, quotations and orders on hold take nothing and see what all accepted ones leave.
 * A line needs what is not on a shipment with goods yet and was not bought for it alone. No day means now.
 * Answers the orders whose promise looks different now, and those that are short of an item of the same family: where
 * they could get it has changed.
 */
export async function computePromises(tx: ErpTx, skus: string[]): Promise<number[]> {
  if (!skus.length) return [];
  const given = arrayOf(skus, 'text');
  const of = (column: string) => sql`${sql.raw(column)} = any(${given})`;
  const touched = await tx.rows<{ id: number }>(sql`
    with main as (select code from demo_erp.warehouse where main limit 1),
    bound as (
      select line_id, sum(quantity) as quantity from demo_erp.purchase
      where bound and state <> 'withdrawn' and ${of('sku')} group by line_id),
    event as (
      select l.sku, coalesce(o.warehouse, main.code) as warehouse,
        coalesce(l.backorder_on, o.promised_on, '-infinity'::date) as day, 1 as kind, o.id as order_id, l.id::bigint as id,
        l.quantity - l.allocated - coalesce(b.quantity, 0) as needed, o.state in ${committing} as committed
      from demo_erp.order_line l
        join demo_erp.sales_order o on o.id = l.order_id
        cross join main
        left join bound b on b.line_id = l.id
      where ${of('l.sku')} and l.kind = 'goods' and o.state in ${needing}
        and l.quantity > l.allocated + coalesce(b.quantity, 0)
      union all
      select sku, warehouse, expected_on, 0, 0, id, -quantity, false from demo_erp.purchase
      where not bound and state in ('draft', 'ordered') and expected_on is not null and ${of('sku')}),
    run as (
      select e.*,
        sum(case when kind = 0 then -needed else 0 end) over (
          partition by sku, warehouse order by day, kind, order_id, id rows unbounded preceding) as arrived,
        sum(case when committed then needed else 0 end) over (
          partition by sku, warehouse order by day, kind, order_id, id rows unbounded preceding) as taken,
        sum(case when committed then needed else 0 end) over (
          partition by sku, warehouse order by day range unbounded preceding) as taken_that_day,
        sum(case when committed then needed else 0 end) over (partition by sku, warehouse) as taken_in_all
      from event e),
    balance as materialized (
      select r.*, s.on_hand from run r join demo_erp.stock s on s.sku = r.sku and s.warehouse = r.warehouse),
    fresh as materialized (
      select id::int as line_id, order_id, sku, warehouse, committed, needed, nullif(day, '-infinity') as needed_on,
        on_hand + arrived - case when committed then taken - needed else taken_in_all end as available
      from balance where kind = 1),
    differing as (
      select coalesce(f.order_id, p.order_id) as order_id
      from fresh f full join (select * from demo_erp.promise where ${of('sku')}) p using (line_id)
      where p.line_id is null or f.line_id is null or p.warehouse <> f.warehouse or p.committed <> f.committed
        or p.needed <> f.needed or p.needed_on is distinct from f.needed_on
        or (p.available <> f.available and least(p.available, f.available) < p.needed)),
    gone as (
      delete from demo_erp.promise p where ${of('p.sku')} and not exists (select from fresh f where f.line_id = p.line_id)),
    written as (
      insert into demo_erp.promise
          (company, line_id, order_id, sku, warehouse, committed, needed, needed_on, available)
        select ${tx.company}, line_id, order_id, sku, warehouse, committed, needed, needed_on, available from fresh
      on conflict (line_id, company) do update set order_id = excluded.order_id, sku = excluded.sku,
        warehouse = excluded.warehouse, committed = excluded.committed, needed = excluded.needed,
        needed_on = excluded.needed_on, available = excluded.available
      where (promise.sku, promise.warehouse, promise.committed, promise.needed, promise.available) <>
          (excluded.sku, excluded.warehouse, excluded.committed, excluded.needed, excluded.available)
        or promise.needed_on is distinct from excluded.needed_on),
    counted as (
      update demo_erp.stock s set committed = coalesce(t.needed, 0)
      from demo_erp.stock g
        left join (select distinct sku, warehouse, taken_in_all as needed from balance) t
          on t.sku = g.sku and t.warehouse = g.warehouse
      where ${of('g.sku')} and s.sku = g.sku and s.warehouse = g.warehouse and s.committed <> coalesce(t.needed, 0)),
    arrivals as (
      update demo_erp.purchase p
      set left_for_newcomers = b.on_hand + b.arrived - b.taken_in_all,
        left_for_committed = b.on_hand + b.arrived - b.taken_that_day
      from balance b where b.kind = 0 and p.id = b.id),
    short as (
      select p.order_id from demo_erp.promise p join demo_erp.product i on i.sku = p.sku
      where p.available < p.needed and (${of('p.sku')} or i.family in (
        select family from demo_erp.product where ${of('sku')})))
    select order_id as id from differing union select order_id from short`);
  return touched.map(({ id }) => id);
}

/** The same, with a new version for every order that looks different; `exceptOrder` has its new version already. */
export async function replan(
  tx: ErpTx,
  caller: Caller,
  skus: string[],
  exceptOrder: number | null = null,
): Promise<void> {
  const ids = (await computePromises(tx, skus)).filter((id) => id !== exceptOrder);
  if (!ids.length) return;
  await tx.rows(sql`
    update demo_erp.sales_order set version = version + 1
    where id = any(${arrayOf(ids, 'int')})`);
  await markChanged(tx, caller, ids);
}

export async function skusOf(tx: ErpTx, orderId: number): Promise<string[]> {
  const lines = await tx.db
    .select({ sku: orderLine.sku })
    .from(orderLine)
    .where(eq(orderLine.order_id, orderId));
  return lines.map(({ sku }) => sku);
}
