import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import type { OrderContext } from '#core/model/order.ts';
import { describeErpConformance } from '../conformance.ts';
import { createTrytonClient } from './client.ts';
import { ordersFor } from './conformanceOrders.ts';
import { rigAccount, rigAnswers, rigReader, rigUrl } from './rigTesting.ts';
import { createTrytonErp } from './tryton.ts';

const reset = '../shared/tryton/reset';
const required = (process.env['REQUIRE'] ?? '').split(',').includes('tryton');
const there = existsSync(reset) && (await rigAnswers(rigUrl));

describe.skipIf(!there && !required)('a real Tryton 6.0 (needs tryton)', () => {
  describeErpConformance(
    'Tryton',
    async () => {
      if (!there) throw new Error(`There is no Tryton rig of this machine at ${rigUrl}.`);
      execFileSync(reset, { stdio: 'ignore' });
      let down = false;
      const erp = createTrytonErp({
        ...rigAccount,
        fetch: (input, init) => (down ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)),
      });
      const client = createTrytonClient(rigAccount);
      const { read } = rigReader(erp, client);
      const [held, mispriced, settled, draft] = await Promise.all(
        ['PO-CREDIT-03', 'PO-PRICE-01', 'PO-OK-08', 'PO-OK-01'].map(read),
      );
      /** A quotation with the same prices, of one piece, so that stock lasts for all. */
      const another = async ({ order }: OrderContext): Promise<string> => {
        const [id] = (await client.call('sale.sale.copy', [[Number(order.id)]])) as number[];
        const [line] = (await client.call('sale.line.search', [[['sale', '=', id]], 0, 1, null])) as number[];
        await client.call('sale.line.write', [[line], { quantity: 1 }]);
        await client.call('sale.sale.quote', [[id]]);
        return String(id);
      };
      return {
        erp,
        creditHeldOrder: () => another(held!),
        mispricedOrder: () => another(mispriced!),
        settledOrder: async () => settled!.order.id,
        disturb: async (id) => {
          const [order] = await erp.read([id]);
          const line = order!.order.lines[0]!;
          await client.call('sale.line.write', [[Number(line.id)], { quantity: Number(line.quantity) + 1 }]);
        },
        // What a release leaves for a moment is gone at its end, so it is proven by the tests of its own.
        orderFor: ordersFor(erp, client, draft!),
        unknownOrderId: '999999',
        whileDown: async (work) => {
          down = true;
          try {
            return await work();
          } finally {
            down = false;
          }
        },
        close: async () => undefined,
      };
    },
    { timeout: 60_000 },
  );
});
