import { isHead, oursToo } from './numberShapes.ts';

/** Tracking numbers in a text: what carriers and forwarders call a parcel, a pallet or a load by. */

export interface Parcel {
  value: string;
  start: number;
  end: number;
}

/**
 * Those that prove themselves by form or check digit, those that are called so, and those beside them in a list.
 * `labelled`: spans for which a name of something else has spoken.
 */
export function trackingSpans(text: string, labelled: [number, number][]): Parcel[] {
  const found = new Map<string, Parcel>();
  const keep = (written: string, start: number) => {
    if (found.size >= 200) return;
    const value = plainTracking(written);
    const within = [...found.values()].some((one) => start >= one.start && start < one.end);
    if (!within && !found.has(value)) found.set(value, { value, start, end: start + written.length });
  };
  const onItsWay = aboutParcels.test(text);
  // The check digit would tell no more: nothing else begins so, and people who type swap digits.
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])1Z ?(?:[0-9A-Z] ?){15}\d(?![A-Z0-9])/gi))
    if (/(?:\d[^\d]*){8}$/.test(match)) keep(match, index);
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Z0-9])/g)) {
    if (onItsWay || s10CheckDigit(match)) keep(match, index);
  }
  // Deutsche Post, USPS, UK Mail, La Poste, DHL by SSCC, containers by ISO 6346, air waybills by their airline.
  for (const { 0: match, index } of text.matchAll(
    /(?<![A-Z0-9-])(?:JJ?D\d{13,20}|9[2345]\d{20}|00340\d{6,15}|00[34]\d{17}|GM\d{16,18}|\d[A-Z]\d{11}|3S[A-Z]{0,4}\d{8,13}|[A-Z]{3}[UJZ](?:-?\d{7}| \d{6}-?\d)|[A-Z]{2}\d{7}[A-Z]{2}|99\.\d{2}\.\d{6}\.\d{2,8}|\d{3}-\d{8})(?![A-Z0-9-])/g,
  )) {
    keep(match, index);
  }
  readCalled(text, strong, isNumber, keep);
  readCalled(text, weak, isParcelNumber, keep);
  for (const { 0: match, 1: number, index } of text.matchAll(carried))
    if (!/^(?:SO|PO|AB|OC)/.test(number!) && !oursToo.test(number!))
      keep(number!, index + match.length - number!.length);
  if (onItsWay)
    for (const { 0: match, index } of text.matchAll(unnamed))
      if (
        !/^(?:SO|PO|AB|OC)/.test(match) &&
        !labelled.some(([start, end]) => index >= start && index < end) &&
        !taxOrItem.test(text.slice(Math.max(0, index - 24), index))
      )
        keep(match, index);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

const aboutParcels =
  /(?<!\p{L})(?:track(?:ing|ed|s)?|customs|douane|zoll|cmr|chauffeur|camion|remorque|fahrer|lkw|driver|conductor|chofer|tr[áa]iler|semi|reefers?|agencia|en ruta|carrier|truck|trailer|dock|cartons?|pallets?|arrived|parcels?|packages?|fedex|ups|dhl|usps|hub|depot|shipped|shipment|moved|delivered|sendungs?|paket|sendungen|zustell\p{L}*|zugestellt|verfolgung|spedition|env[ií]o|paquete|bultos?|transportista|aduana|seguimiento|entregad\p{L}+|entregaron|colis|suivi|livraison|transporteur|réception|récépissé)(?!\p{L})/iu;
/**
 * "ES7740019523", "6X41220987FR", "7745 2210 9983", "ES-4420981", "GLF-2290817", "702-991834", nine digits, more than
 * ten: no other number of trade is written so, but tax, telephone and item numbers.
 */
