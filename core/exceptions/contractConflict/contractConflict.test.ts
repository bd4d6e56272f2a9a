import { describe, expect, it } from 'vitest';
import type { Agreement, OrderContext, OrderLine } from '../../model/order.ts';
import { pricingMismatch } from '../pricingMismatch.ts';
import { soundCard } from '../testing/testCard.ts';
import { agreedPrice, testOrder } from '../testing/testOrder.ts';
import { contractConflict } from './contractConflict.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const agreement = (change: Partial<Agreement> = {}): Agreement => ({
  id: 'a1',
  title: 'Supply agreement 2026',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  minimumOrder: null,
  freightFreeFrom: null,
  paymentTerms: null,
  rebatePercent: null,
  exclusiveSkus: [],
  customerId: 'c',
  ...change,
});
const charge = (change: Partial<OrderLine>): OrderLine => ({
  id: 'f1',
  position: 2,
  kind: 'charge',
  sku: 'FRT',
  description: 'Freight',
  quantity: '1',
  unit: '',
  unitPrice: '80.00',
  unitCost: null,
  ...change,
});
/** An order of 1,000.00 of goods under these agreements. */
const under = (agreements: Agreement[], ...extra: OrderLine[]): OrderContext => {
  const context = testOrder({ agreements });
  context.order.lines.push(...extra);
  return context;
};
const kinds = (context: OrderContext) =>
  (contractConflict.detect(context)?.evidence['conflicts'] as { kind: string }[] | undefined)?.map(
    (c) => c.kind,
  ) ?? [];
const option = (context: OrderContext, id: string) =>
  soundCard(contractConflict, context).options.find((one) => one.id === id);

