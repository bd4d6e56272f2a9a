import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Demand, demandBefore, leftBy, type Stock } from './supply.ts';

const demand = (on: string, quantity: number, more: Partial<Demand> = {}): Demand => ({
  saleLine: 1,
  quantity: new Big(quantity),
  on,
  rank: [0, 1],
  assigned: false,
  ...more,
});
const stock = (onHand: number, receipts: [string, number][] = []): Stock => ({
  onHand: new Big(onHand),
  demands: [],
  receipts: receipts.map(([on, quantity]) => ({ on, quantity: new Big(quantity), source: 'P' })),
});

describe('what is left of an item', () => {
  test('is on hand and what arrives by the day, less what goes before', () => {
    const some = stock(10, [['2026-12-05', 60]]);
    expect(leftBy('2026-12-01', some, [demand('2026-11-20', 4)]).toNumber()).toBe(6);
    expect(leftBy('2026-12-05', some, [demand('2026-11-20', 4)]).toNumber()).toBe(66);
  });

  test('leaves enough for what goes later and was promised first, unless a receipt covers that', () => {
    expect(leftBy('2026-12-01', stock(10), [demand('2026-12-20', 8)]).toNumber()).toBe(2);
    expect(leftBy('2026-12-01', stock(10, [['2026-12-10', 8]]), [demand('2026-12-20', 8)]).toNumber()).toBe(
      10,
    );
    expect(leftBy('2026-12-01', stock(10, [['2026-12-30', 8]]), [demand('2026-12-20', 8)]).toNumber()).toBe(
      2,
    );
  });

  test('may be less than nothing', () => {
    expect(leftBy('2026-12-01', stock(-3), [demand('2026-11-01', 2)]).toNumber()).toBe(-5);
  });

  test('never grows with more demand, nor shrinks with a later day and no later demand', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-12-${String(n).padStart(2, '0')}`);
    const pieces = fc.integer({ min: 1, max: 50 });
    const flows = fc.array(fc.tuple(day, pieces), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 100 }), flows, flows, day, (onHand, receipts, wanted, on) => {
        const all = wanted.map(([at, quantity]) => demand(at, quantity));
        const left = leftBy(on, stock(onHand, receipts), all);
        expect(left.lte(leftBy(on, stock(onHand, receipts), all.slice(1)))).toBe(true);
        expect(left.lte(leftBy('2026-12-29', stock(onHand, receipts), all))).toBe(true);
      }),
    );
  });
});

describe('who comes first', () => {
  const early = demand('2026-11-20', 1, { rank: [0, 7] });
  const late = demand('2026-12-20', 1, { rank: [0, 2] });

  test('an order that is not confirmed gives way to all', () => {
    expect(demandBefore([], [early, late])).toEqual([early, late]);
  });

  test('an earlier day, then a smaller id, then moves before lines without one', () => {
    const own = demand('2026-12-01', 1, { rank: [0, 5] });
    expect(demandBefore([own], [early, late])).toEqual([early]);
    const same = (rank: [0 | 1, number]) => demand('2026-12-01', 1, { rank });
    expect(demandBefore([own], [same([0, 4]), same([0, 6]), same([1, 1])])).toEqual([same([0, 4])]);
  });

  test('what is set aside in the warehouse comes first, whatever its day', () => {
    const aside = { ...late, assigned: true };
    const own = demand('2026-12-01', 1);
    expect(demandBefore([own], [aside, late])).toEqual([aside]);
    expect(demandBefore([{ ...own, assigned: true }], [aside, early])).toEqual([aside]);
  });
});
