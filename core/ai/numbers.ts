/** Numbers as they are written in text, so that an amount a model made up can be told from one it was given. */

const spelled =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const words = new Map<string, string>([
  ...spelled.map((word, value) => [word, String(value)] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, at) => [word, String((at + 2) * 10)] as const),
  ['hundred', '100'],
  ['thousand', '1000'],
  ['million', '1000000'],
  ['billion', '1000000000'],
]);
/** "one of the invoices" is no amount. */
words.delete('one');

const canonical = (number: string) =>
  number
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** All that one token may mean: "1.250" is 1.25 in Ohio and 1250 in Hamburg. */
function readings(token: string): string[] {
  const found: string[] = [];
  if (/^\d+(\.\d+)?$|^\d{1,3}(,\d{3})+(\.\d+)?$/.test(token)) found.push(token.replaceAll(',', ''));
  if (/^\d+,\d+$|^\d{1,3}(\.\d{3})+(,\d+)?$/.test(token))
    found.push(token.replaceAll('.', '').replace(',', '.'));
  return found.map(canonical);
}

/** The numbers of a text in digits or words, each with its possible readings ("12.11.2026" is three numbers). */
export function numbersIn(text: string): string[][] {
  const joined = text.replace(/(?<=\d)[\u00a0\u202f'’](?=\d{3}(?!\d))/gu, '');
  const tokens = joined.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const digits = tokens.flatMap((token) => {
    const meant = readings(token);
    return meant.length ? [meant] : token.split(/[.,]/).map((part) => [canonical(part)]);
  });
  const inWords = (joined.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((word) => words.get(word) ?? []);
  return [...digits, ...inWords.map((value) => [value])];
}

/** The first number of `text` that no source contains, as it may be read; null when all are there. */
export function numberWithoutSource(text: string, sources: string): string | null {
  const known = new Set(numbersIn(sources).flat());
  const foreign = numbersIn(text).find((meant) => !meant.some((reading) => known.has(reading)));
  return foreign?.[0] ?? null;
}
