/** What can be done about a shortage, each with its consequence in money and time. */
import Big from 'big.js';
import type { ActionOf } from '../../model/action.ts';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, formatPrice, toMoney } from '../../model/money.ts';
import type { LineSupply, OrderContext } from '../../model/order.ts';
import {
  addDays,
  dayOf,
  daysBetween,
  latestDay,
  listed,
  moveTo,
  plain,
  plural,
  shipmentHolding,
  showDay,
} from '../shared.ts';
import { type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, offered, orderFor } from '../wording.ts';
import { marginPercent, notNegative } from '../worth.ts';
import type { ShortLine } from './inventoryShortage.ts';

/** As many lines as an action may name. */
const MOST_LINES = 200;

/** Everything the single options look at. */
interface Situation {
  lines: ShortLine[];
  finding: Finding;
  context: OrderContext;
  locale: string;
  supplyOf: Map<string, LineSupply>;
  today: string;
  label: string;
  name: string;
  /** The day on which all short lines are covered; null: not known. */
  coveredOn: string | null;
  /** The order's margin as it stands. */
  margin: string | null;
}

type Draft = Omit<OptionDraft, 'style'>;

/** `substitute`: the one that is offered, in words. */
export function shortageOptions(
  lines: ShortLine[],
  finding: Finding,
  context: OrderContext,
  locale: string,
): { options: OptionDraft[]; substitute: string | null } {
  const situation: Situation = {
    lines: lines.slice(0, MOST_LINES),
    finding,
    context,
    locale,
    supplyOf: new Map(context.supply?.map((known) => [known.lineId, known])),
    today: dayOf(context.readAt),
    label: orderLabel(context.order),
    name: context.order.customer.name,
    coveredOn: latestDay(lines.map((line) => line.coveredOn)),
    margin: marginPercent(context.order),
  };
  const substituted = substitute(situation);
  const split = splitBackorder(situation);
  const drafts = [
    substituted,
    split,
    wait(situation),
    transfer(situation),
    replenish(situation),
    ask(situation, substituted, split),
  ];
  return {
    options: offered(drafts.map((draft) => draft && { ...draft, style: 'default' })),
    substitute:
      substituted &&
      listed(
        substituted.action.lines.map((l) => `${l.toSku} for ${l.sku}`),
        3,
      ),
  };
}

/** What remains when an option deals with some of the short lines only. */
function rest(lines: ShortLine[], done: { lineId: string }[]): string {
  const left = lines.filter((line) => !done.some((one) => one.lineId === line.lineId));
  return left.length
    ? ` ${listed(left.map((line) => line.sku))} ${left.length === 1 ? 'stays' : 'stay'} short.`
    : '';
}

/** "3 days after the promised day", or how far away it is. */
function against(day: string, { context, today }: Situation): string {
  const promised = context.order.promisedOn;
  if (!promised) return `${plural(daysBetween(today, day), 'day')} from now`;
  const late = daysBetween(promised, day);
  return late > 0 ? `${plural(late, 'day')} after the promised day` : 'in time for the promised day';
}

