/** Workbooks for tests: the smallest that Excel opens. */
import { strToU8, zipSync } from 'fflate';

/** A day as Excel counts it. */
export interface Day {
  day: string;
}
export type Cell = string | number | Day | null;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function cell(value: Cell, reference: string): string {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === 'string')
    return `<c r="${reference}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  const serial = Date.parse(value.day) / 86_400_000 + 25_569;
  return `<c r="${reference}" s="1"><v>${serial}</v></c>`;
}

/** The sheet's XML from rows of cells. */
export const sheetXml = (rows: Cell[][]): string =>
  `<worksheet xmlns="${main}"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, column) => cell(value, String.fromCharCode(65 + column) + (row + 1))).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;

/** The workbook's bytes. `more`: further files in the archive, as hostile ones have them. */
export function workbook(sheet: Cell[][] | string, more: Record<string, string> = {}): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Order" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': typeof sheet === 'string' ? sheet : sheetXml(sheet),
    ...more,
  };
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(header + text)])),
    { mtime: '2026-11-24T09:00:00Z' },
  );
}
