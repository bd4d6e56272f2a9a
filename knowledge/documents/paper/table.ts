import Big from 'big.js';
import type { LineFieldName } from '#core/model/document.ts';
import { datesIn } from './dates.ts';
import { label, no } from './labels/label.ts';
import { type Cell, wordsBetween } from './layout.ts';
import type { Word } from './page.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';
import { amountsIn } from './values.ts';

type ColumnName = LineFieldName | 'ignored';

/** The heads of columns. `ignored` takes those that are no field, so that their values go nowhere. */
const heads: [ColumnName, RegExp][] = (
  [
    ['line', `pos(?:ition|\\.)?(?: ?${no})?|line(?: ${no})?|ln|item ?#|lp|#|nr\\.?|lfd\\.? ?nr\\.?`],
    [
      'sku',
      `(?:our |supplier |vendor |seller )?(?:item|part|product|article|material|art\\.?|catalog(?:ue)?|stock)(?:[ -]*(?:${no}|code))|sku|part|(?:artikel|material|teile|produkt)[ -]*${no}|unsere art\\.? ?${no}|art(?:ikel)?[-.\\s]*(?:nr|no)\\.?(?:[ -]*lief(?:erant)?\\.?)?|réf(?:érence|\\.)?(?: (?:article|produit))?|code(?: article| artículo| producto)?|código|referencia|ref\\.?|codice|artikelnr|isbn|asin|model`,
    ],
    [
      'buyerSku',
      `(?:your|customer|buyer'?s?|cust\\.?) (?:item|part|product|art(?:icle|\\.)?)(?: ${no})?|ihre art(?:ikel|\\.)? ?${no}|art[-.\\s]*nr[-.\\s]*kunde|votre réf(?:érence)?\\.?|su (?:referencia|código)`,
    ],
    [
      'description',
      `(?:item |product |goods )?description(?: of (?:goods|articles|packages))?|item(?:s)?(?: name)?|product(?:s)?|goods|articles?|particulars|details|service(?:s)?|activity|designation|(?:artikel)?(?:bezeichnung|beschreibung)|artikel|ware|leistung|désignation|libellé|produit|descripción|concepto|artículo|producto|omschrijving|descrizione|descrição|nazwa(?: towaru)?(?: lub usługi)?|title|kind of packages|commodity`,
    ],
    [
      'quantity',
      `(?:order(?:ed)?|ship(?:ped)?|confirmed|delivered|received|conf\\.?|ord\\.?)? ?(?:qty|quantity|quantities)\\.?(?: ?(?:ordered|shipped|confirmed|delivered|received|invoiced))?|ordered|shipped|delivered|received|geliefert|bestellt|units|pieces|pcs|hours|hrs|menge|anzahl|stück|quantité|qté|nombre|cantidad|cant\\.?|unidades|aantal|hoeveelheid|quantità|qtà|quantidade|ilość`,
    ],
    ['unit', `u\\/m|uom|unit of measure|um|einheit|me|mengeneinheit|unité|unidad|eenheid|jm|jedn\\.?|per`],
    [
      'unitPrice',
      `(?:net |unit |agreed |gross |list )?(?:price|rate|cost)(?: ?(?:each|per unit|\\/ ?unit|per item|\\/ ?einheit))?|unit (?:price|cost)|u\\/p|price ?\\/ ?(?:unit|einheit)|each|(?:einzel|stück|netto|vk|einheits) ?preis|preis(?: ?\\/ ?einheit)?|e ?preis|prix(?: unitaire)?(?: ht)?|p\\.?u\\.?(?: ?h\\.?t\\.?)?|precio(?: unitario| unidad)?|prijs(?: per stuk)?|stuksprijs|prezzo(?: unitario)?|preço|cena(?: netto| jedn\\.?)?`,
    ],
    [
      'amount',
      `(?:line |ext(?:ended|\\.)? |net |total )?(?:amount|value)(?: (?:net|usd|eur|\\$|€))?|(?:line |ext(?:ended|\\.)? )?total(?: price| amount| ht| net)?|ext(?:ension|ended|\\.)?(?: price)?|subtotal|(?:gesamt|zeilen|netto|positions) ?(?:preis|betrag|summe|wert)|betrag|summe|wert|g ?preis|montant(?: ht| total)?|total ht|importe|bedrag|totaal|prijs incl\\.? btw|importo|totale|valor|wartość (?:netto|brutto)`,
    ],
    [
      'requestedDate',
      `(?:req(?:uested|uired|\\.)?|need(?:ed)?|due|want(?:ed)?)(?: ?(?:by|date|delivery|ship))*|delivery(?: date)?|wunschtermin|liefertermin|livraison|date (?:de )?livraison|entrega|leverdatum`,
    ],
    [
      'promisedDate',
      `(?:prom(?:ised?|\\.)?|conf(?:irmed|\\.)?|est(?:imated|\\.)?|sched(?:uled|\\.)?|exp(?:ected|\\.)?)(?: ?(?:date|delivery|ship|del\\.?))+|eta|ship date|bestätigt(?:er termin)?|confirmée? (?:le|pour)?|date confirmée`,
    ],
    ['status', `status|état|estado|stat\\.?`],
    ['reason', `remarks?|notes?|reason|comments?|bemerkung(?:en)?|remarques?|observaciones|exceptions?`],
    ['lot', `lot(?: ?${no})?|batch(?: ?${no})?|charge(?:n ?${no})?|serial(?: ?${no})?|lote`],
    [
      'ignored',
      `(?:vat|tax|gst|igst|cgst|sgst|mwst|ust|tva|iva|btw)\\.?(?: ?(?:%|rate|amt|amount|-?satz))?|taxes|steuersatz|disc(?:ount|\\.)?(?: ?%)?|rabatt(?: ?%)?|remise|dto\\.?|descuento|korting|weight|gross|gewicht|poids|peso|hs ?code|tariff|origin|country of origin|ursprung|class|nmfc|cartons?|ctns?|pallets?|packages?|pkgs?|kolli|colis|bultos|volume|cube|dims?|dimensions|h\\.?m\\.?|backorder(?:ed)?|b\\/o|short|damaged|over|ohne mwst\\.?|incl|gtin|ean|vke|geb|handling units?|type|date|datum`,
    ],
  ] as [ColumnName, string][]
).map(([name, names]) => [name, label(1, names).pattern]);

