/** An EDI file, whatever is in it: any number of X12 and EDIFACT interchanges, one reading for each set or message. */
import type { ReadEdi } from '#core/model/document.ts';
import { decodeText } from '../text.ts';
import { readEdifactInterchange } from './edifact/interchange.ts';
import { mapEdifact } from './edifact/map.ts';
import type { EdiSet } from './set.ts';
import { MOST_SETS } from './split.ts';
import { readBareX12, readX12Interchange } from './x12/interchange.ts';
import { mapX12 } from './x12/map.ts';

/** The character sets that UNB names (ISO 9735 syntax identifiers); UNOA and UNOB are ASCII, which people exceed. */
const charsets: Record<string, string> = {
  UNOC: 'windows-1252',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOK: 'iso-8859-9',
};

/** Blanks, byte order marks and control characters that stand before and between interchanges. */
const filler = /^[\s\p{C}]+/u;

/** Whether a text is EDI: an envelope's first segment, or a set's where the envelope is gone. */
export const isEdi = (text: string): boolean =>
  edi.test(text.replace(filler, '').slice(0, 20)) ||
  /^(?:ISA[^A-Za-z0-9\s]00|UNA:\+|UNB\+UNO)/im.test(text.slice(0, 2000));

const edi = /^(?:ISA[^A-Za-z0-9\s]|UNA\W|UNB[^A-Za-z0-9\s]|UNH\+|UNG\+|GS\*[A-Za-z]{2}\*|ST\*\d{3}\*)/i;

/** Reads all sets. Never throws: what is wrong stands in the sets' own `errors`. */
export function readEdi(file: string, bytes: Uint8Array): ReadEdi[] {
  return readSets(ediText(bytes)).map((set) => read(file, set));
}

function ediText(bytes: Uint8Array): string {
  const { text, charset } = decodeText(bytes);
  const named = charset === 'windows-1252' ? /UNB[^A-Z](UNO[A-Z])/i.exec(text.slice(0, 200))?.[1] : undefined;
  const other = named ? charsets[named.toUpperCase()] : undefined;
  return other ? new TextDecoder(other).decode(bytes) : text;
}

/** Cuts a text into its sets. Exported for the tests of the syntax. */
export function readSets(text: string): EdiSet[] {
  const sets: EdiSet[] = [];
  let start = skip(text, 0);
  const garbageBefore = garbageAhead(text, start);
  // Where no interchange follows at all, the text itself is read for what it is.
  const before = garbageBefore && garbageBefore.end < text.length ? garbageBefore : null;
  if (before) start = before.end;
  while (start < text.length) {
    const { sets: found, end } = interchangeAt(text, start);
    for (const set of found) sets.push(set);
    if (sets.length > MOST_SETS) {
      const what = `Only the first ${sets.length} sets are read.`;
      sets.at(-1)?.errors.add('too_many_sets', what, null, null);
      break;
    }
    start = skip(text, Math.max(end, start + 1));
    const garbage = garbageAhead(text, start);
    if (garbage) {
      const what = `Behind the interchange stands something else: "${garbage.text}".`;
      sets.at(-1)?.errors.add('garbage_after_interchange', what, null, null);
      start = garbage.end;
    }
  }
  if (before) {
    const what = `Before the interchange stands something else: "${before.text}".`;
    sets[0]?.errors.add('garbage_before_interchange', what, null, null);
  }
  return sets;
}

const skip = (text: string, start: number): number =>
  start + (filler.exec(text.slice(start, start + 10_000))?.[0].length ?? 0);

function interchangeAt(text: string, start: number): { sets: EdiSet[]; end: number } {
  const head = text.slice(start, start + 3).toUpperCase();
  if (head === 'ISA') return readX12Interchange(text, start);
  return head.startsWith('UN') ? readEdifactInterchange(text, start) : readBareX12(text, start);
}

function garbageAhead(text: string, start: number): { text: string; end: number } | null {
  if (start >= text.length || edi.test(text.slice(start, start + 20))) return null;
  const next = text.slice(start).search(/(?:ISA[^A-Za-z0-9\s]|UNA\W{6}|UNB\+)/i);
  return {
    text: text.slice(start, start + 30).replace(/\p{C}/gu, '·'),
    end: next < 0 ? text.length : start + next,
  };
}

function read(file: string, set: EdiSet): ReadEdi {
  const { kind, fields, lines } = set.standard === 'X12' ? mapX12(set) : mapEdifact(set);
  const { standard, control, envelope, errors } = set;
  return {
    file,
    standard,
    set: set.set,
    control,
    kind,
    fields,
    lines,
    errors: errors.list,
    interchange: envelope,
  };
}
