import { describe, expect, it } from 'vitest';
import type { DocumentReading, ReadDocument } from '#core/model/document.ts';
import { readFile } from '../readFile.ts';
import { workbook } from '../testing/workbook.ts';

const csv = async (text: string | Uint8Array): Promise<DocumentReading> =>
  (
    await readFile({ name: 'a.csv', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text })
  )[0]!;
const table = async (text: string): Promise<ReadDocument> => {
  const reading = await csv(text);
  if (!('checks' in reading)) throw new Error(JSON.stringify(reading));
  return reading;
};
const line = ({ lines }: ReadDocument, at = 0) =>
  Object.fromEntries(Object.entries(lines[at] ?? {}).map(([name, field]) => [name, field.value]));

describe('a table', () => {
  it.each<[string, string]>([
    [
      'English, commas',
      'PO Number,HL-1\nOrder date,11/24/2026\n\nLine,Item No.,Description,Qty,UOM,Unit Price,Ext. Price\n1,BRG-6204,"Bearing, sealed",12,ea,$1,234.50,x\n'.replace(
        '$1,234.50,x',
        '"$1,234.50","14,814.00"',
      ),
    ],
    [
      'German, semicolons',
      'Bestellnummer;HL-1\nDatum;24.11.2026\n\nPos.;Artikelnummer;Bezeichnung;Menge;Einheit;Einzelpreis;Gesamtpreis\n1;BRG-6204;"Bearing, sealed";12;ea;1.234,50 €;14.814,00 €\n',
    ],
    [
      'Spanish',
      'Nº pedido;HL-1\nFecha;24/11/2026\n\nLínea;Código artículo;Descripción;Cantidad;Unidad;Precio unitario;Importe\n1;BRG-6204;Bearing, sealed;12;ea;1.234,50;14.814,00\n'.replace(
        'Nº pedido',
        'No. pedido',
      ),
    ],
    [
      'French, tabs',
      'N° commande\tHL-1\nDate\t24/11/2026\n\nLigne\tRéférence\tDésignation\tQuantité\tUnité\tPrix unitaire HT\tMontant HT\n1\tBRG-6204\tBearing, sealed\t12\tea\t1 234,50\t14 814,00\n'.replace(
        'N° commande',
        'No commande',
      ),
    ],
    [
      'with a hint of Excel',
      'sep=|\nPO|HL-1\nDate|2026-11-24\nLine|SKU|Description|Quantity|Unit|Price|Total\n1|BRG-6204|Bearing, sealed|12|ea|1234.5|14814\n',
    ],
  ])('%s is read cell by cell', async (_, text) => {
    const reading = await table(text);
    expect(reading.kind).toBe('purchase_order');
    expect(reading.fields.poNumber?.value).toBe('HL-1');
    expect(reading.fields.date?.value).toBe('2026-11-24');
    expect(line(reading)).toMatchObject({
      line: '1',
      sku: 'BRG-6204',
      description: 'Bearing, sealed',
      quantity: '12',
      unit: 'ea',
    });
    expect([Number(line(reading).unitPrice), Number(line(reading).amount)]).toEqual([1234.5, 14814]);
    expect(reading.checks).toEqual([expect.objectContaining({ name: 'line_amount', ok: true })]);
  });

  it('says where each value stands', async () => {
    const reading = await table('PO,HL-1\n\nItem,Qty\nBRG-6204,"1,000"\n');
    expect(reading.fields.poNumber?.source).toEqual({ at: 'B1' });
    expect(reading.lines[0]?.quantity).toMatchObject({ value: '1000', source: { at: 'B4', text: '1,000' } });
  });

  it('decides by all its numbers what a comma is', async () => {
    const prices = (await table('Artikel;Menge;Preis\nA;1.500;3,125\nB;2;4,5\n')).lines.map((l) => [
      l.quantity?.value,
      l.unitPrice?.value,
    ]);
    expect(prices).toEqual([
      ['1500', '3.125'],
      ['2', '4.5'],
    ]);
  });

  it('decides by all its days which number is the month, and is unsure where none tells', async () => {
    const days = async (text: string) =>
      (await table(`Item,Qty,Need by\nA,1,${text}\nB,1,04/05/2026\n`)).lines.map((l) => [
        l.requestedDate?.value,
        l.requestedDate?.confidence,
      ]);
    expect(await days('25/11/2026')).toEqual([
      ['2026-11-25', 0.97],
      ['2026-05-04', 0.97],
    ]);
    expect(await days('11/25/2026')).toEqual([
      ['2026-11-25', 0.97],
      ['2026-04-05', 0.97],
    ]);
    expect((await days('03/05/2026'))[0]?.[1]).toBeLessThan(0.9);
  });

  it('sums are fields and not lines, and are checked', async () => {
    const reading = await table(
      'Item,Qty,Price,Total\nA,2,5,10\nB,1,7,7\nSubtotal,,,17\nTax,,,3.23\nTotal,,,20.00\n',
    );
    expect(reading.lines).toHaveLength(2);
    expect(reading.fields).toMatchObject({
      totalNet: { value: '17' },
      totalTax: { value: '3.23' },
      total: { value: '20.00' },
    });
    expect(reading.checks.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual([
      'Net 17 and tax 3.23 make 20.23, but 20.00 is stated.',
    ]);
  });

  it('without quantities is a price list, with confirmed ones an answer', async () => {
    expect((await table('Article;Prix\nA;1,5\nB;2,5\n')).kind).toBe('other');
    expect((await table('Item,Qty,Confirmed Qty\nA,5,3\nB,2,2\n')).kind).toBe('order_confirmation');
    expect((await table('Lieferschein 4711;;\nArtikel;Menge;Einheit\nA;1;Stk\n')).kind).toBe('packing_list');
  });

  it('knows a line’s number under "Item" where the material stands beside it', async () => {
    expect(line(await table('Item,Material,Qty\n10,BRG-6204,5\n'))).toMatchObject({
      line: '10',
      sku: 'BRG-6204',
    });
  });

  it('in the charset of old programs, and in UTF-16', async () => {
    const text = 'Artikel;Bezeichnung;Menge\nA;Wälzlager;5\nB;x;1\n';
    for (const bytes of [
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
      new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]),
    ])
      expect(await csv(bytes)).toMatchObject({ lines: [{ description: { value: 'Wälzlager' } }, {}] });
  });

  it('of something else is not read', async () => {
    expect(await csv('Name,Street,City\nA,B,C\nD,E,F\n')).toMatchObject({ code: 'unknown_type' });
  });

  it.each<[string, string]>([
    ['an open quote', 'Item,Qty,Price\nA,1,2\n"B,1,2\nC,1,2\n'],
    ['ragged rows', 'Item,Qty,Price\nA\nA,1,2,3,4,5\n,,\nB,2,3\n'],
    ['formulas', 'Item,Qty,Price\n"=cmd|\' /C calc\'!A0",1,2\nB,1,2\n'],
  ])('with %s does not throw', async (_, text) => {
    expect(await csv(text)).toHaveProperty('file', 'a.csv');
  });

  it('with endless cells is read soon', async () => {
    const blanks = ' '.repeat(45_000);
    const reading = await table(`Item,Qty\nA,1\n1${blanks}z,2\n${blanks}x,1${blanks}y\n`);
    expect(reading.lines.map((l) => l.quantity?.value)).toEqual(['1', '2']);
  });

  it('that is too long is refused', async () => {
    expect(await csv(`Item,Qty,Price\n${'A,1,2\n'.repeat(20_001)}`)).toMatchObject({ code: 'too_large' });
  });
});

