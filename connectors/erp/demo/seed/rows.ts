/** From the written-down company to rows: customers, products, prices and orders. */
import Big from 'big.js';
import type { OrderState } from '#core/model/order.ts';
import { addDays, allowedDay } from '../days.ts';
import type { SeedCompany, SeedOrder, SeedWorld } from './company.ts';

export const customerRows = ({ customers, world }: SeedCompany) =>
  customers.map(([code, name, tier, limit, list, domain]) => {
    const more = world.customers[code];
    return {
      code,
      name,
      tier,
      credit_limit: limit,
      price_list: list,
      domains: [domain],
      email: more?.email ?? null,
      rules: more?.rules ?? {},
      ship_to: more?.shipTo ?? null,
      payment_terms: more?.paymentTerms ?? null,
    };
  });

export const productRows = ({ products, world }: SeedCompany) =>
  products.map(([sku, description, unit, listPrice, cost]) => ({
    sku,
    description,
    unit,
    list_price: listPrice,
    unit_cost: cost,
    supplier: supplierOf(world, sku),
  }));

export const supplierOf = ({ suppliers }: SeedWorld, sku: string): string | null =>
  suppliers.find(([, , , , prefixes]) => prefixes.some((prefix) => sku.startsWith(prefix)))?.[0] ?? null;

export function priceRows(seed: SeedCompany): Record<string, unknown>[] {
  const row = (list: string, sku: string, from: string, price: string, years: [string, string | null]) => ({
    list,
    line: from === '1' ? sku : `${sku} from ${from}`,
    sku,
    min_quantity: from === '1' ? '0' : from,
    unit_price: price,
    valid_from: years[0],
    valid_to: years[1],
  });
  return [
    ...Object.entries(seed.lists).flatMap(([list, entries]) =>
      entries.flatMap(([sku, price, ...breaks]) =>
        [['1', price] as const, ...breaks].map(([from, at]) =>
          row(list, sku, from, at, ['2026-01-01', null]),
        ),
      ),
    ),
    ...Object.entries(seed.formerLists).flatMap(([list, entries]) =>
      entries.map(([sku, price]) => row(list, sku, '1', price, ['2025-01-01', '2025-12-31'])),
    ),
  ];
}

export type SeededOrder = ReturnType<typeof orderRows>[number];

export const orderRows = (seed: SeedCompany, today: string) =>
  seed.orders.map((order, index) => toOrder(seed, order, index, today));

function toOrder(seed: SeedCompany, order: SeedOrder, index: number, today: string) {
  const [number, customer, reference, state, daysAgo, promisedIn, enteredBy, items] = order;
  // The record's id is not the number that people use.
  const id = Number(number.slice(3)) % 10_000;
  const lines = items
    .split(' ')
    .map((item, at) => ({
      id: id * 100 + at + 1,
      order_id: id,
      position: at + 1,
      ...toLine(seed, customer, item),
    }))
    .map((line) => ({
      ...line,
      allocated: onShipments.has(state) && line.kind === 'goods' ? line.quantity : '0',
    }));
  const buyer = seed.world.customers[customer];
  const total = lines.reduce(
    (sum, l) => sum.plus(new Big(l.quantity).times(l.unit_price).round(2)),
    new Big(0),
  );
  const ordered = addDays(today, -daysAgo);
  const entered = `${ordered}T14:${String(index % 60).padStart(2, '0')}:00Z`;
  const head = {
    id,
    number,
    reference,
    description: null,
    customer,
    state,
    held_since: state === 'on_hold' ? entered : null,
    ordered_on: ordered,
    promised_on: allowedDay(addDays(today, promisedIn), buyer?.rules ?? {}),
    entered_by: enteredBy,
    total: total.toFixed(2),
    version: 1,
    changed: index + 1,
    updated_at: entered,
    entered_at: entered,
    channel: enteredBy === 'edi' ? 'edi' : 'phone',
    payment_terms: buyer?.paymentTerms ?? null,
    // A price that somebody typed is what the order is about; it waits for a decision.
    calm: !/(?<!FREIGHT)@/.test(items),
  };
  return { head, lines };
}

/** The goods of these orders stand on shipments. */
const onShipments = new Set<OrderState>(['processing', 'shipped', 'done']);

function toLine(seed: SeedCompany, customer: string, item: string) {
  const [goods = '', price] = item.split('@');
  const [sku = '', quantity = '1'] = goods.split('*');
  if (sku === 'FREIGHT') {
    return {
      kind: 'charge',
      sku,
      description: 'Freight, prepaid',
      quantity,
      unit: 'pc',
      unit_price: price ?? '0',
      unit_cost: null,
    };
  }
  const product = seed.products.find(([known]) => known === sku);
  if (!product) throw new Error(`The seed of ${seed.name} orders "${sku}", which it does not sell.`);
  const [, description, unit, listPrice, cost] = product;
  return {
    kind: 'goods',
    sku,
    description,
    quantity,
    unit,
    unit_price: price ?? agreed(seed, customer, sku, quantity) ?? listPrice,
    unit_cost: cost,
  };
}

function agreed(seed: SeedCompany, customer: string, sku: string, quantity: string): string | null {
  const list = seed.customers.find(([code]) => code === customer)?.[4];
  const entry = seed.lists[list ?? '']?.find(([listed]) => listed === sku);
  if (!entry) return null;
  const [, price, ...breaks] = entry;
  return breaks.findLast(([from]) => Number(from) <= Number(quantity))?.[1] ?? price;
}
