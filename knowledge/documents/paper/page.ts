/** A word where it stands on its page, in the page's own units from its top left corner. */
export interface Word {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** 1 for text that the file states, else how sure the recognition is, 0 to 1. */
  confidence: number;
}

/** One page of words, whatever they came from: the text of a PDF, a scan, plain text. */
export interface Page {
  /** From 1. */
  number: number;
  width: number;
  height: number;
  words: Word[];
}

const letterWidth = 6;
const lineHeight = 12;

/** Text in a fixed pitch (a mail's body, a printer's spool file) as pages: columns stay where the spaces put them. */
export function pagesFromText(text: string): Page[] {
  return text.split('\f').map((page, index) => {
    const lines = page.split(/\r?\n/).map((line) => line.replaceAll('\t', '        '));
    const words = lines.flatMap((line, row) =>
      [...line.matchAll(/\S+/g)].map((match) => ({
        text: match[0],
        x: match.index * letterWidth,
        y: row * lineHeight,
        width: match[0].length * letterWidth,
        // A space between words is 0.6 of this, the two spaces between columns are more than the threshold.
        height: 9,
        confidence: 1,
      })),
    );
    const width = Math.max(80, ...lines.map((line) => line.length)) * letterWidth;
    return { number: index + 1, width, height: Math.max(60, lines.length) * lineHeight, words };
  });
}