describe('a workbook', () => {
  const rows = [
    ['PO', 'NF-1'],
    ['Item', 'Qty', 'Unit Price', 'Need by'],
    ['BRG-6204', 300, 6.42, { day: '2026-12-10' }],
  ];

  it('is read with its days and its exact numbers', async () => {
    const [reading] = await readFile({ name: 'a.xlsx', bytes: workbook(rows) });
    expect(reading).toMatchObject({
      kind: 'purchase_order',
      fields: { poNumber: { value: 'NF-1', source: { at: 'Order!B1' } } },
      lines: [
        {
          sku: { value: 'BRG-6204' },
          quantity: { value: '300' },
          unitPrice: { value: '6.42', source: { at: 'Order!C3' } },
          requestedDate: { value: '2026-12-10' },
        },
      ],
    });
  });

  it('with cells at the end of the world is refused before they are built', async () => {
    const far = (reference: string, row: number) =>
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="${row}"><c r="${reference}"><v>1</v></c></row></sheetData></worksheet>`;
    for (const sheet of [far('XFD2', 2), far('A1048576', 1_048_576)])
      expect(await readFile({ name: 'a.xlsx', bytes: workbook(sheet) })).toEqual([
        expect.objectContaining({ code: 'too_large' }),
      ]);
  });

  it('without a table is not read', async () => {
    expect(await readFile({ name: 'a.xlsx', bytes: workbook([['Hello', 'world']]) })).toEqual([
      expect.objectContaining({ code: 'unknown_type' }),
    ]);
  });

  it('that is broken inside is damaged', async () => {
    expect(await readFile({ name: 'a.xlsx', bytes: workbook('<worksheet><sheetData><row') })).toEqual([
      expect.objectContaining({ file: 'a.xlsx', unreadable: expect.any(String) }),
    ]);
  });
});