interface Column {
  name: ColumnName;
  x: number;
  right: number;
  text: string;
}

export type LineCandidates = Partial<Record<LineFieldName, Candidate>>;

export interface Table {
  lines: LineCandidates[];
  /** Rows that belong to the table, its head included. */
  rows: Set<PaperRow>;
}

/** The lines of a paper: the table under a row of heads, over all pages. */
export function tableOf(paper: Paper): Table {
  const table: Table = { lines: [], rows: new Set() };
  let at = 0;
  while (at < paper.rows.length) {
    const head = headAt(paper, at);
    if (!head) {
      at += 1;
      continue;
    }
    for (let row = at; row < head.end; row += 1) table.rows.add(paper.rows[row]!);
    const end = readBody(paper, head.end, head.columns, table);
    at = Math.max(end, head.end);
    if (table.lines.length > 5_000) break;
  }
  return table;
}

function columnsIn(row: PaperRow): Column[] {
  const text = row.text.slice(0, 300);
  const found: { name: ColumnName; start: number; end: number }[] = [];
  for (const [name, pattern] of heads) {
    for (const match of text.matchAll(pattern)) {
      if (match[0].trim())
        found.push({ name, start: match.index, end: match.index + match[0].trimEnd().length });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start));
  const kept: typeof found = [];
  for (const hit of found) {
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  }
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ name, start, end }) => {
      const words = wordsBetween(row, start, end);
      return {
        name,
        x: words[0]!.x,
        right: words.at(-1)!.x + words.at(-1)!.width,
        text: text.slice(start, end),
      };
    });
}

const essential = (columns: Column[]): boolean => {
  const names = new Set(columns.map((column) => column.name));
  const what = names.has('description') || names.has('sku');
  const howMuch = ['quantity', 'amount', 'unitPrice'].filter((name) => names.has(name as ColumnName)).length;
  return (what && howMuch >= 1 && columns.length >= 2) || (howMuch >= 2 && columns.length >= 3);
};

