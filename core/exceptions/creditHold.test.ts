import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderContext } from '../model/order.ts';
import { creditHold } from './creditHold.ts';
import { soundCard } from './testing/testCard.ts';
import { testOrder } from './testing/testOrder.ts';

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

  /** 1,000.00 of goods with this much room under the limit. */
  const withRoom = (room: string) =>
    testOrder({ credit: { limit: usd(room), receivable: usd('0.00'), otherOpenOrders: usd('0.00') } });
  const part = (context: OrderContext) =>
    soundCard(creditHold, context).options.find(({ id }) => id === 'release_part');

  it.each([
    ['0.00', null],
    ['9.99', null],
    ['10.00', { release: '1', hold: '99' }],
    ['999.99', { release: '99', hold: '1' }],
  ])('with room for %s releases whole units', (room, line) => {
    const found = part(withRoom(room));
    expect(found?.action ?? null).toEqual(
      line && {
        kind: 'release_part',
        lines: [{ lineId: 'l1', sku: 'BRG-1', ...line }],
        exposure: usd(`${Number(line.release) * 10}.00`),
      },
    );
    expect(found?.amount).toEqual(line ? usd(`${Number(line.release) * 10}.00`) : undefined);
  });

  it('fills the room line by line, with tax counted, and leaves charges to the rest', () => {
    const context = withRoom('1100.00');
    const [first] = context.order.lines;
    context.order.lines.push(
      { ...first!, id: 'l2', position: 2, sku: 'BRG-2', quantity: '10', unitPrice: '20.00' },
      { ...first!, id: 'f1', position: 3, kind: 'charge', sku: 'FRT', quantity: '1', unitPrice: '50.00' },
    );
    context.order.total = usd('1250.00');
    const released = (one: typeof context) => {
      const action = part(one)?.action;
      return action?.kind === 'release_part' ? action.lines.map(({ release }) => release) : null;
    };
    expect(released(context)).toEqual(['100', '5', '0']);
    context.order.total = usd('1375.00');
    expect(part(context)?.amount).toEqual(usd('1100.00'));
    expect(released(context)).toEqual(['100', '0', '0']);
    // All goods would fit and only the freight stay: no order of its own.
    context.order.total = usd('1250.00');
    context.credit!.limit = usd('1200.00');
    expect(released(context)).toBeNull();
  });

  it('never releases more than the room, in any order', () => {
    const cents = fc.integer({ min: 1, max: 500_000 });
    fc.assert(
      fc.property(
        cents,
        fc.array(fc.tuple(cents, fc.integer({ min: 1, max: 500 })), { minLength: 1 }),
        (room, lines) => {
          const context = withRoom((room / 100).toFixed(2));
          context.order.lines = lines.map(([price, quantity], index) => ({
            ...context.order.lines[0]!,
            id: `l${index}`,
            position: index,
            unitPrice: (price / 100).toFixed(2),
            quantity: String(quantity),
          }));
          const total = lines.reduce((sum, [price, quantity]) => sum + price * quantity, 0);
          context.order.total = usd((total / 100).toFixed(2));
          if (!creditHold.detect(context)) return;
          const option = part(context);
          if (option?.action.kind === 'release_part') {
            expect(Number(option.action.exposure.amount)).toBeLessThanOrEqual(room / 100);
            expect(option.action.lines.some(({ release }) => Number(release) >= 1)).toBe(true);
          }
        },
      ),
    );
  });

  it('asks for money only where there is an address and something due', () => {
    const ids = (context: OrderContext) => soundCard(creditHold, context).options.map(({ id }) => id);
    const over = { receivable: usd('5000.00') };
    expect(ids(testOrder({ credit: over }))).toEqual(['release', 'deposit', 'promise', 'keep']);
    expect(ids(testOrder({ credit: { ...over, oldestDueOn: '2026-11-24' } }))).toEqual([
      'release',
      'deposit',
      'keep',
    ]);
    const silent = testOrder({ credit: over });
    silent.order.customer.email = 'no address';
    expect(ids(silent)).toEqual(['release', 'keep']);
    const deposit = soundCard(creditHold, testOrder({ credit: over })).options[1];
    expect(deposit).toMatchObject({ amount: usd('3000.00'), action: { to: 'orders@harmony.example' } });
  });

  it('tells the trend where it is known', () => {
    const fact = (recentDaysLate: number | null) =>
      soundCard(creditHold, testOrder({ credit: { receivable: usd('3000.00'), recentDaysLate } })).facts.find(
        ({ label }) => label === 'Payment history',
      )?.value;
    expect(fact(null)).toBe('9 days late on average');
    expect(fact(21)).toBe('9 days late on average, worse lately (21 days)');
    expect(fact(10)).toBe('9 days late on average, steady');
  });

  it('says nothing of a return', () => {
    const context = testOrder({ order: { total: usd('-10.00') }, credit: { receivable: usd('9000.00') } });
    expect(creditHold.detect(context)).toBeNull();
  });
});
