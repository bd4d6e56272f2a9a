import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/policy.ts';
import { type Clicker, type DecisionRequest, decide, type PriorDecision, type Verdict } from './decide.ts';

const policy = parsePolicy(`
currency: USD
rates: { EUR: [{ rate: "1.08", on: 2026-01-02 }, { rate: "2.00", on: 2026-12-01 }] }
roles: [rep, credit_manager, pricing_manager, controller, director]
calendar: { timeZone: America/New_York }
rules:
  - id: credit-release
    type: credit_hold
    action: release_hold
    limits: { credit_manager: "25000", controller: "250000" }
    several:
      - { above: "50000", people: 2, roles: [credit_manager, controller] }
      - { above: "100000", people: 3, roles: [rep, credit_manager, controller] }
  - id: price-small
    type: pricing_mismatch
    action: change_price
    when: { tiers: [A] }
    mode: automatic
    automaticUpTo: "100"
    limits: { pricing_manager: "5000" }
  - id: price
    type: pricing_mismatch
    action: change_price
    limits:
      pricing_manager: { upTo: "10000", marginFrom: "5" }
      rep: { upTo: "250", tiers: [A, B] }
      controller: "100000"
  - id: papers
    type: shipping_documents
    action: add_note
    limits: { director: "1000" }
    several: [{ people: 2, roles: [rep] }, { above: "100", people: 3, roles: [rep] }]
  - id: cancel-by-hand
    type: duplicate_order
    action: cancel_order
    mode: by_hand
  - id: note
    type: duplicate_order
    action: add_note
    mode: automatic
substitutes:
  - { person: daniel, by: sam, roles: [credit_manager], from: 2026-11-20, to: 2026-11-23 }
changes: { roles: [controller] }
`);

const maya: Clicker = { id: 'maya', roles: ['rep'] };
const daniel: Clicker = { id: 'daniel', roles: ['credit_manager'] };
const priya: Clicker = { id: 'priya', roles: ['controller'] };
const omar: Clicker = { id: 'omar', roles: ['controller'] };
const sam: Clicker = { id: 'sam', roles: ['rep'] };
const people = [maya, daniel, priya, omar, sam];
const now = new Date('2026-11-23T12:00:00Z');

const request = (amount: string, over: Partial<DecisionRequest> = {}): DecisionRequest => ({
  type: 'credit_hold',
  action: 'release_hold',
  amount: { amount, currency: 'USD' },
  requestedBy: null,
  enteredBy: null,
  requestedAt: '2026-11-23T09:00:00Z',
  shownHash: 'h',
  currentHash: 'h',
  ...over,
});
const price = (amount: string, over: Partial<DecisionRequest> = {}): DecisionRequest =>
  request(amount, { type: 'pricing_mismatch', action: 'change_price', ...over });
const approvalOf = ({ id, ...rest }: Clicker): PriorDecision => ({
  by: id,
  verdict: 'approve',
  at: now.toISOString(),
  ...rest,
});
const approvals = (...who: Clicker[]): PriorDecision[] => who.map(approvalOf);
const ask = (r: DecisionRequest, who: Clicker | null, history: PriorDecision[] = [], rates = {}): Verdict =>
  decide(policy, r, who, history, now, rates);

