import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionSpec } from '../model/action.ts';
import { dataQuality, detect, exceptionTypes, inspect } from './index.ts';
import { anyContext } from './testing/anyContext.ts';
import { agreedPrice, testOrder } from './testing/testOrder.ts';
import type { Composition } from './type.ts';

const textsOf = (card: Composition): string[] => [
  card.headline,
  card.stakeSentence,
  card.why,
  ...card.facts.flatMap(({ label, value }) => [label, value]),
  ...(card.table ? [...card.table.columns.map(({ title }) => title), ...card.table.rows.flat()] : []),
  ...card.options.flatMap(({ label, consequence, done, confirm }) => [
    label,
    consequence,
    done,
    confirm ?? 'none',
  ]),
];

describe.each(exceptionTypes.map((type) => [type.name, type] as const))('%s, on any order', (_name, type) => {
  it('never throws, never puts a negative amount at stake, and sees the same twice', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const finding = type.detect(context);
        expect(type.detect(structuredClone(context))).toEqual(finding);
        if (!finding) return;
        expect(finding.type).toBe(type.name);
        expect(new Big(finding.atStake.amount).gte(0)).toBe(true);
        // Stored as JSON and read again: nothing is lost.
        expect(type.fingerprint(JSON.parse(JSON.stringify(finding)))).toEqual(type.fingerprint(finding));
      }),
      { numRuns: 200 },
    );
  });

  it('composes cards within their limits, in whole words, with actions that can be carried', () => {
    fc.assert(
      fc.property(anyContext, fc.constantFrom('en-US', 'de-DE'), (context, locale) => {
        const finding = type.detect(context);
        if (!finding) return;
        const card = type.compose(finding, context, locale);
        expect(card.facts.length).toBeLessThanOrEqual(10);
        expect(card.facts.length % 2).toBe(0);
        expect(card.options.length).toBeLessThanOrEqual(6);
        expect(new Set(card.options.map(({ id }) => id)).size).toBe(card.options.length);
        if (card.table) {
          expect(card.table.columns.length).toBeLessThanOrEqual(5);
          for (const row of card.table.rows) expect(row).toHaveLength(card.table.columns.length);
        }
        for (const text of textsOf(card))
          expect(text).not.toMatch(/\b(undefined|null|NaN|Infinity)\b|Invalid/);
        for (const option of card.options) {
          expect(actionSpec.parse(option.action)).toEqual(option.action);
          expect(new Big(option.amount.amount).gte(0)).toBe(true);
          if (option.action.kind === 'send_message')
            expect(option.action.text).not.toMatch(/\b(undefined|null|NaN)\b/);
          if (option.marginPercent) expect(option.marginPercent).toMatch(/^-?\d+\.\d$/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('offers the same actions on another day: what was approved can still be carried out', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const finding = type.detect(context);
        const later = { ...context, readAt: context.readAt.replace('T12', 'T18') };
        const again = type.detect(later);
        expect(again).toEqual(finding);
        if (!finding || !again) return;
        expect(type.compose(again, later, 'en-US').options).toEqual(
          type.compose(finding, context, 'en-US').options,
        );
      }),
    );
  });
});

it('tells data quality of any order without guessing, each hole once', () => {
  fc.assert(
    fc.property(anyContext, (context) => {
      const gaps = dataQuality(context);
      expect(new Set(gaps.map(({ about, text }) => `${about}|${text}`)).size).toBe(gaps.length);
    }),
  );
});

describe('a value that cannot be read', () => {
  const agreement = {
    id: 'a1',
    title: 'Supply 2026',
    validFrom: '2026-01-01',
    validTo: null,
    minimumOrder: null,
    freightFreeFrom: null,
    paymentTerms: null,
    rebatePercent: '2,5',
    exclusiveSkus: [],
    customerId: 'c',
  };
  const asked = { kind: 'quantity' as const, lineId: 'l1', sku: 'BRG-1', to: 'five' };

  it.each([
    [
      'a rebate',
      testOrder({ agreements: [agreement] }),
      ['pricing_mismatch', 'contract_conflict'],
      { about: 'agreement Supply 2026', text: 'The rebate, "2,5", cannot be read as a number.' },
    ],
    [
      'an agreed price',
      testOrder({ prices: [agreedPrice('9,5')] }),
      ['pricing_mismatch'],
      {
        about: 'price list HARMONY-2026',
        text: 'The price of BRG-1, "9,5", cannot be read as a number.',
      },
    ],
    [
      'what a customer asks for',
      testOrder({ changes: [{ id: 'r1', askedOn: '2026-11-20', by: 'A. Ames', what: asked, text: '' }] }),
      ['order_change'],
      {
        about: 'request of A. Ames',
        text: 'The quantity of BRG-1, "five", cannot be read as a number.',
      },
    ],
  ])('keeps no other type from looking, and is told: %s', (_, context, types, gap) => {
    context.credit!.limit = { amount: '100.00', currency: 'USD' };
    context.order.state = 'on_hold';
    expect(inspect(context).unread).toEqual(types);
    expect(detect(context).map(({ type }) => type)).toEqual(['credit_hold']);
    const gaps = dataQuality(context);
    expect(gaps).toContainEqual(gap);
    expect(gaps.filter(({ text }) => text.startsWith('Not checked for'))).toHaveLength(types.length);
  });

  it('is no end of data quality either', () => {
    const context = testOrder();
    context.order.lines[0]!.unitPrice = 'ten';
    expect(dataQuality(context)).toContainEqual({
      about: 'line 1 BRG-1',
      text: 'The price, "ten", cannot be read as a number.',
    });
  });
});
