import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFile, readLimits } from './readFile.ts';
import { edifact, x12 } from './testing/edi.ts';
import { workbook } from './testing/workbook.ts';

const read = (name: string, bytes: Uint8Array | string, limits = readLimits) =>
  readFile({ name, bytes: typeof bytes === 'string' ? strToU8(bytes) : bytes }, limits);
const order = x12('850', ['BEG*00*SA*HL-1**20261124', 'PO1*1*5*EA*2**VN*BRG-6204']);

describe('a file', () => {
  it('is what its bytes say and not what its name says', async () => {
    expect(await read('invoice.pdf', order)).toEqual([expect.objectContaining({ set: '850' })]);
    expect(await read('order.xml', edifact('ORDERS:D:96A:UN', ['BGM+220+1+9']))).toEqual([
      expect.objectContaining({ set: 'ORDERS' }),
    ]);
    expect(
      await read(
        'scan.jpg',
        workbook([
          ['Item', 'Qty'],
          ['A', 1],
        ]),
      ),
    ).toEqual([expect.objectContaining({ kind: 'purchase_order' })]);
  });

  it.each([
    ['whose first item begins as programs do', 'order.csv', 'MZ-item;Qty\nMZ-1;2\nMZ-2;3\n'],
    ['that is called after a web address', 'order for acme.com', 'Item;Qty\nA;2\nB;3\n'],
  ])('%s is read', async (_, name, text) => {
    const [reading] = await read(name, text);
    expect(reading).toHaveProperty('lines');
  });

  it.each<[string, string, Uint8Array | string, string]>([
    ['a program by its name', 'acme.com', new Uint8Array([0xe9, 0x3d, 0x01, 0x00, 0x90]), 'executable'],
    ['a program by its first bytes', 'order.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0]), 'executable'],
    ['a program for Linux', 'order', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2]), 'executable'],
    ['a script by its first line', 'order.csv', '#!/bin/sh\nrm -rf /\n', 'executable'],
    ['a script by its name', 'order.pdf.js', 'Item,Qty\nA,1\n', 'executable'],
    [
      'a workbook that is called one with macros',
      'order.xlsm',
      workbook([
        ['Item', 'Qty'],
        ['A', 1],
      ]),
      'macro',
    ],
    [
      'a workbook with macros inside',
      'order.xlsx',
      workbook(
        [
          ['Item', 'Qty'],
          ['A', 1],
        ],
        { 'xl/vbaProject.bin': 'x' },
      ),
      'macro',
    ],
    [
      'an old workbook',
      'order.xls',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'unknown_type',
    ],
    [
      'a workbook with a password',
      'order.xlsx',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'encrypted',
    ],
    ['another archive', 'order.7z', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'archive'],
    ['a web page', 'order.csv', '<!DOCTYPE html><html></html>', 'unknown_type'],
    ['JSON', 'order.csv', '{"a": 1}', 'unknown_type'],
    ['nothing', 'order.edi', '', 'empty'],
    ['blanks', 'order.edi', ' \r\n ', 'empty'],
    ['bytes that are nothing', 'order.edi', new Uint8Array([1, 2, 3, 0, 5]), 'unknown_type'],
    ['a zip that is cut off', 'order.zip', zipSync({ a: strToU8('x'.repeat(500)) }).slice(0, 60), 'damaged'],
  ])('%s is refused with a sentence', async (_, name, bytes, code) => {
    expect(await read(name, bytes)).toEqual([{ file: name, code, unreadable: expect.stringMatching(/\.$/) }]);
  });

  it('that is too large is refused before it is looked at', async () => {
    expect(await read('a.edi', order, { ...readLimits, bytes: 100 })).toEqual([
      expect.objectContaining({ code: 'too_large' }),
    ]);
  });
});

describe('a reading', () => {
  const checksOf = async (amounts: number[]) => {
    const rows = amounts.map((amount) => `A,2,5,${amount}`);
    const [reading] = await read('a.csv', ['Item,Qty,Price,Amount', ...rows, ''].join('\n'));
    return reading && 'checks' in reading ? reading.checks : [];
  };
  const counted = (good: number, bad: number) =>
    checksOf([...Array<number>(good).fill(10), ...Array<number>(bad).fill(11)]);

  it('tells fifty checks, those that failed first, and counts the others', async () => {
    expect((await counted(30, 20)).map(({ ok }) => ok)).toEqual([
      ...Array(30).fill(true),
      ...Array(20).fill(false),
    ]);
    const few = await counted(70, 3);
    expect(few.map(({ ok }) => ok)).toEqual([false, false, false, ...Array(48).fill(true)]);
    expect(few.at(-1)).toEqual({ name: 'more', ok: true, detail: 'And 23 more check out.' });
    const many = await counted(70, 60);
    expect(many.slice(0, 50).every(({ ok }) => !ok)).toBe(true);
    expect(many.at(-1)).toMatchObject({ ok: false, detail: 'And 10 more fail and 70 more check out.' });
  });

  it('cuts values, the words they were read from and sentences that are longer than any honest one', async () => {
    const long = '😀'.repeat(10_000);
    const [reading] = await read(
      'a.csv',
      `Line,Item,Description,Qty,Price,Amount\n${long},A,"${long} b",2,5,11\n`,
    );
    expect(reading).toMatchObject({
      lines: [{ description: { value: '😀'.repeat(150) }, quantity: { value: '2' } }],
    });
    expect(JSON.stringify(reading).length).toBeLessThan(5_000);
  });
});

