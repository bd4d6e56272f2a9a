/** ARCHITECTURE says that one file adds a type; this is such a file, and all that there is to it. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoErpAdmin } from '#connectors/erp/demo/admin.ts';
import { addExceptionType } from '#core/exceptions/index.ts';
import { type ExceptionType, orderLabel } from '#core/exceptions/type.ts';
import { toMoney } from '#core/model/money.ts';
import { inTenant } from '#core/store/database.ts';
import { commands } from '../commands.ts';
import { calderPolicy, holdPolicy } from './support/policy.ts';
import { type RunningProduct, startProduct } from './support/product.ts';

/** A dozen is thirteen here: orders of exactly 13 pieces are a baker's. Money at stake = the thirteenth piece. */
const bakersDozen: ExceptionType = {
  name: 'bakers_dozen',
  title: 'Baker’s dozen',
  question: 'is the thirteenth piece free of charge',
  supportedBy: 'agreement_or_sop',
  goesTo: ['rep'],
  detect({ order }) {
    const line = order.lines.find(({ quantity }) => quantity === '13');
    if (!line || order.state === 'cancelled') return null;
    return {
      type: 'bakers_dozen',
      evidence: { lineId: line.id },
      atStake: toMoney(line.unitPrice, order.currency),
    };
  },
  fingerprint: ({ evidence }) => evidence['lineId'],
  compose: (finding, { order }) => ({
    headline: `Give ${order.customer.name} the thirteenth piece of ${orderLabel(order)}?`,
    facts: [{ label: 'Pieces', value: '13' }],
    table: null,
    stakeSentence: `One piece, ${finding.atStake.amount}.`,
    options: [
      {
        id: 'give',
        label: 'Give It Away',
        style: 'primary',
        action: { kind: 'add_note', text: 'The thirteenth is free.' },
        consequence: 'One piece is free.',
        done: `Gave a piece of ${orderLabel(order)} away`,
        amount: finding.atStake,
        confirm: null,
        citations: [],
      },
    ],
    why: 'It is the custom.',
    priority: 'low',
  }),
  gone: 'The order no longer has thirteen pieces.',
};

describe('a new exception type in one file', () => {
  let product: RunningProduct;
  let order: string;
  beforeAll(async () => {
    addExceptionType(bakersDozen);
    product = await startProduct('pglite');
    const policy = calderPolicy().replace(
      /^rules:\n/m,
      'rules:\n  - { id: dozen, type: bakers_dozen, action: add_note, limits: { rep: "500" } }\n',
    );
    await holdPolicy(product.database, 'calder', policy);
    const erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
    const placed = await erp.placeOrder({
      customer: 'C-1003',
      reference: 'LWA-26-1300',
      lines: [{ sku: 'VLV-4060', quantity: '13' }],
      enteredBy: 'lortega',
    });
    order = placed.number;
  });
  afterAll(() => product.stop());

  it('has cards in both products, and its policy says who decides', async () => {
    for (const card of await product.playground.cards(order, 'open')) {
      expect(card.content).toContain('Baker’s dozen');
      expect(card.content).toContain('Maya Chen');
    }
  });

  it('is found by the command line', async () => {
    const result = await commands['detect']!.run(
      { files: [], options: { erp: 'demo', tenant: 'calder' }, env: {} },
      product,
    );
    const found = result.lines.map((line) => line.data).filter((line) => line['type'] === 'bakers_dozen');
    expect(found).toMatchObject([{ order }]);
  });

  it('is decided, carried out and recorded like any other', async () => {
    await product.playground.press(order, 'choose:give', 'maya-chen');
    await product.playground.cards(order, 'resolved');
    const erp = createDemoErpAdmin(product.database.orm, 'calder-us', product.product.deps.clock);
    const notes = (await erp.writeLog()).filter((entry) => entry.what === 'note' && entry.key);
    expect(notes).toMatchObject([{ detail: expect.stringContaining('The thirteenth is free.') }]);
    const decisions = await inTenant(product.database, 'calder', (tx) =>
      tx.rows<{ type: string }>(sql`
        select e.type from unhold.decision d join unhold.exception e on e.exception_id = d.exception_id`),
    );
    expect(decisions).toEqual([{ type: 'bakers_dozen' }]);
    expect(product.errors).toEqual([]);
  });
});