/** Another item of the family that covers the whole need of a line of which nothing has left yet. */
function substitute(s: Situation): (Draft & { action: ActionOf<'substitute'> }) | null {
  const { order, rules } = s.context;
  if (rules.noSubstitution) return null;
  const taken = new Map<string, Big>();
  const lines: ActionOf<'substitute'>['lines'] = [];
  const prices = new Map<string, string>();
  let paid: Big | null = new Big(0);
  let difference = new Big(0);
  for (const short of s.lines) {
    const line = order.lines.find((one) => one.id === short.lineId);
    if (!line || plain(line.quantity) !== short.needed) continue;
    const fit = s.supplyOf
      .get(line.id)
      ?.substitutes.find((one) =>
        new Big(one.available).minus(taken.get(one.productId) ?? 0).gte(short.needed),
      );
    if (!fit) continue;
    taken.set(fit.productId, (taken.get(fit.productId) ?? new Big(0)).plus(short.needed));
    prices.set(line.id, fit.unitPrice);
    const dearer = fit.unitCost && line.unitCost ? new Big(fit.unitCost).minus(line.unitCost) : null;
    paid = paid && dearer ? paid.plus(dearer.times(short.needed)) : null;
    difference = difference.plus(new Big(fit.unitPrice).minus(line.unitPrice).times(short.needed));
    lines.push({
      lineId: line.id,
      sku: short.sku,
      productId: fit.productId,
      fromProductId: line.productId ?? null,
      toSku: fit.sku,
      quantity: short.needed,
      fromPrice: line.unitPrice,
      toPrice: fit.unitPrice,
    });
  }
  const [first] = lines;
  if (!first) return null;
  const margin = paid ? marginPercent(order, { prices, paid }) : null;
  const price = (amount: string) => formatPrice(amount, order.currency, s.locale);
  const value = formatMoney(toMoney(difference.abs(), order.currency), s.locale);
  const money = difference.eq(0)
    ? 'at the same price'
    : `at ${price(first.toPrice)} instead of ${price(first.fromPrice)} each; the order's value ${difference.gt(0) ? 'rises' : 'falls'} by ${value}`;
  return {
    id: 'substitute',
    label: 'Ship Substitute',
    action: { kind: 'substitute', lines },
    consequence: `${listed(lines.map((line) => `${line.quantity} ${line.toSku}`))} ${lines.length === 1 ? 'goes' : 'go'} now, ${money}${marginWords(s.margin, margin)}.${rest(s.lines, lines)}`,
    done: `Substituted ${listed(lines.map((line) => `${line.toSku} for ${line.sku}`))} on ${s.label} for ${s.name}`,
    amount: s.finding.atStake,
    marginPercent: margin,
    confirm: lines.every((line) => line.fromProductId)
      ? null
      : `Ship ${listed(lines.map((line) => `${line.quantity} ${line.toSku} instead of ${line.sku}`))} on ${s.label} to ${s.name}. It cannot be taken back from here.`,
    citations: [],
  };
}

const marginWords = (before: string | null, after: string | null): string =>
  before && after ? `, its margin is ${after}% instead of ${before}%` : '';

/** What is there goes; the rest stays open. Of a processed order: the shipment that holds the worst line. */
function splitBackorder(s: Situation): (Draft & { action: ActionOf<'split_backorder'> }) | null {
  const { order, rules } = s.context;
  if (rules.shipComplete) return null;
  const shipment = shipmentHolding(
    s.context,
    s.lines.map((line) => line.lineId),
  );
  const inIt = shipment?.lines.length ? new Set(shipment.lines.map((line) => line.lineId)) : null;
  const lines: ActionOf<'split_backorder'>['lines'] = [];
  for (const short of s.lines) {
    if (inIt && !inIt.has(short.lineId)) continue;
    lines.push({ lineId: short.lineId, sku: short.sku, ship: short.available, backorder: short.short });
  }
  const backordered = [...lines];
  for (const line of order.lines) {
    if (line.kind !== 'goods' || lines.some((one) => one.lineId === line.id)) continue;
    if (inIt && !inIt.has(line.id)) continue;
    const ship = plain(s.supplyOf.get(line.id)?.needed ?? line.quantity);
    if (new Big(ship).gt(0))
      lines.push({ lineId: line.id, sku: line.sku || line.description, ship, backorder: '0' });
  }
  const going = lines.filter((line) => new Big(line.ship).gt(0));
  if (!backordered.length || !going.length || lines.length > MOST_LINES) return null;
  const prices = new Map(order.lines.map((line) => [line.id, line.unitPrice]));
  const value = going.reduce(
    (sum, line) => sum.plus(new Big(line.ship).times(prices.get(line.lineId) ?? 0)),
    new Big(0),
  );
  const now = formatMoney(notNegative(value, order.currency), s.locale);
  const back = listed(backordered.map((line) => `${line.backorder} ${line.sku}`));
  const known = s.lines.filter((line) => backordered.some((one) => one.lineId === line.lineId));
  const on = latestDay(known.map((line) => line.coveredOn));
  const later = on
    ? `${back} ${verb(backordered, 'follows', 'follow')} on ${showDay(on, s.locale)}, ${against(on, s)}`
    : `${back} ${verb(backordered, 'stays', 'stay')} on backorder without a day`;
  return {
    id: 'split',
    label: 'Ship Part, Backorder Rest',
    action: { kind: 'split_backorder', shipmentId: shipment?.id ?? null, lines, backorderOn: on },
    consequence: `${now} of goods goes now; ${later}. A second shipment is needed.${rest(s.lines, backordered)}`,
    done: `Split ${s.label} for ${s.name}: backordered ${back}`,
    amount: s.finding.atStake,
    marginPercent: s.margin,
    confirm: `Ship ${now} of ${s.label} to ${s.name} now and backorder ${back}. What has left cannot be called back.`,
    citations: [],
  };
}

