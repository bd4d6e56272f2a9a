/** What customers and carriers tell and no ERP records: a card with what can be done about it, and done from there. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeMail } from '#bots/playground/page/client/mime.ts';
import { inTenant } from '#core/store/database.ts';
import { describeOnBoth } from './support/database.ts';
import { cardsOf } from './support/playground.ts';
import { calderPolicy, holdPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { atRest } from './support/rest.ts';

describeOnBoth('what a mail reports of an order', (engine) => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct(engine);
  });
  afterAll(() => product.stop());
  const play = () => product.playground;
  const send = async (subject: string, text: string, email = 'frank@hollismarine.example') => {
    const raw = writeMail({
      from: { name: 'A Customer', email },
      to: 'inbox@caldersupply.example',
      subject,
      text,
      at: new Date('2026-11-24T10:00:00Z'),
      id: crypto.randomUUID(),
    });
    await play().mail('calder', raw);
    await atRest(product.database);
  };
  const casesOf = (order: string) =>
    inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ id: string; type: string; status: string; version: number }>(sql`
        select exception_id as id, type, status, version from unhold.exception
        where order_number = ${order} order by opened_at`),
    );
  const recheck = async (order: string) => {
    await inTenant(product.database, 'calder', async (tx) => {
      const [place] = await tx.rows<{ connectionId: string; orderId: string }>(sql`
        select connection_id as "connectionId", order_id as "orderId" from unhold.exception
        where order_number = ${order} limit 1`);
      await product.product.deps.jobs.send(tx, 'recheck', [{ data: { tenantId: 'calder', ...place! } }]);
    });
    await atRest(product.database);
  };

  it('is not done by policy itself, which cannot know who wrote it', async () => {
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy().replace(
        /^rules:\n/m,
        `rules:
  - { id: change-made, type: order_change, action: [change_quantity, change_date], mode: automatic, automaticUpTo: "100000", when: { amountUpTo: "100000" }, limits: { controller: "250000", rep: "25000" } }
`,
      ),
    );
    await send('HM-118 change', 'Please reduce the ball valves on HM-118 (your SO-10466) from 50 to 40.');
    expect(await casesOf('SO-10466')).toMatchObject([{ type: 'order_change', status: 'open', version: 1 }]);
    for (const { content } of await play().cards('SO-10466', 'open')) {
      expect(content).toContain('40 instead of 50');
      expect(content).toContain('frank@');
      expect(content).toContain('Wrong Type');
    }
  });

  it('joins what was reported before, and the card shows both', async () => {
    await send('HM-118 again', 'On HM-118 (your SO-10466): please move the delivery to December 18 instead.');
    const [first, ...others] = await casesOf('SO-10466');
    expect([first, others]).toMatchObject([{ type: 'order_change', status: 'open', version: 2 }, []]);
    const cards = await play().until('both wishes stand on the card', (state) => {
      const cards = cardsOf(state, first!.id);
      return cards.every(({ content }) => content.includes('Dec 18')) ? cards : undefined;
    });
    for (const { content } of cards) expect(content).toContain('40 instead of 50');
  });

  it('is carried out in the ERP from the card; what else was asked is decided next', async () => {
    const [open] = await casesOf('SO-10466');
    await play().press(open!.id, 'choose:accept', 'priya-nair');
    await play().cards(open!.id, 'resolved');
    await atRest(product.database);
    const [first, second] = await casesOf('SO-10466');
    expect([first!.status, second]).toMatchObject(['resolved', { type: 'order_change', status: 'open' }]);
    await play().press(second!.id, 'choose:accept', 'priya-nair');
    await play().until('the order says 40', (state) =>
      state.orders.some(
        ({ number, lines }) => number === 'SO-10466' && lines.some(({ quantity }) => quantity === '40'),
      ),
    );
    await atRest(product.database);
    await recheck('SO-10466');
    expect((await casesOf('SO-10466')).map(({ status }) => status)).toEqual(['resolved', 'resolved']);
    expect(product.errors).toEqual([]);
  });

  it('stays rejected when the order is looked at again', async () => {
    await send(
      'Delivery of JB-66254',
      'The delivery on PO JB-66254 arrived short: we counted 112 boxes instead of 120.',
      'n.okafor@juniperbio.example',
    );
    const [open] = await casesOf('SO-10448');
    expect(open).toMatchObject({ type: 'proof_of_delivery', status: 'open' });
    const card = (await play().cards(open!.id, 'open')).find((one) => one.product === 'slack')!;
    await play().click({
      surface: 'slack',
      message: card.message.id,
      action: 'reject',
      person: 'maya-chen',
      inputs: { reason: 'Counted again: all there.' },
    });
    await play().cards(open!.id, 'rejected');
    await recheck('SO-10448');
    expect(await casesOf('SO-10448')).toMatchObject([{ status: 'rejected' }]);
  });

  it('is understood anew when a person says what it is', async () => {
    await send(
      'SO-20091',
      'The unit price on SO-20091 is wrong. Also cancel the order, please.',
      'k.brandt@nordlicht.example',
    );
    const say = async (type: string) => {
      const open = (await casesOf('SO-20091')).find(({ status }) => status === 'open')!;
      const { message } = (await play().cards(open.id, 'open')).find(({ product }) => product === 'slack')!;
      const inputs = { type };
      const click = { surface: 'slack' as const, message: message.id, action: 'retype', inputs };
      await play().click({ ...click, person: 'maya-chen' });
      await atRest(product.database);
    };
    await say('pricing_mismatch');
    expect((await casesOf('SO-20091')).at(-1)).toMatchObject({ type: 'pricing_mismatch', status: 'open' });
    await say('order_change');
    const open = (await casesOf('SO-20091')).find(({ status }) => status === 'open');
    expect(open).toMatchObject({ type: 'order_change' });
    await play().until('it can be cancelled', (state) =>
      cardsOf(state, open!.id).every(({ content }) => content.includes('Cancel Order SO-20091')),
    );
  });
});
