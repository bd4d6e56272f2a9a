import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTenant } from '#core/store/database.ts';
import { describeOnBoth } from './support/database.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { expectWholeChains } from './support/proof.ts';

describeOnBoth('what was done can be taken back', (engine) => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct(engine);
  });
  afterAll(() => product.stop());
  const play = () => product.playground;
  const priceOf = async (order: string, sku: string) =>
    Number(
      (await play().state()).orders.find((o) => o.number === order)?.lines.find((l) => l.sku === sku)
        ?.unitPrice,
    );

  it('offers it on the settled card, until a stated time', async () => {
    await play().press('SO-10467', 'choose:correct', 'tessa-lindqvist', 'slack');
    for (const card of await play().cards('SO-10467', 'resolved')) expect(card.content).toContain('Undo');
    expect(await priceOf('SO-10467', 'VLV-2040')).toBe(77.3);
  });

  it('refuses those who could not have decided it, and leaves the card settled', async () => {
    const answer = await play().press('SO-10467', 'undo', 'maya-chen');
    expect(answer.private).toContain('Tessa Lindqvist');
    await play().cards('SO-10467', 'resolved');
    expect(await priceOf('SO-10467', 'VLV-2040')).toBe(77.3);
  });

  it('takes it back through the same steps, and the trouble has a card again', async () => {
    await play().press('SO-10467', 'undo', 'tessa-lindqvist', 'teams');
    await play().until(
      'the price is what it was',
      async () => (await priceOf('SO-10467', 'VLV-2040')) === 72.5,
    );
    const cards = await play().until('a new case and a settled one', (state) => {
      const all = state.channels
        .flatMap((c) => c.messages)
        .filter((m) => m.exception && JSON.stringify(m.blocks ?? m.card).includes('SO-10467'));
      const statuses = all.map((m) => m.exception!.status).sort();
      return statuses.join() === 'open,open,resolved,resolved' && all;
    });
    const settled = cards.filter((m) => m.exception!.status === 'resolved');
    for (const card of settled) {
      expect(JSON.stringify(card.blocks ?? card.card)).toContain('Taken back');
      expect(JSON.stringify(card.blocks ?? card.card)).not.toContain('"undo"');
    }
    const events = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ event: string }>(
        sql`select event from unhold.audit where event in ('undo.requested', 'step.applied') order by seq`,
      ),
    );
    expect(events.map((e) => e.event)).toEqual([
      'step.applied',
      'step.applied',
      'undo.requested',
      'step.applied',
      'step.applied',
    ]);
  });

  it('no longer does so once the time is over', async () => {
    await play().press('SO-10482', 'choose:release', 'daniel-reyes');
    await play().cards('SO-10482', 'resolved');
    await play().moveClock(3600);
    const answer = await play().press('SO-10482', 'undo', 'daniel-reyes');
    expect(answer.private).toContain('over');
    const order = (await play().state()).orders.find((o) => o.number === 'SO-10482');
    expect(order?.state).toBe('confirmed');
    await expectWholeChains(product.database);
    expect(product.errors).toEqual([]);
  });
});