describe('one person decides', () => {
  it('up to exactly the limit of the role, and not a cent above', () => {
    expect(ask(request('25000.00'), daniel)).toEqual({ decision: 'allowed', rule: 'credit-release' });
    expect(ask(request('25000.01'), daniel)).toEqual({
      decision: 'refused',
      why: 'This is above your limit of $25,000.00.',
      whoCan: ['controller'],
      rule: 'credit-release',
    });
  });

  it('not without the role, however much they would like to', () => {
    expect(ask(request('18420.00'), maya)).toMatchObject({
      decision: 'refused',
      why: 'Your role does not decide this.',
      whoCan: ['credit_manager', 'controller'],
    });
    expect(ask(request('1'), { id: 'eve', roles: ['constructor', '__proto__', 'toString'] }).decision).toBe(
      'refused',
    );
  });

  it('with the roles of today, not those of yesterday', () => {
    expect(ask(request('100'), { id: 'daniel', roles: [] }).decision).toBe('refused');
  });

  it('within their own limit where it is lower than the role', () => {
    expect(ask(request('1000.01'), { ...daniel, limit: '1000' })).toMatchObject({
      decision: 'refused',
      why: 'This is above your limit of $1,000.00.',
    });
    expect(ask(request('1000.00'), { ...daniel, limit: '1000' }).decision).toBe('allowed');
  });

  it('on a negative amount as on the positive one', () => {
    expect(ask(request('-25000.01'), daniel).decision).toBe('refused');
  });

  it('not about an order they entered, and not about what they asked for', () => {
    expect(ask(request('100', { enteredBy: 'daniel' }), daniel)).toMatchObject({
      decision: 'refused',
      why: 'You entered this order; somebody else decides about it.',
    });
    expect(ask(request('100', { requestedBy: 'daniel' }), daniel)).toMatchObject({
      decision: 'refused',
      why: 'You asked for this; somebody else decides about it.',
    });
  });

  it('by margin and tier where the policy says so, and an unknown one is not within', () => {
    const tessa = { id: 'tessa', roles: ['pricing_manager'] };
    expect(ask(price('9000', { marginPercent: '5.0' }), tessa).decision).toBe('allowed');
    expect(ask(price('9000', { marginPercent: '4.9' }), tessa)).toMatchObject({
      why: 'The margin of 4.9 % is below the 5 % from which your role decides.',
      whoCan: ['controller'],
    });
    expect(ask(price('9000'), tessa)).toMatchObject({ decision: 'refused' });
    expect(ask(price('200', { customerTier: 'B' }), maya).decision).toBe('allowed');
    expect(ask(price('200', { customerTier: 'C' }), maya)).toMatchObject({
      why: 'Your role decides this only for customers of tier A, B.',
    });
  });
});

describe('before anybody is asked', () => {
  it('settled, expired and stale are said in this order', () => {
    const all = { settled: true, expiresAt: now.toISOString(), currentHash: 'other' };
    expect(ask(request('1', all), daniel).decision).toBe('already_settled');
    expect(ask(request('1', { ...all, settled: false }), daniel).decision).toBe('expired');
    expect(ask(request('1', { currentHash: 'other' }), daniel).decision).toBe('stale');
  });

  it('a request ends exactly when its time is over', () => {
    const asked = (at: string) => ask(request('1', { requestedAt: at }), daniel).decision;
    expect(asked('2026-11-20T12:00:00.000Z')).toBe('expired');
    expect(asked('2026-11-20T12:00:00.001Z')).toBe('allowed');
    expect(ask(request('1', { requestedAt: 'yesterday' }), daniel).decision).toBe('expired');
  });

  it('a rejection or enough approvals settle it', () => {
    const no: PriorDecision = { by: 'omar', verdict: 'reject', at: now.toISOString() };
    expect(ask(request('1'), daniel, [no]).decision).toBe('already_settled');
    expect(ask(request('1'), priya, approvals(daniel)).decision).toBe('already_settled');
    expect(ask(request('60000'), omar, approvals(daniel, priya)).decision).toBe('already_settled');
  });

  it('what the policy does by itself, it does up to its limit and under its conditions', () => {
    expect(ask(price('100.00', { customerTier: 'A' }), null)).toEqual({
      decision: 'automatic',
      rule: 'price-small',
    });
    expect(ask(price('100.00', { customerTier: 'A' }), maya).decision).toBe('automatic');
    expect(ask(price('100.01', { customerTier: 'A' }), null)).toMatchObject({
      decision: 'refused',
      whoCan: ['pricing_manager'],
    });
    expect(ask(price('100.00', { customerTier: 'B' }), null).decision).toBe('refused');
    expect(ask(request('1', { type: 'duplicate_order', action: 'add_note' }), null).decision).toBe(
      'automatic',
    );
  });

  it('what no rule speaks of, or a rule leaves to people, is done by hand', () => {
    expect(ask(request('1', { action: 'cancel_order' }), priya)).toMatchObject({
      decision: 'by_hand',
      rule: null,
    });
    expect(ask(request('1', { type: 'duplicate_order', action: 'cancel_order' }), priya)).toMatchObject({
      decision: 'by_hand',
      rule: 'cancel-by-hand',
    });
  });

  it('a change of policy is confirmed by those whom the policy names, never by its author', () => {
    const adopt = request('0', { type: 'policy_change', action: 'adopt_policy', requestedBy: 'omar' });
    expect(ask(adopt, priya)).toEqual({ decision: 'allowed', rule: 'changes' });
    expect(ask(adopt, omar).decision).toBe('refused');
    expect(ask(adopt, daniel)).toMatchObject({ decision: 'refused', whoCan: ['controller'] });
  });
});

