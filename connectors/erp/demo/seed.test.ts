import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataQuality, detect } from '#core/exceptions/index.ts';
import type { OrderContext } from '#core/model/order.ts';
import type { Database } from '#core/store/database.ts';
import { openTestDatabase } from '../../../e2e/support/database.ts';
import { createDemoErpAdmin } from './admin.ts';
import { createDemoErp } from './demoErp.ts';
import { demoCompanies, seedDemoErp } from './seed.ts';
import { seedLargeDemoErp } from './seedLarge.ts';
import { TODAY, testClock } from './testing.ts';

const cents = (amount: string): number => Math.round(Number(amount) * 100);

/** What the customer would owe if this order went through, in cents. */
const exposure = ({ order, credit }: OrderContext): number =>
  cents(credit!.receivable.amount) + cents(credit!.otherOpenOrders.amount) + cents(order.total.amount);

const isClosed = ({ order }: OrderContext): boolean => ['done', 'cancelled'].includes(order.state);

const overLimit = (contexts: OrderContext[]) =>
  contexts.filter((c) => !isClosed(c) && c.credit!.limit && exposure(c) > cents(c.credit!.limit.amount));

const mispriced = (contexts: OrderContext[]) =>
  contexts.flatMap(({ order, prices }) =>
    order.lines.flatMap((line) => {
      const agreed = prices.find(({ lineId }) => lineId === line.id);
      const gap = agreed ? Number(line.unitPrice) - Number(agreed.unitPrice) : 0;
      return gap === 0 ? [] : [{ order, line, agreed, gap }];
    }),
  );

