import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../model/order.ts';
import type { MailReading } from '../model/signal.ts';
import type { Erp } from '../ports.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';
import { matchOrder } from './match.ts';

const order = (over: Partial<OrderSummary> = {}): OrderSummary => ({
  id: '1',
  number: 'SO-10482',
  reference: 'HL-77120',
  customer: {
    id: 'c',
    name: 'Harmony Labs',
    code: 'C-1001',
    tier: null,
    emailDomains: ['harmonylabs.example'],
    email: null,
  },
  state: 'on_hold',
  total: { amount: '1.00', currency: 'USD' },
  skus: ['BRG-6205'],
  orderedOn: null,
  ...over,
});

const reading = (over: Partial<MailReading>): MailReading => ({
  type: 'credit_hold',
  confidence: 1,
  also: [],
  originalSender: 'owen@harmonylabs.example',
  originalSubject: null,
  forwarder: null,
  forwarded: false,
  quoted: false,
  originalDate: null,
  originalTo: [],
  orderNumbers: [],
  poNumbers: [],
  skus: [],
  trackingNumbers: [],
  customer: null,
  language: 'en',
  decidedBy: 'rules',
  suppressed: null,
  note: '',
  text: '',
  why: '',
  ...over,
});

const config = {
  tenantId: 'calder',
  mailDomains: ['caldersupply.example'],
  connections: [{ connectionId: 'us', kind: 'demo', company: 'US', health: null }],
} as unknown as TenantConfig;

const match = (found: OrderSummary[], mail: Partial<MailReading>) =>
  matchOrder({ erp: async () => ({ find: async () => found }) as unknown as Erp }, config, reading(mail));

describe('which order a mail means', () => {
  it('is certain by our order number, with or without its prefix', async () => {
    expect((await match([order()], { orderNumbers: ['SO-10482'] })).matched?.orderId).toBe('1');
    expect((await match([order()], { orderNumbers: ['10482'] })).matched?.orderId).toBe('1');
  });

  it('is certain by a customer PO number that only one order carries', async () => {
    expect((await match([order()], { poNumbers: ['hl-77120'] })).matched?.orderId).toBe('1');
  });

  it('is asked where two orders of different customers carry the same PO number', async () => {
    const other = order({
      id: '2',
      number: 'SO-2',
      customer: { ...order().customer, id: 'd', emailDomains: [] },
    });
    const found = await match([order(), other], {
      poNumbers: ['HL-77120'],
      originalSender: 'x@elsewhere.example',
    });
    expect(found.matched).toBeNull();
    expect(found.candidates.map((c) => c.orderId).sort()).toEqual(['1', '2']);
  });

  it('is certain by customer and items together, and asked by the customer alone', async () => {
    expect((await match([order()], { skus: ['BRG-6205', 'BRG-6205'] })).matched?.orderId).toBe('1');
    const alone = await match([order(), order({ id: '2', number: 'SO-2' })], {});
    expect(alone.matched).toBeNull();
    expect(alone.candidates).toHaveLength(2);
  });

  it('gives a reason with each candidate, and at most five', async () => {
    const many = Array.from({ length: 9 }, (_, n) => order({ id: String(n), number: `SO-${n}` }));
    const { candidates } = await match(many, {});
    expect(candidates).toHaveLength(5);
    expect(candidates[0]?.why).toContain('Harmony Labs');
  });

  it('is certain by a tracking number, where the ERP keeps them', async () => {
    const shipped = order({ trackingNumbers: ['1Z999AA10123456784'] });
    const found = await match([shipped, order({ id: '2', number: 'SO-2', reference: null })], {
      trackingNumbers: ['1z999aa10123456784'],
    });
    expect(found.matched).toMatchObject({ orderId: '1', why: expect.stringMatching(/^tracking number 1z/) });
  });

  it('takes a finished order for what is told of its delivery, and asks where it is told of its price', async () => {
    const done = order({ state: 'done' });
    const told = { poNumbers: ['HL-77120'], originalSender: 'x@elsewhere.example' };
    const of = async (type: string) => (await match([done], { ...told, type })).matched?.orderId;
    expect(await of('proof_of_delivery')).toBe('1');
    expect(await of('pricing_mismatch')).toBeUndefined();
  });

  it('is asked where a number is one slip away, however well the rest fits, and says what it may be', async () => {
    for (const said of ['SO-10428', 'SO-1048', 'SO-10483']) {
      const { matched, candidates } = await match([order()], {
        orderNumbers: [said],
        skus: ['BRG-6205', 'BRG-6206'],
      });
      expect(matched).toBeNull();
      expect(candidates[0]?.why).toContain('SO-10482');
    }
    const po = await match([order()], { poNumbers: ['HL-77210'], originalSender: 'x@elsewhere.example' });
    expect(po.matched).toBeNull();
    expect(po.candidates[0]?.why).toBe('HL-77210 may be a slip for customer PO HL-77120');
  });

  it('knows a PO number with and without "PO" before it', async () => {
    const found = await match([order({ reference: '7731' })], { poNumbers: ['PO-7731'] });
    expect(found.matched?.orderId).toBe('1');
  });

  it('counts the total that a mail names as a reason', async () => {
    const total = { amount: '2612.40', currency: 'USD' };
    const fields = [{ name: 'price' as const, value: '2612.40 USD', start: 0, end: 8 }];
    const found = await match([order({ total }), order({ id: '2', number: 'SO-2' })], { fields });
    expect(found.candidates[0]).toMatchObject({
      orderId: '1',
      why: expect.stringContaining('total 2612.40'),
    });
  });
});
