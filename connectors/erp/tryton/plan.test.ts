import { describe, expect, test } from 'vitest';
import type { ActionSpec } from '#core/model/action.ts';
import type { OrderContext, OrderState } from '#core/model/order.ts';
import { plan } from './plan.ts';

const context = (state: OrderState, change: Partial<OrderContext> = {}): OrderContext => ({
  order: {
    id: '11',
    number: 'SO-9',
    reference: null,
    description: null,
    customer: { id: '1', name: 'Eastgate', code: null, tier: null, emailDomains: [], email: null },
    state,
    heldSince: null,
    currency: 'USD',
    orderedOn: null,
    promisedOn: null,
    enteredBy: null,
    paymentTerms: null,
    shipTo: null,
    shipsFrom: null,
    lines: ['5', '6'].map((id, index) => ({
      id,
      position: index + 1,
      kind: 'goods',
      sku: `ITEM-${id}`,
      description: '',
      quantity: '10',
      unit: 'u',
      unitPrice: '14.20',
      unitCost: null,
    })),
    total: { amount: '100.00', currency: 'USD' },
    version: 'v1',
    url: null,
  },
  enteredAt: null,
  credit: null,
  prices: [],
  supply: null,
  shipments: [],
  rules: {},
  agreements: [],
  changes: [],
  purchases: [],
  alike: [],
  gaps: [],
  readAt: '2026-01-01T00:00:00.000Z',
  ...change,
});
const exposure = { amount: '275.00', currency: 'USD' };
const lines = [{ lineId: '5', sku: 'BRG-6305', from: '14.20', to: '12.4960' }];
const names = (steps: { name: string }[]) => steps.map((step) => step.name);

describe('a plan', () => {
  test('acknowledges the credit warning of this very order and no other', () => {
    const own = 'credit_limit_amount_sale.sale,11';
    const acknowledge = [own, 'credit_limit_amount_sale.sale,12', 'stock_quantity_warning_7', `${own}1`];
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
    ['draft', ['write_lines', 'note']],
    ['quotation', ['draft', 'write_lines', 'quote', 'note']],
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

  test('acknowledges the stock warnings of its own lines that were seen', () => {
    const acknowledge = ['stock_quantity_warning_6', 'stock_quantity_warning_60', 'something_else'];
    const action: ActionSpec = {
      kind: 'change_date',
      shipmentId: null,
      from: null,
      to: '2026-12-01',
      acknowledge,
    };
    const steps = plan(action, context('quotation'), 'K1');
    expect(names(steps)).toEqual(['write_order_date', 'acknowledge', 'confirm', 'unacknowledge', 'note']);
    expect(steps[1]!.params).toEqual({ warning: 'stock_quantity_warning_6' });
    expect(names(plan({ ...action, acknowledge: [] }, context('quotation'), 'K1'))).toEqual([
      'write_order_date',
      'note',
    ]);
  });

  test('does not put a quotation back to draft when quoting it again would warn of another shortage', () => {
    const short = {
      lineId: '6',
      warehouse: 'W',
      needed: '10',
      neededOn: null,
      onHand: '1',
      available: '1',
      incoming: [],
      substitutes: [],
      elsewhere: [],
      supplier: null,
    };
    const price = plan({ kind: 'change_price', lines }, context('quotation', { supply: [short] }), 'K1');
    expect(names(price)).toEqual(['write_lines', 'note']);
    const cut: ActionSpec = { kind: 'cancel_line', lines: [{ lineId: '6', sku: 'ITEM-6', quantity: '10' }] };
    expect(names(plan(cut, context('quotation', { supply: [short] }), 'K1'))).toEqual([
      'draft',
      'write_lines',
      'quote',
      'note',
    ]);
  });

  test.each<[OrderState, string[]]>([
    ['draft', ['acknowledge', 'quote_draft', 'confirm', 'unacknowledge']],
    ['quotation', ['acknowledge', 'confirm', 'unacknowledge']],
    ['confirmed', ['process']],
    ['processing', []],
  ])('ships a part of a %s order in steps that each can be looked up', (state, first) => {
    const action: ActionSpec = {
      kind: 'split_backorder',
      shipmentId: null,
      lines: [
        { lineId: '5', sku: 'ITEM-5', ship: '3', backorder: '7' },
        { lineId: '6', sku: 'ITEM-6', ship: '10', backorder: '0' },
      ],
      backorderOn: '2026-12-01',
    };
    const steps = plan(action, context(state), 'K1');
    expect(names(steps)).toEqual([
      ...first,
      ...['assign', 'leave_out_rest', 'assign_rest', 'pick', 'pack', 'ship', 'write_rest_date', 'note'],
    ]);
    const acknowledged = steps.filter((step) => step.name === 'acknowledge').map((step) => step.params);
    expect(acknowledged.every(({ warning }) => warning === 'stock_quantity_warning_5')).toBe(true);
  });

  test('plans nothing for what Tryton cannot do', () => {
    expect(plan({ kind: 'place_hold', reason: 'x' }, context('quotation'), 'K1')).toEqual([]);
    expect(plan({ kind: 'withdraw', what: 'claim', key: 'k' }, context('quotation'), 'K1')).toEqual([]);
  });
});
