/** Picks the words of a passage that support a claim. */
import type { Citation } from '#core/model/exception.ts';
import type { Passage } from '#core/ports.ts';
import { stems } from './words.ts';

export interface Sentence {
  text: string;
  /** [start, end) in the text that was split. */
  start: number;
  end: number;
}

/** A point after these ends no sentence. */
const abbreviations =
  /(?:^|[\s(])(?:St|No|Nos|Inc|Ltd|Co|Mr|Ms|Mrs|Dr|vs|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$/;

/** Sentences with exact spans. Blank lines, list items and table rows end one too. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const close = (end: number) => {
    const body = text.slice(start, end);
    const trimmed = body.trim();
    if (trimmed !== '') {
      const from = start + body.indexOf(trimmed);
      sentences.push({ text: trimmed, start: from, end: from + trimmed.length });
    }
    start = end;
  };
  for (const gap of text.matchAll(/\n[ \t]*(?=\n|[-*|])|(?<=[.!?]["')\]]?)\s+(?=["'(]?[\p{Lu}\d])/gu)) {
    const isBreak = gap[0].startsWith('\n') && !/[.!?]/.test(text[gap.index - 1] ?? '');
    if (isBreak || !abbreviations.test(text.slice(Math.max(0, gap.index - 12), gap.index))) close(gap.index);
  }
  close(text.length);
  return sentences;
}

/** A second sentence must bring this many words of the claim that the first lacks. */
const worthASecondSentence = 2;

/**
 * The one or two neighbouring sentences of the passage that share most words with the claim, with exact offsets in the
 * document's text. null: not two words of the claim stand in one sentence, so the passage supports nothing.
 */
export function citePassage(
  passage: Passage,
  claimTerms: string | readonly string[],
): Extract<Citation, { kind: 'clause' }> | null {
  const claim = new Set(stems(typeof claimTerms === 'string' ? claimTerms : claimTerms.join(' ')));
  const sentences = splitSentences(passage.text);
  const hits = sentences.map(({ text }) => new Set(stems(text).filter((word) => claim.has(word))));
  const best = hits.reduce((top, hit, at) => (hit.size > (hits[top]?.size ?? 0) ? at : top), 0);
  const found = hits[best];
  if (!found || found.size < Math.min(2, claim.size) || found.size === 0) return null;
  const gain = (at: number) => [...(hits[at] ?? [])].filter((word) => !found.has(word)).length;
  let [from, to] = [best, best];
  if (gain(best + 1) >= worthASecondSentence) to = best + 1;
  else if (gain(best - 1) >= worthASecondSentence) from = best - 1;
  const [start, end] = [sentences[from]!.start, sentences[to]!.end];
  return {
    kind: 'clause',
    passageId: passage.id,
    document: passage.document,
    clause: passage.clause,
    effectiveFrom: passage.effectiveFrom,
    quote: passage.text.slice(start, end),
    start: passage.start + start,
    end: passage.start + end,
  };
}

/** The passage with the words that answer the question as its `quote`; without one where nothing in it does. */
export function withQuote(passage: Passage, question: string): Passage {
  const citation = citePassage(passage, question);
  if (!citation) return passage;
  const { quote: text, start, end } = citation;
  return { ...passage, quote: { text, start, end } };
}
