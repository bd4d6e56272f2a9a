import { type Kind, kindOf, label } from './fieldLabels.ts';
import { tablesIn } from './numberColumns.ts';
import {
  canonical,
  date,
  type Found,
  familyOf,
  isHead,
  keep,
  nothing,
  ours,
  oursToo,
  purchase,
  type Span,
  theirsToo,
  token,
} from './numberShapes.ts';
import { numbersAfter } from './numbersAfter.ts';
import { plainTracking, trackingSpans } from './tracking.ts';
import { readBare, readLonely, readSiblings } from './unlabelled.ts';

interface Fields {
  /** Our order numbers, as ours are written ("SO-10482"), or bare digits where the mail gives no more. */
  orderNumbers: string[];
  /** The customer's purchase order numbers. */
  poNumbers: string[];
  skus: string[];
  trackingNumbers: string[];
}

const possessive = /(?<!\p{L})(?:our|my|unsere?|notre|nuestr[oa]|nostr[oa]|nosso|onze|ons|vår|vores)\s+$/iu;
/** "Ihr Auftrag AU-7710": people give their own orders to a supplier no such name. */
const yours = /(?<!\p{L})ihre?[mnrs]? $/iu;
/** What customers and distributors alike call an order. */
const weakPo = /^(?:pedidos?|commandes?|orden(?:es)?|órdenes|cdes?|ped\.|bon)$/iu;
/** What only we give a number to: confirmations, sales orders, what customers call "your reference". */
const confirming =
  /^(?:so|s\/o|s\.o|sales|web|order ?(?:conf|ack)|conf|ackn|oa$|ab|auftrags|auftr\.|kundenauftrag|verkauf|bestätigung|ihre? |accusé|arc?$|ar de|acuse|nota de venta|nv|(?:pedido|orden) de venta|commande (?:de vente|client)|(?:su|vuestra|votre|vos) |[sv]\/r)/iu;
const glueing = /^(?:so|ab|ord)$/i;
const onItsWay = /^(?:lieferung|sendung|load|expédition|expedición|container|trailer|truck)/iu;
const orderLike = /^(?:[A-Z]{1,4}-\d{5,8}|45\d{8})$/;

/** Finds the numbers that a mail names. Subject first: what stands there is what the mail is about. */
export function readFields(subject: string, text: string): Fields {
  const { spans: _, ...fields } = readFieldSpans(subject, text);
  return fields;
}

/** As `readFields`, with where each value first stands in `subject`, a line end, `text`. */
export function readFieldSpans(subject: string, text: string): Fields & { spans: Span[] } {
  const whole = typed(`${subject}\n${text}`.slice(0, 40_000));
  const found: Found = {
    order: new Set(),
    po: new Set(),
    sku: new Set(),
    taken: [],
    spans: [],
    others: new Set(),
    parcels: [],
    columns: [],
  };
  readTables(whole, found);
  readLabelled(whole, found);
  const called = found.parcels;
  const parcels = [
    ...called,
    ...trackingSpans(whole, found.taken).filter(
      ({ value, start }) =>
        !called.some((one) => one.value === value) &&
        !found.columns.some(([from, to]) => start >= from && start < to),
    ),
  ];
  for (const { start, end } of parcels) found.taken.push([start, end]);
  readBare(whole, subject.length, found);
  readLonely(whole, subject.length, found);
  readSiblings(whole, found);
  // What is called a purchase order in one place and an order in another is the customer's.
  for (const number of found.po)
    if (found.order.delete(number))
      found.spans = found.spans.filter(({ name, value }) => name !== 'orderNumber' || value !== number);
  const tracking = parcels.map(({ value }) => value);
  const without = (set: Set<string>) =>
    [...set].filter((number) => !tracking.includes(number.replace(/[ .-]/g, ''))).slice(0, 50);
  return {
    orderNumbers: without(found.order),
    poNumbers: without(found.po),
    skus: without(found.sku),
    trackingNumbers: tracking.slice(0, 20),
    spans: [
      ...found.spans.filter(({ value }) => !tracking.includes(value.replace(/[ .-]/g, ''))),
      ...parcels.map((parcel) => ({ name: 'trackingNumber' as const, ...parcel })),
    ]
      .filter(
        (span, at, all) =>
          all.findIndex((other) => other.name === span.name && other.value === span.value) === at,
      )
      .sort((a, b) => a.start - b.start)
      .slice(0, 120),
  };
}

/** Full-width letters and digits, other hyphens and spaces as those of a keyboard, each in its place. */
const typed = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/[\u00A0\u2007\u202F\u3000]/g, ' ');

function readTables(whole: string, found: Found): void {
  for (const { columns, head } of tablesIn(whole)) {
    found.taken.push(head);
    for (const { kind, called, numbers } of columns)
      for (const { text, start } of numbers) {
        const number = token.exec(text)?.[0];
        if (!number || !/\d/.test(number) || date.test(number)) continue;
        const span = { start, end: start + number.length };
        found.taken.push([span.start, span.end]);
        found.columns.push([span.start, span.end]);
        if (kind === 'trk') found.parcels.push({ value: plainTracking(number), ...span });
        else if (/\d{3}/.test(number) || kind === 'sku') put(number, span, kind, called, '', found);
      }
  }
}

