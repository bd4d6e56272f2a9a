/** Holes in the ERP's data, told as such and never filled by a guess. Pure. */
import type { DataGap } from '#core/model/order.ts';
import type { ReadOrder } from './orders.ts';

const open = new Set(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);

/** What core cannot see. Settled orders have no holes that matter. */
export function gapsOf({ order, productUnits }: ReadOrder): DataGap[] {
  if (!open.has(order.state)) return [];
  const gaps: DataGap[] = [];
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
  }
  return gaps;
}
