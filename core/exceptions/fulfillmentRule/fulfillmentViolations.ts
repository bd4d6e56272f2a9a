/** Where an order and its shipments break the customer's rules. Pure; days are compared in UTC. */
import { z } from 'zod';
import type { OrderContext, Shipment } from '../../model/order.ts';
import {
  addDays,
  dayOf,
  daysBetween,
  firstDayWithin,
  isAllowedCarrier,
  isWaiting,
  listed,
  plural,
  shipmentLabel,
  showWindow,
  weekdayName,
  weekdayOf,
} from '../shared.ts';

/** Worst first: what is refused at the dock before what costs a fee. */
const rules = [
  'shelf_life',
  'lot',
  'ship_complete',
  'reference',
  'window',
  'appointment',
  'carrier',
  'labels',
  'pallet',
] as const;

export const violation = z.object({
  rule: z.enum(rules),
  /** For people: "Routing guide". */
  title: z.string(),
  shipmentId: z.string().nullable(),
  /** "shipment SHP-12", or empty for the order. */
  where: z.string(),
  is: z.string(),
  wants: z.string(),
  /** The day for which the shipment would have to be planned, where moving it is enough. */
  moveTo: z.string().nullable(),
});
export type Violation = z.infer<typeof violation>;

const open = new Set(['draft', 'quotation', 'on_hold', 'confirmed', 'processing']);

/** How days are written: as they stand in the evidence, in the reader's locale on a card. */
type ShowDay = (iso: string) => string;

export function violations(context: OrderContext, show: ShowDay = dayOf): Violation[] {
  const live = context.shipments.filter(({ state }) => state !== 'delivered' && state !== 'cancelled');
  const found = [
    ...reference(context),
    ...complete(context, show),
    ...live.flatMap((shipment) => [
      ...shelfLife(context, shipment, show),
      ...lots(context, shipment),
      ...arrival(context, shipment, show),
      ...carrier(context, shipment),
      ...packing(context, shipment),
    ]),
  ];
  return found.sort((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule));
}

const at = (
  shipment: Shipment,
  one: Omit<Violation, 'shipmentId' | 'where' | 'moveTo'> & { moveTo?: string | null },
): Violation => ({
  ...one,
  shipmentId: shipment.id,
  where: `shipment ${shipmentLabel(shipment)}`,
  moveTo: one.moveTo ?? null,
});

function reference({ order, rules }: OrderContext): Violation[] {
  if (!rules.purchaseOrderRequired || !open.has(order.state) || order.reference?.trim()) return [];
  return [
    {
      rule: 'reference',
      title: 'Purchase order number',
      shipmentId: null,
      where: '',
      is: 'missing',
      wants: 'a purchase order number on every order',
      moveTo: null,
    },
  ];
}

/** A part has left, or is planned, before another part that has yet to go. Parts without a planned day say nothing. */
function complete({ order, rules, shipments, supply }: OrderContext, show: ShowDay): Violation[] {
  if (!rules.shipComplete) return [];
  const wants = 'everything in one shipment';
  const title = 'Ship complete';
  const waiting = shipments.filter(isWaiting);
  const left = shipments.find(({ state }) => state === 'shipped' || state === 'delivered');
  const missing = supply?.some((line) => Number(line.needed) > 0) && order.state !== 'shipped';
  if (left) {
    if (!waiting.length && !missing) return [];
    return [at(left, { rule: 'ship_complete', title, is: 'a part has left, another is still to go', wants })];
  }
  const planned = waiting
    .filter((shipment) => shipment.plannedOn !== null)
    .sort((a, b) => (dayOf(a.plannedOn!) < dayOf(b.plannedOn!) ? -1 : 1));
  const [first] = planned;
  const last = planned.at(-1);
  if (!first?.plannedOn || !last?.plannedOn || dayOf(first.plannedOn) === dayOf(last.plannedOn)) return [];
  return [
    at(first, {
      rule: 'ship_complete',
      title,
      is: `a part goes on ${show(first.plannedOn)}, another on ${show(last.plannedOn)}`,
      wants,
      moveTo: dayOf(last.plannedOn),
    }),
  ];
}

/** Booked, else as the carrier expects it, else as it was promised. */
const arrivalDay = ({ appointment, expectedOn, promisedOn }: Shipment): string | null => {
  const day = appointment?.at ?? expectedOn ?? promisedOn;
  return day ? dayOf(day) : null;
};

