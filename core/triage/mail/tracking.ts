import { isHead, oursToo } from './numberShapes.ts';

/** Tracking numbers in a text: what carriers and forwarders call a parcel, a pallet or a load by. */

export interface Parcel {
  value: string;
  start: number;
  end: number;
}

/** Those that prove themselves by form or check digit, those that are called so, and those beside them in a list. */
export function trackingSpans(text: string): Parcel[] {
  const found = new Map<string, Parcel>();
  const keep = (written: string, start: number) => {
    if (found.size >= 200) return;
    const value = plainTracking(written);
    const within = [...found.values()].some((one) => start >= one.start && start < one.end);
    if (!within && !found.has(value)) found.set(value, { value, start, end: start + written.length });
  };
  const onItsWay = aboutParcels.test(text);
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])1Z ?(?:[0-9A-Z] ?){15}\d(?![A-Z0-9])/gi)) {
    const number = match.replace(/ /g, '').toUpperCase();
    // A digit too many or two swapped happen to people who type; the word before says what it is.
    if (upsCheckDigit(number) || onItsWay || parcelBefore.test(text.slice(Math.max(0, index - 40), index)))
      keep(match, index);
  }
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Z0-9])/g)) {
    if (onItsWay || s10CheckDigit(match)) keep(match, index);
  }
  // Deutsche Post, USPS, UK Mail, La Poste, DHL by SSCC, containers by ISO 6346, air waybills by their airline.
  for (const { 0: match, index } of text.matchAll(
    /(?<![A-Z0-9-])(?:JJ?D\d{16,20}|9[2345]\d{20}|00[34]\d{17}|GM\d{16,18}|\d[A-Z]\d{11}|[A-Z]{3}[UJZ]-?\d{7}|99\.\d{2}\.\d{6}\.\d{5,8}|\d{3}-\d{8})(?![A-Z0-9-])/g,
  )) {
    keep(match, index);
  }
  readCalled(text, strong, isNumber, keep);
  readCalled(text, weak, isParcelNumber, keep);
  // "ES7740019523", "6X41220987FR", twelve digits, more than thirteen: no other number of trade is written so, but tax and item numbers.
  if (onItsWay)
    for (const { 0: match, index } of text.matchAll(
      /(?<![\p{L}\p{N}@./_+-])(?:[A-Z]{2}\d{10,12}|\d[A-Z](?:\d{7}|\d{8}[A-Z]{2})|\d{12}|\d{14,22})(?![\p{L}\p{N}@_-]|[.,]\d)/gu,
    )) {
      if (!/^(?:SO|PO|AB|OC)/.test(match) && !taxOrItem.test(text.slice(Math.max(0, index - 24), index)))
        keep(match, index);
    }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

const aboutParcels =
  /(?<!\p{L})(?:track(?:ing|ed|s)?|carrier|truck|trailer|dock|cartons?|pallets?|arrived|parcels?|packages?|fedex|ups|dhl|usps|hub|depot|shipped|shipment|moved|delivered|sendungs?|paket|sendungen|zustell\p{L}*|zugestellt|verfolgung|spedition|env[ií]o|paquete|bultos?|transportista|aduana|seguimiento|entregad\p{L}+|entregaron|colis|suivi|livraison|transporteur|réception|récépissé)(?!\p{L})/iu;
const parcelBefore =
  /(?<!\p{L})(?:ups|tracking|under|via|with|track|number|parcel|package|shipped|suivi|seguimiento|sendung\p{L}*|paket|colis|paquete|env[ií]o)[^\n]{0,24}$/iu;
const taxOrItem =
  /(?<!\p{L})(?:vat|tva|ust|id|idnr|nif|cif|iva|siret|siren|iban|ean|gtin|upc|invoice|rechnung|factura|facture|po|order|pedido|commande|bestellung|auftrag|item|sku|tel|phone|account|acct|lot|serial|isa|control|ein)(?!\p{L})[^\p{L}\n]{0,6}(?:n[or°º]|number|nummer|intracom\p{L}*)?[^\p{L}\n]{0,4}$/iu;

