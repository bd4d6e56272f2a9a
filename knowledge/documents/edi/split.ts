/** Cuts an interchange into segments, as files really have them: on one line, one to a line, wrapped at 80 columns. */

/** What one file may hold; more is cut with an error instead of filling the memory. */
export const MOST_SEGMENTS = 500_000;
export const MOST_SETS = 20_000;

/** A segment as it stands there, without its terminator and without line ends. */
export interface RawSegment {
  text: string;
  /** A line ended where a terminator should have stood. */
  unterminated: boolean;
}

/** A segment: EDIFACT has components in its elements, X12 nearly never. */
export interface Segment {
  tag: string;
  /** In the interchange, from 1. */
  position: number;
  /** `elements[0]` is the first behind the tag. */
  elements: string[][];
}

/** The n-th element (from 1), its m-th component (from 1); '' where there is none. */
export const at = (segment: Segment, element: number, component = 1): string =>
  segment.elements[element - 1]?.[component - 1] ?? '';

/** All of an element. */
export const whole = (segment: Segment, element: number): string[] => segment.elements[element - 1] ?? [];

export interface Separators {
  element: string;
  component: string;
  /** `\n`: lines end the segments. */
  terminator: string;
  /** '' where there is none. */
  release: string;
  decimalMark: string;
}

/** Where a new segment begins on a line, so that the one before it lacks its terminator. */
const tagAhead = (element: string): RegExp =>
  new RegExp(`\\n(?=[A-Z][A-Z0-9]{1,2}${element.replace(/[^\w\s]/g, '\\$&')})`);

/** True where an odd number of release characters stands before `index`. */
function released(text: string, index: number, release: string): boolean {
  if (!release) return false;
  let count = 0;
  while (text[index - 1 - count] === release) count++;
  return count % 2 === 1;
}

/** From `start`, one segment after the other, with the index behind each. Ends with the text. */
export function* rawSegments(
  text: string,
  start: number,
  { element, terminator, release }: Separators,
): Generator<RawSegment & { end: number }> {
  const byLines = terminator === '\n';
  const ahead = tagAhead(element);
  // Segments on lines of their own: only there a line end tells of a terminator that was forgotten.
  const oneToALine = !byLines && linesEndWith(text, start, terminator);
  for (let from = start; from < text.length; ) {
    let to = text.indexOf(terminator, from);
    while (to >= 0 && released(text, to, release)) to = text.indexOf(terminator, to + 1);
    const end = to < 0 ? text.length : to;
    const piece = text.slice(from, end);
    from = to < 0 ? text.length : to + 1;
    const parts =
      oneToALine && /[\r\n]/.test(piece.trim())
        ? piece
            .trimStart()
            .replace(/[\r\n]+[ \t]*/g, '\n')
            .split(ahead)
        : [piece];
    for (const [index, part] of parts.entries()) {
      const cleaned = part.replace(/[\r\n]+/g, '').trimStart();
      // Blanks before a line's end belong to the line, those before a terminator to the value.
      const clean = byLines ? cleaned.trimEnd() : cleaned;
      if (clean.trim())
        yield { text: clean, unterminated: index < parts.length - 1 || (to < 0 && !byLines), end: from };
    }
  }
}

/** Most of the first terminators stand at the end of a line. */
function linesEndWith(text: string, start: number, terminator: string): boolean {
  let lines = 0;
  let seen = 0;
  for (let from = start; seen < 20; seen++) {
    const to = text.indexOf(terminator, from);
    if (to < 0) break;
    if (/^[ \t]*[\r\n]/.test(text.slice(to + 1, to + 40))) lines++;
    from = to + 1;
  }
  return seen > 1 && lines > seen / 2;
}

/** Splits at a character that is not released. */
export function splitReleased(text: string, separator: string, release: string): string[] {
  if (!release || !text.includes(release)) return text.split(separator);
  const parts: string[] = [];
  let from = 0;
  for (let to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, to + 1)) {
    if (released(text, to, release)) continue;
    parts.push(text.slice(from, to));
    from = to + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

/** A value without its release characters. */
export const unreleased = (text: string, release: string): string =>
  release && text.includes(release) ? text.replace(new RegExp(`\\${release}([\\s\\S]?)`, 'g'), '$1') : text;
