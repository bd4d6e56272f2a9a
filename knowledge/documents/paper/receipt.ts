import { label } from './labels/label.ts';
import type { Word } from './page.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';
import { legalForm } from './parties.ts';
import { amountsIn } from './values.ts';

export interface ReceiptHead {
  seller?: Candidate;
  address?: Candidate;
}

const stop =
  /\b(?:tel|telephone|phone|fax|h\/?p|mobile|gst|vat|tax|invoice|receipt|date|time|cashier|bill|website|www|e-?mail|order|table|doc|cash|uid|ust|siret|tva|nif|cif|no\.?\s*:|company\s*no|reg(?:istration)?|member|document|counter|pos|slip|station|quittung|kassenbon|ticket)\b|@|www\./i;
const registration =
  /^\W*(?:co(?:mpany)?\.?\s*)?(?:reg(?:istration)?|roc|co|gst|company)?\.?\s*(?:no|id)?\.?\s*[:.]?\s*\(?\s*[\dO-]{5,}[-\s]?[A-Z]{0,2}\)?\W*$|^\W*\(?\s*(?:co\.?|company|reg|roc)[\s.:]/i;
const road =
  /\b(?:no|lot|level|jalan|jln|jl|street|st|road|rd|lorong|taman|persiaran|avenue|ave|lane|str|straße|strasse|rue|calle|plaza|platz|weg|floor|block|unit|suite|wisma|bandar|kampung|batu|ground|bangunan)\b|\b\d{4,6}\b/i;

/** Name and address at the head of a receipt: the first lines, up to the telephone, the tax number or the date. */
export function receiptHead(paper: Paper): ReceiptHead {
  const rows = paper.rows.filter((row) => row.page.number === 1).slice(0, 18);
  const letters = (row: PaperRow) => row.text.replace(/[^\p{L}]/gu, '').length;
  const body = rows.filter((row) => letters(row) >= 3 || /\d{3}/.test(row.text));
  let first = body.findIndex(
    (row) => letters(row) >= 4 && !stop.test(row.text) && clean(row.text).length >= 4,
  );
  if (first < 0) return {};
  // What stands above the company (a pencilled note, a logo read as letters) has no legal form.
  const legal = body
    .slice(0, first + 5)
    .findIndex(
      (row, index) =>
        index >= first && legalForm.test(row.text) && !road.test(row.text.replace(legalForm, '')),
    );
  if (legal > first && legal - first <= 3) {
    const above = body[legal - 1]!;
    const goesOn =
      legal - first === 1 &&
      letters(above) >= 8 &&
      Math.abs(above.height - body[legal]!.height) < 0.35 * above.height &&
      above.text === above.text.toUpperCase() &&
      letters(body[legal]!) < 16 &&
      !/\d/.test(above.text);
    first = goesOn ? first : legal;
  }
  const company = [body[first]!];
  const next = body[first + 1];
  if (
    next &&
    legalForm.test(next.text) &&
    !legalForm.test(body[first]!.text) &&
    !road.test(next.text.replace(legalForm, '')) &&
    letters(next) < 30
  )
    company.push(next);
  const address: PaperRow[] = [];
  for (const row of body.slice(first + company.length)) {
    if (address.length >= 6) break;
    if (registration.test(row.text)) {
      if (address.length) break;
      continue;
    }
    if (stop.test(row.text)) {
      if (address.length || row.index - company.at(-1)!.index > 4) break;
      continue;
    }
    if (
      amountsIn(paper, row).some(({ amount }) => amount.money) ||
      (letters(row) < 2 && !/\d{4}/.test(row.text))
    ) {
      if (address.length) break;
      continue;
    }
    // A line between name and address ("Formerly known as…", "(Branch)") is neither.
    if (!address.length && !road.test(row.text) && !/\d/.test(row.text) && !/,/.test(row.text)) continue;
    address.push(row);
  }
  const words = (some: PaperRow[]): Word[] =>
    some.flatMap((row) => row.words.filter((word) => /[\p{L}\p{N}]/u.test(word.text)));
  const head: ReceiptHead = {
    seller: {
      value: clean(company.map((row) => row.text).join(' ')),
      row: company[0]!,
      words: words(company),
      score: legal >= 0 ? 0.85 : 0.7,
    },
  };
  if (address.length) {
    head.address = {
      value: address.map((row) => row.text.replace(/^[^\p{L}\p{N}(]+|[^\p{L}\p{N}).,]+$/gu, '')).join(' '),
      row: address[0]!,
      words: words(address),
      score: 0.7,
    };
  }
  return head;
}

const clean = (text: string): string =>
  text
    .replace(
      /\(?\s*(?:co\.?\s*)?(?:reg\.?|roc|company)?\s*(?:no\.?)?\s*[:.]?\s*\(?\d{5,}[-\s]?[A-Z]?\)?\s*$/i,
      '',
    )
    .replace(/\s+\(?[A-Z]{0,2}\d{6,}[-\s]?[A-Z]{0,3}\)?$/, '')
    .replace(/^[^\p{L}\p{N}(]+|[^\p{L}\p{N}).&]+$/gu, '')
    .trim();

const strong = label(
  1,
  `(?:grand|nett?|rounded|final) total|total (?:amount|amt|payable|due|sales?|rm|incl(?:usive|\\.)?(?: of)?(?: gst)?|after (?:rounding|adj(?:ustment)?)(?: \\(?[a-z.\\s]*\\)?)?|bill|\\(?rm\\)?|inclusive|with gst|to pay|round(?:ed|ing)?)|total|amount (?:due|payable)|(?:to|zu) (?:pay|zahlen)|summe|gesamt(?:betrag)?|total ttc|importe total|montant|net (?:à|a) payer`,
).pattern;
const weak =
  /sub\s*-?total|total\s*(?:qty|quantity|items?|item\s*sold|disc|saving|gst|tax|excl|exclud|exclusive|before|w\/?o|without|pcs|points|weight|no)|tax|gst\s*(?:amt|amount)|excluding|discount|change|tendered/i;

/** What was paid: the labelled total that the cash and the change, the tax and the rounding agree with. */
export function receiptTotal(paper: Paper): Candidate | null {
  const candidates: Candidate[] = [];
  const money: { value: number; row: PaperRow; text: string }[] = [];
  for (const row of paper.rows) {
    for (const found of amountsIn(paper, row))
      if (found.amount.money) money.push({ value: Number(found.amount.value), row, text: row.text });
    strong.lastIndex = 0;
    const hit = strong.exec(row.text);
    if (!hit) continue;
    let amounts = amountsIn(paper, row, hit.index + hit[0].length).filter(({ amount }) => amount.money);
    let from = row;
    if (!amounts.length) {
      // The amount may be set apart in the row below.
      const next = paper.rows[row.index + 1];
      if (next && next.text.replace(/[^\p{L}]/gu, '').length <= 4) {
        amounts = amountsIn(paper, next).filter(({ amount }) => amount.money);
        from = next;
      }
    }
    const last = amounts.at(-1);
    if (!last || Number(last.amount.value) <= 0) continue;
    let score = /^total$/i.test(hit[0]) ? 0.75 : 0.85;
    if (/incl|grand|net|rounded|payable|due/i.test(row.text)) score += 0.05;
    const subordinate = weak.exec(row.text.replace(/incl[a-z.]*(?:\s*(?:of\s*)?gst)?|with\s*gst/gi, ''));
    if (subordinate) score -= 0.5;
    candidates.push({ value: last.amount.value, row: from, words: last.words, score });
  }
  const cash = money.filter(
    ({ text }) =>
      /\b(?:cash|tender(?:ed)?|paid|bar|gegeben|visa|master|debit|card|amount\s*paid|payment|espèces|efectivo)\b/i.test(
        text,
      ) && !/cashier|bill|sale/i.test(text),
  );
  const change = money.filter(({ text }) =>
    /\b(?:change|rückgeld|balance|rendu|cambio|zurück)\b/i.test(text),
  );
  for (const option of candidates) {
    const value = Number(option.value);
    if (cash.some((c) => Math.abs(c.value - value) < 0.005)) option.score += 0.1;
    if (cash.some((c) => change.some((d) => d !== c && Math.abs(c.value - d.value - value) < 0.005)))
      option.score += 0.3;
    option.score +=
      0.03 * Math.min(3, money.filter((m) => Math.abs(m.value - value) < 0.005).length - 1) +
      0.0005 * option.row.index;
  }
  for (const c of cash) {
    for (const d of change) {
      const paid = (c.value - d.value).toFixed(2);
      const printed = money.find((m) => m.value.toFixed(2) === paid && m.row !== c.row && m.row !== d.row);
      if (
        printed &&
        Number(paid) > 0 &&
        !candidates.some((option) => Number(option.value).toFixed(2) === paid)
      ) {
        candidates.push({ value: paid, row: printed.row, words: printed.row.words, score: 0.8 });
      }
    }
  }
  if (!candidates.length) {
    const largest = [...money].filter((m) => !change.includes(m)).sort((a, b) => b.value - a.value)[0];
    return largest
      ? { value: largest.value.toFixed(2), row: largest.row, words: largest.row.words, score: 0.4 }
      : null;
  }
  return candidates.sort((a, b) => b.score - a.score)[0]!;
}
