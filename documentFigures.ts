/** How well the documents written for the repository are read: EDI and tables by their labels, papers by theirs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evalPapers } from '#knowledge/documents/evalPapers.ts';
import { type DocumentLabel, evalDocuments } from '#knowledge/documents/evaluate.ts';
import type { Line } from './commands.ts';

const examples = join(import.meta.dirname, 'examples');

/** One part of `unhold eval` each for `examples/edi` and `examples/documents`, and one for each value read otherwise. */
export async function documentFigures(): Promise<Line[]> {
  return [...(await ediFigures(join(examples, 'edi'))), ...(await paperFigures(join(examples, 'documents')))];
}

async function ediFigures(folder: string): Promise<Line[]> {
  const labels: DocumentLabel[] = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'));
  const files = new Map(
    readdirSync(folder).map((name) => [
      name,
      { name, bytes: new Uint8Array(readFileSync(join(folder, name))) },
    ]),
  );
  const { differences, ...figures } = await evalDocuments(labels, files);
  const { documents, rightKind, values, events } = figures;
  return [
    {
      data: { part: 'documents', set: 'edi', ...figures },
      say: `${documents} EDI documents, e-invoices and tables: kind right ${rightKind}   values right ${values.right} of ${values.labelled}   exceptions told ${events.right}, wrongly ${events.wrong}, missed ${events.missed}`,
    },
    ...differences.map(
      (difference): Line => ({
        data: { part: 'documents', set: 'edi', difference },
        say: `  ${difference}`,
      }),
    ),
  ];
}

async function paperFigures(folder: string): Promise<Line[]> {
  const { misses, ...figures } = await evalPapers(folder);
  const { papers, fields, right, sure, sureRight } = figures;
  return [
    {
      data: { part: 'documents', set: 'papers', ...figures },
      say: `${papers} papers, a photo among them: values right ${right} of ${fields}   of the ${sure} that nobody would be asked about ${sureRight} right`,
    },
    ...misses.map(
      (miss): Line => ({
        data: { part: 'documents', set: 'papers', ...miss },
        say: `  ${miss.file}: ${miss.name} is "${miss.expected}", read "${miss.read ?? 'nothing'}"`,
      }),
    ),
  ];
}