const unnamed =
  /(?<![\p{L}\p{N}@./_+-])(?:[A-Z]{2,7}\d{7,12}|[A-Z]{2} \d{2} \d{3} \d{3} [A-Z]{2}|[A-Z]{3,4}-\d{7,8}|(?:AT|BE|CH|DE|DK|ES|FR|GB|IE|IT|NL|PL|PT)-\d{3,4}-?\d{4}|\d[A-Z]\d{7,9}(?:[A-Z]{2})?|(?<!\d )\d{4} \d{4} (?:\d{4}|\d{2})(?! ?\d)|\d{3}-\d{6}|0\d{3}-\d{3}-\d{3}|\d{9}|\d{11,12}|\d{14,22})(?![\p{L}\p{N}@_-]|[.,]\d)/gu;
/** "The truck with your load (GD-209912)": a carrier knows no order by its name. */
const carried =
  /(?<!\p{L})(?:load|trailer|semi|remorque|remolque|(?:la|su) carga|palet|pal[ée]|tr[áa]iler|ladung|camion|cami[óo]n|cargaison|chargement)(?!\p{L})[^.()\n]{0,40}\(([A-Z]{2,4}-\d{5,8}|\d{4}-\d{6})(?=[,)])/giu;
const taxOrItem =
  /(?<!\p{L})(?:vat|tva|ust|id|idnr|nif|cif|iva|siret|siren|iban|ean|gtin|upc|invoice|rechnung|factura|facture|po|order|pedido|commande|bestellung|auftrag|item|sku|tel|phone|account|acct|lot|serial|isa|control|ein)(?!\p{L})[^\p{L}\n]{0,6}(?:n[or°º]|number|nummer|intracom\p{L}*)?[^\p{L}\n]{0,4}$/iu;

