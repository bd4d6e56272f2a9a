/** Whether 03/04 is the fourth of March or the third of April. */
export type DateOrder = 'dmy' | 'mdy';

/** The first letters that tell a month, in the languages of the papers. */
const monthStems: string[][] = [
  ['jan', 'ene', 'gen', 'sty', 'janv'],
  ['feb', 'fév', 'fev', 'feb', 'lut'],
  ['mar', 'mär', 'mrz', 'maa', 'mrt'],
  ['apr', 'avr', 'abr', 'kwi'],
  ['may', 'mai', 'mei', 'maj', 'mag', 'mayo'],
  ['jun', 'juin', 'giu', 'cze'],
  ['jul', 'juil', 'lug', 'lip'],
  ['aug', 'aoû', 'aou', 'ago', 'sie'],
  ['sep', 'set', 'wrz', 'sept'],
  ['oct', 'okt', 'ott', 'out', 'paź'],
  ['nov', 'lis'],
  ['dec', 'dez', 'déc', 'dic', 'gru'],
];

function monthOf(name: string): number | null {
  const word = name.toLowerCase().replace(/\.$/, '');
  if (word.startsWith('juin')) return 6;
  if (word.startsWith('juil')) return 7;
  const index = monthStems.findIndex((stems) => stems.some((stem) => word.startsWith(stem)));
  return index < 0 ? null : index + 1;
}

const monthName = String.raw`(?<month>\p{L}{3,10}\.?)`;
const patterns: RegExp[] = [
  /(?<!\d)(?<y>(?:19|20)\d{2})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)/gu,
  /(?<![\d.,/-])(?<a>\d{1,2})\s?[./-]\s?(?<b>\d{1,2})\s?[./-]\s?(?<y>(?:19|20)\d{2}|\d{2})(?![\d/])/gu,
  new RegExp(
    String.raw`(?<!\d)(?<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s.-]{0,2}(?:de\s|of\s)?${monthName}[\s.,'-]{0,3}(?:de[l]?\s)?(?<y>(?:19|20)\d{2}|\d{2})(?!\d)`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d])${monthName}\s?(?<d>\d{1,2})(?:st|nd|rd|th)?\s?,?\s?(?<y>(?:19|20)\d{2})(?!\d)`,
    'giu',
  ),
];

export interface DateInText {
  /** YYYY-MM-DD. */
  value: string;
  start: number;
  end: number;
  /** Day and month may be the other way round. */
  ambiguous: boolean;
}

/** The dates in a text, in the order in which they stand. */
export function datesIn(text: string, order: DateOrder): DateInText[] {
  const found: DateInText[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const date = readDate(match.groups!, order);
      const start = match.index;
      const end = start + match[0].length;
      if (date && !found.some((other) => other.start < end && start < other.end)) {
        found.push({ ...date, start, end });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function readDate(
  parts: Record<string, string | undefined>,
  order: DateOrder,
): { value: string; ambiguous: boolean } | null {
  let year = Number(parts.y);
  if (year < 100) year += year < 70 ? 2000 : 1900;
  let day = Number(parts.d);
  let month = parts.month ? monthOf(parts.month) : Number(parts.m);
  let ambiguous = false;
  if (parts.a !== undefined) {
    const a = Number(parts.a);
    const b = Number(parts.b);
    const monthFirst = b > 12 || (order === 'mdy' && a <= 12);
    day = monthFirst ? b : a;
    month = monthFirst ? a : b;
    ambiguous = a <= 12 && b <= 12 && a !== b;
  }
  if (!month || month > 12 || !day || day > 31 || year < 1980 || year > 2100) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1) return null;
  return { value: date.toISOString().slice(0, 10), ambiguous };
}

const usState =
  /\b[A-Z][A-Za-z]+,? (?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}\b/;

/** Month first only on papers from the United States, or where a date cannot be read otherwise. */
export function dateOrderOf(text: string, currency: string | null): DateOrder {
  let dmy = 0;
  let mdy = 0;
  for (const match of text.matchAll(/(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?!\d)/g)) {
    if (Number(match[1]) > 12) dmy += 1;
    if (Number(match[2]) > 12) mdy += 1;
  }
  if (dmy !== mdy) return dmy > mdy ? 'dmy' : 'mdy';
  return usState.test(text) || (currency === 'USD' && /\bUSA?\b|United States/.test(text)) ? 'mdy' : 'dmy';
}
