import { type Kind, kindOf, label } from './fieldLabels.ts';
import { trackingSpans } from './tracking.ts';

/** Where a value stands in what was read: JavaScript string indexes, `end` exclusive. */
export interface Span {
  name: 'orderNumber' | 'poNumber' | 'sku' | 'trackingNumber';
  value: string;
  start: number;
  end: number;
}

interface Fields {
  /** Our order numbers, as ours are written ("SO-10482"), or bare digits where the mail gives no more. */
  orderNumbers: string[];
  /** The customer's purchase order numbers. */
  poNumbers: string[];
  skus: string[];
  trackingNumbers: string[];
}

const filler =
  /^(?:[\s:#=("'“„*_[|–-]|\.(?!\d)|(?:no|nos|nr|nrs|num|number|numbers|nummer|numéro|número|numero|n[°ºo]|n(?=\.)|id|ref|reference|is|are|ist|lautet|est|es|was)(?![\p{L}\p{N}]))/iu;
const token = /^[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])){1,29}(?![\p{L}\p{N}])/iu;
const joint =
  /^[\s)"'”*_\]]*(?:,|;|&|\+|\/|and|und|et|y|e|en|i|og|och|or|oder)\s*(?:#|no\.?|nr\.?|po|so)?\s*/iu;
const unit =
  /^\s*(?:x\b|×|%|€|\$|£|pcs?|pieces?|units?|ea\b|each|stück|stk|pi[èe]ces?|unidades|uds|pezzi|pz|sztuk|szt|st\b|boxes|cases|pallets|cartons|kg|lbs?|usd|eur|days?|tage|jours|hours?|am\b|pm\b|uhr|items?|lines?)/iu;
const date =
  /^(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.\d{2}|\d+\.\d{2}|(?:19|20)\d{2})$/;

interface Written {
  number: string;
  start: number;
}

/** Reads the numbers after a label at `at`. Returns them and where reading ended. */
function numbersAfter(text: string, at: number): { numbers: Written[]; end: number } {
  const numbers: Written[] = [];
  let rest = text.slice(at, at + 300);
  let offset = at;
  const skip = (length: number) => {
    rest = rest.slice(length);
    offset += length;
  };
  for (let n = 0; n < 8; n += 1) {
    const found = filler.exec(rest);
    if (!found) break;
    skip(found[0].length);
  }
  for (let n = 0; n < 20; n += 1) {
    const found = token.exec(rest)?.[0];
    if (!found || !/\d/.test(found) || date.test(found) || times.test(found)) break;
    if (
      /^\d+$/.test(found) &&
      (unit.test(rest.slice(found.length)) || /^[,.]\d/.test(rest.slice(found.length)))
    )
      break;
    numbers.push({ number: found, start: offset });
    skip(found.length);
    const more = joint.exec(rest);
    if (!more) break;
    const next = token.exec(rest.slice(more[0].length))?.[0];
    if (!next || !/\d/.test(next)) break;
    skip(more[0].length);
  }
  return { numbers, end: offset };
}