describe('contract conflict', () => {
  it.each<[string, OrderContext, string[]]>([
    ['no agreement', under([]), []],
    ['an agreement that says nothing', under([agreement()]), []],
    ['exactly the minimum', under([agreement({ minimumOrder: usd('1000.00') })]), []],
    ['a cent below it', under([agreement({ minimumOrder: usd('1000.01') })]), ['minimum_order']],
    [
      'a minimum in another currency',
      under([agreement({ minimumOrder: { amount: '9999.00', currency: 'EUR' } })]),
      [],
    ],
    [
      'freight charged exactly from the value on',
      under([agreement({ freightFreeFrom: usd('1000.00') })], charge({})),
      ['freight'],
    ],
    [
      'freight charged below the value',
      under([agreement({ freightFreeFrom: usd('1000.01') })], charge({})),
      [],
    ],
    [
      'freight at nothing',
      under([agreement({ freightFreeFrom: usd('500.00') })], charge({ unitPrice: '0.00' })),
      [],
    ],
    [
      'a charge that is no freight',
      under([agreement({ freightFreeFrom: usd('500.00') })], charge({ sku: 'PAL', description: 'Pallet' })),
      [],
    ],
    [
      'freight that is credited again',
      under(
        [agreement({ freightFreeFrom: usd('500.00') })],
        charge({ unitPrice: '20.00' }),
        charge({ id: 'f2', unitPrice: '-20.00' }),
      ),
      [],
    ],
    [
      'freight of which a part is credited, which is no rebate',
      under(
        [agreement({ freightFreeFrom: usd('500.00'), rebatePercent: '2.5' })],
        charge({ unitPrice: '40.00' }),
        charge({ id: 'f2', unitPrice: '-20.00' }),
      ),
      ['rebate', 'freight'],
    ],
    [
      'a draft without lines',
      testOrder({ agreements: [agreement({ minimumOrder: usd('500.00') })], order: { lines: [] } }),
      [],
    ],
    ['the same terms in other letters', under([agreement({ paymentTerms: 'Net-30 days' })]), []],
    ['other terms', under([agreement({ paymentTerms: 'NET 60' })]), ['payment_terms']],
    ['no rebate', under([agreement({ rebatePercent: '2.5' })]), ['rebate']],
    ['a rebate of nothing', under([agreement({ rebatePercent: '0' })]), []],
    [
      'a rebate as a line',
      under(
        [agreement({ rebatePercent: '2.5' })],
        charge({ description: 'Rebate 2.5%', unitPrice: '-25.00' }),
      ),
      [],
    ],
    [
      'somebody else’s item',
      under([agreement({ customerId: 'x', exclusiveSkus: ['BRG-1'] })]),
      ['exclusivity'],
    ],
    ['somebody else’s other item', under([agreement({ customerId: 'x', exclusiveSkus: ['BRG-2'] })]), []],
    ['somebody else’s minimum', under([agreement({ customerId: 'x', minimumOrder: usd('9999.00') })]), []],
    ['its own exclusive item', under([agreement({ exclusiveSkus: ['BRG-1'] })]), []],
    ['the last day', under([agreement({ validTo: '2026-11-20' })]), []],
    ['the day after', under([agreement({ validTo: '2026-11-19' })]), ['expired']],
    ['a year after', under([agreement({ validFrom: '2024-01-01', validTo: '2025-11-20' })]), ['expired']],
    ['more than a year after', under([agreement({ validFrom: '2024-01-01', validTo: '2025-11-19' })]), []],
    ['one that has not begun', under([agreement({ validFrom: '2026-11-21' })]), []],
    [
      'one that followed',
      under([agreement({ validTo: '2026-06-30' }), agreement({ id: 'a2', validFrom: '2026-07-01' })]),
      [],
    ],
    [
      'two that differ, and not also the term they differ on',
      under([
        agreement({ paymentTerms: 'NET60' }),
        agreement({ id: 'a2', title: 'Master agreement', paymentTerms: 'NET45' }),
      ]),
      ['overlap'],
    ],
    [
      'two that agree',
      under([agreement({ paymentTerms: 'NET30' }), agreement({ id: 'a2', paymentTerms: 'net 30' })]),
      [],
    ],
    [
      'two of which one is silent',
      under([agreement({ rebatePercent: null }), agreement({ id: 'a2', rebatePercent: '3' })]),
      ['rebate'],
    ],
  ])('%s', (_case, context, expected) => expect(kinds(context)).toEqual(expected));

  it('looks only at open orders', () => {
    for (const state of ['shipped', 'done', 'cancelled'] as const) {
      const context = under([agreement({ minimumOrder: usd('9999.00') })]);
      context.order.state = state;
      expect(contractConflict.detect(context)).toBeNull();
    }
  });

  it('puts the largest conflict first, and that at stake', () => {
    const context = under([
      agreement({ minimumOrder: usd('1200.00'), paymentTerms: 'NET60', rebatePercent: '2.5' }),
    ]);
    expect(kinds(context)).toEqual(['payment_terms', 'minimum_order', 'rebate']);
    expect(contractConflict.detect(context)?.atStake).toEqual(usd('1000.00'));
    expect(soundCard(contractConflict, context).table?.rows.map((row) => row[4])).toEqual([
      '1,000.00',
      '200.00',
      '25.00',
    ]);
  });

  it('takes freight off, where the order is not being picked yet', () => {
    const context = under([agreement({ freightFreeFrom: usd('500.00') })], charge({}));
    expect(option(context, 'correct')).toMatchObject({
      style: 'primary',
      amount: usd('80.00'),
      action: { kind: 'change_price', lines: [{ lineId: 'f1', sku: 'FRT', from: '80.00', to: '0.00' }] },
    });
    expect(option(context, 'hold')).toBeUndefined();
    context.order.state = 'processing';
    expect(option(context, 'correct')).toBeUndefined();
  });

  it('gives the rebate in the prices, and knows it then for given and for no pricing mismatch', () => {
    const context = under([agreement({ rebatePercent: '2.5' })]);
    context.prices = [agreedPrice('10.00')];
    context.order.lines[0]!.unitCost = '7.00';
    expect(option(context, 'correct')).toMatchObject({
      amount: usd('25.00'),
      marginPercent: '28.2',
      action: { lines: [{ lineId: 'l1', from: '10.00', to: '9.75' }] },
    });
    context.order.lines[0]!.unitPrice = '9.7500';
    expect(contractConflict.detect(context)).toBeNull();
    expect(pricingMismatch.detect(context)).toBeNull();
    context.order.lines[0]!.unitPrice = '9.70';
    expect(pricingMismatch.detect(context)).not.toBeNull();
  });

  it('counts what goes up and what goes down, not what is left of both', () => {
    const context = under(
      [agreement({ freightFreeFrom: usd('500.00'), rebatePercent: '2.5' })],
      charge({ unitPrice: '20.00' }),
      charge({ id: 'f2', unitPrice: '-5.00' }),
    );
    expect(option(context, 'correct')).toMatchObject({
      amount: usd('50.00'),
      consequence: "The prices follow the agreement; the order's value falls by $40.00.",
      action: { lines: [{ to: '9.75' }, { from: '20.00', to: '0.00' }, { from: '-5.00', to: '0.00' }] },
    });
  });

  it('leaves a price that is other than agreed to the pricing mismatch, and the rebate until then', () => {
    const context = under(
      [agreement({ freightFreeFrom: usd('500.00'), rebatePercent: '2' })],
      charge({ unitPrice: '100.00' }),
    );
    context.prices = [agreedPrice('11.22')];
    const lines = () => option(context, 'correct')?.action;
    expect(option(context, 'correct')).toMatchObject({ amount: usd('100.00') });
    expect(lines()).toMatchObject({ lines: [{ lineId: 'f1', to: '0.00' }] });
    context.order.lines[0]!.unitPrice = '11.22';
    expect(pricingMismatch.detect(context)).toBeNull();
    expect(lines()).toMatchObject({
      lines: [
        { lineId: 'l1', to: '10.9956' },
        { lineId: 'f1', to: '0.00' },
      ],
    });
  });

  it('stays settled after the rebate was given where no agreed price shows it', () => {
    const context = under([agreement({ rebatePercent: '2.5' })]);
    const before = contractConflict.fingerprint(contractConflict.detect(context)!);
    context.order.lines[0]!.unitPrice = '9.75';
    expect(contractConflict.fingerprint(contractConflict.detect(context)!)).toEqual(before);
  });

  it('never tells a customer whose agreement reserves an item', () => {
    const context = under([
      agreement({ customerId: 'x', title: 'Mercy exclusive', exclusiveSkus: ['BRG-1'] }),
    ]);
    expect(option(context, 'tell')?.action).toMatchObject({ text: expect.not.stringContaining('Mercy') });
    context.order.customer.email = null;
    expect(option(context, 'tell')).toBeUndefined();
  });

  it('holds an order without an agreement until it is renewed', () => {
    const context = under([agreement({ validTo: '2026-10-31' })]);
    expect(option(context, 'hold')).toMatchObject({
      label: 'Hold Until Renewed',
      action: { kind: 'place_hold' },
    });
    context.order.state = 'on_hold';
    expect(option(context, 'hold')).toBeUndefined();
    expect(option(context, 'accept')).toMatchObject({ amount: usd('1000.00'), action: { kind: 'add_note' } });
  });
});