/** A row of heads at `at`, with the second and third row of heads that belong to it. */
function headAt(paper: Paper, at: number): { columns: Column[]; end: number } | null {
  const row = paper.rows[at]!;
  let columns = columnsIn(row);
  if (columns.length < 2 || /\d{3}/.test(row.text)) return null;
  const covered =
    columns.reduce((sum, column) => sum + column.text.length, 0) /
    row.text.replace(/[^\p{L}\p{N}]/gu, '').length;
  if (covered < 0.55) return null;
  // Words of one cell that are heads of several columns are prose, unless the cell is wide.
  if (row.cells.length < 2 && columns.length < 4) return null;
  let end = at + 1;
  for (; end < Math.min(at + 4, paper.rows.length); end += 1) {
    const next = paper.rows[end]!;
    if (
      next.page !== row.page ||
      next.y - paper.rows[end - 1]!.bottom > 0.9 * row.height ||
      /\d/.test(next.text)
    )
      break;
    const more = columnsIn(next);
    const words = next.text.split(' ').length;
    if (next.text.length > 90 || words > 10) break;
    // A second row may finish the name of a column ("Unit" / "Price") or name one of its own.
    for (const column of more) {
      const above = columns.find((c) => Math.min(c.right, column.right) - Math.max(c.x, column.x) > 0);
      if (!above) columns.push(column);
      else {
        const joined = columnNamed(`${above.text} ${column.text}`);
        if (joined && above.name !== 'description') above.name = joined;
        above.x = Math.min(above.x, column.x);
        above.right = Math.max(above.right, column.right);
      }
    }
  }
  columns = columns.sort((a, b) => a.x - b.x);
  return essential(columns) ? { columns: once(columns), end } : null;
}

const columnNamed = (text: string): ColumnName | null =>
  heads.find(([, pattern]) => text.replace(pattern, '').trim() === '')?.[0] ?? null;

/** Of two columns of one name the later amount and the first of all others stand. */
function once(columns: Column[]): Column[] {
  const item = /^(?:item|artikel|product|article|artículo|produit|producto)$/i;
  const named = columns.filter((column) => column.name === 'description');
  // "Item" beside a description is the item's number.
  const number =
    named.length > 1 && !columns.some((column) => column.name === 'sku')
      ? named.find((column) => item.test(column.text))
      : undefined;
  if (number) number.name = 'sku';
  const seen = new Map<ColumnName, Column>();
  for (const column of columns) {
    const other = seen.get(column.name);
    if (column.name === 'ignored') continue;
    if (!other) seen.set(column.name, column);
    else if (column.name === 'quantity') {
      // Ordered beside shipped, shipped beside received: what was wanted, and what comes.
      const [wanted, comes] = /order/i.test(column.text) ? [column, other] : [other, column];
      wanted.name = 'quantity';
      comes.name = seen.has('confirmedQuantity') ? 'ignored' : 'confirmedQuantity';
      seen.set('quantity', wanted);
      seen.set('confirmedQuantity', comes);
    } else if (column.name === 'amount') {
      other.name = 'ignored';
      seen.set(column.name, column);
    } else column.name = 'ignored';
  }
  return columns;
}

function readBody(paper: Paper, from: number, columns: Column[], table: Table): number {
  const page = paper.rows[from]?.page;
  let at = from;
  let silent = 0;
  let open: LineCandidates | null = null;
  for (; at < paper.rows.length; at += 1) {
    const row = paper.rows[at]!;
    if (row.page !== page) break;
    const previous = paper.rows[at - 1]!;
    if (at > from && row.y - previous.bottom > 7 * paper.letter && table.lines.length) break;
    const first = row.hits.find(
      (hit) =>
        hit.sort === 'amount' &&
        hit.name !== 'other' &&
        (hit.start < 3 || row.cells.some((cell, index) => index > 0 && cell.words[0] === hit.words[0])),
    );
    const totals = first && amountsIn(paper, row, first.end).length > 0;
    const cells = assign(paper, row, columns);
    const line = lineFrom(paper, row, cells);
    if (totals && !(line.quantity && line.amount && line.description)) {
      open = null;
      if (first.name === 'total' || first.name === 'totalTax') break;
      continue;
    }
    if (headAt(paper, at)) break;
    const numbers = [line.quantity, line.unitPrice, line.amount].filter(Boolean).length;
    const texts = [line.description, line.sku, line.buyerSku].filter(Boolean).length;
    if (open && numbers > 0 && completes(open, line)) {
      for (const [name, value] of Object.entries(line) as [LineFieldName, Candidate][]) open[name] ??= value;
      table.rows.add(row);
      silent = 0;
    } else if (
      (numbers >= 2 ||
        (numbers === 1 && texts > 0 && (line.quantity !== undefined || line.amount !== undefined))) &&
      plausible(line)
    ) {
      settle(paper, row, line);
      table.lines.push(line);
      table.rows.add(row);
      open = line;
      silent = 0;
    } else if (
      open &&
      texts > 0 &&
      numbers === 0 &&
      row.y - previous.bottom < 0.95 * paper.letter &&
      !/^\p{L}[\p{L}\s./-]{0,30}:/u.test(row.text) &&
      !row.hits.some((hit) => hit.start === 0 && hit.weight >= 0.9 && hit.sort !== 'amount') &&
      row.cells.length <= 2
    ) {
      // What goes on below a line is more of its description.
      const more = line.description;
      if (more && open.description) {
        open.description.value += ` ${more.value}`;
        open.description.words = [...open.description.words, ...more.words];
      }
      table.rows.add(row);
      silent += 1;
    } else silent += 1;
    if (silent > 12) break;
  }
  return at;
}