/** "2x", "x2", "numbers 1st": how often or how many, not which. */
const times = /^(?:x\d+|\d+x|\d+(?:st|nd|rd|th))$/i;
const ours = /^(?:SO|AB|ORD)[-_#]?\d{3,}(?:-\d+)?$/i;
const nothing =
  /^(?:(?:INV|RE|CN|RMA|QT|QU|BOL|ASN|EX|UTF|ISO|DIN|EN|ASTM|ANSI|NFPA|COVID|RFC|Q|SHA|ID|FW|UN|HS|IP|WEEK|KW|PDF|A4|EAN|GS1|SSCC|UCC|NIMF|ISPM|CODE|REV|CH|DN|QP)[-_ ]?\d|[CEB][-_ ]?\d{1,3}$)/i;
const possessive = /(?<!\p{L})(?:our|my|unsere?|notre|nuestr[oa]|nostr[oa]|nosso|onze|ons|vår|vores)\s+$/iu;
const bare =
  /(?<![A-Z0-9@./_-])[A-Z]{1,6}-?\d[A-Z0-9]*(?:[-/][A-Z0-9]+){0,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{2,5}(?:-[A-Z0-9]{1,10}){1,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{1,5}\/\d{2,4}\/\d{2,8}(?![A-Z0-9@_])/gi;
const quantityNear =
  /\d\s*(?:x|×|pcs?|pieces?|units?|ea|each|stück|stk|unidades|uds|pezzi|pz|szt|box(?:es)?|cases|pi[èe]ces?|m)(?![\p{L}\d])|\bqty|[@$€£]\s?\d/iu;

interface Found {
  order: Set<string>;
  po: Set<string>;
  sku: Set<string>;
  /** Spans of the text that a label has spoken for. */
  taken: [number, number][];
  spans: Span[];
}

/** Finds the numbers that a mail names. Subject first: what stands there is what the mail is about. */
export function readFields(subject: string, text: string): Fields {
  const { spans: _, ...fields } = readFieldSpans(subject, text);
  return fields;
}

/** As `readFields`, with where each value first stands in `subject`, a line end, `text`. */
export function readFieldSpans(subject: string, text: string): Fields & { spans: Span[] } {
  const whole = `${subject}\n${text}`.slice(0, 40_000);
  const found: Found = { order: new Set(), po: new Set(), sku: new Set(), taken: [], spans: [] };
  readLabelled(whole, found);
  readBare(whole, subject.length, found);
  if (!found.order.size && !found.po.size) readLonely(whole, found);
  const parcels = trackingSpans(whole);
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

/** Keeps a number and where it stands. */
function keep(
  found: Found,
  kind: 'order' | 'po' | 'sku',
  value: string,
  start: number,
  length: number,
): void {
  found[kind].add(value);
  const name = kind === 'order' ? 'orderNumber' : kind === 'po' ? 'poNumber' : 'sku';
  found.spans.push({ name, value, start, end: start + length });
}

function readLabelled(whole: string, found: Found): void {
  label.lastIndex = 0;
  for (let match = label.exec(whole); match; match = label.exec(whole)) {
    const after = match.index + match[0].length;
    const kind = kindOf(match[0]);
    // "PO-7731", "OC-2026-779", "PO00123": what is glued to its label is written with it.
    const glued = /^(?:po|oc)$/i.test(match[0])
      ? /^-?\d[\w-]*(?:\/\w+)*/.exec(whole.slice(after, after + 40))
      : null;
    if (glued && /\d{3}/.test(glued[0])) {
      const number = match[0] + glued[0].replace(/-+$/, '');
      label.lastIndex = match.index + number.length;
      found.taken.push([match.index, label.lastIndex]);
      keep(found, 'po', number.toUpperCase(), match.index, number.length);
      continue;
    }
    const { numbers, end } = numbersAfter(whole, after);
    if (!numbers.length) continue;
    // "so PRD-1191 should shrink": the word, not the abbreviation.
    if (match[0] === 'so' && /^\p{L}/u.test(numbers[0]!.number)) continue;
    found.taken.push([match.index, end]);
    label.lastIndex = end;
    const before = whole.slice(Math.max(0, match.index - 14), match.index);
    // "SO-10482" is one word, and its label is part of it.
    const glues = /^(?:so|ab|ord)$/i.test(match[0]) && /^[-_#]?$/.test(whole.slice(after, numbers[0]!.start));
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
  const number = written.toUpperCase();
  const take = (as: 'order' | 'po' | 'sku', value: string) => keep(found, as, value, start, end - start);
  if (ours.test(number)) take('order', canonical(number));
  else if (kind === 'po' && number.length >= 3) take('po', number);
  else if (kind === 'sku' && (number.length >= 4 || /\p{L}/u.test(number))) take('sku', number);
  else if (kind === 'order' && !nothing.test(number)) {
    const digits = /^\d+$/.test(number);
    // Small letters may be the word "so" and not "SO".
    if (digits && number.length < (called === 'so' ? 5 : 4)) return;
    // "Our order HL-77120": their purchase order, whatever they call it. Ours have no slashes.
    const theirs =
      (possessive.test(before) && !/^so/i.test(called)) ||
      ((/^\p{L}+[-/]?\d/u.test(number) || number.includes('/')) && !/^so/i.test(called));
    if (theirs) take('po', number);
    else take('order', /^s\.?o\.?$/i.test(called) && digits ? `SO-${number}` : number);
  }
}

/** Numbers that nothing introduces: "HL-77120 on hold", "400 boxes LAB-2210". */
function readBare(whole: string, subjectLength: number, found: Found): void {
  const { order, po, sku, taken } = found;
  for (const match of whole.matchAll(bare)) {
    const written = match[0];
    const number = written.toUpperCase();
    const at = match.index;
    if (number.length < 5 || !/\d{2}/.test(number) || nothing.test(number) || /^1Z/.test(number)) continue;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (order.has(number) || po.has(number) || sku.has(number)) continue;
    if (ours.test(number)) {
      keep(found, 'order', canonical(number), at, written.length);
      continue;
    }
    // Words in small letters with digits are prose ("b2b-2025"), names in capitals are numbers.
    if (written !== number || !/[-/]/.test(number)) continue;
    const inSubject = at <= subjectLength;
    const plain =
      /^[A-Z]{1,4}-\d{2,8}$|^[A-Z]{1,4}[-/]\d{2,4}[-/]\d{2,8}$|^[A-Z]{2,4}-\d{3,8}[-/][A-Z0-9]$/.test(number);
    const counted = !inSubject && quantityNear.test(lineAround(whole, at));
    const long = /^[A-Z]{3,}-/.test(number);
    const year = /^[A-Z]{1,4}[-/]\d{2,4}[-/]\d{3,8}$/.test(number);
    // Three letters and digits may be either; a wrong key finds nothing, a missing one loses the order.
    const needed = inSubject || order.size + po.size === 0;
    if (!plain || (counted && !year) || long) keep(found, 'sku', number, at, written.length);
    if (plain && (!counted || year) && (!long || needed)) keep(found, 'po', number, at, written.length);
  }
  for (const match of whole.matchAll(digitsOnly)) {
    const at = match.index;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (telephone.test(whole.slice(Math.max(0, at - 24), at))) continue;
    keep(found, 'po', match[0].toUpperCase(), at, match[0].length);
  }
}

/** "45-22810", "2027-00402", "4500-889/A": no date, no telephone number (three digits and four), no price. */
const digitsOnly =
  /(?<![\p{L}\p{N}@.,/+_-]|\d )(?:\d{2}-\d{4,6}|\d{3}-\d{5,7}|\d{4}-\d{5,6}|\d{2,3}-\d{4,6}|\d{4}-\d{3}\/[A-Z]|\d{4,6}-[A-Z])(?![\p{L}\p{N}@_-]|[.,/:]\d| ?[€$£%])/gu;
const telephone =
  /(?:tel|phone|fax|mobile|cell|handy|fon|ext|office|zip|plz)\.?:?[^\p{L}]{0,6}$|\+\d[\d ]*$|\(\d+\) ?$/iu;

/** Digits alone, where nothing else names an order: "the filters on 601288". */
function readLonely(whole: string, found: Found): void {
  for (const match of whole.matchAll(lonely)) {
    const number = match[1]!;
    const at = match.index + match[0].length - number.length;
    if (found.taken.some(([start, end]) => at >= start && at < end)) continue;
    keep(found, 'order', number, at, number.length);
  }
}
const lonely =
  /(?<!\p{L})(?:on|for|under|against|with|it[’']s|slip|f\u00FCr|zu|auf|unter|para|del?|sobre|sur|pour|la)[ ,]{1,3}#?(\d{5,10})(?![\p{L}\p{N}_-]|[.,/:]\d| ?[€$£%]| ?(?:pcs|units|st\u00FCck|kg|usd|eur))/giu;

/** "so10482", "SO#10482" as "SO-10482". */
const canonical = (number: string): string => number.toUpperCase().replace(/^(SO|AB|ORD)[-_#]?/, '$1-');

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 24), end < 0 ? at + 40 : Math.min(end, at + 40));
}