describe('several people decide', () => {
  it('above the threshold, one of them within the limits', () => {
    expect(ask(request('50000.00'), priya).decision).toBe('allowed');
    expect(ask(request('50000.01'), daniel)).toEqual({
      decision: 'needs_second',
      why: 'Your approval counts; one more person decides.',
      whoCan: ['controller'],
      rule: 'credit-release',
    });
    expect(ask(request('50000.01'), priya)).toMatchObject({
      decision: 'needs_second',
      whoCan: ['credit_manager', 'controller'],
    });
    expect(ask(request('64180.00'), priya, approvals(daniel)).decision).toBe('allowed');
    expect(ask(request('64180.00'), daniel, approvals(priya)).decision).toBe('allowed');
  });

  it('always, where the policy names no amount', () => {
    const papers = (amount: string) => request(amount, { type: 'shipping_documents', action: 'add_note' });
    const director = { id: 'dora', roles: ['director'] };
    expect(ask(papers('0'), director)).toMatchObject({
      decision: 'needs_second',
      whoCan: ['rep', 'director'],
    });
    expect(ask(papers('100'), maya, approvals(director)).decision).toBe('allowed');
    expect(ask(papers('100.01'), maya, approvals(director)).decision).toBe('needs_second');
  });

  it('the last one brings the authority that nobody had before', () => {
    const dora = { id: 'dora', roles: ['credit_manager'] };
    expect(ask(request('64180.00'), dora, approvals(daniel))).toMatchObject({
      decision: 'refused',
      whoCan: ['controller'],
    });
    expect(ask(request('120000'), dora, approvals(daniel))).toMatchObject({
      decision: 'needs_second',
      whoCan: ['controller'],
    });
    expect(ask(request('120000'), maya, approvals(daniel, dora)).decision).toBe('refused');
    expect(ask(request('120000'), maya, approvals(daniel, priya)).decision).toBe('allowed');
  });

  it('an approval of which only name and time are told was allowed, and counts as such everywhere', () => {
    const told = ({ id }: Clicker): PriorDecision => ({
      by: id,
      verdict: 'approve',
      at: now.toISOString(),
    });
    expect(ask(request('60000'), priya)).toMatchObject({
      decision: 'needs_second',
      whoCan: ['credit_manager', 'controller'],
    });
    expect(ask(request('60000'), daniel, [told(priya)]).decision).toBe('allowed');
    expect(ask(request('60000'), omar, [told(priya)]).decision).toBe('allowed');
    expect(ask(request('60000'), priya, [told(priya)]).decision).toBe('refused');
    expect(ask(request('120000'), daniel, [told(priya)])).toMatchObject({
      decision: 'needs_second',
      whoCan: ['rep', 'credit_manager', 'controller'],
    });
    expect(ask(request('120000'), maya, [told(priya), told(daniel)]).decision).toBe('allowed');
    expect(ask(request('60000'), omar, [told(priya), told(daniel)]).decision).toBe('already_settled');
  });

  it('says so when nobody could complete it', () => {
    expect(ask(request('300000'), daniel)).toMatchObject({
      decision: 'needs_second',
      why: "Your approval counts; 2 more people decide, and nobody's limit covers this amount.",
      whoCan: [],
    });
  });

  it('counts nobody twice', () => {
    expect(ask(request('64180.00'), priya, approvals(priya))).toMatchObject({
      decision: 'refused',
      why: 'Your approval is in; a second person decides now.',
    });
    expect(ask(request('120000'), omar, approvals(priya, priya)).decision).toBe('needs_second');
  });
});

