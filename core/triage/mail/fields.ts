import { type Kind, kindOf, label } from './fieldLabels.ts';
import { trackingNumbers } from './tracking.ts';

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

/** Reads the numbers after a label at `at`. Returns them and where reading ended. */
function numbersAfter(text: string, at: number): { numbers: string[]; end: number } {
  const numbers: string[] = [];
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
    if (!found || !/\d/.test(found) || date.test(found)) break;
    if (
      /^\d+$/.test(found) &&
      (unit.test(rest.slice(found.length)) || /^[,.]\d/.test(rest.slice(found.length)))
    )
      break;
    numbers.push(found);
    skip(found.length);
    const more = joint.exec(rest);
    if (!more) break;
    const next = token.exec(rest.slice(more[0].length))?.[0];
    if (!next || !/\d/.test(next)) break;
    skip(more[0].length);
  }
  return { numbers, end: offset };
}

const ours = /^(?:SO|AB|ORD)[-_#]?\d{3,}(?:-\d+)?$/i;
const nothing =
  /^(?:INV|RE|CN|CM|RMA|QT|QU|BOL|ASN|EX|UTF|ISO|DIN|EN|ASTM|ANSI|NFPA|COVID|RFC|C|E|B|Q|SHA|ID|FW|UN|HS|IP|WEEK|KW|PDF|A4)[-_ ]?\d/i;
const possessive = /(?<!\p{L})(?:our|my|unsere?|notre|nuestr[oa]|nostr[oa]|nosso|onze|ons|vår|vores)\s+$/iu;
const bare =
  /(?<![A-Z0-9@./_-])[A-Z]{1,6}-?\d[A-Z0-9]*(?:[-/][A-Z0-9]+){0,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{2,5}(?:-[A-Z0-9]{1,10}){1,4}(?![A-Z0-9@_])/gi;
const quantityNear =
  /\d\s*(?:x|×|pcs?|pieces?|units?|ea|each|stück|stk|unidades|uds|pezzi|pz|szt|box(?:es)?|cases|pi[èe]ces?|m)(?![\p{L}\d])|\bqty|[@$€£]\s?\d/iu;

interface Found {
  order: Set<string>;
  po: Set<string>;
  sku: Set<string>;
  /** Spans of the text that a label has spoken for. */
  taken: [number, number][];
}

/** Finds the numbers that a mail names. Subject first: what stands there is what the mail is about. */
export function readFields(subject: string, text: string): Fields {
  const whole = `${subject}\n${text}`.slice(0, 40_000);
  const found: Found = { order: new Set(), po: new Set(), sku: new Set(), taken: [] };
  readLabelled(whole, found);
  readBare(whole, subject.length, found);
  const tracking = trackingNumbers(whole);
  const without = (set: Set<string>) =>
    [...set].filter((number) => !tracking.includes(number.replace(/[ .-]/g, ''))).slice(0, 50);
  return {
    orderNumbers: without(found.order),
    poNumbers: without(found.po),
    skus: without(found.sku),
    trackingNumbers: tracking.slice(0, 20),
  };
}

function readLabelled(whole: string, found: Found): void {
  label.lastIndex = 0;
  for (let match = label.exec(whole); match; match = label.exec(whole)) {
    const { numbers, end } = numbersAfter(whole, match.index + match[0].length);
    if (!numbers.length) continue;
    found.taken.push([match.index, end]);
    label.lastIndex = end;
    const before = whole.slice(Math.max(0, match.index - 14), match.index);
    for (const number of numbers) put(number.toUpperCase(), kindOf(match[0]), match[0], before, found);
  }
}

function put(number: string, kind: Kind, called: string, before: string, found: Found): void {
  if (ours.test(number)) found.order.add(canonical(number));
  else if (kind === 'po' && number.length >= 3) found.po.add(number);
  else if (kind === 'sku' && (number.length >= 4 || /\p{L}/u.test(number))) found.sku.add(number);
  else if (kind === 'order' && !nothing.test(number)) {
    const digits = /^\d+$/.test(number);
    // Small letters may be the word "so" and not "SO".
    if (digits && number.length < (called === 'so' ? 5 : 4)) return;
    // "Our order HL-77120": their purchase order, whatever they call it.
    const theirs = possessive.test(before) || (/^\p{L}+[-/]?\d/u.test(number) && !/^so/i.test(called));
    if (theirs) found.po.add(number);
    else found.order.add(/^s\.?o\.?$/i.test(called) && digits ? `SO-${number}` : number);
  }
}

/** Numbers that nothing introduces: "HL-77120 on hold", "400 boxes LAB-2210". */
function readBare(whole: string, subjectLength: number, { order, po, sku, taken }: Found): void {
  for (const match of whole.matchAll(bare)) {
    const number = match[0].toUpperCase();
    const at = match.index;
    if (number.length < 5 || !/\d{2}/.test(number) || nothing.test(number) || /^1Z/.test(number)) continue;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (order.has(number) || po.has(number) || sku.has(number)) continue;
    if (ours.test(number)) {
      order.add(canonical(number));
      continue;
    }
    // Words in small letters with digits are prose ("b2b-2025"), names in capitals are numbers.
    if (match[0] !== number || !number.includes('-')) continue;
    const inSubject = at <= subjectLength;
    const plain = /^[A-Z]{1,4}-\d{2,8}$|^[A-Z]{1,4}-\d{2,4}-\d{2,8}$/.test(number);
    const counted = !inSubject && quantityNear.test(lineAround(whole, at));
    const long = /^[A-Z]{3,}-/.test(number);
    // Three letters and digits may be either; a wrong key finds nothing, a missing one loses the order.
    const needed = inSubject || order.size + po.size === 0;
    if (!plain || counted || long) sku.add(number);
    if (plain && !counted && (!long || needed)) po.add(number);
  }
}

/** "so10482", "SO#10482" as "SO-10482". */
const canonical = (number: string): string => number.toUpperCase().replace(/^(SO|AB|ORD)[-_#]?/, '$1-');

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 120), end < 0 ? at + 120 : Math.min(end, at + 120));
}
