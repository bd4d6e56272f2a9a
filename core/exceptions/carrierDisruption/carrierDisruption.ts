import Big from 'big.js';
import { z } from 'zod';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, toMoney } from '../../model/money.ts';
import type { OrderContext, Shipment } from '../../model/order.ts';
import {
  dayOf,
  daysBetween,
  grouped,
  inPairs,
  isWaiting,
  plural,
  priorityBy,
  shipmentLabel,
  showDay,
  showWindow,
} from '../shared.ts';
import { type Composition, type ExceptionType, orderLabel } from '../type.ts';
import { cut } from '../wording.ts';
import { notNegative, shipmentValue } from '../worth.ts';
import { disruptionOptions, promisedDay } from './disruptionOptions.ts';

/** Worst first. */
const troubles = [
  /** Carrier or warehouse stopped it. */
  'stopped',
  'stuck',
  /** On its way, and the promised day has passed. */
  'overdue',
  /** The carrier expects it after the promised day. */
  'expected_late',
  /** Carrier or warehouse says that it is late. */
  'late',
  /** It has not left, and the planned day has passed. */
  'planned_past',
  /** No shipment at all, or one without a planned day that has not left, and the promised day has passed. */
  'promise_past',
] as const;

const disruption = z.object({
  /** null: the order, which has no shipment. */
  shipmentId: z.string().nullable(),
  label: z.string(),
  trouble: z.enum(troubles),
  plannedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  expectedOn: z.string().nullable(),
  event: z.object({ at: z.string(), text: z.string() }).nullable(),
  /** Of its lines, in the order's currency. */
  value: z.string(),
});
const evidence = z.object({ shipments: z.array(disruption).min(1) });
export type Disruption = z.infer<typeof disruption>;

const waitsForItsDay = new Set(['draft', 'quotation', 'confirmed', 'processing']);

/**
 * A shipment is stopped, stuck or late by word of carrier or warehouse; or has not left on its planned day; or is
 * expected after, or still under way past, the day that was promised for it (its own, else the order's); or has no planned
 * day and has not left by the promised one. Without a live shipment: an order that still has goods to ship and whose
 * promised day has passed; one on hold waits for its release. Money at stake = Σ quantity × unit price of the shipments'
 * lines (all goods of the order where the ERP does not list them; without a shipment: the order's value).
 * Days are compared in UTC; the day itself is not late. A cancelled shipment counts only with an event; a delivered one
 * never; of an order that is done only events count.
 */
function detect({ order, shipments, supply, readAt }: OrderContext): Finding | null {
  if (order.state === 'cancelled') return null;
  const today = dayOf(readAt);
  const found: Disruption[] = [];
  for (const shipment of shipments) {
    const promisedOn = promisedDay(shipment, order);
    const trouble = troubleOf({ ...shipment, promisedOn }, today, order.state === 'done');
    if (!trouble) continue;
    found.push({
      shipmentId: shipment.id,
      label: `shipment ${shipmentLabel(shipment)}`,
      trouble,
      plannedOn: shipment.plannedOn,
      promisedOn,
      expectedOn: shipment.expectedOn,
      event: shipment.event && { at: shipment.event.at, text: shipment.event.text },
      value: shipmentValue(order, shipment).amount,
    });
  }
  const live = shipments.some((shipment) => shipment.state !== 'cancelled');
  // A service, or what a supplier sends, never has a shipment of ours.
  const toShip = supply === null || supply.some(({ needed }) => new Big(needed).gt(0));
  const waits = waitsForItsDay.has(order.state) && (order.state !== 'processing' || toShip);
  if (!live && !found.length && waits && isPast(order.promisedOn, today)) {
    found.push({
      shipmentId: null,
      label: `order ${orderLabel(order)}`,
      trouble: 'promise_past',
      plannedOn: null,
      promisedOn: order.promisedOn,
      expectedOn: null,
      event: null,
      value: notNegative(order.total, order.currency).amount,
    });
  }
  if (!found.length) return null;
  found.sort(
    (a, b) => troubles.indexOf(a.trouble) - troubles.indexOf(b.trouble) || new Big(b.value).cmp(a.value),
  );
  const stake = found.reduce((sum, one) => sum.plus(one.value), new Big(0));
  return {
    type: 'carrier_disruption',
    evidence: { shipments: found },
    atStake: notNegative(stake, order.currency),
  };
}

const isPast = (day: string | null, today: string): boolean => day !== null && dayOf(day) < today;

function troubleOf(shipment: Shipment, today: string, eventsOnly: boolean): Disruption['trouble'] | null {
  const { state, event, plannedOn, promisedOn, expectedOn } = shipment;
  if (state === 'delivered') return null;
  if (state === 'cancelled' || eventsOnly) return event?.trouble ?? null;
  if (event && event.trouble !== 'late') return event.trouble;
  if (state === 'shipped' && isPast(promisedOn, today)) return 'overdue';
  if (expectedOn && isPast(promisedOn, dayOf(expectedOn))) return 'expected_late';
  if (event) return event.trouble;
  if (!isWaiting(shipment)) return null;
  if (plannedOn !== null) return isPast(plannedOn, today) ? 'planned_past' : null;
  return isPast(promisedOn, today) ? 'promise_past' : null;
}

