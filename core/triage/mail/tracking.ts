interface Parcel {
  value: string;
  start: number;
  end: number;
}

/** Tracking numbers in a text: those that prove themselves by form or check digit, and those that are called so. */
export function trackingSpans(text: string): Parcel[] {
  const found = new Map<string, Parcel>();
  const keep = (value: string, start: number, length: number) => {
    if (!found.has(value)) found.set(value, { value, start, end: start + length });
  };
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])1Z ?(?:[0-9A-Z] ?){15}\d(?![A-Z0-9])/gi)) {
    const number = match.replace(/ /g, '').toUpperCase();
    if (upsCheckDigit(number)) keep(number, index, match.length);
  }
  for (const { 0: match, index } of text.matchAll(/(?<![A-Z0-9])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Z0-9])/g)) {
    if (s10CheckDigit(match)) keep(match, index, match.length);
  }
  // Deutsche Post, USPS, UK Mail, La Poste, and containers by ISO 6346.
  for (const { 0: match, index } of text.matchAll(
    /(?<![A-Z0-9])(?:JJ?D\d{16,20}|9[2345]\d{20}|GM\d{16,18}|\d[A-Z]\d{11}|[A-Z]{3}[UJZ]\d{7})(?![A-Z0-9])/g,
  )) {
    keep(match, index, match.length);
  }
  for (const match of text.matchAll(called)) {
    const written = match[1]!;
    const number = written.replace(/[ .-]/g, '').toUpperCase();
    if (/\d{7,}/.test(number) && number.length <= 30)
      keep(number, match.index + match[0].length - written.length, written.length);
  }
  return [...found.values()];
}

const called =
  /(?<![\p{L}])(?:tracking(?: (?:number|no|nr|id|code|#))?|track ?(?:&|and) ?trace(?: code)?|trackingnummer|sendungs(?:nummer|verfolgung|nr\.?|-nr\.?)|paketnummer|(?:num[ée]ro|n°) de suivi|n[úu]mero de (?:seguimiento|rastreo|gu[ií]a|rastreamento)|(?:numero|codice) di (?:tracking|spedizione)|zendingsnummer|numer przesyłki|sporingsnummer|kollinummer|(?:air )?way ?bill|awb|pro(?: (?:number|no|nr|#))?|gu[ií]a(?: de (?:embarque|despacho|remisi[oó]n))?|expedici[oó]n|load|fedex|dhl|ups|dpd|gls|usps|tnt|container)(?:\s|#|:|\.|no|nr|number|is|shipment|express|ground|freight|pro|\(|lautet|ist|est|es){0,6}([A-Z]{0,4}[ -]?\d[\dA-Z]{0,30}(?:[ -]{1,3}(?=[A-Z]{0,3}\d)[\dA-Z]{1,20}){0,8})(?![\dA-Z])/giu;

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
