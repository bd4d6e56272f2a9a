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

  it.each<[string, string, Uint8Array | string, string]>([
    ['a program', 'order.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0]), 'executable'],
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
    const [reading] = await read('a.zip', lying);
    expect(reading).toHaveProperty('unreadable');
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
