/** One string that changes whenever something changes that a decision about an order rests on. Pure. */
import { createHash } from 'node:crypto';
import Big from 'big.js';
import type { AlikeOrder, CreditStanding, LineSupply, PriceQuote } from '#core/model/order.ts';
import { itemLines } from './order.ts';
import type { SaleRow } from './rows.ts';
import type { ShipmentRow } from './shipments.ts';

/**
 * Covers every write to the sale and its lines (`_timestamp`), what they say, the agreed prices, the limit, the
 * shipments and which orders are alike; while the order can still be released also what the customer owes, and where
 * stock is short by how much: these move without any write to the order. Stock that suffices may come and go.
 */
export function versionOf(
  row: SaleRow,
  read: {
    credit: CreditStanding | null;
    prices: PriceQuote[];
    shipments: ShipmentRow[];
    supply: LineSupply[];
    alike: AlikeOrder[];
  },
): string {
  const undecided = row.state === 'draft' || row.state === 'quotation';
  const { credit } = read;
  const parts = [
    row.state,
    row._timestamp,
    row.untaxed_amount,
    itemLines(row).map((line) => [
      line.id,
      line._timestamp,
      line['product.']?.id,
      line.quantity,
      line['unit.']?.id,
      line.unit_price,
    ]),
    read.prices.map((price) => [price.lineId, price.unitPrice]),
    credit?.limit?.amount ?? null,
    undecided && credit
      ? [credit.receivable.amount, credit.otherOpenOrders.amount, credit.warning?.name]
      : null,
    row.shipment_state,
    read.shipments.map((shipment) => [
      shipment.id,
      shipment._timestamp,
      shipment.state,
      shipment['outgoing_moves.'].map((move) => [move.id, move.quantity, move.state]),
    ]),
    read.supply
      .filter((line) => new Big(line.available).lt(line.needed))
      .map((line) => [line.lineId, line.needed, line.available]),
    read.alike.map((order) => order.id),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
