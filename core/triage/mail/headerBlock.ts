import { type Mailbox, readMailbox } from './address.ts';
import { type HeaderField, headerLine, splitInline } from './labels.ts';
import { isBlank, type Line, toLine } from './lines.ts';

/** The head of an older message inside a mail's text. */
interface HeaderBlock {
  from: Mailbox | null;
  subject: string | null;
  /** First line of the block and first line after it. */
  start: number;
  end: number;
  depth: number;
}

const maximumLines = 80;
const dated = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|(?:19|20)\d{2}/;
const notesDate = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}/;
const startsWithDate = /^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s+\d{1,2}:\d{2}/;

interface Fields {
  values: Map<HeaderField, string>;
  end: number;
}

/** Collects header lines with their continuations from `start` on. */
function collect(lines: Line[], start: number): Fields {
  const values = new Map<HeaderField, string>();
  let last: HeaderField | null = null;
  let at = start;
  for (; at < lines.length && at - start < maximumLines; at += 1) {
    const line = lines[at]!;
    if (isBlank(line)) {
      const next = nextFilled(lines, at, 3);
      const follows = next === null ? null : headerLine(lines[next]!.bare);
      // HTML turned into text leaves a blank line between the fields; a repeated field is the next message.
      if (follows && !values.has(follows.field) && values.size < 4 && next !== null) {
        at = next - 1;
        continue;
      }
      break;
    }
    const header = headerLine(line.bare);
    if (header) {
      if (header.field !== 'other' && values.has(header.field)) break;
      values.set(header.field, header.value);
      last = header.field;
      continue;
    }
    if (last === 'from' && !values.has('date') && startsWithDate.test(line.bare)) {
      values.set('date', line.bare.trim());
      continue;
    }
    if (!last || !continues(lines, at, last, values)) break;
    values.set(last, `${values.get(last)} ${line.bare.trim()}`.slice(0, 4_000));
  }
  return { values, end: at };
}

/** Whether the line goes on with the field above it: folded, a list of recipients, a value on its own line, or a wrapped subject. */
function continues(lines: Line[], at: number, last: HeaderField, values: Map<HeaderField, string>): boolean {
  const line = lines[at]!.bare;
  const value = values.get(last) ?? '';
  if (/^[ \t]+\S/.test(line) && value !== '') return true;
  if (last === 'to' || last === 'cc' || last === 'from' || last === 'other') {
    const more = /[,;<]$/.test(value.trim()) || /[\w.-]@[\w-]|[;>]\s*$/.test(line.slice(0, 300));
    return more || blockGoesOn(lines, at + 1, values);
  }
  if (value === '') return line.length < 200 && !isBlank(lines[at]);
  const unfinished = last === 'subject' ? value.length >= 55 : last === 'date' && value.length >= 20;
  return unfinished && line.length < 80 && isBlank(lines[at + 1]) && !/[.!?]$/.test(line);
}

/** Whether another field follows within a few lines that are not blank: what lies between was wrapped. */
function blockGoesOn(lines: Line[], from: number, values: Map<HeaderField, string>): boolean {
  for (let at = from; at < from + 5 && !isBlank(lines[at]); at += 1) {
    const header = headerLine(lines[at]!.bare);
    if (header) return !values.has(header.field);
  }
  return false;
}

export function nextFilled(lines: Line[], from: number, within: number): number | null {
  for (let at = from; at < lines.length && at <= from + within; at += 1) if (!isBlank(lines[at])) return at;
  return null;
}

/**
 * Reads a header block that begins at `start`. A divider above it (`announced`) makes one known field enough; without,
 * the fields must look like a message's and not like a freight order's "From: Columbus / To: Denver".
 */
export function headerBlockAt(lines: Line[], start: number, announced: boolean): HeaderBlock | null {
  const first = lines[start];
  if (!first || !headerLine(first.bare)) return null;
  const { values, end } = collect(lines, start);
  const from = values.get('from');
  const known = (['from', 'to', 'cc', 'date', 'subject'] as const).filter((field) =>
    values.has(field),
  ).length;
  const block: HeaderBlock = {
    from:
      from === undefined
        ? null
        : readMailbox(from.replace(/\s{3,}\d{1,2}[/.-]\d.*$| on \d{1,2}[/.-]\d.*$/, '')),
    subject: values.get('subject')?.trim() || null,
    start,
    end,
    depth: first.depth,
  };
  if (announced && known >= 1) return block;
  if (from !== undefined) {
    const addressed = from.includes('@');
    const date = values.get('date') ?? (notesDate.test(from) ? from : undefined);
    if (values.has('subject') && (addressed || known >= 3)) return block;
    if (date !== undefined && dated.test(date) && (addressed || (values.has('to') && values.has('cc')))) {
      return block;
    }
    return addressed && values.has('to') ? block : null;
  }
  return values.has('to') && (values.has('subject') || values.has('cc')) ? notesBlock(lines, block) : null;
}

/** Lotus Notes puts who and when on lines of their own above "To:". */
function notesBlock(lines: Line[], block: HeaderBlock): HeaderBlock | null {
  let name: string | null = null;
  let found = -1;
  for (let at = block.start - 1, filled = 0; at >= 0 && block.start - at <= 8 && filled < 4; at -= 1) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    filled += 1;
    const text = line.bare.trim();
    const date = notesDate.exec(text);
    if (found < 0) {
      if (!date) {
        if (/^(?:sent by|please respond to)/i.test(text) || /^[AP]M$/.test(text)) continue;
        return null;
      }
      found = at;
      const before = text
        .slice(0, date.index)
        .replace(/\s+on\s*$/i, '')
        .trim();
      if (before) {
        name = before;
        break;
      }
      continue;
    }
    if (/^sent by/i.test(text)) continue;
    if (text.length < 100 && !/[.:]$|^-{3}/.test(text)) {
      name = text;
      found = at;
    }
    break;
  }
  return found < 0 ? null : { ...block, start: found, from: name ? readMailbox(name) : null };
}

/** A block that stands in one line behind its divider. Returns it with what follows as lines of their own. */
export function inlineBlock(text: string): Omit<HeaderBlock, 'start' | 'end' | 'depth'> | null {
  const lines = splitInline(text).map(toLine);
  if (lines.length < 3 || !lines.some((line) => headerLine(line.bare)?.field === 'from')) return null;
  const first = lines.findIndex((line) => headerLine(line.bare));
  const block = headerBlockAt(lines, first, true);
  return block && { from: block.from, subject: block.subject };
}
