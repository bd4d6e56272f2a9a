import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChain } from '#core/audit/verify.ts';
import { inTenant } from '#core/store/database.ts';
import { describeOnBoth } from './support/database.ts';
import { cardsOf } from './support/playground.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

describeOnBoth('one exception, end to end', (engine) => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct(engine);
  });
  afterAll(() => product.stop());
  const play = () => product.playground;

  it('shows three exceptions, the same in Slack and in Teams, with the clause that decides', async () => {
    for (const order of ['SO-10482', 'SO-10467', 'SO-20093']) await play().cards(order, 'open');
    const state = await play().state();
    const calder = state.channels.filter((c) => c.tenant === 'calder' && c.kind === 'channel');
    for (const channel of calder) expect(channel.messages.filter((m) => m.exception)).toHaveLength(3);
    for (const card of cardsOf(state, 'SO-10482')) {
      expect(card.content).toContain('shall be released on the approval of Calder');
      expect(card.content).toContain('4.3 Release of orders on credit hold');
    }
  });

  it('tells a person without the right in private who can', async () => {
    for (const surface of ['slack', 'teams'] as const) {
      const answer = await play().press('SO-10482', 'choose:release', 'maya-chen', surface);
      expect(answer.private).toContain('Daniel Reyes or Priya Nair');
    }
    expect((await play().cards('SO-10482')).every((c) => c.exception.status === 'open')).toBe(true);
  });

  it('changes the ERP once when the credit manager approves in Teams, and both cards say so', async () => {
    await play().press('SO-10482', 'choose:release', 'daniel-reyes', 'teams');
    const cards = await play().cards('SO-10482', 'resolved');
    for (const card of cards) {
      expect(card.content).toContain('Daniel Reyes');
      expect(card.content).toContain('Released SO-10482 for Harmony Labs');
      expect(card.content).not.toContain('choose:release');
    }
    const order = (await play().state()).orders.find((o) => o.number === 'SO-10482');
    expect(order).toMatchObject({ state: 'confirmed', hold: false });
  });

  it('answers a late click kindly, and changes nothing', async () => {
    const [slack] = (await play().cards('SO-10482')).filter((c) => c.product === 'slack');
    const answer = await play().click({
      surface: 'slack',
      message: slack!.message.id,
      action: 'choose:release',
      person: 'priya-nair',
      version: 1,
    } as never);
    expect(answer.private).toContain('Released SO-10482');
  });

  it('asks for a second person above the threshold, in whichever product', async () => {
    const first = await play().press('SO-20093', 'choose:release', 'daniel-reyes', 'slack');
    expect(first.private).toContain('Priya Nair');
    for (const card of await play().cards('SO-20093', 'needs_second'))
      expect(card.content).toContain('1 of 2');
    const again = await play().press('SO-20093', 'choose:release', 'daniel-reyes', 'teams');
    expect(again.private).toContain('second person');
    await play().press('SO-20093', 'choose:release', 'priya-nair', 'teams');
    await play().cards('SO-20093', 'resolved');
  });

  it('puts a question to a named person, and shows the answer on both cards', async () => {
    const [card] = (await play().cards('SO-10467')).filter((c) => c.product === 'slack');
    await play().click({
      surface: 'slack',
      message: card!.message.id,
      action: 'ask',
      person: 'tessa-lindqvist',
      inputs: { of: 'maya-chen', question: 'Did we agree 72.50 with Northfield?' },
    });
    const asked = await play().until('Maya is asked', (state) => {
      const found = state.channels
        .filter((c) => c.kind === 'direct' && c.members.includes('maya-chen'))
        .flatMap((c) => c.messages.map((message) => ({ product: c.product, message })))
        .find(({ message }) => JSON.stringify(message).includes('Did we agree 72.50'));
      return found ?? null;
    });
    await play().click({
      surface: asked.product,
      message: asked.message.id,
      action: 'answer',
      person: 'maya-chen',
      inputs: { answer: 'No, it is a typing error.' },
    });
    await play().until('the answer is on both cards', (state) => {
      const cards = cardsOf(state, 'SO-10467').filter((c) => c.content.includes('typing error'));
      return new Set(cards.map((c) => c.product)).size === 2;
    });
  });

  it('corrects a price, and rejects with a reason that everybody reads', async () => {
    await play().press('SO-10467', 'choose:correct', 'tessa-lindqvist', 'slack');
    await play().cards('SO-10467', 'resolved');
    const line = (await play().state()).orders
      .find((o) => o.number === 'SO-10467')
      ?.lines.find((l) => l.sku === 'VLV-2040');
    expect(Number(line?.unitPrice)).toBe(77.3);
    const [card] = (await play().cards('SO-30021')).filter((c) => c.product === 'teams');
    await play().click({
      surface: 'teams',
      message: card!.message.id,
      action: 'reject',
      person: 'omar-said',
      inputs: { reason: 'The customer agreed to the higher price' },
    });
    for (const rejected of await play().cards('SO-30021', 'rejected')) {
      expect(rejected.content).toContain('The customer agreed to the higher price');
    }
  });

  it('opens a passage for people of the company only, by a personal link', async () => {
    const [card] = (await play().cards('SO-20093')).filter((c) => c.product === 'slack');
    const passage = /clause:([\w.-]+:[\w.-]+)/.exec(card!.content)?.[1];
    const answer = await play().click({
      surface: 'slack',
      message: card!.message.id,
      action: `clause:${passage}`,
      person: 'maya-chen',
    });
    expect(answer.private).toContain('3.3 Credit hold and release');
    const link = await play().until('the personal link', (state) => {
      const told = state.channels.flatMap((c) => c.messages).filter((m) => m.onlyFor?.includes('maya-chen'));
      return /http[^"|>\\\s]+\/passages\/[^"|>\\\s]+/.exec(JSON.stringify(told))?.[0] ?? null;
    });
    const bare = link!.split('?')[0]!;
    expect((await fetch(bare)).status).toBe(401);
    const opened = await fetch(link!, { redirect: 'manual' });
    expect(opened.status).toBe(302);
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    const page = await fetch(bare, { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<mark id="passage">');
    const foreign = await fetch(`${product.url}/passages/summit-2026:3.2`, { headers: { cookie } });
    expect(foreign.status).toBe(404);
    expect((await fetch(`${bare}?key=${'x'.repeat(40)}.y`)).status).toBe(401);
  });

  it('keeps a record of all of it that verifies', async () => {
    for (const tenant of ['calder', 'brightwater']) {
      expect(await inTenant(product.database, tenant, (tx) => verifyChain(tx))).toMatchObject({ ok: true });
    }
    const touches = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ n: number }>(sql`select count(*)::int as n from unhold.touch`),
    );
    expect(touches[0]!.n).toBeGreaterThan(5);
    expect(product.errors).toEqual([]);
  });
});
