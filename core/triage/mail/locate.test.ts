import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmounts } from './amounts.ts';
import { readMail } from './read.ts';

const base = {
  messageId: '<1@x.example>',
  inReplyTo: null,
  references: [],
  from: { name: 'Owen', address: 'owen@harmonylabs.example' },
  to: [],
  date: '2026-11-23T09:00:00.000Z',
  headers: {},
  attachments: [],
};
const shown = (subject: string, text: string) =>
  readMail({ ...base, subject, text }).fields!.map((field) => [
    field.name,
    field.value,
    (field.in ? subject : text).slice(field.start, field.end),
  ]);

describe('each value is shown where it stands', () => {
  test('in a mail with history, quote marks and a subject', () => {
    const text =
      'Hi,\r\n\r\n400 boxes on SO-10482 came at $12.40 on Nov 20.\r\n\r\nOn Mon, Nov 23, 2026 at 9:00 AM Bob <bob@b.example> wrote:\r\n> SO-99999 is fine.';
    expect(shown('Re: PO HL-77120', text)).toEqual([
      ['poNumber', 'HL-77120', 'HL-77120'],
      ['quantity', '400', '400'],
      ['orderNumber', 'SO-10482', 'SO-10482'],
      ['price', '12.40 USD', '$12.40'],
      ['date', '2026-11-20', 'Nov 20'],
    ]);
  });

  test('in what was passed on, whose subject stands in the text', () => {
    const text =
      'See below.\n\n-----Original Message-----\nFrom: Ann Bell <ann@apex.example>\nSent: Monday, November 9, 2026 9:00 AM\nTo: Maya\nSubject: PO AMW-5563\n\nWhere is it?';
    expect(shown('FW: question', text)).toContainEqual(['poNumber', 'AMW-5563', 'AMW-5563']);
  });

  test('for any text', () => {
    const word = fc.constantFrom(
      'PO 4711',
      'SO-10482',
      '> ',
      '\n',
      '$4.20',
      'order',
      '12 boxes',
      '1Z999AA10123456784',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), (words) => {
        const text = words.join(' ');
        for (const { start, end, in: where } of readMail({ ...base, subject: 'PO 99', text }).fields!) {
          const whole = where ? 'PO 99' : text;
          expect(start >= 0 && end > start && end <= whole.length).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['1.234,50 EUR', 'de', 'price', '1234.50 EUR'],
  ['$1,234.50', 'en', 'price', '1234.50 USD'],
  ['zu 12,40 €', 'de', 'price', '12.40 EUR'],
  ['5.000 Stück', 'de', 'quantity', '5000'],
  ['12 boxes', 'en', 'quantity', '12'],
  ['11/20/2026', 'en', 'date', '2026-11-20'],
  ['20.11.2026', 'de', 'date', '2026-11-20'],
  ['3. Dezember', 'de', 'date', '2026-12-03'],
  ['el 9 de noviembre de 2026', 'es', 'date', '2026-11-09'],
  ['le 1er février', 'fr', 'date', '2026-02-01'],
])('%s (%s) is the %s %s', (text, language, name, value) => {
  expect(readAmounts(text, { year: 2026, language })).toMatchObject([{ name, value }]);
});
