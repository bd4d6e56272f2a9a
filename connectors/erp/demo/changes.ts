/** The ERP's list of what changed, for pollers. */
import { sql } from 'drizzle-orm';
import type { ErpTx } from './session.ts';
import { closed } from './states.ts';

/**
 * Orders by their latest change after `cursor` (null: all open ones). Change numbers are given out under the company's
 * lock and so commit in order; the last change is told again on the next call all the same, as the port promises.
 */
export async function readChanges(
  tx: ErpTx,
  cursor: string | null,
  limit: number,
): Promise<{ orderIds: string[]; cursor: string; more: boolean }> {
  const after = cursor === null ? 0 : Number(cursor);
  if (!Number.isSafeInteger(after)) throw new Error(`"${cursor}" is no cursor of the demo ERP.`);
  const rows = await tx.rows<{ id: number; changed: number }>(sql`
    select id, changed::int from demo_erp.sales_order
    where changed > ${after} ${cursor === null ? sql`and state not in ${closed}` : sql``}
    order by changed limit ${limit + 1}`);
  const told = rows.slice(0, limit);
  const more = rows.length > limit;
  const last = told.at(-1)?.changed ?? after;
  // While there is more the cursor moves past all that was told, or a page of one would never end.
  return {
    orderIds: told.map(({ id }) => String(id)),
    cursor: String(more ? last : Math.max(last - 1, 0)),
    more,
  };
}
