/** What can be done about a shipment in trouble, each with its consequence in money and time. */
import Big from 'big.js';
import { formatMoney, type Money } from '../../model/money.ts';
import type { Order, OrderContext, Shipment } from '../../model/order.ts';
import {
  dayOf,
  daysBetween,
  firstDayWithin,
  isAllowedCarrier,
  isLarge,
  isWaiting,
  listed,
  moveTo,
  nextWorkingDay,
  plural,
  showDay,
} from '../shared.ts';
import { type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, offered, orderFor } from '../wording.ts';
import { marginPercent } from '../worth.ts';
import type { Disruption } from './carrierDisruption.ts';

type Alternative = Shipment['alternatives'][number];

/** The day the customer was promised the shipment: its own, else the order's. */
export const promisedDay = (shipment: Shipment, order: Order): string | null =>
  shipment.promisedOn ?? order.promisedOn;

interface Situation {
  worst: Disruption;
  /** null: the order has none. */
  shipment: Shipment | null;
  context: OrderContext;
  locale: string;
  today: string;
  /** What counts against limits where nothing is bought: the goods that are affected. */
  value: Money;
  /** "SO-1 for Harmony Labs". */
  whose: string;
  margin: string | null;
}

/** About the worst shipment; the others follow once it is dealt with. */
export function disruptionOptions(
  worst: Disruption,
  shipment: Shipment | null,
  context: OrderContext,
  locale: string,
): OptionDraft[] {
  const { order } = context;
  const s: Situation = {
    worst,
    shipment,
    context,
    locale,
    today: dayOf(context.readAt),
    value: { amount: worst.value, currency: order.currency },
    whose: `${orderLabel(order)} for ${order.customer.name}`,
    margin: marginPercent(order),
  };
  const ways = otherWays(s);
  const inTime = ways.find((way) => worst.promisedOn && way.receivedOn <= dayOf(worst.promisedOn));
  const fastest = ways.toSorted((a, b) =>
    a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0,
  )[0];
  const sooner =
    fastest && fastest !== inTime && (!worst.expectedOn || fastest.receivedOn < dayOf(worst.expectedOn));
  const day = newDay(s);
  return offered([
    inTime ? useCarrier(s, inTime, 'carrier') : null,
    sooner ? useCarrier(s, fastest, 'expedite') : null,
    reship(s),
    reschedule(s, day),
    reroute(s),
    tell(s, day),
  ]);
}

interface Way extends Alternative {
  /** The first day of the customer's window on which it can be taken in. */
  receivedOn: string;
}

/** Cheapest first; only carriers that the customer's routing guide allows, and not the way it goes already. */
function otherWays({ shipment, context: { rules }, today }: Situation): Way[] {
  if (!shipment || shipment.state === 'cancelled') return [];
  const now = shipment.carrier;
  return shipment.alternatives
    .filter(
      (way) =>
        dayOf(way.arrivesOn) >= today && isAllowedCarrier(rules.routingGuide, way.carrier, way.service),
    )
    .filter((way) => !now || way.carrierId !== now.id || way.service !== now.service)
    .map((way) => ({ ...way, receivedOn: firstDayWithin(way.arrivesOn, rules.deliveryWindow?.weekdays) }))
    .toSorted((a, b) =>
      a.cost.currency === b.cost.currency ? new Big(a.cost.amount).cmp(b.cost.amount) : 0,
    );
}

function useCarrier(s: Situation, way: Way, id: 'carrier' | 'expedite'): OptionDraft | null {
  const { shipment, worst, locale, context } = s;
  if (!shipment) return null;
  const service = way.service ? `${way.carrier} ${way.service}` : way.carrier;
  const cost = formatMoney(way.cost, locale);
  const paid = way.cost.currency === context.order.currency ? new Big(way.cost.amount) : null;
  const arrives =
    way.receivedOn === dayOf(way.arrivesOn)
      ? `Arrives on ${showDay(way.arrivesOn, locale)}`
      : `Arrives on ${showDay(way.arrivesOn, locale)}, taken in on ${showDay(way.receivedOn, locale)} when the customer receives`;
  const late = worst.promisedOn ? daysBetween(worst.promisedOn, way.receivedOn) : null;
  const timing =
    late === null
      ? ''
      : late > 0
        ? `, ${plural(late, 'day')} after the promised day`
        : ', in time for the promised day';
  const saved =
    id === 'expedite' && worst.expectedOn
      ? ` ${plural(daysBetween(way.receivedOn, worst.expectedOn), 'day')} sooner than expected now.`
      : '';
  return {
    id,
    label: `${id === 'carrier' ? 'Use' : 'Expedite with'} ${cut(way.carrier, 50)}`,
    style: 'default',
    action: {
      kind: 'change_carrier',
      shipmentId: shipment.id,
      from: shipment.carrier && {
        id: shipment.carrier.id,
        name: shipment.carrier.name,
        service: shipment.carrier.service,
      },
      to: { id: way.carrierId, name: way.carrier, service: way.service },
      arrivesOn: dayOf(way.arrivesOn),
      cost: way.cost,
    },
    consequence: `${arrives}${timing}; ${service} costs ${cost}.${saved}${appointment(context)}`,
    done: `Gave ${worst.label} of ${s.whose} to ${service}`,
    amount: way.cost,
    marginPercent: paid ? marginPercent(context.order, { paid }) : null,
    confirm:
      isLarge(way.cost) || !shipment.carrier
        ? `Give ${worst.label} of ${s.whose} to ${service} for ${cost}?`
        : null,
    citations: [],
  };
}

