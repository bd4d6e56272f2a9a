/** Numbers and dates as people type them into tables. What one cell leaves open, the others decide. */
import { isoDate } from '../edi/values.ts';

export interface Habits {
  decimalMark: '.' | ',';
  /** 11/02 is the second of November. */
  monthFirst: boolean;
  /** No cell decided the order of day and month. */
  dayOrderGuessed: boolean;
}

/** Longer cells are neither numbers nor dates. */
const CELL = 60;

const numberLike = /^[^\p{L}\d]*-?\d[\d.,' \u00a0\u202f]*-?\s*(?:\p{Sc}|%|[A-Za-z]{1,4}\.?)?$/u;

/** What the cells of a table tell of the way in which numbers and dates are written there. */
export function habitsOf(
  cells: string[],
  hints: { semicolons: boolean; english: boolean; currency: string | null },
): Habits {
  let comma = 0;
  let point = 0;
  let month = 0;
  let day = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text.length > CELL) continue;
    if (/\d[.' ]\d{3},\d/.test(text) || /^\D*\d+,(?:\d{1,2}|\d{4,})\D*$/.test(text)) comma++;
    if (/\d[,' ]\d{3}\.\d/.test(text) || /^\D*\d+\.(?:\d{1,2}|\d{4,})\D*$/.test(text)) point++;
    const date = /^(\d{1,2})[/-](\d{1,2})[/-](?:\d{2}|\d{4})$/.exec(text);
    if (date && Number(date[1]) > 12) day++;
    if (date && Number(date[2]) > 12) month++;
  }
  const decimalMark =
    comma === point ? (hints.semicolons && !hints.english ? ',' : '.') : comma > point ? ',' : '.';
  const decided = month !== day;
  const american = hints.english && hints.currency !== 'EUR' && hints.currency !== 'GBP';
  return { decimalMark, monthFirst: decided ? month > day : american, dayOrderGuessed: !decided };
}

/** A number as a decimal string; null: the cell holds none. Currency signs and units around it are left out. */
export function cellNumber(text: string, { decimalMark }: Habits): string | null {
  const trimmed = text.trim();
  if (trimmed.length > CELL) return null;
  if (!numberLike.test(trimmed.replace(/^[A-Za-z]{3}\s+/, ''))) return null;
  const digits = trimmed.replace(/[^\d.,-]/g, '');
  const negative = /^\D*-|-$/.test(trimmed) || /^\(.*\)$/.test(trimmed);
  const bare = digits.replace(/-/g, '');
  const lastComma = bare.lastIndexOf(',');
  const lastPoint = bare.lastIndexOf('.');
  let mark = decimalMark as string;
  // With both marks the last is the decimal one; one mark more than once groups thousands.
  if (lastComma >= 0 && lastPoint >= 0) mark = lastComma > lastPoint ? ',' : '.';
  else if (bare.split(/[.,]/).length > 2) mark = lastComma >= 0 ? '.' : ',';
  else if (/^\d+[.,]\d{1,2}$/.test(bare)) mark = lastComma >= 0 ? ',' : '.';
  const [whole = '', fraction = '', more] = bare.split(mark === ',' ? ',' : '.');
  if (more !== undefined) return null;
  const integer = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  if (!/^\d*$/.test(integer) || !/^\d*$/.test(fraction) || !(integer || fraction)) return null;
  const kept = fraction.replace(/[.,]/g, '');
  return `${negative ? '-' : ''}${integer || '0'}${kept ? `.${kept}` : ''}`;
}

const months: Record<string, number> = {};
const names = [
  'jan,january,januar,enero,janvier,ene,janv',
  'feb,february,februar,febrero,fevrier,fevr,fev',
  'mar,march,marz,marzo,mars,mrz,maerz',
  'apr,april,abril,avril,abr,avr',
  'may,mai,mayo',
  'jun,june,juni,junio,juin',
  'jul,july,juli,julio,juillet,juil',
  'aug,august,agosto,aout,ago',
  'sep,september,septiembre,septembre,sept',
  'oct,october,oktober,octubre,octobre,okt',
  'nov,november,noviembre,novembre',
  'dec,december,dezember,diciembre,decembre,dez,dic',
];
for (const [index, words] of names.entries()) for (const word of words.split(',')) months[word] = index + 1;

/** A date as YYYY-MM-DD; null: the cell holds none. */
export function cellDate(text: string, { monthFirst }: Habits): string | null {
  if (text.length > CELL) return null;
  const trimmed = text.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const year = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed) ?? /^(20\d{2})(\d{2})(\d{2})$/.exec(trimmed);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})$/.exec(trimmed);
  if (dotted) return isoDate(year(dotted[3] ?? ''), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$/.exec(trimmed);
  if (slashed) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])];
    return monthFirst
      ? isoDate(year(slashed[3] ?? ''), first, second)
      : isoDate(year(slashed[3] ?? ''), second, first);
  }
  const words = trimmed.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?([a-z]+)\.?,?[\s-]+(?:de\s+)?(\d{2}|\d{4})$/.exec(words);
  if (dayFirst) return isoDate(year(dayFirst[3] ?? ''), months[dayFirst[2] ?? ''] ?? 0, Number(dayFirst[1]));
  const monthNamed = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(words);
  return monthNamed
    ? isoDate(Number(monthNamed[3]), months[monthNamed[1] ?? ''] ?? 0, Number(monthNamed[2]))
    : null;
}
