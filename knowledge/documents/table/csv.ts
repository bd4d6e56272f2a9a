/** CSV files as programs and people write them: the separator and the charset are found out. */
import type { DocumentReading } from '#core/model/document.ts';
import type { InputFile, ReadLimits } from '../readFile.ts';
import { decodeText } from '../text.ts';
import { readTable } from './readTable.ts';

const separators = [';', ',', '\t', '|'];

/** Never throws for what is in the file. */
export async function readCsv({ name, bytes }: InputFile, limits: ReadLimits): Promise<DocumentReading> {
  const { parse } = await import('csv-parse/sync');
  const { text } = decodeText(bytes);
  // Excel's own hint in the first line.
  const hint = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const split = (delimiter: string, content: string): string[][] =>
    parse(content, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: limits.rows + 1,
      max_record_size: 100_000,
    }) as string[][];
  const delimiter = hint?.[1] ?? likelySeparator(body, split);
  const rows = split(delimiter, body);
  if (rows.length > limits.rows || rows.some((row) => row.length > limits.columns))
    return {
      file: name,
      unreadable: `The table has more than ${limits.rows} rows or ${limits.columns} columns.`,
      code: 'too_large',
    };
  const document = readTable(name, { rows, semicolons: delimiter === ';' });
  return (
    document ?? {
      file: name,
      unreadable: 'No row names columns of items with quantities or prices.',
      code: 'unknown_type',
    }
  );
}

/** The separator that cuts most rows of the beginning into the same number of cells, more than one. */
function likelySeparator(text: string, split: (delimiter: string, content: string) => string[][]): string {
  const beginning = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/)
    .slice(0, 80)
    .join('\n');
  let best = ',';
  let most = 0;
  for (const separator of separators) {
    const counts = new Map<number, number>();
    let rows: string[][] = [];
    try {
      rows = split(separator, beginning);
    } catch {
      // A quote that is open at the end of the beginning, or is none with this separator.
      rows = beginning.split('\n').map((line) => line.split(separator));
    }
    for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    const score = Math.max(0, ...[...counts].map(([length, count]) => count * Math.log2(length + 1)));
    if (score > most) {
      most = score;
      best = separator;
    }
  }
  return best;
}
