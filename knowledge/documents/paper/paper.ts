import { languageOf } from '#core/triage/mail/language.ts';
import { currencyOn, type DecimalSign, decimalSignOf } from './amounts.ts';
import { type DateOrder, dateOrderOf } from './dates.ts';
import { type Hit, hitsOf } from './hits.ts';
import { type Row, rowsOf } from './layout.ts';
import type { Page, Word } from './page.ts';

/** A paper laid out: its rows with the labels in them, and how it writes numbers and dates. */
export interface Paper {
  rows: PaperRow[];
  text: string;
  language: string;
  currency: string | null;
  decimal: DecimalSign;
  dateOrder: DateOrder;
  /** The height of most of its letters. */
  letter: number;
}

export interface PaperRow extends Row {
  hits: Hit[];
  index: number;
}

/** A value that may be the one of a field. */
export interface Candidate {
  value: string;
  row: PaperRow;
  words: Word[];
  /** What speaks for it, about 0 to 1 from its label and place. */
  score: number;
}

/** Labels are looked for on the first and last pages only: what stands between are lines. */
const pagesWithLabels = 12;

export function layOut(pages: Page[]): Paper {
  const outer = new Set([...pages.slice(0, pagesWithLabels - 2), ...pages.slice(-2)]);
  const rows = pages
    .flatMap((page) => rowsOf(page).map((row) => ({ row, hits: outer.has(page) ? hitsOf(row) : [] })))
    .map(({ row, hits }, index) => ({ ...row, hits, index }));
  const text = rows.map((row) => row.text).join('\n');
  const words = rows.flatMap((row) => row.words);
  const heights = words.map((word) => word.height).sort((a, b) => a - b);
  const currency = currencyOn(text);
  return {
    rows,
    text,
    language: languageOf(text),
    currency,
    decimal: decimalSignOf(words.map((word) => word.text)),
    dateOrder: dateOrderOf(text, currency),
    letter: heights[heights.length >> 1] ?? 10,
  };
}

/** The rows below one on its page, as far as they are within `reach` letter heights. */
export function* rowsBelow(paper: Paper, row: PaperRow, reach: number): Generator<PaperRow> {
  for (let at = row.index + 1; at < paper.rows.length; at += 1) {
    const next = paper.rows[at]!;
    if (next.page !== row.page || next.y - row.bottom > reach * Math.max(row.height, paper.letter)) return;
    yield next;
  }
}