describe('a substitute', () => {
  const forDaniel: Clicker = { ...sam, actingFor: 'daniel' };

  it('decides with what is lent, on the days it is lent, up to its limit', () => {
    expect(ask(request('25000'), forDaniel).decision).toBe('allowed');
    expect(ask(request('25000.01'), forDaniel)).toMatchObject({ decision: 'refused' });
    expect(ask(request('25000'), sam).decision).toBe('refused');
    expect(ask(request('25000'), { ...omar, actingFor: 'daniel' })).toMatchObject({
      decision: 'refused',
      why: 'The policy does not name you as a substitute for daniel today.',
    });
  });

  it('until the end of the last day where the company is', () => {
    const over = { expiresAt: '2027-01-01T00:00:00Z' };
    const at = (iso: string) => decide(policy, request('1', over), forDaniel, [], new Date(iso), {}).decision;
    expect(at('2026-11-24T04:59:59Z')).toBe('allowed');
    expect(at('2026-11-24T05:00:00Z')).toBe('refused');
  });

  it('is one with the person they act for', () => {
    expect(ask(request('64180.00'), forDaniel, approvals(daniel))).toMatchObject({ decision: 'refused' });
    expect(ask(request('64180.00'), daniel, approvals(forDaniel))).toMatchObject({ decision: 'refused' });
    expect(ask(request('120000'), sam, approvals(forDaniel))).toMatchObject({ decision: 'refused' });
    expect(ask(request('120000'), omar, approvals(daniel, forDaniel)).decision).toBe('needs_second');
  });

  it('may no more than the person may at this moment', () => {
    const standsFor = (represented: Clicker['represented']): Clicker => ({
      ...forDaniel,
      represented: represented!,
    });
    const { roles } = daniel;
    expect(ask(request('25000'), standsFor({ roles })).decision).toBe('allowed');
    expect(ask(request('100'), standsFor({ roles, limit: '100' })).decision).toBe('allowed');
    expect(ask(request('100.01'), standsFor({ roles, limit: '100' }))).toMatchObject({
      decision: 'refused',
      why: 'This is above your limit of $100.00.',
    });
    expect(ask(request('50.01'), { ...standsFor({ roles, limit: '100' }), limit: '50' }).decision).toBe(
      'refused',
    );
    // A role that the person has and does not lend is not the substitute's.
    expect(ask(request('25000.01'), standsFor({ roles: [...roles, 'controller'] })).decision).toBe('refused');
    expect(ask(request('1'), standsFor({ roles: ['rep'] }))).toMatchObject({
      decision: 'refused',
      why: 'daniel has none of the roles any more in which you stand in for them.',
      whoCan: ['credit_manager', 'controller'],
    });
    const before = approvals(standsFor({ roles, limit: '100' }));
    expect(ask(request('60000'), { id: 'dora', roles }, before).decision).toBe('refused');
    expect(ask(request('60000'), omar, before).decision).toBe('allowed');
  });

  it('does not decide what the person may not', () => {
    expect(ask(request('100', { enteredBy: 'daniel' }), forDaniel).decision).toBe('refused');
    expect(ask(request('100', { requestedBy: 'sam' }), forDaniel).decision).toBe('refused');
  });
});

describe('another currency', () => {
  const euro = (amount: string): DecisionRequest => request('0', { amount: { amount, currency: 'EUR' } });

  it('is converted by the latest rate that is not in the future, and is not rounded', () => {
    expect(ask(euro('23148.14'), daniel).decision).toBe('allowed');
    expect(ask(euro('23148.15'), daniel).decision).toBe('refused');
  });

  it('by the rates that are given, in either direction', () => {
    expect(ask(euro('25000'), daniel, [], { 'EUR/USD': '1.00' }).decision).toBe('allowed');
    expect(ask(euro('12500.01'), daniel, [], { 'USD/EUR': '0.5' }).decision).toBe('refused');
    expect(ask(euro('12500'), daniel, [], { 'USD/EUR': '0.5' }).decision).toBe('allowed');
  });

  it('is refused where there is no rate, naming both', () => {
    expect(ask(request('0', { amount: { amount: '1.00', currency: 'GBP' } }), priya)).toMatchObject({
      decision: 'refused',
      why: expect.stringContaining('from GBP to USD'),
      whoCan: [],
    });
  });
});

