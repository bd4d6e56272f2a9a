import Big from 'big.js';
import type { Finding } from '../../model/exception.ts';
import { toMoney } from '../../model/money.ts';
import type { ChangeRequest, OrderContext, OrderLine } from '../../model/order.ts';
import { dayOf } from '../shared.ts';
import type { ExceptionType } from '../type.ts';
import { lineValue, notNegative } from '../worth.ts';
import { type Change, composeChange, evidence } from './changeCard.ts';

/**
 * The customer asked to change or cancel, and it is still to be answered; all requests about one order together. What
 * is already as asked is none. Money at stake = Σ value of the lines concerned (the larger of quantity before and
 * after × price), at most once a line; the order's value where the whole order is concerned. Cost of the change =
 * Σ cancellation fees of purchases bound to the lines.
 */
function detect(context: OrderContext): Finding | null {
  const { order } = context;
  if (order.state === 'cancelled') return null;
  const requests = context.changes
    .filter((change) => !isDone(change, context))
    .map((change) => judged(change, context))
    .sort((a, b) => new Big(b.value.amount).cmp(a.value.amount));
  if (!requests.length) return null;
  const whole = requests.some(({ what }) => !('lineId' in what));
  const byLine = new Map<string, Big>();
  for (const { what, value } of requests) {
    if (!('lineId' in what)) continue;
    const before = byLine.get(what.lineId);
    byLine.set(what.lineId, before?.gt(value.amount) ? before : new Big(value.amount));
  }
  const sum = [...byLine.values()].reduce((all, value) => all.plus(value), new Big(0));
  const total = notNegative(order.total, order.currency);
  const stake = whole && sum.lt(total.amount) ? total : toMoney(sum, order.currency);
  // A purchase is cancelled once, whichever requests ask for it.
  const fees = feesOf(
    requests.flatMap((one) => reducedLines(one.what, context)),
    context,
  );
  return {
    type: 'order_change',
    evidence: { requests, fees: toMoney(fees, order.currency) },
    atStake: stake,
  };
}

function isDone({ what }: ChangeRequest, { order }: OrderContext): boolean {
  const line = 'lineId' in what ? order.lines.find(({ id }) => id === what.lineId) : undefined;
  switch (what.kind) {
    case 'quantity':
      return line !== undefined && new Big(line.quantity).eq(what.to);
    case 'cancel_line':
      return line === undefined || new Big(line.quantity).eq(0);
    case 'date':
      return order.promisedOn !== null && dayOf(order.promisedOn) === dayOf(what.to);
    case 'address': {
      const parts = ['name', 'street', 'postalCode', 'city', 'country'] as const;
      return order.shipTo !== null && parts.every((part) => order.shipTo![part] === what.to[part]);
    }
    case 'cancel_order':
      return false;
  }
}

function judged({ id, askedOn, by, text, what }: ChangeRequest, context: OrderContext): Change {
  const { order } = context;
  const reduced = reducedLines(what, context);
  const state = possibility(what, reduced, context);
  const line = 'lineId' in what ? order.lines.find((one) => one.id === what.lineId) : undefined;
  const value =
    'lineId' in what
      ? line === undefined
        ? toMoney(0, order.currency)
        : notNegative(
            lineValue({
              ...line,
              quantity: what.kind === 'quantity' ? larger(line.quantity, what.to) : line.quantity,
            }),
            order.currency,
          )
      : notNegative(order.total, order.currency);
  const fees = toMoney(state.possible === 'no' ? 0 : feesOf(reduced, context), order.currency);
  const feesKnown = purchasesOf(reduced, context).every(
    (one) => one.state !== 'ordered' || one.cancellationFee?.currency === order.currency,
  );
  return { id, askedOn, by, text, what, ...state, value, fees, feesKnown };
}

const larger = (a: string, b: string): string => (new Big(a).gt(b) ? a : b);

/** The lines of which less would be needed. */
function reducedLines(what: ChangeRequest['what'], { order }: OrderContext): OrderLine[] {
  switch (what.kind) {
    case 'quantity':
      return order.lines.filter((line) => line.id === what.lineId && new Big(what.to).lt(line.quantity));
    case 'cancel_line':
      return order.lines.filter((line) => line.id === what.lineId);
    case 'cancel_order':
      return order.lines.filter((line) => line.kind === 'goods');
    default:
      return [];
  }
}

