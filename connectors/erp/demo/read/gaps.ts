/** Holes in the ERP's data, told as such and never filled by a guess. Pure. */
import Big from 'big.js';
import type { DataGap, OrderContext } from '#core/model/order.ts';
import type { ReadOrder } from './orders.ts';

const open = new Set(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);

/** A customer without a credit limit has none: that is no hole. Settled orders have no holes that matter. */
export function gapsOf(
  { order, priceList, productUnits }: ReadOrder,
  { supply, agreements }: Pick<OrderContext, 'supply' | 'agreements'>,
): DataGap[] {
  if (!open.has(order.state)) return [];
  const gaps: DataGap[] = [];
  const own = agreements.find(({ customerId }) => customerId === order.customer.id);
  if (own && priceList === null) {
    gaps.push({
      about: 'customer',
      text: `${order.customer.name} has the agreement "${own.title}" and no price list.`,
    });
  }
  if (order.promisedOn === null && order.state !== 'draft' && order.state !== 'quotation') {
    gaps.push({ about: 'order', text: 'No day is promised.' });
  }
  for (const line of order.lines) {
    if (line.kind !== 'goods') continue;
    const about = `line ${line.position} ${line.sku}`;
    const unit = productUnits.get(line.id) ?? null;
    if (unit === null) gaps.push({ about, text: 'There is no such item.' });
    else if (unit !== line.unit) {
      gaps.push({
        about,
        text: `It is ordered by "${line.unit}" and kept by "${unit}"; how they convert is not known.`,
      });
    }
    if (line.unitCost === null) gaps.push({ about, text: 'The item has no cost.' });
    const onHand = supply?.find(({ lineId }) => lineId === line.id)?.onHand;
    if (onHand !== undefined && new Big(onHand).lt(0)) {
      gaps.push({ about, text: `The stock is negative: ${onHand}.` });
    }
  }
  return gaps;
}
