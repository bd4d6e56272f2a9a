/** Sentences, and the words of four languages that say what became of goods or what a customer wants. Pure. */

/** Reports are read from so much of a mail. */
const readable = 4_000;
const mostSentences = 60;

/** After "9." a month goes on and no sentence ends. An abbreviation's dot ends none, a blank line or a list item does. */
const ends =
  /(?<=[!?;]|[^\d\s.]{3}\.)\s+|(?<=\d\.)\s+(?=\p{Lu})(?!Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)|\n\s*\n|\n\s*[-*•]\s/u;

export const sentencesOf = (text: string): string[] =>
  text
    .slice(0, readable)
    .replace(/\r/g, '')
    .split(ends)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .slice(0, mostSentences);

/** Whole words or their beginnings (`storn*`); `_` is a gap of one blank or hyphen. Languages' accents count. */
export const words = (list: string): RegExp => {
  const patterns = list
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', '[ -]').replaceAll('*', '\\p{L}*'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
};

const number = '(\\d{1,6}(?:[.,]\\d{1,3})?)';
/** What may stand between a number and the word beside it: "40 boxes instead of 50". */
const unit = '(?: ?(?:x|×|\\p{L}{1,12}\\.?)){0,2}?';

/** "40 instead of 50", "40 statt 50", "40 en lugar de 50", "40 au lieu de 50": said first, then what it replaces. */
const insteadOf = new RegExp(
  `${number}${unit},? (?:instead of|rather than|and not|not|against|vs\\.?|statt|anstatt|anstelle von|en lugar de|en vez de|y no|au lieu d(?:e |[’']))(?: (?:the|of the|der|den|die|las|los|les))?(?: (?:bestellten|ordered|pedidas|pedidos|commandé[es]*))? ?${number}(?![\\d%])`,
  'giu',
);
/** "from 50 to 40", "von 50 auf 40", "de 50 a 40", "de 50 à 40". */
const fromTo = new RegExp(
  `(?<![\\p{L}])(?:from|von|de|desde)(?: (?:the|las|los|les|die|den))? ${number}${unit} (?:(?:down|up) )?(?:to|auf|a|à|hasta)(?: only| nur| solo| seulement)? ${number}(?![\\d%])`,
  'giu',
);
/** "only 46 of 90", "112 of the 120", "nur 46 von 90", "46 sur 90". */
const outOf = new RegExp(
  `${number}${unit} (?:of|out of|von|de|sur)(?: (?:the|our|los|las|les|den|der))?(?: (?:ordered|bestellten))? ${number}(?![\\d%])`,
  'giu',
);

interface Pair {
  /** What it is, or should become. */
  now: string;
  /** What stood, or stands, on the order. */
  before: string;
}

const decimal = (written: string): string => {
  const thousands = /^\d{1,3}[.,]\d{3}$/.test(written);
  return thousands ? written.replace(/[.,]/, '') : written.replace(',', '.');
};

function pairs(sentence: string, pattern: RegExp, nowFirst: boolean): Pair[] {
  return [...sentence.matchAll(pattern)].map(([, first = '', second = '']) => {
    const [now, before] = nowFirst ? [first, second] : [second, first];
    return { now: decimal(now), before: decimal(before) };
  });
}

/** "40 instead of 50" and "from 50 to 40". */
export const replacements = (sentence: string): Pair[] => [
  ...pairs(sentence, insteadOf, true),
  ...pairs(sentence, fromTo, false),
];

/** "46 of 90", beside the others. */
export const shares = (sentence: string): Pair[] => [
  ...pairs(sentence, insteadOf, true),
  ...pairs(sentence, outOf, true),
];
