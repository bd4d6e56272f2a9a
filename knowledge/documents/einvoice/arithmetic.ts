/** Does a bill add up: its lines, allowances, charges, taxes and totals against each other (EN 16931, BR-CO-10 to 17). */
import Big from 'big.js';
import type { DocumentCheck } from '#core/model/document.ts';

export interface BillLine {
  label: string;
  quantity: Big | null;
  price: Big | null;
  /** The price is for so many. */
  base: Big;
  allowances: Big;
  charges: Big;
  amount: Big | null;
}

export interface Bill {
  lines: BillLine[];
  /** What the document says; null where it says nothing, which is not checked. */
  sumOfLines: Big | null;
  allowances: Big | null;
  charges: Big | null;
  net: Big | null;
  tax: Big | null;
  taxes: { base: Big | null; rate: Big | null; amount: Big | null }[];
  total: Big | null;
  prepaid: Big | null;
  rounding: Big | null;
  due: Big | null;
}

const cent = new Big('0.01');
const zero = new Big(0);

/** One check for each line that can be computed and for each total that is stated, with the numbers in it. */
export function checkBill(bill: Bill): DocumentCheck[] {
  return [...bill.lines.map(checkLine), ...checkTotals(bill)].filter((check) => check !== null);
}

function checkLine(line: BillLine): DocumentCheck | null {
  const { label, quantity, price, base, allowances, charges, amount } = line;
  if (!quantity || !price || !amount || base.eq(0)) return null;
  const expected = quantity.times(price).div(base).minus(allowances).plus(charges);
  // A net price with many decimals was rounded itself.
  const decimals = price.toFixed().split('.')[1]?.length ?? 0;
  const slack =
    decimals >= 4
      ? quantity
          .abs()
          .div(base)
          .times(new Big('0.5').times(new Big(10).pow(-decimals)))
      : zero;
  const per = base.eq(1) ? '' : ` per ${base}`;
  const less = allowances.eq(0) ? '' : ` less ${allowances}`;
  const more = charges.eq(0) ? '' : ` plus ${charges}`;
  return check(
    'line_amount',
    expected,
    amount,
    cent.plus(slack),
    `Line ${label}: ${quantity} × ${price}${per}${less}${more}`,
  );
}

function checkTotals(bill: Bill): (DocumentCheck | null)[] {
  const { lines, sumOfLines, net, tax, taxes, total, due } = bill;
  const allowances = bill.allowances ?? zero;
  const charges = bill.charges ?? zero;
  const amounts = lines.map(({ amount }) => amount).filter((amount) => amount !== null);
  const all = amounts.length === lines.length && lines.length > 0;
  const goods = sumOfLines ?? (all ? sum(amounts) : null);
  return [
    all && sumOfLines
      ? check('sum_of_lines', sum(amounts), sumOfLines, zero, `The ${lines.length} lines`)
      : null,
    goods && net
      ? check(
          'net',
          goods.minus(allowances).plus(charges),
          net,
          cent,
          `Lines ${goods} less ${allowances} plus ${charges}`,
        )
      : null,
    ...taxes.map(({ base, rate, amount }) =>
      base && rate && amount
        ? check('tax_rate', base.times(rate).div(100), amount, cent, `${rate} % of ${base}`)
        : null,
    ),
    tax && taxes.length && taxes.every(({ amount }) => amount)
      ? check('tax', sum(taxes.map(({ amount }) => amount ?? zero)), tax, zero, 'The taxes by rate')
      : null,
    net && total
      ? check('total', net.plus(tax ?? zero), total, zero, `Net ${net} and tax ${tax ?? zero}`)
      : null,
    total && due
      ? check(
          'amount_due',
          total.minus(bill.prepaid ?? zero).plus(bill.rounding ?? zero),
          due,
          zero,
          `Total ${total} less ${bill.prepaid ?? zero} paid`,
        )
      : null,
  ];
}

const sum = (values: Big[]): Big => values.reduce((total, value) => total.plus(value), zero);

function check(name: string, expected: Big, stated: Big, tolerance: Big, what: string): DocumentCheck {
  const rounded = expected.round(2, Big.roundHalfUp);
  const ok = expected.minus(stated).abs().lte(tolerance) || rounded.minus(stated).abs().lte(tolerance);
  const makes = `${what} make ${rounded.toFixed(2)}`;
  return { name, ok, detail: ok ? `${makes}, as stated.` : `${makes}, but ${stated.toFixed(2)} is stated.` };
}
