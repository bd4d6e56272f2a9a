import { readMail } from '../read.ts';
import type { Example, MarkedName } from './examples.ts';
import { type Evaluation, evaluate } from './trainClassifier.ts';

export interface FieldMeasure {
  name: MarkedName;
  /** How many are marked. */
  values: number;
  precision: number;
  recall: number;
  f1: number;
}

const names: MarkedName[] = ['orderNumber', 'poNumber', 'sku', 'trackingNumber'];
/** "SO 10482", "so10482" and "SO-10482" are one number. */
const same = (value: string): string =>
  value.toUpperCase().replace(/^(SO|AB|ORD)(?=\d)|[^\p{L}\p{N}/]/gu, '$1');

/** How many of the numbers that people marked in mails are found, and how many of those found are marked. */
export function measureFields(examples: Example[]): FieldMeasure[] {
  const counts = new Map(names.map((name) => [name, { right: 0, found: 0, marked: 0 }]));
  for (const { mail, fields } of examples) {
    if (!fields) continue;
    const read = readMail(mail);
    const values: Record<MarkedName, string[]> = {
      orderNumber: read.orderNumbers,
      poNumber: read.poNumbers,
      sku: read.skus,
      trackingNumber: read.trackingNumbers,
    };
    for (const name of names) {
      const marked = new Set(fields.filter((field) => field.name === name).map(({ value }) => same(value)));
      const found = new Set(values[name].map(same));
      const count = counts.get(name)!;
      count.marked += marked.size;
      count.found += found.size;
      count.right += [...found].filter((value) => marked.has(value)).length;
    }
  }
  return [...counts].map(([name, { right, found, marked }]) => ({
    name,
    values: marked,
    precision: found ? right / found : 1,
    recall: marked ? right / marked : 1,
    f1: found + marked ? (2 * right) / (found + marked) : 1,
  }));
}

/** Kinds of trouble on the held-out part; numbers on all marked mails, since nothing of them is trained. */
export const buildEvaluation = (examples: Example[]): { evaluation: Evaluation; fields: FieldMeasure[] } => ({
  evaluation: evaluate(examples),
  fields: measureFields(examples),
});
