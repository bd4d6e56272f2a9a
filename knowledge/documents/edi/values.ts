/** Dates and numbers as EDI writes them, as the document model has them. */
import Big from 'big.js';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** YYYY-MM-DD of a day that exists, else null. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return null;
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate()
    ? null
    : `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** Two digits of a year: 70 to 99 are of the last century. */
const fullYear = (year: number): number => (year >= 70 ? 1900 : 2000) + year;

/** CCYYMMDD or YYMMDD (with or without a time behind it) as YYYY-MM-DD, else null. */
export function compactDate(text: string): string | null {
  const long = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2})?)?$/.exec(text);
  if (long) return isoDate(Number(long[1]), Number(long[2]), Number(long[3]));
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  return short ? isoDate(fullYear(Number(short[1])), Number(short[2]), Number(short[3])) : null;
}

/** DDMMYY or DDMMCCYY. */
function dayFirst(text: string): string | null {
  const found = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  if (!found) return null;
  const year = Number(found[3]);
  return isoDate(found[3]?.length === 2 ? fullYear(year) : year, Number(found[2]), Number(found[1]));
}

/** The Monday of a week CCYYWW after ISO 8601. */
function weekStart(text: string): string | null {
  const found = /^(\d{4})(\d{2})$/.exec(text);
  const week = Number(found?.[2]);
  if (!found || week < 1 || week > 53) return null;
  const fourth = new Date(Date.UTC(Number(found[1]), 0, 4));
  fourth.setUTCDate(fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7) + 7 * (week - 1));
  return fourth.toISOString().slice(0, 10);
}

/** A date of EDIFACT by its format (UN/EDIFACT code list 2379), the first day of a period; null: it is none. */
export function edifactDate(text: string, format: string): string | null {
  switch (format) {
    case '2':
    case '3':
    case '4':
      return dayFirst(text);
    case '616':
      return weekStart(text);
    // A month, a number of days or weeks: no day.
    case '610':
    case '602':
    case '801':
    case '802':
    case '803':
    case '804':
      return null;
    default:
      // 101, 102, 201 to 205 and 301 to 304 begin with the date; 711 to 719 are two of them.
      return compactDate(
        text
          .replace(/^(\d{6}(?:\d{2}){0,4})(?:[A-Z]{3}|[+-]\d{2}:?\d{0,2}|Z)$/, '$1')
          .replace(/^(\d{8})-?\d{8}$/, '$1')
          .replace(/^(\d{6})\d{4}$/, format === '201' ? '$1' : '$&')
          .replace(/^(\d{12})-?\d{12}$/, '$1'),
      );
  }
}

/**
 * A number as a decimal string with a point, without needless zeros in front; null: it is none. `mark` is the decimal
 * mark that the interchange announced; a point is understood everywhere, as ISO 9735 allows both.
 */
export function decimal(text: string, mark = '.'): string | null {
  const plain = text.trim().replace(mark, '.').replace(',', '.');
  const found = /^([+-]?)0*(\d*)(?:\.(\d*))?(-?)$/.exec(plain);
  if (!found) return null;
  const [, sign, whole, fraction = '', behind] = found;
  if (!/\d/.test(plain) || (sign && behind)) return null;
  const negative = sign === '-' || behind === '-';
  return `${negative ? '-' : ''}${whole || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** A number with so many implied decimals (X12 type N2), unless it carries a point. */
export function impliedDecimal(text: string, places: number): string | null {
  const value = decimal(text);
  if (value === null || text.includes('.')) return value;
  return new Big(value).div(new Big(10).pow(places)).toFixed(places);
}
