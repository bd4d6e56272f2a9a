import type { DocumentField, DocumentFieldName, FieldSource, ReadDocument } from '#core/model/document.ts';
import { normalisedValue } from './values.ts';

/** Below this a person is asked instead of the value being taken. */
export const confidenceBar = 0.8;
/** More than this nobody fills in on a card. */
const mostQuestions = 6;

/** One question about a document, as it stands on the card. */
export interface OpenQuestion {
  name: DocumentFieldName;
  /** "Total", "PO number": short, in English, for a form. */
  label: string;
  /** What was read, if anything: the form begins with it. */
  guess: string | null;
  /** Where it was read; the crop beside the question shows it. */
  source: FieldSource | null;
}

const labels: Partial<Record<DocumentFieldName, string>> = {
  number: 'Document number',
  date: 'Date of the document',
  poNumber: 'Customer’s PO number',
  orderNumber: 'Our order number',
  invoiceNumber: 'Invoice number',
  shipmentNumber: 'Shipment number',
  trackingNumber: 'Tracking number',
  seller: 'Seller',
  buyer: 'Buyer',
  shipTo: 'Ship to',
  carrier: 'Carrier',
  currency: 'Currency',
  totalNet: 'Total without tax',
  totalTax: 'Tax',
  total: 'Total',
  dueDate: 'Due date',
  requestedDate: 'Requested date',
  promisedDate: 'Promised date',
  shipDate: 'Ship date',
  deliveryDate: 'Delivered on',
  signedBy: 'Signed by',
};

/** The fields that are worth a question, in the order of their worth: what finds the order comes first. */
const asked = Object.keys({
  poNumber: 1,
  orderNumber: 1,
  number: 1,
  total: 1,
  date: 1,
  deliveryDate: 1,
  signedBy: 1,
  seller: 1,
  buyer: 1,
  shipTo: 1,
  shipmentNumber: 1,
  trackingNumber: 1,
  carrier: 1,
  currency: 1,
  promisedDate: 1,
  requestedDate: 1,
  dueDate: 1,
  invoiceNumber: 1,
  totalNet: 1,
  totalTax: 1,
  shipDate: 1,
} satisfies Partial<Record<DocumentFieldName, 1>>) as DocumentFieldName[];

/** Fields that a person should look at: those missing and those below the bar. At most six. */
export function openQuestions(reading: ReadDocument): OpenQuestion[] {
  return asked
    .filter((name) => isOpen(reading, name))
    .slice(0, mostQuestions)
    .map((name) => {
      const field = reading.fields[name];
      return {
        name,
        label: labels[name] ?? name,
        guess: field?.value ?? null,
        source: field?.source ?? null,
      };
    });
}

/** On a purchase order its number and the PO number are one: one question is enough. */
const repeats = ({ fields, missing, kind }: ReadDocument, name: DocumentFieldName): boolean =>
  kind === 'purchase_order' &&
  name === 'number' &&
  (fields.poNumber !== undefined || missing.includes('poNumber'));

const isOpen = (reading: ReadDocument, name: DocumentFieldName): boolean => {
  if (repeats(reading, name)) return false;
  const { fields, missing } = reading;
  const field = fields[name];
  return field ? field.confidence < confidenceBar : missing.includes(name);
};

/** "We read 4 of 6 fields": how many of the fields that matter here are above the bar. */
export function readShare(reading: ReadDocument): { read: number; of: number } {
  const names = asked.filter(
    (name) => (reading.fields[name] || reading.missing.includes(name)) && !repeats(reading, name),
  );
  return { read: names.filter((name) => !isOpen(reading, name)).length, of: names.length };
}

/** What a person said about one field, kept to learn from and to measure by. */
export interface LabelledField {
  file: string;
  kind: ReadDocument['kind'];
  name: DocumentFieldName;
  /** What was read, null where nothing was. */
  read: { value: string; confidence: number } | null;
  source: FieldSource | null;
  answer: string;
}

/** An answer that does not fit its field, with what would. */
export interface WrongAnswer {
  name: string;
  why: string;
}

export interface Answered {
  reading: ReadDocument;
  examples: LabelledField[];
  wrong: WrongAnswer[];
}

/**
 * Puts a person's answers into a reading; empty answers leave their field open. Values are brought to the form of
 * their field ("3 Dec 2026" is no date here, 03/12/2026 is none either: forms give YYYY-MM-DD); what does not fit is
 * told and left out. Only fields that were asked about may be answered.
 */
export function applyAnswers(reading: ReadDocument, answers: Record<string, string>): Answered {
  const questions = openQuestions(reading);
  const fields: ReadDocument['fields'] = { ...reading.fields };
  const examples: LabelledField[] = [];
  const wrong: WrongAnswer[] = [];
  for (const [name, given] of Object.entries(answers)) {
    const question = questions.find((question) => question.name === name);
    if (!question) {
      wrong.push({ name, why: `Nobody asked for ${name.slice(0, 60)}.` });
      continue;
    }
    if (given.trim() === '') continue;
    const value = normalisedValue(question.name, given);
    if (value === null) {
      wrong.push({
        name,
        why: `${question.label}: “${given.trim().slice(0, 60)}” is no ${expected(question.name)}.`,
      });
      continue;
    }
    const before = reading.fields[question.name];
    fields[question.name] = {
      value,
      confidence: 1,
      source: question.source,
      by: 'person',
    } satisfies DocumentField;
    examples.push({
      file: reading.file,
      kind: reading.kind,
      name: question.name,
      read: before ? { value: before.value, confidence: before.confidence } : null,
      source: question.source,
      answer: value,
    });
  }
  const missing = reading.missing.filter((name) => !(name in fields));
  return { reading: { ...reading, fields, missing }, examples, wrong };
}

const expected = (name: DocumentFieldName): string => {
  if (/date$/i.test(name)) return 'date (YYYY-MM-DD)';
  if (/^total/.test(name)) return 'amount (1234.50)';
  return name === 'currency' ? 'currency code (EUR)' : 'value for this field';
};