describe('a zip', () => {
  it('is opened, one reading for each file in it', async () => {
    const readings = await read(
      'papers.zip',
      zipSync({
        'a.edi': order,
        'in/b.csv': strToU8('Item,Qty\nA,1\nB,2\n'),
        'c.exe': new Uint8Array([0x4d, 0x5a]),
      }),
    );
    expect(
      readings.map((reading) => [reading.file, 'code' in reading ? reading.code : reading.kind]),
    ).toEqual([
      ['papers.zip/a.edi', 'purchase_order'],
      ['papers.zip/in/b.csv', 'purchase_order'],
      ['papers.zip/c.exe', 'executable'],
    ]);
  });

  it('inside a zip stays closed', async () => {
    expect(await read('a.zip', zipSync({ 'b.zip': zipSync({ 'a.edi': order }) }))).toEqual([
      expect.objectContaining({ file: 'a.zip/b.zip', code: 'archive' }),
    ]);
  });

  it('with too many files, or too many bytes, stays closed', async () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${n}.edi`, order])));
    expect(await read('a.zip', many)).toEqual([expect.objectContaining({ code: 'too_large' })]);
    const bomb = zipSync({ 'a.csv': new Uint8Array(26_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await read('a.zip', bomb)).toEqual([expect.objectContaining({ code: 'too_large' })]);
  });

  it('that lies about its sizes unpacks no more than it said', async () => {
    const lying = zipSync({ 'a.csv': new Uint8Array(2_000_000).fill(65) });
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect(JSON.stringify(await read('a.zip', lying))).not.toMatch(/A{11}/);
  });

  it('whose stored files are larger than announced, or lie on each other, stays closed', async () => {
    const directory = (zip: Uint8Array, change: (view: DataView, at: number) => void) => {
      const view = new DataView(zip.buffer);
      for (let at = 0; at < zip.length - 46; at++)
        if (view.getUint32(at, true) === 0x02014b50) change(view, at);
      return zip;
    };
    const stored = () => zipSync({ 'a.edi': order, 'b.edi': order }, { level: 0 });
    expect(await read('a.zip', stored())).toEqual([
      expect.objectContaining({ set: '850' }),
      expect.objectContaining({ set: '850' }),
    ]);
    const announced = directory(stored(), (view, at) => view.setUint32(at + 24, 0, true));
    const overlapping = directory(stored(), (view, at) => view.setUint32(at + 42, 0, true));
    for (const zip of [announced, overlapping])
      expect(await read('a.zip', zip)).toEqual([
        expect.objectContaining({ code: 'damaged', unreadable: expect.stringContaining('directory') }),
      ]);
  });

  it('with two directories stays closed, and with the same one twice is opened', async () => {
    const zip = zipSync({ 'a.edi': order });
    const end = zip.length - 22;
    const twice = (count: number) => {
      const bytes = new Uint8Array(zip.length + 76);
      bytes.set(zip.subarray(0, end));
      bytes.set(zip.subarray(end), end + 76);
      const view = new DataView(bytes.buffer);
      view.setUint32(end, 0x06064b50, true);
      view.setUint32(end + 32, count, true);
      view.setUint32(end + 48, view.getUint32(end + 76 + 16, true), true);
      view.setUint32(end + 56, 0x07064b50, true);
      view.setUint32(end + 64, end, true);
      return bytes;
    };
    expect(await read('a.zip', twice(1))).toEqual([expect.objectContaining({ set: '850' })]);
    expect(await read('a.zip', twice(2))).toEqual([expect.objectContaining({ code: 'damaged' })]);
  });

  it('that is a workbook of very many parts stays closed', async () => {
    const parts = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`xl/media/${n}.xml`, '']));
    expect(await read('a.xlsx', workbook([['Item', 'Qty']], parts))).toEqual([
      expect.objectContaining({ code: 'too_large', unreadable: expect.stringContaining('parts') }),
    ]);
  });

  it('with a password stays closed', async () => {
    const locked = zipSync({ 'a.edi': order });
    const view = new DataView(locked.buffer);
    for (let at = 0; at < locked.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
    expect(await read('a.zip', locked)).toEqual([expect.objectContaining({ code: 'encrypted' })]);
  });
});

it('no bytes at all make it throw', async () => {
  const heads = [
    order.slice(0, 120),
    strToU8('<Invoice>'),
    strToU8('Item,Qty\n'),
    strToU8('PK\x03\x04'),
    workbook([
      ['Item', 'Qty'],
      ['A', 1],
    ]),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...heads),
      fc.nat(400),
      fc.uint8Array({ maxLength: 200 }),
      async (head, cut, tail) => {
        const bytes = new Uint8Array([...head.slice(0, Math.max(4, head.length - cut)), ...tail]);
        const readings = await read('a', bytes);
        expect(readings.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200 },
  );
});
