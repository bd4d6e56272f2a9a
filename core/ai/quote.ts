/** One character for each, so that offsets stay exact. */
const plain = (text: string) =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u2010\u2011]/g, '-');

/** Fewer words than this prove nothing. */
const leastWords = 3;

/**
 * Where `quote` stands in `text`, word for word: runs of white space count as one space, typographic quotes as plain
 * ones. [start, end) in `text`; null when it is not there or too short to prove anything.
 */
export function locateQuote(text: string, quote: string): { start: number; end: number } | null {
  const words = plain(quote).trim().split(/\s+/);
  if (words.length < leastWords) return null;
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s+');
  const found = new RegExp(pattern, 'u').exec(plain(text));
  return found ? { start: found.index, end: found.index + found[0].length } : null;
}
