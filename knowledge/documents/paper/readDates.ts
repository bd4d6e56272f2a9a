import type { DocumentFieldName } from '#core/model/document.ts';
import { datesIn } from './dates.ts';
import type { DateName } from './labels/dates.ts';
import { cellOf, wordsBetween } from './layout.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';
import { dateAt } from './values.ts';

/** The dates with a label, and as the document's own the first without one. */
export function readDates(paper: Paper, skip: Set<PaperRow>): Partial<Record<DocumentFieldName, Candidate>> {
  const found = new Map<DateName, Candidate[]>();
  const claimed = new Set<unknown>();
  for (const row of paper.rows) {
    if (skip.has(row)) continue;
    for (const hit of row.hits) {
      if (hit.sort !== 'date') continue;
      const name = hit.name as DateName;
      // The title's row and what is near the top come first where a paper has several dates.
      const place = row.page.number === 1 ? 0.08 * (1 - row.y / row.page.height) : -0.1;
      // "Our order of", "vom": somebody else's date stands in a sentence.
      const sentence =
        hit.weight < 0.9 && /bestell|order|commande|pedido|angebot|contract/i.test(sameCell(row, hit))
          ? 0.3
          : 0;
      for (const candidate of dateAt(paper, row, hit)) {
        for (const word of candidate.words) if (name !== 'date') claimed.add(word);
        found.set(name, [
          ...(found.get(name) ?? []),
          { ...candidate, score: candidate.score + place - sentence },
        ]);
      }
    }
  }
  const fields: Partial<Record<DocumentFieldName, Candidate>> = {};
  for (const name of [
    'date',
    'dueDate',
    'requestedDate',
    'promisedDate',
    'shipDate',
    'deliveryDate',
  ] as const) {
    const best = (found.get(name) ?? []).sort((a, b) => b.score - a.score)[0];
    if (best) fields[name] = best;
  }
  if (!fields.date || fields.date.score < 0.5) {
    const first = firstDate(paper, claimed);
    if (first) fields.date = first;
    else fields.date ??= fields.shipDate ?? fields.deliveryDate;
  }
  return fields;
}

/** What stands before a label in its own cell. */
function sameCell(row: PaperRow, hit: PaperRow['hits'][number]): string {
  const cell = hit.words[0] && cellOf(row, hit.words[0]);
  return cell ? row.text.slice(row.offsets[row.words.indexOf(cell.words[0]!)], hit.start) : '';
}

function firstDate(paper: Paper, claimed: Set<unknown>): Candidate | undefined {
  for (const row of paper.rows) {
    for (const date of datesIn(row.text, paper.dateOrder)) {
      const words = wordsBetween(row, date.start, date.end);
      if (words.length && !words.some((word) => claimed.has(word))) {
        return { value: date.value, row, words, score: date.ambiguous ? 0.55 : 0.65 };
      }
    }
  }
  return undefined;
}
