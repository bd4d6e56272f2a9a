/** Where cases appear: in the channels that policy names, in one message where many are alike, later above the noise budget. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { inTenant } from '#core/store/database.ts';
import { cardsOf } from './support/playground.ts';
import { calderPolicy, holdPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { atRest } from './support/rest.ts';

describe('where a case appears', () => {
  let product: RunningProduct;
  let references = 0;
  beforeAll(async () => {
    product = await startProduct('pglite');
  });
  afterAll(() => product.stop());
  const play = () => product.playground;

  /** Orders whose price is not the agreed one, each of another quantity, in one go. */
  async function mispriced(count: number): Promise<string[]> {
    const erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
    const numbers: string[] = [];
    for (let n = 0; n < count; n++) {
      const { number } = await erp.placeOrder({
        customer: 'C-1002',
        reference: `PLACES-${++references}`,
        lines: [{ sku: 'VLV-2040', quantity: String(3 + references), unitPrice: '76.30' }],
      });
      numbers.push(number);
    }
    return numbers;
  }

  const casesOf = (order: string) =>
    inTenant(product.database, 'calder', async (tx) => {
      const rows = await tx.rows(sql`select 1 from unhold.exception where order_number = ${order}`);
      return rows.length;
    });

  it('in the channel that policy names, and in no other', async () => {
    const routing = 'routing:\n  - { type: pricing_mismatch, channels: [order-desk] }';
    const { channels } = await play().state();
    const slack = channels.find(
      (c) => c.tenant === 'calder' && c.product === 'slack' && c.kind === 'channel',
    )!;
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy({ routing: routing.replace('order-desk', slack.name), batch: 'batch: off' }),
    );
    const [order] = await mispriced(1);
    await play().until('the card is in Slack', (state) => cardsOf(state, order!).length > 0);
    await atRest(product.database);
    expect(cardsOf(await play().state(), order!).map((card) => card.channel)).toEqual([slack.id]);
  });

  it('with others alike in one message, whose checked cases one press decides', async () => {
    await holdPolicy(
      product.database,
      'calder',
      calderPolicy({ batch: 'batch: { from: 5, within: 1h clock }', routing: 'routing: []' }),
    );
    const orders = await mispriced(5);
    const five = () =>
      play().until('five stand in one message', (state) =>
        state.channels
          .filter((c) => c.product === 'slack')
          .flatMap((c) => c.messages)
          .find((m) => m.batch?.open === 5),
      );
    const message = await five();
    for (const order of orders) expect(JSON.stringify(message.blocks)).toContain(order);
    const values = [...new Set(JSON.stringify(message.blocks).match(/"value":"[\w-]{36}:\d+"/g))].map((m) =>
      m.slice(9, -1),
    );
    expect(values).toHaveLength(5);
    const answer = await play().click({
      surface: 'slack',
      message: message.id,
      action: 'choose_several',
      person: 'tessa-lindqvist',
      inputs: { items: values.slice(0, 4).join(',') },
    });
    expect(answer.code).toBe(200);
    await play().until('one of five still waits', (state) =>
      state.channels.flatMap((c) => c.messages).some((m) => m.batch?.open === 1),
    );
    await play().until(
      'four prices are corrected',
      (state) =>
        state.orders.filter((o) => orders.includes(o.number) && Number(o.lines[0]!.unitPrice) !== 76.3)
          .length === 4,
    );
    expect(product.errors).toEqual([]);
  });

  it('later, where a channel has had its share of the hour', async () => {
    await holdPolicy(
      product.database,
      'calder',
      // Without a digest, which would let them out in the morning.
      calderPolicy({ batch: 'batch: off', noise: 'noise: { cardsPerHour: 1 }' }).replace(
        /^digest:.*\n(?:(?: .*)?\n)*/m,
        '',
      ),
    );
    await play().moveClock(3700);
    const [first] = await mispriced(1);
    await play().cards(first!);
    const [second] = await mispriced(1);
    await vi.waitUntil(async () => (await casesOf(second!)) === 1, { timeout: 30_000 });
    await atRest(product.database);
    expect(cardsOf(await play().state(), second!)).toEqual([]);
    await play().moveClock(3700);
    await play().cards(second!, 'open');
    expect(product.errors).toEqual([]);
  });
});
