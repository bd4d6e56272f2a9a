import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { ReadDocument } from '#core/model/document.ts';
import { evalPapers } from './evalPapers.ts';
import { pagesFromText } from './paper/page.ts';
import { readPaper } from './paper/read.ts';
import { pdfPages } from './pdf/pages.ts';
import { readPdf } from './pdf/readPdf.ts';
import { endReading } from './readInWorker.ts';

afterAll(endReading);

const corpora = fileURLToPath(new URL('../../../shared/corpora/documents/', import.meta.url));
const here = existsSync(corpora);
const bytesOf = (path: string) => new Uint8Array(readFileSync(path));

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

// 8 other-language and other-layout invoices of the wild: how much is read right, by field.
test.skipIf(!here)(
  'invoices of strangers: total, date and currency all right (needs corpora)',
  async () => {
    const dir = `${corpora}invoice2data/`;
    const right: Record<string, number> = { amount: 0, date: 0, currency: 0, invoice_number: 0, issuer: 0 };
    let count = 0;
    for (const name of readdirSync(dir).filter((name) => name.endsWith('.pdf'))) {
      const [gold] = JSON.parse(readFileSync(dir + name.replace('.pdf', '.json'), 'utf8')) as Record<
        string,
        unknown
      >[];
      const { fields } = (await readPdf(name, bytesOf(dir + name))) as ReadDocument;
      count += 1;
      const total = fields.total?.value;
      if (gold!.amount === undefined || Number(total) === gold!.amount) right.amount! += 1;
      if (fields.date?.value === gold!.date) right.date! += 1;
      if (fields.currency?.value === gold!.currency) right.currency! += 1;
      if (fields.number?.value === gold!.invoice_number) right.invoice_number! += 1;
      if (String(gold!.issuer).startsWith(fields.seller?.value ?? '?')) right.issuer! += 1;
    }
    expect(right.amount).toBe(count);
    expect(right.date).toBe(count);
    expect(right.currency).toBe(count);
    expect(right.invoice_number! / count).toBeGreaterThanOrEqual(0.85);
    expect(right.issuer! / count).toBeGreaterThanOrEqual(0.6);
  },
  120_000,
);

test.skipIf(!here)(
  'e-invoices: what the rules read in print equals the file inside (needs corpora)',
  async () => {
    let checks = 0;
    let wrong = 0;
    for (const path of globSync(`${corpora}zugferd/**/*.pdf`)) {
      const { attachments } = await pdfPages(bytesOf(path));
      expect(attachments).toHaveLength(1);
      const reading = (await readPdf(path, bytesOf(path))) as ReadDocument;
      const printed = reading.checks.filter(({ name }) => /^printed_(?:total|number)/.test(name));
      checks += printed.length;
      wrong += printed.filter(({ ok }) => !ok).length;
    }
    expect(checks).toBeGreaterThanOrEqual(55);
    expect(wrong / checks).toBeLessThanOrEqual(0.02);
  },
  120_000,
);