function possibility(
  what: ChangeRequest['what'],
  reduced: OrderLine[],
  context: OrderContext,
): Pick<Change, 'possible' | 'because' | 'bound'> {
  const { order, shipments } = context;
  const no = (because: string) => ({ possible: 'no' as const, because: [because], bound: [] });
  if (order.state === 'shipped' || order.state === 'done') return no('The order has left.');
  const left = shipments.filter((one) => one.state === 'shipped' || one.state === 'delivered');
  const begun = shipments.filter((one) => one.state === 'picked' || one.state === 'packed');
  const holds = (lineId: string) => (one: (typeof shipments)[number]) =>
    !one.lines.length || one.lines.some((line) => line.lineId === lineId);
  if (what.kind === 'quantity' || what.kind === 'cancel_line') {
    const line = order.lines.find((one) => one.id === what.lineId);
    if (!line) return no(`${what.sku} is no longer on the order.`);
    const to = what.kind === 'quantity' ? new Big(what.to) : new Big(0);
    if (to.lt(0)) return no(`${to.toFixed()} is no quantity that can be shipped.`);
    const gone = left.filter(holds(line.id));
    // A shipment that does not list its lines may hold all of them.
    const shipped = gone.some((one) => !one.lines.length)
      ? new Big(line.quantity)
      : quantityIn(gone, line.id);
    if (shipped.gt(0) && (to.lt(shipped) || shipped.gte(line.quantity))) {
      return no(`${shipped.toFixed()} ${line.unit} of ${line.sku} have left.`.replace('  ', ' '));
    }
    const picked = begun.some(holds(line.id)) && to.lt(line.quantity);
    return withCosts(picked ? [`${line.sku} is picked and has to be put back.`] : [], reduced, context);
  }
  if (left.length) {
    return no(
      what.kind === 'cancel_order'
        ? 'A part of the order has left; single lines that have not can still be cancelled.'
        : 'A part of the order has left.',
    );
  }
  const picked = begun.length > 0 && what.kind === 'cancel_order';
  const packed = what.kind === 'address' && begun.some((one) => one.state === 'packed');
  const work = [
    ...(picked ? ['The goods are picked and have to be put back.'] : []),
    ...(packed ? ['The goods are packed and need new labels.'] : []),
  ];
  return withCosts(work, reduced, context);
}

function withCosts(
  work: string[],
  reduced: OrderLine[],
  context: OrderContext,
): Pick<Change, 'possible' | 'because' | 'bound'> {
  const bound = purchasesOf(reduced, context).flatMap(({ number, supplier, state, cancellationFee }) => {
    if (state === 'draft') return [];
    if (state === 'received')
      return [`Purchase ${number} of ${supplier} was received; its goods stay with us.`];
    const fee = cancellationFee
      ? `asks ${cancellationFee.amount} ${cancellationFee.currency}`
      : 'may ask a fee that is not known';
    return [`Purchase ${number} is ordered; ${supplier} ${fee} to cancel it.`];
  });
  if (bound.length) work.push('Goods were bought for it.');
  return work.length
    ? { possible: 'costs', because: work, bound }
    : { possible: 'free', because: ['Nothing has been picked yet.'], bound };
}

const quantityIn = (shipments: OrderContext['shipments'], lineId: string): Big =>
  shipments
    .flatMap((one) => one.lines)
    .filter((line) => line.lineId === lineId)
    .reduce((sum, line) => sum.plus(line.quantity), new Big(0));

const purchasesOf = (lines: OrderLine[], { purchases }: OrderContext) =>
  purchases.filter((purchase) => lines.some((line) => line.id === purchase.lineId));

/** Of purchases that are ordered; a fee in another currency is told and not added up. */
function feesOf(lines: OrderLine[], context: OrderContext): Big {
  const fees = purchasesOf(lines, context)
    .filter(
      ({ state, cancellationFee }) =>
        state === 'ordered' && cancellationFee?.currency === context.order.currency,
    )
    .reduce((sum, { cancellationFee }) => sum.plus(cancellationFee!.amount), new Big(0));
  return fees.lt(0) ? new Big(0) : fees;
}

export const orderChange: ExceptionType = {
  name: 'order_change',
  title: 'Order change',
  question:
    'order change or cancellation by the customer: until when, restocking charge, cancellation fee, special orders',
  supportedBy: 'agreement_or_sop',
  goesTo: ['rep'],
  detect,
  fingerprint: (finding) =>
    evidence
      .parse(finding.evidence)
      .requests.map((one) => [one.id, one.what, one.possible, one.fees])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  compose: composeChange,
  gone: 'The order stands as the customer asked, or the request was withdrawn or answered.',
};
