import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTenant } from '#core/store/database.ts';
import { describeOnBoth } from '../support/database.ts';
import type { Answer } from '../support/playground.ts';
import { type RunningProduct, startProduct } from '../support/product.ts';
import { expectBothCardsResolved, expectSettledOnce, expectWholeChains } from '../support/proof.ts';

const mails = join(import.meta.dirname, '../../examples/mails');

describeOnBoth('many at once', (engine) => {
  let product: RunningProduct;
  beforeAll(async () => {
    product = await startProduct(engine);
  });
  afterAll(async () => {
    expect(product.errors).toEqual([]);
    await product.stop();
  });
  const play = () => product.playground;

  const fromMaya = [
    'From: Maya Chen <maya.chen@caldersupply.example>',
    'To: inbox@calder.unhold.example',
    'Subject: Order SO-19998 is on credit hold',
    'Message-ID: <crowd-1@caldersupply.example>',
    '',
    'Keystone says that SO-19998 is on credit hold. Please release it.',
  ].join('\r\n');
  const sample = (file: string) => readFileSync(join(mails, file), 'utf8');

  it.each([
    { about: 'an order with an open case', raw: sample('06-po-number-only.eml'), opened: 0, replies: 0 },
    { about: 'an unknown order', raw: sample('08-unknown-order.eml'), opened: 1, replies: 0 },
    { about: 'an unknown order, from a colleague', raw: fromMaya, opened: 1, replies: 1 },
  ])('make one signal of the same mail, 10 times, about $about', async ({ raw, opened, replies }) => {
    const counts = () =>
      inTenant(product.database, 'calder', async (tx) => {
        const [row] = await tx.rows<{ signals: number; waiting: number; cases: number; replies: number }>(sql`
          select (select count(*)::int from unhold.signal where source = 'email') as signals,
            (select count(*)::int from unhold.signal where source = 'email' and status = 'received')
              + (select count(*)::int from unhold.mail_out where sent_at is null) as waiting,
            (select count(*)::int from unhold.exception) as cases,
            (select count(*)::int from unhold.mail_out) as replies`);
        return row!;
      });
    const before = await counts();
    const answers = await Promise.all(Array.from({ length: 10 }, () => play().mail('calder', raw)));
    expect(answers.map((answer) => answer.code)).toEqual(Array(10).fill(202));
    expect(new Set(answers.map((answer) => answer.signal)).size).toBe(1);
    expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
    await expect.poll(counts, { timeout: 20_000 }).toEqual({
      signals: before.signals + 1,
      waiting: 0,
      cases: before.cases + opened,
      replies: before.replies + replies,
    });
    const { mailbox } = await play().state();
    expect(mailbox.filter((mail) => mail.direction === 'out')).toHaveLength(before.replies + replies);
  });

  /** Presses one button of an order's first card `times` times at once, over both products, by all of `people` in turn. */
  async function allAtOnce(
    order: string,
    action: string,
    people: string[],
    times: number,
  ): Promise<Answer[]> {
    const cards = await play().cards(order, 'open');
    const clicks = Array.from({ length: times }, (_, index) => {
      const card = cards[index % cards.length]!;
      const person = people[Math.floor(index / cards.length) % people.length]!;
      return { surface: card.product, message: card.message.id, action, person, version: 1 };
    });
    return Promise.all(clicks.map((click) => play().click(click)));
  }

  it('settle the same click, 20 times from 4 people over both products, once', async () => {
    const people = ['daniel-reyes', 'priya-nair', 'maya-chen', 'tessa-lindqvist'];
    const answers = await allAtOnce('SO-10482', 'choose:release', people, 20);
    expect(answers.map((answer) => answer.code)).toEqual(Array(20).fill(200));
    const told = answers.flatMap((answer) => answer.private ?? []);
    expect(told.filter((text) => text.startsWith('Approved: ')).length).toBeLessThanOrEqual(1);
    for (const text of told)
      expect(text).toMatch(/^Approved: |approved this|can decide this|^Released SO-10482/);
    await expectBothCardsResolved(play(), 'SO-10482');
    await expectSettledOnce(product.database, { order: 'SO-10482', writes: ['release', 'note'] });
  });

  it('count each of two approvers once, whoever clicks how often', async () => {
    await allAtOnce('SO-20093', 'choose:release', ['daniel-reyes', 'priya-nair'], 20);
    await expectBothCardsResolved(play(), 'SO-20093');
    await expectSettledOnce(product.database, {
      connection: 'calder-eu',
      order: 'SO-20093',
      writes: ['release', 'note'],
      decisions: 2,
    });
  });

  it('take one of two buttons when both are pressed at once', async () => {
    const card = (await play().cards('SO-10467', 'open')).find((c) => c.product === 'teams')!;
    const press = (action: string, person: string) =>
      play().click({ surface: 'teams', message: card.message.id, action, person, version: 1 });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 ? press('choose:correct', 'tessa-lindqvist') : press('choose:honour', 'priya-nair'),
      ),
    );
    await expectBothCardsResolved(play(), 'SO-10467');
    const [action, ...others] = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ option: string }>(sql`select a.option_id as option from unhold.action a
        join unhold.exception e using (tenant_id, exception_id) where e.order_number = 'SO-10467'`),
    );
    expect(others).toEqual([]);
    const writes = action?.option === 'correct' ? ['reprice', 'note'] : ['note'];
    await expectSettledOnce(product.database, { order: 'SO-10467', writes });
  });

  it('leave a whole chain', () => expectWholeChains(product.database));
});
