import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentFieldName } from '#core/model/document.ts';
import { readInWorker } from './readInWorker.ts';

/** What a paper says: its kind, the number of its lines, and fields by name. */
type Expected = { kind: string; lines?: number } & Partial<Record<DocumentFieldName, string>>;

export interface PapersScore {
  papers: number;
  /** Values expected, and how many were read just so. */
  fields: number;
  right: number;
  /** Of the values read with confidence above the bar, how many are right: what no person would look at. */
  sure: number;
  sureRight: number;
  misses: { file: string; name: string; expected: string; read: string | null }[];
}

const bar = 0.8;

/** Reads the papers in a folder and compares them with `expected.json` beside them. */
export async function evalPapers(folder: string): Promise<PapersScore> {
  const all = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
  const score: PapersScore = { papers: 0, fields: 0, right: 0, sure: 0, sureRight: 0, misses: [] };
  for (const [file, expected] of Object.entries(all)) {
    const [reading] = await readInWorker({
      name: file,
      bytes: new Uint8Array(await readFile(join(folder, file))),
    });
    score.papers += 1;
    for (const [name, value] of Object.entries(expected)) {
      const said = reading && 'missing' in reading ? reading : null;
      const field = said?.fields[name as DocumentFieldName];
      const read =
        name === 'kind' ? said?.kind : name === 'lines' ? said?.lines.length.toString() : field?.value;
      const right = read === String(value);
      score.fields += 1;
      if (right) score.right += 1;
      else score.misses.push({ file, name, expected: String(value), read: read ?? null });
      if (!field || field.confidence < bar) continue;
      score.sure += 1;
      if (right) score.sureRight += 1;
    }
  }
  return score;
}
