import { describe, expect, test } from 'vitest';
import type { OrderState } from '#core/model/order.ts';
import { plan } from './plan.ts';

const context = (state: OrderState) => ({
  order: {
    id: '11',
    number: 'SO-9',
    reference: null,
    description: null,
    customer: { id: '1', name: 'Eastgate', code: null, tier: null, emailDomains: [] },
    state,
    heldSince: null,
    currency: 'USD',
    orderedOn: null,
    promisedOn: null,
    enteredBy: null,
    lines: [],
    total: { amount: '100.00', currency: 'USD' },
    version: 'v1',
    url: null,
  },
  credit: null,
  prices: [],
  readAt: '2026-01-01T00:00:00.000Z',
});
const exposure = { amount: '275.00', currency: 'USD' };
const lines = [{ lineId: '5', sku: 'BRG-6305', from: '14.20', to: '12.4960' }];
const names = (steps: { name: string }[]) => steps.map((step) => step.name);

describe('a plan', () => {
  test('acknowledges the credit warning of this very order and no other', () => {
    const own = 'credit_limit_amount_sale.sale,11';
    const acknowledge = [own, 'credit_limit_amount_sale.sale,12', 'stock_quantity_warning_5', `${own}1`];
    const steps = plan({ kind: 'release_hold', acknowledge, exposure }, context('quotation'), 'K1');
    expect(names(steps)).toEqual(['acknowledge', 'confirm', 'unacknowledge', 'note']);
    expect(steps[0]!.leaves).toEqual({ kind: 'acknowledgement', name: own });
    expect(steps[2]!.clears).toEqual(steps[0]!.leaves);
    expect(JSON.stringify(steps)).not.toMatch(/,12|stock_quantity/);
  });

  test('without a warning to pass only confirms', () => {
    const steps = plan({ kind: 'release_hold', acknowledge: [], exposure }, context('quotation'), 'K1');
    expect(names(steps)).toEqual(['confirm', 'note']);
  });

  test.each<[OrderState, string[]]>([
    ['draft', ['write_price', 'note']],
    ['quotation', ['draft', 'write_price', 'quote', 'note']],
    ['confirmed', ['process', 'amend', 'validate_amendment', 'note']],
    ['processing', ['amend', 'validate_amendment', 'note']],
    ['shipped', ['amend', 'validate_amendment', 'note']],
  ])('corrects a price on a %s order', (state, expected) => {
    const steps = plan({ kind: 'change_price', lines }, context(state), 'K1');
    expect(names(steps)).toEqual(expected);
    expect(steps.at(-1)!.params).toEqual({
      marker: '[unhold K1]',
      text: 'Unit price corrected: BRG-6305 14.20 to 12.4960.',
    });
  });
});
