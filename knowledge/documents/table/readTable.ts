/** Rows of cells to an order, a price list or another list of lines. */
import Big from 'big.js';
import type {
  DocumentField,
  DocumentFieldName,
  DocumentKind,
  DocumentLine,
  LineFieldName,
  ReadDocument,
} from '#core/model/document.ts';
import { checkBill } from '../einvoice/arithmetic.ts';
import { missingFields } from '../missing.ts';
import { columnField, currencyIn, labelField, sumField, titledKind } from './headers.ts';
import { cellDate, cellNumber, type Habits, habitsOf } from './values.ts';

export interface Table {
  rows: string[][];
  /** A sheet's name, for `Sheet!B7`. */
  sheet?: string;
  /** The cells were separated by semicolons: where commas are decimal marks, people do so. */
  semicolons?: boolean;
}

/** How far down a header row is looked for: letterheads are shorter. */
const HEADER_WITHIN = 60;

/** How often a value under a heading that is known is what the heading says. */
const SURE = 0.97;

const numeric = new Set<LineFieldName>([
  'quantity',
  'confirmedQuantity',
  'backorderedQuantity',
  'unitPrice',
  'amount',
]);
const dated = new Set<string>([
  'date',
  'requestedDate',
  'promisedDate',
  'shipDate',
  'deliveryDate',
  'dueDate',
]);

interface Header {
  row: number;
  columns: Map<number, LineFieldName>;
}

/** null: there is no row that names columns of items. */
export function readTable(file: string, table: Table): ReadDocument | null {
  const header = findHeader(table.rows);
  if (!header) return null;
  const words = table.rows
    .slice(0, header.row + 1)
    .flat()
    .join(' ');
  const currency =
    currencyIn(words) ??
    currencyIn(
      table.rows
        .slice(header.row + 1, header.row + 200)
        .flat()
        .join(' '),
    );
  const habits = habitsOf(table.rows.flat(), {
    semicolons: table.semicolons === true,
    english: /\b(?:item|qty|quantity|price|description|part|order)\b/i.test(words),
    currency,
  });
  const reader = new TableReader(table, header, habits);
  reader.readPreamble();
  reader.readLines();
  if (currency) reader.fields.currency ??= { value: currency, confidence: 0.9, source: null, by: 'rules' };
  if (!reader.lines.length) return null;
  const document: ReadDocument = {
    file,
    kind: kindOf(words, header),
    fields: reader.fields,
    lines: reader.lines,
    checks: checkBill(reader.bill()),
    missing: [],
  };
  return { ...document, missing: missingFields(document) };
}