/** A second row of one line brings what the first lacked, and nothing twice. */
const completes = (open: LineCandidates, more: LineCandidates): boolean =>
  !more.line &&
  !more.quantity &&
  !open.amount !== !more.amount &&
  !(more.unitPrice && open.unitPrice) &&
  (more.description === undefined || open.description === undefined);

const plausible = (line: LineCandidates): boolean =>
  !line.description || !/^(?:carried forward|übertrag|a reporter|page|seite)\b/i.test(line.description.value);

type Assigned = Partial<Record<ColumnName, Word[]>>;

/** Puts what stands in a row under the column to which its edges or its middle are nearest. */
function assign(paper: Paper, row: PaperRow, columns: Column[]): Assigned {
  const assigned: Assigned = {};
  for (const cell of row.cells) {
    for (const words of pieces(cell, columns)) {
      const column = nearest(words, columns, paper.letter);
      if (column) assigned[column.name] = [...(assigned[column.name] ?? []), ...words];
    }
  }
  return assigned;
}

/** A cell of numbers only is several values; one with letters is one, numbers at its end apart. */
function pieces(cell: Cell, columns: Column[]): Word[][] {
  const numeric = (word: Word) => /^[-–€$£]?[\d.,'’]*\d[\d.,'’]*[%€]?$/.test(word.text);
  if (cell.words.every((word) => numeric(word) || /^(?:%|€|\$|£|EUR|USD|x|\*)$/i.test(word.text))) {
    const parts: Word[][] = [];
    for (const word of cell.words) {
      if (numeric(word) || parts.length === 0) {
        if (parts.length && parts.at(-1)!.every((w) => !numeric(w))) parts.at(-1)!.push(word);
        else parts.push([word]);
      } else if (/^(?:\$|£)$/.test(word.text)) parts.push([word]);
      else parts.at(-1)!.push(word);
    }
    return parts;
  }
  // "24 Stk" under "Menge" and "Einheit"
  const [count, ...unit] = cell.words;
  if (
    unit.length === 1 &&
    numeric(count!) &&
    columns.some((column) => column.name === 'unit') &&
    /^\p{L}+\.?$/u.test(unit[0]!.text)
  ) {
    return [[count!], unit];
  }
  return [cell.words];
}

function nearest(words: Word[], columns: Column[], letter: number): Column | null {
  const x = words[0]!.x;
  const right = words.at(-1)!.x + words.at(-1)!.width;
  let best: { column: Column; cost: number } | null = null;
  for (const column of columns) {
    const shared = Math.min(right, column.right) - Math.max(x, column.x);
    const edges = Math.min(
      Math.abs(x - column.x),
      Math.abs(right - column.right),
      Math.abs((x + right) / 2 - (column.x + column.right) / 2),
    );
    const cost = edges - (shared > 0 ? 2 * letter : 0);
    if (!best || cost < best.cost) best = { column, cost };
  }
  return best && best.cost < 9 * letter ? best.column : null;
}

const code = /^[[(*]?([A-Z0-9][A-Z0-9./_-]*\d[A-Z0-9./_-]*|[A-Z]{2,}[-_][A-Z0-9_-]+)[\])*]?:?$/;

