import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataQuality, exceptionTypes } from '#core/exceptions/index.ts';
import { rigAccount, rigAnswers, rigUrl } from './rigTesting.ts';
import { createTrytonErp } from './tryton.ts';

const reset = '../shared/tryton/reset';
const required = (process.env['REQUIRE'] ?? '').split(',').includes('tryton');
const there = existsSync(reset) && (await rigAnswers(rigUrl));

const expected: Record<string, string[]> = {
  ...each('PO-CREDIT-0', [1, 2, 3, 4], 'credit_hold'),
  ...each('PO-SHORT-0', [1, 2, 3, 4, 5, 6, 7], 'inventory_shortage'),
  ...each('PO-PRICE-0', [1, 2, 3, 4, 5], 'pricing_mismatch'),
  'PO-DUP-01#2': ['duplicate_order'],
  'PO-DUP-02#2': ['duplicate_order'],
  'PO-DUP-03#2': ['duplicate_order'],
  'PO-NEAR-01B': ['duplicate_order'],
  'PO-NEAR-02B': ['duplicate_order'],
  'PO-NEAR-03B': ['duplicate_order'],
  ...each('PO-SHIPEX-0', [1, 2, 3], 'carrier_disruption'),
  ...each('PO-LATE-0', [1, 2, 3], 'carrier_disruption'),
  'NOREF-01': ['fulfillment_rule'],
  'NOREF-02': ['fulfillment_rule'],
  'PO-MULTI-01': ['credit_hold', 'inventory_shortage'],
};

function each(prefix: string, numbers: number[], type: string): Record<string, string[]> {
  return Object.fromEntries(numbers.map((number) => [`${prefix}${number}`, [type]]));
}

describe.skipIf(!there && !required)(
  'detection on a real Tryton 6.0 (needs tryton)',
  { timeout: 180_000 },
  () => {
    const erp = createTrytonErp({ ...rigAccount });

    beforeAll(async () => {
      if (!there) throw new Error(`There is no Tryton rig of this machine at ${rigUrl}.`);
      execFileSync(reset, { stdio: 'ignore' });
    }, 180_000);

    test('finds the seeded exceptions, each of its type, and nothing on clean and edge orders', async () => {
      const all = await erp.read(Array.from({ length: 80 }, (_, index) => String(index + 1)));
      expect(all).toHaveLength(56);
      const found = Object.fromEntries(
        all.flatMap((context) => {
          const types = exceptionTypes.flatMap((type) => type.detect(context)?.type ?? []);
          const { description, reference } = context.order;
          return types.length === 0 ? [] : [[description ?? reference ?? context.order.id, types.sort()]];
        }),
      );
      expect(found).toEqual(expected);
    });

    test('a missing reference is a note on the data where no rule asks for one; what the customer has none of is told', async () => {
      const all = await erp.read(Array.from({ length: 80 }, (_, index) => String(index + 1)));
      expect(all.flatMap(({ gaps }) => gaps)).toEqual([]);
      const told = (part: string) =>
        all
          .filter((context) => dataQuality(context).some(({ text }) => text.startsWith(part)))
          .map(({ order }) => order);
      expect(told('No purchase order number').map((order) => order.description)).toEqual(['NOREF-03']);
      const unlimited = told('No credit limit').map((order) => order.customer.name);
      expect(new Set(unlimited)).toEqual(new Set(['Halyard Marine']));
      const listed = new Set(told('No price list').map((order) => order.customer.name));
      expect(listed).toContain('Kestrel HVAC');
      expect(listed).not.toContain('Alder Creek Mechanical');
    });

    test('a user who sees no stock, credit or purchases gets less and not nothing', async () => {
      const csr = createTrytonErp({ ...rigAccount, user: 'csr', password: 'Csr!n8vQ2z' });
      const [context] = await csr.read(['15']);
      expect(context?.order.reference).toBe('PO-SHORT-01');
      expect(context?.supply?.[0]).toMatchObject({ needed: '40', available: '10' });
    });
  },
);
