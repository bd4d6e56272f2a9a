import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '#core/exceptions/index.ts';
import type { Database } from '#core/store/database.ts';
import { openTestDatabase } from '../../../e2e/support/database.ts';
import { createDemoErp } from './demoErp.ts';
import { reseed, testClock } from './testing.ts';

describe('days that pass in the demo ERP', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('bring what is in good order on its way and to its customer; trouble waits', async () => {
    await reseed(database.orm, 'calder-us');
    const clock = testClock();
    const erp = createDemoErp({ db: database.orm, company: 'calder-us', clock });
    const look = async () => {
      const contexts = [];
      let cursor: string | null = null;
      for (let more = true; more; ) {
        const page: Awaited<ReturnType<typeof erp.changes>> = await erp.changes(cursor, 500);
        contexts.push(...(await erp.read(page.orderIds)));
        more = page.more;
        cursor = page.cursor;
      }
      return contexts;
    };
    const found = async () =>
      [
        ...new Set(
          (await look()).flatMap((context) =>
            detect(context).map((f) => `${context.order.number} ${f.type}`),
          ),
        ),
      ].sort();
    const before = await look();
    const known = ['SO-10467 pricing_mismatch', 'SO-10482 credit_hold'];
    expect(await found()).toEqual(known);
    for (const days of [1, 1, 1]) {
      clock.advance(days * 86_400);
      expect(await found()).toEqual(known);
    }
    const [order] = await erp.read([before.find(({ order: { state } }) => state === 'processing')!.order.id]);
    expect(['shipped', 'done']).toContain(order!.order.state);
    const [held] = await erp.read(['482']);
    expect(held!.order.state).toBe('on_hold');
  });
});
