/** Credit as sale_credit_limit and account_credit_limit of Tryton 6.0 count it, in the order's currency. Pure. */
import Big from 'big.js';
import { currencyDigits, formatMoney, toMoney } from '#core/model/money.ts';
import type { CreditStanding } from '#core/model/order.ts';
import { convertQuantity, itemLines } from './order.ts';
import type { CurrencyRateRow, PartyCreditRow, ProductRow, SaleRow, UomRow } from './rows.ts';

/** Today's rates, as the ERP itself uses them for credit. */
export interface Rates {
  company: CurrencyRateRow;
  byId: Map<number, CurrencyRateRow>;
}

/** A receivable line of a customer: unpaid (`paidOn` null) or paid. ISO dates. */
export interface DueItem {
  dueOn: string;
  paidOn: string | null;
}

/** `amount` in another currency (`Currency.compute` unrounded), or null where a rate is missing. */
export function convertAmount(amount: Big | string, from: CurrencyRateRow, to: CurrencyRateRow): Big | null {
  if (from.id === to.id) return new Big(amount);
  if (!Number(from.rate) || !Number(to.rate)) return null;
  return new Big(amount).times(to.rate as string).div(from.rate as string);
}

/** The warning `confirm` raises for this order past its limit; its name is bound to the order. */
export const creditWarningName = (saleId: string | number) => `credit_limit_amount_sale.sale,${saleId}`;

/** The credit of the party who pays. null: a rate is missing, so no number would be right. */
export function toCreditStanding(
  sale: SaleRow,
  payer: PartyCreditRow & { name: string },
  rates: Rates,
  due: DueItem[] | null,
): CreditStanding | null {
  const company = rates.company;
  const own = rates.byId.get(sale['currency.'].id);
  const countedHere = own ? openAmount(sale, payer.id, own, company) : null;
  if (!own || countedHere === null) return null;
  const toOwn = (amount: Big | string) => convertAmount(amount, company, own);
  const open = new Big(payer.credit_amount).minus(payer.receivable).minus(countedHere);
  const limit = payer.credit_limit_amount === null ? null : toOwn(payer.credit_limit_amount);
  const receivable = toOwn(payer.receivable);
  const otherOpenOrders = toOwn(open);
  if (receivable === null || otherOpenOrders === null) return null;
  const code = sale['currency.'].code.toUpperCase();
  return {
    limit: limit === null ? null : toMoney(limit, code),
    receivable: toMoney(receivable, code),
    otherOpenOrders: toMoney(otherOpenOrders, code),
    ...paymentHabit(due),
    warning: expectedWarning(sale, payer, company),
  };
}

/**
 * What the ERP counts of this very order as open: confirmed or processing, less what is on posted invoices, on the
 * order's party (`party.party.get_credit_amount`). In company currency; null where it cannot be converted.
 */
function openAmount(
  sale: SaleRow,
  payerId: number,
  own: CurrencyRateRow,
  company: CurrencyRateRow,
): Big | null {
  const counted = (sale.state === 'confirmed' || sale.state === 'processing') && sale.party === payerId;
  if (!counted) return new Big(0);
  let amount = new Big(0);
  for (const line of itemLines(sale)) {
    let quantity = new Big(line.quantity ?? 0);
    for (const invoiced of line['invoice_lines.']) {
      if (invoiced.type !== 'line' || !invoiced['invoice.']?.move) continue;
      const unit = line['unit.'];
      const from = invoiced['unit.'] ?? unit;
      const done =
        from && unit ? convertQuantity(invoiced.quantity ?? 0, from, unit) : new Big(invoiced.quantity ?? 0);
      if (done === null) return null;
      quantity = quantity.minus(done);
    }
    amount = amount.plus(quantity.times(line.unit_price ?? 0));
  }
  return convertAmount(amount, own, company)?.round(company.digits) ?? null;
}

/**
 * `confirm` compares limit < credit_amount + the order's untaxed amount AS NUMBERS, whatever the order's currency, and
 * only for orders shipped "on order confirmed": what it will say is not the same as whether the limit is exceeded.
 */
function expectedWarning(
  sale: SaleRow,
  payer: PartyCreditRow & { name: string },
  company: CurrencyRateRow,
): CreditStanding['warning'] {
  if (sale.state !== 'draft' && sale.state !== 'quotation') return null;
  if (sale.shipment_method !== 'order' || payer.credit_limit_amount === null) return null;
  if (!new Big(payer.credit_limit_amount).lt(new Big(payer.credit_amount).plus(sale.untaxed_amount)))
    return null;
  const limit = formatMoney(toMoney(payer.credit_limit_amount, company.code.toUpperCase()));
  return {
    name: creditWarningName(sale.id),
    message: `Party "${payer.name}" has reached their credit limit of ${limit}.`,
  };
}

function paymentHabit(due: DueItem[] | null): Pick<CreditStanding, 'oldestDueOn' | 'averageDaysLate'> {
  const unpaid = (due ?? []).filter((item) => item.paidOn === null).map((item) => item.dueOn);
  const late = (due ?? []).flatMap(({ dueOn, paidOn }) =>
    paidOn === null ? [] : [Math.max(0, (Date.parse(paidOn) - Date.parse(dueOn)) / 86_400_000)],
  );
  return {
    oldestDueOn: unpaid.sort()[0] ?? null,
    averageDaysLate: late.length === 0 ? null : Math.round(late.reduce((a, b) => a + b, 0) / late.length),
  };
}

/** Cost per `unit` in the order's currency with its usual digits and two more; null where it cannot be told. */
export function costIn(
  product: ProductRow | null,
  unit: UomRow | null,
  own: CurrencyRateRow | undefined,
  rates: Rates,
): string | null {
  if (!product?.cost_price || !unit || !own) return null;
  const perUnit = convertQuantity(1, unit, product['default_uom.']);
  const cost = perUnit && convertAmount(perUnit.times(product.cost_price), rates.company, own);
  return cost ? cost.toFixed(currencyDigits(own.code) + 2) : null;
}
