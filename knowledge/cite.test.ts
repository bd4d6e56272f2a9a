import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Passage } from '#core/ports.ts';
import { citePassage, splitSentences } from './cite.ts';

const text =
  'Invoices are due in thirty days. An order on credit hold is released by the credit manager. ' +
  'Above the credit limit by more than 15 percent the controller approves. St. Brendan Hospital pays by check.';
const passage: Passage = {
  id: 'a:1',
  documentId: 'a',
  document: 'Agreement',
  version: '1',
  clause: '1 Credit',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  customerId: null,
  text,
  start: 100,
  end: 100 + text.length,
};

describe('sentences', () => {
  test('do not end at abbreviations, decimals or clause numbers', () => {
    expect(
      splitSentences('St. Brendan pays 6.2 percent, see No. 4. It does. Open until 5 p.m. Monday.').map(
        (s) => s.text,
      ),
    ).toEqual(['St. Brendan pays 6.2 percent, see No. 4.', 'It does.', 'Open until 5 p.m. Monday.']);
  });

  test('end at list items, table rows and blank lines', () => {
    expect(splitSentences('Items:\n- one\n- two\n\n| a | b |\n| c | d |').map((s) => s.text)).toEqual([
      'Items:',
      '- one',
      '- two',
      '| a | b |',
      '| c | d |',
    ]);
  });

  test('have exact spans and lose nothing but space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '?', '-', '|', '4') }),
        (any) => {
          const sentences = splitSentences(any);
          for (const { start, end, text } of sentences) expect(any.slice(start, end)).toBe(text);
          expect(
            sentences
              .map((s) => s.text)
              .join('')
              .replace(/\s/g, ''),
          ).toBe(any.replace(/\s/g, ''));
        },
      ),
    );
  });
});

describe('a citation', () => {
  test('quotes the one sentence that supports the claim, with its place in the document', () => {
    const citation = citePassage(passage, ['credit hold', 'release']);
    expect(citation).toMatchObject({
      quote: 'An order on credit hold is released by the credit manager.',
      start: 133,
    });
    expect(citation!.end - citation!.start).toBe(citation!.quote.length);
  });

  test('takes a neighbouring sentence along when it adds to the claim', () => {
    expect(citePassage(passage, 'credit hold release limit controller')?.quote).toMatch(
      /^An order on .* the controller approves\.$/,
    );
  });

  test('is refused where the passage says nothing about the claim', () => {
    expect(citePassage(passage, 'price deviation contract')).toBeNull();
    expect(citePassage(passage, 'credit surcharge freight')).toBeNull();
    expect(citePassage(passage, '')).toBeNull();
  });
});
