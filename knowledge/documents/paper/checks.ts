import Big from 'big.js';
import type { DocumentCheck, DocumentField, DocumentFieldName, DocumentLine } from '#core/model/document.ts';
import { multiplies } from './table.ts';

/** Whether quantity times price is the amount; null where one of them is not there. */
export function lineAgrees({ quantity, unitPrice, amount }: DocumentLine): boolean | null {
  if (!quantity || !unitPrice || !amount) return null;
  return multiplies(quantity.value, unitPrice.value, amount.value);
}

/** The arithmetic of a document: each line, the lines against the net, net and tax against the total. */
export function checksOf(
  lines: DocumentLine[],
  fields: Partial<Record<DocumentFieldName, DocumentField>>,
  charge?: string,
): DocumentCheck[] {
  const checks: DocumentCheck[] = [];
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
  const total = fields.total && new Big(fields.total.value);
  const net = fields.totalNet && new Big(fields.totalNet.value);
  const tax = fields.totalTax && new Big(fields.totalTax.value);
  const amounts = lines.flatMap((line) => (line.amount ? [line.amount.value] : []));
  const whole = net ?? total;
  if (amounts.length > 0 && amounts.length === lines.length && whole) {
    const sum = amounts.reduce((sum, value) => sum.plus(value), new Big(0));
    const goal = [net, total].find((value) => value && close(value, sum)) ?? whole;
    const ok = close(goal, sum);
    checks.push({
      name: 'sum_of_lines',
      ok,
      detail: `${amounts.length} lines sum to ${sum.toFixed(2)}${ok ? '' : `, the document says ${whole.toFixed(2)}`}`,
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
