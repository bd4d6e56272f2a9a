import type { Deps } from '../deps.ts';
import { orderLabel } from '../exceptions/type.ts';
import type { OrderSummary } from '../model/order.ts';
import type { MailReading } from '../model/signal.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';
import { nameLikeness, oneSlipApart, sameNumber } from './similar.ts';

export interface Candidate {
  connectionId: string;
  orderId: string;
  label: string;
  why: string;
  /** 0 to 1; from `certain` up it is taken without asking. */
  score: number;
}

interface Judged extends Candidate {
  /** It was named by a number of its own: ours, the customer's or a parcel's. */
  named: boolean;
  /** Whoever writes is of its customer, or it carries a number that few could have by chance. */
  likely: boolean;
}

/** What a mail or an event says of the order that it is about. */
export type Clues = Pick<
  MailReading,
  | 'type'
  | 'originalSender'
  | 'orderNumbers'
  | 'poNumbers'
  | 'skus'
  | 'trackingNumbers'
  | 'customer'
  | 'fields'
>;

/** Two independent signs agree, or our own order number was named. */
const certain = 0.9;

const settled = new Set(['cancelled', 'done']);
/** What is told of goods that have left: their orders are often done. */
const afterShipping = new Set(['carrier_disruption', 'proof_of_delivery', 'shipping_documents']);

/** `foreign`: whoever writes is known as another customer's. */
function judge(
  order: OrderSummary,
  clues: Clues,
  domain: string | null,
  foreign: boolean,
): { score: number; why: string[]; named: boolean; likely: boolean } {
  const why: string[] = [];
  let score = 0;
  const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();
  const { number, reference, customer } = order;
  const domainFits = domain !== null && customer.emailDomains.includes(domain);
  const contactFits =
    clues.originalSender !== null && customer.email !== null && same(clues.originalSender, customer.email);
  const name = clues.customer?.toLowerCase();
  const nameFits = name !== undefined && customer.name.toLowerCase().includes(name);
  const numberFits = number !== null && clues.orderNumbers.some((said) => sameNumber(said, number));
  const poFits = reference !== null && clues.poNumbers.some((said) => sameNumber(said, reference));
  if (numberFits) {
    score += 0.9;
    why.push(`order number ${number}`);
  }
  const parcel = clues.trackingNumbers.find((n) => order.trackingNumbers?.some((ours) => same(ours, n)));
  if (parcel) {
    score += 0.9;
    why.push(`tracking number ${parcel}`);
  }
  if (poFits) {
    score += 0.7;
    why.push(`customer PO ${reference}`);
  }
  const slip = numberFits || poFits || parcel ? null : slipOf(order, clues);
  if (slip) {
    score += 0.4;
    why.push(slip);
  }
  if (domainFits || contactFits) {
    score += contactFits ? 0.3 : 0.25;
    why.push(`sender of ${customer.name}`);
  } else if (nameFits) {
    score += 0.2;
    why.push(`names ${customer.name}`);
  } else if (name !== undefined && nameLikeness(name, customer.name) >= 0.5) {
    score += 0.1;
    why.push(`names something like ${customer.name}`);
  }
  const items = clues.skus.filter((sku) => order.skus.some((s) => same(s, sku)));
  if (items.length) {
    // Others buy the same things: where the mail names its customer, an order of somebody else hardly counts.
    const ofSomebodyElse = name !== undefined && !domainFits && !nameFits;
    score += ofSomebodyElse ? 0.15 : Math.min(0.65, 0.35 + 0.15 * items.length);
    why.push(`has ${items.join(', ')}`);
  }
  for (const { name: field, value } of clues.fields ?? []) {
    // What its total or its day is stands in few orders; it tips, it never decides.
    if (
      field === 'price' &&
      Number(value.split(' ')[0]) === Number(order.total.amount) &&
      Number(order.total.amount) > 1
    ) {
      score += 0.15;
      why.push(`total ${order.total.amount}`);
      break;
    }
    if (field === 'date' && value === order.orderedOn?.slice(0, 10)) {
      score += 0.1;
      why.push(`ordered on ${value}`);
      break;
    }
  }
  const past = order.state === 'done' && afterShipping.has(clues.type ?? '');
  if (settled.has(order.state) && !past) score -= 0.3;
  // Somebody wrote a number that is not this order's: whatever else fits, a person says whether it was a slip.
  const others = clues.orderNumbers.length + clues.poNumbers.length > 0;
  const contradicted = others && !numberFits && !poFits && !parcel;
  if (foreign) why.push('of another customer than the sender');
  const most = slip || contradicted || foreign ? asked : 1;
  return {
    score: Math.min(most, Math.max(0, score)),
    why,
    named: numberFits || poFits || parcel !== undefined,
    likely: domainFits || contactFits || nameFits || (reference ?? '').length >= LONG_PO,
  };
}

