/** What X12 says of single elements, where a wrong one makes the rest doubtful: codes, numbers, dates and times. */
import { type EdiErrors, shown } from '../errors.ts';
import { at, type Segment } from '../split.ts';
import { compactDate, decimal } from '../values.ts';

/**
 * Per segment the elements that are checked: `n` integer, `r` decimal, `d` date, `t` time, and codes by their greatest
 * length. The numbers are element positions (ASC X12.3 data element dictionary, 003040 to 007030). Widths of names and
 * references are not checked: partners agree on longer ones, and nothing is misread by them.
 */
const rules: Record<string, Record<number, 'n' | 'r' | 'd' | 't' | 1 | 2 | 3>> = {
  GS: { 1: 2, 4: 'd', 5: 't', 7: 2 },
  GE: { 1: 'n' },
  SE: { 1: 'n' },
  AK1: { 1: 2 },
  AK3: { 1: 3, 2: 'n' },
  AK4: { 1: 'n', 2: 'n', 3: 3 },
  AK5: { 1: 1 },
  AK9: { 1: 1, 2: 'n', 3: 'n', 4: 'n' },
  BEG: { 1: 2, 2: 2, 5: 'd' },
  BCH: { 1: 2, 2: 2, 6: 'd' },
  BAK: { 1: 2, 2: 2, 4: 'd', 9: 'd' },
  BCA: { 1: 2, 6: 'd' },
  BIG: { 1: 'd', 3: 'd' },
  BSN: { 1: 2, 3: 'd', 4: 't' },
  BGN: { 1: 2, 3: 'd', 4: 't' },
  B1: { 3: 'd', 4: 1 },
  B3: { 4: 2, 6: 'd', 7: 'r', 9: 'd' },
  W06: { 1: 1, 3: 'd' },
  N1: { 1: 3, 3: 2 },
  REF: { 1: 3 },
  N9: { 1: 3, 4: 'd' },
  CUR: { 1: 3, 2: 3 },
  DTM: { 1: 3, 2: 'd', 3: 't' },
  G62: { 1: 2, 2: 'd', 4: 't' },
  PO1: { 2: 'r', 3: 2, 4: 'r', 5: 2 },
  POC: { 2: 2, 3: 'r', 4: 'r', 6: 'r' },
  IT1: { 2: 'r', 3: 2, 4: 'r', 5: 2 },
  ACK: { 1: 2, 2: 'r', 3: 2, 4: 3, 5: 'd' },
  HL: { 1: 'n', 2: 'n' },
  SN1: { 2: 'r', 3: 2 },
  W01: { 1: 'r', 2: 2 },
  W12: { 1: 2, 2: 'r', 3: 'r', 4: 'r' },
  TDS: { 1: 'r', 2: 'r' },
  CTT: { 1: 'n', 2: 'r' },
  AMT: { 1: 3, 2: 'r' },
  AT7: { 1: 2, 2: 2, 3: 2, 4: 2, 5: 'd', 6: 't' },
  TED: { 1: 3 },
  OTI: { 1: 2, 2: 3 },
};

const compiled = new Map(
  Object.entries(rules).map(([tag, places]) => [
    tag,
    Object.entries(places).map(([place, kind]) => ({
      place: Number(place),
      name: tag + place.padStart(2, '0'),
      kind,
    })),
  ]),
);

const isTime = (text: string): boolean => /^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/.test(text);

const problems = {
  n: (text: string) => (/^-?\d+$/.test(text) ? null : ['bad_number', 'no whole number']),
  r: (text: string) => (decimal(text) === null ? ['bad_number', 'no number'] : null),
  d: (text: string) => (compactDate(text) === null ? ['bad_date', 'no date'] : null),
  t: (text: string) => (isTime(text) ? null : ['bad_time', 'no time of day']),
};

/** Adds an error for each element of the segment that is not what the standard says. */
export function checkSegment(segment: Segment, errors: EdiErrors): void {
  const { tag, position } = segment;
  for (const { place, name, kind } of compiled.get(tag) ?? []) {
    const value = at(segment, place).trim();
    if (!value) continue;
    if (typeof kind === 'number') {
      if (value.length > kind || !/^[A-Za-z0-9]+$/.test(value))
        errors.add(
          'bad_code',
          `${name} "${shown(value)}" is no code of up to ${kind} characters.`,
          tag,
          position,
        );
      continue;
    }
    const problem = problems[kind](value);
    if (problem) errors.add(problem[0] ?? '', `${name} "${shown(value)}" is ${problem[1]}.`, tag, position);
  }
}
