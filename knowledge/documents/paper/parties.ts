import type { DocumentKind } from '#core/model/document.ts';
import { label } from './labels/label.ts';
import type { PartyName } from './labels/parties.ts';
import type { Cell } from './layout.ts';
import type { Word } from './page.ts';
import { type Candidate, type Paper, type PaperRow, rowsBelow } from './paper.ts';
import { toTheRight } from './values.ts';

export interface Party {
  name: Candidate;
  address?: Candidate;
}

export type Parties = Partial<Record<'seller' | 'buyer' | 'shipTo' | 'carrier', Party>>;

export const legalForm =
  /(?<![\p{L}])(?:inc|incorporated|corp|corporation|llc|l\.l\.c|ltd|limited|plc|llp|lp|co|company|gmbh|mbh|ag|kg|ohg|e\.?k|se|ug|s\.?a\.?r\.?l|sarl|s\.?a\.?s?|eurl|sasu|b\.?v|n\.?v|s\.?l\.?u?|s\.?p\.?a|s\.?r\.?l|sp\. z o\.o|oy|ab|as|a\/s|aps|pvt|pte|pty|sdn\.? bhd|bhd|enterprise|trading|e\.?v|kft|zrt|lda|ltda)(?:\.|(?![\p{L}]))/iu;
const addressLike =
  /\b\d{4,6}\b|\b\d+[a-z]?,?\s+\p{L}|\p{L}\s+\d+\s?[a-z]?$|str(?:\.|aße|asse)|street|\bave|road|\bblvd|\bdrive\b|\bsuite\b|\brue\b|\bcalle\b|\bjalan\b|\bpark\b|\bfloor\b|P\.?O\.? Box|united states|deutschland|germany|france|spain|españa|nederland/iu;
