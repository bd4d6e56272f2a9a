import Big from 'big.js';
import type { Finding } from '../../model/exception.ts';
import { type Money, toMoney } from '../../model/money.ts';
import type { Agreement, Order, OrderContext, OrderLine } from '../../model/order.ts';
import { dayOf, daysBetween } from '../shared.ts';
import { agreedPrices, agreedRebate, holdsOn, isRebated, ownAgreements, termsDay } from '../terms.ts';
import type { ExceptionType } from '../type.ts';
import { goodsValue, lineValue, notNegative } from '../worth.ts';
import { type Conflict, composeConflict, evidence, isFreight } from './contractCard.ts';

type Terms = 'minimumOrder' | 'freightFreeFrom' | 'paymentTerms' | 'rebatePercent';

const open = new Set<Order['state']>(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);

/**
 * An open order does not keep what was agreed: below the minimum order, freight charged though it is ours, other payment
 * terms, no rebate, an item reserved for somebody else, no agreement in force any more, or two that contradict each other.
 * A term on which two agreements differ is an overlap and nothing else. Money at stake = the largest of: minimum − goods
 * value · the freight charged, less what is credited of it · rebate % × goods value · the order's value (terms, exclusivity, expired, overlap).
 */
function detect(context: OrderContext): Finding | null {
  const { order } = context;
  if (!open.has(order.state) || !context.agreements.length) return null;
  const conflicts = [
    ...exclusivity(context),
    ...expired(context),
    ...overlaps(context),
    ...paymentTerms(context),
    ...minimumOrder(context),
    ...freight(context),
    ...rebate(context),
  ].sort((a, b) => new Big(b.amount.amount).cmp(a.amount.amount));
  if (!conflicts.length) return null;
  const goods = toMoney(goodsValue(order), order.currency);
  return { type: 'contract_conflict', evidence: { goods, conflicts }, atStake: conflicts[0]!.amount };
}

const inForce = (context: OrderContext): Agreement[] =>
  ownAgreements(context).filter((agreement) => holdsOn(agreement, termsDay(context)));

const orderValue = ({ order }: OrderContext): Money => notNegative(order.total, order.currency);

function exclusivity(context: OrderContext): Conflict[] {
  const ordered = new Set(
    context.order.lines.filter((line) => line.kind === 'goods').map((line) => line.sku),
  );
  return context.agreements
    .filter((a) => a.customerId !== context.order.customer.id && holdsOn(a, termsDay(context)))
    .flatMap((a) => {
      const skus = a.exclusiveSkus.filter((sku) => ordered.has(sku));
      if (!skus.length) return [];
      const found = skus.join(', ');
      return [{ ...about('exclusivity', a), agreed: 'reserved', found, amount: orderValue(context) }];
    });
}

/** Who had an agreement within the last year and has none now likely believes that it still holds. */
function expired(context: OrderContext): Conflict[] {
  const day = termsDay(context);
  if (inForce(context).length) return [];
  const [newest] = ownAgreements(context)
    .filter(({ validTo }) => validTo !== null && dayOf(validTo) < day)
    .sort((a, b) => (dayOf(a.validTo!) < dayOf(b.validTo!) ? 1 : -1));
  if (!newest || daysBetween(newest.validTo!, day) > 365) return [];
  const agreed = dayOf(newest.validTo!);
  return [{ ...about('expired', newest), agreed, found: day, amount: orderValue(context) }];
}

/** A term as it can be compared: "NET 30", "Net-30 days" and "NET30" are one. null: the agreement says nothing. */
function comparable(agreement: Agreement, term: Terms): string | null {
  const value = agreement[term];
  if (value === null) return null;
  if (term === 'paymentTerms') return normalTerms(String(value));
  return typeof value === 'string'
    ? new Big(value).toFixed()
    : `${new Big(value.amount).toFixed()} ${value.currency}`;
}

function normalTerms(text: string): string {
  const bare = text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}%]/gu, '')
    .replace(/DAYS?$|TAGE$/, '');
  return bare.replace(/^(\d+)(?:DAYS?)?(?:NET)?$/, 'NET$1').replace(/^N(\d+)$/, 'NET$1');
}

const differ = (context: OrderContext, term: Terms): boolean =>
  new Set(
    inForce(context)
      .map((a) => comparable(a, term))
      .filter((value) => value !== null),
  ).size > 1;

const terms: Record<Terms, string> = {
  minimumOrder: 'minimum order',
  freightFreeFrom: 'free freight',
  paymentTerms: 'payment terms',
  rebatePercent: 'rebate',
};

