import type { Deps } from '../deps.ts';
import { orderLabel } from '../exceptions/type.ts';
import type { OrderSummary } from '../model/order.ts';
import type { MailReading } from '../model/signal.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';

export interface Candidate {
  connectionId: string;
  orderId: string;
  label: string;
  why: string;
  /** 0 to 1; from `certain` up it is taken without asking. */
  score: number;
}

/** Two independent signs agree, or our own order number was named. */
const certain = 0.9;

const settled = new Set(['cancelled', 'done']);

function judge(
  order: OrderSummary,
  reading: MailReading,
  domain: string | null,
): { score: number; why: string[] } {
  const why: string[] = [];
  let score = 0;
  const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();
  // People write "order 10482" for SO-10482.
  const sameNumber = (said: string, ours: string) =>
    same(said, ours) || (/^\d{4,}$/.test(said) && said === ours.replace(/^\D+/, ''));
  const domainFits = domain !== null && order.customer.emailDomains.includes(domain);
  const name = reading.customer?.toLowerCase();
  const nameFits = name !== undefined && order.customer.name.toLowerCase().includes(name);
  if (order.number && reading.orderNumbers.some((n) => sameNumber(n, order.number!))) {
    score += 0.9;
    why.push(`order number ${order.number}`);
  }
  if (order.reference && reading.poNumbers.some((n) => same(n, order.reference!))) {
    score += 0.7;
    why.push(`customer PO ${order.reference}`);
  }
  if (domainFits) {
    score += 0.25;
    why.push(`sender of ${order.customer.name}`);
  } else if (nameFits) {
    score += 0.2;
    why.push(`names ${order.customer.name}`);
  }
  const items = reading.skus.filter((sku) => order.skus.some((s) => same(s, sku)));
  if (items.length) {
    // Others buy the same things: where the mail names its customer, an order of somebody else hardly counts.
    const ofSomebodyElse = name !== undefined && !domainFits && !nameFits;
    score += ofSomebodyElse ? 0.15 : Math.min(0.65, 0.35 + 0.15 * items.length);
    why.push(`has ${items.join(', ')}`);
  }
  if (settled.has(order.state)) score -= 0.3;
  return { score: Math.min(1, Math.max(0, score)), why };
}

/**
 * Finds the order a mail is about in all ERPs of the tenant: by our number, the customer's PO number, or customer and
 * items. One clear winner is `matched`; otherwise up to five candidates, best first. Throws ErpUnreachable.
 */
export async function matchOrder(
  deps: Pick<Deps, 'erp'>,
  config: TenantConfig,
  reading: MailReading,
): Promise<{ matched: Candidate | null; candidates: Candidate[] }> {
  const domain = customerDomain(config, reading);
  const all: Candidate[] = [];
  for (const { connectionId } of config.connections) {
    const erp = await deps.erp(config.tenantId, connectionId);
    const found = await erp.find({
      orderNumbers: reading.orderNumbers.slice(0, 10),
      references: reading.poNumbers.slice(0, 10),
      skus: reading.skus.slice(0, 10),
      ...(domain ? { customerDomain: domain } : {}),
      ...(reading.customer ? { customerName: reading.customer } : {}),
      limit: 25,
    });
    for (const order of found) {
      const { score, why } = judge(order, reading, domain);
      all.push({
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
  const clear = best && best.score >= certain && (!second || second.score < best.score - 0.15);
  // A PO number alone is enough where only one order in all ERPs carries it.
  const onlyOne = best && best.score >= 0.7 && (!second || second.score < 0.5);
  return { matched: clear || onlyOne ? best : null, candidates: all.filter((c) => c.score > 0).slice(0, 5) };
}

/** The original sender's mail domain, unless it is our own. */
function customerDomain(config: TenantConfig, reading: MailReading): string | null {
  const domain = reading.originalSender?.split('@')[1]?.toLowerCase() ?? null;
  return domain && !config.mailDomains.includes(domain) ? domain : null;
}
