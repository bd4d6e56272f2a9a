import { describe, expect, it } from 'vitest';
import type { BoundPurchase, ChangeRequest, OrderContext, OrderState, Shipment } from '../../model/order.ts';
import { soundCard } from '../testing/testCard.ts';
import { testOrder } from '../testing/testOrder.ts';
import { orderChange } from './orderChange.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const address = {
  name: 'Harmony East',
  street: '9 Elm St',
  postalCode: '02110',
  city: 'Boston',
  country: 'US',
};
type What = ChangeRequest['what'];
const quantity = (to: string): What => ({ kind: 'quantity', lineId: 'l1', sku: 'BRG-1', to });
const cancelLine: What = { kind: 'cancel_line', lineId: 'l1', sku: 'BRG-1' };
const cancelOrder: What = { kind: 'cancel_order' };
const date: What = { kind: 'date', to: '2026-12-04' };
const move: What = { kind: 'address', to: address };

const shipped = (state: Shipment['state'], count = '100'): Shipment => ({
  id: 's1',
  number: 'SHP-1',
  state,
  plannedOn: '2026-11-30',
  promisedOn: null,
  expectedOn: null,
  carrier: null,
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: count, lot: null, expiresOn: null }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
});
const bought = (
  state: BoundPurchase['state'],
  cancellationFee: BoundPurchase['cancellationFee'],
): BoundPurchase => ({
  lineId: 'l1',
  number: 'PO-7001',
  supplier: 'Skandia',
  state,
  cancellationFee,
});
const asking = (
  what: What[],
  {
    shipments = [],
    purchases = [],
    state = 'processing',
  }: { shipments?: Shipment[]; purchases?: BoundPurchase[]; state?: OrderState } = {},
): OrderContext =>
  testOrder({
    order: { state, promisedOn: '2026-12-01' },
    shipments,
    purchases,
    changes: what.map((one, index) => ({
      id: `r${index}`,
      askedOn: '2026-11-22',
      by: 'Jo',
      what: one,
      text: 'Please.',
    })),
  });
const verdict = (context: OrderContext) =>
  (orderChange.detect(context)?.evidence['requests'] as { possible: string }[] | undefined)?.map(
    (r) => r.possible,
  );
const ids = (context: OrderContext) => soundCard(orderChange, context).options.map(({ id }) => id);

