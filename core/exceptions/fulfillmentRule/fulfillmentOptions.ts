/** What can be done about a broken customer rule, by what was broken. */
import Big from 'big.js';
import type { Finding } from '../../model/exception.ts';
import { formatMoney } from '../../model/money.ts';
import type { OrderContext, Shipment } from '../../model/order.ts';
import {
  dayOf,
  daysBetween,
  isAllowedCarrier,
  isLarge,
  isWaiting,
  listed,
  moveTo,
  plural,
  showDay,
} from '../shared.ts';
import { type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, offered, orderFor } from '../wording.ts';
import { marginPercent } from '../worth.ts';
import { type Violation, violations } from './fulfillmentViolations.ts';

export function ruleOptions(
  broken: Violation[],
  finding: Finding,
  context: OrderContext,
  locale: string,
): OptionDraft[] {
  const { order } = context;
  const name = order.customer.name;
  const label = orderLabel(order);
  const stake = formatMoney(finding.atStake, locale);
  const what = listed(
    broken.map((one) => `${lower(one.title)} (${one.is})`),
    3,
  );
  const common = {
    style: 'default' as const,
    amount: finding.atStake,
    marginPercent: marginPercent(order),
    citations: [],
  };
  const mail = askCustomer(context);
  const canHold =
    ['quotation', 'confirmed', 'processing'].includes(order.state) &&
    !context.shipments.some(({ state }) => state === 'shipped' || state === 'delivered');
  return offered([
    guidedCarrier(broken, context, locale),
    newDate(broken, finding, context, locale),
    mail && {
      ...common,
      id: 'ask',
      label: broken.some((one) => one.rule === 'reference') ? 'Ask for PO Number' : 'Ask Customer',
      action: mail,
      consequence: `${name} is asked by mail to ${mail.to} about ${what}; nothing changes in the ERP until it answers.`,
      done: `Asked ${name} about ${listed(broken.map((one) => lower(one.title)))} of ${label}`,
      confirm: null,
    },
    canHold
      ? {
          ...common,
          id: 'hold',
          label: 'Hold Order',
          action: { kind: 'place_hold', reason: cut(`Breaks rules of ${name}: ${what}.`, 2000) },
          consequence: `Nothing of ${label} ships until somebody releases it; ${stake} waits.`,
          done: `Held ${label} for ${name}`,
          confirm: null,
        }
      : null,
    {
      ...common,
      id: 'proceed',
      label: 'Proceed Once',
      action: { kind: 'add_note', text: cut(`Goes against the rules of ${name} this once: ${what}.`, 2000) },
      consequence: `The order goes as it is, noted on it; ${name} may refuse it or charge it back, up to ${stake}.`,
      done: `Let ${label} go to ${name} against its rules once`,
      confirm: `Let ${label} go to ${name} against its rules: up to ${stake} may be refused or charged back.`,
    },
  ]);
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const shipmentOf = ({ shipments }: OrderContext, { shipmentId }: Violation): Shipment | null =>
  shipments.find((shipment) => shipment.id === shipmentId) ?? null;

/** The cheapest way with a carrier of the routing guide that arrives as promised; none in time: the cheapest. */
function guidedCarrier(broken: Violation[], context: OrderContext, locale: string): OptionDraft | null {
  const { rules, order } = context;
  const wrong = broken.find((one) => one.rule === 'carrier');
  const shipment = wrong ? shipmentOf(context, wrong) : null;
  if (!wrong || !shipment || !isWaiting(shipment)) return null;
  const ways = shipment.alternatives
    .filter((way) => isAllowedCarrier(rules.routingGuide, way.carrier, way.service))
    .toSorted((a, b) =>
      a.cost.currency === b.cost.currency ? new Big(a.cost.amount).cmp(b.cost.amount) : 0,
    );
  const promised = shipment.promisedOn ?? order.promisedOn;
  const way = ways.find(({ arrivesOn }) => promised && dayOf(arrivesOn) <= dayOf(promised)) ?? ways[0];
  if (!way) return null;
  const cost = formatMoney(way.cost, locale);
  const service = way.service ? `${way.carrier} ${way.service}` : way.carrier;
  const late = promised ? daysBetween(promised, way.arrivesOn) : 0;
  const paid = way.cost.currency === order.currency ? new Big(way.cost.amount) : null;
  return {
    id: 'carrier',
    label: `Use ${cut(way.carrier, 50)}`,
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
    consequence: `${service} is in the routing guide, costs ${cost} and arrives on ${showDay(way.arrivesOn, locale)}${late > 0 ? `, ${plural(late, 'day')} after the promised day` : ''}.`,
    done: `Gave ${wrong.where} of ${orderLabel(order)} for ${order.customer.name} to ${service}`,
    amount: way.cost,
    marginPercent: paid ? marginPercent(order, { paid }) : null,
    confirm: isLarge(way.cost)
      ? `Give ${wrong.where} of ${orderLabel(order)} to ${service} for ${cost}?`
      : null,
    citations: [],
  };
}

/** To the day on which the rest goes, or on which the customer receives. */
function newDate(
  broken: Violation[],
  finding: Finding,
  context: OrderContext,
  locale: string,
): OptionDraft | null {
  const { order } = context;
  const wrong = broken.find((one) => one.moveTo !== null);
  const shipment = wrong ? shipmentOf(context, wrong) : null;
  const day = wrong?.moveTo;
  if (!wrong || !day || !shipment || !isWaiting(shipment)) return null;
  const action = moveTo(context, shipment, day);
  if (!action) return null;
  const shown = showDay(day, locale);
  const promised = shipment.promisedOn ?? order.promisedOn;
  const late = promised ? daysBetween(promised, day) : 0;
  return {
    id: 'date',
    label: `Move to ${shown}`,
    style: 'default',
    action,
    consequence: `${wrong.rule === 'ship_complete' ? `Everything goes together on ${shown}` : `It leaves on ${shown} and arrives when ${order.customer.name} receives`}${late > 0 ? `, ${plural(late, 'day')} after the promised day` : ''}; it costs nothing.`,
    done: `Moved ${wrong.where} of ${orderLabel(order)} for ${order.customer.name} to ${day}`,
    amount: finding.atStake,
    marginPercent: marginPercent(order),
    confirm: null,
    citations: [],
  };
}

const requests: Partial<Record<Violation['rule'], string>> = {
  reference: 'Please send us your purchase order number.',
  appointment: 'Please give us an appointment for the delivery.',
};
const ACCEPT = 'Please tell us whether you take it this way, or what we should change.';

/** Plain English, whatever the reader's locale. */
function askCustomer(context: OrderContext) {
  const { order } = context;
  const broken = violations(context, (iso) => showDay(iso));
  const points = broken.slice(0, 8).map((one) => `- ${one.title}: ${one.is}; you ask for ${one.wants}`);
  const asks = [...new Set(broken.map((one) => requests[one.rule] ?? ACCEPT))];
  return messageTo('customer', order.customer.email, `Your ${orderFor(order)}: a question before it ships`, [
    `Before your ${orderFor(order)} ships we need your word on this:`,
    points.join('\n'),
    asks.join(' '),
  ]);
}
