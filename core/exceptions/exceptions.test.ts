import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionSpec } from '../model/action.ts';
import { anyContext } from './anyContext.ts';
import { dataQuality, exceptionTypes } from './index.ts';
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
