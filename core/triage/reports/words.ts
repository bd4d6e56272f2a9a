/** Sentences, and the words of four languages in which people say what they want or what became of goods. Pure. */

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
    .replace(/[’`´]/g, "'")
    .split(ends)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .slice(0, mostSentences);

/** Matches any of these words, a language each line; `*` is any ending or beginning, `_` a blank or hyphen. */
export function anyOf(...languages: string[]): RegExp {
  const patterns = languages
    .join(' ')
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', '[ -]').replaceAll('*', '\\p{L}*'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

export const negation = anyOf(
  "not *n't cannot never nobody nothing neither nor disregard ignore",
  'nicht nichts kein* niemand nie niemals weder',
  'no nunca nadie tampoco jamás ni',
  "ne n' pas jamais personne aucun* ni évite* éviter",
);

/** A number that is no part of a code, an amount of money or a longer number. */
const number = '(?<![\\p{L}\\p{N}.,$€£-])(\\d{1,6}(?:[.,]\\d{1,3})?)(?![\\d%-]|[.,]\\d| \\d{3}(?!\\d))';
/** What may stand between a number and the word beside it: "40 boxes instead of 50". */
const unit = '(?: ?(?:x|×|\\p{L}{1,12}\\.?)){0,2}?';
const the = '(?: (?:the|of the|our|bestellten|ordered|der|den|die|las|los|les))?';

/** Said first, then what it replaces. */
const insteadOf = new RegExp(
  `${number}${unit},? (?:instead of|rather than|statt|anstatt|anstelle von|en lugar de|en vez de|au lieu de)${the} ${number}`,
  'giu',
);
/** "from 50 to 40", "von 50 auf 40", "de 50 a 40", "de 50 à 40". */
const fromTo = new RegExp(
  `(?<![\\p{L}])(?:from|von|de|desde)${the} ${number}${unit} (?:(?:down|up) )?(?:to|auf|a|à|hasta) ${number}`,
  'giu',
);
/** "only 46 of 90", "nur 46 von 90", "46 sur 90". */
const outOf = new RegExp(`${number}${unit} (?:of|out of|von|de|sur)${the} ${number}`, 'giu');

interface Pair {
  /** What it is, or should become. */
  now: string;
  /** What stood, or stands, on the order. */
  before: string;
}

const decimal = (written: string): string =>
  /^\d{1,3}[.,]\d{3}$/.test(written) ? written.replace(/[.,]/, '') : written.replace(',', '.');

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

/** "46 of 90" and "46 instead of 90". */
export const partsOfWhole = (sentence: string): Pair[] => [
  ...pairs(sentence, insteadOf, true),
  ...pairs(sentence, outOf, true),
];
