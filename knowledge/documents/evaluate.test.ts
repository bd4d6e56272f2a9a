import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type DocumentLabel, evalDocuments } from './evaluate.ts';
import { readFile } from './readFile.ts';

const folder = new URL('../../examples/edi/', import.meta.url);
const labels = JSON.parse(readFileSync(new URL('labels.json', folder), 'utf8')) as DocumentLabel[];
const files = new Map(
  readdirSync(folder)
    .filter((name) => name !== 'labels.json')
    .map((name) => [name, { name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) }]),
);

it('every example is labelled, and read as its label says', async () => {
  expect([...files.keys()].sort()).toEqual(labels.map(({ file }) => file).sort());
  const figures = await evalDocuments(labels, files);
  expect(figures.differences).toEqual([]);
  expect(figures).toMatchObject({ documents: 12, rightKind: 12, events: { right: 7, wrong: 0, missed: 0 } });
  expect(figures.values.right).toBe(figures.values.labelled);
});

it('every example is without fault: no EDI error, every sum right', async () => {
  for (const file of files.values())
    for (const reading of await readFile(file)) {
      if ('errors' in reading) expect(reading.errors).toEqual([]);
      if ('checks' in reading) expect(reading.checks.filter(({ ok }) => !ok)).toEqual([]);
    }
});

it('what is not as labelled is counted and said', async () => {
  const [first] = labels;
  if (!first) throw new Error('There are no labels.');
  const spoiled = { ...first, kind: 'invoice', fields: { poNumber: 'X' }, events: ['credit_hold'] };
  const figures = await evalDocuments([spoiled, { ...first, file: 'missing.edi' }], files);
  expect(figures.rightKind).toBe(0);
  expect(figures.events.missed).toBe(1);
  expect(figures.differences).toEqual([
    `${first.file}: is read as 850`,
    `${first.file}: poNumber is "X", read "HL-77120"`,
    `${first.file}: does not tell of credit_hold`,
    'missing.edi: is not there',
  ]);
});
