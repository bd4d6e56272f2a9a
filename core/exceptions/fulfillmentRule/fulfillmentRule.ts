import { z } from 'zod';
import type { Fact, Finding } from '../../model/exception.ts';
import { formatMoney } from '../../model/money.ts';
import type { CustomerRules, OrderContext } from '../../model/order.ts';
import { dayOf, daysBetween, inPairs, isWaiting, listed, plural, priorityBy, showDay } from '../shared.ts';
import { type Composition, type ExceptionType, orderLabel } from '../type.ts';
import { cut } from '../wording.ts';
import { notNegative } from '../worth.ts';
import { ruleOptions } from './fulfillmentOptions.ts';
import { type Violation, violation, violations } from './fulfillmentViolations.ts';

const evidence = z.object({ violations: z.array(violation).min(1) });

/**
 * The order or one of its shipments breaks a rule of the customer that stands in the ERP as data: purchase order number,
 * ship complete, delivery window and appointment, routing guide, labels and pallet, minimum shelf life, single lot. All
 * of them in one finding. Money at stake = the order's total: it may be refused or charged back. No rule, no finding.
 * Substitutions are watched where they are offered; a substituted line cannot be told from an ordered one.
 */
function detect(context: OrderContext): Finding | null {
  const { order } = context;
  if (order.state === 'done' || order.state === 'cancelled') return null;
  const broken = violations(context);
  if (!broken.length) return null;
  return {
    type: 'fulfillment_rule',
    evidence: { violations: broken },
    atStake: notNegative(order.total, order.currency),
  };
}

/** How many rules the customer has: the baseline of "2 of 5". */
function ruleCount(rules: CustomerRules): number {
  return [
    rules.purchaseOrderRequired,
    rules.shipComplete,
    rules.noSubstitution,
    rules.deliveryWindow,
    rules.routingGuide?.length,
    rules.labels?.length,
    rules.pallet,
    rules.minimumShelfLifeDays !== undefined,
    rules.singleLot,
    rules.papers?.length,
  ].filter(Boolean).length;
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, rules, shipments, readAt } = context;
  const seen = evidence.parse(finding.evidence).violations;
  const local = violations(context, (iso) => showDay(iso, locale));
  const broken = local.length === seen.length ? local : seen;
  const name = order.customer.name;
  const label = orderLabel(order);
  const stake = formatMoney(finding.atStake, locale);
  const kinds = new Set(broken.map((one) => ruleOf(one)));
  const count = `${kinds.size} of ${plural(Math.max(ruleCount(rules), kinds.size), 'rule')} of ${name}`;
  const worst = broken[0]!;
  const next = shipments.find(isWaiting)?.plannedOn ?? order.promisedOn;
  return {
    headline: `Let order ${label} go to ${name} against its rules? ${worst.title}: ${worst.is}${broken.length > 1 ? `, and ${broken.length - 1} more` : ''}.`,
    facts: inPairs([
      ...broken.slice(0, 3).flatMap((one): Fact[] => [
        { label: one.title, value: cut(`${one.is}${one.where ? ` (${one.where})` : ''}`, 300), tone: 'bad' },
        { label: 'The rule', value: cut(one.wants, 300) },
      ]),
      { label: 'Order value', value: formatMoney(order.total, locale) },
      { label: 'Rules stand in', value: rules.source ?? "The customer's record in the ERP" },
    ]),
    table:
      broken.length > 1
        ? {
            columns: [{ title: 'Rule' }, { title: 'Where' }, { title: 'Is' }, { title: 'Should be' }],
            rows: broken.map((one) => [one.title, one.where || `Order ${label}`, one.is, one.wants]),
          }
        : null,
    stakeSentence: `${stake} may be refused or charged back: the order breaks ${count}.`,
    options: ruleOptions(broken, finding, context, locale),
    why: `${broken
      .slice(0, 3)
      .map((one) => `${one.title}: ${one.is}; ${name} asks for ${one.wants}.`)
      .join(
        ' ',
      )}${broken.length > 3 ? ` Also: ${listed(broken.slice(3).map((one) => one.title.toLowerCase()))}.` : ''}`,
    priority: priorityBy(finding.atStake, next ? daysBetween(dayOf(readAt), next) : null),
  };
}

/** Window and appointment are one rule of the customer's data. */
const ruleOf = ({ rule }: Violation): string => (rule === 'appointment' ? 'window' : rule);

export const fulfillmentRule: ExceptionType = {
  name: 'fulfillment_rule',
  title: 'Customer rule',
  question:
    'customer routing guide and fulfillment requirements: purchase order number, ship complete, delivery appointment, labels, shelf life, chargeback',
  supportedBy: 'agreement_or_sop',
  goesTo: ['rep'],
  detect,
  /** What is wrong, not where: an amended order has other shipments with the same trouble. */
  fingerprint: (finding) =>
    evidence.parse(finding.evidence).violations.map(({ rule, is, wants }) => [rule, is, wants]),
  compose,
  gone: "The order keeps the customer's rules again, or was shipped or cancelled in the ERP.",
};
