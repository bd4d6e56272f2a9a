import { describe, expect, it } from 'vitest';
import { testOrder } from '../exceptions/testing/testOrder.ts';
import type { ActionSpec } from '../model/action.ts';
import { stillStands } from './undoable.ts';

const back = (from: string): ActionSpec => ({
  kind: 'change_price',
  lines: [{ lineId: 'l1', sku: 'BRG-1', from, to: '9.00' }],
});

describe('what would be taken back', () => {
  it('still stands while the order shows it', () => {
    expect(stillStands(back('10.00'), testOrder())).toBe(true);
    expect(stillStands(back('10'), testOrder())).toBe(true);
  });

  it('does not once somebody changed it meanwhile, or the line is gone', () => {
    expect(stillStands(back('11.00'), testOrder())).toBe(false);
    expect(stillStands(back('10.00'), testOrder({ order: { lines: [] } }))).toBe(false);
  });

  it('does not for a hold on an order that has shipped', () => {
    const hold = { kind: 'place_hold', reason: 'Undone' } as const;
    expect(stillStands(hold, testOrder({ order: { state: 'confirmed' } }))).toBe(true);
    expect(stillStands(hold, testOrder({ order: { state: 'shipped' } }))).toBe(false);
  });

  it('is the promised day for an order, and the planned day for a shipment', () => {
    const action = {
      kind: 'change_date',
      shipmentId: null,
      from: '2026-12-01',
      to: '2026-11-30',
      acknowledge: [],
    } as const;
    const spec = { ...action, acknowledge: [] as string[] };
    expect(stillStands(spec, testOrder({ order: { promisedOn: '2026-12-01' } }))).toBe(true);
    expect(stillStands(spec, testOrder({ order: { promisedOn: '2026-12-02' } }))).toBe(false);
    expect(stillStands({ ...spec, shipmentId: 's1' }, testOrder())).toBe(false);
  });
});
