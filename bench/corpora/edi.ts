import type { EdiError } from '#core/model/document.ts';
import { readEdi } from '#knowledge/documents/edi/readEdi.ts';
import { bytesOf, count, type Share, textOf } from './folder.ts';

interface EdiFile {
  file: string;
  sets: string[];
  malformed: boolean;
}

/** An address "ST*78572" in a freight bill that the derived list took for the header of a set. */
const notASet = '785';

/** Files with the set types of their headers, and whether their own name says that they are broken. */
export const ediFiles = (): EdiFile[] =>
  textOf('edi/EXPECTED_TYPES.derived.tsv')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .map(([file = '', sets = '', malformed = '']) => ({
      file,
      sets: sets.split(',').filter((set) => set !== notASet),
      malformed: malformed === 'yes',
    }));

export const ediReadings = (file: string) => readEdi(file, bytesOf(`edi/${file}`));

/** Set types of all files, and errors with a place in the malformed ones. */
export function ediFigures() {
  const types: Share = { of: 0, right: 0 };
  const malformed: Share = { of: 0, right: 0 };
  const wrong: string[] = [];
  for (const { file, sets, malformed: broken } of ediFiles()) {
    const readings = ediReadings(file);
    const found = [...new Set(readings.map(({ set }) => set))].sort().join();
    const wanted = [...sets].sort().join();
    count(types, found === wanted);
    if (found !== wanted) wrong.push(`${file}: ${found} instead of ${wanted}`);
    if (!broken) continue;
    const errors = readings.flatMap((reading) => reading.errors);
    const placed = errors.length > 0 && errors.every(isPlaced);
    count(malformed, placed);
    if (!placed) wrong.push(`${file}: ${errors.length} errors, not all of them typed and placed`);
  }
  return { types, malformed, wrong };
}

const isPlaced = ({ code, segment, position }: EdiError): boolean =>
  code !== '' && segment !== null && position !== null;
