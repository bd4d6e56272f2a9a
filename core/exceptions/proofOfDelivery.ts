import Big from 'big.js';
import { z } from 'zod';
import type { Finding } from '../model/exception.ts';
import { formatMoney, money, toMoney } from '../model/money.ts';
import type { OrderContext, Shipment } from '../model/order.ts';
import {
  dayOf,
  daysBetween,
  grouped,
  inPairs,
  listed,
  plain,
  plural,
  priorityBy,
  shipmentLabel,
  showDay,
} from './shared.ts';
import { type Composition, type ExceptionType, type OptionDraft, orderLabel } from './type.ts';
import { cut, messageTo, offered } from './wording.ts';
import { marginPercent, shipmentValue, shippedValue } from './worth.ts';

const disputed = z.object({
  shipmentId: z.string(),
  number: z.string().nullable(),
  kind: z.enum(['missing', 'short', 'refused', 'damaged', 'wrong_address']),
  reportedOn: z.string(),
  text: z.string(),
  /** Named by the customer; else the whole shipment where it is missing, refused or misdelivered as a whole. */
  lines: z.array(z.object({ lineId: z.string(), sku: z.string(), quantity: z.string() })),
  /** `value` is the most it can be: what is short or damaged was not named, or is none of what was shipped. */
  atMost: z.boolean(),
  value: money,
  claimUntil: z.string().nullable(),
  /** Number of the proof that is there, and who signed it. */
  proof: z.string().nullable(),
  signedBy: z.string().nullable(),
});
const evidence = z.object({ disputes: z.array(disputed).min(1) });
type Disputed = z.infer<typeof disputed>;

/**
 * The customer says that a delivery did not come, came short or damaged, went elsewhere, or was refused.
 * Money at stake = Σ disputed quantity × price, of no line more than was shipped; the whole shipment where it is missing,
 * refused or misdelivered and no line is named, and as an upper bound where it is not known which goods are meant.
 */
function detect({ order, shipments }: OrderContext): Finding | null {
  if (order.state === 'cancelled') return null;
  const disputes = shipments
    .flatMap((shipment) => disputeOf(order, shipment) ?? [])
    .sort((a, b) => new Big(b.value.amount).cmp(a.value.amount));
  if (!disputes.length) return null;
  const stake = disputes.reduce((sum, one) => sum.plus(one.value.amount), new Big(0));
  return { type: 'proof_of_delivery', evidence: { disputes }, atStake: toMoney(stake, order.currency) };
}

function disputeOf(order: OrderContext['order'], shipment: Shipment): Disputed | null {
  const { dispute } = shipment;
  if (!dispute || shipment.state === 'cancelled') return null;
  const whole = dispute.kind !== 'short' && dispute.kind !== 'damaged';
  const named = shippedPart(order, shipment, dispute.lines);
  const atMost = !named.length && (!whole || dispute.lines.length > 0);
  const proof = shipment.papers.find((paper) => paper.kind === 'proof_of_delivery');
  const lines = named.length || atMost ? named : shipment.lines;
  return {
    shipmentId: shipment.id,
    number: shipment.number,
    kind: dispute.kind,
    reportedOn: dispute.reportedOn,
    text: dispute.text,
    lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
    atMost,
    value: lines.length ? shippedValue(order, lines) : shipmentValue(order, shipment),
    claimUntil: dispute.claimUntil,
    proof: proof ? proof.number : null,
    signedBy: proof ? signature(proof.fields) : null,
  };
}

/** What of the named lines was in the shipment; in what the order has, where the ERP does not list the shipment. */
function shippedPart(
  order: OrderContext['order'],
  shipment: Shipment,
  named: Disputed['lines'],
): Disputed['lines'] {
  const sent = shipment.lines.length
    ? shipment.lines
    : order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
  const left = new Map<string, Big>();
  for (const { lineId, quantity } of sent) left.set(lineId, (left.get(lineId) ?? new Big(0)).plus(quantity));
  return named.flatMap(({ lineId, sku, quantity }) => {
    const most = left.get(lineId) ?? new Big(0);
    const part = most.lt(quantity) ? most : new Big(quantity);
    left.set(lineId, most.minus(part));
    return part.gt(0) ? [{ lineId, sku, quantity: most.lt(quantity) ? plain(part) : quantity }] : [];
  });
}

/** "signedBy", "signature", "signed": whatever the paper calls it; an empty box or a plain no is no signature. */
function signature(fields: Record<string, string>): string | null {
  const [, name] = Object.entries(fields).find(([field]) => /sign/i.test(field)) ?? [];
  return name === undefined || /^\s*(no|none|false|0|-)?\s*$/i.test(name) ? null : name.trim();
}

const kinds: Record<Disputed['kind'], { label: string; says: string }> = {
  missing: { label: 'Missing', says: 'did not arrive' },
  short: { label: 'Short', says: 'came short' },
  refused: { label: 'Refused', says: 'was refused' },
  damaged: { label: 'Damaged', says: 'arrived damaged' },
  wrong_address: { label: 'Wrong address', says: 'went to a wrong address' },
};

