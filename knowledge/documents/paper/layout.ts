import type { FieldSource } from '#core/model/document.ts';
import type { Page, Word } from './page.ts';

/** Words that stand together, without a gap as wide as between columns. */
export interface Cell {
  text: string;
  words: Word[];
  x: number;
  right: number;
}

/** What stands at one height of a page, from left to right. */
export interface Row {
  page: Page;
  cells: Cell[];
  words: Word[];
  /** The words joined by one space. */
  text: string;
  /** For each word, where it begins in `text`. */
  offsets: number[];
  y: number;
  bottom: number;
  /** The height of its letters. */
  height: number;
}

/** A gap of so many letter heights parts two cells. A space is 0.25 in print and 0.6 in fixed pitch. */
const columnGap = 0.95;

/** Rows of a page from top to bottom. */
export function rowsOf(page: Page): Row[] {
  const words = page.words.filter((word) => word.text.trim() !== '');
  words.sort((a, b) => a.y + a.height / 2 - (b.y + b.height / 2));
  const open: { words: Word[]; middle: number; height: number }[] = [];
  for (const word of words) {
    const middle = word.y + word.height / 2;
    const row = open
      .slice(-4)
      .reverse()
      .find(
        (row) =>
          Math.abs(middle - row.middle) <= 0.45 * Math.min(row.height, word.height) &&
          !row.words.some((other) => overlap(other, word) > 0.3 * Math.min(other.width, word.width)),
      );
    if (!row) {
      open.push({ words: [word], middle, height: word.height });
      continue;
    }
    row.words.push(word);
    row.middle += (middle - row.middle) / row.words.length;
    row.height += (word.height - row.height) / row.words.length;
  }
  return open.sort((a, b) => a.middle - b.middle).map(({ words }) => rowFrom(page, words));
}

const overlap = (a: Word, b: Word): number => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);

function rowFrom(page: Page, unsorted: Word[]): Row {
  const words = drawnTogether(unsorted.sort((a, b) => a.x - b.x));
  const heights = words.map((word) => word.height).sort((a, b) => a - b);
  const height = heights[heights.length >> 1]!;
  const cells: Cell[] = [];
  const offsets: number[] = [];
  let text = '';
  for (const word of words) {
    offsets.push(text ? text.length + 1 : 0);
    text += text ? ` ${word.text}` : word.text;
    const last = cells.at(-1);
    const right = word.x + word.width;
    if (last && word.x - last.right < columnGap * Math.max(height, Math.min(word.height, 2 * height))) {
      last.text += ` ${word.text}`;
      last.words.push(word);
      last.right = Math.max(last.right, right);
    } else cells.push({ text: word.text, words: [word], x: word.x, right });
  }
  return {
    page,
    cells,
    words,
    text,
    offsets,
    y: Math.min(...words.map((word) => word.y)),
    bottom: Math.max(...words.map((word) => word.y + word.height)),
    height,
  };
}

/** Letters drawn apart for show ("R E C H N U N G") as the word that they are. */
function drawnTogether(words: Word[]): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; ) {
    let end = at;
    while (
      end < words.length &&
      /^\p{L}$/u.test(words[end]!.text) &&
      (end === at || words[end]!.x - words[end - 1]!.x < 2.2 * words[end]!.height)
    )
      end += 1;
    if (end - at < 4) {
      joined.push(...words.slice(at, Math.max(end, at + 1)));
      at = Math.max(end, at + 1);
      continue;
    }
    const [first, last] = [words[at]!, words[end - 1]!];
    const text = words
      .slice(at, end)
      .map((word) => word.text)
      .join('');
    joined.push({ ...first, text, width: last.x + last.width - first.x });
    at = end;
  }
  return joined;
}

/** The words of a row that cover its text from `start` to `end`. */
export const wordsBetween = (row: Row, start: number, end: number): Word[] =>
  row.words.filter((word, index) => {
    const from = row.offsets[index]!;
    return from < end && from + word.text.length > start;
  });

/** The cell in which a word stands. */
export const cellOf = (row: Row, word: Word): Cell => row.cells.find((cell) => cell.words.includes(word))!;

/** Where words stand, as shares of their page. */
export function sourceOf(page: Page, words: Word[]): FieldSource {
  const x = Math.min(...words.map((word) => word.x));
  const y = Math.min(...words.map((word) => word.y));
  const right = Math.max(...words.map((word) => word.x + word.width));
  const bottom = Math.max(...words.map((word) => word.y + word.height));
  const share = (value: number, whole: number) => Number(Math.min(1, Math.max(0, value / whole)).toFixed(4));
  return {
    page: page.number,
    box: [
      share(x, page.width),
      share(y, page.height),
      share(right - x, page.width),
      share(bottom - y, page.height),
    ],
    text: words.map((word) => word.text).join(' '),
  };
}

/** How sure the reading of these words is: that of the least sure one. */
export const sureness = (words: Word[]): number => Math.min(1, ...words.map((word) => word.confidence));
