import { type Mailbox, readMailbox, readMailboxes } from './address.ts';
import { type HeaderField, headerLine, splitInline } from './labels.ts';
import { isBlank, type Line, toLine } from './lines.ts';

/** What an older message says of itself above its words. */
export interface OlderHead {
  from: Mailbox | null;
  subject: string | null;
  /** As written, in whatever language and zone. */
  date: string | null;
  to: Mailbox[];
  cc: Mailbox[];
}

/** The head of an older message inside a mail's text. */
interface HeaderBlock extends OlderHead {
  /** First line of the block and first line after it. */
  start: number;
  end: number;
  depth: number;
}

const maximumLines = 80;
const dated = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|(?:19|20)\d{2}/;
const notesDate = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}/;
/** Notes writes "From: Ann Lee on 03/12/2001 09:00 AM". */
const dateInFrom = /\s{3,}\d{1,2}[/.-]\d.*$| on \d{1,2}[/.-]\d.*$/;
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
    from: from === undefined ? null : readMailbox(from.replace(dateInFrom, '')),
    subject: values.get('subject')?.trim() || null,
    date:
      values.get('date')?.trim() ||
      (from && dateInFrom.exec(from)?.[0].replace(/^[\s]*(?:on\s)?/, '')) ||
      null,
    to: readMailboxes(values.get('to') ?? ''),
    cc: readMailboxes(values.get('cc') ?? ''),
    start,
    end,
    depth: first.depth,
  };
  if (announced && known >= 1) return block;
  if (from !== undefined) {
    const addressed = from.includes('@');
    if (!addressed && isMemo(lines, start, values)) return null;
    const date = values.get('date') ?? (notesDate.test(from) ? from : undefined);
    if (values.has('subject') && (addressed || known >= 3)) return block;
    if (date !== undefined && dated.test(date) && (addressed || (values.has('to') && values.has('cc')))) {
      return block;
    }
    return addressed && values.has('to') ? block : null;
  }
  if (!values.has('to') || !(values.has('subject') || values.has('cc'))) return null;
  return notesBlock(lines, block) ?? (isCopyOfHead(lines, start, values) ? block : null);
}

/** "To: … / cc: … / Subject: …" in the spelling of mail programs, though nothing says who wrote. */
const isCopyOfHead = (lines: Line[], start: number, values: Map<HeaderField, string>): boolean =>
  values.has('subject') &&
  values.has('cc') &&
  /^[\s*_|•]*\p{Lu}\p{Ll}+\s?:/u.test(lines[start]!.bare) &&
  [...values.keys()].indexOf('subject') > [...values.keys()].indexOf('to');

/**
 * A circular ("TO: all staff / FROM: Facilities / DATE: …") is what its sender wrote, and a freight order's or a
 * shift's "From: 10:00" names nobody.
 */
function isMemo(lines: Line[], start: number, values: Map<HeaderField, string>): boolean {
  const first = lines[start]!;
  if (!/\p{L}{2}/u.test(values.get('from')!)) return true;
  const fields = [...values.keys()];
  const above = headerLine(lines[start - 1]?.bare ?? '');
  const toFirst =
    (above?.field === 'to' && !above.value.includes('@')) ||
    (fields.includes('to') && fields.indexOf('to') < fields.indexOf('from'));
  const label = first.bare.slice(0, first.bare.search(/[:：]/)).replace(/[^\p{L}]/gu, '');
  const shouted = label.length > 1 && /\p{Lu}/u.test(label) && label === label.toUpperCase();
  return (toFirst || shouted) && !values.get('to')?.includes('@');
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
  if (found < 0) return null;
  const when = lines
    .slice(found, block.start)
    .map((line) => notesStamp.exec(line.bare)?.[0])
    .find(Boolean);
  return { ...block, start: found, from: name ? readMailbox(name) : null, date: block.date ?? when ?? null };
}

const notesStamp = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?/;

/** A block that stands in one line behind its divider. Returns it with what follows as lines of their own. */
export function inlineBlock(text: string): OlderHead | null {
  const lines = splitInline(text).map(toLine);
  if (lines.length < 3 || !lines.some((line) => headerLine(line.bare)?.field === 'from')) return null;
  const first = lines.findIndex((line) => headerLine(line.bare));
  const block = headerBlockAt(lines, first, true);
  if (!block) return null;
  const { from, subject, date, to, cc } = block;
  return { from, subject, date, to, cc };
}
