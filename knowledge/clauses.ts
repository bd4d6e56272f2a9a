/** Cuts a Markdown document into clauses with exact spans. */

export interface Clause {
  /** The heading's text: "4.2 Price deviations". "Preamble" for what stands before the first clause. */
  heading: string;
  /** [start, end) in the document's text, without the heading and surrounding blank lines. */
  start: number;
  end: number;
  /** Line of the heading in the text, from 1. */
  line: number;
}

const heading = /^(#{1,4})[ \t]+(.+?)[ \t]*#*[ \t]*$/;
const fence = /^\s{0,3}(```|~~~)/;

/** Clauses in order; a heading with nothing below it is left out. `title` is the text of the level-1 heading. */
export function splitClauses(text: string): { title: string | null; clauses: Clause[] } {
  const clauses: Clause[] = [];
  let title: string | null = null;
  let open = { heading: 'Preamble', start: 0, line: 1 };
  let fenced = false;
  let offset = 0;
  let line = 0;
  const close = (end: number) => {
    const body = text.slice(open.start, end);
    const trimmed = body.trim();
    if (trimmed === '') return;
    const start = open.start + body.indexOf(trimmed);
    clauses.push({ heading: open.heading, start, end: start + trimmed.length, line: open.line });
  };
  for (const row of text.split('\n')) {
    line += 1;
    if (fence.test(row)) fenced = !fenced;
    const found = fenced ? null : heading.exec(row);
    if (found) {
      close(offset);
      const isTitle = found[1] === '#';
      if (isTitle) title ??= found[2]!;
      open = { heading: isTitle ? 'Preamble' : found[2]!, start: offset + row.length, line };
    }
    offset += row.length + 1;
  }
  close(text.length);
  return { title, clauses };
}
