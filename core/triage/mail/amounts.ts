/** Quantities, prices and dates that a mail names, with where they stand. */

interface Amount {
  name: 'quantity' | 'price' | 'date';
  /** Quantity and price as decimal number with a point, a price with its currency where one is named; date YYYY-MM-DD. */
  value: string;
  start: number;
  end: number;
}

const most = 100;
const readable = 20_000;
const number = "\\d{1,3}(?:[.,\\u00A0 ’']\\d{3}){1,3}(?:[.,]\\d{1,4})?|\\d{1,9}(?:[.,]\\d{1,4})?";
const currencies: Record<string, string> = {
  $: 'USD',
  usd: 'USD',
  us$: 'USD',
  dollars: 'USD',
  dollar: 'USD',
  dólares: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  chf: 'CHF',
  'fr.': 'CHF',
  cad: 'CAD',
  mxn: 'MXN',
  pesos: '',
  sek: 'SEK',
  pln: 'PLN',
};
const symbol = 'US\\$|\\$|€|£|USD|EUR|GBP|CHF|Fr\\.|CAD|MXN|SEK|PLN';
const price = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?:(${symbol}) ?(${number})|(${number}) ?(${symbol}|euros?|dollars?|dólares|pesos)(?![\\p{L}\\p{N}])|(\\d{1,6}[.,]\\d{2,4})(?= ?(?:per|each|a piece|apiece|a box|pro|je|la unidad|por|l[’']unité|pièce|/)|[^\\d%\\p{L}]|$))`,
  'giu',
);
const quantity = new RegExp(
  `(?<![\\p{L}\\p{N}.,$€£-])(${number})k? ?(?:x|×|pcs?\\.?|pieces?|units?|ea|each|boxes|box|cases?|cartons?|pallets?|skids?|drums?|bags?|kits?|reels?|bottles?|kegs?|pails?|rolls?|sets?|stück|stk\\.?|st\\.|paletten?|kartons?|kisten|säcke|rollen|flaschen|piezas?|pzs?|unidades|uds?\\.?|cajas?|palés?|tarimas?|sacos|bultos|rollos|botellas|pièces?|pcs|unités?|cartons?|palettes?|boîtes?|rouleaux|sacs|bouteilles|colis|kg|lbs?|tonnes?|metres?|meters?|m)(?![\\p{L}\\p{N}])`,
  'giu',
);

/** "1,234.50", "1.234,50" and "12,40" as decimal numbers. Three digits after a single mark are thousands. */
function decimal(written: string): string {
  const digits = written.replace(/[\u00A0 ’']/g, '');
  const mark = /[.,](\d{1,2}|\d{4})$/.exec(digits);
  const whole = (mark ? digits.slice(0, mark.index) : digits).replace(/[.,]/g, '');
  return mark ? `${whole}.${mark[1]}` : whole;
}

const months: Record<string, number> = Object.fromEntries(
  [
    'jan january januar jänner enero janvier',
    'feb february februar febrero février',
    'mar march märz marzo mars',
    'apr april abril avril',
    'may mai mayo',
    'jun june juni junio juin',
    'jul july juli julio juillet',
    'aug august agosto août',
    'sep sept september septiembre septembre',
    'oct okt october oktober octubre octobre',
    'nov november noviembre novembre',
    'dec dez dic december dezember diciembre décembre',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1])),
);
const monthName = Object.keys(months)
  .sort((a, b) => b.length - a.length)
  .join('|');
const dates = new RegExp(
  [
    `(?<iso>(?:19|20)\\d{2}-\\d{2}-\\d{2})`,
    `(?<a>\\d{1,2})[./-](?<b>\\d{1,2})(?:[./-](?<y>(?:20)?\\d{2}))`,
    `(?<d>\\d{1,2})(?:\\.|st|nd|rd|th|er)? (?:de |of )?(?<m>${monthName})\\.?(?![\\p{L}])(?:,? (?:de )?(?<y2>20\\d{2}))?`,
    `(?<m2>${monthName})\\.? (?<d2>\\d{1,2})(?:st|nd|rd|th)?(?![\\p{N}])(?:,? (?<y3>20\\d{2}))?`,
  ]
    .map((one) => `(?<![\\p{L}\\p{N}./-])(?:${one})(?![\\p{L}\\p{N}/-])`)
    .join('|'),
  'giu',
);

/** null: there is no such day. */
function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}

function dateOf(groups: Record<string, string | undefined>, year: number, language: string): string | null {
  if (groups.iso) return iso(...(groups.iso.split('-').map(Number) as [number, number, number]));
  const written = groups.y ?? groups.y2 ?? groups.y3;
  const inYear = written ? (Number(written) % 100) + 2000 : year;
  const named = groups.m ?? groups.m2;
  if (named) return iso(inYear, months[named.toLowerCase()] ?? 0, Number(groups.d ?? groups.d2));
  const [a, b] = [Number(groups.a), Number(groups.b)];
  // Americans write the month first; everybody else the day.
  return language === 'en' && a <= 12 ? iso(inYear, a, b) : iso(inYear, b, a);
}

/** `year`: of the mail, for dates without one. In the order of the text; prices are no quantities. */
export function readAmounts(text: string, { year, language }: { year: number; language: string }): Amount[] {
  const whole = text.slice(0, readable);
  const found: Amount[] = [];
  const free = (start: number, end: number) => !found.some((one) => start < one.end && end > one.start);
  const keep = (name: Amount['name'], value: string | null, start: number, end: number) => {
    if (value && found.length < most && free(start, end)) found.push({ name, value, start, end });
  };
  for (const match of whole.matchAll(dates)) {
    const end = match.index + match[0].length;
    keep('date', dateOf(match.groups ?? {}, year, language), match.index, end);
  }
  for (const match of whole.matchAll(quantity)) {
    keep('quantity', decimal(match[1]!), match.index, match.index + match[1]!.length);
  }
  for (const match of whole.matchAll(price)) {
    const amount = match[2] ?? match[3] ?? match[5]!;
    const named = (match[1] ?? match[4] ?? '').toLowerCase();
    const currency = currencies[named] ?? '';
    keep(
      'price',
      `${decimal(amount)}${currency && ` ${currency}`}`,
      match.index,
      match.index + match[0].length,
    );
  }
  return found.sort((a, b) => a.start - b.start);
}
