import { readMailbox, readMailboxes } from './address.ts';
import type { OlderHead } from './headerBlock.ts';
import { type HeaderField, headerLine } from './labels.ts';
import { isBlank, type Line } from './lines.ts';

interface ColumnBlock extends OlderHead {
  start: number;
  end: number;
  depth: number;
}

/** More lines than such a head has. */
const maximumLines = 16;
/** The right column begins behind a gap at least this wide. */
const gap = /^(.*?)(?:\s{3,}|\t+\s*)(?=\S)/u;
const stamp = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?|^[AP]M$/;

/**
 * Lotus Notes writes the head of an older message in two columns: who and when on the left, "To:", "cc:" and "Subject:"
 * on the right. Reads one that begins at `start`; null when there is none.
 */
export function columnBlockAt(lines: Line[], start: number): ColumnBlock | null {
  const first = lines[start];
  if (!first || isBlank(first) || headerLine(first.bare.trimStart())) return null;
  if (!/^\s{3,}\S|\S\s{3,}\S|^["\p{Lu}<]/u.test(first.bare.slice(0, 200))) return null;
  const values = new Map<HeaderField, string>();
  const left: string[] = [];
  let last: HeaderField | null = null;
  let end = start;
  for (let at = start; at < Math.min(lines.length, start + maximumLines); at += 1) {
    const line = lines[at]!;
    if (isBlank(line)) {
      if (!values.size) return null;
      if (values.has('subject')) break;
      continue;
    }
    const [inLeft, field, value] = columns(line.bare);
    if (field) {
      if (values.has(field)) return null;
      values.set(field, value);
      last = field;
    } else if (values.has('subject') && !stamp.test(inLeft)) {
      if (!/^\s{10,}\S/.test(line.bare)) break;
      values.set('subject', `${values.get('subject')} ${line.bare.trim()}`);
    } else if (last === 'to' && !inLeft && value) {
      values.set('to', `${values.get('to')} ${value}`);
    }
    const who = inLeft || (values.size ? '' : value);
    if (who) left.push(who);
    end = at + 1;
    // Above "To:" stand a name, an address and a date; prose does not.
    if (!values.size && (left.length > 3 || who.length > 70)) return null;
  }
  const to = values.get('to');
  const dated = left.filter((text) => stamp.test(text));
  if (to === undefined || !values.has('subject') || !dated.length || !left.length) return null;
  const who = left.filter((text) => !stamp.test(text) && !/^sent by|^please respond/i.test(text)).join(' ');
  return {
    from: who ? readMailbox(who) : null,
    subject: values.get('subject')?.trim() || null,
    date: dated.join(' '),
    to: readMailboxes(to),
    cc: readMailboxes(values.get('cc') ?? ''),
    start,
    end,
    depth: first.depth,
  };
}

/** What stands on the left, and the field and value on the right, if one is there. */
function columns(text: string): [left: string, field: HeaderField | null, value: string] {
  const line = text.slice(0, 1_000);
  for (let rest = line, left = ''; ; ) {
    const found = gap.exec(rest);
    if (!found) return [line.trim(), null, ''];
    left = `${left} ${found[1]}`.trim();
    rest = rest.slice(found[0].length);
    const header = headerLine(rest);
    if (header && /^(?:to|cc|subject)$/.test(header.field)) return [left, header.field, header.value];
    const alone = rest.trim();
    if (left === '' && !gap.test(rest)) return stamp.test(alone) ? [alone, null, ''] : ['', null, alone];
  }
}
