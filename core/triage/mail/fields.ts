import { trackingNumbers } from './tracking.ts';

export interface Fields {
  /** Our order numbers, as ours are written ("SO-10482"), or bare digits where the mail gives no more. */
  orderNumbers: string[];
  /** The customer's purchase order numbers. */
  poNumbers: string[];
  skus: string[];
  trackingNumbers: string[];
}

type Kind = 'order' | 'po' | 'sku' | 'skip';

/** What people call the numbers they write. `skip`: numbers that are nothing of ours and must not be taken for it. */
const labels: Record<Kind, string> = {
  order: `sales orders?|order confirmation|order acknowledge?ment|order|orders|so|s\\.o\\.|ord|auftrag|aufträge|auftrags(?:nummer|nr|bestätigung)|
    auftragsbest\\.|verkaufsauftrag|commande client|commande de vente|confirmation de commande|accusé de réception de commande|
    pedido de venta|orden de venta|confirmación de pedido|ordine di vendita|conferma d.ordine|pedido de venda|verkooporder|
    orderbevestiging|orderbekräftelse|ordrebekræftelse|ordrebekreftelse|order(?:nummer|nr)|ordre(?:nummer|nr)?|salgsordre|
    myyntitilaus|tilausvahvistus|zamówienie sprzedaży|potwierdzenie zamówienia|potvrzení objednávky`,
  po: `p\\.?o\\.?(?:[’']?s)?|purchase orders?|customer (?:po|order|reference)|cust(?:omer)? ?po|bestellung(?:en)?|bestell(?:nummer|nr)|
    bestell-nr|einkaufsbestellung|kundenbestellung|bon de commande|commandes?|numéro de commande|n° de commande|pedidos?|
    orden(?:es)? de compra|número de pedido|n\\.?º de pedido|oc|ordin[ei] d.acquisto|ordin[ei]|numero d.ordine|n\\. ordine|
    pedido de compra|nota de encomenda|encomenda|inkooporder|bestelling|bestel(?:nummer|nr)|bestelbon|zamówienia|zamówienie|
    nr zamówienia|numer zamówienia|inköpsorder|beställning(?:snummer)?|bestilling(?:snummer)?|bestillings-?nr|indkøbsordre|
    innkjøpsordre|rekvisition|ostotilaus|tilaus(?:numero)?|objednávka|objednávky|megrendelés|comanda|sipariş|заказ|your ref(?:erence)?|our ref(?:erence)?`,
  sku: `sku|skus|item (?:no|number|code|#)|item|items|part (?:no|number|#)|p/n|product code|article(?: no)?|artikel(?:nummer|nr)?|art\\.? ?-?nr|
    teilenummer|materialnummer|réf(?:érence)?(?: article)?|référence|código|codigo|ref\\.? artículo|referencia|codice(?: articolo)?|articolo|
    artikkel(?:nummer|nr)?|varenummer|artikelnr|tuotenumero|indeks|kod produktu`,
  skip: `invoice|inv|rechnung(?:s(?:nummer|nr))?|facture|factura|fattura|fatura|faktura|factuur|credit (?:note|memo)|gutschrift|quote|quotation|
    angebot(?:snummer)?|devis|presupuesto|cotización|preventivo|rma|ticket|case|customer (?:no|number|id|#)|account(?: (?:no|number|#))?|
    kundennummer|kunden-?nr|debitor|phone|tel|fax|mobile|ext|vat|iban|zip|delivery note|lieferschein|contract|vertrag|batch|lot|charge|
    tracking(?: (?:no|number|id))?|room|suite|box|p\\.o\\. box|po box|postfach|section|clause|page`,
};

const kindByLabel: [RegExp, Kind][] = [];
const alternatives: string[] = [];
for (const [kind, list] of Object.entries(labels) as [Kind, string][]) {
  const each = list.split('|').map((label) => label.trim());
  // Split again at top level only: a label may hold alternatives in brackets.
  const whole = joinBrackets(each);
  alternatives.push(...whole);
  kindByLabel.push([new RegExp(`^(?:${whole.join('|')})$`, 'iu'), kind]);
}
alternatives.sort((a, b) => b.length - a.length);
const label = new RegExp(`(?<![\\p{L}\\p{N}/.-])(?:${alternatives.join('|')})(?![\\p{L}])`, 'giu');

