import Big from 'big.js';
import type { AmountName } from './labels/amounts.ts';
import type { Candidate, Paper, PaperRow } from './paper.ts';
import { rowsBelow } from './paper.ts';
import { amountsIn } from './values.ts';

export interface Totals {
  total?: Candidate;
  totalNet?: Candidate | undefined;
  totalTax?: Candidate | undefined;
  /** Net and tax make the total (a charge between them counted). */
  agree: boolean;
  /** What stands beside net and tax: freight, packing. */
  charge?: Candidate;
  /** All amounts with a label of their own: freight, discounts, what was paid. */
  beside?: string[];
}

type Amounts = Record<AmountName, Candidate[]>;

/** The amounts with a label on the right pages of a paper, rows in `skip` (the lines of its table) left out. */
export function totalsOf(paper: Paper, skip: Set<PaperRow>, credit = false): Totals {
  const found = labelled(paper, skip);
  // A credit note says by its name that money goes back, whether or not it prints a minus.
  if (credit && !found.total.some((option) => Number(option.value) > 0)) {
    for (const list of Object.values(found))
      for (const option of list) option.value = option.value.replace(/^-/, '');
  }
  const totals = choose(found);
  const beside = found.other.map((option) => option.value).filter((value) => Number(value) !== 0);
  return { ...totals, beside: [...new Set(beside)].slice(0, 6) };
}

function labelled(paper: Paper, skip: Set<PaperRow>): Amounts {
  const found: Amounts = { total: [], totalNet: [], totalTax: [], other: [] };
  for (const row of paper.rows) {
    if (skip.has(row)) continue;
    const hits = row.hits.filter((hit) => hit.sort === 'amount');
    let taken = -1;
    for (const [index, hit] of hits.entries()) {
      if (hit.start < taken) continue;
      // Prose that mentions a total, and totals of something in it.
      const rest = row.text.slice(hit.end);
      if (/^\s*(?:in words|of (?:goods|pages)|page)/i.test(rest)) continue;
      let end = row.text.length;
      for (const next of hits.slice(index + 1)) {
        if (
          amountsIn(paper, row, hit.end, next.start).some(
            ({ amount }) => amount.money || /^\d+$/.test(amount.value) === false,
          )
        ) {
          end = next.start;
          break;
        }
      }
      const name = hit.name as AmountName;
      // "Base VAT 19% | 198.00 | 37.62": two names, two amounts.
      const second = hits[index + 1];
      if (
        second &&
        hit.start === 0 &&
        second.name !== hit.name &&
        row.cells[0]!.words.includes(second.words[0]!)
      ) {
        const pair = amountsIn(paper, row, second.end).filter(({ amount }) => amount.money);
        if (pair.length === 2) {
          found[name].push({
            value: pair[0]!.amount.value,
            row,
            words: pair[0]!.words,
            score: hit.weight * 0.8,
          });
          found[second.name as AmountName].push({
            value: pair[1]!.amount.value,
            row,
            words: pair[1]!.words,
            score: second.weight,
          });
          break;
        }
      }
      const right = amountsIn(paper, row, hit.end, end).filter(
        ({ words }) => !words.at(-1)!.text.endsWith('%'),
      );
      const last = right.findLast(({ amount }) => amount.money) ?? right.at(-1);
      const lead = row.text.slice(0, hit.start).replace(/[^\p{L}]/gu, '').length;
      if (last) {
        taken = end;
        const prose = lead > 25 || row.text.slice(hit.end).replace(/[^\p{L}]/gu, '').length > 60 ? 0.5 : 1;
        const weight = hit.weight * (last.amount.money ? 1 : 0.7) * prose;
        found[name].push({ value: last.amount.value, row, words: last.words, score: weight });
        // "Total 257.59 59.24 316.83": net, tax and gross in one row.
        const money = right.filter(({ amount }) => amount.money);
        if (name === 'total' && money.length === 3) {
          const [net, tax] = money;
          found.totalNet.push({ value: net!.amount.value, row, words: net!.words, score: 0.6 });
          found.totalTax.push({ value: tax!.amount.value, row, words: tax!.words, score: 0.6 });
        }
      } else if (lead === 0 || hit.start === 0 || row.cells.length > 1)
        columnBelow(paper, row, hit, name, found);
    }
  }
  return found;
}

