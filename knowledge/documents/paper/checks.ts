import Big from 'big.js';
import type { DocumentCheck, DocumentField, DocumentFieldName, DocumentLine } from '#core/model/document.ts';
import { multiplies } from './table.ts';
import type { Totals } from './totals.ts';

/** Whether quantity times price is the amount; null where one of them is not there. */
export function lineAgrees({ quantity, unitPrice, amount }: DocumentLine): boolean | null {
  if (!quantity || !unitPrice || !amount) return null;
  return multiplies(quantity.value, unitPrice.value, amount.value);
}

/** The arithmetic of a document: each line, the lines against the net, net and tax against the total. */
export function checksOf(
  lines: DocumentLine[],
  fields: Partial<Record<DocumentFieldName, DocumentField>>,
  { charge: extra, beside = [] }: Pick<Totals, 'charge' | 'beside'> = {},
): DocumentCheck[] {
  const checks: DocumentCheck[] = [];
  const charge = extra?.value;
  for (const [index, line] of lines.entries()) {
    const ok = lineAgrees(line);
    if (ok === null) continue;
    const { quantity, unitPrice, amount } = line;
    const product = new Big(quantity!.value).times(unitPrice!.value).toFixed(2);
    checks.push({
      name: `line_${index + 1}_amount`,
      ok,
      detail: `${quantity!.value} × ${unitPrice!.value} = ${product}${ok ? '' : `, the line says ${amount!.value}`}`,
    });
  }
  for (const [index, { quantity, confirmedQuantity, description, sku }] of lines.entries()) {
    if (!quantity || !confirmedQuantity) continue;
    const ok = new Big(quantity.value).eq(confirmedQuantity.value);
    const what = sku?.value ?? description?.value ?? `line ${index + 1}`;
    const detail = `${what}: ${quantity.value} expected, ${confirmedQuantity.value} shipped, confirmed or received`;
    checks.push({ name: `line_${index + 1}_quantity`, ok, detail });
  }
  const total = fields.total && new Big(fields.total.value);
  const net = fields.totalNet && new Big(fields.totalNet.value);
  const tax = fields.totalTax && new Big(fields.totalTax.value);
  const amounts = lines.flatMap((line) => (line.amount ? [line.amount.value] : []));
  const whole = net ?? total;
  if (amounts.length > 0 && amounts.length === lines.length && whole) {
    const sum = amounts.reduce((sum, value) => sum.plus(value), new Big(0));
    const goals = [net, total, tax && total?.minus(tax)].filter((value) => value !== undefined);
    const between = goals.some((goal) => close(goal, sum)) ? [] : adding(sum, goals, beside);
    const says = `${amounts.length} lines sum to ${sum.toFixed(2)}`;
    checks.push({
      name: 'sum_of_lines',
      ok: between !== null,
      detail:
        between === null
          ? `${says}, the document says ${whole.toFixed(2)}`
          : between.length
            ? `${says}, with ${between.join(' and ')} beside them ${whole.toFixed(2)}`
            : says,
    });
  }
  if (total && net && (tax || charge)) {
    const sum = net.plus(tax ?? 0).plus(charge ?? 0);
    const ok = close(sum, total);
    const parts = [net.toFixed(2), ...(tax ? [tax.toFixed(2)] : []), ...(charge ? [charge] : [])].join(' + ');
    checks.push({
      name: 'net_tax_total',
      ok,
      detail: `${parts} = ${sum.toFixed(2)}${ok ? '' : `, the document says ${total.toFixed(2)}`}`,
    });
  }
  return checks;
}

const close = (a: Big, b: Big): boolean => a.minus(b).abs().lte('0.02');

/** The amounts beside the lines (freight, discounts with either sign) that lead from their sum to one of `goals`. */
function adding(sum: Big, goals: Big[], beside: string[]): string[] | null {
  const some = beside.slice(0, 5);
  for (let choice = 1; choice < 3 ** some.length; choice += 1) {
    let reached = sum;
    const used: string[] = [];
    for (let at = 0, rest = choice; at < some.length; at += 1, rest = Math.floor(rest / 3)) {
      if (rest % 3 === 0) continue;
      const value = new Big(some[at]!).times(rest % 3 === 1 ? 1 : -1);
      reached = reached.plus(value);
      used.push(value.toFixed(2));
    }
    if (goals.some((goal) => close(goal, reached))) return used;
  }
  return null;
}
