import { describe, expect, it } from 'vitest';
import { exceptionTypes } from '../exceptions/index.ts';
import { caseToJoin } from './relatedTypes.ts';

const cases = (...types: string[]) => types.map((type, n) => ({ type, n }));
const join = (open: string[], type: string, also: string[] = []) =>
  caseToJoin(cases(...open), type, also)?.type ?? null;

describe('what is told of an order joins', () => {
  it('the case of its type before any other', () => {
    expect(join(['proof_of_delivery', 'carrier_disruption'], 'carrier_disruption')).toBe(
      'carrier_disruption',
    );
  });

  it('then a case of a type that it speaks of as well', () => {
    expect(join(['proof_of_delivery', 'credit_hold'], 'carrier_disruption', ['credit_hold'])).toBe(
      'credit_hold',
    );
  });

  it('then the oldest case of a related type', () => {
    expect(join(['shipping_documents', 'proof_of_delivery'], 'carrier_disruption')).toBe(
      'shipping_documents',
    );
    expect(join(['contract_conflict'], 'pricing_mismatch')).toBe('contract_conflict');
    expect(join(['inventory_shortage'], 'fulfillment_rule')).toBe('inventory_shortage');
  });

  it('nothing where all that is open is another trouble', () => {
    expect(join(['credit_hold', 'pricing_mismatch'], 'proof_of_delivery')).toBeNull();
    for (const { name } of exceptionTypes) {
      if (name !== 'order_change') expect(join([name], 'order_change')).toBeNull();
    }
    expect(join([], 'credit_hold')).toBeNull();
  });
});