const verb = (all: unknown[], one: string, many: string): string => (all.length === 1 ? one : many);

/** All of it once what is coming covers every short line. */
function wait(s: Situation): Draft | null {
  if (!s.coveredOn) return null;
  const shipment = shipmentHolding(
    s.context,
    s.lines.map((line) => line.lineId),
  );
  const action = moveTo(s.context, shipment, s.coveredOn);
  if (!action) return null;
  const day = showDay(s.coveredOn, s.locale);
  return {
    id: 'wait',
    label: 'Wait for Stock',
    action,
    consequence: `Everything goes together on ${day}, ${against(s.coveredOn, s)}; prices stay.`,
    done: `Moved ${s.label} for ${s.name} to ${s.coveredOn}, when the stock is there`,
    amount: s.finding.atStake,
    marginPercent: s.margin,
    confirm: null,
    citations: [],
  };
}

/** From the first warehouse that covers the worst line that one covers, with what else it covers of the order. */
function transfer(s: Situation): Draft | null {
  const covering = (line: ShortLine, warehouse?: string) =>
    s.supplyOf
      .get(line.lineId)
      ?.elsewhere.find(
        (one) =>
          one.warehouse !== line.warehouse &&
          (warehouse === undefined || one.warehouse === warehouse) &&
          new Big(one.available).gte(line.short),
      );
  const worst = s.lines.find((line) => covering(line));
  const from = worst && covering(worst)?.warehouse;
  if (!worst || from === undefined) return null;
  // Two lines of one item draw on the same stock.
  const taken = new Map<string, Big>();
  const moved = s.lines.filter((line) => {
    const there = line.warehouse === worst.warehouse && covering(line, from);
    if (!there) return false;
    const sum = (taken.get(line.sku) ?? new Big(0)).plus(line.short);
    if (sum.gt(there.available)) return false;
    taken.set(line.sku, sum);
    return true;
  });
  const days = Math.max(...moved.map((line) => covering(line, from)!.days));
  const arrivesOn = addDays(s.today, days);
  const lines = moved.map((line) => ({ lineId: line.lineId, sku: line.sku, quantity: line.short }));
  const what = listed(lines.map((line) => `${line.quantity} ${line.sku}`));
  return {
    id: 'transfer',
    label: 'Transfer Stock',
    action: { kind: 'create_transfer', from, to: worst.warehouse, lines, arrivesOn },
    consequence: `${what} ${verb(lines, 'comes', 'come')} from ${from} to ${worst.warehouse} by ${showDay(arrivesOn, s.locale)} (${plural(days, 'day')}), ${against(arrivesOn, s)}; prices stay.${rest(s.lines, lines)}`,
    done: `Asked for a transfer of ${what} from ${from} for ${s.label}`,
    amount: s.finding.atStake,
    marginPercent: s.margin,
    confirm: null,
    citations: [],
  };
}

