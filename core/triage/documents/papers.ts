/** The files of a mail, as its case shows and uses them. Pure. */
import type { DocumentReading, ReadDocument, ReadEdi } from '../../model/document.ts';
import type { Fact } from '../../model/exception.ts';
import type { MailReading } from '../../model/signal.ts';
import { type OpenQuestion, openQuestions, readShare } from './questions.ts';

/** "We read 4 of 6 fields": of one document, with what a person should look at. */
export interface PaperForm {
  file: string;
  read: number;
  of: number;
  questions: OpenQuestion[];
}

/** Files that a card lists; a mail may have two hundred. */
const mostFiles = 5;
/** Numbers that a paper adds to what the mail itself names. */
const reliable = 0.7;

export const isRead = (reading: DocumentReading): reading is ReadDocument | ReadEdi =>
  !('unreadable' in reading);

/** A mail's reading with the numbers that its papers name, after its own. */
export function withPapers(reading: MailReading, papers: DocumentReading[]): MailReading {
  const read = papers.filter(isRead);
  const values = (names: (keyof ReadDocument['fields'])[]) =>
    read.flatMap(({ fields }) =>
      names.flatMap((name) => {
        const field = fields[name];
        return field && field.confidence >= reliable ? [field.value] : [];
      }),
    );
  const skus = read.flatMap(({ lines }) =>
    lines.flatMap(({ sku, buyerSku }) => [sku, buyerSku].flatMap((item) => (item ? [item.value] : []))),
  );
  const more = (own: string[], others: string[]) => [...new Set([...own, ...others])].slice(0, 50);
  return {
    ...reading,
    // In a supplier's answer the order number is the supplier's: the matching looks for both among all orders.
    orderNumbers: more(reading.orderNumbers, values(['orderNumber'])),
    poNumbers: more(reading.poNumbers, values(['poNumber'])),
    trackingNumbers: more(reading.trackingNumbers, values(['trackingNumber'])),
    skus: more(reading.skus, skus),
    customer: reading.customer ?? values(['buyer'])[0] ?? null,
  };
}

/** A line for each file: what it is, its number and total, and what is wrong with it. */
export const paperFacts = (papers: DocumentReading[]): Fact[] =>
  papers.slice(0, mostFiles).map((paper) => ({ label: paper.file.slice(-60), value: inWords(paper) }));

function inWords(paper: DocumentReading): string {
  if (!isRead(paper)) return paper.unreadable;
  const { kind, fields } = paper;
  const name = kind === 'other' ? 'a document' : kind.replaceAll('_', ' ');
  const number = fields.number ? ` ${fields.number.value}` : '';
  const total = fields.total ? `, ${fields.total.value} ${fields.currency?.value ?? ''}`.trimEnd() : '';
  const checks = 'checks' in paper ? paper.checks.filter(({ ok }) => !ok) : [];
  const wrong = checks.length ? `. ${checks[0]!.detail}` : '';
  return `${name}${number}${total}${wrong}`;
}

/** The first document that a person should look at; null: all that matters was read. */
export function formOf(papers: DocumentReading[]): PaperForm | null {
  for (const paper of papers) {
    if (!isRead(paper) || !('missing' in paper) || paper.kind === 'other') continue;
    const questions = openQuestions(paper);
    if (questions.length) return { file: paper.file, ...readShare(paper), questions };
  }
  return null;
}
