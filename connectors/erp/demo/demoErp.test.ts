import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionSpec } from '#core/model/action.ts';
import { type Erp, ErpUnreachable } from '#core/ports.ts';
import type { Database } from '#core/store/database.ts';
import { describeOnBoth, openTestDatabase } from '../../../e2e/support/database.ts';
import { describeErpConformance } from '../conformance.ts';
import { createDemoErpAdmin, type DemoErpAdmin } from './admin.ts';
import { createDemoErp } from './demoErp.ts';
import { causeOption, offeredBy, reseed, testClock } from './testing.ts';

describeErpConformance('the demo ERP', async () => {
  const database = await openTestDatabase();
  const clock = testClock();
  await reseed(database.orm, 'calder-us');
  const admin = createDemoErpAdmin(database.orm, 'calder-us', clock);
  let references = 0;
  const place = async (customer: string, sku: string, quantity: string, unitPrice?: string) => {
    const reference = `CONF-${++references}`;
    const line = { sku, quantity, ...(unitPrice ? { unitPrice } : {}) };
    return (await admin.placeOrder({ customer, reference, lines: [line] })).id;
  };
  const company = 'calder-us';
  const erp = createDemoErp({ db: database.orm, company, clock });
  return {
    erp,
    async orderFor(kind) {
      const cause = (of: [string, string]) => causeOption({ db: database.orm, company, clock, erp }, of);
      if (kind === 'send_message') return null;
      if (kind !== 'withdraw') return cause(offeredBy[kind]);
      const { orderId, context, action } = await cause(offeredBy.create_purchase);
      const key = `W-${orderId}`;
      const [step] = erp.plan(action, context, key);
      const call = { orderId, expectedVersion: null, idempotencyKey: `${key}-0`, acknowledge: [] };
      await erp.execute(step!, call);
      return { orderId, action: { kind: 'withdraw', what: 'purchase', key } };
    },
    creditHeldOrder: () => place('C-1012', 'PPE-3310', '700'),
    mispricedOrder: () => place('C-1003', 'VLV-4060', '2', '99.00'),
    settledOrder: async () => '447',
    disturb: (orderId) => admin.changeOrder(orderId, { lines: [{ sku: 'VLV-4060', quantity: '3' }] }),
    unknownOrderId: '999999',
    async whileDown(work) {
      await admin.setFault({ kind: 'down' });
      try {
        return await work();
      } finally {
        await admin.clearFaults();
      }
    },
    close: () => database.close(),
  };
});

