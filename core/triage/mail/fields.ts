import { type Kind, kindOf, label } from './fieldLabels.ts';
import { tablesIn } from './numberColumns.ts';
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
  /^(?:[\s:#=("'“„«<*_[|–-]|\.(?!\d)|[°º]|(?:no|nos|nr|nrs|num|núm|number|numbers|nummer|nummern|numéro|numéros|número|números|numero|n[°ºo]s?|n(?=\.)|id|ids|ref|refs|reference|referenz|référence|referencia|is|are|ist|sind|lautet|lauten|est|es|son|was|mit der|con|avec le|with|de compra|d'achat|(?:vom|dated|from|of|du|del?|von) \d{1,2}[./-]\d{1,2}[./-](?:\d{2,4})?,?)(?![\p{L}\p{N}]))/iu;
const token = /^[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])){1,29}(?![\p{L}\p{N}])/iu;
const joint =
  /^[\s)"'”»>*_\]]*(?:,?\s*(?:and also|as well as|and|und|sowie|ainsi que|así como|et|y|e|en|i|og|och|or|oder|ou|o|plus|bis|thru|through|hasta)(?![\p{L}])|[,;&+/–-])\s*(?:#|\(|no\.?|nr\.?|n[°º])?\s*/iu;
/** Between numbers that stand below or beside each other with nothing said between them. */
const beside = /^[ \t]*(?:\r?\n[ \t]*(?:[-–•*·]|\d{1,2}[.)](?= ))?)?[ \t]*(?=[A-Z\d])/iu;
const unit =
  /^\s*(?:(?:x|ea|st|am|pm|mm|cm|m|ft|l|t|kg|lbs?|g|gal|hp|kw|v|usd|eur|gbp|chf|mxn)(?![\p{L}\p{N}])|[×%€$£]|pcs?|pieces?|units?|each|stück|stk|pi[èe]ces?|unidades|unités|uds|piezas|pezzi|pz|sztuk|szt|box(?:es)?(?!\p{L})|cases|pallets|skids|cartons?|kartons?|kisten|paletten|palettes|palés|tarimas|cajas|sacos|sacs|säcke|rollen|rouleaux|rollos|drums|bags|rolls|reels|sets|kits|bottles|meter|metres|mètres|metros|tonnes|tonnen|days?|tage|días|jours|weeks|wochen|hours?|uhr|items(?!\p{L})|lines(?!\p{L})|people|dollars|euros?|pesos)/iu;
const date =
  /^(?:0[.,]\d+|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.\d{2}|\d+\.\d{2}|(?:19|20)\d{2})$/;

interface Written {
  number: string;
  start: number;
}

/** Reads the numbers after a label at `at`. Returns them and where reading ended. */
function numbersAfter(text: string, at: number, sameLine: boolean): { numbers: Written[]; end: number } {
  const numbers: Written[] = [];
  let rest = text.slice(at, at + 300);
  if (sameLine) rest = rest.split('\n', 1)[0]!;
  let offset = at;
  const skip = (length: number) => {
    rest = rest.slice(length);
    offset += length;
  };
  for (let n = 0; n < 12; n += 1) {
    const found = filler.exec(rest);
    if (!found) break;
    skip(found[0].length);
  }
  for (let n = 0; n < 20; n += 1) {
    const found = spaced.exec(rest)?.[0] ?? token.exec(rest)?.[0];
    if (!found || !/\d/.test(found) || date.test(found) || times.test(found)) break;
    if (
      /^\d+$/.test(found) &&
      (unit.test(rest.slice(found.length)) ||
        (/00$/.test(found) && manyOf.test(rest.slice(found.length))) ||
        /^[,.]\d/.test(rest.slice(found.length)))
    )
      break;
    if (n > 0 && !alike(numbers[0]!.number, found)) break;
    for (const { part, from } of parts(found)) numbers.push({ number: part, start: offset + from });
    skip(found.length);
    const more = joint.exec(rest);
    const next = more && token.exec(rest.slice(more[0].length))?.[0];
    if (more && next && /\d/.test(next)) {
      skip(more[0].length);
      continue;
    }
    const near = beside.exec(rest);
    const below = near?.[0] && token.exec(rest.slice(near[0].length))?.[0];
    if (!below || below.length < 4 || shape(below) !== shape(found) || date.test(below)) break;
    skip(near[0].length);
  }
  return { numbers, end: offset };
}