/** The row with most names of columns; an item and a number have to be among them. */
function findHeader(rows: string[][]): Header | null {
  let best: Header | null = null;
  for (const [row, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = new Map<number, LineFieldName>();
    const taken = new Set<LineFieldName>();
    for (const [column, cell] of cells.entries()) {
      let field = columnField(cell);
      // "Item 10" beside a "Material": the first is the line's number.
      if (field === 'sku' && taken.has('sku') && !taken.has('line')) {
        const [item] =
          [...columns].find(
            ([at, name]) => name === 'sku' && /^(?:item|pos\.?|no\.?)$/i.test(cells[at]?.trim() ?? ''),
          ) ?? [];
        if (item !== undefined) {
          columns.set(item, 'line');
          taken.add('line');
          taken.delete('sku');
        }
      }
      if (field && taken.has(field)) field = null;
      if (!field) continue;
      taken.add(field);
      columns.set(column, field);
    }
    const names = taken.has('sku') || taken.has('buyerSku') || taken.has('description');
    const numbers =
      taken.has('quantity') ||
      taken.has('unitPrice') ||
      taken.has('confirmedQuantity') ||
      taken.has('backorderedQuantity');
    if (names && numbers && columns.size > (best?.columns.size ?? 1)) best = { row, columns };
  }
  return best;
}

function kindOf(words: string, { columns }: Header): DocumentKind {
  const has = new Set(columns.values());
  const titled = titledKind(words);
  if (titled) return titled;
  if (has.has('confirmedQuantity') || has.has('backorderedQuantity')) return 'order_confirmation';
  return has.has('quantity') ? 'purchase_order' : 'other';
}

const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

class TableReader {
  readonly fields: ReadDocument['fields'] = {};
  readonly lines: DocumentLine[] = [];
  readonly #table: Table;
  readonly #header: Header;
  readonly #habits: Habits;

  constructor(table: Table, header: Header, habits: Habits) {
    this.#table = table;
    this.#header = header;
    this.#habits = habits;
  }

  /** `Label | value` and `Label: value` above the header. */
  readPreamble(): void {
    for (const [row, cells] of this.#table.rows.slice(0, this.#header.row).entries()) {
      for (const [column, cell] of cells.entries()) {
        const inside = /^([^:]{2,40}):\s*(\S.*)$/.exec(cell);
        const field = labelField(inside?.[1] ?? cell.replace(/:\s*$/, ''));
        if (!field || this.fields[field]) continue;
        const beside = inside ? column : cells.findIndex((value, at) => at > column && value.trim() !== '');
        const text = inside?.[2] ?? cells[beside] ?? '';
        if (text.trim() && !labelField(text)) this.#put(field, text, row, beside);
      }
    }
  }

  /** Everything under the header: lines, until rows of sums. */
  readLines(): void {
    for (let row = this.#header.row + 1; row < this.#table.rows.length; row++) {
      const cells = this.#table.rows[row] ?? [];
      if (cells.every((cell) => !cell.trim())) continue;
      if (this.#readSum(cells, row)) continue;
      const line = this.#readLine(cells, row);
      if (line) this.lines.push(line);
    }
  }

  #readLine(cells: string[], row: number): DocumentLine | null {
    const line: DocumentLine = {};
    for (const [column, name] of this.#header.columns) {
      const field = this.#cell(name, cells[column] ?? '', row, column);
      if (field) line[name] = field;
    }
    const named = line.sku ?? line.buyerSku ?? line.description;
    const counted = line.quantity ?? line.unitPrice ?? line.confirmedQuantity ?? line.backorderedQuantity;
    return named && counted ? line : null;
  }

  /** A row whose label says that it sums up, with its last number. */
  #readSum(cells: string[], row: number): boolean {
    const first = cells.find((cell) => cell.trim() !== '') ?? '';
    const field = sumField(first);
    if (!field) return false;
    const column = cells.findLastIndex((cell) => cellNumber(cell, this.#habits) !== null);
    const value = column > cells.indexOf(first) ? cellNumber(cells[column] ?? '', this.#habits) : null;
    if (value === null) return false;
    this.fields[field] ??= this.#field(value, cells[column] ?? '', row, column, SURE);
    return true;
  }

  #cell(name: LineFieldName, text: string, row: number, column: number): DocumentField | null {
    const trimmed = text.trim();
    if (!trimmed) return null;
    if (numeric.has(name)) {
      const value = cellNumber(trimmed, this.#habits);
      return value === null ? null : this.#field(value, text, row, column, SURE);
    }
    if (dated.has(name)) return this.#date(trimmed, row, column);
    return this.#field(trimmed.replace(/\s+/g, ' '), text, row, column, SURE);
  }

  #date(text: string, row: number, column: number): DocumentField | null {
    const value = cellDate(text, this.#habits);
    if (!value) return null;
    // 03/04/2026 in a table that has no day above 12: which is the month was guessed by language.
    const open = this.#habits.dayOrderGuessed && /^(?:0?\d|1[0-2])[/-](?:0?\d|1[0-2])[/-]/.test(text);
    return this.#field(value, text, row, column, open ? 0.6 : SURE);
  }

  #put(name: DocumentFieldName, text: string, row: number, column: number): void {
    const trimmed = text.trim().replace(/\s+/g, ' ');
    const field = dated.has(name)
      ? this.#date(trimmed, row, column)
      : this.#field(trimmed, text, row, column, 0.9);
    if (field) this.fields[name] = field;
  }

  #field(value: string, text: string, row: number, column: number, confidence: number): DocumentField {
    const cell = `${columnName(column)}${row + 1}`;
    const at = this.#table.sheet ? `${this.#table.sheet}!${cell}` : cell;
    const said = text.trim();
    return { value, confidence, source: { at, ...(said !== value ? { text: said } : {}) }, by: 'rules' };
  }

  bill(): Parameters<typeof checkBill>[0] {
    const number = (field: DocumentField | undefined): Big | null => (field ? new Big(field.value) : null);
    return {
      lines: this.lines.map((line, index) => ({
        label: line.line?.value ?? String(index + 1),
        quantity: number(line.quantity),
        price: number(line.unitPrice),
        base: new Big(1),
        allowances: new Big(0),
        charges: new Big(0),
        amount: number(line.amount),
      })),
      sumOfLines: null,
      allowances: null,
      charges: null,
      net: number(this.fields.totalNet) ?? (this.fields.totalTax ? null : number(this.fields.total)),
      tax: number(this.fields.totalTax),
      taxes: [],
      total: this.fields.totalNet ? number(this.fields.total) : null,
      prepaid: null,
      rounding: null,
      due: null,
    };
  }
}
