import {
  canonical,
  date,
  type Found,
  familyOf,
  keep,
  nothing,
  ours,
  oursToo,
  shape,
} from './numberShapes.ts';
import { unit } from './numbersAfter.ts';
import { whose } from './whoseNumber.ts';

const bare =
  /(?<![A-Z0-9@./_-])[A-Z]{2,5}-(?:[A-Z0-9]{1,6}-)?(?:[A-Z]?\d{1,2}[A-Z])?\d{1,2}[.,]\d{1,2}[A-Z]{0,3}(?:-[A-Z0-9]{1,4})?(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{1,6}-?\d[A-Z0-9]*(?:[-/](?:\d\.)?[A-Z0-9]+){0,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{2,5}(?:-(?:\d\.)?[A-Z0-9]{1,10}){1,4}(?:\/\d{1,3})?(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{1,5}\/\d{2,4}\/\d{2,8}(?![A-Z0-9@_])/gi;
/** More numbers than a mail is about; each is compared with each. */
const most = 200;

/** What orders are spoken of with; and "SO-10482 (HL-771)" names one order twice. */
const before =
  /(?:^|\s)(?:on|both|against|under|from|auf|aus|sur|sobre|per|betrifft|concerne) $|(?:SO|AB|CV|PV)-\d{4,8} ?[(/] ?$/i;
const quantityNear =
  /\d\s*(?:x|×|pcs?|pieces?|units?|ea|each|cs|cases?|ctns?|cartons?|bags?|drums?|rolls?|reels?|kegs?|pairs?|stück|stk|kisten|kartons?|rollen|kanister|beutel|unidades|uds|cajas|sacos|rollos|tubos|piezas|pezzi|pz|szt|box(?:es)?|pi[èe]ces?|boîtes|rouleaux|bidons|sacs|flacons|kg|lbs?|m)(?![\p{L}\d])|\bqty|@\s?\d/iu;

/** Numbers that nothing introduces: "HL-77120 on hold", "400 boxes LAB-2210". */
export function readBare(whole: string, subjectLength: number, found: Found): void {
  const { order, po, sku, taken } = found;
  const money = payment.test(whole);
  const matches = [...whole.matchAll(bare)].map((match) => ({
    match,
    says: whose(whole, match.index, match.index + match[0].length),
  }));
  // What begins like one of ours is one of ours, too: "slip says HP-221480, the other HP-221472".
  const our = new Set([...order].map(beginning));
  for (const { match, says } of matches)
    if (says === 'order' && poShape.test(match[0])) our.add(beginning(match[0]));
  const items = new Set([...sku].map(familyOf));
  for (const { match, says } of matches) {
    // "RET-45x62x8": the sizes of an item.
    const written = match[0].replace(/(?<=\d)x(?=\d)/g, 'X');
    const number = written.toUpperCase();
    const at = match.index;
    if (number.length < 5 || nothing.test(number) || /^1Z/.test(number)) continue;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (order.has(number) || po.has(number) || sku.has(number)) continue;
    if (paid.test(whole.slice(at + written.length, at + written.length + 50)) && money) continue;
    if (ours.test(number)) {
      keep(found, 'order', canonical(number), at, written.length);
      continue;
    }
    // Words in small letters with digits are prose ("b2b-2025"), names in capitals are numbers.
    if (written !== number) continue;
    if (isOther(number, found)) continue;
    const inSubject = at <= subjectLength;
    const named = before.test(whole.slice(Math.max(0, at - 20), at));
    // "FV-7689: 12 cartons are crushed" begins to tell of an order.
    const heads = /^ ?:/.test(whole.slice(at + written.length, at + written.length + 2));
    const ahead = heads ? written.length : /\d{5}/.test(number) ? written.length + 8 : 40;
    const spoken = named || says !== null || ofSomeone.test(whole.slice(Math.max(0, at - 12), at));
    const counted = !inSubject && !spoken && quantityNear.test(lineAround(whole, at, ahead));
    if (
      (oursToo.test(number) && !counted) ||
      ((says === 'order' || our.has(beginning(number))) && poShape.test(number))
    ) {
      keep(found, 'order', number, at, written.length);
      continue;
    }
    const shortens = abbreviates(whole, at, number);
    const isPo =
      poShape.test(number) &&
      !(counted && !dated.test(number)) &&
      !itemNear(whole, at, written.length) &&
      !shortens &&
      !items.has(familyOf(number));
    // Three letters and a few digits may be either; a wrong key finds nothing, a missing one loses the order.
    const either = isPo && /^[A-Z]{3,}-\d{1,4}$/.test(number);
    const needed = inSubject || named || order.size + po.size === 0;
    if (isPo && (!either || needed)) keep(found, 'po', number, at, written.length);
    if ((!isPo || (either && !needed)) && itemShape(number, counted)) {
      if (shortens) items.add(familyOf(number));
      keep(found, 'sku', number, at, written.length);
    }
  }
  readDigits(whole, subjectLength, found);
}

function readDigits(whole: string, subjectLength: number, found: Found): void {
  const { sku, taken } = found;
  const money = payment.test(whole);
  for (const match of whole.matchAll(digitsOnly)) {
    const at = match.index;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    if (telephone.test(whole.slice(Math.max(0, at - 24), at))) continue;
    const number = match[0].toUpperCase();
    if (isOther(number, found)) continue;
    if (money && paid.test(whole.slice(at + number.length, at + number.length + 50))) continue;
    // "100-200" may be from here to there.
    const named = at <= subjectLength || before.test(whole.slice(Math.max(0, at - 20), at));
    const spoken = whose(whole, at, at + number.length);
    if (/^\d{2,4}-\d{1,3}$/.test(number) && !/^\d{4}-(?:2\d|\d{3})$/.test(number) && !named && !spoken)
      continue;
    const kind = besideItem(number, sku)
      ? 'sku'
      : confirmed.test(whole.slice(Math.max(0, at - 160), at))
        ? 'order'
        : (spoken ?? 'po');
    keep(found, kind, number, at, number.length);
  }
  for (const { 0: number, index: at } of whole.matchAll(plain)) {
    if (taken.some(([start, end]) => at >= start && at < end) || date.test(number)) continue;
    const kind = whose(whole, at, at + number.length);
    if (!kind) continue;
    taken.push([at, at + number.length]);
    keep(found, kind, number, at, number.length);
  }
  for (const match of whole.matchAll(long)) {
    const number = match[0];
    const at = match.index;
    if (taken.some(([start, end]) => at >= start && at < end)) continue;
    const before = whole.slice(Math.max(0, at - 160), at);
    if (telephone.test(before.slice(-24))) continue;
    if (number.length === 10) keepLonely(whole, number, at, found);
    else if (confirmed.test(before)) keep(found, 'order', number, at, number.length);
  }
}

const beginning = (number: string): string => /^\p{L}*/u.exec(number)![0];

/** Rows of what is paid or owed are invoices and credit notes: a number, perhaps a date, an amount. */
const payment =
  /(?<!\p{L})(?:remittance|payment|paid|statement|zahlung\p{L}*|überwiesen|kontoauszug|virement|paiement|règlement|relevé|pago|transferencia)(?!\p{L})/iu;
const paid =
  /^\s{1,20}(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\s{1,12})?[-–]?(?:[$€£] ?)?\d[\d.,' ]{0,12}[.,]\d{2}(?!\d)/u;

/** Letters and a number that counts on, with a year or a place between: "HX-22/117", "HR-TA25-0091". */
const poShape =
  /^(?:[A-Z]-\d{4,8}|[A-Z]{2,4}-\d{2,8}|[A-Z]{1,4}[-/](?:20)?2\d[-/]\d{2,8}|[A-Z]{1,4}(?:\/\d{2,4}\/\d{2,8}|-\d{2,4}-\d{4,8})|[A-Z]{2,4}-\d{5,8}[-/][A-Z0-9]|[A-Z]{2,3}-(?:[A-Z]{1,2}\d{2}-\d{4,8}|[A-Z]{2,3}-\d{5,8}))$/;
/** Purchase orders with a year stay such beside a quantity. */
const dated = /^[A-Z]{1,4}[-/]\d{2,4}[-/]\d{3,8}$/;

/** "BRG-6205", "FSH-HAL-5K", "KLM08L010DB"; without a digit only in three parts and no words: "SYR-MPL-GAL". */
function itemShape(number: string, counted: boolean): boolean {
  if (!/[-/]/.test(number))
    return (
      /^[A-Z]{2,5}\d{2,}[A-Z]+\d+[A-Z]*$/.test(number) ||
      (counted && /^[A-Z]{2,4}\d{3,4}[A-Z]?$/.test(number))
    );
  const parts = number.split(/[-/]/);
  // "EBP-1HP", "COR-B68", "CBL-7X1.5-CY": a size or a type.
  if (/\d[.,]\d/.test(number) || /^[A-Z]{2,5}-(?:\d[A-Z]{1,3}|[A-Z]{1,3}\d{1,3})$/.test(number)) return true;
  if (/\d{2}/.test(number)) return true;
  if (/\d/.test(number)) return parts.length > 2 || counted;
  return (
    parts.length > 2 &&
    parts.every((part) => part.length <= 5) &&
    !parts.some((part) =>
      /^(?:AND|THE|OF|TO|IN|ON|OFF|UP|BY|FOR|OR|END|DAY|NOT|NO|A|AS|IS|OUT|ALL|AT)$/.test(part),
    )
  );
}

/** Whether it is written like one that a label says is something else: of two agreements or lots both have a number. */
const isOther = (number: string, { others }: Found): boolean => others.has(familyOf(number));

/** "14 cases in your HV-66201", "60 kg (CB-318)": quantities of an order, of which people tell more. */
const ofSomeone = /(?:(?<!\p{L})(?:your|ihre?[mnrs]?|votre|vuestr[oa]) |\()$/iu;

/** Whether it shortens the word before it: "vitrinas VIT-120", "les radiateurs RAD-22-600". */
function abbreviates(whole: string, at: number, number: string): boolean {
  const word = /(?<!\p{L})(\p{Ll}{5,20})s? (?:of |de |\()?$/u.exec(
    whole.slice(Math.max(0, at - 30), at),
  )?.[1];
  const letters = /^\p{L}{3,5}/u.exec(number)?.[0].toLowerCase();
  if (!word || !letters || word[0] !== letters[0]) return false;
  let from = 0;
  return [...letters].every((letter) => {
    from = word.indexOf(letter, from) + 1;
    return from > 0;
  });
}

/** Words that stand beside an item: what is in stock, sold out, asked for or priced. */
function itemNear(whole: string, at: number, length: number): boolean {
  const before = whole.slice(Math.max(0, at - 40), at).replace(/[\s\S]*[\n.!?]/, '');
  const after = whole.slice(at + length, at + length + 40).replace(/[\n.!?][\s\S]*/, '');
  return itemBefore.test(before) || itemAfter.test(after);
}
const itemBefore =
  /(?:(?<![\p{L}\p{N}-])\d{1,4}(?: of| ?(?:x|×|pcs|stk\.?|stück|ea|pzas?|pièces))?|(?:pallet|box|case|bag|roll|drum|weight|size|price|voltage|dimensions|drawing|photo|sample)s? (?:of|for)|stock (?:of|on|for)|shortage (?:of|on)|backorder(?:ed)?(?: on| for|:)|out of(?: stock:?)?|availability (?:of|on|for)|lead time (?:on|for)|price (?:of|on|for)|alternative (?:to|for)|(?:replacement|substitute) for|(?:in place|instead) of|product|producto|produit|model|reel|item|part|offer|ofrecer|ofrecemos|proposer|have|carry|need|spec(?:s|ification)? (?:of|for|on)|temperature (?:of|for)|datasheet (?:for|of)|sds for|artikel|haben sie|bestand|ersatz für|preis (?:für|von)|lieferzeit (?:für|von)|art[íi]culo|tenéis|tienen|hay|existencias? de|precio de(?:l)?|stock de(?:l)?|agotado|alternativa (?:a|al|para)|avez-vous|prix d[eu]|rupture (?:sur|de|du)|dispo(?:nibilité)? (?:de|du)|fiche technique d[eu]|remplac\p{L}* (?:le|la|de|du|par)|en lugar de(?:l)?|au lieu d[eu]|statt|anstelle von|certificate? for|cert for)[ :]*(?:el |la |le |der |die |den |das |the |your |our |l['’])?$/iu;
const itemAfter =
  /^[ ,:"”)]*(?:(?:is|are|ist|sind|est|está|aparece)? ?(?:out of stock|on backorder|backordered|oos|sold out|discontinued|no longer (?:made|available|stocked)|in stock|unavailable|ausverkauft|nicht (?:lieferbar|vorrätig|verfügbar)|lieferbar|vorrätig|abgekündigt|en rupture|indisponible|agotad|descatalogad|sin existencia|sin stock)|[@à]? ?[€$£]\s?\d|(?:at|zu|je|à|a) \d+[.,]\d{2}|per (?:unit|each)|datasheet|sds|(?:as an?|als|como|en) (?:alternativ|ersatz|substitut|sustitut|remplacement))/iu;

/** Ten digits as the most common ERP writes them, or fewer where a confirmation is spoken of. */
const long =
  /(?<![\p{L}\p{N}@.,/+_#-]|\d )(?:[14-7]\d{9}|\d{6,9})(?![\p{L}\p{N}@_-]|[.,/:]\d| ?[€$£%]| \d{3})/gu;
/** Digits and nothing after them that says how many. */
const plain =
  /(?<![\p{L}\p{N}@.,/+_#€$£-]|\d )\d{4,9}(?![\p{L}\p{N}@_-]|[.,/:]\d| ?[€$£%]| \d{3}| ?(?:x|pcs|pieces|units|stück|stk|uds|kg|m|usd|eur|chf|cajas|piezas|pièces|cartons|boxes|dollars|euros?)(?!\p{L}))/giu;
const confirmed =
  /(?:auftragsbestätigung|order confirmation|order acknowledge?ment|accusé|confirmacion|confirmaci[óo]n(?:es)? de pedido|confirmations? de commande)(?:en|s|es)?(?![\p{L}])[^.!?\n]{0,120}(?<!(?:our|unsere[rnms]?|notre|nuestr[oa]) )$/iu;

/** "44-2291" where "44-2290" is an item: the one after it. */
const besideItem = (number: string, items: Set<string>): boolean =>
  [...items].some(
    (item) => item.length > 4 && item.slice(0, -2) === number.slice(0, -2) && item.length === number.length,
  );

/** "45-22810", "2027-00402", "4500-889/A", "55-KOM-118": no date, no telephone number (three digits and four), no price. */
const digitsOnly =
  /(?<![\p{L}\p{N}@.,/+_-]|\d )(?:\d{2}-\d{4,7}|(?!555)\d{3}-\d{4,7}|\d{4}-\d{5,6}|(?!19|20|0)\d{4}-\d{4}|\d{4}-\d{3}\/[A-Z]|\d{4,6}-[A-Z]|(?!19|20)\d{4}-(?:2\d|\d{3})|202\d-(?:[A-Z]-)?\d{3,5}|\d{5,6}-\d{1,2}|\d{1,3}-[A-Z]{1,3}-\d{3,4}|\d{3}-[A-Z]{1,3}-\d{2}|\d[A-Z]-\d{3}|(?:\d{2,3}-\d{3}|(?!19|20)\d{4}-\d{1,2})(?!\d))(?![\p{L}\p{N}@_-]|[.,/:]\d| ?[€$£%]| ?(?:lbs?|kg|mm|psi|pcs|units|stück)(?!\p{L}))/gu;
const telephone =
  /(?:tel|phone|fax|mobile|cell|handy|fon|ext|office|zip|plz|call|ring|reach|text|anrufen|llam\p{L}*|whatsapp)\.?:?(?: (?:me|us|him|her|them))?(?: (?:at|on|unter|al|au))?[^\p{L}]{0,6}$|\+\d[\d ]*$|\(\d+\) ?$/iu;

/**
 * Digits alone, where nothing else names an order: "the filters on 601288". Beside purchase orders they are our order,
 * beside our orders a purchase order, if they are written unlike those.
 */
export function readLonely(whole: string, subjectLength: number, found: Found): void {
  if (found.order.size && found.po.size) return;
  const named = [...found.order, ...found.po].slice(0, most);
  if (!named.length) {
    for (const pattern of [lonely, short, bracketed, begins, glued, acting]) {
      for (const match of whole.matchAll(pattern)) {
        const number = match[1]!;
        const at = match.index + match[0].indexOf(number);
        keepLonely(whole, number, at, found);
      }
    }
    const subject = aloneInSubject.exec(whole.slice(0, subjectLength));
    if (subject) keepLonely(whole, subject[1]!, subject.index + subject[0].indexOf(subject[1]!), found);
    if (found.order.size || found.po.size) return;
  }
  const kind = found.order.size ? 'po' : 'order';
  for (const { 0: match, 1: number, index } of [...whole.matchAll(beside), ...whole.matchAll(begins)]) {
    const at = index + match.length - number!.length;
    if (named.some((one) => shape(one) === shape(number!) || one.endsWith(number!))) continue;
    if (found.taken.some(([start, end]) => at >= start && at < end) || date.test(number!)) continue;
    if (telephone.test(whole.slice(Math.max(0, at - 24), at))) continue;
    if (unit.test(whole.slice(at + number!.length, at + number!.length + 20))) continue;
    keep(found, kind, number!, at, number!.length);
  }
}
const beside =
  /(?<![\p{L}\p{N}])(?:(?:as|your|yours|see|say|at|ends|thru|with|for|from|under|on|confirmed|only|number|says|mit|als|ihre?|für|zu|bei|unter|nur|nummer|bestätigt|avec|votre|sous|pour|sur|su|con|como|para|sobre|bajo|solo|orders?|und|and|et|y)[ ,]{1,2}|\()(\d{6,8})(?![\p{L}\p{N}_-]|[.,/:]\d| ?[€$£%]| \d{3}| ?(?:x|pcs|pieces|units|stück|stk|kg|m|usd|eur|chf)(?!\p{L}))/giu;

function keepLonely(whole: string, number: string, at: number, found: Found): void {
  if (found.taken.some(([start, end]) => at >= start && at < end) || date.test(number)) return;
  if (unit.test(whole.slice(at + number.length, at + number.length + 20))) return;
  found.taken.push([at, at + number.length]);
  // By how often such a number is whose in the mails that people marked; the most common ERP counts its orders from 1 on,
  // and who speaks of suppliers' duties is a customer.
  const kind = /^(?:\d{6,9}|1\d{9})$/.test(number) && !buying.test(whole) ? 'order' : 'po';
  keep(found, whose(whole, at, at + number.length) ?? kind, number, at, number.length);
}
const buying =
  /(?<!\p{L})(?:routing guide|chargeback|vendor compliance|vendor|supplier portal|lieferantenportal|anlieferrichtlinie|cahier des charges|guide de transport|guide fournisseurs?|manual de proveedores|incumplimiento)(?!\p{L})/iu;
const lonely =
  /(?<!\p{L})(?:on|for|in|of|under|against|with|my|our|it[’']s|slip|ref\.?:?|re:|für|zu|zur|zum|auf|unter|bei|aus|von|vom|für die|para|de|del|en|con|sobre|sur|pour|la|le|el|du)[ ,]{1,3}#?(\d{5,10})(?![\p{L}\p{N}_-]|[.,/:]\d| ?[€$£%]| ?(?:x|pcs|pieces|units|stück|stk|kg|m|usd|eur|cajas|piezas|pièces|cartons|boxes|dollars|euros?)(?!\p{L}))/giu;
/** "KX20418": capitals and many digits in one. */
const glued = /(?<![\p{L}\p{N}@./_-])([A-Z]{1,3}\d{5,8})(?![\p{L}\p{N}@_-]|[.,/:]\d)/gu;
/** "5543390 goes on the truck": what a sentence begins with. */
const begins =
  /(?:^|[.!?] )(?!(?:19|20)\d\d\s)(\d{4,8})(?= (?!x )\p{Ll}{2,}|\. )(?! ?(?:pcs|pieces|units|stück|stk|kg|usd|eur|chf))/gmu;
/** "Let 3309 ship", "checked 77140 against": what is done with an order, and what an order does. */
const acting =
  /(?<=(?<!\p{L})(?:let|release|ship|cancel|hold|checked|clos(?:e|ed)|free|get|stop|stopped|enter|fax(?:ed)?|placed|put|livrez|livrer|bloquer|débloquer|régler|annuler|anular|liberar|soltar|suélteme|retener|programaron|halten sie|lege|storniere\p{L}*|sperren) |(?<!\p{L})(?:that|so|whether|if|before|ob|dass|que|pues) (?=\d+ (?:is|was|has|can|will|ships?|shipped|goes|leaves|arrives?|still|ist|wird|kommt|geht|sale|saldr\p{L}*|llega\p{L}*|est[áa]?|no|part|arrive)(?!\p{L})))(?!(?:19|20)\d\d(?!\d))(\d{4,9})(?= (?:\p{Ll}{2,}|\())(?! ?(?:of|x|pcs|pieces|units|stück|stk|kg|usd|eur|chf|cajas|pièces|cartons|boxes|days|tage|jours)(?!\p{L}))/giu;
/** Four digits, where no more are to be feared: "on 9931", not "in 2026" nor "on 1200 pieces". */
const short =
  /(?<!\p{L})(?:on|auf|bei|sur|de la|en la|la|lo de la|nuestra|notre|unsere)[ ,]{1,2}(?!(?:19|20)\d\d)(\d{4})(?=[.,;:?!)]?(?:\s|$))(?! ?(?:x|pcs|pieces|units|stück|stk|kg|m|usd|eur|cajas|piezas|pièces|cartons|boxes|dollars|euros?|\p{Ll}{4,}s)(?!\p{L}))/giu;
const bracketed = /\((\d{6,10})(?=[,;)])/gu;
const aloneInSubject =
  /(?:^|(?<!iso|din)[\s:#])(?!(?:19|20)\d\d(?!\d))(\d{4,10})(?=$|[\s,;:?!])(?! ?(?:x|pcs|units|stück|kg|eur|usd|€|\$))/iu;

/** Numbers that are written like one already found, begin like it and are nothing else: the other one of two. */
export function readSiblings(whole: string, found: Found): void {
  const kinds = new Map<string, 'order' | 'po'>();
  for (const kind of ['order', 'po'] as const)
    for (const known of found[kind]) {
      const beginning = beginningOf(known);
      if (beginning) kinds.set(beginning, kind);
      // "PO-331544 doubles PO-331502; only 331502 is real."
      const digits = /^(?:PO|SO|OC|AB)-(\d{5,10})$/.exec(known)?.[1];
      if (digits) kinds.set(beginningOf(digits)!, kind);
    }
  const known = [...found.order, ...found.po].slice(0, most);
  if (!kinds.size) return;
  for (const { 0: number, index } of whole.matchAll(counting)) {
    const kind = kinds.get(beginningOf(number) ?? '');
    if (!kind || found.sku.has(number) || known.some((one) => one.endsWith(number))) continue;
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

function lineAround(text: string, at: number, ahead: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 24), end < 0 ? at + ahead : Math.min(end, at + ahead));
}