/** Shorter PO numbers are carried by orders of several customers. */
const LONG_PO = 5;

/** The most that an order can have which is not named by a number of its own: a candidate, never taken unasked. */
const asked = 0.65;

function slipOf({ number, reference }: OrderSummary, clues: Clues): string | null {
  const nearNumber = number && clues.orderNumbers.find((said) => oneSlipApart(said, number));
  if (nearNumber) return `${nearNumber} may be a slip for ${number}`;
  const nearPo = reference && clues.poNumbers.find((said) => oneSlipApart(said, reference));
  return nearPo ? `${nearPo} may be a slip for customer PO ${reference}` : null;
}

/**
 * Finds the order that a mail or an event is about in all ERPs of the tenant: by our number, a tracking number, the
 * customer's PO number, or customer and items. One clear winner is `matched`; otherwise up to five candidates, best
 * first. Throws ErpUnreachable.
 */
export async function matchOrder(
  deps: Pick<Deps, 'erp'>,
  config: TenantConfig,
  clues: Clues,
): Promise<{ matched: Candidate | null; candidates: Candidate[] }> {
  const domain = customerDomain(config, clues);
  const all: Judged[] = [];
  for (const { connectionId } of config.connections) {
    const erp = await deps.erp(config.tenantId, connectionId);
    const found = await erp.find({
      orderNumbers: clues.orderNumbers.slice(0, 10),
      references: withAndWithoutPrefix(clues.poNumbers.slice(0, 10)),
      skus: clues.skus.slice(0, 10),
      trackingNumbers: clues.trackingNumbers.slice(0, 10),
      ...(domain ? { customerDomain: domain } : {}),
      ...(clues.customer ? { customerName: clues.customer } : {}),
      limit: 25,
    });
    const senders = found.filter(({ customer }) => domain !== null && customer.emailDomains.includes(domain));
    for (const order of found) {
      const foreign =
        senders.length > 0 && !senders.some(({ customer }) => customer.id === order.customer.id);
      const { score, why, named, likely } = judge(order, clues, domain, foreign);
      all.push({
        named,
        likely,
        connectionId,
        orderId: order.id,
        label: `${orderLabel(order)} · ${order.customer.name}`,
        why: why.join(', ') || 'same customer',
        score,
      });
    }
  }
  all.sort((a, b) => b.score - a.score);
  const [best, second] = all;
  const rival = all.some((one) => one !== best && one.named);
  const clear = best && !rival && best.score >= certain && (!second || second.score < best.score - 0.15);
  // A PO number alone is enough where only one order in all ERPs carries it.
  const onlyOne = best?.likely && !rival && best.score >= 0.7 && (!second || second.score < 0.5);
  const candidates = all
    .filter((one) => one.score > 0)
    .slice(0, 5)
    .map(({ named: _, likely: __, ...candidate }) => candidate);
  return { matched: clear || onlyOne ? (candidates[0] ?? null) : null, candidates };
}

/** ERPs find by the exact text: "PO-7731" is kept as "7731" by some. */
const withAndWithoutPrefix = (numbers: string[]): string[] => [
  ...new Set(numbers.flatMap((number) => [number, number.replace(/^(?:PO|OC)[-_ ]?(?=\d)/i, '')])),
];

/** The original sender's mail domain, unless it is our own. */
function customerDomain(config: TenantConfig, clues: Clues): string | null {
  const domain = clues.originalSender?.split('@')[1]?.toLowerCase() ?? null;
  return domain && !config.mailDomains.includes(domain) ? domain : null;
}
