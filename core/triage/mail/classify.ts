import { de } from './evidence/de.ts';
import { en } from './evidence/en.ts';
import { fi, nl, nordic, pl } from './evidence/northern.ts';
import { es, fr, it, pt } from './evidence/romance.ts';
import type { Evidence, MailType } from './evidence/types.ts';

interface Classified {
  type: MailType | null;
  /** 0 to 1: how often a decision with this much evidence, and this lead over the next, is expected to be right. */
  confidence: number;
  also: MailType[];
  /** The words that decided, as they stand in the mail, strongest first. */
  words: string[];
}

const sources: Record<string, Evidence> = {
  en,
  de,
  fr,
  es,
  it,
  pt,
  nl,
  pl,
  sv: nordic,
  da: nordic,
  no: nordic,
  fi,
};

interface Rule {
  type: MailType;
  weight: number;
  pattern: RegExp;
}

const compiled = new Map<Evidence, Rule[]>();

function rulesOf(evidence: Evidence): Rule[] {
  let rules = compiled.get(evidence);
  if (!rules) {
    rules = Object.entries(evidence).flatMap(([type, byWeight]) =>
      Object.entries(byWeight).map(([weight, patterns]) => ({
        type: type as MailType,
        weight: Number(weight),
        pattern: compile(patterns),
      })),
    );
    compiled.set(evidence, rules);
  }
  return rules;
}

/** Letters of the languages read here. Spelled out: `\p{L}` costs a hundred times more to compile. */
const letter = '[\\w\\u00C0-\\u024F\\u0400-\\u04FF]';

const restOfWord = new RegExp(`^${letter}+`);

/** Every gap is bounded and no group repeats without end, so a search is linear in the text. */
function compile(patterns: string): RegExp {
  const lines = patterns
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('|')
    .replaceAll('~?', '~')
    .replaceAll(' ~', '[ ,:]~')
    .replaceAll('~', '(?:[^.?!;]|\\.(?=\\d)){0,40}?')
    .replaceAll('_?', '[ -]?')
    .replaceAll('_', '[ -]')
    .replaceAll('>', `(?!${letter})`)
    .replaceAll('\\p{L}', letter);
  return new RegExp(`(?<!${letter})(?:${lines})`, 'gi');
}

/** Text beyond this says nothing that the first pages did not. */
const readable = 8_000;
/** Less evidence than one clear phrase is no decision; where an order is named, one plain phrase will do. */
const enough = { anchored: 2, alone: 2.5 };

interface Score {
  type: MailType;
  points: number;
  words: Map<string, number>;
  /** What each phrase has added, so that languages that share a word count it once. */
  counted: Map<string, number>;
  /** A phrase of weight 2 or 3 was in it: weight 1 only tips, however often. */
  said: boolean;
}

/**
 * Decides by weighted phrases which trouble a mail is about. Each distinct phrase counts once; the subject counts
 * half as much again; what the forwarder wrote on top counts like the mail itself.
 */
export function classify(input: {
  subject: string;
  text: string;
  note: string;
  language: string;
  /** Whether the mail names an order, a PO, an item or a shipment. */
  anchored: boolean;
}): Classified {
  const { subject, text, note, language } = input;
  const needed = input.anchored ? enough.anchored : enough.alone;
  const head = flat(subject, 500);
  const body = flat(`${note}\n\n${text}`, readable);
  const likely = weigh(head, body, [language, 'en']);
  // Three words of a short mail may hide its language: then every other one is tried.
  const ranked =
    (likely[0]?.points ?? 0) < needed && body.length < 600 ? weigh(head, body, Object.keys(sources)) : likely;
  const [best, second] = ranked;
  if (!best || best.points < needed) {
    return {
      type: null,
      confidence: best ? round(1 - best.points / (needed * 2)) : 0.9,
      also: [],
      words: [],
    };
  }
  const lead = best.points / (best.points + 0.6 * (second?.points ?? 0));
  return {
    type: best.type,
    confidence: round(Math.min(0.98, (best.points / (best.points + 1.2)) * (0.35 + 0.65 * lead))),
    also: ranked
      .slice(1)
      .filter((score) => score.points >= Math.max(needed, best.points * 0.4))
      .map((score) => score.type),
    words: strongest(best.words),
  };
}

/** What each type's phrases add up to, by the rules of every language: the classifier weighs it with the rest. */
export function evidencePoints(subject: string, body: string): Partial<Record<MailType, number>> {
  const scores = weigh(flat(subject, 500), flat(body, readable), Object.keys(sources));
  return Object.fromEntries(scores.map(({ type, points }) => [type, points]));
}

/** Strongest first, short before long, none that says again what an earlier one said. */
const strongest = (words: Map<string, number>): string[] =>
  [...words.entries()]
    .sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)
    .map(([word]) => word)
    .filter(
      (word, at, all) => !all.slice(0, at).some((said) => said.toLowerCase().includes(word.toLowerCase())),
    );

/** Points of each type by the rules of some languages, most first. */
function weigh(head: string, body: string, languages: string[]): Score[] {
  const evidence = new Set(languages.flatMap((language) => sources[language] ?? []));
  const rules = [...evidence].flatMap(rulesOf);
  const scores = new Map<MailType, Score>();
  for (const { type, weight, pattern } of rules) {
    let score = scores.get(type);
    if (!score) {
      score = { type, points: 0, words: new Map(), counted: new Map(), said: false };
      scores.set(type, score);
    }
    const seen = new Set<string>();
    for (const [where, factor] of [
      [head, 1.5],
      [body, 1],
    ] as const) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(where), n = 0; match && n < 12; match = pattern.exec(where), n += 1) {
        if (match[0] === '') {
          pattern.lastIndex += 1;
          continue;
        }
        const word = match[0].trim().toLowerCase();
        if (seen.has(word)) continue;
        seen.add(word);
        // The second and third phrase of the same weight add less: they often say the same thing.
        score.said ||= weight > 1;
        const added = (weight * factor) / seen.size;
        const before = score.counted.get(word) ?? 0;
        score.points += Math.max(0, added - before);
        score.counted.set(word, Math.max(added, before));
        const rest = where.slice(pattern.lastIndex, pattern.lastIndex + 20);
        const whole = /\s$/.test(match[0])
          ? match[0].trim()
          : match[0].trim() + (restOfWord.exec(rest)?.[0] ?? '');
        score.words.set(whole, Math.max(score.words.get(whole) ?? 0, weight * factor));
      }
    }
  }
  return [...scores.values()].filter((score) => score.said).sort((a, b) => b.points - a.points);
}

const flat = (text: string, length: number): string =>
  text.slice(0, length).replace(/\s+/g, ' ').replace(/[’`´]/g, "'");
const round = (value: number): number => Math.round(value * 100) / 100;
