import { type DocumentFieldName, documentFields, type ReadDocument } from '#core/model/document.ts';
import { confidenceBar } from './questions.ts';
import { normalisedValue } from './values.ts';

/** What a model proposes for one field: the value, and the words of the document that it took it from. */
export interface ProposedField {
  name: string;
  value: string;
  /** As it stands in the document. */
  quote: string;
}

/** How sure a value is that a model read and the text holds: a person is still asked to confirm it below the bar. */
const modelConfidence = 0.75;

/**
 * Takes a model's fields into a reading, those only that the rules left open and whose words are found in the text.
 * A value that is not what its quote says is dropped: amounts and dates must be made of the quote's own figures.
 */
export function acceptModelFields(
  reading: ReadDocument,
  text: string,
  proposed: ProposedField[],
): ReadDocument {
  const known = new Set<string>(documentFields);
  const page = folded(text);
  const fields: ReadDocument['fields'] = { ...reading.fields };
  for (const { name, value, quote } of proposed) {
    if (!known.has(name)) continue;
    const field = name as DocumentFieldName;
    const before = reading.fields[field];
    if (before && (before.by === 'person' || before.confidence >= confidenceBar)) continue;
    const normal = normalisedValue(field, value);
    if (normal === null || !quote.trim() || !standsIn(page, folded(quote))) continue;
    if (!says(field, normal, quote)) continue;
    // What the rules read with some doubt and a model reads alike is surer than either.
    const agrees = before !== undefined && folded(before.value) === folded(normal);
    fields[field] = {
      value: normal,
      confidence: agrees ? Math.max(before.confidence, 0.85) : modelConfidence,
      source: agrees ? before.source : { text: quote.slice(0, 300) },
      by: agrees ? (before.by ?? 'rules') : 'model',
    };
  }
  return { ...reading, fields, missing: reading.missing.filter((name) => !(name in fields)) };
}

/** Case, accents' forms, kinds of space and dash make no difference. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

/** Whole words only: "12" is not found in "4712". */
function standsIn(text: string, quote: string): boolean {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + quote.length] ?? ' ';
    const joins = (a: string, b: string) => /[\p{L}\p{N}]/u.test(a) && /[\p{L}\p{N}]/u.test(b);
    if (!joins(before, quote[0]!) && !joins(quote.at(-1)!, after)) return true;
  }
  return false;
}

function says(field: DocumentFieldName, value: string, quote: string): boolean {
  const digits = (some: string): string => some.replace(/\D/g, '');
  if (/^total|^amountDue$/.test(field)) {
    const trim = (some: string) => digits(some).replace(/^0+/, '');
    const [whole = '', cents = ''] = value.split('.');
    const written = trim(quote);
    return (
      written === trim(value) ||
      (/^0*$/.test(cents) && written === trim(whole)) ||
      written === trim(whole + cents.padEnd(2, '0'))
    );
  }
  if (/date$/i.test(field)) {
    const [year = '', month = '', day = ''] = value.split('-');
    const numbers: string[] = quote.match(/\d+/g) ?? [];
    const has = (number: string) => numbers.some((other) => Number(other) === Number(number));
    const years = numbers.includes(year) || numbers.includes(year.slice(2));
    // The month may be a word.
    return (
      (years && has(day) && (has(month) || /\p{L}{3}/u.test(quote))) ||
      digits(quote) === `${year}${month}${day}`
    );
  }
  return folded(quote).includes(folded(value));
}