function overlaps(context: OrderContext): Conflict[] {
  return (Object.keys(terms) as Terms[])
    .filter((term) => differ(context, term))
    .map((term) => {
      const stating = inForce(context).filter((a) => a[term] !== null);
      const first = stating[0]!;
      const other = stating.find((a) => comparable(a, term) !== comparable(first, term))!;
      const say = (a: Agreement): string => {
        const value = a[term]!;
        return `${terms[term]} ${typeof value === 'string' ? value : `${value.amount} ${value.currency}`}${term === 'rebatePercent' ? '%' : ''}`;
      };
      return {
        ...about('overlap', first),
        title: `${first.title} and ${other.title}`,
        agreed: say(first),
        found: say(other),
        amount: orderValue(context),
      };
    });
}

/** The one agreement in force that states a term; null: none does, or they differ. */
const stating = (context: OrderContext, term: Terms): Agreement | null =>
  differ(context, term) ? null : (inForce(context).find((a) => a[term] !== null) ?? null);

function paymentTerms(context: OrderContext): Conflict[] {
  const agreement = stating(context, 'paymentTerms');
  const found = context.order.paymentTerms;
  if (!agreement?.paymentTerms || !found || normalTerms(found) === normalTerms(agreement.paymentTerms))
    return [];
  return [
    {
      ...about('payment_terms', agreement),
      agreed: agreement.paymentTerms,
      found,
      amount: orderValue(context),
    },
  ];
}

function minimumOrder(context: OrderContext): Conflict[] {
  const agreement = stating(context, 'minimumOrder');
  const minimum = agreement?.minimumOrder;
  const goods = goodsValue(context.order);
  if (!agreement || minimum?.currency !== context.order.currency) return [];
  // An order without goods is one that is still being entered.
  if (goods.eq(0) || goods.gte(minimum.amount)) return [];
  const { currency } = context.order;
  const amount = toMoney(new Big(minimum.amount).minus(goods), currency);
  const found = toMoney(goods, currency).amount;
  return [{ ...about('minimum_order', agreement), agreed: minimum.amount, found, amount }];
}

function freight(context: OrderContext): Conflict[] {
  const { order } = context;
  const agreement = stating(context, 'freightFreeFrom');
  const from = agreement?.freightFreeFrom;
  const charged = order.lines.filter(isFreight).reduce((sum, line) => sum.plus(lineValue(line)), new Big(0));
  if (!agreement || from?.currency !== order.currency || charged.lte(0)) return [];
  if (goodsValue(order).lt(from.amount)) return [];
  const amount = toMoney(charged, order.currency);
  return [{ ...about('freight', agreement), agreed: from.amount, found: amount.amount, amount }];
}

const isRebate = (line: OrderLine): boolean =>
  line.kind === 'charge' &&
  !isFreight(line) &&
  (lineValue(line).lt(0) || /rebate|discount|rabatt/i.test(`${line.sku} ${line.description}`));

/** The rebate is on the order as a discount, or already in the prices of all lines whose agreed price is known. */
function hasRebate({ order, prices }: OrderContext, percent: string): boolean {
  if (order.lines.some(isRebate)) return true;
  const known = agreedPrices(prices);
  const quoted = order.lines.flatMap((line) => {
    const quote = known.get(line.id);
    return line.kind === 'goods' && quote ? [{ price: line.unitPrice, agreed: quote.unitPrice }] : [];
  });
  return quoted.length > 0 && quoted.every(({ price, agreed }) => isRebated(price, agreed, percent));
}

function rebate(context: OrderContext): Conflict[] {
  const percent = agreedRebate(context);
  const agreement = stating(context, 'rebatePercent');
  const goods = goodsValue(context.order);
  if (!percent || !agreement || goods.eq(0) || hasRebate(context, percent)) return [];
  const amount = toMoney(goods.times(percent).div(100), context.order.currency);
  return [{ ...about('rebate', agreement), agreed: percent, found: '0', amount }];
}

const about = (kind: Conflict['kind'], { id, title }: Agreement) => ({ kind, agreementId: id, title });

export const contractConflict: ExceptionType = {
  name: 'contract_conflict',
  title: 'Contract conflict',
  question:
    'minimum order value, freight terms, payment terms, rebate, exclusivity, term and renewal of the agreement',
  supportedBy: 'agreement',
  goesTo: ['pricing_manager'],
  detect,
  /** Without the amount of a rebate: giving it changes the prices that it is counted from. */
  fingerprint: (finding) =>
    evidence
      .parse(finding.evidence)
      .conflicts.map((c) => [c.kind, c.agreementId, c.agreed, c.found, c.kind === 'rebate' ? null : c.amount])
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  compose: composeConflict,
  gone: 'The order keeps what was agreed again, or was cancelled or shipped.',
};