/** Digits and letters by their kind: "HX-22/117" and "HX-31/204" are written alike. */
const shape = (number: string): string => number.replace(/\d/g, '9').replace(/\p{L}/gu, 'A');

/** Whether a number in a row may be of the kind of the first: "PO 4711, 4712" and not "PO 4711, 25 of them". */
function alike(first: string, next: string): boolean {
  if (/\p{L}/u.test(first) !== /\p{L}/u.test(next)) return next.length >= 3 && first.length >= next.length;
  return Math.abs(first.length - next.length) <= 2 && next.length >= 3;
}

/** "10482/10483" and "4711-4713" are two numbers; "4471/2026" and "4500-889" are one. */
function parts(written: string): { part: string; from: number }[] {
  const two = /^(\p{L}{0,4}-?)(\d{4,})([/-])(\d{4,})$/u.exec(written);
  const [, before = '', first = '', mark, second = ''] = two ?? [];
  const ahead = Number(second) - Number(first);
  const isYear = /^(?:19|20)\d{2}$/.test(second);
  if (!two || first.length !== second.length || isYear || ahead <= 0 || ahead > (mark === '/' ? 1_000 : 20))
    return [{ part: written, from: 0 }];
  return [
    { part: before + first, from: 0 },
    { part: second, from: before.length + first.length + 1 },
  ];
}

