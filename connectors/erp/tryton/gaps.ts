/** Holes in the data of an order that core cannot see: told, never filled. Pure. */
import type { CreditStanding, DataGap, Order } from '#core/model/order.ts';
import type { Rates } from './credit.ts';
import type { SaleRow } from './rows.ts';

export function gapsOf(
  row: SaleRow,
  read: {
    order: Order;
    credit: CreditStanding | null;
    rates: Rates;
    creditVisible: boolean;
  },
): DataGap[] {
  const { order } = read;
  if (order.state === 'cancelled' || order.state === 'done') return [];
  const gaps: DataGap[] = [];
  const foreign = row['currency.'].id !== read.rates.company.id;
  const rate = (id: number) => Number(read.rates.byId.get(id)?.rate ?? 0);
  if (foreign && !(rate(row['currency.'].id) && rate(read.rates.company.id)))
    gaps.push({ about: order.currency, text: `There is no exchange rate for ${order.currency}.` });
  else if (!read.creditVisible)
    gaps.push({ about: 'customer', text: 'The credit of this customer cannot be read with this user.' });
  for (const line of order.lines) {
    const about = `line ${line.position} ${line.sku}`.trim();
    if (line.kind === 'goods' && line.unitCost === null) gaps.push({ about, text: 'The item has no cost.' });
  }
  return gaps;
}