const cents = fc.integer({ min: 0, max: 40_000_000 });
const money = (n: number): string => (n / 100).toFixed(2);
const anyone = fc.constantFrom(...people);
const may = ({ decision }: Verdict): boolean => decision === 'allowed' || decision === 'automatic';

/** Lets people click one after the other, as the desk does. */
function clicks(r: DecisionRequest, who: Clicker[]): 'allowed' | 'open' {
  const history: PriorDecision[] = [];
  for (const one of who) {
    const { decision } = ask(r, one, history);
    if (decision === 'allowed') return 'allowed';
    if (decision === 'needs_second') history.push(approvalOf(one));
  }
  return 'open';
}

describe('whatever the amount and whoever clicks', () => {
  it('who may decide more may decide less', () => {
    fc.assert(
      fc.property(cents, cents, anyone, (a, b, who) => {
        if (may(ask(request(money(Math.max(a, b))), who)))
          expect(may(ask(request(money(Math.min(a, b))), who))).toBe(true);
      }),
    );
  });

  it('nothing is allowed without a person whose limit covers it, nor with one person too few', () => {
    fc.assert(
      fc.property(cents, anyone, fc.subarray(people), (amount, who, before) => {
        if (ask(request(money(amount)), who, approvals(...before)).decision !== 'allowed') return;
        const all = [...before, who];
        const reach = Math.max(
          ...all.map((p) =>
            p.roles.includes('controller') ? 25_000_000 : p.roles.includes('credit_manager') ? 2_500_000 : 0,
          ),
        );
        expect(reach).toBeGreaterThanOrEqual(amount);
        expect(new Set(all.map((p) => p.id)).size).toBe(all.length);
        expect(all.length).toBeGreaterThanOrEqual(amount > 10_000_000 ? 3 : amount > 5_000_000 ? 2 : 1);
      }),
    );
  });

  it('the order of approvals does not matter', () => {
    const orders = fc
      .subarray(people)
      .chain((who) => fc.tuple(fc.constant(who), fc.shuffledSubarray(who, { minLength: who.length })));
    fc.assert(
      fc.property(cents, orders, (amount, [who, other]) => {
        expect(clicks(request(money(amount)), other)).toBe(clicks(request(money(amount)), who));
      }),
    );
  });

  it('the history may be told in any order', () => {
    fc.assert(
      fc.property(
        cents,
        anyone,
        fc.shuffledSubarray([...people, { ...sam, actingFor: 'daniel' }]),
        (amount, who, before) => {
          const history = approvals(...before);
          expect(ask(request(money(amount)), who, history.toReversed())).toEqual(
            ask(request(money(amount)), who, history),
          );
        },
      ),
    );
  });

  it('neither who asked, nor who entered it, nor who has no role, nor who comes too late decides', () => {
    fc.assert(
      fc.property(cents, anyone, fc.subarray(people), (amount, who, before) => {
        const history = approvals(...before);
        const never = [
          ask(request(money(amount), { requestedBy: who.id }), who, history),
          ask(request(money(amount), { enteredBy: who.id }), who, history),
          ask(request(money(amount)), { ...who, roles: [] }, history),
          ask(request(money(amount), { expiresAt: now.toISOString() }), who, history),
        ];
        for (const { decision } of never)
          expect(['allowed', 'automatic', 'needs_second']).not.toContain(decision);
      }),
    );
  });

  it('is the same in the currency of the policy and in another', () => {
    fc.assert(
      fc.property(cents, anyone, (amount, who) => {
        const foreign = request('0', { amount: { amount: money(amount), currency: 'CHF' } });
        const there = ask(foreign, who, [], { 'CHF/USD': '1.25' });
        expect(ask(foreign, who, [], { 'USD/CHF': '0.8' })).toEqual(there);
        expect(ask(request((amount / 80).toFixed(4)), who)).toEqual(there);
      }),
    );
  });

  it('is answered in less than a millisecond', () => {
    const start = performance.now();
    for (let n = 0; n < 2_000; n++)
      ask(request(money(n * 10_000)), people[n % people.length]!, approvals(priya));
    expect((performance.now() - start) / 2_000).toBeLessThan(1);
  });
});
