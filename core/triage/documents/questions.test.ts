import { describe, expect, it } from 'vitest';
import type { DocumentField, ReadDocument } from '#core/model/document.ts';
import { acceptModelFields } from './modelFields.ts';
import { applyAnswers, openQuestions, readShare } from './questions.ts';

const field = (value: string, confidence: number): DocumentField => ({
  value,
  confidence,
  source: { page: 1, box: [0.1, 0.2, 0.3, 0.02], text: value },
});
const reading: ReadDocument = {
  file: 'po.pdf',
  kind: 'purchase_order',
  fields: {
    number: field('HL-77120', 0.5),
    poNumber: field('HL-77120', 0.5),
    total: field('1320.40', 0.98),
    date: field('2026-03-04', 0.72),
  },
  lines: [],
  checks: [],
  missing: ['buyer', 'lines'],
};
const text = 'PURCHASE ORDER HL-77120\nHarmony Labs, 12 Dock Road\nTotal USD 1,320.40\nDate 04.03.2026';

describe('questions about a document', () => {
  it('are asked about what is missing and what is doubtful, each once, with the place to look at', () => {
    const questions = openQuestions(reading);
    expect(questions.map(({ name, guess }) => [name, guess])).toEqual([
      ['poNumber', 'HL-77120'],
      ['date', '2026-03-04'],
      ['buyer', null],
    ]);
    expect(questions[0]!.source?.box).toEqual([0.1, 0.2, 0.3, 0.02]);
    expect(readShare(reading)).toEqual({ read: 1, of: 4 });
  });

  it('are six at most', () => {
    const missing = ['poNumber', 'date', 'total', 'seller', 'buyer', 'shipTo', 'carrier', 'currency'];
    expect(openQuestions({ ...reading, kind: 'invoice', fields: {}, missing })).toHaveLength(6);
  });

  it('turn into fields by a person and into labelled examples', () => {
    const {
      reading: after,
      examples,
      wrong,
    } = applyAnswers(reading, {
      poNumber: ' HL-77128 ',
      date: '',
      buyer: 'Harmony Labs',
    });
    expect(wrong).toEqual([]);
    expect(after.fields.poNumber).toMatchObject({ value: 'HL-77128', confidence: 1, by: 'person' });
    expect(after.fields.date).toEqual(reading.fields.date);
    expect(after.missing).toEqual(['lines']);
    expect(examples).toMatchObject([
      { name: 'poNumber', read: { value: 'HL-77120', confidence: 0.5 }, answer: 'HL-77128' },
      { name: 'buyer', read: null, answer: 'Harmony Labs' },
    ]);
    expect(reading.fields.poNumber?.value).toBe('HL-77120');
  });

  it('refuse answers that do not fit and fields that nobody asked about', () => {
    const { reading: after, wrong } = applyAnswers(reading, {
      date: '04/03/26',
      total: '1.00',
      __proto__x: 'y',
    });
    expect(after.fields).toEqual(reading.fields);
    expect(wrong.map(({ name }) => name)).toEqual(['date', 'total', '__proto__x']);
  });
});

describe('fields that a model proposes', () => {
  const propose = (name: string, value: string, quote: string) =>
    acceptModelFields(reading, text, [{ name, value, quote }]).fields;

  it('are taken where the rules left a gap and the text says so', () => {
    const fields = propose('buyer', 'Harmony Labs', 'Harmony Labs, 12 Dock Road');
    expect(fields.buyer).toMatchObject({ value: 'Harmony Labs', by: 'model', confidence: 0.75 });
  });

  it('make a doubtful reading surer when they agree with it', () => {
    expect(propose('date', '2026-03-04', '04.03.2026').date).toMatchObject({ confidence: 0.85 });
  });

  it.each([
    ['a field the rules are sure of', 'total', '9.99', '1,320.40'],
    ['a value that its quote does not say', 'buyer', 'Acme', 'Harmony Labs'],
    ['a quote that is not in the text', 'buyer', 'Acme', 'Acme'],
    ['a part of a longer number', 'poNumber', '7712', '7712'],
    ['a date of other figures', 'date', '2026-04-05', '04.03.2026'],
    ['a field that does not exist', 'constructor', 'x', 'Total'],
  ])('are dropped: %s', (_, name, value, quote) => {
    expect(propose(name, value, quote)).toEqual(reading.fields);
  });
});
