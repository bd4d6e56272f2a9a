/** A mail's words as a sparse vector: hashed n-grams of words, word stems and letters, and what the rules found. */
import type { MailType } from '../evidence/types.ts';
import { conceptsOf } from './concepts.ts';

/** What a mail can be: the ten types, or none of them. The order is the order of the weights. */
export const labels = [
  'credit_hold',
  'pricing_mismatch',
  'contract_conflict',
  'inventory_shortage',
  'shipping_documents',
  'carrier_disruption',
  'duplicate_order',
  'fulfillment_rule',
  'proof_of_delivery',
  'order_change',
  'none',
] as const;
export type Label = (typeof labels)[number];

/** Buckets for hashed n-grams; the places behind them hold the rules' points. */
export const buckets = 1 << 17;
const ruleTypes = labels.slice(0, -1) as MailType[];
export const dimensions = buckets + ruleTypes.length * 2 + 1;

export interface Sparse {
  indexes: Int32Array;
  values: Float32Array;
}

export interface ReadText {
  subject: string;
  note: string;
  text: string;
  /** Points by the rules. */
  points: Partial<Record<MailType, number>>;
}

/** More says nothing new, and one long mail must not cost seconds. */
const mostCharacters = 6_000;

/** FNV-1a over UTF-16 units, with a seed for each kind of n-gram. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  return (value >>> 0) % buckets;
}

/** Small letters without accents; addresses and numbers by their kind, since their digits are chance. */
export const plain = (text: string): string =>
  text
    .slice(0, mostCharacters)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[’`´]/g, "'")
    .replace(/\S{1,80}@\S{1,80}|https?:\/\/\S{1,200}/g, ' ')
    .replace(/(?<![\p{L}\p{N}])\p{L}{0,6}[-#/_.]?\d[\p{L}\d]*(?:[-/.,:_][\p{L}\d]+)*/gu, numberKind);

function numberKind(found: string): string {
  if (/^\d{1,5}(?:[.,]\d{3})*[.,]\d{2}$/.test(found)) return ' numamount ';
  if (/^\d{1,3}$/.test(found)) return ' numsmall ';
  if (
    /^\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?$|^(?:19|20)\d{2}(?:-\d{2}-\d{2})?$|^\d{1,2}[:h]\d{2}$/.test(found)
  )
    return ' numdate ';
  if (/^\d/.test(found) && /\p{L}$/u.test(found)) return ' numunit ';
  return ' numcode ';
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}']*|[?%€$£]/gu) ?? [];

/** Length of the beginning that stands for a word's inflections. */
const stem = 5;

export interface FeatureOptions {
  words: number;
  bigrams: number;
  stems: number;
  letters: number;
  concepts: number;
  pairs: number;
  rules: number;
}
const weights: FeatureOptions = {
  words: 1,
  bigrams: 0.7,
  stems: 0.8,
  letters: 0.8,
  concepts: 1,
  pairs: 1,
  rules: 1,
};

/** Each family is scaled to unit length, so that a long mail weighs no more than a short one. */
export function featuresOf(mail: ReadText, options: FeatureOptions = weights): Sparse {
  const found = new Map<number, number>();
  const families: [number, Map<number, number>][] = [];
  const family = (weight: number) => {
    const counts = new Map<number, number>();
    if (weight) families.push([weight, counts]);
    return (feature: string, seed: number, times = 1) => {
      const at = hash(feature, seed);
      counts.set(at, (counts.get(at) ?? 0) + times);
    };
  };
  const word = family(options.words);
  const bigram = family(options.bigrams);
  const root = family(options.stems);
  const letter = family(options.letters);
  const concept = family(options.concepts);
  const pair = family(options.pairs);
  for (const [text, times] of [
    [plain(mail.subject.slice(0, 300)), 1],
    [plain(`${mail.note}\n${mail.text}`), 1],
  ] as const) {
    const words = wordsOf(text);
    addConcepts(text, concept, pair);
    for (const [at, one] of words.entries()) {
      word(one, 1, times);
      if (one.length > stem) root(one.slice(0, stem), 2, times);
      const next = words[at + 1];
      if (next) {
        bigram(`${one} ${next}`, 3, times);
        const after = words[at + 2];
        if (after) bigram(`${one} _ ${after}`, 4, times);
      }
      const padded = ` ${one} `;
      for (let length = 3; length <= 5; length += 1)
        for (let start = 0; start + length <= padded.length; start += 1)
          letter(padded.slice(start, start + length), 5, times);
    }
  }
  for (const [weight, counts] of families) {
    let square = 0;
    for (const count of counts.values()) square += (1 + Math.log(count)) ** 2;
    const scale = weight / Math.sqrt(square || 1);
    for (const [at, count] of counts) found.set(at, (found.get(at) ?? 0) + (1 + Math.log(count)) * scale);
  }
  if (options.rules) addRules(mail.points, options.rules, found);
  return { indexes: Int32Array.from(found.keys()), values: Float32Array.from(found.values()) };
}

type Add = (feature: string, seed: number, times?: number) => void;

/** What the words mean, alone and with what else stands near them in the same sentence. */
function addConcepts(text: string, concept: Add, pair: Add): void {
  for (const sentence of text.split(/[.!?;](?=\s|$)|\n\s*\n/)) {
    const near: string[][] = conceptsOf(wordsOf(sentence));
    for (const [at, here] of near.entries()) {
      for (const one of here) {
        concept(one, 6);
        for (const other of near.slice(at + 1, at + 1 + nearby).flat())
          if (other !== one) pair(one < other ? `${one} ${other}` : `${other} ${one}`, 7);
      }
    }
  }
}

/** So many words on, two meanings still belong together. */
const nearby = 10;

function addRules(points: ReadText['points'], weight: number, found: Map<number, number>): void {
  const most = Math.max(0, ...Object.values(points));
  for (const [at, type] of ruleTypes.entries()) {
    const has = points[type] ?? 0;
    if (!has) continue;
    found.set(buckets + at, weight * Math.min(1.5, has / 4));
    if (has === most && has >= 2) found.set(buckets + ruleTypes.length + at, weight * 0.5);
  }
  if (most < 2) found.set(dimensions - 1, weight * 0.5);
}
