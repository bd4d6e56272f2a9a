import type {
  DocumentField,
  DocumentFieldName,
  DocumentKind,
  DocumentLine,
  LineFieldName,
  ReadDocument,
} from '#core/model/document.ts';
import { missingFields } from '../missing.ts';
import { checksOf, lineAgrees } from './checks.ts';
import { kindOf } from './kind.ts';
import { sourceOf, sureness } from './layout.ts';
import type { Page } from './page.ts';
import { type Candidate, layOut, type Paper } from './paper.ts';
import { partiesOf } from './parties.ts';
import { readDates } from './readDates.ts';
import { receiptHead, receiptTotal } from './receipt.ts';
import { readReferences } from './references.ts';
import { readShipping } from './shipping.ts';
import { tableOf } from './table.ts';
import { totalsOf } from './totals.ts';

/** Reads a document out of pages of words, by rules only. */
export function readPaper(pages: Page[], file: string): ReadDocument {
  const paper = layOut(pages);
  const { kind } = kindOf(paper);
  return kind === 'receipt' ? readReceipt(paper, file) : readBusinessPaper(paper, kind, file);
}

function readBusinessPaper(paper: Paper, kind: DocumentKind, file: string): ReadDocument {
  const table = tableOf(paper);
  const totals = totalsOf(paper, table.rows, kind === 'credit_note');
  const parties = partiesOf(paper, kind, table.rows);
  const candidates: Partial<Record<DocumentFieldName, Candidate>> = {
    ...readReferences(paper, kind, table.rows),
    ...readDates(paper, table.rows),
    ...readShipping(paper, table.rows),
  };
  candidates.seller = parties.seller?.name;
  candidates.sellerAddress = parties.seller?.address;
  candidates.buyer = parties.buyer?.name;
  candidates.buyerAddress = parties.buyer?.address;
  candidates.shipTo = parties.shipTo?.name;
  candidates.carrier ??= parties.carrier?.name;
  const bonus = totals.agree ? 0.1 : 0;
  for (const name of ['total', 'totalNet', 'totalTax'] as const) {
    const found = totals[name];
    if (found) candidates[name] = { ...found, score: found.score + bonus };
  }
  const fields = fieldsFrom(candidates);
  if (paper.currency) fields.currency = currencyField(paper, paper.currency);
  const lines = table.lines.map((line) => fieldsFrom(line) as DocumentLine);
  const checks = checksOf(lines, fields, totals);
  for (const line of lines) weighLine(line);
  return { file, kind, fields, lines, checks, missing: missingFields({ kind, fields, lines }) };
}

/**
 * A receipt of a till. `company` and `address` repeat seller and address under the names that the literature on
 * receipts uses for them.
 */
function readReceipt(paper: Paper, file: string): ReadDocument {
  const { seller, address } = receiptHead(paper);
  const dates = readDates(paper, new Set());
  const total = receiptTotal(paper);
  const fields: ReadDocument['fields'] = fieldsFrom({
    seller,
    sellerAddress: address,
    date: dates.date,
    total: total ?? undefined,
  });
  const number = readReferences(paper, 'receipt', new Set()).number;
  if (number) fields.number = toField(number);
  if (paper.currency) fields.currency = currencyField(paper, paper.currency);
  if (fields.seller) fields.company = fields.seller;
  if (fields.sellerAddress) fields.address = fields.sellerAddress;
  return {
    file,
    kind: 'receipt',
    fields,
    lines: [],
    checks: [],
    missing: missingFields({ kind: 'receipt', fields, lines: [] }),
  };
}

function fieldsFrom<Name extends string>(
  candidates: Partial<Record<Name, Candidate | undefined>>,
): Partial<Record<Name, DocumentField>> {
  const fields: Partial<Record<Name, DocumentField>> = {};
  for (const [name, candidate] of Object.entries(candidates) as [Name, Candidate | undefined][]) {
    if (candidate && candidate.value !== '') fields[name] = toField(candidate);
  }
  return fields;
}

/** A value with its place, as sure as its label and the recognition of its letters. */
function toField({ value, row, words, score }: Candidate): DocumentField {
  const here = words.filter((word) => row.page.words.includes(word));
  return {
    value,
    confidence: Number(Math.min(0.98, Math.max(0.05, score) * sureness(words)).toFixed(2)),
    source: sourceOf(row.page, here.length ? here : row.words),
  };
}

function currencyField(paper: Paper, value: string): DocumentField {
  const sign = { EUR: '€', USD: '$', GBP: '£', MYR: 'RM', PLN: 'zł', INR: '₹' }[value];
  for (const row of paper.rows) {
    const words = row.words.filter((word) => word.text.includes(value) || (sign && word.text.includes(sign)));
    if (words.length)
      return {
        value,
        confidence: words[0]!.text.includes(value) ? 0.97 : 0.85,
        source: sourceOf(row.page, [words[0]!]),
      };
  }
  return { value, confidence: 0.6, source: null };
}

/** Numbers that multiply are read right; numbers that do not make a person look. */
function weighLine(line: DocumentLine): void {
  const agrees = lineAgrees(line);
  if (agrees === null) return;
  for (const name of ['quantity', 'unitPrice', 'amount'] satisfies LineFieldName[]) {
    const field = line[name];
    if (field) field.confidence = agrees ? Math.max(field.confidence, 0.95) : Math.min(field.confidence, 0.6);
  }
}
