import { afterAll, expect, it } from 'vitest';
import { endReading } from '#knowledge/documents/readInWorker.ts';
import { documentFigures } from './documentFigures.ts';

afterAll(endReading);

it('the figures over documents are one line for each set, and one for each value read otherwise', async () => {
  const lines = await documentFigures();
  expect(lines.map(({ data }) => data)).toEqual([
    expect.objectContaining({ part: 'documents', set: 'edi', documents: 12, rightKind: 12 }),
    expect.objectContaining({ part: 'documents', set: 'papers', papers: 8 }),
  ]);
  for (const { say } of lines) expect(say).toMatch(/values right (\d+) of \1 /);
}, 120_000);
