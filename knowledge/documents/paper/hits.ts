import { amountLabels } from './labels/amounts.ts';
import { dateLabels } from './labels/dates.ts';
import type { Label } from './labels/label.ts';
import { partyLabels } from './labels/parties.ts';
import { referenceLabels } from './labels/references.ts';
import { type Row, wordsBetween } from './layout.ts';
import type { Word } from './page.ts';

/** A label that stands in a row. */
export interface Hit {
  sort: 'reference' | 'date' | 'amount' | 'party';
  name: string;
  weight: number;
  start: number;
  end: number;
  words: Word[];
}

const all: { sort: Hit['sort']; name: string; label: Label }[] = (
  [
    ['reference', referenceLabels],
    ['date', dateLabels],
    ['amount', amountLabels],
    ['party', partyLabels],
  ] as [Hit['sort'], Record<string, Label[]>][]
).flatMap(([sort, names]) =>
  Object.entries(names).flatMap(([name, labels]) => labels.map((label) => ({ sort, name, label }))),
);

/** What follows a word that is part of a company's name. */
const named =
  /^\s+(?:gmbh|ag|kg|inc|llc|ltd|limited|corp|co|s\.?a|sarl|sas|s\.?l|b\.?v|n\.?v|plc)(?![\p{L}])/iu;

/** Longer text is prose, not a labelled value; it is cut before the patterns see it. */
const longest = 400;

/** The labels of a row from left to right. Of two at one place the longer one stands: "invoice date" is no "invoice". */
export function hitsOf(row: Row): Hit[] {
  const text = row.text.slice(0, longest);
  if (!/\p{L}/u.test(text)) return [];
  const found: Hit[] = [];
  for (const { sort, name, label } of all) {
    label.pattern.lastIndex = 0;
    for (const match of text.matchAll(label.pattern)) {
      if (match[0].trim() === '') continue;
      // "Lieferant GmbH" is somebody's name.
      if (sort === 'party' && named.test(text.slice(match.index + match[0].length))) continue;
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      found.push({ sort, name, weight: label.weight, start, end, words: [] });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || b.weight - a.weight);
  const kept: Hit[] = [];
  for (const hit of found) {
    if (kept.some((other) => hit.start < other.end && other.start < hit.end)) continue;
    hit.words = wordsBetween(row, hit.start, hit.end);
    kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}
