/** Which sign parts the decimals on this paper. */
export type DecimalSign = '.' | ',';

const currencySigns: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  US$: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  zł: 'PLN',
  Kč: 'CZK',
  RM: 'MYR',
  'Rs.': 'INR',
  Rs: 'INR',
  'Fr.': 'CHF',
  R$: 'BRL',
  C$: 'CAD',
  A$: 'AUD',
};
const currencyCodes =
  'EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN CAD AUD NZD MXN BRL JPY CNY INR SGD MYR HKD THB ZAR TRY AED';
const codes = new Set(currencyCodes.split(' '));
const sign = String.raw`(?:US\$|R\$|C\$|A\$|[€$£¥₹]|zł|Kč|RM|Rs\.?|Fr\.|${currencyCodes.replaceAll(' ', '|')})`;
const number = String.raw`\d{1,3}(?:[.,'’]\d{2,3})+(?:[.,]\d{1,4}|[.,][-–]{1,2})?|\d+(?:[.,]\d{1,5}|[.,][-–]{1,2})?|[.,]\d{2}`;
const amount = new RegExp(
  String.raw`^(?<open>\()?(?<minus>[-–−])?\s?(?<before>${sign})?\s?(?<minus2>[-–−])?(?<number>${number})(?<after>[-–−]|CR)?\s?(?<unit>${sign})?\)?[*]?[,;:]?$`,
  'u',
);

export interface Amount {
  /** A decimal string with a point. */
  value: string;
  currency: string | null;
  /** As it is often written for money: with a currency or two decimals. */
  money: boolean;
}

/** Reads one word ("$1,234.50", "1.234,50-") or words that belong together ("1 234,50 €"). */
export function readAmount(text: string, decimal: DecimalSign): Amount | null {
  const found = amount.exec(text.trim())?.groups;
  if (!found) return null;
  const digits = plain(found.number!, decimal);
  if (digits === null) return null;
  const negative = found.open || found.minus || found.minus2 || /^[-–−C]/.test(found.after ?? '');
  const mark = found.before ?? found.unit;
  return {
    value: negative && !/^[0.]*$/.test(digits) ? `-${digits}` : digits,
    currency: mark ? currencyOf(mark) : null,
    money: Boolean(mark) || /[.,]\d{2}$/.test(found.number!),
  };
}

const currencyOf = (mark: string): string | null => currencySigns[mark] ?? (codes.has(mark) ? mark : null);

/** The digits with a point before the decimals, or null where the signs make no number ("1.23,45.6"). */
function plain(written: string, decimal: DecimalSign): string | null {
  const text = written.replace(/[.,][-–]{1,2}$/, '').replace(/['’]/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return text;
  const mark = text[last]!;
  const decimals = text.length - last - 1;
  const several = text.indexOf(mark) !== last;
  const both = text.includes('.') && text.includes(',');
  // "1,234" is a thousand where the point parts decimals; with any other number of digits it cannot be one.
  const thousands = !both && (several || (decimals === 3 && mark !== decimal && last <= 3 && last > 0));
  if (both && several) return null;
  const whole = text.slice(0, thousands ? undefined : last).replace(/[.,]/g, '');
  return thousands ? whole : `${whole || '0'}.${text.slice(last + 1)}`;
}

/** The decimal sign by what stands on the paper, the point where nothing tells. */
export function decimalSignOf(words: string[]): DecimalSign {
  let comma = 0;
  let point = 0;
  for (const word of words) {
    if (/\d,\d{1,2}(?:\D*)$/.test(word) && !/\d\.\d+$/.test(word)) comma += 1;
    if (/\d\.\d{2}(?:[^\d.]*)$/.test(word) && !/\d\.\d+\./.test(word)) point += 1;
    if (/\d\.\d{3},\d/.test(word)) comma += 3;
    if (/\d,\d{2,3}\.\d/.test(word)) point += 3;
  }
  return comma > point ? ',' : '.';
}

/** The currency named most often, or null. A code counts more than a sign, "$" being many dollars. */
export function currencyOn(text: string): string | null {
  const votes = new Map<string, number>();
  const vote = (currency: string | null, weight: number) => {
    if (currency) votes.set(currency, (votes.get(currency) ?? 0) + weight);
  };
  for (const match of text.matchAll(
    new RegExp(`(?<![\\p{L}])(?:${currencyCodes.replaceAll(' ', '|')})(?![\\p{L}])`, 'gu'),
  )) {
    vote(match[0], 2);
  }
  for (const match of text.matchAll(
    /US\$|R\$|C\$|A\$|[€$£¥₹]|(?<=\d\s?)(?:zł|Kč)|(?<!\p{L})(?:RM|Rs\.?)(?=\s?\d|\))/gu,
  )) {
    vote(currencyOf(match[0]), 1);
  }
  if (/US dollars/i.test(text)) vote('USD', 3);
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
