/** What EDIFACT says of single elements, where a wrong one makes the rest doubtful: qualifiers, numbers and dates. */
import { type EdiErrors, shown } from '../errors.ts';
import { at, type Segment } from '../split.ts';
import { decimal, edifactDate } from '../values.ts';

/** Segments that begin with a qualifier of up to three characters. */
const qualified = new Set([
  'ALC',
  'CTA',
  'DTM',
  'FII',
  'FTX',
  'LOC',
  'MOA',
  'NAD',
  'PRI',
  'QTY',
  'RFF',
  'TAX',
  'TDT',
  'TOD',
  'PAT',
  'PIA',
]);

/** Where a number stands: element and component. */
const numbers: Record<string, [number, number]> = {
  MOA: [1, 2],
  PRI: [1, 2],
  QTY: [1, 2],
  CNT: [1, 2],
  PCD: [1, 2],
};

/** Formats of code list 2379 whose value begins with a calendar day. */
const days = new Set(['2', '3', '4', '101', '102', '201', '203', '204', '205']);

/** Adds an error for each element of the segment that is not what the directory says. */
export function checkSegment(segment: Segment, decimalMark: string, errors: EdiErrors): void {
  const { tag, position } = segment;
  const qualifier = at(segment, 1);
  if (qualified.has(tag) && (qualifier.length > 3 || !/^[A-Za-z0-9]*$/.test(qualifier)))
    errors.add('bad_code', `${tag} begins with "${shown(qualifier)}", which is no qualifier.`, tag, position);
  const place = numbers[tag];
  const number = place ? at(segment, ...place) : '';
  if (number && decimal(number, decimalMark) === null)
    errors.add('bad_number', `"${shown(number)}" in ${tag} is no number.`, tag, position);
  if (tag !== 'DTM') return;
  const [date, format] = [at(segment, 1, 2), at(segment, 1, 3)];
  if (date && days.has(format) && edifactDate(date, format) === null)
    errors.add('bad_date', `"${shown(date)}" in DTM is no date of format ${format}.`, 'DTM', position);
}
