import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditHold } from './creditHold.ts';
import { testOrder } from './testOrder.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('credit hold', () => {
  it('is no finding exactly at the limit, and is one a cent above it', () => {
    expect(creditHold.detect(testOrder())).toBeNull();
    const above = creditHold.detect(testOrder({ credit: { receivable: usd('2000.01') } }));
    expect(above).toMatchObject({
      type: 'credit_hold',
      atStake: usd('1000.00'),
      evidence: { over: usd('0.01') },
    });
  });

  it('takes a limit of zero for a limit, and no limit for none', () => {
    const zero = { limit: usd('0.00'), receivable: usd('0.00'), otherOpenOrders: usd('0.00') };
    expect(creditHold.detect(testOrder({ credit: zero }))).not.toBeNull();
    expect(creditHold.detect(testOrder({ credit: { limit: null } }))).toBeNull();
    expect(creditHold.detect(testOrder({ credit: null }))).toBeNull();
  });

  it('never guesses across currencies', () => {
    const euro = { limit: { amount: '1.00', currency: 'EUR' } };
    expect(creditHold.detect(testOrder({ credit: euro }))).toBeNull();
  });

  it('looks only at orders that wait to be released', () => {
    const over = { receivable: usd('9999.00') };
    for (const state of ['quotation', 'on_hold'] as const) {
      expect(creditHold.detect(testOrder({ order: { state }, credit: over }))).not.toBeNull();
    }
    for (const state of ['draft', 'confirmed', 'processing', 'shipped', 'done', 'cancelled'] as const) {
      expect(creditHold.detect(testOrder({ order: { state }, credit: over }))).toBeNull();
    }
  });

  it('finds exactly what is above the limit, to the cent', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    const text = (n: number) => (n / 100).toFixed(2);
    fc.assert(
      fc.property(cents, cents, cents, cents, (limit, receivable, open, total) => {
        const found = creditHold.detect(
          testOrder({
            order: { total: usd(text(total)) },
            credit: {
              limit: usd(text(limit)),
              receivable: usd(text(receivable)),
              otherOpenOrders: usd(text(open)),
            },
          }),
        );
        const over = receivable + open + total - limit;
        expect(found === null).toBe(over <= 0);
        if (found) expect(found.evidence.over).toEqual(usd(text(over)));
      }),
    );
  });

  it('says what is at stake, who pays how, and acknowledges the very warning that was shown', () => {
    const context = testOrder({ credit: { receivable: usd('3000.00') } });
    const card = creditHold.compose(creditHold.detect(context)!, context, 'en-US');
    expect(card.headline).toBe('Release order SO-1 for Harmony Labs, $1,000.00 over its credit limit?');
    expect(card.why).toBe(
      'With this order Harmony Labs would owe $6,000.00. The oldest invoice is 12 days overdue. It pays 9 days late on average.',
    );
    expect(card.options[0]?.action).toEqual({
      kind: 'release_hold',
      acknowledge: ['credit_limit:1'],
      exposure: usd('6000.00'),
    });
    expect(card.facts.length % 2).toBe(0);
  });
});
