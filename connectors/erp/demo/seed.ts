/** Puts a demo company into the ERP, dated relative to the day of seeding. */
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { brightwater } from './seed/brightwater.ts';
import { calderEu } from './seed/calderEu.ts';
import { calderUs } from './seed/calderUs.ts';
import type { SeedCompany, SeedOrder } from './seed/company.ts';
import { type Db, type ErpTx, inErp } from './session.ts';

const companies: Record<string, SeedCompany> = {
  'calder-us': calderUs,
  'calder-eu': calderEu,
  brightwater,
};

/** The ERP companies that `seedDemoErp` knows. */
export const demoCompanies = Object.keys(companies);

/**
 * Seeds one company. `today`: ISO date or instant of the day that all dates count from. Answers false where the
 * company is there already and nothing was done. Throws for a company that nobody wrote down.
 */
export async function seedDemoErp(db: Db, company: string, today: string): Promise<boolean> {
  const seed = companies[company];
  if (!seed)
    throw new Error(`The demo ERP has no company "${company}"; it knows ${demoCompanies.join(', ')}.`);
  return inErp(db, company, async (tx) => {
    if (!(await insertCompany(tx, seed.name, seed.currency))) return false;
    const orders = seed.orders.map((order, index) => toOrder(seed, order, index, today));
    await insertRows(tx, 'customer', seed.customers.map(toCustomer));
    await insertRows(tx, 'product', seed.products.map(toProduct));
    await insertRows(tx, 'price_row', priceRows(seed));
    await insertRows(
      tx,
      'sales_order',
      orders.map(({ head }) => head),
    );
    await insertRows(
      tx,
      'order_line',
      orders.flatMap(({ lines }) => lines),
    );
    await insertRows(
      tx,
      'invoice',
      seed.invoices.map(([number, customer, amount, dueIn, late]) => ({
        number,
        customer,
        amount,
        issued_on: addDays(today, dueIn - 30),
        due_on: addDays(today, dueIn),
        paid_on: late === null ? null : addDays(today, dueIn + late),
      })),
    );
    await finishChanges(tx);
    return true;
  });
}

/** false: it is there already. */
export async function insertCompany(tx: ErpTx, name: string, currency: string): Promise<boolean> {
  const made = await tx.rows(sql`
    insert into demo_erp.company (company, name, currency) values (${tx.company}, ${name}, ${currency})
    on conflict do nothing returning company`);
  return made.length > 0;
}

/** Inserts rows as they are, under the transaction's company, in one statement. Every column has to be given. */
export async function insertRows(tx: ErpTx, table: string, rows: Record<string, unknown>[]): Promise<void> {
  const target = sql.raw(`demo_erp.${table}`);
  const given = JSON.stringify(rows.map((row) => ({ company: tx.company, ...row })));
  await tx.rows(
    sql`insert into ${target} select * from jsonb_populate_recordset(null::${target}, ${given}::jsonb)`,
  );
}

/** The next change gets a number after those that the seed gave out. */
export async function finishChanges(tx: ErpTx): Promise<void> {
  await tx.rows(sql`
    update demo_erp.company set last_change = (select coalesce(max(changed), 0) from demo_erp.sales_order)`);
}

/** `date` plus days, as an ISO date. */
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);

const toCustomer = ([code, name, tier, limit, list, domain]: SeedCompany['customers'][number]) => ({
  code,
  name,
  tier,
  credit_limit: limit,
  price_list: list,
  domains: [domain],
});

const toProduct = ([sku, description, unit, listPrice, cost, onHand]: SeedCompany['products'][number]) => ({
  sku,
  description,
  unit,
  list_price: listPrice,
  unit_cost: cost,
  on_hand: onHand,
});

function priceRows(seed: SeedCompany): Record<string, unknown>[] {
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

function toOrder(seed: SeedCompany, order: SeedOrder, index: number, today: string) {
  const [number, customer, reference, state, daysAgo, promisedIn, enteredBy, items] = order;
  // The record's id is not the number that people use.
  const id = Number(number.slice(3)) % 10_000;
  const lines = items.split(' ').map((item, at) => ({
    id: id * 100 + at + 1,
    order_id: id,
    position: at + 1,
    ...toLine(seed, customer, item),
  }));
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
    promised_on: addDays(today, promisedIn),
    entered_by: enteredBy,
    total: total.toFixed(2),
    version: 1,
    changed: index + 1,
    updated_at: entered,
  };
  return { head, lines };
}

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
