/** Puts a demo company into the ERP, dated relative to the day of seeding. */
import { sql } from 'drizzle-orm';
import { addDays } from './days.ts';
import { computePromises } from './replan.ts';
import { brightwater } from './seed/brightwater.ts';
import { calderEu } from './seed/calderEu.ts';
import { calderUs } from './seed/calderUs.ts';
import type { SeedCompany } from './seed/company.ts';
import { customerRows, orderRows, priceRows, productRows } from './seed/rows.ts';
import {
  agreementRows,
  carrierRows,
  purchaseRows,
  shipmentRows,
  stockRows,
  supplierRows,
  warehouseRows,
} from './seed/worldRows.ts';
import { type Db, type ErpTx, inErp } from './session.ts';
import { sumUp } from './writing.ts';

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
    if (!(await insertCompany(tx, seed.name, seed.currency, today.slice(0, 10)))) return false;
    const orders = orderRows(seed, today);
    await insertRows(tx, 'warehouse', warehouseRows(seed));
    await insertRows(tx, 'supplier', supplierRows(seed));
    await insertRows(tx, 'carrier', carrierRows(seed));
    await insertRows(tx, 'customer', customerRows(seed));
    await insertRows(tx, 'product', productRows(seed));
    await insertRows(tx, 'stock', stockRows(seed));
    await insertRows(tx, 'price_row', priceRows(seed));
    await insertRows(tx, 'agreement', agreementRows(seed));
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
    await insertRows(tx, 'shipment', shipmentRows(seed, orders, today));
    await insertRows(tx, 'purchase', purchaseRows(seed, today));
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
    await finishSeed(tx);
    return true;
  });
}

/** false: it is there already. `day`: the day it works on; null: time does not pass there. */
export async function insertCompany(
  tx: ErpTx,
  name: string,
  currency: string,
  day: string | null = null,
): Promise<boolean> {
  const made = await tx.rows(sql`
    insert into demo_erp.company (company, name, currency, day) values (${tx.company}, ${name}, ${currency}, ${day})
    on conflict do nothing returning company`);
  return made.length > 0;
}

/** Items whose promises are computed in one statement. */
const ITEMS = 400;

/** Rows of one statement: more would not fit the memory of the embedded database. */
const ROWS = 10_000;

/**
 * Inserts rows as they are, under the transaction's company, in few statements. All rows name the same columns; the
 * others keep their defaults.
 */
export async function insertRows(tx: ErpTx, table: string, rows: Record<string, unknown>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const target = sql.raw(`demo_erp.${table}`);
  const columns = sql.raw(['company', ...Object.keys(first)].join(', '));
  for (let from = 0; from < rows.length; from += ROWS) {
    const page = rows.slice(from, from + ROWS).map((row) => ({ company: tx.company, ...row }));
    await tx.rows(sql`
      insert into ${target} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(page)}::jsonb)`);
  }
}

/**
 * After all rows are in: totals and signatures, what can be promised, and change numbers that go on after those that
 * the seed gave out. Versions stay as they were given.
 */
export async function finishSeed(tx: ErpTx): Promise<void> {
  const orders = await tx.rows<{ id: number }>(sql`select id from demo_erp.sales_order`);
  await sumUp(
    tx,
    orders.map(({ id }) => id),
  );
  const items = await tx.rows<{ sku: string }>(sql`select distinct sku from demo_erp.stock order by sku`);
  for (let from = 0; from < items.length; from += ITEMS) {
    await computePromises(
      tx,
      items.slice(from, from + ITEMS).map(({ sku }) => sku),
    );
  }
  await tx.rows(sql`
    update demo_erp.company set last_change = (select coalesce(max(changed), 0) from demo_erp.sales_order)`);
}
