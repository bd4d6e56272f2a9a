import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nameLikeness, oneSlipApart, sameNumber } from './similar.ts';

describe('the same number, differently written', () => {
  test.each([
    ['10482', 'SO-10482'],
    ['so10482', 'SO-10482'],
    ['PO-7731', '7731'],
    ['PO 7731', 'PO-7731'],
    ['hx-22/117', 'HX-22/117'],
  ])('%s is %s', (said, ours) => expect(sameNumber(said, ours)).toBe(true));

  test.each([
    ['10483', 'SO-10482'],
    ['482', 'SO-482'],
    ['', ''],
    ['HL-77120', 'GL-77120'],
  ])('%s is not %s', (said, ours) => expect(sameNumber(said, ours)).toBe(false));
});

describe('a slip of the hand', () => {
  test.each([
    ['SO-10428', 'SO-10482'],
    ['SO-10481', 'SO-10482'],
    ['SO-1048', 'SO-10482'],
    ['HL-771200', 'HL-77120'],
  ])('%s may be %s', (said, ours) => expect(oneSlipApart(said, ours)).toBe(true));

  test.each([
    ['SO-10482', 'SO-10482'],
    ['SO-10824', 'SO-10482'],
    ['4711', '4712'],
  ])('%s is not %s', (said, ours) => expect(oneSlipApart(said, ours)).toBe(false));

  it('is one in both directions', () => {
    const number = fc.stringMatching(/^[0-9]{4,8}$/);
    fc.assert(fc.property(number, number, (a, b) => oneSlipApart(a, b) === oneSlipApart(b, a)));
  });
});

test('names are alike by their words, whatever the company form', () => {
  expect(nameLikeness('Harmony Labs Inc.', 'Harmony Labs')).toBe(1);
  expect(nameLikeness('Torrance Pumps', 'Torrance Valves')).toBe(0.5);
  expect(nameLikeness('GmbH', 'Harmony')).toBe(0);
});