/** Remaining shelf life on arrival; as long as nobody knows that day, what is too old today is too old then. */
function shelfLife({ rules, readAt }: OrderContext, shipment: Shipment, show: ShowDay): Violation[] {
  const days = rules.minimumShelfLifeDays;
  if (days === undefined) return [];
  const arrives = arrivalDay(shipment) ?? shipment.plannedOn ?? readAt;
  return shipment.lines.flatMap((line) => {
    if (!line.expiresOn) return [];
    const left = daysBetween(arrives, line.expiresOn);
    if (left >= days) return [];
    const lot = line.lot ? ` lot ${line.lot}` : '';
    return at(shipment, {
      rule: 'shelf_life',
      title: 'Shelf life',
      is: `${line.sku}${lot} expires on ${show(line.expiresOn)}, ${left < 0 ? 'before it arrives' : `${plural(left, 'day')} after it arrives`}`,
      wants: `${plural(days, 'day')} or more on arrival`,
    });
  });
}

function lots({ rules }: OrderContext, shipment: Shipment): Violation[] {
  if (!rules.singleLot) return [];
  const lotsBySku = new Map<string, Set<string>>();
  for (const { sku, lot } of shipment.lines) {
    if (lot) lotsBySku.set(sku, (lotsBySku.get(sku) ?? new Set()).add(lot));
  }
  return [...lotsBySku]
    .filter(([, found]) => found.size > 1)
    .map(([sku, found]) =>
      at(shipment, {
        rule: 'lot',
        title: 'Single lot',
        is: `${sku} comes from lots ${listed([...found].sort())}`,
        wants: 'one lot per item',
      }),
    );
}

/** Wall clock times; a window may run past midnight. */
const isWithin = (time: string, from: string, to: string): boolean =>
  from <= to ? time >= from && time <= to : time >= from || time <= to;

/** The customer's own wall clock counts where an appointment is booked; a draft shipment needs none yet. */
function arrival({ rules }: OrderContext, shipment: Shipment, show: ShowDay): Violation[] {
  const window = rules.deliveryWindow;
  if (!window) return [];
  const wants = showWindow(window);
  const { appointment, plannedOn } = shipment;
  const anyDay = !window.weekdays.length;
  if (appointment) {
    const { weekday, time } = appointment;
    if ((anyDay || window.weekdays.includes(weekday)) && isWithin(time, window.from, window.to)) return [];
    return [
      at(shipment, {
        rule: 'window',
        title: 'Delivery window',
        is: `booked for ${weekdayName(weekday)} ${time}`,
        wants,
      }),
    ];
  }
  const found: Violation[] = [];
  const arrives = arrivalDay(shipment);
  if (arrives && !anyDay && !window.weekdays.includes(weekdayOf(arrives))) {
    // It leaves as many days later as it has to arrive later.
    const fit = firstDayWithin(arrives, window.weekdays);
    const leaves = plannedOn ? addDays(plannedOn, daysBetween(arrives, fit)) : fit;
    found.push(
      at(shipment, {
        rule: 'window',
        title: 'Delivery window',
        is: `arrives on ${weekdayName(weekdayOf(arrives))}, ${show(arrives)}`,
        wants,
        moveTo: isWaiting(shipment) && fit !== arrives ? leaves : null,
      }),
    );
  }
  if (window.appointment && shipment.state !== 'draft') {
    const when = plannedOn ? `, planned for ${show(plannedOn)}` : '';
    found.push(at(shipment, { rule: 'appointment', title: 'Appointment', is: `none booked${when}`, wants }));
  }
  return found;
}

function carrier({ rules }: OrderContext, shipment: Shipment): Violation[] {
  const now = shipment.carrier;
  if (!now || isAllowedCarrier(rules.routingGuide, now.name, now.service)) return [];
  return [
    at(shipment, {
      rule: 'carrier',
      title: 'Routing guide',
      is: [now.name, now.service].filter(Boolean).join(' '),
      wants: listed(rules.routingGuide ?? [], 6),
    }),
  ];
}

const folded = (text: string): string => text.trim().toLowerCase();

/** Only what was packed can lack something. */
function packing({ rules }: OrderContext, shipment: Shipment): Violation[] {
  const { packing: packed } = shipment;
  if (!packed) return [];
  const found: Violation[] = [];
  const there = new Set(packed.labels.map(folded));
  const missing = (rules.labels ?? []).filter((label) => !there.has(folded(label)));
  if (missing.length) {
    found.push(
      at(shipment, {
        rule: 'labels',
        title: 'Labels',
        is: `packed without ${listed(missing)}`,
        wants: listed(rules.labels ?? []),
      }),
    );
  }
  if (rules.pallet && (!packed.pallet || folded(packed.pallet) !== folded(rules.pallet))) {
    found.push(
      at(shipment, {
        rule: 'pallet',
        title: 'Pallet',
        is: packed.pallet ? `packed on ${packed.pallet}` : 'packed without a pallet',
        wants: rules.pallet,
      }),
    );
  }
  return found;
}
