import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/policy.ts';
import { type Colleague, type DecisionRequest, decide, type PriorDecision } from './decide.ts';

const policy = parsePolicy(`
currency: USD
rates: { EUR: { rate: "1.08", on: 2026-01-02 } }
roles: [rep, credit_manager, controller]
rules:
  - id: credit-release
    type: credit_hold
    action: release_hold
    limits: { credit_manager: "25000", controller: "250000" }
    second: { above: "50000", roles: [credit_manager, controller] }
`);

const maya: Colleague = { id: 'maya', name: 'Maya', roles: ['rep'] };
const daniel: Colleague = { id: 'daniel', name: 'Daniel', roles: ['credit_manager'] };
const priya: Colleague = { id: 'priya', name: 'Priya', roles: ['controller'] };
const omar: Colleague = { id: 'omar', name: 'Omar', roles: ['controller'] };
const people = [maya, daniel, priya, omar];
const now = new Date('2026-11-23T12:00:00Z');

const request = (amount: string, over: Partial<DecisionRequest> = {}): DecisionRequest => ({
  type: 'credit_hold',
  action: 'release_hold',
  amount: { amount, currency: 'USD' },
  enteredBy: null,
  shownHash: 'h',
  currentHash: 'h',
  settled: false,
  expiresAt: '2026-11-26T12:00:00Z',
  ...over,
});
const approve = (...ids: string[]): PriorDecision[] => ids.map((by) => ({ by, verdict: 'approve' }));
const ask = (r: DecisionRequest, who: Colleague, history: PriorDecision[] = []) =>
  decide(policy, r, who, history, now, people);

describe('who may decide', () => {
  it('lets a person decide up to exactly the limit of the role, and not a cent above', () => {
    expect(ask(request('25000.00'), daniel).decision).toBe('allowed');
    expect(ask(request('25000.01'), daniel)).toMatchObject({
      decision: 'refused',
      whoCan: ['Priya', 'Omar'],
    });
  });

  it('names who can when a person may not', () => {
    expect(ask(request('18420.00'), maya)).toMatchObject({
      decision: 'refused',
      whoCan: ['Daniel', 'Priya', 'Omar'],
    });
  });

  it('asks for two distinct people above the threshold, one of them within the limits', () => {
    expect(ask(request('50000.00'), priya).decision).toBe('allowed');
    expect(ask(request('64180.00'), daniel)).toMatchObject({
      decision: 'needs_second',
      whoCan: ['Priya', 'Omar'],
    });
    expect(ask(request('64180.00'), priya, approve('daniel')).decision).toBe('allowed');
    expect(ask(request('64180.00'), daniel, approve('priya')).decision).toBe('allowed');
    expect(ask(request('64180.00'), priya, approve('priya')).decision).toBe('refused');
  });

  it('converts by the dated rate, and refuses where there is none', () => {
    const eur = { amount: { amount: '23148.14', currency: 'EUR' } };
    expect(ask(request('0', eur), daniel).decision).toBe('allowed');
    expect(ask(request('0', { amount: { amount: '23148.16', currency: 'EUR' } }), daniel).decision).toBe(
      'refused',
    );
    expect(ask(request('0', { amount: { amount: '1.00', currency: 'GBP' } }), priya)).toMatchObject({
      decision: 'refused',
      whoCan: [],
    });
  });

  it('refuses the person who entered the order', () => {
    expect(ask(request('100', { enteredBy: 'daniel' }), daniel)).toMatchObject({
      decision: 'refused',
      whoCan: ['Priya', 'Omar'],
    });
  });

  it("keeps to a person's own limit below the role's", () => {
    const careful = { ...daniel, limit: '1000' };
    expect(decide(policy, request('1000.01'), careful, [], now, [careful]).decision).toBe('refused');
    expect(decide(policy, request('1000.00'), careful, [], now, [careful]).decision).toBe('allowed');
  });

  it('says settled, expired and stale before anything else', () => {
    expect(ask(request('1', { settled: true }), daniel).decision).toBe('already_settled');
    expect(ask(request('1', { expiresAt: now.toISOString() }), daniel).decision).toBe('expired');
    expect(ask(request('1', { currentHash: 'other' }), daniel).decision).toBe('stale');
  });

  it('leaves to people what no rule speaks of', () => {
    expect(ask(request('1', { action: 'cancel_order' }), priya).decision).toBe('by_hand');
  });

  it('never allows on a history without a person whose limit covers the amount', () => {
    const anyone = fc.constantFrom(...people);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000_000 }),
        anyone,
        fc.subarray(people),
        (cents, who, before) => {
          const amount = (cents / 100).toFixed(2);
          const verdict = ask(request(amount), who, approve(...before.map((p) => p.id)));
          if (verdict.decision !== 'allowed') return;
          const limit = (p: Colleague) =>
            p.roles.includes('controller') ? 250_000 : p.roles.includes('credit_manager') ? 25_000 : 0;
          const all = [...before, who];
          expect(Math.max(...all.map(limit))).toBeGreaterThanOrEqual(cents / 100);
          expect(before.some((p) => p.id === who.id)).toBe(false);
          if (cents > 5_000_000) expect(new Set(all.map((p) => p.id)).size).toBeGreaterThanOrEqual(2);
          expect(all.at(-1)?.roles).not.toContain('rep');
        },
      ),
    );
  });
});
