import { type Amount, readAmount } from './amounts.ts';
import { datesIn } from './dates.ts';
import type { Hit } from './hits.ts';
import { type Cell, cellOf, wordsBetween } from './layout.ts';
import type { Word } from './page.ts';
import { type Candidate, type Paper, type PaperRow, rowsBelow } from './paper.ts';

/** A row's words between `start` and `end` that are amounts, "1 234,50 €" as one. */
export function amountsIn(
  paper: Paper,
  row: PaperRow,
  start = 0,
  end = row.text.length,
): { amount: Amount; words: Word[] }[] {
  const words = wordsBetween(row, start, end);
  const found: { amount: Amount; words: Word[] }[] = [];
  for (let at = 0; at < words.length; at += 1) {
    for (const count of [4, 3, 2, 1]) {
      const some = words.slice(at, at + count);
      if (some.length < count || (count > 1 && !together(some))) continue;
      const written = some.map((word) => word.text);
      if (count > 1 && !belong(written)) continue;
      const amount = readAmount(
        written
          .join(written.length > 1 && /^\d/.test(written.at(-1)!) ? '' : ' ')
          .replace(/ (?=\d{3}\b)/g, ''),
        paper.decimal,
      );
      if (!amount || words[at + count]?.text === '%') continue;
      found.push({ amount, words: some });
      at += count - 1;
      break;
    }
  }
  return found;
}

/** "1" "234,50" and "€" "12.00" belong together, "2" "12.00" do not. */
const belong = (parts: string[]): boolean => {
  const bare = parts.filter((part) => /\d/.test(part));
  const signs = parts.filter((part) => !/\d/.test(part));
  if (signs.length > 1 || bare.length === 0) return false;
  if (signs[0] && !/^[-–−]?(?:[€$£¥₹]|US\$|R\$|zł|Kč|RM|Rs\.?|[A-Z]{3})$/.test(signs[0])) return false;
  return bare.every((part, index) =>
    index === 0
      ? bare.length === 1 || /^\D{0,2}\d{1,3}$/.test(part)
      : /^\d{3}(?:[.,]\d{1,2})?\D?$/.test(part),
  );
};

const together = (words: Word[]): boolean =>
  words.every((word, index) => {
    const last = words[index - 1];
    return (
      !last ||
      word.x - (last.x + last.width) < 0.75 * word.height ||
      !/\d/.test(word.text) !== !/\d/.test(last.text)
    );
  });

const before = /^(?:[\s:#.=*|–-]|n[°ºo]\.?(?=[\s:])|(?:no|nr|number|nummer|id)\b[.:]?)*/iu;
const reference = /^[\p{L}\p{N}](?:[\p{L}\p{N}]|[-/_.&+](?=[\p{L}\p{N}]))*/u;
const dateLike = /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})$/;

/** The number that begins a text, with where it stands in it. A number holds a digit and is neither date nor price. */
function leadingReference(text: string): { value: string; start: number; end: number } | null {
  const start = before.exec(text)![0].length;
  const first = reference.exec(text.slice(start))?.[0];
  if (!first) return null;
  let value = first;
  // "F 1234/12", "SO 10482": short capitals and what follows them.
  if (/^\p{Lu}{1,4}$/u.test(first)) {
    const second = /^\s([\p{N}][\p{L}\p{N}/_.-]*)/u.exec(text.slice(start + first.length));
    if (second) value += second[0];
  }
  value = value.replace(/[.]+$/, '');
  const rest = text.slice(start + value.length);
  if (!/\d/.test(value) || value.length < 2 || value.length > 40 || dateLike.test(value)) return null;
  if (/^\s*(?:%|€|\$)/.test(rest) || /^,\d/.test(rest)) return null;
  if (/^\d{1,2}$/.test(value) && (/^\s?[./-]?\s?\p{L}/u.test(rest) || value.length < 2)) return null;
  return { value, start, end: start + value.length };
}

