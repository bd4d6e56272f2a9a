import type { Word } from '../paper/page.ts';

/** What pdf.js says about a piece of text: `transform` is its matrix, `width` and `height` are in page units. */
export interface TextItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

/**
 * Words out of the pieces in which a PDF draws its text. A piece may hold several words, or a word may be drawn letter
 * by letter. `turn` maps a point of the PDF (origin at the bottom left) to the page as it is seen.
 */
export function wordsOf(items: TextItem[], turn: (x: number, y: number) => [number, number]): Word[] {
  const words: Word[] = [];
  for (const item of items) {
    if (!item.str.trim()) continue;
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
    const size = Math.hypot(c, d) || item.height || 1;
    const along = Math.hypot(a, b) || 1;
    const [x0, y0] = turn(e, f);
    const [x1, y1] = turn(e + (a / along) * item.width, f + (b / along) * item.width);
    // Text that runs up or down the margin belongs to no row.
    if (Math.abs(y1 - y0) > Math.abs(x1 - x0) && item.str.trim().length > 1) continue;
    const letters = [...item.str];
    const step = (x1 - x0) / Math.max(1, letters.length);
    let start = 0;
    for (let at = 0; at <= letters.length; at += 1) {
      if (at < letters.length && !/\s/.test(letters[at]!)) continue;
      if (at > start) {
        push(words, {
          text: letters.slice(start, at).join(''),
          x: x0 + start * step,
          y: y0 - size * 0.8,
          width: (at - start) * step,
          height: size,
          confidence: 1,
        });
      }
      start = at + 1;
    }
  }
  return words;
}

/** Joins a word to the one drawn just before where no gap is between them. */
function push(words: Word[], word: Word): void {
  const last = words.at(-1);
  const gap = last ? word.x - (last.x + last.width) : Number.POSITIVE_INFINITY;
  if (
    last &&
    Math.abs(last.y - word.y) < 0.2 * word.height &&
    gap > -0.2 * word.height &&
    gap < 0.12 * word.height
  ) {
    last.text += word.text;
    last.width = word.x + word.width - last.x;
  } else words.push(word);
}
