import type { DocumentFieldName } from '#core/model/document.ts';

/**
 * A value in the form of its field, or null where it has none: dates as YYYY-MM-DD, amounts as decimals with a point,
 * currencies as three letters, all else as one line of text of at most 200 characters.
 */
export function normalisedValue(name: DocumentFieldName, given: string): string | null {
  const text = given.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (text === '' || text.length > 200) return null;
  if (/date$/i.test(name)) {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!date) return null;
    const instant = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : null;
  }
  if (/^total|^amountDue$/.test(name)) {
    const plain = text
      .replace(/^(?:[A-Z]{3}|[€$£])\s?|\s?(?:[A-Z]{3}|[€$£])$/g, '')
      .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
    return /^-?\d{1,15}(?:\.\d{1,4})?$/.test(plain) ? plain : null;
  }
  if (name === 'currency') return /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null;
  return text;
}