/** The references that labels name: to their right, or in the column below. */
export function referencesAt(paper: Paper, row: PaperRow, hit: Hit): Candidate[] {
  const { text, end } = toTheRight(row, hit);
  const named =
    hit.weight < 0.8 ? /(?<![\p{L}])(?:no|nr|number|num|n°|nº|#)\.?\s*:?\s+(?=\S*\d)/iu.exec(text) : null;
  if (named) {
    // "Credit note (381) No. 4711"
    const at = named.index + named[0].length;
    const found = leadingReference(text.slice(at));
    if (found) {
      const words = wordsBetween(row, end + at + found.start, end + at + found.end);
      return [{ value: found.value, row, words, score: 0.9 }];
    }
  }
  const right = leadingReference(text);
  if (right) {
    const words = wordsBetween(row, end + right.start, end + right.end);
    // "Invoice INV/2026/0008": the title and its number in one breath.
    const breath =
      hit.weight < 0.8 && right.value.length >= 5 && cellOf(row, hit.words[0]!).words.includes(words[0]!);
    return [{ value: right.value, row, words, score: breath ? 0.82 : hit.weight }];
  }
  // A label with prose behind it names nothing below.
  if (
    /\p{L}{2}.*\s\p{L}{2}/u.test(text) ||
    (hit.weight < 0.7 && text.trim() !== '' && !/^[:#.\s]*$/.test(text))
  )
    return [];
  for (const { row: lower, cell } of below(paper, row, hit, 2.6)) {
    const found = leadingReference(cell.text);
    if (found && found.end >= cell.text.length * 0.5) {
      const at = lower.offsets[lower.words.indexOf(cell.words[0]!)]!;
      const words = wordsBetween(lower, at + found.start, at + found.end);
      return [{ value: found.value, row: lower, words, score: hit.weight * 0.9 }];
    }
    return [];
  }
  return [];
}

/** The date that a label names. */
export function dateAt(paper: Paper, row: PaperRow, hit: Hit): Candidate[] {
  const { text, end } = toTheRight(row, hit);
  const right = datesIn(text, paper.dateOrder)[0];
  if (right && right.start <= 14 && !/\d/.test(text.slice(0, right.start))) {
    const words = wordsBetween(row, end + right.start, end + right.end);
    const close = right.start <= 4 ? 1 : 0.85;
    return [{ value: right.value, row, words, score: hit.weight * close * (right.ambiguous ? 0.9 : 1) }];
  }
  for (const { row: lower, cell } of below(paper, row, hit, 2.6)) {
    const found = datesIn(cell.text, paper.dateOrder)[0];
    if (!found) return [];
    const at = lower.offsets[lower.words.indexOf(cell.words[0]!)]!;
    const words = wordsBetween(lower, at + found.start, at + found.end);
    return [{ value: found.value, row: lower, words, score: hit.weight * 0.9 * (found.ambiguous ? 0.9 : 1) }];
  }
  return [];
}

/** What stands between a label and the next one, at most to the end of the next cell. */
export function toTheRight(row: PaperRow, hit: Hit): { text: string; end: number } {
  // "Carrier: Roadway Freight" goes on; "Invoice date: Due date:" does not.
  const next = row.hits.find(
    (other) =>
      other.start >= hit.end && other.weight >= 0.7 && (hit.sort !== 'party' || other.sort !== 'amount'),
  );
  const cell = hit.words.length ? cellOf(row, hit.words.at(-1)!) : undefined;
  const following = cell ? row.cells[row.cells.indexOf(cell) + 1] : undefined;
  const sameCell = cell
    ? row.offsets[row.words.indexOf(cell.words.at(-1)!)]! + cell.words.at(-1)!.text.length
    : row.text.length;
  const rest = row.text.slice(hit.end, sameCell).replace(/[\s:#.]/g, '');
  const last =
    rest || !following
      ? sameCell
      : row.offsets[row.words.indexOf(following.words.at(-1)!)]! + following.words.at(-1)!.text.length;
  return { text: row.text.slice(hit.end, Math.min(last, next?.start ?? last)), end: hit.end };
}

/** The nearest cells below a label, in its column; a row of other labels in that column ends the search. */
export function* below(
  paper: Paper,
  row: PaperRow,
  hit: Hit,
  reach: number,
): Generator<{ row: PaperRow; cell: Cell }> {
  if (!hit.words.length) return;
  const x = Math.min(...hit.words.map((word) => word.x));
  const right = Math.max(...hit.words.map((word) => word.x + word.width));
  for (const lower of rowsBelow(paper, row, reach)) {
    const cell = lower.cells.find(
      (cell) => Math.min(cell.right, right) - Math.max(cell.x, x) > 0 || Math.abs(cell.x - x) < 6,
    );
    if (!cell) {
      // A title's number stands right under it or nowhere.
      if (hit.weight < 0.7) return;
      continue;
    }
    if (
      lower.hits.some((other) => other.weight >= 0.7 && other.words.some((word) => cell.words.includes(word)))
    )
      return;
    yield { row: lower, cell };
  }
}
