/** Figures over files of other people, which lie beside the repository and never in it. */
import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ReadEdi } from '#core/model/document.ts';
import { ediFigures, ediFiles, ediReadings } from '../../bench/corpora/edi.ts';
import { bytesOf, corpora, corporaHere, filesAt } from '../../bench/corpora/folder.ts';
import { threeReadings } from '../../bench/corpora/invoices.ts';
import { readFile } from './readFile.ts';

it.skipIf(!corporaHere)(
  'every EDI file is read with its set types, and a malformed one gives errors with segment and position (needs corpora)',
  () => {
    const { types, malformed, wrong } = ediFigures();
    expect(wrong).toEqual([]);
    expect([types.of > 60, malformed]).toEqual([true, { of: 3, right: 3 }]);
  },
);

const needed: Record<string, (keyof ReadEdi['fields'])[]> = {
  '210': ['number', 'total'],
  '214': ['trackingNumber', 'status'],
  '810': ['number', 'date', 'total'],
  '855': ['poNumber', 'date'],
  '856': ['poNumber', 'date'],
  '940': ['orderNumber', 'shipTo'],
  '945': ['shipmentNumber', 'shipTo'],
  '990': ['shipmentNumber', 'status'],
};

it.skipIf(!corporaHere)('the fields that a set must have are found in all of them (needs corpora)', () => {
  const missing: string[] = [];
  for (const { file, malformed } of ediFiles()) {
    if (malformed) continue;
    for (const { set, control, fields } of ediReadings(file))
      for (const name of needed[set] ?? [])
        if (!fields[name]) missing.push(`${file} ${set} ${control}: ${name}`);
  }
  expect(missing).toEqual([]);
});

it.skipIf(!corporaHere)(
  'one invoice as UBL and as CII is read alike and adds up, and as PDF it is what its file says (needs corpora)',
  async () => {
    const { xml, pdf } = await threeReadings();
    expect(xml.of).toBeGreaterThan(3);
    expect(xml.right).toBe(xml.of);
    // One of the PDFs has other dates inside than the bare files of its name.
    expect(pdf.right).toBeGreaterThanOrEqual(pdf.of - 1);
  },
);

it.skipIf(!corporaHere)('no file makes the reader throw (needs corpora)', async () => {
  const all = [...filesAt('edi/**/*.*'), ...filesAt('documents/**/*.{xml,csv,json,txt}')];
  for (const path of all.filter((found) => statSync(corpora + found).isFile()))
    expect(await readFile({ name: path, bytes: bytesOf(path) })).not.toEqual([]);
});