/** Names of such a number: whatever stands behind is one. */
const strong =
  /(?<![\p{L}\p{N}-])(?:tracking(?:[ -]?(?:numbers?|nos?|nrs?|nummern?|ids?|codes?|link))?|track ?(?:&|and) ?trace(?: code)?|sendungs(?:nummern?|verfolgung|nr|-nr|id)|paket(?:schein)?(?:nummern?|nr|-nr)|frachtbrief(?:nummer|nr|-nr)?|ladenummer|(?:num[ée]ros?|n°|code) de (?:suivi|colis|récépissé)|suivi|lettres? de voiture|récépissé|(?:n[úu]mero|n\.?[º°]|c[óo]digo|localizador) de (?:seguimiento|rastreo|gu[ií]a|rastreamento|env[ií]o|expedici[oó]n)|seguimiento|rastreo|gu[ií]as?(?: (?:a[ée]rea|de (?:embarque|despacho|porte)))?|cartas? de porte|hojas? de ruta|(?:carrier|spediteur|spedition|transporteur|transportista)(?:[: ]{1,2}\p{Lu}[\p{L} ]{0,20})?,(?= [A-Z\d])|(?:numero|codice) di (?:tracking|spedizione)|zendingsnummer|numer przesyłki|sporingsnummer|kollinummer|(?:air|sea|house|master)? ?way ?bills?|[hm]?awbs?|[hm]bls?|pro(?:[’']?s)?)(?![\p{L}])/giu;
/** What a parcel or who carries it is called: a number behind it is one if it is long enough to be nobody's order. */
const weak =
  /(?<![\p{L}\p{N}-])(?:fedex|dhl|ups|dpd|gls|usps|tnt|hermes|chronopost|colissimo|geodis|seur|mrw|correos|dachser|schenker|parcels?|packages?|pakete?s?|colis|paquetes?|bultos?|shipments?|consignments?|cargo|env[ií]os?|envois?|embarques?|sendung(?:en)?|exp[ée]ditions?|expedici(?:[oó]n|ones)|container|load|pod)(?![\p{L}])/giu;
/** Between the name and the number. */
const between =
  /^(?:[\s#:("“„«*=–°º.-]|(?:no|nos|nr|nrs|number|numbers|nummer|nummern|id|code|is|are|was|were|retenid[ao]s?|ist|sind|war|lautet|est|es|son|express|ground|freight|tracking|pro(?=[\s#:])|with|mit|con|avec|le|for|réfrigéré|\([^()\d]{1,20}\)|(?:[hm]?awb))(?![\p{L}\p{N}]|-\d)){0,8}/iu;
const forWhat = /(?<!\p{L})for\s*$/iu;
/** Groups apart by hyphens, or by blanks where the first is too short to be a number. */
const written =
  /^(?:(?:[A-Z]{1,5}[ -]?)?\d{3,5}(?: \d{2,6}){1,4}|(?:[A-Z]{1,5}-?)?\d[\dA-Z]{0,30}(?:-[\dA-Z]{0,12}\d[\dA-Z]{0,12}){0,3})(?![\p{L}\p{N}])/u;

function readCalled(
  text: string,
  names: RegExp,
  fits: (number: string, name: string) => boolean,
  keep: (written: string, start: number) => void,
): void {
  for (const { 0: name, index } of text.matchAll(names)) {
    let at = index + name.length;
    if (isHead(text, index, at)) continue;
    // "PRO-44718820", "LD-902218": glued to its name, the name is part of it.
    const glued = /^pro$/i.test(name) && /^-\d{6,10}(?![\p{L}\p{N}-])/u.exec(text.slice(at, at + 14))?.[0];
    if (glued) {
      keep(name + glued, index);
      continue;
    }
    const list = /^s?[^\n:]{0,120}:[ \t]*\n\s{0,8}(?=[A-Z\d])/u.exec(text.slice(at, at + 140))?.[0];
    at += list && /s$|en$/.test(name) ? list.length : between.exec(text.slice(at, at + 60))![0].length;
    for (let n = 0; n < 20; n += 1) {
      const found = written.exec(text.slice(at, at + 60))?.[0];
      // "POD for LVH-552": an order. "POD for 90881230" is what the carrier calls it.
      if (
        !found ||
        !fits(found, name) ||
        (forWhat.test(text.slice(index, at)) && !/^\d{9}$|^\d{11}/.test(found))
      )
        break;
      keep(found, at);
      at += found.length;
      const next =
        /^[)"'”»]?(?:,? (?:and|und|et|y|e) |[,;&/] ?)(?=[A-Z\d])/u.exec(text.slice(at, at + 12))?.[0] ??
        /^[^\n]{0,120}\n[ \t]*(?:[-–•*·] ?)?(?=[A-Z\d])/u.exec(text.slice(at, at + 140))?.[0];
      if (
        !next ||
        shape(written.exec(text.slice(at + next.length, at + next.length + 60))?.[0]) !== shape(found)
      )
        break;
      at += next.length;
    }
  }
}

const shape = (number: string | undefined): string | undefined => number?.replace(/\d/g, '9');

/** As carriers write it. */
export const plainTracking = (number: string): string => number.replace(/[ .-]/g, '').toUpperCase();

/** Not "SO-10482" nor a date nor a year. */
const isNumber = (number: string): boolean =>
  (number.match(/\d/g)?.length ?? 0) >= (/^[A-Z]{1,4}-/.test(number) ? 5 : 6) &&
  plainTracking(number).length <= 30 &&
  !/^(?:SO|AB|PO)-?\d|^(?:19|20)\d\d-\d\d-\d\d$|^\d\d-\d\d-\d{2,4}$/.test(number);

/** Ten digits from 1 or 4 on are the sales and purchase orders of the most common ERP; eight may be an order, but not of several parcels. */
const isParcelNumber = (number: string, name: string): boolean =>
  isNumber(number) &&
  (/^\d{8}$/.test(number) ? /(?:s|en)$/i.test(name) : true) &&
  /^(?:\d{8}|[A-Z]{0,4}\d{9,}[A-Z]{0,2}|[A-Z]{2,4}\d{6,}[A-Z]{0,2}|\d[A-Z]\d{6,}[A-Z]{0,2})$/.test(
    plainTracking(number),
  ) &&
  !/^[14]\d{9}$/.test(number) &&
  !oursToo.test(number);

/** Universal Postal Union standard S10. */
function s10CheckDigit(number: string): boolean {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at + 2]), 0);
  const rest = 11 - (sum % 11);
  return Number(number[10]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}