/** Names of such a number: whatever stands behind is one. */
const strong =
  /(?<![\p{L}\p{N}-])(?:tracking(?:[ -]?(?:numbers?|nos?|nrs?|nummern?|ids?|codes?|link))?|track ?(?:&|and) ?trace(?: code)?|sendungs(?:nummern?|verfolgung|nr|-nr|id)|paket(?:schein)?(?:nummern?|nr|-nr)|frachtbrief(?:nummer|nr|-nr)?|ladenummer|(?:num[ée]ros?|n°|code) de (?:suivi|colis|récépissé)|suivi|lettres? de voiture|récépissé|(?:n[úu]mero|n\.?[º°]|c[óo]digo|localizador) de (?:seguimiento|rastreo|gu[ií]a|rastreamento|env[ií]o|expedici[oó]n)|seguimiento|rastreo|gu[ií]as?(?: (?:a[ée]rea|de (?:embarque|despacho|porte)))?|cartas? de porte|(?:numero|codice) di (?:tracking|spedizione)|zendingsnummer|numer przesyłki|sporingsnummer|kollinummer|(?:air|sea|house|master)? ?way ?bills?|[hm]?awbs?|[hm]bls?|pro(?:[’']?s)?)(?![\p{L}])/giu;
/** What a parcel or who carries it is called: a number behind it is one if it is long enough to be nobody's order. */
const weak =
  /(?<![\p{L}\p{N}-])(?:fedex|dhl|ups|dpd|gls|usps|tnt|hermes|chronopost|colissimo|geodis|seur|mrw|correos|dachser|schenker|parcels?|packages?|pakete?s?|colis|paquetes?|bultos?|shipments?|consignments?|cargo|env[ií]os?|envois?|embarques?|sendung(?:en)?|exp[ée]dition|expedici(?:[oó]n|ones)|container|load|hoja de ruta)(?![\p{L}])/giu;
/** Between the name and the number. */
const between =
  /^(?:[\s#:("“„«*=–°º.-]|(?:no|nos|nr|nrs|number|numbers|nummer|nummern|id|code|is|are|was|were|retenid[ao]s?|ist|sind|war|lautet|est|es|son|express|ground|freight|tracking|pro(?=[\s#:])|with|mit|con|avec|le|réfrigéré|(?:[hm]?awb))(?![\p{L}\p{N}])){0,8}/iu;
/** Groups apart by hyphens, or by blanks where the first is too short to be a number. */
const written =
  /^(?:(?:[A-Z]{1,5}[ -]?)?\d{3,5}(?: \d{3,6}){1,4}|(?:[A-Z]{1,5}-?)?\d[\dA-Z]{0,30}(?:-[\dA-Z]{0,12}\d[\dA-Z]{0,12}){0,3})(?![\p{L}\p{N}])/u;

function readCalled(
  text: string,
  names: RegExp,
  fits: (number: string) => boolean,
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
      if (!found || !fits(found)) break;
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
  (number.match(/\d/g)?.length ?? 0) >= 6 &&
  plainTracking(number).length <= 30 &&
  !/^(?:SO|AB|PO)-?\d|^(?:19|20)\d\d-\d\d-\d\d$|^\d\d-\d\d-\d{2,4}$/.test(number);

/** Ten digits from 1 or 4 on are the sales and purchase orders of the most common ERP. */
const isParcelNumber = (number: string): boolean =>
  isNumber(number) &&
  /^(?:[A-Z]{0,4}\d{9,}[A-Z]{0,2}|[A-Z]{2,4}\d{7,}|\d[A-Z]\d{6,}[A-Z]{0,2})$/.test(plainTracking(number)) &&
  !/^[14]\d{9}$/.test(number) &&
  !oursToo.test(number);

/** UPS: letters count as their place in the alphabet, every second character doubles. */
function upsCheckDigit(number: string): boolean {
  const body = number.slice(2, -1);
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    const value = code >= 65 ? (code - 63) % 10 : code - 48;
    sum += at % 2 ? value * 2 : value;
  }
  return (10 - (sum % 10)) % 10 === Number(number.at(-1));
}

/** Universal Postal Union standard S10. */
function s10CheckDigit(number: string): boolean {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at + 2]), 0);
  const rest = 11 - (sum % 11);
  return Number(number[10]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}
