import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, formatMoney, formatPrice, money, percent, subtract, toMoney } from './money.ts';

describe('money', () => {
  it('has the digits of its currency and rounds half up', () => {
    expect(toMoney('1.005', 'USD')).toEqual({ amount: '1.01', currency: 'USD' });
    expect(toMoney('1.5', 'JPY')).toEqual({ amount: '2', currency: 'JPY' });
    expect(toMoney('1.2345', 'KWD')).toEqual({ amount: '1.235', currency: 'KWD' });
  });

  it('adds and subtracts exactly, where floats do not', () => {
    const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const usd = (n: number) => toMoney((BigInt(n) * 100n).toString(), 'USD');
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(subtract(add(usd(a), usd(b)), usd(b))).toEqual(usd(a));
        expect(compare(usd(a), usd(b))).toBe(Math.sign(a - b));
      }),
    );
    expect(add(toMoney('0.1', 'USD'), toMoney('0.2', 'USD')).amount).toBe('0.30');
  });

  it('refuses to mix currencies', () => {
    expect(() => add(toMoney(1, 'USD'), toMoney(1, 'EUR'))).toThrow('dated exchange rate');
  });

  it('is shown in the reader’s way, unit prices with up to four digits', () => {
    expect(formatMoney({ amount: '4180.00', currency: 'USD' })).toBe('$4,180.00');
    expect(formatMoney({ amount: '1250.00', currency: 'EUR' }, 'de-DE')).toBe('1.250,00\u00a0€');
    expect(formatPrice('12.496', 'USD')).toBe('$12.496');
  });

  it('tells a part in percent, and nothing of nothing', () => {
    expect(percent('6910', '60000')).toBe('11.5');
    expect(percent('1', '0')).toBeNull();
  });

  it('is parsed at the edge: no floats, no exponents, no unknown currencies', () => {
    for (const amount of ['1e3', 'NaN', '1,000.00', '', '0x10', ' 1']) {
      expect(money.safeParse({ amount, currency: 'USD' }).success, amount).toBe(false);
    }
    expect(money.safeParse({ amount: '1.00', currency: 'usd' }).success).toBe(false);
  });
});
