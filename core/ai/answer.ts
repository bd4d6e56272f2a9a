/** What a model may answer, and what of it can be believed. Pure. */
import { z } from 'zod';
import type { Citation } from '../model/exception.ts';
import { numberWithoutSource } from './numbers.ts';
import { mostPassages, type ReasonInput } from './prompt.ts';
import { locateQuote } from './quote.ts';

/** No lengths in the schema: strict structured output refuses them. They are checked here. */
export const reasonAnswer = z.object({
  sentences: z.array(
    z.object({
      text: z.string(),
      cites: z.array(z.object({ passage: z.number(), quote: z.string() })),
      facts: z.array(z.number()),
    }),
  ),
});
export type ReasonAnswer = z.infer<typeof reasonAnswer>;

type Clause = Extract<Citation, { kind: 'clause' }>;
type Sentence = ReasonAnswer['sentences'][number];

export interface CheckedAnswer {
  /** "" when nothing could be believed. */
  text: string;
  citations: Clause[];
  /** For the record: each dropped sentence and why. */
  dropped: { text: string; why: string }[];
}

const mostSentences = 4;
const longestSentence = 400;
const unsafe = /https?:|www\.|[<>[\]`@\p{Cc}\p{Cf}]/u;
/** A sentence is about its sources when this share of its longer words comes from them. */
const groundedShare = 0.6;
/** So many words in a row from the mail, and from nowhere else, are the mail speaking. */
const copiedWords = 3;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** Crude stems: "approve" and "approval" are one. */
const roots = (text: string) => wordsOf(text).flatMap((word) => (word.length > 3 ? word.slice(0, 5) : []));
const runs = (text: string) => {
  const words = wordsOf(text);
  return words.slice(copiedWords - 1).map((_, at) => words.slice(at, at + copiedWords).join(' '));
};

/**
 * Keeps sentences that stand on something: a quote found word for word in the passage it names, or the exact value of
 * a fact it names; with no number, hardly a word and no phrase of the mail that its sources lack. All else is dropped.
 */
export function checkAnswer(answer: ReasonAnswer, input: ReasonInput): CheckedAnswer {
  const checked: CheckedAnswer = { text: '', citations: [], dropped: [] };
  const kept: string[] = [];
  for (const [at, sentence] of answer.sentences.entries()) {
    const text = sentence.text.trim().replace(/\s+/g, ' ');
    const citations = verifiedCitations(sentence, input);
    const why = at >= mostSentences ? 'one sentence too many' : objection(text, sentence, citations, input);
    if (why) {
      checked.dropped.push({ text: text.slice(0, longestSentence), why });
      continue;
    }
    kept.push(text);
    for (const citation of citations) {
      const same = (other: Clause) =>
        other.passageId === citation.passageId &&
        other.start === citation.start &&
        other.end === citation.end;
      if (!checked.citations.some(same)) checked.citations.push(citation);
    }
  }
  return { ...checked, text: kept.join(' ') };
}

function verifiedCitations({ cites }: Sentence, { passages }: ReasonInput): Clause[] {
  return cites.flatMap(({ passage: number, quote }) => {
    const passage = number <= mostPassages ? passages[number - 1] : undefined;
    const place = passage && locateQuote(passage.text, quote);
    if (!passage || !place) return [];
    return {
      kind: 'clause' as const,
      passageId: passage.id,
      document: passage.document,
      clause: passage.clause,
      effectiveFrom: passage.effectiveFrom,
      quote: passage.text.slice(place.start, place.end),
      start: passage.start + place.start,
      end: passage.start + place.end,
    };
  });
}

/** Why the sentence cannot be shown, or null. */
function objection(
  text: string,
  { cites, facts }: Sentence,
  citations: Clause[],
  input: ReasonInput,
): string | null {
  if (text === '') return 'empty';
  if (text.length > longestSentence) return 'too long';
  if (unsafe.test(text)) return 'contains a link, markup or control characters';
  if (cites.length && !citations.length) return 'the quote is not in the passage it names';
  const restated = facts.some((number) => {
    const value = input.facts[number - 1]?.value;
    return value !== undefined && text.toLowerCase().includes(value.toLowerCase());
  });
  if (!citations.length && !restated) return 'cites nothing';
  const cited = input.passages.filter(({ id }) => citations.some(({ passageId }) => passageId === id));
  const sources = [
    input.question,
    input.template,
    ...input.facts.flatMap(({ label, value }) => [label, value]),
    ...cited.flatMap((passage) => [passage.document, passage.clause, passage.effectiveFrom, passage.text]),
  ].join('\n');
  const number = numberWithoutSource(text, sources);
  if (number !== null) return `the number ${number} is in none of its sources`;
  const known = new Set(roots(sources));
  const own = roots(text);
  if (own.filter((root) => known.has(root)).length < own.length * groundedShare) {
    return 'says more than its sources';
  }
  const mail = new Set(runs(input.untrusted ?? ''));
  const trusted = new Set(runs(sources));
  if (runs(text).some((run) => mail.has(run) && !trusted.has(run))) return 'repeats the mail';
  return null;
}
