/** Numbers in tables: what a column is called stands above it and not before each number. */
import { type Kind, kindOf } from './fieldLabels.ts';

interface Cell {
  text: string;
  start: number;
}

interface Column {
  kind: Kind;
  /** As the column's head has it. */
  called: string;
  /** The column's numbers and where they stand. */
  numbers: Cell[];
}

export interface Table {
  columns: Column[];
  /** Of the line with the heads. */
  head: [start: number, end: number];
}

const mostRows = 60;
const separator = /[ ]*(?:\t|\||;)[ \t]*|[ ]{2,}/g;
/** "PO No.", "Auftrags-Nr.", "SO #": what is left without it is the label. */
const ending = /[\s.:#-]*(?:(?:no|nr|number|num|nummer|n[°ºo]|id)\b)?[\s.:#°º]*$/iu;

function cellsOf(line: string, start: number): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  const add = (to: number) => {
    const text = line.slice(from, to);
    const lead = text.length - text.trimStart().length;
    cells.push({ text: text.trim(), start: start + from + lead });
  };
  for (const { 0: mark, index } of line.matchAll(separator)) {
    add(index);
    from = index + mark.length;
  }
  add(line.length);
  // "| PO | Item |" has an empty cell at each end.
  while (cells.length && !cells[0]!.text) cells.shift();
  while (cells.length && !cells.at(-1)!.text) cells.pop();
  return cells;
}

/** Tables in a text, with those of their columns that are called like numbers of orders, purchase orders or items. */
export function tablesIn(text: string): Table[] {
  const tables: Table[] = [];
  const lines: { line: string; start: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    lines.push({ line: line.slice(0, 400), start: at });
    at += line.length + 1;
  }
  for (let row = 0; row + 1 < lines.length; row += 1) {
    const { line, start } = lines[row]!;
    if (!/[\t|;]| {2}/.test(line)) continue;
    const heads = cellsOf(line, start);
    // A head may say ">60d" or "Preis/100"; what begins with digits or a code is a row.
    if (heads.length < 2 || heads.some(({ text }) => /^[^\p{L}>]*\d|^\p{Lu}+-?\d/u.test(text))) continue;
    const columns = heads.map(({ text: called }): Column => {
      const label = called.replace(ending, '');
      const kinds = [called, label, ...label.split(/ *\/ */)].map(kindOf).filter((kind) => kind !== 'skip');
      return { kind: kinds[0] ?? 'skip', called: label, numbers: [] };
    });
    if (columns.every(({ kind }) => kind === 'skip')) continue;
    for (let below = row + 1; below < Math.min(lines.length, row + mostRows); below += 1) {
      const each = lines[below]!;
      if (/^[\s|:=+-]+$/.test(each.line) && each.line.trim()) continue;
      const cells = cellsOf(each.line, each.start);
      if (cells.length !== heads.length) break;
      for (const [column, cell] of cells.entries()) columns[column]!.numbers.push(cell);
    }
    if (columns.some(({ numbers }) => numbers.length))
      tables.push({
        columns: columns.filter(({ kind }) => kind !== 'skip'),
        head: [start, start + line.length],
      });
  }
  return tables;
}