function readLabelled(whole: string, found: Found): void {
  label.lastIndex = 0;
  for (let match = label.exec(whole); match; match = label.exec(whole)) {
    if (found.taken.some(([start, end]) => match.index >= start && match.index < end)) continue;
    const after = match.index + match[0].length;
    const kind = kindOf(match[0]);
    // "NV-20981" is one number, and what it begins with tells no more.
    const begins = /^[A-Z]{2,4}$/.test(match[0]) && /^-\d/.test(whole.slice(after, after + 2));
    if (
      begins &&
      (kind === 'order' || kind === 'po') &&
      !glueing.test(match[0]) &&
      !/^(?:po|oc)$/i.test(match[0])
    )
      continue;
    // "PO-7731", "OC-2026-779", "PO00123": what is glued to its label is written with it.
    const glued = /^(?:po|oc)$/i.test(match[0])
      ? /^-?\d[A-Z0-9-]*(?:[/.](?!po|oc)[A-Z0-9]*\d[A-Z0-9]*)*/i.exec(whole.slice(after, after + 40))
      : null;
    if (glued && /\d{3}/.test(glued[0])) {
      const number = match[0] + glued[0].replace(/-+$/, '');
      label.lastIndex = match.index + number.length;
      found.taken.push([match.index, label.lastIndex]);
      keep(found, 'po', number.toUpperCase(), match.index, number.length);
      continue;
    }
    const { numbers, end } = numbersAfter(whole, after, kind === 'skip' || kind === 'trk');
    if (!numbers.length) continue;
    if (kind === 'trk') {
      found.taken.push([match.index, end]);
      continue;
    }
    // "so PRD-1191 should shrink", "ab 12000": the word, not the abbreviation.
    if (/^[Ss]o$/.test(match[0]) && !/^\d{5}/.test(numbers[0]!.number)) continue;
    if (/^ab$/i.test(match[0]) && (match[0] !== 'AB' || /[-_#\d]/.test(whole[after] ?? ''))) continue;
    if (whole.slice(after, numbers[0]!.start).includes('\n') && isHead(whole, match.index, after)) continue;
    found.taken.push([match.index, end]);
    label.lastIndex = end;
    const before = whole.slice(Math.max(0, match.index - 14), match.index);
    // "SO-10482" is one word, and its label is part of it.
    const glues = glueing.test(match[0]) && /^[-_#]?$/.test(whole.slice(after, numbers[0]!.start));
    for (const [at, { number, start }] of numbers.entries())
      put(
        number,
        { start: glues && at === 0 ? match.index : start, end: start + number.length },
        kind,
        match[0],
        before,
        found,
      );
  }
}

function put(
  written: string,
  { start, end }: { start: number; end: number },
  kind: Kind,
  called: string,
  before: string,
  found: Found,
): void {
  const number = written.toUpperCase().replace(/ /g, '');
  // "Order POSTER-A2" tells to buy one.
  if (kind !== 'sku' && !/\d{2}/.test(number)) return;
  const take = (as: 'order' | 'po' | 'sku', value: string) => keep(found, as, value, start, end - start);
  if (ours.test(number)) take('order', canonical(number));
  else if (
    oursToo.test(number) &&
    kind !== 'sku' &&
    (kind !== 'po' || weakPo.test(called)) &&
    !possessive.test(before)
  )
    take('order', number);
  else if (kind === 'skip' && theirsToo.test(number) && !/^be/i.test(number)) take('po', number);
  // "The container with TB-20377", "zur Lieferung WM-70409": what is on its way for that order.
  else if (kind === 'skip' && onItsWay.test(called) && orderLike.test(number)) take('po', number);
  else if (kind === 'skip') found.others.add(familyOf(number));
  else if (kind === 'po' && number.length >= 3) take('po', number);
  else if (kind === 'sku' && (number.length >= 4 || /\p{L}/u.test(number))) take('sku', number);
  else if (kind === 'order' && !nothing.test(number)) {
    const digits = /^\d+$/.test(number);
    // Small letters may be the word "so" and not "SO".
    if (digits && number.length < (called === 'so' ? 5 : 4)) return;
    // "Our order HL-77120": their purchase order, whatever they call it. Ours have no slashes.
    const theirs =
      !oursToo.test(number) &&
      !(/^auftr/i.test(called) && yours.test(before)) &&
      ((possessive.test(before) && !/^so|^auftr/i.test(called)) ||
        /^(?:PO|OC|BC|BDC|CPO)-/.test(number) ||
        (purchase.test(number) && !/^so|^auftr|^sales/i.test(called)) ||
        ((/^\p{L}+[-/]?\d/u.test(number) || number.includes('/')) && !confirming.test(called)));
    if (theirs) take('po', number);
    else take('order', /^s\.?o\.?$/i.test(called) && digits ? `SO-${number}` : number);
  }
}
