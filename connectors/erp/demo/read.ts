/** What the demo ERP tells about orders: seven statements at most, for any number of them. */
import type { OrderContext } from '#core/model/order.ts';
import { gapsOf } from './read/gaps.ts';
import { readOrders } from './read/orders.ts';
import { readSupply } from './read/supply.ts';
import { readExclusive, readSurroundings } from './read/surroundings.ts';
import type { ErpTx } from './session.ts';

/** Order ids are integers; anything else names no order of this ERP. */
export const toIds = (orderIds: string[]): number[] =>
  orderIds.filter((id) => /^\d{1,9}$/.test(id)).map(Number);

/**
 * Reads orders with all that decisions about them rest on. Unknown ids are left out; the given order is kept. The
 * version comes first: what changes while the rest is read is told under the older version, and a write that rests on
 * it finds a conflict.
 */
export async function readContexts(tx: ErpTx, orderIds: string[], readAt: Date): Promise<OrderContext[]> {
  const ids = toIds(orderIds);
  if (!ids.length) return [];
  const now = readAt.toISOString();
  const orders = await readOrders(tx, ids, now);
  const supplies = await readSupply(tx, ids);
  const surroundings = await readSurroundings(tx, ids, now);
  const exclusive = await readExclusive(tx);
  return ids.flatMap((id) => {
    const known = orders.get(id);
    const around = surroundings.get(id);
    if (!known || !around) return [];
    const { order, enteredAt, credit, prices, priceList, rules } = known;
    const supply = supplies.get(id) ?? [];
    const touching = exclusive.filter(
      ({ customerId, exclusiveSkus }) =>
        customerId !== order.customer.id && order.lines.some(({ sku }) => exclusiveSkus.includes(sku)),
    );
    const agreements = [...around.agreements, ...touching];
    const gaps = gapsOf(known);
    return [
      {
        order,
        enteredAt,
        credit,
        prices,
        priceList,
        supply,
        rules,
        ...around,
        agreements,
        gaps,
        readAt: now,
      },
    ];
  });
}
