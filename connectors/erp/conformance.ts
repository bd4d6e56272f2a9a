/** What every ERP connector must do, as sentences. The demo's and Tryton's tests run it on the real thing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionKind, ActionSpec, LookupOutcome, StepOutcome, StepSpec } from '#core/model/action.ts';
import { actionKinds } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import { type Erp, ErpUnreachable } from '#core/ports.ts';

export interface ErpHarness {
  erp: Erp;
  /** Id of a fresh order over its customer's credit limit, which the ERP warns about. Another one at each call. */
  creditHeldOrder(): Promise<string>;
  /** Id of a fresh order with a line priced other than agreed, whose price can be corrected. Another one at each call. */
  mispricedOrder(): Promise<string>;
  /** Id of an order that is past release and past price changes. */
  settledOrder(): Promise<string>;
  /** Changes something on the order that a decision rests on, as a user of the ERP. */
  disturb(orderId: string): Promise<void>;
  /** A fresh order and an action of this kind that fits it; null: the harness has none. Another one at each call. */
  orderFor?(kind: ActionKind): Promise<{ orderId: string; action: ActionSpec } | null>;
  /** An id that no order has. */
  unknownOrderId: string;
  /** Makes the ERP unreachable while `work` runs. */
  whileDown<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

let keys = 0;
const newKey = (): string => `conformance-${Date.now().toString(36)}-${++keys}`;