/** "4500 889 123": people who read it aloud write it so. */
const spaced = /^45\d\d[ ]\d{3}[ ]?\d{3}(?!\d|[ ]\d)/;
/** "5000 bolts", but not "5000 was", "5000 has". */
const manyOf = /^ (?!this|was|is|has|des|les|los|las|dans|wird|sin)[a-z]{3,}s(?!\p{L})/u;
/** "2x", "x2", "numbers 1st": how often or how many, not which. */
const times = /^(?:x\d+|\d+x|\d+(?:st|nd|rd|th))$/i;
const ours = /^(?:SO|AB|ORD)[-_#]?\d{3,}(?:-\d+)?$/i;
/** Beginnings of order numbers in other languages: commande, commande de vente, pedido de venta, Auftrag, Kundenauftrag. */
const oursToo = /^(?:CMD|CV|PV|OV|AUF|AUFTR|KA|VK|OA|SORD|ORDER)-(?:\d{2,4}-)?\d{4,8}$/i;
const theirsToo = /^(?:PO|OC|BC|BDC|CPO|BST|BE|EK|CDE|PED)[-_]?\d[\d/-]{2,12}[A-Z]?$/i;
const nothing =
  /^(?:(?:INV|RE|CN|RMA|QT|QU|BOL|ASN|EX|UTF|ISO|DIN|EN|ASTM|ANSI|NFPA|COVID|RFC|Q|SHA|ID|FW|UN|HS|IP|WEEK|KW|PDF|A4|EAN|GS1|SSCC|UCC|NIMF|ISPM|CODE|REV|CH|DN|QP)[-_ ]?\d|[CEB][-_ ]?\d{1,3}$)/i;
const possessive = /(?<!\p{L})(?:our|my|unsere?|notre|nuestr[oa]|nostr[oa]|nosso|onze|ons|vår|vores)\s+$/iu;
const bare =
  /(?<![A-Z0-9@./_-])[A-Z]{1,6}-?\d[A-Z0-9]*(?:[-/][A-Z0-9]+){0,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{2,5}(?:-[A-Z0-9]{1,10}){1,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{1,5}\/\d{2,4}\/\d{2,8}(?![A-Z0-9@_])/gi;
const quantityNear =
  /\d\s*(?:x|×|pcs?|pieces?|units?|ea|each|stück|stk|unidades|uds|pezzi|pz|szt|box(?:es)?|cases|pi[èe]ces?|m)(?![\p{L}\d])|\bqty|[@$€£]\s?\d/iu;

const onItsWay = /^(?:lieferung|sendung|load|expédition|expedición|container|trailer|truck)/iu;
const orderLike = /^(?:[A-Z]{1,4}-\d{5,8}|45\d{8})$/;

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
  const whole = typed(`${subject}\n${text}`.slice(0, 40_000));
  const found: Found = { order: new Set(), po: new Set(), sku: new Set(), taken: [], spans: [] };
  readTables(whole, found);
  readLabelled(whole, found);
  readBare(whole, subject.length, found);
  if (!found.order.size && !found.po.size) readLonely(whole, subject.length, found);
  readSiblings(whole, found);
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

/** Full-width letters and digits, other hyphens and spaces as those of a keyboard, each in its place. */
const typed = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/[\u00A0\u2007\u202F\u3000]/g, ' ');

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

function readTables(whole: string, found: Found): void {
  for (const { columns, head } of tablesIn(whole)) {
    found.taken.push(head);
    for (const { kind, called, numbers } of columns)
      for (const { text, start } of numbers) {
        const number = token.exec(text)?.[0];
        if (!number || !/\d/.test(number) || date.test(number)) continue;
        const span = { start, end: start + number.length };
        found.taken.push([span.start, span.end]);
        put(number, span, kind, called, '', found);
      }
  }
}

function readLabelled(whole: string, found: Found): void {
  label.lastIndex = 0;
  for (let match = label.exec(whole); match; match = label.exec(whole)) {
    if (found.taken.some(([start, end]) => match.index >= start && match.index < end)) continue;
    const after = match.index + match[0].length;
    const kind = kindOf(match[0]);
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
    const { numbers, end } = numbersAfter(whole, after, kind === 'skip');
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
  const number = written.toUpperCase().replace(/ /g, '');
  const take = (as: 'order' | 'po' | 'sku', value: string) => keep(found, as, value, start, end - start);
  if (ours.test(number)) take('order', canonical(number));
  else if (kind === 'skip' && theirsToo.test(number) && !/^be/i.test(number)) take('po', number);
  // "The container with TB-20377", "zur Lieferung WM-70409": what is on its way for that order.
  else if (kind === 'skip' && onItsWay.test(called) && orderLike.test(number)) take('po', number);
  else if (kind === 'po' && number.length >= 3) take('po', number);
  else if (kind === 'sku' && (number.length >= 4 || /\p{L}/u.test(number))) take('sku', number);
  else if (kind === 'order' && !nothing.test(number)) {
    const digits = /^\d+$/.test(number);
    // Small letters may be the word "so" and not "SO".
    if (digits && number.length < (called === 'so' ? 5 : 4)) return;
    // "Our order HL-77120": their purchase order, whatever they call it. Ours have no slashes.
    const theirs =
      !oursToo.test(number) &&
      ((possessive.test(before) && !/^so/i.test(called)) ||
        ((/^\p{L}+[-/]?\d/u.test(number) || number.includes('/')) && !/^so/i.test(called)));
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
    const counted =
      !inSubject &&
      quantityNear.test(lineAround(whole, at, /\d{5}/.test(number) ? written.length + 8 : 40)) &&
      !/(?:^|\s)(?:on|against|under|from|auf|aus|sur|sobre|per) $/i.test(
        whole.slice(Math.max(0, at - 10), at),
      );
    // Items have short numbers; purchase orders count on.
    const long = /^[A-Z]{3,}-\d{1,4}$/.test(number);
    const year = /^[A-Z]{1,4}[-/]\d{2,4}[-/]\d{3,8}$/.test(number);
    if (oursToo.test(number) && !counted) {
      keep(found, 'order', number, at, written.length);
      continue;
    }
    const item = /^[A-Z]+-\d{1,4}$/.test(number) && itemNear(whole, at, written.length);
    // Three letters and digits may be either; a wrong key finds nothing, a missing one loses the order.
    const needed = inSubject || order.size + po.size === 0;
    const isPo = plain && !item && (!counted || year) && (!long || needed);
    if (!isPo || (long && !inSubject)) keep(found, 'sku', number, at, written.length);
    if (isPo) keep(found, 'po', number, at, written.length);
  }
  for (const match of whole.matchAll(digitsOnly)) {
    const at = match.index;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (telephone.test(whole.slice(Math.max(0, at - 24), at))) continue;
    const number = match[0].toUpperCase();
    keep(found, besideItem(number, sku) ? 'sku' : 'po', number, at, number.length);
  }
}

/** Words that stand beside an item: what is in stock, sold out, asked for or priced. */
function itemNear(whole: string, at: number, length: number): boolean {
  const before = whole.slice(Math.max(0, at - 40), at).replace(/[\s\S]*[\n.!?]/, '');
  const after = whole.slice(at + length, at + length + 40).replace(/[\n.!?][\s\S]*/, '');
  return itemBefore.test(before) || itemAfter.test(after);
}
const itemBefore =
  /(?:(?<![\p{L}\p{N}-])\d{1,4}|(?:pallet|box|case|bag|roll|drum|weight|size|price|voltage|dimensions|drawing|photo|sample)s? (?:of|for)|stock (?:of|on|for)|shortage (?:of|on)|backorder(?:ed)?(?: on| for|:)|out of(?: stock:?)?|availability (?:of|on|for)|lead time (?:on|for)|price (?:of|on|for)|alternative (?:to|for)|replacement for|substitute for|have|carry|need|spec(?:s|ification)? (?:of|for|on)|temperature (?:of|for)|datasheet (?:for|of)|sds for|artikel|haben sie|bestand|ersatz für|preis (?:für|von)|lieferzeit (?:für|von)|art[íi]culo|tenéis|tienen|hay|existencias? de|precio de(?:l)?|stock de(?:l)?|agotado|alternativa (?:a|al|para)|avez-vous|prix d[eu]|rupture (?:sur|de|du)|dispo(?:nibilité)? (?:de|du)|fiche technique d[eu]|remplac\p{L}* (?:le|la|de|du)|certificate? for|cert for)[ :]*(?:el |la |le |der |die |den |das |the |your |our |l['’])?$/iu;
const itemAfter =
  /^[ ,:"”)]*(?:(?:is|are|ist|sind|est|está|aparece)? ?(?:out of stock|on backorder|backordered|oos|sold out|discontinued|no longer (?:made|available|stocked)|in stock|unavailable|ausverkauft|nicht (?:lieferbar|vorrätig|verfügbar)|lieferbar|vorrätig|abgekündigt|en rupture|indisponible|agotad|descatalogad|sin existencia|sin stock)|[@à]? ?[€$£]\s?\d|(?:at|zu|je|à|a) \d+[.,]\d{2}|per (?:unit|each)|datasheet|sds)/iu;

/** "44-2291" where "44-2290" is an item: the one after it. */
const besideItem = (number: string, items: Set<string>): boolean =>
  [...items].some(
    (item) => item.length > 4 && item.slice(0, -2) === number.slice(0, -2) && item.length === number.length,
  );

/** "45-22810", "2027-00402", "4500-889/A": no date, no telephone number (three digits and four), no price. */
const digitsOnly =
  /(?<![\p{L}\p{N}@.,/+_-]|\d )(?:\d{2}-\d{4,6}|(?!555)\d{3}-\d{4,7}|\d{4}-\d{5,6}|\d{4}-\d{3}\/[A-Z]|\d{4,6}-[A-Z]|(?!19|20)\d{4}-2\d)(?![\p{L}\p{N}@_-]|[.,/:]\d| ?[€$£%])/gu;
const telephone =
  /(?:tel|phone|fax|mobile|cell|handy|fon|ext|office|zip|plz|call|ring|reach|text|anrufen|llam\p{L}*|whatsapp)\.?:?(?: (?:me|us|him|her|them))?(?: (?:at|on|unter|al|au))?[^\p{L}]{0,6}$|\+\d[\d ]*$|\(\d+\) ?$/iu;

/** Digits alone, where nothing else names an order: "the filters on 601288". */
function readLonely(whole: string, subjectLength: number, found: Found): void {
  for (const pattern of [lonely, bracketed, glued]) {
    for (const match of whole.matchAll(pattern)) {
      const number = match[1]!;
      const at = match.index + match[0].indexOf(number);
      keepLonely(number, at, found);
    }
  }
  const subject = aloneInSubject.exec(whole.slice(0, subjectLength));
  if (subject) keepLonely(subject[1]!, subject.index + subject[0].indexOf(subject[1]!), found);
}

function keepLonely(number: string, at: number, found: Found): void {
  if (found.taken.some(([start, end]) => at >= start && at < end) || date.test(number)) return;
  found.taken.push([at, at + number.length]);
  // Purchase orders of the most common ERP count from 4500000000 on.
  keep(found, /^45\d{8}$|^\p{L}/u.test(number) ? 'po' : 'order', number, at, number.length);
}
const lonely =
  /(?<!\p{L})(?:on|for|in|of|under|against|with|my|our|it[’']s|slip|ref\.?:?|re:?|für|zu|zur|zum|auf|unter|bei|aus|von|vom|für die|para|de|del|en|con|sobre|sur|pour|la|le|el|du)[ ,]{1,3}#?(\d{5,10})(?![\p{L}\p{N}_-]|[.,/:]\d| ?[€$£%]| ?(?:x|pcs|pieces|units|stück|stk|kg|m|usd|eur|cajas|piezas|pièces|cartons|boxes|dollars|euros?)(?!\p{L}))/giu;
/** "KX20418": capitals and many digits in one. */
const glued = /(?<![\p{L}\p{N}@./_-])([A-Z]{1,3}\d{5,8})(?![\p{L}\p{N}@_-]|[.,/:]\d)/gu;
const bracketed = /\((\d{6,10})(?=[,;)])/gu;
const aloneInSubject = /(?:^|[\s:#])(\d{5,10})(?=$|[\s,;:?!])(?! ?(?:x|pcs|units|stück|kg|eur|usd|€|\$))/iu;

/** Numbers that are written like one already found, begin like it and are nothing else: the other one of two. */
function readSiblings(whole: string, found: Found): void {
  const kinds = new Map<string, 'order' | 'po'>();
  for (const kind of ['order', 'po'] as const)
    for (const known of found[kind]) {
      const beginning = beginningOf(known);
      if (beginning) kinds.set(beginning, kind);
    }
  if (!kinds.size) return;
  for (const { 0: number, index } of whole.matchAll(counting)) {
    const kind = kinds.get(beginningOf(number) ?? '');
    if (!kind || found.order.has(number) || found.po.has(number) || found.sku.has(number)) continue;
    if (!found.taken.some(([start, end]) => index >= start && index < end))
      keep(found, kind, number, index, number.length);
  }
}

const counting = /(?<![\p{L}\p{N}./_@+-])(?:[A-Z]{1,5}-?)?\d{5,10}(?![\p{L}\p{N}_-]|[.,/:]\d)/gu;

/** The first half of its digits with what stands before, and how many follow: "SO-91440" and "SO-91447" are alike. */
function beginningOf(number: string): string | null {
  const [, letters = '', digits = ''] = /^([A-Z]{0,5}-?)(\d{5,10})$/.exec(number) ?? [];
  return digits && `${letters}${digits.slice(0, Math.ceil(digits.length / 2))}+${digits.length}`;
}

/** "so10482", "SO#10482" as "SO-10482". */
const canonical = (number: string): string => number.toUpperCase().replace(/^(SO|AB|ORD)[-_#]?/, '$1-');

function lineAround(text: string, at: number, ahead: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 24), end < 0 ? at + ahead : Math.min(end, at + ahead));
}
