import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommand } from './readCommand.ts';

const run = (files: { name: string; data: string }[]) =>
  readCommand.run({ files, options: {}, env: {} }, null);
const example = (name: string) => ({
  name,
  data: readFileSync(join(import.meta.dirname, 'examples/edi', name)).toString('base64'),
});

describe('unhold read', () => {
  it('needs no store', () => {
    expect(readCommand.store({})).toBe(false);
  });

  it('prints one object for each EDI document', async () => {
    const { lines, exitCode } = await run([example('02-855-backorder-and-price.edi')]);
    expect(exitCode).toBe(0);
    expect(lines.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        file: '02-855-backorder-and-price.edi',
        standard: 'X12',
        set: '855',
        control: '0001',
        errors: [],
      }),
    ]);
    expect(lines[0]?.say).toMatch(
      /^02-855-backorder-and-price.edi: X12 855 0001, 2 lines; poNumber MCT-0674/,
    );
  });

  it('prints fields, lines, checks and what is missing of other papers', async () => {
    const { lines } = await run([example('10-invoice.cii.xml')]);
    expect(Object.keys(lines[0]?.data ?? {})).toEqual([
      'file',
      'kind',
      'fields',
      'lines',
      'checks',
      'missing',
    ]);
    expect(lines[0]?.data).toMatchObject({
      fields: { total: { value: '8568.00', confidence: 1 } },
      missing: [],
    });
  });

  it('says what could not be read, goes on with the next, and answers 1', async () => {
    const broken = { name: 'x.exe', data: Buffer.from('MZ').toString('base64') };
    const { lines, exitCode } = await run([broken, example('05-orders.edi')]);
    expect(exitCode).toBe(1);
    expect(lines[0]?.data).toEqual({
      file: 'x.exe',
      code: 'executable',
      unreadable: 'Programs and scripts are not opened.',
    });
    expect(lines[1]?.data).toMatchObject({ set: 'ORDERS' });
  });

  it('without a file is a wrong call', async () => {
    expect((await run([])).exitCode).toBe(2);
  });
});
