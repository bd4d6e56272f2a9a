import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDemoErpAdmin, type DemoErpAdmin, type NewOrder } from '#connectors/erp/demo/admin.ts';
import { cardsOf } from '../support/playground.ts';
import { type RunningProduct, startProduct } from '../support/product.ts';
import { expectBothCardsResolved, expectSettledOnce, expectWholeChains } from '../support/proof.ts';

describe('an ERP in trouble', () => {
  let product: RunningProduct;
  let erp: DemoErpAdmin;
  let step: number;

  beforeAll(async () => {
    product = await startProduct('pglite');
    erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
  });
  afterAll(async () => {
    await expectWholeChains(product.database);
    // A job that found the ERP down is tried again.
    expect(product.errors.filter((error) => !error.includes('ErpUnreachable'))).toEqual([]);
    await product.stop();
  });
  beforeEach(() => {
    step = 0;
  });
  const play = () => product.playground;

  const overLimit: NewOrder = { customer: 'C-1012', lines: [{ sku: 'FST-1210', quantity: '6000' }] };
  const mispriced: NewOrder = {
    customer: 'C-1008',
    lines: [{ sku: 'BRG-2210', quantity: '40', unitPrice: '30.00' }],
  };
  let placedSoFar = 0;
  /** A new order with trouble, and its cards. No two are alike: the later one would be taken for a duplicate. */
  async function trouble(order: NewOrder): Promise<{ id: string; number: string }> {
    placedSoFar += 1;
    const lines = order.lines.map((line) => ({
      ...line,
      quantity: String(Number(line.quantity) + placedSoFar),
    }));
    const placed = await erp.placeOrder({ ...order, lines, reference: `FAULT-${++step}-${Date.now()}` });
    await play().cards(placed.number, 'open');
    return placed;
  }
  const release = (order: string) => play().press(order, 'choose:release', 'daniel-reyes', 'slack');
  const correct = (order: string) => play().press(order, 'choose:correct', 'tessa-lindqvist', 'teams');
  const kinds = [
    { name: 'a release', order: overLimit, approve: release, writes: ['release', 'note'] },
    { name: 'a price correction', order: mispriced, approve: correct, writes: ['reprice', 'note'] },
  ];

  /** Until the cards are settled, the clock moves on wherever they say that something is waited for. */
  async function seeItThrough(order: string, saying: string): Promise<void> {
    for (;;) {
      const how = await play().until(`${order} waits or is settled`, (state) => {
        const cards = cardsOf(state, order);
        if (cards.every((card) => card.exception.status === 'resolved')) return 'settled';
        return cards.every((card) => card.content.includes(saying)) && 'waits';
      });
      if (how === 'settled') return;
      await play().moveClock(12);
    }
  }

  describe.each(kinds)('on $name', ({ order, approve, writes }) => {
    const settledOnce = async (number: string) => {
      await expectBothCardsResolved(play(), number);
      await expectSettledOnce(product.database, { order: number, writes });
    };

    it('loses its reply after applying: what was done is found, and not done again', async () => {
      const { number } = await trouble(order);
      await erp.setFault({ kind: 'reply_lost' });
      await approve(number);
      await play().cards(number, 'resolved');
      await erp.clearFaults();
      await settledOnce(number);
    });

    it('applies as late as it ever may: nothing is sent again before that', async () => {
      const { number } = await trouble(order);
      await erp.setFault({ kind: 'late', seconds: 10, remaining: 2 });
      await approve(number);
      await seeItThrough(number, 'looking again before anything is sent twice');
      await settledOnce(number);
    });

    it('is not there when it is told: the approval stays, the cards say so, and it is carried out later', async () => {
      const { number } = await trouble(order);
      await play().fault('calder-us', 'down');
      await approve(number);
      for (const surface of ['slack', 'teams']) {
        await play().until(`${surface} says that the ERP is not reachable`, (state) =>
          cardsOf(state, number).some(
            (c) => c.product === surface && c.content.includes('ERP not reachable, retrying'),
          ),
        );
      }
      expect((await play().cards(number)).map((card) => card.exception.status)).toEqual(['acting', 'acting']);
      await play().moveClock(3600);
      await play().fault('calder-us', 'none');
      await play().moveClock(10);
      await settledOnce(number);
    });

    it('goes away after it was read: what was sent is known to be missing before it is sent again', async () => {
      const { number } = await trouble(order);
      await erp.setFault({ kind: 'down', operation: 'write', remaining: 1 });
      await approve(number);
      await seeItThrough(number, 'looking again before anything is sent twice');
      await settledOnce(number);
    });

    it('is slow: one write all the same', async () => {
      const { number } = await trouble(order);
      await erp.setFault({ kind: 'slow', operation: 'write', milliseconds: 300, remaining: 2 });
      await approve(number);
      await settledOnce(number);
    });

    it('refuses: its words are on the new card, nothing is written, and the new card can be approved', async () => {
      const { number, id } = await trouble(order);
      await play().fault('calder-us', 'refuse', 1);
      await approve(number);
      await play().until('both cards ask again with the words of the ERP', (state) => {
        const cards = cardsOf(state, number);
        return cards.every(
          (c) =>
            c.exception.status === 'open' &&
            c.exception.version === 2 &&
            c.content.includes('The period is closed for changes.'),
        );
      });
      const written = (await erp.writeLog()).filter(
        (e) => e.orderId === id && e.effect && e.who === 'unhold',
      );
      expect(written).toEqual([]);
      await approve(number);
      await settledOnce(number);
    });
  });

  it('lets nobody decide on a card whose order has changed since', async () => {
    const { id, number } = await trouble(mispriced);
    const [old] = (await play().cards(number)).filter((card) => card.product === 'slack');
    await erp.changeOrder(id, { lines: [{ sku: 'BRG-2210', unitPrice: '31.00' }] });
    await play().until('the card is renewed', (state) =>
      cardsOf(state, number).every((card) => card.exception.version === 2),
    );
    const late = await play().click({
      surface: 'slack',
      message: old!.message.id,
      action: 'choose:correct',
      person: 'tessa-lindqvist',
      version: 1,
    });
    expect(late.private).toContain('The order has changed since that card');
    expect((await play().cards(number)).map((card) => card.exception.status)).toEqual(['open', 'open']);
    await correct(number);
    await expectBothCardsResolved(play(), number);
    await expectSettledOnce(product.database, { order: number, writes: ['reprice', 'note'] });
  });

  it.each([
    { when: 'before it was read', operation: 'all' as const },
    { when: 'while it did not take the write', operation: 'write' as const },
  ])(
    'changes an order after its approval, $when: nothing is written, and the approval is asked again',
    async ({ operation }) => {
      for (const { order, approve, writes } of kinds) {
        const { id, number } = await trouble(order);
        await erp.setFault({ kind: 'down', operation });
        await approve(number);
        await play().until('the approval waits', (state) =>
          cardsOf(state, number).every((card) => /not reachable|looking again/.test(card.content)),
        );
        const { sku, quantity } = order.lines[0]!;
        await erp.changeOrder(id, {
          lines: [{ sku, quantity: String(Number(quantity) + 100 + placedSoFar) }],
        });
        await erp.clearFaults();
        await play().moveClock(15);
        await play().until('both cards ask again', (state) =>
          cardsOf(state, number).every((c) => c.exception.status === 'open' && c.exception.version > 1),
        );
        const written = (await erp.writeLog()).filter(
          (e) => e.orderId === id && e.effect && e.who === 'unhold',
        );
        expect(written).toEqual([]);
        await approve(number);
        await expectBothCardsResolved(play(), number);
        await expectSettledOnce(product.database, { order: number, writes });
      }
    },
  );

  it('does not change an order on an approval that expired while it could not be reached', async () => {
    const { id, number } = await trouble(overLimit);
    await play().fault('calder-us', 'down');
    await release(number);
    await play().until('the approval waits', (state) =>
      cardsOf(state, number).every((card) => card.content.includes('not reachable')),
    );
    await play().moveClock(73 * 3600);
    await play().cards(number, 'needs_person');
    await play().fault('calder-us', 'none');
    const written = (await erp.writeLog()).filter((e) => e.orderId === id && e.who === 'unhold');
    expect(written).toEqual([]);
    const [card] = (await play().cards(number)).filter((c) => c.product === 'slack');
    await play().click({
      surface: 'slack',
      message: card!.message.id,
      action: 'reject',
      person: 'daniel-reyes',
      inputs: { reason: 'Released by hand' },
    });
    const closed = await play().cards(number, 'rejected');
    expect(closed.every((c) => c.content.includes('Closed by hand'))).toBe(true);
    expect(closed.some((c) => c.content.includes('nothing was changed'))).toBe(false);
  });
});
