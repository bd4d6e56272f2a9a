/**
 * The separators of an X12 interchange, from its ISA segment (ASC X12.5). The standard fixes every width there; files
 * that went through a mail program or an editor have lost blanks, so the elements are counted and not the columns.
 */
import type { Separators } from '../split.ts';

export interface IsaHeader {
  separators: Separators;
  /** ISA01 to ISA16. */
  elements: string[];
  /** Where the next segment starts. */
  end: number;
}

/** An ISA is 106 characters; with line breaks and lost charsets it may be longer. */
const LONGEST = 400;

/** null: what stands at `start` is no ISA that could be read. */
export function isaHeader(text: string, start: number): IsaHeader | null {
  const element = text[start + 3] ?? '';
  if (!element || /[A-Za-z0-9\s]/.test(element)) return null;
  const window = text.slice(start, start + LONGEST);
  let index = 3;
  for (let count = 1; count < 16; count++) {
    index = window.indexOf(element, index + 1);
    if (index < 0) return null;
  }
  const elements = window
    .slice(4, index)
    .replace(/[\r\n]+/g, '')
    .split(element);
  const rest = window.slice(index + 1);
  const next = nextTag(rest, element);
  const tail = next < 0 ? rest : rest.slice(0, next);
  const { component, terminator } = tailSeparators(tail, next < 0 ? '' : rest.slice(next));
  return {
    separators: { element, component, terminator, release: '', decimalMark: '.' },
    elements: [...elements, component],
    end: start + index + 1 + (next < 0 ? endOfTail(rest, terminator) : next),
  };
}

/** Where the first segment behind the ISA starts, or -1. */
function nextTag(rest: string, element: string): number {
  for (let at = rest.indexOf(element); at >= 0; at = rest.indexOf(element, at + 1)) {
    const tag = /(?:GS|TA1|TA3|ISB|ISE|IEA|ST)$/i.exec(rest.slice(0, at));
    if (tag) return tag.index;
  }
  return -1;
}

/** Behind ISA15 stand the component separator, the terminator, and perhaps a line end; older senders leave one out. */
function tailSeparators(tail: string, following: string): { component: string; terminator: string } {
  const signs = tail.replace(/[\s\u00a0]+/g, '');
  if (signs.length > 1) return { component: signs[0] ?? '', terminator: signs[1] ?? '~' };
  const onLines = /[\r\n]/.test(tail);
  if (!signs) return { component: '', terminator: onLines ? '\n' : '~' };
  // One sign: the component separator where lines end the segments, the terminator where the next segment has it, too.
  const line = following.split(/[\r\n]/, 1)[0]?.trimEnd() ?? '';
  if (!onLines || line.endsWith(signs)) return { component: '', terminator: signs };
  return { component: signs, terminator: '\n' };
}

function endOfTail(rest: string, terminator: string): number {
  const at = rest.indexOf(terminator);
  return at < 0 ? rest.length : at + 1;
}
