import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pricingMismatch } from './pricingMismatch.ts';
import { soundCard } from './testing/testCard.ts';
import { agreedPrice, testOrder } from './testing/testOrder.ts';

const at = (price: string, agreed: string, quantity = '100') => {
  const context = testOrder({ prices: [agreedPrice(agreed)] });
  context.order.lines[0]!.unitPrice = price;
  context.order.lines[0]!.quantity = quantity;
  return context;
};

describe('pricing mismatch', () => {
  it('is no finding where the price is the agreed one, however it is written', () => {
    expect(pricingMismatch.detect(at('10.00', '10.0000'))).toBeNull();
    expect(pricingMismatch.detect(testOrder())).toBeNull();
  });

  it('finds both directions; what is at stake is never negative', () => {
    expect(pricingMismatch.detect(at('9.38', '10.00'))?.atStake).toEqual({
      amount: '62.00',
      currency: 'USD',
    });
    expect(pricingMismatch.detect(at('10.62', '10.00'))?.atStake).toEqual({
      amount: '62.00',
      currency: 'USD',
    });
  });

  it('corrects no line of which nothing is ordered, and none to a price of nothing', () => {
    expect(pricingMismatch.detect(at('9.00', '10.00', '0'))).toBeNull();
    expect(pricingMismatch.detect(at('10.00', '0.00'))).toBeNull();
  });

  it('leaves charges and closed orders alone', () => {
    const freight = at('9.00', '10.00');
    freight.order.lines[0]!.kind = 'charge';
    expect(pricingMismatch.detect(freight)).toBeNull();
    for (const state of ['shipped', 'done', 'cancelled'] as const) {
      const closed = at('9.00', '10.00');
      closed.order.state = state;
      expect(pricingMismatch.detect(closed)).toBeNull();
    }
  });

  it('keeps unit prices of four digits exact', () => {
    const found = pricingMismatch.detect(at('14.20', '12.4960', '40'));
    expect(found?.atStake).toEqual({ amount: '68.16', currency: 'USD' });
  });

  it('counts the difference times the quantity, to the cent', () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 10_000 }), (price, agreed, quantity) => {
        const found = pricingMismatch.detect(
          at((price / 100).toFixed(2), (agreed / 100).toFixed(2), String(quantity)),
        );
        const expected = Math.abs(price - agreed) * quantity;
        expect(Math.round(Number(found?.atStake.amount ?? 0) * 100)).toBe(expected);
      }),
    );
  });

  it('proposes the agreed price for each line that differs, citing its row', () => {
    const context = at('9.38', '10.00');
    const card = pricingMismatch.compose(pricingMismatch.detect(context)!, context, 'en-US');
    expect(card.headline).toBe('Correct order SO-1 for Harmony Labs, priced 6.2% below contract?');
    expect(card.stakeSentence).toBe('$62.00 margin at risk, 6.2% below contract.');
    expect(card.options[0]?.action).toEqual({
      kind: 'change_price',
      lines: [{ lineId: 'l1', sku: 'BRG-1', from: '9.38', to: '10.00' }],
    });
    expect(card.options[0]?.citations).toMatchObject([
      { kind: 'price_row', list: 'HARMONY-2026', row: 'BRG-1' },
    ]);
  });

  it('knows the margin of each option where all costs are known', () => {
    const context = at('9.38', '10.00');
    const margins = () =>
      soundCard(pricingMismatch, context).options.map(({ id, marginPercent }) => [id, marginPercent]);
    expect(margins()).toEqual([
      ['correct', null],
      ['honour', null],
      ['send_back', null],
    ]);
    context.order.lines[0]!.unitCost = '7.50';
    expect(margins()).toEqual([
      ['correct', '25.0'],
      ['honour', '20.0'],
      ['send_back', '20.0'],
    ]);
    expect(soundCard(pricingMismatch, context).facts).toContainEqual({
      label: 'Margin at contract',
      value: '25.0%',
    });
  });

  it('sends the order back only where there is an address', () => {
    const context = at('9.38', '10.00');
    const sendBack = () => soundCard(pricingMismatch, context).options.find(({ id }) => id === 'send_back');
    expect(sendBack()?.action).toMatchObject({
      to: 'orders@harmony.example',
      text: expect.stringContaining('BRG-1 Bearing: $9.38 per each ordered, $10.00 agreed (HARMONY-2026)'),
    });
    context.order.customer.email = null;
    expect(sendBack()).toBeUndefined();
  });

  it('stays whole where the ERP keeps more digits than money has', () => {
    expect(soundCard(pricingMismatch, at('9.3801', '10.0002', '0.3333')).options).toHaveLength(3);
  });
});