/** Labels as heads of columns: each amount below is one, the last of them (the sum) first of all. */
function columnBelow(
  paper: Paper,
  row: PaperRow,
  hit: { words: { x: number; width: number }[]; weight: number },
  name: AmountName,
  found: Amounts,
): void {
  const x = Math.min(...hit.words.map((word) => word.x));
  const right = Math.max(...hit.words.map((word) => word.x + word.width));
  let count = 0;
  for (const lower of rowsBelow(paper, row, 9)) {
    if (count > 5 || lower.hits.some((other) => other.sort === 'amount' && other.name !== 'total')) return;
    const near = amountsIn(paper, lower).find(({ amount, words }) => {
      const from = words[0]!.x;
      const to = words.at(-1)!.x + words.at(-1)!.width;
      return (
        amount.money && (Math.min(to, right) - Math.max(from, x) > 0 || Math.abs(to - right) < lower.height)
      );
    });
    if (!near) continue;
    count += 1;
    found[name].push({
      value: near.amount.value,
      row: lower,
      words: near.words,
      score: hit.weight * (0.55 + 0.02 * count),
    });
  }
}

const cents = new Big('0.02');
const equal = (a: Big, b: Big): boolean => a.minus(b).abs().lte(cents);

/** Of all that is labelled, the total, net and tax that agree; else the best of each. */
function choose({ total, totalNet, totalTax, other }: Amounts): Totals {
  const limit = (list: Candidate[]) => [...list].sort((a, b) => b.score - a.score).slice(0, 14);
  const taxes = limit(totalTax);
  const sum = summed(totalTax);
  if (sum) taxes.push(sum);
  const charges = limit(
    other.filter((c) => /freight|shipping|fracht|versand|port|transport|verzend|envío/i.test(c.row.text)),
  );
  let best: { score: number; totals: Totals } | null = null;
  const offer = (score: number, totals: Totals) => {
    if (!best || score > best.score + 1e-9) best = { score, totals };
  };
  for (const gross of limit(total)) {
    const g = new Big(gross.value);
    if (g.eq(0) && total.some((option) => Number(option.value) !== 0)) continue;
    const size = Math.min(0.2, Math.log10(Math.max(1, Math.abs(Number(gross.value)))) / 40);
    const late = 0.0001 * gross.row.index;
    offer(gross.score + size + late, { total: gross, agree: false });
    for (const net of limit(totalNet)) {
      const n = new Big(net.value);
      if (equal(n, g))
        offer(gross.score + 0.5 * net.score + 0.2 + size + late, {
          total: gross,
          totalNet: net,
          agree: true,
        });
      for (const tax of taxes) {
        const t = new Big(tax.value);
        if (tax.words[0] === gross.words[0] || t.times(g).lt(0)) continue;
        if (equal(n.plus(t), g)) {
          offer(gross.score + net.score + tax.score + 0.6 + size + late, {
            total: gross,
            totalNet: net,
            totalTax: tax,
            agree: true,
          });
        }
        for (const charge of charges) {
          const c = new Big(charge.value);
          if (c.gt(0) && equal(n.plus(t).plus(c), g)) {
            offer(gross.score + net.score + tax.score + 0.5 + size + late, {
              total: gross,
              totalNet: net,
              totalTax: tax,
              charge,
              agree: true,
            });
          }
        }
      }
      for (const charge of charges) {
        const c = new Big(charge.value);
        if (c.gt(0) && equal(n.plus(c), g)) {
          offer(gross.score + net.score + 0.4 + size + late, {
            total: gross,
            totalNet: net,
            charge,
            agree: true,
          });
        }
      }
    }
    for (const tax of taxes) {
      const t = new Big(tax.value);
      if (t.times(g).lte(0)) continue;
      // Net may be printed under a name of its own, or not at all.
      if (t.abs().lt(g.abs()))
        offer(gross.score + 0.3 * tax.score + size + late, { total: gross, totalTax: tax, agree: false });
    }
  }
  if (best) {
    const totals = (best as { totals: Totals }).totals;
    const gross = new Big(totals.total!.value);
    // What is labelled and fits under the total, though it does not add up to it.
    totals.totalNet ??= limit(totalNet).find(
      ({ value, score }) =>
        score >= 0.7 &&
        gross.times(value).gt(0) &&
        gross.abs().gte(new Big(value).abs()) &&
        gross.abs().lte(new Big(value).abs().times(2)),
    );
    totals.totalTax ??= limit(totalTax).find(
      ({ value, score }) =>
        score >= 0.7 && gross.times(value).gt(0) && gross.abs().gt(new Big(value).abs().times(2)),
    );
    return totals;
  }
  const net = limit(totalNet)[0];
  return net ? { totalNet: net, agree: false } : { agree: false };
}

/** Several rates of tax as one candidate: the sum of rows that stand one below the other. */
function summed(taxes: Candidate[]): Candidate | null {
  const rows = taxes.filter(
    (tax, index) => tax.score >= 0.7 && taxes.findIndex((other) => other.row === tax.row) === index,
  );
  if (rows.length < 2 || rows.length > 6) return null;
  const value = rows.reduce((sum, tax) => sum.plus(tax.value), new Big(0)).toFixed(2);
  return { value, row: rows.at(-1)!.row, words: rows.flatMap((tax) => tax.words), score: 0.6 };
}