const labelOf = ({ shipmentId, number }: Disputed): string => shipmentLabel({ id: shipmentId, number });

/** Days in which the carrier still takes a claim, today included as 0; negative: closed. */
const daysLeft = ({ claimUntil }: Disputed, readAt: string): number | null =>
  claimUntil === null ? null : daysBetween(readAt, claimUntil);

function windowInWords(one: Disputed, readAt: string, locale: string): string {
  const days = daysLeft(one, readAt);
  if (days === null) return 'Not known';
  const on = showDay(one.claimUntil!, locale);
  if (days < 0) return `Closed ${plural(-days, 'day')} ago (${on})`;
  return days === 0 ? `Closes today (${on})` : `${plural(days, 'day')} left (until ${on})`;
}

function proofInWords({ proof, signedBy }: Disputed): string {
  if (proof === null) return 'None';
  const signed =
    signedBy === null
      ? 'not signed'
      : /^(yes|true|1)$/i.test(signedBy)
        ? 'signed'
        : `signed by ${cut(signedBy, 60)}`;
  return [proof, signed].filter(Boolean).join(', ');
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, readAt } = context;
  const { disputes } = evidence.parse(finding.evidence);
  const worst = disputes[0]!;
  const shipment = context.shipments.find((one) => one.id === worst.shipmentId);
  const name = order.customer.name;
  const stake = `${disputes.some((one) => one.atMost) ? 'Up to ' : ''}${formatMoney(finding.atStake, locale)}`;
  const open = disputes.flatMap((one) => daysLeft(one, readAt) ?? []).filter((days) => days >= 0);
  return {
    headline: `Settle shipment ${labelOf(worst)} of order ${orderLabel(order)}, which ${name} says ${kinds[worst.kind].says}?`,
    facts: inPairs([
      { label: 'Dispute', value: kinds[worst.kind].label, tone: 'bad' },
      { label: 'Disputed value', value: stake },
      {
        label: 'Claim window',
        value: windowInWords(worst, readAt, locale),
        ...((daysLeft(worst, readAt) ?? 99) <= 3 ? { tone: 'bad' as const } : {}),
      },
      {
        label: 'Proof of delivery',
        value: proofInWords(worst),
        ...(worst.signedBy !== null ? { tone: 'good' as const } : {}),
      },
      { label: 'Carrier', value: shipment?.carrier?.name ?? 'Not known' },
      { label: 'Tracking', value: shipment?.carrier?.tracking ?? 'None' },
      { label: 'Reported', value: showDay(worst.reportedOn, locale) },
      { label: 'In the words of the customer', value: cut(worst.text, 200) || 'Nothing more' },
    ]),
    table: tableOf(disputes, order, locale),
    stakeSentence: `${stake} of the order's ${formatMoney(order.total, locale)} is disputed and will not be paid before it is settled.`,
    options: offered(disputes.flatMap((one, index) => options(one, index, context, locale))),
    why: why(worst, disputes.length - 1, context, locale),
    priority: open.some((days) => days <= 3)
      ? 'high'
      : priorityBy(finding.atStake, open.length ? Math.min(...open) : null),
  };
}

function tableOf(disputes: Disputed[], order: OrderContext['order'], locale: string): Composition['table'] {
  const rows = disputes
    .flatMap((one) => one.lines.map((line) => ({ one, line, value: shippedValue(order, [line]).amount })))
    .sort((a, b) => new Big(b.value).cmp(a.value));
  if (!rows.length) return null;
  const unitOf = (lineId: string) => order.lines.find((line) => line.id === lineId)?.unit ?? '';
  return {
    columns: [
      { title: 'Item' },
      { title: 'Shipment' },
      { title: 'Dispute' },
      { title: 'Quantity', align: 'right' },
      { title: `Value (${order.currency})`, align: 'right' },
    ],
    rows: rows.map(({ one, line, value }) => [
      line.sku,
      labelOf(one),
      kinds[one.kind].label,
      `${grouped(plain(line.quantity), locale)} ${unitOf(line.lineId)}`.trim(),
      grouped(value, locale),
    ]),
  };
}

function why(worst: Disputed, others: number, context: OrderContext, locale: string): string {
  const name = context.order.customer.name;
  const proof =
    worst.proof === null
      ? 'There is no proof of delivery.'
      : worst.signedBy === null
        ? `The proof of delivery ${worst.proof} is not signed.`
        : `The proof of delivery ${worst.proof} is signed, which speaks against the dispute.`;
  const days = daysLeft(worst, context.readAt);
  const claim =
    days === null
      ? ''
      : days < 0
        ? ' The carrier takes no claim any more.'
        : ` The carrier takes a claim until ${showDay(worst.claimUntil!, locale)}.`;
  return `${name} reported on ${showDay(worst.reportedOn, locale)} that shipment ${labelOf(worst)} ${kinds[worst.kind].says}. ${proof}${claim}${others ? ` ${plural(others, 'more shipment is', 'more shipments are')} disputed.` : ''}`;
}

