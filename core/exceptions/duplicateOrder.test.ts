import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlikeOrder, OrderContext } from '../model/order.ts';
import { duplicateOrder } from './duplicateOrder.ts';
import { holdsForAnyOrder, soundCard } from './testing/testCard.ts';
import { testOrder } from './testing/testOrder.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** An earlier order of the same lines, two days before the one under test, under another reference. */
const other = (more: Partial<AlikeOrder> = {}): AlikeOrder => ({
  id: '4',
  number: 'SO-4',
  reference: 'PO-4',
  orderedOn: '2026-11-18',
  enteredAt: '2026-11-18T09:00:00.000Z',
  state: 'quotation',
  lines: [{ sku: 'BRG-1', quantity: '100' }],
  total: usd('1000.00'),
  ...more,
});

const inUnit = (unit: string) => ({ sku: 'BRG-1', quantity: '100', unit });
const elsewhere = [{ sku: 'VLV-9', quantity: '1' }];

/** SO-9 (PO-1), 100 BRG-1, of November 20. */
const later = (alike: AlikeOrder[], order: Partial<OrderContext['order']> = {}): OrderContext =>
  testOrder({ order: { id: '9', number: 'SO-9', ...order }, alike });

const same = (context: OrderContext) => duplicateOrder.detect(context)?.evidence['same'] ?? null;

const on = (day: number, more: Partial<AlikeOrder> = {}) => {
  const date = new Date(Date.UTC(2026, 10, day)).toISOString();
  return other({
    id: String(1000 + day),
    orderedOn: date.slice(0, 10),
    enteredAt: date,
    reference: `P${day}`,
    ...more,
  });
};

