import { basename } from 'node:path';
import type { DocumentReading } from '#core/model/document.ts';
import type { Page } from '#knowledge/documents/paper/page.ts';
import { readPaper } from '#knowledge/documents/paper/read.ts';
import { readInWorker } from '#knowledge/documents/readInWorker.ts';
import { bytesOf, count, filesAt, jsonOf, type Share, textOf } from './folder.ts';

const names = ['company', 'date', 'address', 'total'] as const;
type Gold = Record<(typeof names)[number], string>;

export interface ReceiptFigures {
  receipts: number;
  fields: Record<keyof Gold, Share>;
  /** 2 · precision · recall / (precision + recall) over all fields, as the ICDAR 2019 SROIE task has it. */
  hmean: number;
}

/** From their transcripts: what the rules alone make of the words. */
export const receiptTranscripts = (): Promise<ReceiptFigures> =>
  receiptFigures(filesAt('documents/sroie/box/*.csv'), async (file) =>
    readPaper([transcript(textOf(file))], file),
  );

/** From the photos, their words recognised. At most so many. */
export const receiptPhotos = (most: number): Promise<ReceiptFigures> =>
  receiptFigures(
    filesAt('documents/sroie/img/*.jpg').slice(0, most),
    async (file) => (await readInWorker({ name: basename(file), bytes: bytesOf(file) }))[0],
  );

async function receiptFigures(
  files: string[],
  read: (file: string) => Promise<DocumentReading | undefined>,
): Promise<ReceiptFigures> {
  const share = (): Share => ({ of: 0, right: 0 });
  const fields = { company: share(), date: share(), address: share(), total: share() };
  let predicted = 0;
  for (const file of files) {
    const gold = jsonOf<Gold>(`documents/sroie/key/${basename(file).replace(/\.\w+$/, '.json')}`);
    const reading = await read(file);
    for (const name of names) {
      const value = reading && 'fields' in reading ? reading.fields[name]?.value : undefined;
      if (value !== undefined) predicted += 1;
      count(fields[name], value !== undefined && isSame(name, value, gold[name]));
    }
  }
  const right = names.reduce((sum, name) => sum + fields[name].right, 0);
  const wanted = names.reduce((sum, name) => sum + fields[name].of, 0);
  return {
    receipts: files.length,
    fields,
    hmean: predicted + wanted ? (2 * right) / (predicted + wanted) : 0,
  };
}

/** Letters and figures count, not the spaces and points between them; dates as days, amounts as numbers. */
function isSame(name: keyof Gold, read: string, gold: string): boolean {
  if (name === 'total') return Number(read) === Number(gold);
  if (name === 'date') {
    const [day = '', month = '', year = ''] = gold.split(/[-/]/);
    return read === `${year.padStart(4, '20')}-${month}-${day}`;
  }
  const plain = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain(read) === plain(gold);
}

/** Lines of `x,y,…,x,y,text` (four corners) as a page of words. */
function transcript(csv: string): Page {
  const words: Page['words'] = [];
  for (const line of csv.split('\n')) {
    const [x = '', y = '', right = '', , , bottom = '', , , ...rest] = line.trim().split(',');
    const text = rest.join(',');
    const step = (Number(right) - Number(x)) / text.length;
    for (const match of text.matchAll(/\S+/g)) {
      words.push({
        text: match[0],
        x: Number(x) + match.index * step,
        y: Number(y),
        width: match[0].length * step,
        height: Number(bottom) - Number(y),
        confidence: 0.95,
      });
    }
  }
  const far = (some: number[]) => Math.max(...some) * 1.05;
  return {
    number: 1,
    width: far(words.map((w) => w.x + w.width)),
    height: far(words.map((w) => w.y + w.height)),
    words,
  };
}
