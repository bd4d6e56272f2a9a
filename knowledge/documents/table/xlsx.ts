/** Excel workbooks: values only. Formulas are not computed, links not followed, macros were refused before. */
import type { DocumentReading } from '#core/model/document.ts';
import { unpack } from '../archive.ts';
import type { InputFile, ReadLimits } from '../readFile.ts';
import { readTable } from './readTable.ts';

/** Throws where the workbook is damaged. */
export async function readXlsx({ name, bytes }: InputFile, limits: ReadLimits): Promise<DocumentReading[]> {
  const tooLarge = await extent(bytes, limits);
  if (tooLarge) return [{ file: name, unreadable: tooLarge, code: 'too_large' }];
  const { default: readWorkbook } = await import('read-excel-file/universal');
  // Numbers stay as they are written: 0.1 is not 0.1000000000000000055.
  const sheets = await readWorkbook(new Uint8Array(bytes).buffer, { parseNumber: (text: string) => text });
  const found = sheets
    .map(({ sheet, data }) => readTable(name, { rows: data.map((row) => row.map(cellText)), sheet }))
    .filter((document) => document !== null);
  if (found.length) return found;
  const why = 'No row in the workbook names columns of items with quantities or prices.';
  return [{ file: name, unreadable: why, code: 'unknown_type' }];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  const text = String(value);
  // 1.2E3 and 0.30000000000000004 are how Excel keeps numbers, not what stands in the cell.
  return /^-?\d+(?:\.\d{12,}|(?:\.\d+)?[eE][+-]?\d{1,3})$/.test(text)
    ? String(Number(Number(text).toPrecision(12)))
    : text;
}

/**
 * Says so where a sheet reaches farther than the limits. A cell in the last row and one in the last column are a few
 * bytes in the file and seventeen thousand million cells in memory, so this is looked at before the rows are built.
 */
async function extent(bytes: Uint8Array, { rows, columns }: ReadLimits): Promise<string | null> {
  for (const { name, bytes: sheet } of await unpack(bytes, (path) =>
    /^xl\/worksheets\/[^/]+\.xml$/.test(path),
  )) {
    let row = 0;
    let column = 0;
    for (const [tag, rowNumber, letters, cellRow] of new TextDecoder()
      .decode(sheet)
      .matchAll(/<(?:\w+:)?(?:row\b[^>]*?\br="(\d+)"|c\b[^>]*?\br="([A-Z]{1,3})(\d+)"|(?:v|is)\b)/g)) {
      if (rowNumber) row = Number(rowNumber);
      else if (letters) {
        row = Number(cellRow);
        column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
      } else if (tag && (row > rows || column > columns))
        return `The sheet ${name.split('/').at(-1)} has cells beyond ${rows} rows or ${columns} columns.`;
    }
  }
  return null;
}