const appointment = ({ rules }: OrderContext): string =>
  rules.deliveryWindow?.appointment ? ' A new appointment has to be booked.' : '';

/** The carrier's own estimate where it is still to come, on a day when the customer receives; else the next working day. */
function newDay({ worst, context, today }: Situation): string {
  const expected = worst.expectedOn ? dayOf(worst.expectedOn) : today;
  return expected > today
    ? firstDayWithin(expected, context.rules.deliveryWindow?.weekdays)
    : nextWorkingDay(today);
}

/**
 * What waits in the warehouse gets a new planned day. What has left has no day to plan: the order's promise moves
 * instead. A cancelled shipment has to ship again first.
 */
function reschedule(s: Situation, day: string): OptionDraft | null {
  const { shipment, worst, locale, context } = s;
  if (shipment?.state === 'cancelled') return null;
  const planned = shipment && isWaiting(shipment) ? shipment : null;
  const action = moveTo(context, planned, day);
  if (!action) return null;
  const late = worst.promisedOn ? daysBetween(worst.promisedOn, day) : null;
  const shown = showDay(day, locale);
  const what = planned ? 'The shipment is planned' : 'The order is promised';
  return {
    id: 'reschedule',
    label: `Reschedule to ${shown}`,
    style: 'default',
    action,
    consequence: `${what} for ${shown}${late !== null && late > 0 ? `, ${plural(late, 'day')} after the promised day` : ''}; it costs nothing, and the customer should be told.${appointment(context)}`,
    done: `Rescheduled ${worst.label} of ${s.whose} to ${day}`,
    amount: s.value,
    marginPercent: s.margin,
    confirm: null,
    citations: [],
  };
}

function reship(s: Situation): OptionDraft | null {
  const { shipment, worst, locale } = s;
  if (!shipment || worst.trouble !== 'stopped' || !shipment.lines.length) return null;
  const lines = shipment.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
  const value = formatMoney(s.value, locale);
  return {
    id: 'reship',
    label: 'Ship Again',
    style: 'default',
    action: { kind: 'reship', shipmentId: shipment.id, lines },
    consequence: `A new shipment of ${listed(lines.map((line) => `${line.quantity} ${line.sku}`))}, ${value}, is planned from stock${shipment.state === 'cancelled' ? '' : '; what was stopped has to come back'}.`,
    done: `Shipped ${worst.label} of ${s.whose} again`,
    amount: s.value,
    marginPercent: s.margin,
    confirm: `Ship ${value} of ${s.whose} again. A second shipment cannot be taken back once it has left.`,
    citations: [],
  };
}

/** Only to an address that the customer itself has given. */
function reroute(s: Situation): OptionDraft | null {
  const { context, locale, worst } = s;
  const asked = context.changes.find((change) => change.what.kind === 'address');
  if (asked?.what.kind !== 'address') return null;
  const { to } = asked.what;
  return {
    id: 'reroute',
    label: `Reroute to ${cut(to.city, 50)}`,
    style: 'default',
    action: { kind: 'change_address', from: context.order.shipTo, to },
    consequence: `It goes to ${to.name}, ${to.street}, ${to.city}, as ${asked.by} asked on ${showDay(asked.askedOn, locale)}; what the carrier charges for it is not known.`,
    done: `Rerouted ${worst.label} of ${s.whose} to ${to.city}`,
    amount: s.value,
    marginPercent: s.margin,
    confirm: context.order.shipTo
      ? null
      : `Send ${s.whose} to ${to.name}, ${to.street}, ${to.city}? The ERP knows no earlier address to go back to.`,
    citations: [],
  };
}

/** Plain English, and only a day that somebody has named: the carrier's, or the one it is planned for anew. */
function tell(s: Situation, day: string): OptionDraft | null {
  const { context, worst, shipment } = s;
  const { order } = context;
  const was = worst.promisedOn ? ` It was promised for ${showDay(worst.promisedOn)}.` : '';
  const fit = 'Please tell us if that day does not suit you.';
  const [news, named] =
    worst.trouble === 'stopped'
      ? ['It was stopped on its way. We are arranging a new shipment and will tell you its day.', false]
      : worst.expectedOn && dayOf(worst.expectedOn) > s.today
        ? [`We now expect it to reach you on ${showDay(day)}. ${fit}`, true]
        : !shipment || isWaiting(shipment)
          ? [`We now plan to ship it on ${showDay(day)}. ${fit}`, true]
          : ['It is still with the carrier. We are asking for the new day and will tell you.', false];
  const tracking = shipment?.carrier?.tracking
    ? `You can follow it with ${shipment.carrier.name} under ${shipment.carrier.tracking}.`
    : '';
  const action = messageTo('customer', order.customer.email, `Your ${orderFor(order)} is delayed`, [
    `Your ${orderFor(order)} is delayed.${was} ${news}`,
    tracking,
    'We are sorry for the inconvenience.',
  ]);
  if (!action) return null;
  return {
    id: 'ask',
    label: 'Tell Customer',
    style: 'default',
    action,
    consequence: `${order.customer.name} hears of the delay by mail to ${action.to}${named ? `, with ${showDay(day, s.locale)} as the new day` : ', without a new day'}; nothing changes in the ERP.`,
    done: `Told ${order.customer.name} of the delay of ${orderLabel(order)}`,
    amount: s.value,
    marginPercent: s.margin,
    confirm: null,
    citations: [],
  };
}