/** "Dublin, OH 43016", "43567 Wauseon" */
const placeLine = /^\p{L}[\p{L} .'-]+,? [A-Z]{2} \d{5}(?:-\d{4})?$|^(?:[A-Z]{1,2}-)?\d{4,5} \p{L}/u;
const noName =
  /^\(|^(?:page|seite|tel|phone|fax|e-?mail|www|http|iban|bic|vat|ust|date|no|nr|number|total|name|attn|attention|gln|id|and|the|same as|see|your|our|copy|original|page)\b|@|^\W*$|:\s*$|\d{5,}$/iu;

/** Who is on a paper, by labels; the one who wrote it by letterhead and footer where nothing names it. */
export function partiesOf(paper: Paper, kind: DocumentKind, skip: Set<PaperRow>): Parties {
  const found: Parties = {};
  for (const row of paper.rows) {
    if (skip.has(row)) continue;
    for (const hit of row.hits) {
      if (hit.sort !== 'party' || hit.name === 'other') continue;
      const name = hit.name as Exclude<PartyName, 'other'>;
      if (found[name]) continue;
      // "the buyer pays within…" is prose; a label begins its cell.
      const cell = row.cells.find((cell) => cell.words[0] === hit.words[0]);
      if (!cell || row.offsets[row.words.indexOf(cell.words[0]!)] !== hit.start) continue;
      const party = blockAt(paper, row, hit, cell);
      if (party) found[name] = party;
    }
  }
  const writes = kind === 'purchase_order' || kind === 'order_change' ? 'buyer' : 'seller';
  if (!found[writes]) {
    const issuer = issuerOf(paper, found, writes === 'buyer');
    if (issuer) found[writes] = issuer;
  }
  if (!found.buyer && found.shipTo && kind !== 'purchase_order') found.buyer = found.shipTo;
  if (writes === 'seller' && !found.buyer) {
    const addressee = addresseeOf(paper, found);
    if (addressee) found.buyer = addressee;
  }
  return found;
}

function blockAt(paper: Paper, row: PaperRow, hit: PaperRow['hits'][number], cell: Cell): Party | null {
  const { text } = toTheRight(row, hit);
  const right = text.replace(/^[\s:.#-]+/, '').trim();
  const lines: { row: PaperRow; words: Word[]; text: string }[] = [];
  // "Seller | Buyer" heads two columns: what is below comes before what is beside.
  const heads =
    cell.words.length === hit.words.length &&
    !/:/.test(cell.text) &&
    [...rowsBelow(paper, row, 2)].some((lower) => lower.cells.some((c) => Math.abs(c.x - cell.x) < 8));
  if (!heads && right && /\p{L}{2}/u.test(right)) {
    const words = row.words.filter(
      (_word, index) => row.offsets[index]! >= hit.end && row.offsets[index]! < hit.end + text.length,
    );
    const named = words.filter((word) => /[\p{L}\p{N}]/u.test(word.text));
    if (
      named.length === 0 ||
      row.hits.some(
        (other) =>
          other !== hit && other.sort !== 'amount' && other.weight >= 0.7 && named.includes(other.words[0]!),
      )
    )
      return null;
    // "Lieferant GmbH" is a name, "Customer pays freight" a sentence; "Ship to ACME" is a label and its value.
    if (!/^\s*:/.test(text) && cell.words.includes(named[0]!)) {
      const points = /(?:to|from|by|via|an|à|a|en|for)$/i.test(row.text.slice(hit.start, hit.end));
      if (!points || legalForm.test(named[0]!.text) || !/^[\s-]*[\p{Lu}\d]/u.test(text)) return null;
    }
    lines.push({ row, words: named, text: right });
    const x = named[0]!.x;
    for (const lower of rowsBelow(paper, row, 7)) {
      const next = lower.cells.find((c) => Math.abs(c.x - x) < 1.2 * paper.letter);
      if (
        !next ||
        lines.length > 5 ||
        ends(lower, next) ||
        gap(lines.at(-1)!.row, lower) > 1.3 * paper.letter
      )
        break;
      lines.push({ row: lower, words: next.words, text: next.text });
    }
  } else {
    let last = row;
    for (const lower of rowsBelow(paper, row, 10)) {
      const next = cellUnder(lower, hit);
      if (!next) continue;
      if (lines.length > 6 || gap(last, lower) > 1.9 * Math.max(paper.letter, lower.height)) break;
      last = lower;
      // "Name: | Lieferant GmbH"
      const key = /^(?:name|company|firma|nom|nombre|naam)\s*:?\s*(.*)$/i.exec(next.text);
      if (key) {
        const value = key[1]
          ? next.words.slice(1)
          : (lower.cells[lower.cells.indexOf(next) + 1]?.words ?? []);
        if (value.length) return { name: candidate(lower, value, 0.95) };
      }
      const numbers = /^(?:nummer|number|globale nummer|gln|id|kunden-?nr|address|anschrift)\b/i.test(
        next.text,
      );
      if (ends(lower, next) || numbers) {
        // Numbers may stand above the name; the next party's label may not.
        if (
          lines.length ||
          lower.hits.some((other) => other.sort === 'party' && next.words.includes(other.words[0]!))
        )
          break;
        continue;
      }
      // "ACME" and "GMBH" set apart
      const beside = lower.cells[lower.cells.indexOf(next) + 1];
      const form =
        beside &&
        beside.x - next.right < 3 * lower.height &&
        beside.text.length < 12 &&
        (legalForm.test(beside.text) || /^\d+\s?\w?$|^\p{Lu}+$/u.test(beside.text));
      const words = form ? [...next.words, ...beside.words] : next.words;
      lines.push({ row: lower, words, text: words.map((word) => word.text).join(' ') });
    }
  }
  return partyFrom(lines, 0.9);
}

/** The cell of a row that stands below a label. */
function cellUnder(lower: PaperRow, hit: PaperRow['hits'][number]): Cell | undefined {
  const x = Math.min(...hit.words.map((word) => word.x));
  const right = Math.max(...hit.words.map((word) => word.x + word.width));
  return lower.cells.find(
    (cell) => Math.min(cell.right, right) - Math.max(cell.x, x) > 0 || Math.abs(cell.x - x) < 8,
  );
}

const gap = (upper: PaperRow, lower: PaperRow): number => lower.y - upper.bottom;

/** A line that is no part of a name and address any more. */
const ends = (row: PaperRow, cell: Cell): boolean =>
  row.hits.some((hit) => hit.weight >= 0.9 && hit.words.some((word) => word === cell.words[0])) ||
  /^[\d.,€$\s]+$/.test(cell.text);

function partyFrom(lines: { row: PaperRow; words: Word[]; text: string }[], score: number): Party | null {
  for (const line of lines) {
    const care = /^(?:attn|attention|att|z\.? ?h(?:d|ä?nden)\.?|c\/o|t\.a\.v\.?)[:.]?\s+/i.exec(line.text);
    if (!care || !legalForm.test(line.text) || line.words.length < 2) continue;
    line.text = line.text.slice(care[0].length);
    line.words = line.words.slice(1);
  }
  const first = lines.findIndex(
    ({ text }) => /\p{L}{2}/u.test(text) && !noName.test(text) && text.length <= 70,
  );
  if (first < 0) return null;
  const { row, words } = lines[first]!;
  const rest = lines
    .slice(first + 1)
    .filter(({ text }) => !/^(?:tel|phone|fax|e-?mail|ust|vat|gln|attn|contact)\b|@/i.test(text));
  const head = splitName(row, words);
  const name = { value: head.text, row, words: head.words, score };
  const addressWords = rest.flatMap(({ words }) => words);
  const inline = head.rest.length ? head.rest : [];
  const all = [...inline, ...addressWords];
  if (!all.length) return { name };
  const value = [
    ...(inline.length ? [trim(inline.map((w) => w.text).join(' '))] : []),
    ...rest.map(({ text }) => trim(text)),
  ].join(', ');
  return { name, address: { value, row: rest[0]?.row ?? row, words: all, score: score - 0.05 } };
}

const trim = (text: string): string => text.replace(/^[\s,;·|–-]+|[\s,;·|–-]+$/g, '');

/** "Lieferant AG - Weg 4 - D-6": the name, and the address that shares its line. */
function splitName(row: PaperRow, words: Word[]): { text: string; words: Word[]; rest: Word[] } {
  const cut = words.findIndex((word, index) => index > 0 && /^[-–·•|*]$/.test(word.text));
  const comma = words.findIndex(
    (word, index) =>
      word.text.endsWith(',') &&
      index < words.length - 1 &&
      !legalForm.test(words[index + 1]!.text) &&
      /\d/.test(
        words
          .slice(index + 1)
          .map((w) => w.text)
          .join(' '),
      ),
  );
  const at = cut > 0 ? cut : comma >= 0 ? comma + 1 : words.length;
  void row;
  return {
    text: trim(
      words
        .slice(0, at)
        .map((w) => w.text)
        .join(' '),
    ),
    words: words.slice(0, at),
    rest: words.slice(at),
  };
}

const candidate = (row: PaperRow, words: Word[], score: number): Candidate => ({
  value: trim(words.map((word) => word.text).join(' ')),
  row,
  words,
  score,
});

const documentWords = label(
  1,
  `invoice|rechnung|facture|factura|factuur|fattura|faktura|statement|order|bestellung|commande|pedido|receipt|confirmation|original|copy|kopie|copie|purchase|bill|lading|packing|list|delivery|note|certificate|origin|proof|lieferschein|auftragsbestätigung|summary|tax`,
).pattern;

/** The company that wrote the paper: in the letterhead or the footer, with a legal form, in large letters, or in its own mail address. */
function issuerOf(paper: Paper, found: Parties, mayRepeat: boolean): Party | null {
  const taken = new Set(
    Object.values(found).flatMap((party) => [...party.name.words, ...(party.address?.words ?? [])]),
  );
  // Who orders is often also where it is shipped to.
  const others = Object.entries(found).filter(([name]) => !mayRepeat || name === 'seller');
  const takenNames = others.map(([, party]) => plain(party.name.value));
  const domains = [
    ...paper.text.matchAll(/(?:@|www\.|https?:\/\/(?:www\.)?)([\p{L}\d-]+(?:\.[\p{L}\d-]+)*)\.\p{L}{2,}/giu),
  ].map((match) => plain(match[1]!));
  const mailboxes = [...paper.text.matchAll(/([\p{L}\d._-]+)@/gu)].map((match) => plain(match[1]!));
  const accountHolder =
    /(?:kontoinhaber|titulaire(?: du compte)?|account (?:holder|name)|beneficiary|titular|t\.n\.v\.|sold by|payable to)\s*:?\s*(.{3,50})/i.exec(
      paper.text,
    )?.[1];
  let best: { score: number; row: PaperRow; words: Word[]; text: string } | null = null;
  const seen = new Map<string, number>();
  const options: { score: number; row: PaperRow; words: Word[]; text: string }[] = [];
  for (const row of paper.rows) {
    if (row.page.number > 1 && row.page.number < paper.rows.at(-1)!.page.number) continue;
    const place = row.y / row.page.height;
    for (const cell of row.cells) {
      if (
        cell.words.some((word) => taken.has(word)) ||
        row.hits.some((hit) => hit.weight >= 0.9 && hit.sort !== 'amount' && hit.words[0] === cell.words[0])
      )
        continue;
      const { text: head, words } = splitName(row, cell.words);
      const text = trim(
        head
          .replace(documentWords, ' ')
          .replace(/\s+/g, ' ')
          .replace(/^(?:the|your|our|from|by|is|for|of)\s+/i, ''),
      );
      if (
        text.length < 3 ||
        text.length > 60 ||
        noName.test(text) ||
        !/\p{L}{3}/u.test(text) ||
        text.split(' ').length > 8
      )
        continue;
      const key = plain(text);
      if (!key || takenNames.includes(key)) continue;
      if (placeLine.test(cell.text)) continue;
      // What a label to its left names is that label's value; a date is no name.
      const left = row.cells[row.cells.indexOf(cell) - 1];
      if (
        left &&
        (/:\s*$/.test(left.text) ||
          row.hits.some((hit) => hit.words[0] === left.words[0] && hit.weight >= 0.7))
      )
        continue;
      if (/^\p{L}{3,9}\.? \d{1,2}$|^\d{1,2}\.? \p{L}{3,9}/u.test(text)) continue;
      const legal = legalForm.test(text);
      const size = Math.max(...words.map((word) => word.height)) / paper.letter;
      const domain = domains.some(
        (domain) =>
          domain.length >= 4 &&
          (domain.includes(key) ||
            key.replace(/\d/g, '').startsWith(domain) ||
            (key.length >= 5 && key.includes(domain))),
      );
      const sentence = /[.!?]$/.test(text) && !legal ? 2 : /\s\p{Ll}{4,}\s\p{Ll}{2,}/u.test(text) ? 1.5 : 0;
      const top = place < 0.12 ? 1.2 : place < 0.3 ? 0.7 : place > 0.85 ? 0.6 : 0;
      const next = paper.rows
        .slice(row.index + 1, row.index + 4)
        .some((lower) => lower.cells.some((c) => Math.abs(c.x - cell.x) < 8 && addressLike.test(c.text)));
      const inline = words.length < cell.words.length && addressLike.test(cell.text);
      const digits = /\d/.test(text) ? 1 : 0;
      const mailbox = mailboxes.some((name) =>
        text.split(' ').some((word) => word.length >= 5 && name.includes(plain(word))),
      );
      const holder = accountHolder && plain(accountHolder).startsWith(key) ? 2 : 0;
      const score =
        (legal ? 2 : 0) +
        Math.min(2.2, Math.max(0, (size - 1.1) * 2)) +
        (domain ? 2 : 0) +
        top +
        (next ? 0.8 : 0) +
        (inline ? 1 : 0) +
        holder +
        (mailbox ? 1 : 0) +
        (row.index === 0 ? 0.4 : 0) -
        sentence -
        digits;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      options.push({ score, row, words, text });
    }
  }
  for (const option of options) {
    const times = seen.get(plain(option.text)) ?? 1;
    const score = option.score + (times > 1 ? 0.8 : 0);
    if (!best || score > best.score) best = { ...option, score };
  }
  if (!best || best.score < 1.2) return null;
  const confidence = Math.min(0.9, 0.4 + best.score * 0.08);
  const name: Candidate = { value: best.text, row: best.row, words: best.words, score: confidence };
  const cell = best.row.cells.find((cell) => cell.words.includes(best.words[0]!))!;
  const inline = cell.words.slice(best.words.length);
  const lines: { row: PaperRow; words: Word[]; text: string }[] = [];
  for (const lower of rowsBelow(paper, best.row, 7)) {
    const next = lower.cells.find((c) => Math.abs(c.x - cell.x) < 8);
    if (!next || lines.length > 3 || ends(lower, next) || !addressLike.test(next.text)) {
      if (lines.length) break;
      continue;
    }
    lines.push({ row: lower, words: next.words, text: next.text });
  }
  const words = inline.length ? inline : lines.flatMap((line) => line.words);
  if (!words.length) return { name };
  const value = inline.length
    ? trim(inline.map((word) => word.text).join(' '))
    : lines.map((line) => trim(line.text)).join(', ');
  return {
    name,
    address: { value, row: inline.length ? best.row : lines[0]!.row, words, score: confidence - 0.1 },
  };
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The window of the envelope: a block of three to six lines in the upper half that ends in a place. */
function addresseeOf(paper: Paper, found: Parties): Party | null {
  const taken = new Set(
    Object.values(found).flatMap((party) => [...party.name.words, ...(party.address?.words ?? [])]),
  );
  for (const row of paper.rows) {
    if (row.page.number > 1 || row.y > 0.45 * row.page.height) return null;
    for (const cell of row.cells) {
      if (
        cell.words.some((word) => taken.has(word)) ||
        cell.text.length > 50 ||
        noName.test(cell.text) ||
        row.hits.some((hit) => hit.words[0] === cell.words[0])
      )
        continue;
      const lines = [{ row, words: cell.words, text: cell.text }];
      for (const lower of rowsBelow(paper, row, 9)) {
        const next = lower.cells.find((c) => Math.abs(c.x - cell.x) < 3);
        if (
          !next ||
          gap(lines.at(-1)!.row, lower) > 1.2 * paper.letter ||
          lines.length > 5 ||
          ends(lower, next)
        )
          break;
        lines.push({ row: lower, words: next.words, text: next.text });
      }
      if (lines.length >= 3 && lines.slice(1).some(({ text }) => /\b\d{4,6}\b|\b[A-Z]{2} \d{5}/.test(text))) {
        const seller = found.seller?.name.value;
        if (seller && plain(lines.map(({ text }) => text).join('')).includes(plain(seller))) continue;
        return partyFrom(lines, 0.7);
      }
    }
  }
  return null;
}
