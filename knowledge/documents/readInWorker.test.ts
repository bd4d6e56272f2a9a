import { afterAll, describe, expect, it } from 'vitest';
import { cropField } from './crop.ts';
import { paperLimits } from './limits.ts';
import { endReading, readInWorker } from './readInWorker.ts';
import { pdfOf, pngOf } from './testing/papers.ts';

afterAll(endReading);

const order = pdfOf([
  [
    [50, 740, 'PURCHASE ORDER'],
    [50, 700, 'PO Number: AB-20417'],
    [50, 686, 'PO Date: 2026-11-20'],
    [400, 400, 'Total USD 1,250.00'],
  ],
]);
const code = async (name: string, bytes: Uint8Array) => {
  const [reading] = await readInWorker({ name, bytes });
  return reading && 'code' in reading ? reading.code : 'read';
};

describe('reading in a thread with limits', () => {
  it('reads a PDF and cuts the piece of the page around a field', async () => {
    const file = { name: 'order.pdf', bytes: order };
    const [reading] = await readInWorker(file);
    expect(reading).toMatchObject({
      kind: 'purchase_order',
      fields: {
        poNumber: { value: 'AB-20417', source: { page: 1, text: 'AB-20417' } },
        total: { value: '1250.00' },
      },
    });
    if (!reading || !('fields' in reading)) throw new Error('not read');
    const png = await cropField(file, reading.fields.poNumber!.source);
    expect(Buffer.from(png!.subarray(1, 4)).toString()).toBe('PNG');
    expect(png!.length).toBeLessThan(50_000);
    expect(await cropField(file, null)).toBeNull();
    expect(
      await cropField({ name: 'x.pdf', bytes: new Uint8Array([1, 2, 3]) }, reading.fields.poNumber!.source),
    ).toBeNull();
  });

  it('answers for what cannot be read, and reads the next file', async () => {
    expect(await code('cut.pdf', order.subarray(0, 60))).toBe('damaged');
    const locked = pdfOf([[[50, 700, 'secret']]], {
      trailer: `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>/ID[<4142><4142>]`,
    });
    expect(await code('locked.pdf', locked)).toBe('encrypted');
    expect(await code('long.pdf', pdfOf(Array.from({ length: 301 }, () => [[50, 700, 'x']])))).toBe(
      'too_large',
    );
    // 9 × 10^9 pixels in a file of 200 bytes: refused by its header.
    expect(await code('bomb.png', pngOf(95_000, 95_000))).toBe('too_large');
    expect(await code('cut.png', pngOf(400, 400).subarray(0, 20))).toBe('damaged');
    expect(await code('black.png', pngOf(60, 60, 60))).toBe('illegible');
    expect(await code('photo.jpg', order)).toBe('read');
    expect(await code('order.pdf', Buffer.from('MZ\x90\x00 not a pdf'))).toBe('executable');
    expect(
      await code(
        'deep.pdf',
        pdfOf([[[50, 700, 'one two three four five']]], { objects: ['['.repeat(50_000)] }),
      ),
    ).toBe('read');
    expect(await code('order.pdf', order)).toBe('read');
  });

  it('ends a file that takes too long, and only that one', async () => {
    const [slow] = await readInWorker(
      { name: 'slow.pdf', bytes: order },
      { ...paperLimits, milliseconds: 0 },
    );
    expect(slow).toMatchObject({ file: 'slow.pdf', code: 'too_slow' });
    expect(await code('order.pdf', order)).toBe('read');
  });

  it('ends a file that takes too much memory, and only that one', async () => {
    await endReading();
    const many = pdfOf(
      Array.from({ length: 200 }, () =>
        Array.from({ length: 300 }, (_, n): [number, number, string] => [
          50,
          780 - n * 2,
          `word${n} 12.00 13.00 Total Invoice 14`,
        ]),
      ),
    );
    const [big] = await readInWorker(
      { name: 'big.pdf', bytes: many },
      { ...paperLimits, heapMegabytes: 24, milliseconds: 60_000 },
    );
    expect(big).toMatchObject({ file: 'big.pdf', code: 'too_large' });
    await endReading();
    expect(await code('order.pdf', order)).toBe('read');
  });
});
