import { expect, test } from 'vitest';
import { numberWithoutSource } from './numbers.ts';

test.each([
  ['$18,420', 'total 18420.00'],
  ['€64.180,00', 'total EUR 64,180.00'],
  ['12\u202f500', '$12,500'],
  ['6.2% below', '6.20 %'],
  ['thirty days', 'thirty (30) days'],
  ['30 days', 'thirty days'],
  ['12.11.2026', '2026-11-12'],
  ['one of the invoices', 'nothing'],
  ['clause 4.3', '4.3 Release'],
])('%s is backed by %s', (text, source) => {
  expect(numberWithoutSource(text, source)).toBeNull();
});

test.each([
  ['$18,421', 'total 18420.00', '18421'],
  ['62%', '6.2%', '62'],
  ['$1.842', '18.42', '1.842'],
  ['twenty thousand dollars', 'twenty dollars', '1000'],
  ['up to $250,000', 'up to 25,000', '250000'],
])('%s is not backed by %s', (text, source, number) => {
  expect(numberWithoutSource(text, source)).toBe(number);
});
