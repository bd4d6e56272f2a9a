import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { corporaHere, type Share } from '../../bench/corpora/folder.ts';
import { printAgainstXml, printedInvoices } from '../../bench/corpora/invoices.ts';
import { receiptTranscripts } from '../../bench/corpora/receipts.ts';
import { evalPapers } from './evalPapers.ts';
import { pagesFromText } from './paper/page.ts';
import { readPaper } from './paper/read.ts';
import { endReading } from './readInWorker.ts';

afterAll(endReading);

describe('papers', () => {
  it('of the examples are read as they say, the photo too', async () => {
    const score = await evalPapers(fileURLToPath(new URL('../../examples/documents', import.meta.url)));
    expect(score.misses).toEqual([]);
    expect(score.papers).toBe(8);
    expect(score.sureRight).toBe(score.sure);
  }, 120_000);

  it('in plain text are read by their columns, with German numbers and dates', () => {
    const text = [
      'Nordhafen Technik GmbH - Speicherweg 3 - 20457 Hamburg',
      '',
      'Rechnung',
      'Rechnungsnr.: NT-2026-118          Rechnungsdatum: 7. Mai 2026',
      '',
      'Pos.  Bezeichnung             Menge   Einzelpreis      Betrag',
      '1     Kugelhahn DN 25            12         29,30      351,60',
      '2     Rundschlinge 2 t            4      1.020,00    4.080,00',
      '',
      '                                   Nettobetrag       4.431,60',
      '                                   MwSt. 19 %          842,00',
      '                                   Gesamtbetrag      5.273,60 EUR',
    ].join('\n');
    const { kind, fields, lines, checks, missing } = readPaper(pagesFromText(text), 'nt.txt');
    const value = (name: keyof typeof fields) => fields[name]?.value;
    expect(kind).toBe('invoice');
    expect([
      value('number'),
      value('date'),
      value('total'),
      value('totalNet'),
      value('totalTax'),
      value('currency'),
    ]).toEqual(['NT-2026-118', '2026-05-07', '5273.60', '4431.60', '842.00', 'EUR']);
    expect(value('seller')).toBe('Nordhafen Technik GmbH');
    expect(lines.map((line) => [line.quantity?.value, line.unitPrice?.value, line.amount?.value])).toEqual([
      ['12', '29.30', '351.60'],
      ['4', '1020.00', '4080.00'],
    ]);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(missing).toEqual([]);
  });

  it('that contradict themselves say so', () => {
    const text = [
      'INVOICE  No. A-1001',
      'Item   Description   Qty   Price   Amount',
      'VX-1   Valve          10    5.00    60.00',
      '',
      '   Total  60.00 USD',
    ];
    const { checks, lines } = readPaper(pagesFromText(text.join('\n')), 'a.txt');
    expect(checks).toContainEqual({
      name: 'line_1_amount',
      ok: false,
      detail: '10 × 5.00 = 50.00, the line says 60.00',
    });
    expect(lines[0]!.amount!.confidence).toBeLessThan(0.8);
  });

  it.each([
    '',
    '\n\n\n',
    'x',
    '€ % () [] ---',
    'Total\nTotal\nTotal',
    `${'Invoice '.repeat(3000)}`,
    '1 2 3\n'.repeat(2000),
  ])('of nothing sensible are read without a word too much (%#)', (text) => {
    expect(readPaper(pagesFromText(text), 'x.txt').lines).toEqual([]);
  });
});

describe.skipIf(!corporaHere)('papers of strangers (needs corpora)', () => {
  const share = ({ of, right }: Share) => right / of;

  it('invoices: total, date and currency all right, number and issuer mostly', async () => {
    const { papers, fields } = await printedInvoices();
    expect(papers).toBeGreaterThan(8);
    const { amount, date, currency, invoice_number, issuer } = fields;
    expect([amount, date, currency].map((field) => share(field!))).toEqual([1, 1, 1]);
    expect(share(invoice_number!)).toBeGreaterThanOrEqual(0.85);
    expect(share(issuer!)).toBeGreaterThanOrEqual(0.6);
  }, 120_000);

  it('e-invoices: what the rules read in print equals the file inside', async () => {
    const { values } = await printAgainstXml();
    expect(values.of).toBeGreaterThanOrEqual(55);
    expect(share(values)).toBeGreaterThanOrEqual(0.98);
  }, 120_000);

  // Letters of thermal print on phone photos are often misread; the figures below are what the rules reach alone.
  it('receipts: company, date, address and total by the rules, from their transcripts', async () => {
    const { fields } = await receiptTranscripts();
    expect(share(fields.total)).toBeGreaterThanOrEqual(0.85);
    expect(share(fields.date)).toBeGreaterThanOrEqual(0.9);
    expect(share(fields.company)).toBeGreaterThanOrEqual(0.6);
    expect(share(fields.address)).toBeGreaterThanOrEqual(0.7);
  });
});