function options(one: Disputed, index: number, context: OrderContext, locale: string): OptionDraft[] {
  const { order, readAt } = context;
  const shipment = context.shipments.find((s) => s.id === one.shipmentId);
  const carrier = shipment?.carrier ?? null;
  const name = order.customer.name;
  const label = labelOf(one);
  const value = formatMoney(one.value, locale);
  const id = (base: string) => (index === 0 ? base : `${base}_${index + 1}`);
  const reported = showDay(one.reportedOn, locale);
  const items = listed(
    one.lines.map((line) => `${plain(line.quantity)} × ${line.sku}`),
    9,
  );
  const reason = cut(
    `${name} reported on ${reported} that shipment ${label} ${kinds[one.kind].says}${items ? `: ${items}` : ''}.`,
    2000,
  );
  const margin = marginPercent(order);
  const all: OptionDraft[] = [];
  const obtain =
    carrier && one.proof === null
      ? messageTo('carrier', carrier.email, `Proof of delivery for shipment ${label}`, [
          `Our customer reports that shipment ${label}${carrier.tracking ? ` (tracking ${carrier.tracking})` : ''} ${kinds[one.kind].says}${items ? `: ${items}` : ''}.`,
          'Please send us the signed proof of delivery, with the place, the time and the name of whoever took it.',
        ])
      : null;
  if (obtain) {
    all.push({
      id: id('obtain'),
      label: 'Ask Carrier for Proof',
      style: 'default',
      action: obtain,
      consequence: `${carrier!.name} is asked for the signed proof of delivery of ${label}; ${value} stays disputed until the answer.`,
      done: `Asked ${carrier!.name} for the proof of delivery of ${label}`,
      amount: toMoney(0, order.currency),
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  // How much is short or damaged is not known: nothing is credited, shipped or claimed by a guess.
  if (one.atMost || new Big(one.value.amount).lte(0)) return all;
  all.push({
    id: id('credit'),
    label: 'Credit Customer',
    style: 'default',
    action: { kind: 'request_credit', amount: one.value, reason, lines: one.lines },
    consequence: `${name} is credited ${value} for ${label}; it is ours to recover.`,
    done: `Asked for a credit of ${value} for ${name}`,
    amount: one.value,
    marginPercent: marginPercent(order, { lost: new Big(one.value.amount) }),
    confirm: null,
    citations: [],
  });
  if (one.kind !== 'refused' && one.lines.length) {
    const cost = costOf(one, order);
    all.push({
      id: id('reship'),
      label: 'Ship Again',
      style: 'default',
      action: { kind: 'reship', shipmentId: one.shipmentId, lines: one.lines },
      consequence: `Goods worth ${value}${cost ? ` (cost ${formatMoney(toMoney(cost, order.currency), locale)})` : ''} leave again without another invoice; ${name} then pays the order in full.`,
      done: `Shipped the disputed goods of ${label} again`,
      amount: one.value,
      marginPercent: cost ? marginPercent(order, { paid: cost }) : null,
      confirm: `Ship goods worth ${value} to ${name} again. They cannot be called back once they leave.`,
      citations: [],
    });
  }
  if (carrier && one.claimUntil !== null && dayOf(one.claimUntil) >= dayOf(readAt)) {
    all.push({
      id: id('claim'),
      label: `Claim from ${cut(carrier.name, 40)}`,
      style: 'default',
      action: {
        kind: 'request_claim',
        shipmentId: one.shipmentId,
        carrier: carrier.name,
        amount: one.value,
        reason,
      },
      consequence: `${value} is claimed from ${carrier.name}, which takes claims until ${showDay(one.claimUntil, locale)}; ${name} still waits for goods or credit.`,
      done: `Claimed ${value} from ${carrier.name} for ${label}`,
      amount: one.value,
      marginPercent: margin,
      confirm: null,
      citations: [],
    });
  }
  return all;
}

/** null: the cost of an item is not known. */
function costOf(one: Disputed, order: OrderContext['order']): Big | null {
  let cost = new Big(0);
  for (const { lineId, quantity } of one.lines) {
    const unitCost = order.lines.find((line) => line.id === lineId)?.unitCost ?? null;
    if (unitCost === null) return null;
    cost = cost.plus(new Big(unitCost).times(quantity));
  }
  return cost;
}

export const proofOfDelivery: ExceptionType = {
  name: 'proof_of_delivery',
  title: 'Proof of delivery',
  question:
    'proof of delivery, missing, short, damaged or refused delivery: time to report, carrier claim, credit or replacement',
  supportedBy: 'agreement_or_sop',
  goesTo: ['logistics'],
  detect,
  fingerprint: (finding) =>
    evidence
      .parse(finding.evidence)
      .disputes.map((one) => [one.shipmentId, one.kind, one.lines, one.proof, one.signedBy])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  compose,
  gone: 'The dispute was settled or withdrawn.',
};
