/** A company of any size for the benchmark: plain arithmetic instead of a story. */
import { finishSeed, insertCompany, insertRows } from './seed.ts';
import { type Db, inErp } from './session.ts';

const LIST = 'LARGE-2026';
const WAREHOUSE = 'Columbus';
const PRODUCTS = 40;
/** A larger company sells more items, not ever more of the same ones. */
const LINES_PER_PRODUCT = 250;
const ORDERS_PER_CUSTOMER = 10;
const QUANTITY = 100;

export interface LargeSeed {
  /** Ids of all orders, by what is wrong with them. */
  creditHolds: string[];
  mispriced: string[];
  clean: string[];
}

/**
 * Seeds `count` orders with `lines` goods lines each (at least two). `share` of them, evenly spread, is in trouble: credit holds and wrong
 * prices in turn. `today`: ISO date of the orders. Throws where the company is there already.
 */
export async function seedLargeDemoErp(
  db: Db,
  company: string,
  count: number,
  {
    share = 0.2,
    today = new Date().toISOString(),
    lines: linesPerOrder = 2,
  }: { share?: number; today?: string; lines?: number } = {},
): Promise<LargeSeed> {
  const seeded: LargeSeed = { creditHolds: [], mispriced: [], clean: [] };
  const day = today.slice(0, 10);
  const orders: Record<string, unknown>[] = [];
  const lines: Record<string, unknown>[] = [];
  const customers = Math.ceil(count / ORDERS_PER_CUSTOMER);
  const products =
    linesPerOrder === 2
      ? PRODUCTS
      : Math.max(PRODUCTS, Math.ceil((count * linesPerOrder) / LINES_PER_PRODUCT));
  for (let id = 1; id <= count; id++) {
    const troubles = Math.floor(id * share);
    const troubled = troubles > Math.floor((id - 1) * share);
    const held = troubled && troubles % 2 === 1;
    const mispriced = troubled && !held;
    (held ? seeded.creditHolds : mispriced ? seeded.mispriced : seeded.clean).push(String(id));
    const buyer = (id % customers) + 1;
    // Which of its customer's orders it is: no two of one customer have the same goods.
    const nth = Math.floor(id / customers);
    const entered = `${day}T00:00:00Z`;
    orders.push({
      id,
      number: `SO-${100_000 + id}`,
      reference: `PO-${id}`,
      description: null,
      customer: held ? `H-${buyer}` : `C-${buyer}`,
      state: held ? 'on_hold' : 'confirmed',
      held_since: held ? entered : null,
      ordered_on: day,
      promised_on: day,
      entered_by: 'edi',
      calm: false,
      total: '0',
      version: 1,
      changed: id,
      updated_at: entered,
    });
    for (let position = 1; position <= linesPerOrder; position++) {
      const item = position === 2 ? id + 2 + nth : id + position;
      lines.push({
        id: id * 100 + position,
        order_id: id,
        position,
        kind: 'goods',
        sku: `ITM-${(item % products) + 1}`,
        description: 'Item of the benchmark',
        quantity: position === 2 ? '30' : String(QUANTITY),
        unit: 'pc',
        unit_price: mispriced && position === 1 ? '9.90' : '10.00',
        unit_cost: '6.00',
      });
    }
  }
  const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1);
  await inErp(db, company, async (tx) => {
    if (!(await insertCompany(tx, `Large ${company}`, 'USD'))) {
      throw new Error(`The demo ERP has a company "${company}" already; choose another name.`);
    }
    // Held customers may owe less than one order; the others never reach their limit.
    const customer = (code: string, limit: string) => ({
      code,
      name: `Customer ${code}`,
      tier: 'B',
      credit_limit: limit,
      price_list: LIST,
      domains: [`${code.toLowerCase()}.example`],
    });
    await insertRows(
      tx,
      'customer',
      numbers(customers).flatMap((n) => [customer(`C-${n}`, '1000000.00'), customer(`H-${n}`, '1000.00')]),
    );
    await insertRows(
      tx,
      'product',
      numbers(products).map((n) => ({
        sku: `ITM-${n}`,
        description: 'Item of the benchmark',
        unit: 'pc',
        list_price: '12.00',
        unit_cost: '6.00',
      })),
    );
    await insertRows(tx, 'warehouse', [{ code: WAREHOUSE, country: 'US', main: true, transfer_days: 2 }]);
    await insertRows(
      tx,
      'stock',
      numbers(products).map((n) => ({
        sku: `ITM-${n}`,
        warehouse: WAREHOUSE,
        on_hand: String(count * QUANTITY),
      })),
    );
    await insertRows(
      tx,
      'price_row',
      numbers(products).map((n) => ({
        list: LIST,
        line: `ITM-${n}`,
        sku: `ITM-${n}`,
        min_quantity: '0',
        unit_price: '10.00',
        valid_from: '2026-01-01',
        valid_to: null,
      })),
    );
    await insertRows(tx, 'sales_order', orders);
    await insertRows(tx, 'order_line', lines);
    await finishSeed(tx);
  });
  return seeded;
}