function joinBrackets(parts: string[]): string[] {
  const whole: string[] = [];
  let open = 0;
  for (const part of parts) {
    if (open) whole[whole.length - 1] += `|${part}`;
    else whole.push(part);
    open += (part.match(/\(/g)?.length ?? 0) - (part.match(/\)/g)?.length ?? 0);
  }
  return whole;
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
const quantityNear =
  /\d\s*(?:x|×|pcs?|pieces?|units?|ea|each|stück|stk|unidades|uds|pezzi|pz|szt|box(?:es)?|cases|pi[èe]ces?|m)(?![\p{L}\d])|\bqty|[@$€£]\s?\d/iu;

/** Finds the numbers that a mail names. Subject first: what stands there is what the mail is about. */
export function readFields(subject: string, text: string): Fields {
  const whole = `${subject}\n${text}`.slice(0, 40_000);
  const order = new Set<string>();
  const po = new Set<string>();
  const sku = new Set<string>();
  const taken: [number, number][] = [];
  label.lastIndex = 0;
  for (let match = label.exec(whole); match; match = label.exec(whole)) {
    const kind = kindByLabel.find(([pattern]) => pattern.test(match![0]))?.[1] ?? 'skip';
    const { numbers, end } = numbersAfter(whole, match.index + match[0].length);
    if (!numbers.length) continue;
    taken.push([match.index, end]);
    label.lastIndex = end;
    const before = whole.slice(Math.max(0, match.index - 14), match.index);
    for (const number of numbers) put(number, kind, match[0], before);
  }
  function put(number: string, kind: Kind, called: string, before: string): void {
    const digits = /^\d+$/.test(number);
    if (ours.test(number)) order.add(canonical(number));
    else if (kind === 'order' && !nothing.test(number)) {
      // Small letters may be the word "so" and not "SO".
      if (digits && number.length < (called === 'so' ? 5 : 4)) return;
      // "Our order HL-77120": their purchase order, whatever they call it.
      const theirs =
        /(?<!\p{L})(?:our|my|unsere?|notre|nuestr[oa]|nostr[oa]|nosso|onze|ons|vår|vores)\s+$/iu.test(before);
      if (theirs || (!digits && /^\p{L}+[-/]?\d/u.test(number) && !/^so/i.test(called)))
        po.add(number.toUpperCase());
      else order.add(/^s\.?o\.?$/i.test(called) && digits ? `SO-${number}` : number.toUpperCase());
    } else if (kind === 'po' && number.length >= 3 && !nothing.test(number)) po.add(number.toUpperCase());
    else if (kind === 'sku' && (number.length >= 4 || /\p{L}/u.test(number))) sku.add(number.toUpperCase());
  }
  for (const match of whole.matchAll(
    /(?<![A-Z0-9@./_-])[A-Z]{1,6}-?\d[A-Z0-9]*(?:[-/][A-Z0-9]+){0,4}(?![A-Z0-9@_])|(?<![A-Z0-9@./_-])[A-Z]{2,5}(?:-[A-Z0-9]{1,10}){1,4}(?![A-Z0-9@_])/gi,
  )) {
    const number = match[0].toUpperCase();
    const at = match.index;
    if (number.length < 5 || !/\d{2}/.test(number) || nothing.test(number) || /^1Z/.test(number)) continue;
    if (
      taken.some(([start, end]) => at >= start && at < end) ||
      order.has(number) ||
      po.has(number) ||
      sku.has(number)
    )
      continue;
    if (ours.test(number)) {
      order.add(canonical(number));
      continue;
    }
    // Words in lower case with digits are prose ("b2b-2025"), names in capitals are numbers.
    if (match[0] !== number || !number.includes('-')) continue;
    const line = lineAround(whole, at);
    const plain = /^[A-Z]{1,4}-\d{2,8}$|^[A-Z]{1,4}-\d{2,4}-\d{2,8}$/.test(number);
    const counted = at > subject.length && quantityNear.test(line);
    const long = /^[A-Z]{3,}-/.test(number);
    // Three letters and digits may be either; a wrong key finds nothing, a missing one loses the order.
    const needed = at <= subject.length || order.size + po.size === 0;
    if (!plain || counted || long) sku.add(number);
    if (plain && !counted && (!long || needed)) po.add(number);
  }
  const tracking = trackingNumbers(whole);
  const without = (set: Set<string>) =>
    [...set].filter((n) => !tracking.includes(n.replace(/[ .-]/g, ''))).slice(0, 50);
  return {
    orderNumbers: without(order),
    poNumbers: without(po),
    skus: without(sku),
    trackingNumbers: tracking.slice(0, 20),
  };
}

/** "so10482", "SO#10482" as "SO-10482". */
const canonical = (number: string): string => number.toUpperCase().replace(/^(SO|AB|ORD)[-_#]?/, '$1-');

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 120), end < 0 ? at + 120 : Math.min(end, at + 120));
}
