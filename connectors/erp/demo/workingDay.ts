/** The company works while nobody looks: what is in good order leaves the warehouse and arrives on its day. */
import { sql } from 'drizzle-orm';
import { replan } from './replan.ts';
import type { ErpTx } from './session.ts';
import { markChanged } from './writing.ts';

/**
 * Moves the company to a new day. Only orders that the seed calls calm move by themselves; what somebody put into
 * trouble stays there until it is decided. Without it a clock that is moved on would find everything late.
 */
export async function passDays(tx: ErpTx, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const moved = await tx.rows(sql`
    update demo_erp.company set day = ${today} where company = ${tx.company} and day < ${today} returning company`);
  if (!moved.length) return;
  await tx.rows(sql`
    update demo_erp.shipment s set state = 'shipped' from demo_erp.sales_order o
    where o.id = s.order_id and o.calm and s.state in ('draft', 'waiting', 'assigned', 'picked', 'packed')
      and s.planned_on < ${today}`);
  await tx.rows(sql`
    update demo_erp.shipment s set state = 'delivered' from demo_erp.sales_order o
    where o.id = s.order_id and o.calm and s.state = 'shipped'
      and coalesce(s.promised_on, s.expected_on, o.promised_on) < ${today}`);
  const orders = await tx.rows<{ id: number }>(sql`
    update demo_erp.sales_order o set version = version + 1,
      state = case when promised_on < ${today} then 'done' else 'shipped' end
    where calm and ((state in ('confirmed', 'processing', 'shipped') and promised_on < ${today})
      or (state in ('confirmed', 'processing') and exists (
        select from demo_erp.shipment s where s.order_id = o.id and s.state = 'shipped')))
    returning id`);
  const ids = orders.map(({ id }) => id);
  if (!ids.length) return;
  const lines = await tx.rows<{ sku: string }>(sql`
    update demo_erp.order_line set allocated = quantity where order_id in ${ids} and kind = 'goods' returning sku`);
  const caller = { who: 'warehouse', key: null, now };
  await replan(tx, caller, [...new Set(lines.map(({ sku }) => sku))]);
  await markChanged(tx, caller, ids);
}