describe('duplicate order', () => {
  it.each([
    ['nothing alike', later([]), null],
    ['the same reference', later([other({ reference: 'PO-1', lines: elsewhere })]), 'reference'],
    [
      'the same reference, written otherwise',
      later([other({ reference: ' po-1 ', lines: elsewhere })]),
      'reference',
    ],
    ['the same reference and lines', later([other({ reference: 'PO-1' })]), 'reference_and_lines'],
    [
      'the same reference, 20 days ago and shipped',
      later([other({ reference: 'PO-1', orderedOn: '2026-10-31', state: 'shipped' })]),
      'reference_and_lines',
    ],
    ['the same reference, done', later([other({ reference: 'PO-1', state: 'done' })]), 'reference_and_lines'],
    [
      'the same reference 180 days ago',
      later([other({ reference: 'PO-1', orderedOn: '2026-05-24' })]),
      'reference_and_lines',
    ],
    ['the same reference 181 days ago', later([other({ reference: 'PO-1', orderedOn: '2026-05-23' })]), null],
    [
      'the same reference, but no reference',
      later([other({ reference: '', lines: elsewhere })], { reference: null }),
      null,
    ],
    [
      'the same reference, cancelled and entered again',
      later([other({ reference: 'PO-1', state: 'cancelled' })]),
      null,
    ],
    ['the same lines two days apart', later([other()]), 'lines'],
    [
      'the same lines on one day, entered later',
      later([other({ orderedOn: '2026-11-20', enteredAt: '2026-11-20T14:59:00.000Z' })]),
      'lines',
    ],
    ['the same lines without references', later([other({ reference: null })], { reference: null }), 'lines'],
    ['the same lines three days apart', later([other({ orderedOn: '2026-11-17' })]), null],
    ['the same lines nine days apart', later([other({ orderedOn: '2026-11-11' })]), null],
    [
      'the same lines, counted together',
      later([
        other({
          lines: [
            { sku: 'BRG-1', quantity: '60' },
            { sku: 'BRG-1', quantity: '40.0' },
          ],
        }),
      ]),
      'lines',
    ],
    ['the same lines in the same unit', later([other({ lines: [inUnit('each')] })]), 'lines'],
    ['the same numbers in another unit', later([other({ lines: [inUnit('dozen')] })]), null],
    ['the same numbers, a unit not told', later([other({ lines: [inUnit('')] })]), 'lines'],
    ['other quantities', later([other({ lines: [{ sku: 'BRG-1', quantity: '99' }] })]), null],
    [
      'the same lines and more',
      later([other({ lines: [{ sku: 'BRG-1', quantity: '100' }, ...elsewhere] })]),
      null,
    ],
    ['the other one is the later', later([other({ orderedOn: '2026-11-21' })]), null],
    [
      'the other one was entered later',
      later([other({ orderedOn: '2026-11-20', enteredAt: '2026-11-20T15:00:01.000Z' })]),
      null,
    ],
    [
      'the other one has the higher id',
      later([other({ id: '10', orderedOn: '2026-11-20', enteredAt: '2026-11-20T15:00:00.000Z' })]),
      null,
    ],
    ['the order itself', later([other({ id: '9' })]), null],
    ['an order without a day', later([other({ orderedOn: null, enteredAt: null })]), null],
  ])('%s', (_, context, expected) => {
    expect(same(context)).toBe(expected);
  });

  it('looks at later orders that are still open and of which nothing has left', () => {
    const twin = [other({ reference: 'PO-1' })];
    for (const state of ['draft', 'quotation', 'on_hold', 'confirmed', 'processing'] as const) {
      expect(same(later(twin, { state }))).toBe('reference_and_lines');
    }
    for (const state of ['shipped', 'done', 'cancelled'] as const)
      expect(same(later(twin, { state }))).toBeNull();
    const left = later(twin, { state: 'processing' });
    left.shipments = [{ state: 'shipped' } as OrderContext['shipments'][number]];
    expect(same(left)).toBeNull();
  });

  it('takes a reference that three earlier orders carry for that of a blanket order', () => {
    const calls = [1, 2, 3].map((id) =>
      other({ id: String(id), reference: 'PO-1', orderedOn: `2026-10-0${id}` }),
    );
    expect(same(later(calls.slice(1)))).toBe('reference_and_lines');
    expect(same(later(calls))).toBeNull();
  });

  it('finds what was sent once more, however often it came: a blanket order has calls on other days or of other lines', () => {
    const today = { reference: 'PO-1', orderedOn: '2026-11-20', channel: 'edi' as const };
    const resends = [1, 2, 3, 4].map((id) => other({ id: String(id), ...today, enteredAt: null }));
    const found = (alike: AlikeOrder[]) =>
      duplicateOrder.detect(later(alike, { channel: 'edi' }))?.evidence ?? null;
    for (const sent of [1, 2, 3, 4]) {
      expect(found(resends.slice(0, sent))).toMatchObject({ same: 'reference_and_lines', ediResend: true });
    }
    expect(found(resends.map((one) => ({ ...one, lines: elsewhere })))).toBeNull();
    expect(found(resends.map((one) => ({ ...one, orderedOn: '2026-11-19' })))).not.toBeNull();
    const daily = [17, 18, 19].map((day) => on(day, { reference: 'PO-1' }));
    expect(found(daily)).toBeNull();
    expect(found([...daily, resends[3]!])).toMatchObject({ earlier: { id: '4' } });
  });

  it.each([
    ['every day', [17, 18, 19], null],
    ['every other day', [14, 16, 18], null],
    ['every three days', [11, 14, 17, 19], null],
    ['weekly, and now the next day', [-2, 5, 12, 19], 'lines'],
    ['without a rhythm', [-20, 2, 19], 'lines'],
    ['twice is no rhythm', [18, 19], 'lines'],
  ])('knows how often the customer orders these lines: %s', (_, days, expected) => {
    expect(same(later(days.map((day) => on(day))))).toBe(expected);
  });

  it('flags the later of two and never the earlier, whatever the days, entries and ids', () => {
    const day = fc.option(
      fc.integer({ min: 18, max: 21 }).map((n) => `2026-11-${n}`),
      { nil: null },
    );
    const entered = fc.option(
      fc.integer({ min: 8, max: 11 }).map((n) => `2026-11-19T${String(n).padStart(2, '0')}:00:00.000Z`),
      { nil: null },
    );
    const placed = fc.record({
      id: fc.integer({ min: 1, max: 12 }).map(String),
      orderedOn: day,
      enteredAt: entered,
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(placed, { selector: (one) => one.id, minLength: 2, maxLength: 2 }),
        ([a, b]) => {
          const seen = (me: typeof a, twin: typeof b) =>
            testOrder({
              order: { id: me!.id, orderedOn: me!.orderedOn },
              enteredAt: me!.enteredAt,
              alike: [other({ ...twin!, reference: 'PO-1' })],
            });
          const flagged = [seen(a, b), seen(b, a)].filter((context) => duplicateOrder.detect(context));
          expect(flagged.length).toBe(1);
        },
      ),
    );
  });

  it('offers to cancel the later one, says why, and offers no merge of what is the same', () => {
    const context = later([other({ reference: 'PO-1', orderedOn: '2026-10-31', state: 'shipped' })]);
    const card = soundCard(duplicateOrder, context);
    expect(card.headline).toBe('Cancel order SO-9 of Harmony Labs as a duplicate of SO-4?');
    expect(card.stakeSentence).toBe('$1,000.00 would ship and be invoiced twice, beside $1,000.00 on SO-4.');
    expect(card.why).toBe(
      'Harmony Labs ordered the same reference PO-1, items and quantities with SO-4 20 days earlier; that order is shipped.',
    );
    expect(card.options.map((o) => [o.id, o.style, o.action.kind])).toEqual([
      ['cancel', 'danger', 'cancel_order'],
      ['keep', 'default', 'add_note'],
    ]);
    expect(card.options[0]?.confirm).toContain('$1,000.00');
    expect(card.facts.slice(0, 2).map((f) => f.value)).toEqual(['SO-9 (PO-1)', 'SO-4 (PO-1)']);
    expect(card.table).toBeNull();
  });

  it('merges what only the later order has into an earlier one that still takes lines', () => {
    const twin = other({ reference: 'PO-1', lines: [{ sku: 'BRG-1', quantity: '60' }, ...elsewhere] });
    const card = soundCard(duplicateOrder, later([twin]));
    expect(card.options.find((o) => o.id === 'merge')).toMatchObject({
      label: 'Merge into SO-4',
      action: {
        intoOrderId: '4',
        intoLabel: 'SO-4',
        add: [{ sku: 'BRG-1', quantity: '40', unitPrice: '10.00' }],
      },
    });
    expect(card.table?.rows).toEqual([
      ['BRG-1', '100', '60', '+40'],
      ['VLV-9', '0', '1', '-1'],
    ]);
    const processed = soundCard(duplicateOrder, later([{ ...twin, state: 'processing' }]));
    expect(processed.options.map((o) => o.id)).toEqual(['cancel', 'keep']);
  });

  it('merges nothing that is counted in other units, and shows them', () => {
    const twin = other({ reference: 'PO-1', lines: [{ sku: 'BRG-1', quantity: '60', unit: 'dozen' }] });
    const card = soundCard(duplicateOrder, later([twin]));
    expect(card.options.map((o) => o.id)).toEqual(['cancel', 'keep']);
    expect(card.facts).toContainEqual({
      label: 'What differs',
      value: 'BRG-1 100 each instead of 60 dozen',
    });
    expect(card.table?.rows).toEqual([['BRG-1', '100 each', '60 dozen', 'Other unit']]);
  });

  it('says that a transmission by EDI was sent twice', () => {
    const edi = { channel: 'edi' as const };
    const why = (twin: Partial<AlikeOrder>, order: Partial<OrderContext['order']>) =>
      soundCard(duplicateOrder, later([other(twin)], order)).why;
    expect(why({ ...edi, reference: 'PO-1' }, edi)).toContain('one transmission sent twice');
    expect(why({ ...edi, orderedOn: '2026-11-19' }, edi)).toContain('one transmission sent twice');
    expect(why({ ...edi }, edi)).not.toContain('EDI');
    expect(why({ reference: 'PO-1' }, edi)).not.toContain('EDI');
  });

  it('holds for orders of any shape', () => holdsForAnyOrder(duplicateOrder));
});
