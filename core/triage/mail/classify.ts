import { de } from './evidence/de.ts';
import { en } from './evidence/en.ts';
import { fi, nl, nordic, pl } from './evidence/northern.ts';
import { es, fr, it, pt } from './evidence/romance.ts';
import type { Evidence, MailType } from './evidence/types.ts';

export interface Classified {
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

const compiled = new Map<string, Rule[]>();

function rulesOf(language: string): Rule[] {
  let rules = compiled.get(language);
  if (!rules) {
    rules = Object.entries(sources[language] ?? {}).flatMap(([type, byWeight]) =>
      Object.entries(byWeight).map(([weight, patterns]) => ({
        type: type as MailType,
        weight: Number(weight),
        pattern: compile(patterns),
      })),
    );
    compiled.set(language, rules);
  }
  return rules;
}

/** Letters of the languages read here. Spelled out: `\p{L}` costs a hundred times more to compile. */
const letter = '[\\w\\u00C0-\\u024F\\u0400-\\u04FF]';

/** Every gap is bounded and no group repeats without end, so a search is linear in the text. */
function compile(patterns: string): RegExp {
  const lines = patterns
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('|')
    .replaceAll('~?', '~')
    .replaceAll('~', '[^.?!;]{0,40}?')
    .replaceAll('_?', '[ -]?')
    .replaceAll('_', '[ -]')
    .replaceAll('>', `(?!${letter})`)
    .replaceAll('\\p{L}', letter);
  return new RegExp(`(?<!${letter})(?:${lines})`, 'gi');
}

/** Text beyond this says nothing that the first pages did not. */
const readable = 8_000;
/** Less evidence than one clear phrase is no decision. */
const enough = 2.5;

interface Score {
  type: MailType;
  points: number;
  words: Map<string, number>;
}

/**
 * Decides by weighted phrases which trouble a mail is about. Each distinct phrase counts once; the subject counts
 * double; what the forwarder wrote on top counts like the mail itself.
 */
export function classify(subject: string, text: string, note: string, language: string): Classified {
  const head = flat(subject, 500);
  const body = flat(`${note}\n\n${text}`, readable);
  const rules = language === 'en' ? rulesOf('en') : [...rulesOf(language), ...rulesOf('en')];
  const scores = new Map<MailType, Score>();
  for (const { type, weight, pattern } of rules) {
    let score = scores.get(type);
    if (!score) {
      score = { type, points: 0, words: new Map() };
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
        score.points += (weight * factor) / seen.size;
        score.words.set(match[0].trim(), Math.max(score.words.get(match[0].trim()) ?? 0, weight * factor));
      }
    }
  }
  const ranked = [...scores.values()].filter((score) => score.points > 0).sort((a, b) => b.points - a.points);
  const [best, second] = ranked;
  if (!best || best.points < enough) {
    return {
      type: null,
      confidence: best ? round(1 - best.points / (enough * 2)) : 0.9,
      also: [],
      words: [],
    };
  }
  const lead = best.points / (best.points + 0.6 * (second?.points ?? 0));
  return {
    type: best.type,
    confidence: round(Math.min(0.98, (best.points / (best.points + 1)) * (0.35 + 0.65 * lead))),
    also: ranked
      .slice(1)
      .filter((score) => score.points >= Math.max(enough, best.points * 0.4))
      .map((score) => score.type),
    words: [...best.words.entries()].sort((a, b) => b[1] - a[1]).map(([word]) => word),
  };
}

const flat = (text: string, length: number): string =>
  text.slice(0, length).replace(/\s+/g, ' ').replace(/[’`´]/g, "'");
const round = (value: number): number => Math.round(value * 100) / 100;
