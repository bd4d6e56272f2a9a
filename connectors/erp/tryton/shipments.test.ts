import { expect, test } from 'vitest';
import { carrierDisruption } from '#core/exceptions/carrierDisruption/carrierDisruption.ts';
import { testOrder } from '#core/exceptions/testing/testOrder.ts';
import type { SaleRow } from './rows.ts';
import { type ShipmentRow, toShipments } from './shipments.ts';

const row = (state: ShipmentRow['state'], planned: string | null): ShipmentRow => ({
  id: 7,
  _timestamp: '1',
  number: '7',
  state,
  planned_date: planned,
  write_date: null,
  create_date: null,
  'outgoing_moves.': [],
  inventory_moves: [],
});

/** Trouble of a sale to be shipped on November 18, read on the day. */
function troubleOn(day: string, shipment: ShipmentRow): unknown {
  const sale = { shipments: [7], shipping_date: '2026-11-18', shipment_state: 'waiting' } as SaleRow;
  const context = testOrder({
    order: { state: 'processing', promisedOn: sale.shipping_date },
    shipments: toShipments(sale, new Map([[7, shipment]])),
    readAt: `${day}T12:00:00.000Z`,
  });
  return carrierDisruption.detect(context)?.evidence['shipments'] ?? null;
}

test('what has left is late for nothing, however many days later', () => {
  for (const day of ['2026-11-18', '2026-11-19', '2027-11-18'])
    expect(troubleOn(day, row('done', '2026-11-18'))).toBeNull();
});

test('what waits past its planned day is late, and what has a day to come is not', () => {
  expect(troubleOn('2026-11-23', row('waiting', '2026-11-18'))).toMatchObject([{ trouble: 'planned_past' }]);
  expect(troubleOn('2026-11-23', row('waiting', '2026-11-25'))).toBeNull();
});
