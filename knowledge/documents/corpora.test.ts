/** Figures over files of other people, which lie beside the repository and never in it. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ReadDocument, ReadEdi } from '#core/model/document.ts';
import { readEdi } from './edi/readEdi.ts';
import { readXml } from './einvoice/readXml.ts';
import { readFile } from './readFile.ts';

const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));
const here = existsSync(`${corpora}edi`);
const bytesOf = (path: string) => new Uint8Array(readFileSync(corpora + path));

interface Expected {
  file: string;
  sets: string[];
  malformed: boolean;
}
const expected = (): Expected[] =>
  readFileSync(`${corpora}edi/EXPECTED_TYPES.derived.tsv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .map(([file = '', sets = '', malformed = '']) => ({
      file,
      sets: sets.split(','),
      malformed: malformed === 'yes',
    }));

/** An address "ST*78572" in a freight bill that the derived list took for the header of a set. */
const notASet = '785';

it.skipIf(!here)('every well-formed EDI file is read with its set types (needs corpora)', () => {
  const wrong: string[] = [];
  for (const { file, sets } of expected()) {
    const found = [...new Set(readEdi(file, bytesOf(`edi/${file}`)).map(({ set }) => set))].sort();
    const wanted = sets.filter((set) => set !== notASet).sort();
    if (found.join() !== wanted.join()) wrong.push(`${file}: ${found.join()} instead of ${wanted.join()}`);
  }
  expect(wrong).toEqual([]);
});

it.skipIf(!here)('every malformed EDI file gives errors with segment and position (needs corpora)', () => {
  const malformed = expected().filter((file) => file.malformed);
  expect(malformed).toHaveLength(3);
  for (const { file } of malformed) {
    const errors = readEdi(file, bytesOf(`edi/${file}`)).flatMap((reading) => reading.errors);
    expect(errors.length, file).toBeGreaterThan(1);
    for (const error of errors)
      expect(error).toMatchObject({
        code: expect.any(String),
        segment: expect.any(String),
        position: expect.any(Number),
      });
  }
});

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

it.skipIf(!here)('the fields that a set must have are found in all of them (needs corpora)', () => {
  const missing: string[] = [];
  for (const { file, malformed } of expected()) {
    if (malformed) continue;
    for (const { set, control, fields } of readEdi(file, bytesOf(`edi/${file}`)))
      for (const name of needed[set] ?? [])
        if (!fields[name]) missing.push(`${file} ${set} ${control}: ${name}`);
  }
  expect(missing).toEqual([]);
});

it.skipIf(!here)('three readings of one invoice agree, and add up (needs corpora)', async () => {
  const folder = 'documents/zugferd/XML-Rechnung/';
  const names = globSync('UBL/*.xml', { cwd: corpora + folder });
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const read = async (path: string) => (await readXml(path, bytesOf(folder + path))) as ReadDocument;
    const ubl = await read(name);
    const cii = await read(name.replace('UBL/', 'CII/').replace('.ubl.', '.cii.'));
    const values = ({ fields }: ReadDocument) =>
      Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.value]));
    expect(values(ubl), name).toEqual(values(cii));
    expect([...ubl.checks, ...cii.checks].filter(({ ok }) => !ok)).toEqual([]);
    expect(ubl.lines.length).toBe(cii.lines.length);
  }
});

it.skipIf(!here)('no file makes the reader throw (needs corpora)', async () => {
  const all = globSync(['edi/**/*.*', 'documents/**/*.{xml,csv,json,txt}'], { cwd: corpora });
  for (const path of all.filter((found) => statSync(corpora + found).isFile()))
    expect(await readFile({ name: path, bytes: bytesOf(path) })).not.toEqual([]);
});
