/** Words as search compares them: lower case, without the commonest words, cut to a stem. */

const stopWords = new Set(
  (
    'a an and any are as at be been before but by can do does each for from has have if in into is it its may more ' +
    'must no not of on one only or other our shall should so such than that the their them then there these they ' +
    'this to under until was were what when where which while who will with within without'
  ).split(' '),
);

/** What contracts call by several names and a question by one. Stems. */
const synonyms = new Map([
  ...['differ', 'different', 'differenc', 'depart', 'mismatch', 'discrepancy'].map(
    (root) => [root, 'deviat'] as const,
  ),
  ['fixed', 'firm'],
  ['block', 'hold'],
  ['held', 'hold'],
]);

/** "deviates", "deviation", "deviated" → "deviat". Lighter than Porter: few wrong merges. */
export function stem(word: string): string {
  const singular = /.{3}ies$/.test(word)
    ? `${word.slice(0, -3)}y`
    : /.{2}(?:s|x|z|ch|sh)es$/.test(word)
      ? word.slice(0, -2)
      : word.replace(/(?<=.{2}[^siu])s$/, '');
  const root = singular.replace(/(?<=.{4})(?:ion|ed)$|(?<=.{3})ing$|(?<=.{5})al$/, '');
  return root.length > 3 ? root.replace(/e$/, '') : root;
}

/** The stems of a text's words in order, stop words left out and synonyms made one. */
export function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu) ?? [];
  return words
    .flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word]))
    .filter((word) => !stopWords.has(word))
    .map(stem)
    .map((root) => synonyms.get(root) ?? root);
}