describe('the seeded companies', () => {
  let database: Database;
  const clock = testClock();
  const all = async (company: string): Promise<OrderContext[]> => {
    const orders = await createDemoErpAdmin(database.orm, company, clock).orders();
    return createDemoErp({ db: database.orm, company, clock }).read(orders.map(({ id }) => id));
  };

  beforeAll(async () => {
    database = await openTestDatabase();
    for (const company of demoCompanies) await seedDemoErp(database.orm, company, TODAY);
  });
  afterAll(() => database.close());

  it('are put in once', async () => {
    expect(await seedDemoErp(database.orm, 'calder-us', TODAY)).toBe(false);
    expect(await all('calder-us')).toHaveLength(52);
    await expect(seedDemoErp(database.orm, 'nobody', TODAY)).rejects.toThrow('no company "nobody"');
  });

  it('calder-us: one order over its limit, one line below contract, and nothing else', async () => {
    const contexts = await all('calder-us');
    const [held, ...others] = overLimit(contexts);
    expect(others).toEqual([]);
    expect(held).toMatchObject({
      order: {
        number: 'SO-10482',
        reference: 'HL-77120',
        state: 'on_hold',
        total: { amount: '18420.00', currency: 'USD' },
        enteredBy: 'lortega',
      },
      credit: {
        limit: { amount: '60000.00' },
        oldestDueOn: '2026-11-11',
        averageDaysLate: 9,
        warning: { name: 'credit_limit:482' },
      },
    });
    expect(exposure(held!)).toBe(66_910_00);
    const wrong = mispriced(contexts);
    expect(wrong.map(({ order, line }) => [order.number, order.reference, order.state, line.sku])).toEqual([
      ['SO-10467', 'NF-5531', 'confirmed', 'VLV-2040'],
    ]);
    expect(wrong[0]).toMatchObject({
      line: { quantity: '240', unitPrice: '72.50' },
      agreed: {
        unitPrice: '77.30',
        list: 'NORTHFIELD-2026',
        row: 'VLV-2040 from 200',
        validFrom: '2026-01-01',
      },
    });
    expect((wrong[0]!.gap / 77.3) * 100).toBeCloseTo(-6.2, 1);
  });

  it('calder-eu: one large order over its limit', async () => {
    const contexts = await all('calder-eu');
    expect(contexts).toHaveLength(8);
    expect(mispriced(contexts)).toEqual([]);
    expect(overLimit(contexts).map(({ order }) => [order.number, order.reference, order.total])).toEqual([
      ['SO-20093', 'HW-2026-118', { amount: '64180.00', currency: 'EUR' }],
    ]);
  });

  it('brightwater: one line above contract', async () => {
    const contexts = await all('brightwater');
    expect(contexts).toHaveLength(6);
    expect(overLimit(contexts)).toEqual([]);
    const wrong = mispriced(contexts);
    expect(wrong.map(({ order }) => [order.number, order.reference])).toEqual([['SO-30021', 'SC-90417']]);
    expect(wrong[0]!.gap).toBeGreaterThan(0);
  });

  it('hold four orders in trouble under all detectors, and no hole but what customers have none of', async () => {
    const found: string[] = [];
    const holes = new Set<string>();
    for (const company of demoCompanies) {
      for (const context of await all(company)) {
        found.push(...detect(context).map(({ type }) => `${context.order.number} ${type}`));
        for (const { text } of dataQuality(context)) holes.add(text);
      }
    }
    expect([...holes].sort()).toEqual([
      'No credit limit: credit is not checked.',
      'No price list: prices are not compared.',
      'No purchase order number of the customer.',
    ]);
    expect(found.sort()).toEqual([
      'SO-10467 pricing_mismatch',
      'SO-10482 credit_hold',
      'SO-20093 credit_hold',
      'SO-30021 pricing_mismatch',
    ]);
  });

  it.each(['2026-11-27', '2026-11-28', '2026-11-29'])('are as clean when seeded on %s', async (today) => {
    const other = await openTestDatabase();
    const now = { now: () => new Date(`${today}T15:00:00Z`) };
    const found: string[] = [];
    for (const company of demoCompanies) {
      await seedDemoErp(other.orm, company, today);
      const orders = await createDemoErpAdmin(other.orm, company, now).orders();
      const erp = createDemoErp({ db: other.orm, company, clock: now });
      const contexts = await erp.read(orders.map(({ id }) => id));
      found.push(...contexts.flatMap((context) => detect(context).map(() => context.order.number ?? '')));
    }
    await other.close();
    expect(found.sort()).toEqual(['SO-10467', 'SO-10482', 'SO-20093', 'SO-30021']);
  });

  it('hold every state, charges, breaks, orders exactly at the limit and customers without limit or list', async () => {
    const contexts = await all('calder-us');
    const states = new Set(contexts.map(({ order }) => order.state));
    expect(states.size).toBe(8);
    expect(contexts.some(({ order }) => order.lines.some(({ kind }) => kind === 'charge'))).toBe(true);
    expect(contexts.some(({ prices }) => prices.some(({ row }) => row.includes(' from ')))).toBe(true);
    const exact = contexts.filter(
      (c) => !isClosed(c) && c.credit!.limit && exposure(c) === cents(c.credit!.limit.amount),
    );
    expect(exact.map(({ order }) => order.number)).toEqual(['SO-10481', 'SO-10466']);
    expect(contexts.some(({ credit }) => credit!.limit === null)).toBe(true);
    expect(contexts.some(({ order }) => order.reference === null)).toBe(true);
    for (const { order } of contexts) {
      const sum = order.lines.reduce(
        (cent, line) => cent + Math.round(Number(line.quantity) * Number(line.unitPrice) * 100),
        0,
      );
      expect(sum, order.number!).toBe(cents(order.total.amount));
    }
  });

  it('a large company has the share of troubles that was asked for, and no other', async () => {
    const seeded = await seedLargeDemoErp(database.orm, 'large', 500, { share: 0.2, today: TODAY });
    const contexts = await all('large');
    expect(contexts).toHaveLength(500);
    expect(seeded.creditHolds.length + seeded.mispriced.length).toBe(100);
    const ids = (found: { order: { id: string } }[]) => found.map(({ order }) => order.id).sort();
    expect(ids(overLimit(contexts))).toEqual([...seeded.creditHolds].sort());
    expect(ids(mispriced(contexts))).toEqual([...seeded.mispriced].sort());
  });

  it('a large company may have more lines, and still no trouble beside what was asked for', async () => {
    const seeded = await seedLargeDemoErp(database.orm, 'lines', 200, {
      share: 0.1,
      today: TODAY,
      lines: 10,
    });
    const contexts = await all('lines');
    expect(contexts.every(({ order }) => order.lines.length === 10)).toBe(true);
    const found = contexts.filter((context) => detect(context).length > 0).map(({ order }) => order.id);
    expect(found.sort()).toEqual([...seeded.creditHolds, ...seeded.mispriced].sort());
  });
});