/** "has not left, 5 days after its planned day": how it stands, as the end of a sentence. */
function standing(one: Disruption, today: string, locale: string): string {
  const since = (day: string) => plural(daysBetween(day, today), 'day');
  switch (one.trouble) {
    case 'stopped':
      return `was stopped on ${showDay(one.event?.at ?? today, locale)}`;
    case 'stuck':
      return `has not moved since ${showDay(one.event?.at ?? today, locale)}`;
    case 'late':
      return `is late, as of ${showDay(one.event?.at ?? today, locale)}`;
    case 'overdue':
      return `is still under way, ${since(one.promisedOn ?? today)} after the promised day`;
    case 'expected_late': {
      const days = daysBetween(one.promisedOn ?? today, one.expectedOn ?? today);
      return `is expected ${plural(days, 'day')} after the promised day`;
    }
    case 'planned_past':
      return `has not left, ${since(one.plannedOn ?? today)} after its planned day`;
    case 'promise_past':
      return `${one.shipmentId === null ? 'has no shipment' : 'has not left'}, ${since(one.promisedOn ?? today)} after the promised day`;
  }
}

/** Said from the data alone; no numbers are made up. */
function chance(one: Disruption, today: string): string {
  if (isPast(one.promisedOn, today)) return 'Certain: the promised day has passed';
  if (one.trouble === 'stopped') return 'Likely: it is stopped';
  if (one.trouble === 'stuck') return 'Likely: it does not move';
  if (one.trouble === 'expected_late') return 'Likely: expected after the promised day';
  if (!one.promisedOn) return 'Not known: no day was promised';
  const left = daysBetween(today, one.promisedOn);
  return `Possible: ${left === 0 ? 'it is promised for today' : `${plural(left, 'day')} left`}`;
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, rules, readAt } = context;
  const { shipments } = evidence.parse(finding.evidence);
  const today = dayOf(readAt);
  const worst = shipments[0]!;
  const shipment = context.shipments.find((one) => one.id === worst.shipmentId) ?? null;
  const name = order.customer.name;
  const stake = formatMoney(finding.atStake, locale);
  const stands = standing(worst, today, locale);
  const day = (iso: string | null, none: string) => (iso ? showDay(iso, locale) : none);
  const carrier = shipment?.carrier;
  const what = worst.shipmentId === null ? 'It' : capital(worst.label);
  const more = shipments.length - 1;
  return {
    headline: `How should order ${orderLabel(order)} reach ${name}? ${what} ${stands}.`,
    facts: inPairs([
      { label: 'Trouble', value: `${capital(worst.label)} ${stands}`, tone: 'bad' },
      { label: 'Chance of missing the promise', value: chance(worst, today) },
      { label: 'Promised', value: day(worst.promisedOn, 'No day promised') },
      {
        label: 'Expected',
        value: day(worst.expectedOn, worst.shipmentId === null ? 'Not shipped' : 'Carrier gives no day'),
      },
      {
        label: 'Carrier',
        value: carrier
          ? [carrier.name, carrier.service, carrier.tracking].filter(Boolean).join(' · ')
          : 'None chosen',
      },
      {
        label: 'Last word',
        value: worst.event?.text
          ? cut(worst.event.text, 200)
          : `No event; state ${shipment?.state ?? order.state}`,
      },
      { label: 'Goods affected', value: `${stake} of ${formatMoney(order.total, locale)}` },
      { label: "Customer's window", value: showWindow(rules.deliveryWindow) },
    ]),
    table: more
      ? {
          columns: [
            { title: 'Shipment' },
            { title: 'Trouble' },
            { title: 'Planned' },
            { title: 'Expected' },
            { title: `Value (${order.currency})`, align: 'right' },
          ],
          rows: shipments.map((one) => [
            one.label,
            standing(one, today, locale),
            day(one.plannedOn, 'No day'),
            day(one.expectedOn, 'Not known'),
            grouped(toMoney(one.value, order.currency).amount, locale),
          ]),
        }
      : null,
    stakeSentence: `${stake} of the order's ${formatMoney(order.total, locale)} ${worst.promisedOn ? `is promised for ${showDay(worst.promisedOn, locale)}` : 'has no promised day'} and ${isPast(worst.promisedOn, today) ? 'has missed it' : 'may come late'}.`,
    options: disruptionOptions(worst, shipment, context, locale),
    why: [
      `${capital(worst.label)} for ${name} ${stands}.`,
      worst.event?.text ? `The last word on it: "${cut(worst.event.text, 300)}".` : '',
      more ? `${plural(more, 'more shipment')} of the order ${more === 1 ? 'is' : 'are'} in trouble.` : '',
      `Missing the promise: ${lower(chance(worst, today))}.`,
    ]
      .filter(Boolean)
      .join(' '),
    priority: priorityBy(finding.atStake, worst.promisedOn ? daysBetween(today, worst.promisedOn) : null),
  };
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

export const carrierDisruption: ExceptionType = {
  name: 'carrier_disruption',
  title: 'Carrier disruption',
  question:
    'late, stuck or stopped shipment: alternate carrier, expedited freight cost, late delivery, reschedule',
  supportedBy: 'agreement_or_sop',
  goesTo: ['logistics'],
  detect,
  /** What is said of each shipment, not how many days ago: another day alone opens no settled case. */
  fingerprint: (finding) =>
    evidence
      .parse(finding.evidence)
      .shipments.map((one) => [
        one.shipmentId,
        one.trouble,
        one.plannedOn,
        one.promisedOn,
        one.expectedOn,
        one.event?.at ?? null,
      ]),
  compose,
  gone: 'The shipment moves again, got a new day or was delivered, or the order was cancelled in the ERP.',
};
