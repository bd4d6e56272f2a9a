import { describe, expect, it } from 'vitest';
import { type ActionKind, type ActionSpec, actionKinds, actionSpec, inverseOf } from './action.ts';

const line = { lineId: 'l1', sku: 'BRG-1' };
const usd = { amount: '10.00', currency: 'USD' };
const carrier = { id: 'c1', name: 'Roadline', service: null };
const address = { name: 'Dock 1', street: 'Main St 1', postalCode: '43004', city: 'Columbus', country: 'US' };

/** One of each kind; a kind that is added must be added here. */
const samples: { [Kind in ActionKind]: Extract<ActionSpec, { kind: Kind }> } = {
  release_hold: { kind: 'release_hold', acknowledge: ['w'], exposure: usd },
  release_part: { kind: 'release_part', lines: [{ ...line, release: '1', hold: '2' }], exposure: usd },
  place_hold: { kind: 'place_hold', reason: 'Wait' },
  change_price: { kind: 'change_price', lines: [{ ...line, from: '1.00', to: '2.00' }] },
  change_quantity: { kind: 'change_quantity', lines: [{ ...line, from: '1', to: '2' }] },
  change_date: {
    kind: 'change_date',
    shipmentId: null,
    from: '2026-11-30',
    to: '2026-12-01',
    acknowledge: [],
  },
  change_carrier: {
    kind: 'change_carrier',
    shipmentId: 's1',
    from: carrier,
    to: { ...carrier, id: 'c2' },
    arrivesOn: null,
    cost: null,
  },
  change_address: { kind: 'change_address', from: address, to: { ...address, street: 'Main St 2' } },
  substitute: {
    kind: 'substitute',
    lines: [
      {
        ...line,
        productId: 'p2',
        fromProductId: 'p1',
        toSku: 'BRG-2',
        quantity: '3',
        fromPrice: '1.00',
        toPrice: '1.10',
      },
    ],
  },
  split_backorder: {
    kind: 'split_backorder',
    shipmentId: null,
    lines: [{ ...line, ship: '1', backorder: '2' }],
    backorderOn: null,
  },
  cancel_line: { kind: 'cancel_line', lines: [{ ...line, quantity: '3' }] },
  cancel_order: { kind: 'cancel_order' },
  merge_duplicate: { kind: 'merge_duplicate', intoOrderId: '2', intoLabel: 'SO-2', add: [] },
  create_purchase: {
    kind: 'create_purchase',
    supplierId: 'v1',
    supplier: 'Nordlager',
    lines: [{ ...line, quantity: '3', unitCost: '0.80' }],
    arrivesOn: null,
  },
  create_transfer: {
    kind: 'create_transfer',
    from: 'Reno',
    to: 'Columbus',
    lines: [{ ...line, quantity: '3' }],
    arrivesOn: null,
  },
  reship: { kind: 'reship', shipmentId: 's1', lines: [{ ...line, quantity: '3' }] },
  attach_document: {
    kind: 'attach_document',
    shipmentId: 's1',
    document: 'packing_list',
    number: 'PL-1',
    fields: {},
  },
  add_note: { kind: 'add_note', text: 'Kept' },
  request_credit: { kind: 'request_credit', amount: usd, reason: 'Damaged', lines: [] },
  request_claim: {
    kind: 'request_claim',
    shipmentId: 's1',
    carrier: 'Roadline',
    amount: usd,
    reason: 'Lost',
  },
  send_message: {
    kind: 'send_message',
    toWhom: 'customer',
    to: 'orders@harmony.example',
    subject: 'Your order',
    text: 'Hello',
  },
  withdraw: { kind: 'withdraw', what: 'purchase', key: 'k' },
};

describe('the vocabulary of actions', () => {
  it('is closed: every kind parses, and nothing else does', () => {
    expect(Object.keys(samples).sort()).toEqual([...actionKinds].sort());
    for (const sample of Object.values(samples)) expect(actionSpec.parse(sample)).toEqual(sample);
    expect(actionSpec.safeParse({ kind: 'delete_everything' }).success).toBe(false);
    expect(
      actionSpec.safeParse({ ...samples.change_price, lines: [{ ...line, from: '1e9', to: '2' }] }).success,
    ).toBe(false);
  });

  it('names for each what takes it back, or that nothing does', () => {
    const cannot = actionKinds.filter((kind) => inverseOf(samples[kind], 'k') === null);
    expect(cannot.sort()).toEqual([
      'add_note',
      'cancel_line',
      'cancel_order',
      'merge_duplicate',
      'place_hold',
      'release_part',
      'reship',
      'send_message',
      'split_backorder',
      'withdraw',
    ]);
    for (const kind of actionKinds) {
      const inverse = inverseOf(samples[kind], 'k');
      if (inverse) expect(actionSpec.parse(inverse)).toEqual(inverse);
    }
  });

  it('takes a taking back back to what was there', () => {
    for (const kind of [
      'change_price',
      'change_quantity',
      'change_date',
      'change_address',
      'substitute',
    ] as const) {
      expect(inverseOf(inverseOf(samples[kind], 'k')!, 'k'), kind).toEqual(samples[kind]);
    }
  });

  it('cannot go back to a date, carrier or address that was not there', () => {
    expect(inverseOf({ ...samples.change_date, from: null }, 'k')).toBeNull();
    expect(inverseOf({ ...samples.change_carrier, from: null }, 'k')).toBeNull();
    expect(inverseOf({ ...samples.change_address, from: null }, 'k')).toBeNull();
  });
});
