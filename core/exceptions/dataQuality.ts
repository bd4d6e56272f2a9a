import Big from 'big.js';
import type { DataGap, OrderContext } from '../model/order.ts';

const closed = new Set<OrderContext['order']['state']>(['shipped', 'done', 'cancelled']);

/**
 * Holes in what the ERP says about an open order: what the connector told, and what can be seen. Nothing is opened for
 * them, and nothing is guessed. Pure.
 */
export function holesIn(context: OrderContext): DataGap[] {
  const { order, gaps } = context;
  if (closed.has(order.state)) return gaps;
  const all = [
    ...gaps,
    ...unreadable(context),
    ...creditGaps(context),
    ...termGaps(context),
    ...lineGaps(context),
  ];
  // Where shipments carry promises, the order's own is missing; elsewhere this ERP may not keep any.
  const promises = context.shipments.some(({ promisedOn }) => promisedOn !== null);
  if (
    promises &&
    order.promisedOn === null &&
    (order.state === 'confirmed' || order.state === 'processing')
  ) {
    all.push({ about: 'order', text: 'No promise date, though its shipments have one.' });
  }
  if (!order.reference && !context.rules.purchaseOrderRequired) {
    all.push({ about: 'order', text: 'No purchase order number of the customer.' });
  }
  const seen = new Set<string>();
  return all.filter(({ about, text }) => {
    const key = `${about}|${text}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** Without a standing, or with a limit in another currency, an order is never found to be over its limit. */
function creditGaps({ order, credit, gaps }: OrderContext): DataGap[] {
  const about = 'customer';
  if (!credit) {
    const told = gaps.some((gap) => /credit/i.test(gap.text));
    return told ? [] : [{ about, text: 'The ERP tells no credit standing.' }];
  }
  if (credit.limit && credit.limit.currency !== order.currency) {
    const text = `The credit limit is in ${credit.limit.currency} and the order in ${order.currency}: not compared.`;
    return [{ about, text }];
  }
  return [];
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