/** Registers the suite. `open` is called once; a slow ERP may have its harness open it only then. */
export function describeErpConformance(
  name: string,
  open: () => Promise<ErpHarness>,
  { timeout = 10_000 }: { timeout?: number } = {},
): void {
  describe(`${name} keeps the connector's contract`, { timeout }, () => {
    let harness: ErpHarness;
    let erp: Erp;
    beforeAll(async () => {
      harness = await open();
      erp = harness.erp;
    }, timeout * 6);
    afterAll(() => harness?.close());

    const readOne = async (orderId: string): Promise<OrderContext> => {
      const [context] = await erp.read([orderId]);
      if (!context) throw new Error(`Order ${orderId} is gone.`);
      return context;
    };

    const releaseOf = ({ credit, order }: OrderContext): ActionSpec => ({
      kind: 'release_hold',
      acknowledge: credit?.warning ? [credit.warning.name] : [],
      exposure: order.total,
    });

    const correctionOf = ({ order, prices }: OrderContext): ActionSpec => ({
      kind: 'change_price',
      lines: order.lines.flatMap((line) => {
        const agreed = prices.find((quote) => quote.lineId === line.id);
        if (!agreed || Number(agreed.unitPrice) === Number(line.unitPrice)) return [];
        return [{ lineId: line.id, sku: line.sku, from: line.unitPrice, to: agreed.unitPrice }];
      }),
    });

    const execute = (step: StepSpec, context: OrderContext, key: string, acknowledge: string[] = []) =>
      erp.execute(step, {
        orderId: context.order.id,
        expectedVersion: context.order.version,
        idempotencyKey: key,
        acknowledge,
      });

    /** Carries out the steps as core does: each under its own key, with the version that the one before left. */
    async function carryOut(action: ActionSpec, context: OrderContext, key: string): Promise<Journal> {
      const acknowledge = action.kind === 'release_hold' ? action.acknowledge : [];
      const steps: Journal['steps'] = [];
      let version = context.order.version;
      for (const [index, step] of erp.plan(action, context, key).entries()) {
        const stepKey = `${key}#${index}`;
        const outcome = await erp.execute(step, {
          orderId: context.order.id,
          expectedVersion: version,
          idempotencyKey: stepKey,
          acknowledge,
        });
        steps.push({ step, key: stepKey, outcome });
        if (outcome.status !== 'applied' && outcome.status !== 'already_applied') break;
        version = outcome.version ?? version;
      }
      return { steps, last: steps.at(-1)?.outcome.status ?? null };
    }

    const lookup = (orderId: string, step: StepSpec, key: string): Promise<LookupOutcome> =>
      erp.lookup(step, { orderId, idempotencyKey: key, since: '2000-01-01T00:00:00.000Z' });

    describe('reading', () => {
      it('gives the same version twice when nothing happened in between', async () => {
        const id = await harness.mispricedOrder();
        expect((await readOne(id)).order.version).toBe((await readOne(id)).order.version);
      });

      it('gives another version after a change', async () => {
        const id = await harness.mispricedOrder();
        const before = (await readOne(id)).order.version;
        await harness.disturb(id);
        expect((await readOne(id)).order.version).not.toBe(before);
      });

      it('leaves unknown ids out', async () => {
        const id = await harness.creditHeldOrder();
        const contexts = await erp.read([harness.unknownOrderId, id]);
        expect(contexts.map(({ order }) => order.id)).toEqual([id]);
        expect(await erp.read([])).toEqual([]);
      });

      it('tells the credit of an order over its limit, with the warning that a release raises', async () => {
        const { order, credit } = await readOne(await harness.creditHeldOrder());
        expect(credit?.warning?.name).toBeTruthy();
        const exposure =
          Number(credit?.receivable.amount) +
          Number(credit?.otherOpenOrders.amount) +
          Number(order.total.amount);
        expect(exposure).toBeGreaterThan(Number(credit?.limit?.amount));
      });

      it('tells the agreed price of a line that deviates, and where it stands', async () => {
        const context = await readOne(await harness.mispricedOrder());
        const action = correctionOf(context);
        expect(action.kind === 'change_price' && action.lines.length).toBeGreaterThan(0);
        for (const quote of context.prices) {
          expect(quote.list).toBeTruthy();
          expect(quote.row).toBeTruthy();
        }
      });

      it('names in all that it tells only lines of the order, in decimal strings', async () => {
        const { order, supply, shipments, purchases } = await readOne(await harness.creditHeldOrder());
        const lines = new Set(order.lines.map(({ id }) => id));
        const shipped = shipments.flatMap((shipment) => shipment.lines);
        const named = [...(supply ?? []), ...purchases, ...shipped];
        for (const { lineId } of named) expect(lines).toContain(lineId);
        for (const line of supply ?? []) {
          expect(Number(line.needed)).toBeGreaterThan(0);
          for (const amount of [line.needed, line.onHand, line.available]) {
            expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
          }
        }
      });

      it('tells of orders alike neither the order itself nor cancelled ones', async () => {
        const { order, alike } = await readOne(await harness.mispricedOrder());
        expect(alike.map(({ id }) => id)).not.toContain(order.id);
        expect(alike.map(({ state }) => state)).not.toContain('cancelled');
        expect(alike.length).toBeLessThanOrEqual(50);
      });
    });

    describe('an action that its capabilities list', () => {
      const lent = async (kind: ActionKind) => {
        const can = erp.capabilities().actions[kind];
        if (kind === 'send_message') expect(can, 'the outbox sends messages, not an ERP').toBeUndefined();
        const made = can && (await harness.orderFor?.(kind));
        return made && { ...made, can, context: await readOne(made.orderId) };
      };

      it.for(actionKinds)(
        '%s is carried out, every step is found by its key, and sent again it is done once where it says so',
        async (kind, { skip }) => {
          const one = await lent(kind);
          if (!one) return skip();
          const { steps, last } = await carryOut(one.action, one.context, newKey());
          expect(last, JSON.stringify(steps.at(-1)?.outcome)).toBe('applied');
          for (const { step, key } of steps) {
            expect((await lookup(one.orderId, step, key)).status).toBe('applied');
          }
          if (one.can.idempotency === 'none') return;
          const first = steps[0]!;
          const after = await readOne(one.orderId);
          const { status } = await erp.execute(first.step, {
            orderId: one.orderId,
            expectedVersion: after.order.version,
            idempotencyKey: first.key,
            acknowledge: [],
          });
          expect(['already_applied', 'no_effect', 'rejected', 'conflict']).toContain(status);
          expect((await readOne(one.orderId)).order).toEqual(after.order);
        },
      );

      it.for(actionKinds)(
        '%s under another version is a conflict where it compares versions',
        async (kind, { skip }) => {
          const one = await lent(kind);
          if (one?.can.concurrency !== 'cas') return skip();
          const order = { ...one.context.order, version: `${one.context.order.version}-older` };
          const { last } = await carryOut(one.action, { ...one.context, order }, newKey());
          expect(last).toBe('conflict');
          expect((await readOne(one.orderId)).order).toEqual(one.context.order);
        },
      );
    });

    describe('changes', () => {
      it('tell all open orders from the beginning, in pages that end', async () => {
        const id = await harness.creditHeldOrder();
        const seen = new Set<string>();
        let cursor: string | null = null;
        for (let page = 0; page < 1_000; page++) {
          const changes: Awaited<ReturnType<Erp['changes']>> = await erp.changes(cursor, 7);
          for (const orderId of changes.orderIds) seen.add(orderId);
          cursor = changes.cursor;
          if (!changes.more) break;
        }
        expect(seen).toContain(id);
      });

      it('overlap: what was told last is told again, and so is what changed since a cursor', async () => {
        const id = await harness.mispricedOrder();
        const cursor = await endOfChanges(erp);
        await harness.disturb(id);
        const first = await erp.changes(cursor, 100);
        expect(first.orderIds).toContain(id);
        expect((await erp.changes(cursor, 100)).orderIds).toContain(id);
        expect((await erp.changes(first.cursor, 100)).orderIds).toContain(first.orderIds.at(-1));
      });
    });

    describe('finding', () => {
      it('knows an order by its number, reference, item and customer domain', async () => {
        const { order } = await readOne(await harness.creditHeldOrder());
        const found = async (query: Parameters<Erp['find']>[0]) =>
          (await erp.find({ ...query, limit: 200 })).map(({ id }) => id);
        if (order.number) {
          expect(await found({ orderNumbers: [order.number] })).toEqual([order.id]);
          expect(await found({ orderNumbers: [order.number.replace(/^\D+/, '')] })).toContain(order.id);
        }
        if (order.reference) expect(await found({ references: [order.reference] })).toContain(order.id);
        const sku = order.lines.find(({ kind }) => kind === 'goods')?.sku;
        if (sku) expect(await found({ skus: [sku] })).toContain(order.id);
        const [customerDomain] = order.customer.emailDomains;
        if (customerDomain) expect(await found({ customerDomain })).toContain(order.id);
        expect(await found({ customerName: order.customer.name })).toContain(order.id);
      });

      it('finds nothing without a key or with a strange one', async () => {
        expect(await erp.find({})).toEqual([]);
        expect(await erp.find({ references: ['no such order, ever'] })).toEqual([]);
      });
    });

    it('plans without touching the ERP, and the same twice', async () => {
      const context = await readOne(await harness.mispricedOrder());
      const action = correctionOf(context);
      const steps = erp.plan(action, context, 'k');
      expect(steps.length).toBeGreaterThan(0);
      expect(erp.plan(action, context, 'k')).toEqual(steps);
      expect((await readOne(context.order.id)).order.version).toBe(context.order.version);
    });

    describe('releasing a credit hold', () => {
      it('goes past exactly the warning that the approver saw', async () => {
        const context = await readOne(await harness.creditHeldOrder());
        const { last } = await carryOut(releaseOf(context), context, newKey());
        expect(last).toBe('applied');
        expect(['confirmed', 'processing']).toContain((await readOne(context.order.id)).order.state);
      });

      it('asks for the warning by name when nobody acknowledged it, and changes nothing', async () => {
        const context = await readOne(await harness.creditHeldOrder());
        const action = { ...releaseOf(context), acknowledge: [] } as ActionSpec;
        const { steps } = await carryOut(action, context, newKey());
        expect(steps.at(-1)?.outcome).toMatchObject({
          status: 'needs_acknowledgement',
          warnings: [{ name: context.credit?.warning?.name }],
        });
        expect((await readOne(context.order.id)).order.state).toBe(context.order.state);
      });

      it('does not take another warning for the one it asks about', async () => {
        const context = await readOne(await harness.creditHeldOrder());
        const action = { ...releaseOf(context), acknowledge: ['another_warning:1'] } as ActionSpec;
        const { last } = await carryOut(action, context, newKey());
        expect(['needs_acknowledgement', 'rejected']).toContain(last);
        expect((await readOne(context.order.id)).order.state).toBe(context.order.state);
      });

      it('says so when there was nothing to release, where the ERP itself says yes and does nothing', async () => {
        const context = await readOne(await harness.settledOrder());
        const [step] = erp.plan(releaseOf(context), context, newKey());
        if (!step) throw new Error('The plan is empty.');
        const { status } = await execute(step, context, newKey());
        expect(['no_effect', 'already_applied', 'rejected']).toContain(status);
        expect((await readOne(context.order.id)).order).toEqual(context.order);
      });
    });

    describe('correcting a price', () => {
      it('puts the agreed price on the line', async () => {
        const context = await readOne(await harness.mispricedOrder());
        const { last } = await carryOut(correctionOf(context), context, newKey());
        expect(last).toBe('applied');
        const after = await readOne(context.order.id);
        expect(correctionOf(after)).toMatchObject({ lines: [] });
      });

      it('under a stale version is a conflict and changes nothing', async () => {
        const context = await readOne(await harness.mispricedOrder());
        await harness.disturb(context.order.id);
        const now = await readOne(context.order.id);
        const { last } = await carryOut(correctionOf(context), context, newKey());
        expect(last).toBe('conflict');
        expect((await readOne(context.order.id)).order.lines).toEqual(now.order.lines);
      });

      it('on an order whose prices are fixed is refused and changes nothing', async () => {
        const context = await readOne(await harness.settledOrder());
        const [line] = context.order.lines;
        if (!line) throw new Error('The settled order has no line.');
        const action: ActionSpec = {
          kind: 'change_price',
          lines: [{ lineId: line.id, sku: line.sku, from: line.unitPrice, to: '0.01' }],
        };
        const { last } = await carryOut(action, context, newKey());
        expect(['rejected', 'conflict', 'no_effect', null]).toContain(last);
        expect((await readOne(context.order.id)).order).toEqual(context.order);
      });
    });

    describe('looking up', () => {
      it('finds every step that was applied', async () => {
        const context = await readOne(await harness.mispricedOrder());
        const { steps, last } = await carryOut(correctionOf(context), context, newKey());
        expect(last).toBe('applied');
        const final = steps.at(-1);
        expect(final && (await lookup(context.order.id, final.step, final.key)).status).toBe('applied');
      });

      it('says absent for a step that was never sent', async () => {
        const context = await readOne(await harness.mispricedOrder());
        const [step] = erp.plan(correctionOf(context), context, newKey());
        if (!step) throw new Error('The plan is empty.');
        expect(await lookup(context.order.id, step, newKey())).toEqual({ status: 'absent' });
      });
    });

    it('sweeps what is gone already, twice, without complaint', async () => {
      const leftovers = [{ kind: 'acknowledgement', name: 'credit_limit_amount_sale.sale,999999999' }];
      const swept = await erp.sweep(leftovers);
      expect(swept.cleared).toEqual([leftovers[0]?.name]);
      expect(await erp.sweep(leftovers)).toEqual(swept);
      expect(await erp.sweep([])).toEqual({ cleared: [] });
    });

    describe('when the ERP does not answer', () => {
      it('reading, finding, polling, sweeping and probing throw ErpUnreachable', async () => {
        const id = await harness.creditHeldOrder();
        await harness.whileDown(async () => {
          await expect(erp.read([id])).rejects.toThrow(ErpUnreachable);
          await expect(erp.find({ references: ['x'] })).rejects.toThrow(ErpUnreachable);
          await expect(erp.changes(null, 10)).rejects.toThrow(ErpUnreachable);
          await expect(erp.sweep([{ kind: 'acknowledgement', name: 'x' }])).rejects.toThrow(ErpUnreachable);
          await expect(erp.probe()).rejects.toThrow(ErpUnreachable);
        });
        expect(await erp.probe()).toBeTruthy();
      });

      it('a write and a lookup say unknown instead of throwing', async () => {
        const context = await readOne(await harness.creditHeldOrder());
        const [step] = erp.plan(releaseOf(context), context, 'k');
        if (!step) throw new Error('The plan is empty.');
        await harness.whileDown(async () => {
          expect((await execute(step, context, newKey())).status).toBe('unknown');
          expect((await lookup(context.order.id, step, newKey())).status).toBe('unknown');
        });
        expect((await readOne(context.order.id)).order.state).toBe(context.order.state);
      });
    });
  });
}

interface Journal {
  steps: { step: StepSpec; key: string; outcome: StepOutcome }[];
  last: StepOutcome['status'] | null;
}

async function endOfChanges(erp: Erp): Promise<string> {
  for (let cursor: string | null = null; ; ) {
    const changes: Awaited<ReturnType<Erp['changes']>> = await erp.changes(cursor, 500);
    if (!changes.more) return changes.cursor;
    cursor = changes.cursor;
  }
}