describeOnBoth('the demo ERP', (engine) => {
  let database: Database;
  const clock = testClock();
  let erp: Erp;
  let admin: DemoErpAdmin;
  const slept: number[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    admin = createDemoErpAdmin(database.orm, 'calder-us', clock);
    erp = createDemoErp({
      db: database.orm,
      company: 'calder-us',
      clock,
      timeoutMs: 5_000,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
      },
    });
  });
  beforeEach(async () => {
    await reseed(database.orm, 'calder-us');
    slept.length = 0;
  });
  afterAll(() => database.close());

  const HARMONY = '482';
  const NORTHFIELD = '467';
  const WARNING = 'credit_limit:482';

  const on = (orderId: string, key: string, more: { version?: string; acknowledge?: string[] } = {}) => ({
    orderId,
    expectedVersion: more.version ?? null,
    idempotencyKey: key,
    acknowledge: more.acknowledge ?? [],
  });
  const context = async (orderId: string) => (await erp.read([orderId]))[0]!;
  const planned = async (action: ActionSpec, orderId: string, index = 0) =>
    erp.plan(action, await context(orderId), 'A-1')[index]!;
  const release: ActionSpec = {
    kind: 'release_hold',
    acknowledge: [WARNING],
    exposure: { amount: '66910.00', currency: 'USD' },
  };
  const correct: ActionSpec = {
    kind: 'change_price',
    lines: [{ lineId: '46702', sku: 'VLV-2040', from: '72.50', to: '77.30' }],
  };
  const effects = async (orderId: string) =>
    (await admin.writeLog())
      .filter((entry) => entry.orderId === orderId && entry.effect)
      .map(({ what }) => what);

  it('releases past the warning once, and its log says who, what and under which key', async () => {
    const step = await planned(release, HARMONY);
    const outcome = await erp.execute(step, on(HARMONY, 'K1', { acknowledge: [WARNING] }));
    expect(outcome).toMatchObject({
      status: 'applied',
      evidence: expect.stringContaining('SO-10482 is confirmed'),
      version: '2',
    });
    expect(await admin.writeLog()).toMatchObject([
      {
        who: 'unhold',
        what: 'release',
        orderId: HARMONY,
        key: 'K1',
        effect: true,
        at: clock.now().toISOString(),
      },
    ]);
  });

  it('does nothing and says yes when an order that is not on hold is released', async () => {
    const step = await planned(release, HARMONY);
    await erp.execute(step, on(HARMONY, 'K1', { acknowledge: [WARNING] }));
    expect(await erp.execute(step, on(HARMONY, 'K2'))).toMatchObject({ status: 'already_applied' });
    await admin.changeOrder('484', { state: 'cancelled' });
    expect(await erp.execute(step, on('484', 'K3'))).toMatchObject({ status: 'no_effect' });
    expect((await admin.writeLog()).map(({ what, effect }) => [what, effect])).toEqual([
      ['release', true],
      ['release', false],
      ['change', true],
      ['release', false],
    ]);
  });

  it('does not know repeats: the same note under the same key stands there twice', async () => {
    const step = await planned({ kind: 'add_note', text: 'Honoured once' }, NORTHFIELD);
    await erp.execute(step, on(NORTHFIELD, 'K1'));
    expect(await erp.execute(step, on(NORTHFIELD, 'K1'))).toMatchObject({ status: 'applied' });
    expect(await effects(NORTHFIELD)).toEqual(['note', 'note']);
  });

  it('corrects a price only under the version that was read, with the new total', async () => {
    const { order } = await context(NORTHFIELD);
    const step = await planned(correct, NORTHFIELD);
    const version = order.version;
    const outcomes = await Promise.all([
      erp.execute(step, on(NORTHFIELD, 'K1', { version })),
      erp.execute(step, on(NORTHFIELD, 'K2', { version })),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['applied', 'conflict']);
    expect((await context(NORTHFIELD)).order.total.amount).toBe('20066.40');
  });

  it.each([
    ['447', 'shipped'],
    ['457', 'processing'],
    ['470', 'cancelled'],
  ])('refuses to change the prices of order %s, which is %s', async (orderId, state) => {
    const { order } = await context(orderId);
    const line = order.lines[0]!;
    const step = await planned(
      { kind: 'change_price', lines: [{ lineId: line.id, sku: line.sku, from: line.unitPrice, to: '1.00' }] },
      orderId,
    );
    expect(await erp.execute(step, on(orderId, 'K1', { version: order.version }))).toEqual({
      status: 'rejected',
      message: `${order.number} is ${state}: its prices are fixed.`,
    });
    expect((await context(orderId)).order).toEqual(order);
  });

  it('cancels an order that has not left, and only says yes for one that has', async () => {
    const step = await planned({ kind: 'cancel_order' }, HARMONY);
    expect(await erp.execute(step, on(HARMONY, 'K1'))).toMatchObject({ status: 'applied' });
    expect(await erp.execute(step, on('447', 'K2'))).toMatchObject({ status: 'no_effect' });
  });

  it('refuses steps, orders and lines that it does not know', async () => {
    const step = await planned(release, HARMONY);
    expect(await erp.execute({ ...step, name: 'drop' }, on(HARMONY, 'K'))).toMatchObject({
      status: 'rejected',
    });
    expect(await erp.execute(step, on('999999', 'K'))).toMatchObject({ status: 'rejected' });
    expect(await erp.execute(step, on("1' or true", 'K'))).toMatchObject({ status: 'rejected' });
    const stray = await planned({ ...correct, lines: [{ ...correct.lines[0]!, lineId: '7' }] }, NORTHFIELD);
    expect(await erp.execute(stray, on(NORTHFIELD, 'K', { version: '1' }))).toMatchObject({
      status: 'rejected',
    });
  });

  describe('its changes', () => {
    const since = async (work: () => Promise<unknown>) => {
      const { cursor } = await erp.changes(null, 500);
      const before = new Set((await erp.changes(cursor, 500)).orderIds);
      await work();
      return (await erp.changes(cursor, 500)).orderIds.filter((id) => !before.has(id));
    };

    it('tell the open orders of a customer whose invoice was paid or booked', async () => {
      expect(await since(() => admin.payInvoice('INV-70145'))).toEqual(
        expect.arrayContaining([HARMONY, '471', '463']),
      );
      const book = { number: 'INV-1', customer: 'C-1007', amount: '10.00', dueOn: '2026-12-01' };
      expect(await since(() => admin.bookInvoice(book))).toEqual(expect.arrayContaining(['468', '451']));
    });

    it('give a new version to orders whose credit decision is still to come, and to no other', async () => {
      const before = await erp.read([HARMONY, '471']);
      await admin.payInvoice('INV-70145');
      const after = await erp.read([HARMONY, '471']);
      expect(after[0]?.order.version).not.toBe(before[0]?.order.version);
      expect(after[1]?.order.version).toBe(before[1]?.order.version);
      expect(after[0]?.credit?.warning).toBeNull();
    });

    it('come in the order in which they were made, page by page', async () => {
      let cursor = (await erp.changes(null, 500)).cursor;
      await admin.changeOrder('477', { reference: 'X' });
      await admin.changeOrder('466', { reference: 'Y' });
      const told: string[] = [];
      for (let more = true; more; ) {
        const page = await erp.changes(cursor, 1);
        told.push(...page.orderIds);
        ({ cursor, more } = page);
      }
      expect(told.indexOf('466')).toBeGreaterThan(told.indexOf('477'));
    });
  });

  describe('a fault', () => {
    it('down: reads throw, writes are unknown, and only as often as it was told', async () => {
      await admin.setFault({ kind: 'down', remaining: 2 });
      await expect(erp.read([HARMONY])).rejects.toThrow(ErpUnreachable);
      await expect(erp.probe()).rejects.toThrow('refuses connections');
      expect(await erp.probe()).toContain('52 orders');
      expect(await admin.faults()).toEqual([]);
    });

    it('reply_lost: the write is done, the answer unknown, and a lookup finds it', async () => {
      const step = await planned(release, HARMONY);
      await admin.setFault({ kind: 'reply_lost', remaining: 1 });
      const call = on(HARMONY, 'K1', { acknowledge: [WARNING] });
      expect(await erp.execute(step, call)).toMatchObject({ status: 'unknown' });
      expect(await erp.lookup(step, { ...call, since: '' })).toMatchObject({
        status: 'applied',
        version: '2',
      });
      expect(await effects(HARMONY)).toEqual(['release']);
    });

    it('late: nothing is there until its time has come, then it is, once', async () => {
      const step = await planned(release, HARMONY);
      await admin.setFault({ kind: 'late', seconds: 4, remaining: 1 });
      const call = on(HARMONY, 'K1', { acknowledge: [WARNING] });
      expect(await erp.execute(step, call)).toMatchObject({ status: 'unknown' });
      clock.advance(3);
      expect(await erp.lookup(step, { ...call, since: '' })).toEqual({ status: 'absent' });
      clock.advance(2);
      expect(await erp.lookup(step, { ...call, since: '' })).toMatchObject({ status: 'applied' });
      expect((await context(HARMONY)).order.state).toBe('confirmed');
      expect(await effects(HARMONY)).toEqual(['release']);
    });

    it('late is never later than the connector promises', async () => {
      const { lateApplySeconds } = erp.capabilities();
      await admin.setFault({ kind: 'late', seconds: lateApplySeconds });
      await expect(admin.setFault({ kind: 'late', seconds: lateApplySeconds + 1 })).rejects.toThrow();
    });

    it('late under an old version: what comes too late finds a conflict and changes nothing', async () => {
      const step = await planned(correct, NORTHFIELD);
      await admin.setFault({ kind: 'late', remaining: 1 });
      const version = (await context(NORTHFIELD)).order.version;
      await erp.execute(step, on(NORTHFIELD, 'K1', { version }));
      await admin.changeOrder(NORTHFIELD, { reference: 'NF-5531-B' });
      clock.advance(60);
      expect((await context(NORTHFIELD)).order.total.amount).toBe('18914.40');
      expect(await effects(NORTHFIELD)).toEqual(['change']);
    });

    it('refuse: a clear no, with the given words, and nothing changed', async () => {
      const step = await planned(release, HARMONY);
      await admin.setFault({ kind: 'refuse', message: 'Month end.' });
      expect(await erp.execute(step, on(HARMONY, 'K1', { acknowledge: [WARNING] }))).toEqual({
        status: 'rejected',
        message: 'Month end.',
      });
      expect(await effects(HARMONY)).toEqual([]);
      expect((await admin.writeLog())[0]).toMatchObject({ effect: false, detail: 'Month end.' });
    });

    it('slow: within the time it answers, beyond it the reader gives up and the write is unknown but done', async () => {
      await admin.setFault({ kind: 'slow', milliseconds: 800, remaining: 1 });
      expect(await erp.read([HARMONY])).toHaveLength(1);
      await admin.setFault({ kind: 'slow', milliseconds: 9_000, remaining: 2 });
      await expect(erp.read([HARMONY])).rejects.toThrow('did not answer within 5000 ms');
      const call = on(HARMONY, 'K1', { acknowledge: [WARNING] });
      const step = erp.plan(release, { order: { id: HARMONY, customer: {} } } as never, 'K')[0]!;
      expect(await erp.execute(step, call)).toMatchObject({ status: 'unknown' });
      expect(await effects(HARMONY)).toEqual(['release']);
      expect(slept).toEqual([800, 5_000, 5_000]);
    });

    it('hits exactly as many calls as it was told, and a late call takes effect once, however many come at once', async () => {
      await admin.setFault({ kind: 'down', operation: 'read', remaining: 3 });
      const reads = await Promise.allSettled(Array.from({ length: 8 }, () => erp.read([HARMONY])));
      expect(reads.filter(({ status }) => status === 'rejected')).toHaveLength(3);
      const step = await planned({ kind: 'add_note', text: 'Called the buyer' }, HARMONY);
      await admin.setFault({ kind: 'late', remaining: 1 });
      await erp.execute(step, on(HARMONY, 'K1'));
      clock.advance(60);
      await Promise.all(Array.from({ length: 8 }, () => erp.read([HARMONY])));
      expect(await effects(HARMONY)).toEqual(['note']);
    });

    it('for writes leaves reads alone', async () => {
      await admin.setFault({ kind: 'down', operation: 'write' });
      expect(await erp.read([HARMONY])).toHaveLength(1);
      expect(await admin.faults()).toEqual([{ kind: 'down', operation: 'write', remaining: null }]);
    });
  });

  describe('its users', () => {
    it('place orders at agreed prices with quantity breaks, and over the limit they wait on hold', async () => {
      const placed = await admin.placeOrder({
        customer: 'C-1002',
        lines: [{ sku: 'VLV-2040', quantity: '200' }],
      });
      expect(placed).toEqual({ id: '490', number: 'SO-10490', state: 'on_hold' });
      const { order, credit } = await context(placed.id);
      expect(order.lines[0]?.unitPrice).toBe('77.30');
      expect(credit?.warning?.name).toBe('credit_limit:490');
    });

    it('may reach the limit exactly and not pass it by a cent; zero is a limit and none is none', async () => {
      const place = async (unitPrice: string) =>
        (
          await admin.placeOrder({
            customer: 'C-1007',
            lines: [{ sku: 'BRG-6204', quantity: '1', unitPrice }],
          })
        ).state;
      expect(await place('16187.00')).toBe('confirmed');
      expect(await place('0.01')).toBe('on_hold');
      await admin.setCreditLimit('C-1007', null);
      expect(await place('100000.00')).toBe('confirmed');
      await admin.setCreditLimit('C-1007', '0.00');
      expect(await place('0.01')).toBe('on_hold');
    });

    it('see all orders as the playground shows them', async () => {
      const orders = await admin.orders();
      expect(orders[0]?.number).toBe('SO-10489');
      expect(orders.find(({ id }) => id === HARMONY)).toEqual({
        id: HARMONY,
        company: 'Calder Supply Inc.',
        number: 'SO-10482',
        reference: 'HL-77120',
        customer: 'Harmony Labs',
        amount: { amount: '18420.00', currency: 'USD' },
        state: 'on_hold',
        hold: true,
        updatedAt: '2026-11-22T14:47:00.000Z',
        lines: [
          {
            sku: 'LAB-2210',
            description: 'Centrifuge tubes 50 ml, sterile',
            quantity: '400',
            unit: 'box',
            unitPrice: '32.50',
          },
          {
            sku: 'PPE-1180',
            description: 'Nitrile gloves M, powder-free',
            quantity: '500',
            unit: 'box',
            unitPrice: '10.84',
          },
        ],
      });
    });
  });
});
