import type { DocumentFieldName } from '#core/model/document.ts';
import { readAmount } from './amounts.ts';
import { label } from './labels/label.ts';
import { wordsBetween } from './layout.ts';
import type { Word } from './page.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';

type Name = 'paymentTerms' | 'freightTerms' | 'signedBy' | 'packages' | 'weight' | 'status' | 'reason';

const labels: Record<Name, RegExp> = {
  paymentTerms: label(
    1,
    `(?:payment |pay )?terms(?: of payment)?|zahlungs ?(?:bedingung(?:en)?|ziel)|(?:conditions|modalités) de (?:paiement|règlement)|(?:condiciones|forma) de pago|betalings ?(?:voorwaarden|termijn)|terms ?\\/ ?due`,
  ).pattern,
  freightTerms: label(
    1,
    `(?:freight|shipping|delivery) terms|freight charges(?: terms)?|incoterms?(?: 20\\d\\d)?|f\\.?o\\.?b\\.?|liefer ?bedingung(?:en)?|conditions de livraison|condiciones de entrega|leveringsvoorwaarden`,
  ).pattern,
  signedBy: label(
    1,
    `(?:signed|received|receipted)(?: in [a-z\\s]+)? by(?: \\(?(?:print(?:ed)?|name)\\)?)?|(?:receiver|recipient|consignee)(?:['’]s)? (?:name|signature)|print(?:ed)? name|unterschrift(?: empfänger)?|empfangen (?:von|durch)|angenommen von|signé par|reçu par|nom du (?:réceptionnaire|signataire)|firmado por|recibido por|getekend door|ontvangen door`,
  ).pattern,
  packages: label(
    1,
    `total (?:packages|cartons|pieces|pallets|handling units|colli|pkgs)|(?:number|no\\.?) of (?:packages|cartons|pallets|pieces|pkgs)|packages|cartons|anzahl (?:packstücke|kolli|paletten)|packstücke|kolli|nombre de (?:colis|palettes)|colis|(?:número|nº) de bultos|bultos|aantal colli`,
  ).pattern,
  weight: label(
    1,
    `(?:total |gross )+(?:weight|wt)|gross weight|weight|brutto ?gewicht|gesamt ?gewicht|gewicht|poids (?:brut|total)|peso (?:bruto|total)|bruto ?gewicht`,
  ).pattern,
  status: label(1, `(?:delivery |shipment )?status|zustellstatus|statut|estado`).pattern,
  reason: label(
    1,
    `(?:exceptions?|discrepanc(?:y|ies)|remarks?|comments?|delivery notes?|receiver['’]s notes?|damage(?:s)? ?\\/ ?short(?:age)?s?)(?: noted)?|vorbehalt(?:e)?|bemerkung(?:en)?|anmerkungen|réserves?|observations?|observaciones|reservas|opmerkingen`,
  ).pattern,
};

/** What papers of transport say beside references and dates. */
export function readShipping(
  paper: Paper,
  skip: Set<PaperRow>,
): Partial<Record<DocumentFieldName, Candidate>> {
  const fields: Partial<Record<Name, Candidate>> = {};
  for (const row of paper.rows) {
    for (const [name, pattern] of Object.entries(labels) as [Name, RegExp][]) {
      if (fields[name] || skip.has(row)) continue;
      pattern.lastIndex = 0;
      const match = pattern.exec(row.text.slice(0, 300));
      if (!match) continue;
      const first = row.cells.find((cell) => {
        const at = row.offsets[row.words.indexOf(cell.words[0]!)]!;
        return at >= match.index - 2 && at <= match.index;
      });
      if (!first) continue;
      const candidate = valueAt(paper, row, match.index + match[0].length, name);
      if (candidate) fields[name] = candidate;
    }
  }
  return fields;
}

const numeric = new Set<Name>(['packages', 'weight']);

function valueAt(paper: Paper, row: PaperRow, end: number, name: Name): Candidate | null {
  const rest = row.text.slice(end);
  const colon = /^\s*(?:\([^)]*\))?\s*:/.test(rest);
  const start = end + /^[\s:.#-]*(?:\([^)]*\))?[\s:.#-]*/.exec(rest)![0].length;
  const next = row.hits.find((hit) => hit.start >= start && hit.weight >= 0.9 && hit.sort !== 'amount');
  let words = wordsBetween(row, start, next?.start ?? row.text.length);
  let from = row;
  if (!words.length) {
    const lower = paper.rows[row.index + 1];
    if (!lower || lower.page !== row.page || lower.y - row.bottom > 2 * paper.letter) return null;
    const label = wordsBetween(row, end - 1, end)[0];
    const cell = lower.cells.find(
      (cell) => label && cell.x <= label.x + label.width && cell.right >= label.x,
    );
    if (!cell || lower.hits.some((hit) => hit.words[0] === cell.words[0])) return null;
    words = cell.words;
    from = lower;
  } else if (!colon) {
    // Without a colon the value is in the next cell.
    const cell = row.cells.find((cell) => cell.words.includes(words[0]!))!;
    if (cell.words[0] !== words[0] && !numeric.has(name) && name !== 'freightTerms') return null;
    words = cell.words.filter((word) => words.includes(word));
  }
  if (numeric.has(name)) {
    const amount = words
      .map((word) => readAmount(word.text.replace(/(?:kg|lbs?|lb\.)$/i, ''), paper.decimal))
      .findIndex(Boolean);
    if (amount < 0 || amount > 1) return null;
    const word = words[amount]!;
    const value = readAmount(word.text.replace(/(?:kg|lbs?|lb\.)$/i, ''), paper.decimal)!.value;
    const unit =
      name === 'weight'
        ? (/(kg|lbs?)/i.exec(`${word.text} ${words[amount + 1]?.text ?? ''}`)?.[1] ?? '')
        : '';
    return {
      value: unit ? `${value} ${unit.toLowerCase()}` : value,
      row: from,
      words: words.slice(amount, amount + (unit && words[amount + 1] ? 2 : 1)),
      score: 0.85,
    };
  }
  if (name === 'reason') return prose(paper, from, words);
  const value = words
    .map((word) => word.text)
    .join(' ')
    .slice(0, 120)
    .replace(/^_+|_+$/g, '')
    .trim();
  return /\p{L}{2}/u.test(value) ? { value, row: from, words, score: colon ? 0.88 : 0.8 } : null;
}

/** A remark goes on below its first row, as far as the rows follow closely. */
function prose(paper: Paper, row: PaperRow, words: Word[]): Candidate | null {
  const all = [...words];
  let text = words.map((word) => word.text).join(' ');
  let last = row;
  for (let at = row.index + 1; at < Math.min(paper.rows.length, row.index + 5); at += 1) {
    const next = paper.rows[at]!;
    if (
      next.page !== row.page ||
      next.y - last.bottom > 0.7 * paper.letter ||
      next.hits.some((hit) => hit.weight >= 0.9 && hit.start === 0)
    )
      break;
    const cell = next.cells.find(
      (cell) => Math.abs(cell.x - words[0]!.x) < 12 || cell.x === next.cells[0]!.x,
    );
    if (!cell) break;
    text += ` ${cell.text}`;
    all.push(...cell.words);
    last = next;
  }
  return /\p{L}{3}/u.test(text) ? { value: text.slice(0, 400), row, words: all, score: 0.8 } : null;
}
