import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateQuote } from './quote.ts';

test('a quote is found word for word, whatever the white space, with its exact place', () => {
  const text = 'Calder’s credit manager\n  releases it (at once).';
  const place = locateQuote(text, "Calder's credit manager releases it (at once).");
  expect(text.slice(place!.start, place!.end)).toBe(text);
});

test('a changed word, another case and a scrap are no quotes', () => {
  const text = 'The prices are firm for the term.';
  expect(locateQuote(text, 'The prices are not firm')).toBeNull();
  expect(locateQuote(text, 'the Prices are firm')).toBeNull();
  expect(locateQuote(text, 'prices are')).toBeNull();
  expect(locateQuote(text, '   ')).toBeNull();
});

test('every run of three or more words of a text is found in it', () => {
  const words = fc.array(fc.stringMatching(/^[!-~]{1,6}$/), { minLength: 3, maxLength: 20 });
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '\n', ' \t '), (list, gap) => {
      const text = list.join(gap);
      const place = locateQuote(text, list.slice(0, 3).join(' '));
      expect(place && text.slice(place.start, place.end)).toBe(list.slice(0, 3).join(gap));
    }),
  );
});
