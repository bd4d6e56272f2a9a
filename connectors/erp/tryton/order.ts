/** A sale as Tryton has it, told in the words of core. Pure. */
import Big from 'big.js';
import { toMoney } from '#core/model/money.ts';
import type { Address, Customer, Order, OrderLine, OrderState } from '#core/model/order.ts';
import type { AddressRow, LineRow, PartyRow, SaleRow, UomRow } from './rows.ts';

/** `unitPriceOf` converts a cost from company currency; null where it cannot. */
export function toOrder(
  row: SaleRow,
  party: PartyRow,
  options: { version: string; url: string | null; costOf: (line: LineRow) => string | null },
): Order {
  const currency = row['currency.'].code.toUpperCase();
  return {
    id: String(row.id),
    number: row.number || null,
    reference: row.reference?.trim() || null,
    description: row.description || null,
    customer: toCustomer(party),
    state: orderState(row),
    heldSince: null,
    currency,
    orderedOn: row.sale_date,
    promisedOn: row.shipping_date,
    enteredBy: row['create_uid.']?.login ?? null,
    paymentTerms: row['payment_term.']?.name ?? null,
    shipTo: toAddress(row['shipment_address.'], party.name),
    shipsFrom: row['warehouse.']?.['address.']?.['country.']?.code?.toUpperCase() ?? null,
    lines: itemLines(row).map((line, index) => toLine(line, index + 1, options.costOf(line))),
    total: toMoney(row.untaxed_amount, currency),
    version: options.version,
    url: options.url,
  };
}

/** Lines that carry an amount; titles, comments, subtotals and lines that were cancelled (none left) are left out. */
export const itemLines = (row: SaleRow): LineRow[] =>
  row['lines.'].filter((line) => line.type === 'line' && line.quantity !== 0);

/** null without a country: half an address ships nothing. */
export function toAddress(row: AddressRow | null, partyName: string | null): Address | null {
  const country = row?.['country.']?.code;
  if (!row || !country) return null;
  return {
    name: row.party_name || partyName || '',
    street: row.street ?? '',
    postalCode: row.postal_code ?? '',
    city: row.city ?? '',
    country: country.toUpperCase(),
  };
}

/** Freight has a `shipment_cost`; a line without a product (a fee, a discount) has no list price either. */
export const isCharge = (line: LineRow): boolean => line.shipment_cost != null || line['product.'] === null;

/**
 * In the words of core. Tryton calls a sale in process whose goods were all cancelled and given up "done": nothing of
 * it ever left, so it is cancelled.
 */
export function orderState(
  row: Pick<SaleRow, 'state' | 'shipment_state'> & { 'lines.'?: { 'moves.'?: { state: string }[] }[] },
): OrderState {
  const sent = row.state === 'done' || (row.state === 'processing' && row.shipment_state === 'sent');
  const moves = row['lines.']?.flatMap((line) => line['moves.'] ?? []) ?? [];
  if (sent && moves.length > 0 && moves.every((move) => move.state === 'cancelled')) return 'cancelled';
  return sent && row.state === 'processing' ? 'shipped' : row.state;
}

export function toCustomer(party: PartyRow): Customer {
  const domains = party['contact_mechanisms.']
    .filter((contact) => contact.type === 'email')
    .map((contact) => contact.value?.split('@').at(-1)?.trim().toLowerCase() ?? '')
    .filter((domain) => domain !== '');
  return {
    id: String(party.id),
    name: party.name ?? party.code ?? `Party ${party.id}`,
    code: party.code,
    tier: null,
    emailDomains: [...new Set(domains)],
    email: party['contact_mechanisms.'].find((contact) => contact.type === 'email')?.value?.trim() || null,
  };
}

function toLine(line: LineRow, position: number, unitCost: string | null): OrderLine {
  const product = line['product.'];
  return {
    id: String(line.id),
    position,
    kind: isCharge(line) ? 'charge' : 'goods',
    ...(product && { productId: String(product.id) }),
    sku: product?.code ?? '',
    description: line.description || product?.name || product?.code || '',
    quantity: new Big(line.quantity ?? 0).toFixed(),
    unit: line['unit.']?.symbol ?? '',
    unitPrice: line.unit_price ?? '0',
    unitCost,
  };
}

/**
 * Quantity in another unit of the same category, or null. Tryton's `Uom.compute_qty` without its rounding; ten digits
 * absorb the rounding of factors such as 1/12.
 */
export function convertQuantity(quantity: Big | number, from: UomRow, to: UomRow): Big | null {
  if (from.id === to.id) return new Big(quantity);
  if (from.category !== to.category || to.factor === 0) return null;
  return new Big(quantity).times(from.factor).div(to.factor).round(10);
}
