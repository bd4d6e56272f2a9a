import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CuttingProxy, startCuttingProxy } from '#connectors/erp/tryton/cuttingProxy.ts';
import { rigUrl } from '#connectors/erp/tryton/rigTesting.ts';
import { openPglite } from '#core/store/pglite.ts';
import { cardsOf } from '../support/playground.ts';
import { freePort, type ProcessOptions, startProcess, temporaryDirectory } from '../support/process.ts';
import { type RunningProduct, startProduct } from '../support/product.ts';
import {
  acknowledgements,
  approve,
  caseOf,
  expectDoneOnce,
  type RigCase,
  read,
  resetRig,
  rigIsThere,
  seeItThrough,
  tryton,
  trytonSettings,
} from '../support/tryton.ts';

const release = { action: 'choose:release', person: 'daniel-reyes', headline: 'Release' } as const;
const correct = { action: 'choose:correct', person: 'tessa-lindqvist', headline: 'Correct' } as const;
/** The calls of each plan, in order. */
const calls = {
  release: [/warning\.create$/, /sale\.confirm$/, /warning\.delete$/, /note\.create$/],
  requote: [/sale\.draft$/, /sale\.write$/, /sale\.quote$/, /note\.create$/],
  rewrite: [/sale\.write$/, /note\.create$/],
  amend: [/amendment\.create$/, /validate_amendment$/, /note\.create$/],
};

describe.skipIf(!(await rigIsThere()))(
  'a real Tryton in trouble (needs tryton)',
  { timeout: 900_000 },
  () => {
    beforeAll(() => {
      execFileSync(resetRig, { stdio: 'ignore' });
    }, 600_000);
    afterAll(async () => {
      expect(await acknowledgements()).toBe(0);
    });

    describe('behind a proxy that loses, delays and holds back', () => {
      let proxy: CuttingProxy;
      let product: RunningProduct;

      beforeAll(async () => {
        proxy = await startCuttingProxy(rigUrl);
        product = await startProduct('pglite', trytonSettings(proxy.url), ['SO-30021']);
      });
      afterAll(async () => {
        await product.stop();
        await proxy.close();
      });

      it.each([
        { reference: 'PO-CREDIT-01', how: 'lose_reply', by: release, plan: calls.release },
        { reference: 'PO-CREDIT-04', how: 'deliver_late', by: release, plan: calls.release },
        { reference: 'PO-PRICE-03', how: 'lose_reply', by: correct, plan: calls.rewrite },
        { reference: 'PO-PRICE-02', how: 'lose_request', by: correct, plan: calls.requote },
        { reference: 'PO-PRICE-05', how: 'lose_reply', by: correct, plan: calls.amend },
      ] as const)(
        '$reference is changed once where every call meets $how',
        async ({ reference, how, by, plan }) => {
          const { playground } = product;
          const found = await caseOf(playground, reference, by.headline);
          for (const method of plan) proxy.cut(method, how);
          await approve(playground, found, by);
          await seeItThrough(playground, found, () => proxy.release());
          await expectDoneOnce(product.database, found);
        },
      );

      it('a warning that nobody saw stops a release: the card tells it, and nothing is left standing', async () => {
        const { playground } = product;
        const { exceptionId } = await caseOf(playground, 'PO-MULTI-01', 'Release');
        await approve(playground, { exceptionId, orderId: '' }, release);
        await playground.until('the card asks again', (state) =>
          cardsOf(state, exceptionId).every(
            (c) => c.exception.status === 'open' && c.content.includes('the approver has not seen'),
          ),
        );
        await expect.poll(acknowledgements, { timeout: 20_000 }).toBe(0);
        expect((await read('PO-MULTI-01')).order.state).toBe('quotation');
      });
    });

    describe('while the product is killed', () => {
      type Place = NonNullable<ProcessOptions['failpoint']>;
      const dataDir = join(temporaryDirectory(), 'data');
      let port: number;

      beforeAll(async () => {
        port = await freePort();
      });
      const start = (failpoint?: Place) =>
        startProcess({ dataDir, port, env: trytonSettings(rigUrl), ...(failpoint ? { failpoint } : {}) });

      /** Started once for each place, until it dies there; then once more, until all is done. */
      async function dieAndFinish(found: RigCase, places: Place[]): Promise<void> {
        for (const place of places) {
          const { playground, gone } = await start(place);
          const died = gone.then(() => {});
          await Promise.race([died, seeItThrough(playground, found).catch(() => died)]);
          expect(await gone).toBe('SIGKILL');
        }
        const product = await start();
        await seeItThrough(product.playground, found);
        await product.stop();
        const database = await openPglite(dataDir);
        await expectDoneOnce(database, found).finally(() => database.close());
      }

      it('between acknowledge and confirm: no acknowledgement stays, not even where the order changed meanwhile', async () => {
        const dying = await start('step.after-call');
        const found = await caseOf(dying.playground, 'PO-CREDIT-03', 'Release');
        expect(await approve(dying.playground, found, release)).toMatchObject({ code: 200 });
        expect(await dying.gone).toBe('SIGKILL');
        expect(await acknowledgements()).toBe(1);

        const { lines } = (await read('PO-CREDIT-03')).order;
        const goods = lines.find((line) => line.kind === 'goods')!;
        await tryton.call('sale.line.write', [[Number(goods.id)], { quantity: Number(goods.quantity) + 1 }]);
        const { playground, kill } = await start();
        await playground.until('the approval is asked again', (state) =>
          cardsOf(state, found.exceptionId).every(
            (c) => c.exception.status === 'open' && c.exception.version > 1,
          ),
        );
        await expect.poll(acknowledgements, { timeout: 20_000 }).toBe(0);
        expect((await read('PO-CREDIT-03')).order.state).toBe('quotation');
        await kill();

        const again = await start('step.after-call');
        expect(await approve(again.playground, found, release)).toMatchObject({ code: 200 });
        expect(await again.gone).toBe('SIGKILL');
        expect(await acknowledgements()).toBe(1);
        // Before anything is sent again; once it is confirmed; once all is done.
        await dieAndFinish(found, ['step.after-sent', 'step.after-call', 'action.before-finish']);
      });

      it('before the plan, after it, between calls and before the end of a price correction: written, quoted and noted once', async () => {
        const dying = await start('action.before-plan');
        const found = await caseOf(dying.playground, 'PO-PRICE-01', 'Correct');
        expect(await approve(dying.playground, found, correct)).toMatchObject({ code: 200 });
        expect(await dying.gone).toBe('SIGKILL');
        await dieAndFinish(found, [
          'action.after-plan',
          'step.after-call',
          'step.after-call',
          'action.before-finish',
        ]);
      });
    });
  },
);
