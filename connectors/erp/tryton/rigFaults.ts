/** For tests on a real Tryton: what the connector says when replies are lost, late or never come. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActionSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import type { TrytonOptions } from './client.ts';
import { creditWarningName } from './credit.ts';
import { type CuttingProxy, startCuttingProxy } from './cuttingProxy.ts';
import { releaseOf } from './rigTesting.ts';
import { createTrytonErp } from './tryton.ts';

/** Uses PO-CREDIT-04, PO-OK-02 and PO-OK-05 of a fresh rig. */
export function describeCutConnections(
  account: TrytonOptions,
  {
    read,
    acknowledgements,
  }: { read(name: string): Promise<OrderContext>; acknowledgements(): Promise<unknown> },
): void {
  describe('behind a proxy that cuts', () => {
    let proxy: CuttingProxy;
    let cutErp: ReturnType<typeof createTrytonErp>;

    beforeAll(async () => {
      proxy = await startCuttingProxy(account.url);
      cutErp = createTrytonErp({ ...account, url: proxy.url, timeoutMs: 5000 });
    });
    afterAll(() => proxy.close());

    test('a lost reply is unknown, and the lookup finds what was done', async () => {
      const context = await read('PO-CREDIT-04');
      const action = releaseOf(context);
      const [acknowledge, confirm] = cutErp.plan(action, context, 'L1');
      const on = {
        orderId: context.order.id,
        expectedVersion: context.order.version,
        idempotencyKey: 'L1',
        acknowledge: [creditWarningName(context.order.id)],
      };
      const asked = { orderId: on.orderId, idempotencyKey: 'L1', since: new Date().toISOString() };
      proxy.cut(/warning\.create$/, 'lose_reply');
      expect(await cutErp.execute(acknowledge!, on)).toMatchObject({ status: 'unknown' });
      expect(await cutErp.lookup(acknowledge!, asked)).toMatchObject({ status: 'applied' });
      proxy.cut(/sale\.confirm$/, 'lose_request');
      expect(await cutErp.execute(confirm!, on)).toMatchObject({ status: 'unknown' });
      expect(await cutErp.lookup(confirm!, asked)).toEqual({ status: 'absent' });
      proxy.cut(/sale\.confirm$/, 'lose_reply');
      expect(await cutErp.execute(confirm!, on)).toMatchObject({ status: 'unknown' });
      expect(await cutErp.lookup(confirm!, asked)).toMatchObject({ status: 'applied' });
      expect(await cutErp.execute(confirm!, on)).toMatchObject({ status: 'already_applied' });
      await cutErp.sweep([acknowledge!.leaves!]);
      expect(await acknowledgements()).toBe(0);
    });

    test('a call that arrives late is found after it arrived, and a note is written once', async () => {
      const context = await read('PO-OK-02');
      const [note] = cutErp.plan({ kind: 'add_note', text: 'late' }, context, 'L_2%');
      const on = {
        orderId: context.order.id,
        expectedVersion: null,
        idempotencyKey: 'L_2%',
        acknowledge: [],
      };
      const asked = { orderId: on.orderId, idempotencyKey: 'L_2%', since: new Date().toISOString() };
      proxy.cut(/note\.create$/, 'deliver_late');
      expect(await cutErp.execute(note!, on)).toMatchObject({ status: 'unknown' });
      expect(await cutErp.lookup(note!, asked)).toEqual({ status: 'absent' });
      await proxy.release();
      expect(await cutErp.lookup(note!, asked)).toMatchObject({ status: 'applied' });
      expect(await cutErp.execute(note!, on)).toMatchObject({ status: 'already_applied' });
    });

    test('a reply that takes too long is unknown, and an amendment is drafted once', async () => {
      const context = await read('PO-OK-05');
      const slow = createTrytonErp({ ...account, url: proxy.url, timeoutMs: 2000 });
      const line = context.order.lines[0]!;
      const action: ActionSpec = {
        kind: 'change_price',
        lines: [{ lineId: line.id, sku: line.sku, from: line.unitPrice, to: '34.80' }],
      };
      const [amend, validate] = slow.plan(action, context, 'L3');
      const on = {
        orderId: context.order.id,
        expectedVersion: context.order.version,
        idempotencyKey: 'L3',
        acknowledge: [],
      };
      const asked = { orderId: on.orderId, idempotencyKey: 'L3', since: new Date().toISOString() };
      await slow.read([context.order.id]);
      proxy.cut(/amendment\.create$/, 'hold_reply');
      expect(await slow.execute(amend!, on)).toMatchObject({ status: 'unknown' });
      await proxy.release();
      expect(await slow.lookup(amend!, asked)).toMatchObject({ status: 'applied' });
      expect(await slow.execute(amend!, on)).toMatchObject({ status: 'already_applied' });
      expect(await slow.lookup(validate!, asked)).toEqual({ status: 'absent' });
      await slow.sweep([amend!.leaves!]);
      expect(await slow.lookup(amend!, asked)).toEqual({ status: 'absent' });
    });

    test('when nothing gets through, reading throws and a step is unknown', async () => {
      const context = await read('PO-OK-02');
      for (let count = 0; count < 3; count++) proxy.cut(/search_read$/, 'lose_request');
      await expect(cutErp.read([context.order.id])).rejects.toThrow(/did not answer/);
      const on = { orderId: context.order.id, expectedVersion: null, idempotencyKey: 'L4', acknowledge: [] };
      const [cancel] = cutErp.plan({ kind: 'cancel_order' }, context, 'L4');
      expect(await cutErp.execute(cancel!, on)).toMatchObject({ status: 'unknown' });
      expect(await cutErp.lookup(cancel!, { ...on, since: '' })).toMatchObject({ status: 'unknown' });
    });
  });
}
