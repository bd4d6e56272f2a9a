import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { inTenant } from '#core/store/database.ts';
import { cardsOf } from './support/playground.ts';
import { startProduct } from './support/product.ts';

it('posts one card although the case changes, and another worker looks, while it is being posted', async () => {
  const product = await startProduct('pglite');
  const { deps, handlers } = product.product;
  const slack = deps.surfaces.find((surface) => surface.surface === 'slack')!;
  const post = slack.post.bind(slack);
  let posts = 0;
  slack.post = async (channel, view, key, mayExist) => {
    posts += 1;
    if (posts === 1) {
      const { exceptionId } = view;
      await inTenant(deps.database, 'calder', (tx) =>
        tx.rows(sql`update unhold.exception set revision = revision + 1 where exception_id = ${exceptionId}`),
      );
      // What a second worker does with the job of that change, before this post is answered.
      await handlers.card!([{ tenantId: 'calder', exceptionId }]);
    }
    return post(channel, view, key, mayExist);
  };
  const erp = createDemoErpAdmin(product.database.orm, 'calder-us', deps.clock);
  const { number } = await erp.placeOrder({
    customer: 'C-1012',
    reference: 'ONE CARD',
    lines: [{ sku: 'FST-1210', quantity: '6000' }],
  });
  await product.playground.cards(number, 'open');
  const revisions = await inTenant(deps.database, 'calder', (tx) =>
    tx.rows<{ shown: number }>(sql`select shown_revision as shown from unhold.post p
      join unhold.exception e using (tenant_id, exception_id) where e.order_number = ${number}`),
  );
  expect(revisions).toHaveLength(2);
  const cards = cardsOf(await product.playground.state(), number);
  expect(cards.map((card) => card.product).sort()).toEqual(['slack', 'teams']);
  expect(posts).toBe(1);
  await product.stop();
});