function lineFrom(paper: Paper, row: PaperRow, cells: Assigned): LineCandidates {
  const line: LineCandidates = {};
  const candidate = (
    words: Word[],
    value = words.map((word) => word.text).join(' '),
    score = 0.85,
  ): Candidate => ({ value, row, words, score });
  for (const name of ['quantity', 'confirmedQuantity', 'unitPrice', 'amount'] as const) {
    const words = cells[name];
    if (!words) continue;
    const read = readPieces(paper, row, words);
    if (!read) continue;
    line[name] = candidate(read.words, read.value);
    if (name === 'quantity' && read.rest.length && !line.unit && /^\p{L}/u.test(read.rest[0]!.text)) {
      line.unit = candidate(read.rest);
    }
  }
  if (cells.unit && /\p{L}/u.test(cells.unit[0]!.text)) line.unit = candidate(cells.unit);
  if (cells.line && /^\d{1,5}[.)]?$/.test(cells.line[0]!.text))
    line.line = candidate([cells.line[0]!], cells.line[0]!.text.replace(/[.)]$/, ''));
  for (const name of ['sku', 'buyerSku', 'lot', 'status', 'reason'] as const) {
    const words = cells[name];
    if (words && /[\p{L}\p{N}]/u.test(words[0]!.text)) line[name] = candidate(words);
  }
  for (const name of ['requestedDate', 'promisedDate'] as const) {
    const words = cells[name];
    const date = words && datesIn(words.map((word) => word.text).join(' '), paper.dateOrder)[0];
    if (words && date) line[name] = candidate(words, date.value);
  }
  const description = cells.description;
  if (description && /\p{L}/u.test(description.map((word) => word.text).join(''))) {
    const lead = code.exec(description[0]!.text);
    const bracketed = /^[[(*]/.test(description[0]!.text);
    if (!line.sku && lead && (bracketed || description.length > 1) && (bracketed || /[A-Z]/.test(lead[1]!))) {
      line.sku = candidate([description[0]!], lead[1]!);
      if (description.length > 1) line.description = candidate(description.slice(1));
    } else line.description = candidate(description);
  }
  if (line.sku && !line.description && line.sku.words.length > 1 && code.test(line.sku.words[0]!.text)) {
    line.description = candidate(line.sku.words.slice(1));
    line.sku = candidate([line.sku.words[0]!]);
  }
  return line;
}

function readPieces(
  paper: Paper,
  row: PaperRow,
  words: Word[],
): { value: string; words: Word[]; rest: Word[] } | null {
  const first = row.offsets[row.words.indexOf(words[0]!)]!;
  const last = row.offsets[row.words.indexOf(words.at(-1)!)]! + words.at(-1)!.text.length;
  const found = amountsIn(paper, row, first, last).filter((amount) => words.includes(amount.words[0]!));
  const [amount] = found;
  if (amount)
    return {
      value: amount.amount.value,
      words: amount.words,
      rest: words.filter((word) => !amount.words.includes(word)),
    };
  // "20Stk", "1000pcs"
  const glued = /^(\d[\d.,]*)(\p{L}{1,6})\.?$/u.exec(words[0]!.text);
  return glued ? { value: glued[1]!.replace(/,(?=\d{3}$)/, ''), words: [words[0]!], rest: [] } : null;
}

/** Makes the numbers of a line agree: where price times quantity is not the amount, other numbers of the row may make it so. */
function settle(paper: Paper, row: PaperRow, line: LineCandidates): void {
  const { quantity, unitPrice, amount } = line;
  if (quantity && unitPrice && amount && multiplies(quantity.value, unitPrice.value, amount.value)) return;
  const numbers = amountsIn(paper, row).filter(({ amount }) => Number(amount.value) > 0);
  if (numbers.length < 3 || numbers.length > 9) return;
  const money = numbers.filter(({ amount }) => amount.money);
  for (const total of [...money].reverse()) {
    for (const price of money) {
      for (const count of numbers) {
        if (count === price || price === total || count === total) continue;
        if (!multiplies(count.amount.value, price.amount.value, total.amount.value)) continue;
        // Taxes and discounts make products too: at least two of three must be where the heads say.
        const same = [
          count.words[0] === quantity?.words[0],
          price.words[0] === unitPrice?.words[0],
          total.words[0] === amount?.words[0],
        ];
        if (same.filter(Boolean).length < 1 || count.amount.value === '1') continue;
        line.quantity = { value: count.amount.value, row, words: count.words, score: 0.8 };
        line.unitPrice = { value: price.amount.value, row, words: price.words, score: 0.8 };
        line.amount = { value: total.amount.value, row, words: total.words, score: 0.8 };
        return;
      }
    }
  }
}

/** Whether quantity times price is the amount, to the cent or as near as the price's own rounding lets it be. */
export function multiplies(quantity: string, price: string, amount: string): boolean {
  const q = new Big(quantity);
  const p = new Big(price);
  const decimals = Math.max(2, price.split('.')[1]?.length ?? 0);
  const slack = q.abs().times(new Big(10).pow(-decimals)).times('0.5').plus('0.011');
  return q
    .times(p)
    .minus(amount)
    .abs()
    .lte(decimals > 2 ? slack : '0.011');
}