/** A purchase draft of what is missing, unless what is on its way already comes as soon. Lead time in calendar days. */
function replenish(s: Situation): Draft | null {
  const { order } = s.context;
  const buyable = s.lines.flatMap((line) => {
    const supplier = s.supplyOf.get(line.lineId)?.supplier;
    if (!supplier) return [];
    const arrivesOn = supplier.leadDays === null ? null : addDays(s.today, supplier.leadDays);
    const sooner = line.coveredOn !== null && (arrivesOn === null || line.coveredOn <= arrivesOn);
    return sooner ? [] : [{ line, supplier, arrivesOn }];
  });
  const [first] = buyable;
  if (!first) return null;
  const { supplier } = first;
  const bought = buyable.filter((one) => one.supplier.id === supplier.id);
  const arrivesOn = latestDay(bought.map((one) => one.arrivesOn));
  let cost: Big | null = new Big(0);
  let paid: Big | null = new Big(0);
  for (const { line, supplier: from } of bought) {
    const own = order.lines.find((one) => one.id === line.lineId)?.unitCost ?? null;
    cost = cost && from.unitCost ? cost.plus(new Big(from.unitCost).times(line.short)) : null;
    paid =
      paid && from.unitCost && own ? paid.plus(new Big(from.unitCost).minus(own).times(line.short)) : null;
  }
  const lines = bought.map(({ line, supplier: from }) => ({
    lineId: line.lineId,
    sku: line.sku,
    quantity: line.short,
    unitCost: from.unitCost,
  }));
  const what = listed(lines.map((line) => `${line.quantity} ${line.sku}`));
  const amount = cost ? notNegative(cost, order.currency) : s.finding.atStake;
  const price = cost ? `for ${formatMoney(amount, s.locale)}` : 'at a cost the ERP does not know';
  const time = arrivesOn
    ? `arrives about ${showDay(arrivesOn, s.locale)}, ${against(arrivesOn, s)}`
    : 'arrives on a day the supplier has yet to say';
  return {
    id: 'replenish',
    label: `Buy from ${cut(supplier.name, 60)}`,
    action: { kind: 'create_purchase', supplierId: supplier.id, supplier: supplier.name, lines, arrivesOn },
    consequence: `A purchase draft of ${what} ${price}; it ${time}.${rest(s.lines, lines)}`,
    done: `Drafted a purchase of ${what} from ${supplier.name} for ${s.label}`,
    amount,
    marginPercent: paid ? marginPercent(order, { paid }) : null,
    confirm: null,
    citations: [],
  };
}

/** Lets the customer choose among what can really be done. Plain English, whatever the reader's locale. */
function ask(
  s: Situation,
  substituted: (Draft & { action: ActionOf<'substitute'> }) | null,
  split: (Draft & { action: ActionOf<'split_backorder'> }) | null,
): Draft | null {
  const { order } = s.context;
  const money = (amount: string) => formatPrice(amount, order.currency);
  const choices: string[] = [];
  if (substituted) {
    const swaps = substituted.action.lines.map(
      (line) =>
        `${line.quantity} ${line.toSku} instead of ${line.sku}, at ${money(line.toPrice)} each (${line.sku}: ${money(line.fromPrice)})`,
    );
    choices.push(`We ship a substitute now: ${listed(swaps, 3)}.`);
  }
  if (split) {
    const going = split.action.lines.filter((line) => new Big(line.ship).gt(0));
    const back = split.action.lines.filter((line) => new Big(line.backorder).gt(0));
    const when = split.action.backorderOn
      ? ` on ${showDay(split.action.backorderOn)}`
      : ' as soon as it is in';
    choices.push(
      `We ship a part now (${listed(going.map((line) => `${line.ship} ${line.sku}`))}) and the rest (${listed(back.map((line) => `${line.backorder} ${line.sku}`))})${when}.`,
    );
  }
  choices.push(
    s.coveredOn
      ? `We ship everything together on ${showDay(s.coveredOn)}.`
      : 'We keep the order open and tell you the day as soon as we know it.',
    'We take the missing items off the order.',
  );
  const missing = s.lines.slice(0, 5).map((line) => `- ${line.sku}: ${line.short} of ${line.needed} missing`);
  const more = s.lines.length > 5 ? [`- and ${plural(s.lines.length - 5, 'more item')}`] : [];
  const action = messageTo(
    'customer',
    order.customer.email,
    `Your ${orderFor(order)}: how shall we ship it?`,
    [
      `We cannot ship all of your ${orderFor(order)} as planned:`,
      [...missing, ...more].join('\n'),
      'Which of these suits you? A reply with the number is enough.',
      choices.map((choice, at) => `${at + 1}. ${choice}`).join('\n'),
    ],
  );
  if (!action) return null;
  return {
    id: 'ask',
    label: 'Ask Customer',
    action,
    consequence: `${s.name} chooses among ${plural(choices.length, 'way')} by mail to ${action.to}; until the answer nothing ships and nothing changes in price.`,
    done: `Asked ${s.name} how to ship ${s.label}`,
    amount: s.finding.atStake,
    marginPercent: s.margin,
    confirm: null,
    citations: [],
  };
}