describe('order change', () => {
  it.each<[string, OrderContext, string[] | undefined]>([
    ['nothing asked', asking([]), undefined],
    ['a cancelled order', asking([cancelOrder], { state: 'cancelled' }), undefined],
    ['already as asked', asking([quantity('100'), { kind: 'date', to: '2026-12-01' }]), undefined],
    ['a line that is gone already', asking([{ ...cancelLine, lineId: 'x' } as What]), undefined],
    ['before picking', asking([quantity('80')], { shipments: [shipped('assigned')] }), ['free']],
    [
      'picked: less has to be put back',
      asking([quantity('80')], { shipments: [shipped('picked')] }),
      ['costs'],
    ],
    ['picked: more does not', asking([quantity('120')], { shipments: [shipped('picked')] }), ['free']],
    ['left', asking([cancelLine], { shipments: [shipped('shipped')] }), ['no']],
    [
      'left in part, down to what has left',
      asking([quantity('40')], { shipments: [shipped('shipped', '40')] }),
      ['free'],
    ],
    ['left in part, below it', asking([quantity('39')], { shipments: [shipped('shipped', '40')] }), ['no']],
    ['less than nothing', asking([quantity('-1')]), ['no']],
    ['an address before shipping', asking([move], { shipments: [shipped('picked')] }), ['free']],
    ['an address after packing: new labels', asking([move], { shipments: [shipped('packed')] }), ['costs']],
    ['an address after shipping', asking([move], { shipments: [shipped('shipped', '40')] }), ['no']],
    ['a date after shipping', asking([date], { shipments: [shipped('delivered')] }), ['no']],
    ['cancelling what left in part', asking([cancelOrder], { shipments: [shipped('shipped', '1')] }), ['no']],
    ['an order that is shipped, whatever its shipments say', asking([date], { state: 'shipped' }), ['no']],
    [
      'a purchase that is a draft',
      asking([cancelLine], { purchases: [bought('draft', usd('50.00'))] }),
      ['free'],
    ],
    [
      'a purchase that is ordered',
      asking([cancelLine], { purchases: [bought('ordered', usd('50.00'))] }),
      ['costs'],
    ],
    [
      'a purchase that was received',
      asking([cancelLine], { purchases: [bought('received', null)] }),
      ['costs'],
    ],
    [
      'a purchase does not matter for a date',
      asking([date], { purchases: [bought('ordered', usd('50.00'))] }),
      ['free'],
    ],
  ])('%s', (_case, context, expected) => expect(verdict(context)).toEqual(expected));

  it.each<[string, What[], string]>([
    ['the line, for less', [quantity('80')], '1000.00'],
    ['the line as it would be, for more', [quantity('120')], '1200.00'],
    ['a line once, however often it is asked about', [quantity('80'), cancelLine], '1000.00'],
    ['the order, where it is cancelled', [cancelOrder, quantity('80')], '1000.00'],
  ])('puts at stake %s', (_case, what, amount) =>
    expect(orderChange.detect(asking(what))?.atStake).toEqual(usd(amount)),
  );

  it('counts the fee of a purchase once, and none in another currency', () => {
    const fees = (all: What[], fee: BoundPurchase['cancellationFee']) =>
      orderChange.detect(asking(all, { purchases: [bought('ordered', fee)] }))?.evidence['fees'];
    expect(fees([cancelLine, cancelOrder], usd('50.00'))).toEqual(usd('50.00'));
    expect(fees([cancelLine], { amount: '50.00', currency: 'EUR' })).toEqual(usd('0.00'));
    expect(fees([cancelLine], null)).toEqual(usd('0.00'));
    const context = asking([cancelLine], { purchases: [bought('ordered', null)] });
    expect(soundCard(orderChange, context).facts).toContainEqual({
      label: 'Cancellation fees',
      value: 'Not known',
    });
  });

  it.each<[What, object]>([
    [
      quantity('80'),
      { kind: 'change_quantity', lines: [{ lineId: 'l1', sku: 'BRG-1', from: '100', to: '80' }] },
    ],
    [quantity('0'), { kind: 'cancel_line', lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '100' }] }],
    [cancelLine, { kind: 'cancel_line', lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '100' }] }],
    [date, { kind: 'change_date', shipmentId: null, from: '2026-12-01', to: '2026-12-04', acknowledge: [] }],
    [move, { kind: 'change_address', from: null, to: address }],
    [cancelOrder, { kind: 'cancel_order' }],
  ])('accepts %j', (what, action) => {
    const [accept, ...others] = soundCard(orderChange, asking([what])).options;
    expect(accept).toMatchObject({ id: 'accept', action });
    expect(accept?.confirm === null).toBe(!accept?.action.kind.startsWith('cancel'));
    expect(others.map(({ id }) => id)).toEqual(['decline', 'keep']);
  });

  it('offers each request by itself, at most three, and none that is not possible', () => {
    expect(ids(asking([quantity('80'), date, move, cancelOrder]))).toEqual([
      'accept',
      'accept_2',
      'accept_3',
      'decline',
      'keep',
    ]);
    const left = asking([date], { shipments: [shipped('shipped')] });
    expect(ids(left)).toEqual(['decline', 'keep']);
    expect(soundCard(orderChange, left).options[0]?.action).toMatchObject({
      text: expect.stringContaining('not possible. A part of the order has left.'),
    });
    left.order.customer.email = null;
    expect(ids(left)).toEqual(['keep']);
  });

  it('counts fees into the margin', () => {
    const context = asking([quantity('50')], { purchases: [bought('ordered', usd('50.00'))] });
    context.order.lines[0]!.unitCost = '7.00';
    expect(soundCard(orderChange, context).options[0]?.marginPercent).toBe('20.0');
  });
});
