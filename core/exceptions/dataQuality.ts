import Big from 'big.js';
import type { DataGap, OrderContext } from '../model/order.ts';
import { isWaiting, listed, plain, plural, shipmentLabel } from './shared.ts';

const closed = new Set<OrderContext['order']['state']>(['shipped', 'done', 'cancelled']);

/**
 * Holes in what the ERP says about an open order: what the connector told, and what can be seen. Nothing is opened for
 * them, and nothing is guessed. Pure.
 */
export function holesIn(context: OrderContext): DataGap[] {
  const told = [...context.gaps, ...disputeGaps(context)];
  if (closed.has(context.order.state)) return told;
  const all = [
    ...told,
    ...unreadable(context),
    ...lineGaps(context),
    ...stockGaps(context),
    ...shelfLifeGaps(context),
    ...termGaps(context),
    ...creditGaps(context),
    ...orderGaps(context),
  ];
  const seen = new Set<string>();
  return all.filter(({ about, text }) => {
    const key = `${about}|${text}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** What an accepted order should say; last, as it is often missing on purpose. */
function orderGaps({ order, rules, priceList }: OrderContext): DataGap[] {
  const accepted = order.state !== 'draft' && order.state !== 'quotation';
  const about = 'order';
  return [
    accepted && order.orderedOn === null ? { about, text: 'No order date.' } : null,
    accepted && order.promisedOn === null ? { about, text: 'No day is promised.' } : null,
    accepted && order.shipTo === null ? { about, text: 'No address to ship to.' } : null,
    // Where the customer's rules ask for one, that is a finding.
    !order.reference && !rules.purchaseOrderRequired
      ? { about, text: 'No purchase order number of the customer.' }
      : null,
    priceList === null ? { about: 'customer', text: 'No price list: prices are not compared.' } : null,
  ].filter((gap) => gap !== null);
}

/** Without a standing, or with amounts in another currency, an order is never found to be over its limit. */
function creditGaps({ order, credit, gaps }: OrderContext): DataGap[] {
  const about = 'customer';
  if (!credit) {
    const told = gaps.some((gap) => /credit|exchange rate/i.test(gap.text));
    return told ? [] : [{ about, text: 'The ERP tells no credit standing.' }];
  }
  if (!credit.limit) return [{ about, text: 'No credit limit: credit is not checked.' }];
  const amounts = [
    { what: 'The credit limit is', ...credit.limit },
    { what: 'What the customer owes is', ...credit.receivable },
    { what: 'What the customer has on order is', ...credit.otherOpenOrders },
  ];
  const foreign = amounts.find(({ currency }) => currency !== order.currency);
  if (!foreign) return [];
  const text = `${foreign.what} in ${foreign.currency} and the order in ${order.currency}: not compared.`;
  return [{ about, text }];
}

function stockGaps({ order, supply }: OrderContext): DataGap[] {
  return order.lines.flatMap((line) => {
    const stock = supply?.find(({ lineId }) => lineId === line.id);
    if (!stock || !isNumber(stock.onHand) || new Big(stock.onHand).gte(0)) return [];
    const text = `The stock in ${stock.warehouse} is negative: ${stock.onHand}.`;
    return [{ about: lineName(line), text }];
  });
}

/** Without an expiry date a minimum shelf life is not judged. */
function shelfLifeGaps({ rules, shipments }: OrderContext): DataGap[] {
  const days = rules.minimumShelfLifeDays;
  if (days === undefined) return [];
  return shipments.filter(isWaiting).flatMap((shipment) => {
    const skus = new Set(shipment.lines.filter((line) => !line.expiresOn).map(({ sku }) => sku));
    if (!skus.size) return [];
    const text = `No expiry date of ${listed([...skus])}, and the customer asks for ${plural(days, 'day')} of shelf life.`;
    return [{ about: `shipment ${shipmentLabel(shipment)}`, text }];
  });
}

/** More is disputed than was sent: only what was sent is judged. */
function disputeGaps({ shipments }: OrderContext): DataGap[] {
  return shipments.flatMap((shipment) => {
    const { dispute, lines } = shipment;
    if (!dispute || !lines.length) return [];
    const sum = (of: { lineId: string; quantity: string }[], lineId: string) =>
      of
        .filter((line) => line.lineId === lineId && isNumber(line.quantity))
        .reduce((all, line) => all.plus(line.quantity), new Big(0));
    const named = new Map(dispute.lines.map(({ lineId, sku }) => [lineId, sku]));
    return [...named].flatMap(([lineId, sku]) => {
      const [said, sent] = [sum(dispute.lines, lineId), sum(lines, lineId)];
      if (said.lte(sent)) return [];
      const text = `${plain(said)} of ${sku} are disputed, and ${plain(sent)} were shipped.`;
      return [{ about: `shipment ${shipmentLabel(shipment)}`, text }];
    });
  });
}

function termGaps({ order, agreements }: OrderContext): DataGap[] {
  return agreements.flatMap(({ title, minimumOrder, freightFreeFrom }) =>
    [minimumOrder, freightFreeFrom]
      .filter((amount) => amount !== null && amount.currency !== order.currency)
      .slice(0, 1)
      .map((amount) => ({
        about: `agreement ${title}`,
        text: `Its amounts are in ${amount!.currency} and the order in ${order.currency}: not compared.`,
      })),
  );
}

/** What Big takes. */
const isNumber = (text: string): boolean => /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** Amounts, quantities and percentages that are none, such as "9,5". */
function unreadable({ order, prices, agreements, changes, alike }: OrderContext): DataGap[] {
  const read: [about: string, what: string, value: string | null | undefined][] = [
    ['order', 'The total', order.total.amount],
    ...order.lines.flatMap((line): typeof read => [
      [lineName(line), 'The quantity', line.quantity],
      [lineName(line), 'The price', line.unitPrice],
      [lineName(line), 'The cost', line.unitCost],
    ]),
    ...prices.map(({ list, row, unitPrice }): (typeof read)[number] => [
      `price list ${list}`,
      `The price of ${row}`,
      unitPrice,
    ]),
    ...agreements.flatMap(({ title, minimumOrder, freightFreeFrom, rebatePercent }): typeof read => [
      [`agreement ${title}`, 'The minimum order', minimumOrder?.amount],
      [`agreement ${title}`, 'The value from which freight is free', freightFreeFrom?.amount],
      [`agreement ${title}`, 'The rebate', rebatePercent],
    ]),
    ...changes.flatMap(({ by, what }): typeof read =>
      what.kind === 'quantity' ? [[`request of ${by}`, `The quantity of ${what.sku}`, what.to]] : [],
    ),
    ...alike.flatMap(({ id, number, lines }): typeof read =>
      lines.map(({ sku, quantity }) => [`order ${number ?? `#${id}`}`, `The quantity of ${sku}`, quantity]),
    ),
  ];
  return read.flatMap(([about, what, value]) =>
    value == null || isNumber(value)
      ? []
      : [{ about, text: `${what}, "${value.slice(0, 40)}", cannot be read as a number.` }],
  );
}

const lineName = ({ position, sku }: OrderContext['order']['lines'][number]): string =>
  `line ${position} ${sku}`.trim();

function lineGaps({ order, prices }: OrderContext): DataGap[] {
  const unpriced = new Map(
    prices
      .filter(({ unitPrice }) => isNumber(unitPrice) && new Big(unitPrice).lte(0))
      .map(({ lineId, list, unitPrice }) => [lineId, `${list} says ${unitPrice}: not taken for a price.`]),
  );
  return order.lines.flatMap((line) => {
    const about = lineName(line);
    if (line.kind !== 'goods') return [];
    return [
      line.sku.trim() === '' ? { about, text: 'The item has no number.' } : null,
      line.unit.trim() === '' ? { about, text: 'The line has no unit.' } : null,
      isNumber(line.unitPrice) && new Big(line.unitPrice).eq(0)
        ? { about, text: 'The price is zero.' }
        : null,
      unpriced.has(line.id) ? { about, text: unpriced.get(line.id)! } : null,
      isNumber(line.quantity) && new Big(line.quantity).lte(0)
        ? { about, text: `The quantity is ${line.quantity}.` }
        : null,
    ].filter((gap) => gap !== null);
  });
}
