/** Text that both renderers need before their own escaping. */

/** A moment, shown in the reader's own time zone and language where the product can do that. */
export interface Moment {
  at: string;
}

/** A line of text with moments in it. Strings are raw: renderers escape them. */
export type Line = (string | Moment)[];

/** Zero-width space: splits what a client would turn into a link, a mention or a format, invisible to readers. */
export const split = '\u200b';

/** Control characters but line breaks, and marks that turn the direction of text around. */
const invisible = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Drops what cannot be seen but can deceive, and halves of characters; keeps line breaks and spaces. */
export function scrub(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(invisible, '')
    .replace(/\n{3,}/g, '\n\n');
}

export const clean = (text: string): string => scrub(text).trim();

/** As `clean`, on one line. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ');

/** At most `max` UTF-16 units; what is cut ends with "…". Never splits a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const kept = text.slice(0, max - 1);
  const last = kept.charCodeAt(kept.length - 1);
  const whole = last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept;
  return `${whole.trimEnd()}…`;
}

/** Cuts the raw text so that what `render` makes of it has at most `max` UTF-16 units. */
export function fit(raw: string, max: number, render: (text: string) => string): string {
  const whole = render(raw);
  if (whole.length <= max) return whole;
  let low = 0;
  let high = Math.min(raw.length, max);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (render(cut(raw, middle)).length <= max) low = middle;
    else high = middle - 1;
  }
  return render(cut(raw, low));
}

/** Keeps clients from turning addresses in strangers' text into links: "https://x.example" stays text. */
export function unlink(text: string): string {
  return text
    .replace(/:\/\//g, `:${split}//`)
    .replace(/(mailto|tel|javascript|data|sip|file):(?=\S)/gi, `$1:${split}`)
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${split}`)
    .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, `.${split}`);
}

/** null when the text is no instant in ISO 8601 ("2026-11-23T15:00:00.000Z"). */
export function instant(iso: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(iso)) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** "Nov 23, 2026, 5:00 PM EST" for texts without localisation of their own. Unknown zones and locales fall back. */
export function formatMoment(iso: string, locale: string, timeZone: string): string {
  const date = instant(iso);
  if (!date) return oneLine(iso);
  return momentFormatter(locale, timeZone).format(date);
}

const momentStyle: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/** Making a formatter costs a hundred times its use. Bounded: locales and zones come from people's settings. */
const momentFormatters = new Map<string, Intl.DateTimeFormat>();

function momentFormatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}`;
  const known = momentFormatters.get(key);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat(locale, { ...momentStyle, timeZone });
  } catch {
    made = new Intl.DateTimeFormat('en-US', { ...momentStyle, timeZone: 'UTC' });
  }
  if (momentFormatters.size > 500) momentFormatters.clear();
  momentFormatters.set(key, made);
  return made;
}

/** "Ana", "Ana or Ben", "Ana, Ben or Cleo". */
export function anyOf(names: string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
