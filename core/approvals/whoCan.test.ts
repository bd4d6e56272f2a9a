import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/policy.ts';
import type { DecisionRequest } from './decide.ts';
import { type Colleague, decideAs, historyOf, whoCanDecide } from './whoCan.ts';

const policy = parsePolicy(`
currency: USD
roles: [rep, controller]
rules:
  - id: release
    type: credit_hold
    action: release_hold
    limits: { controller: "1000" }
    several: [{ above: "500", people: 2, roles: [rep] }]
substitutes:
  - { person: carla, by: sam, roles: [controller], from: 2026-11-01, to: 2026-11-30 }
`);
const now = new Date('2026-11-23T12:00:00Z');
const request = (amount: string): DecisionRequest => ({
  type: 'credit_hold',
  action: 'release_hold',
  amount: { amount, currency: 'USD' },
  requestedBy: null,
  enteredBy: null,
  requestedAt: now.toISOString(),
  shownHash: '',
  currentHash: '',
});
const carla: Colleague = { id: 'carla', name: 'Carla', roles: ['controller'] };
const sam: Colleague = { id: 'sam', name: 'Sam', roles: ['rep'] };
const maya: Colleague = { id: 'maya', name: 'Maya', roles: ['rep'] };

const whoCan = (amount: string, ...people: Colleague[]): string[] =>
  whoCanDecide(policy, request(amount), people, [], now, {}).map(({ name }) => name);

describe('a substitute', () => {
  it('decides what the person could decide today, and no more', () => {
    expect(whoCan('400', carla, sam)).toEqual(['Carla', 'Sam']);
    expect(whoCan('400', { ...carla, limit: '100' }, sam)).toEqual([]);
    expect(whoCan('100', { ...carla, limit: '100' }, sam)).toEqual(['Carla', 'Sam']);
    expect(whoCan('100', { ...carla, roles: ['rep'] }, sam)).toEqual([]);
  });

  it('decides nothing for somebody who is no longer here', () => {
    expect(whoCan('100', sam)).toEqual([]);
  });

  it('is remembered with the rights that were lent, whatever the person loses later', () => {
    const people = [{ ...carla, limit: '800' }, sam, maya];
    const { verdict, actingFor, rights } = decideAs(policy, request('700'), sam, people, [], now, {});
    // In their own right a rep only stands beside a controller.
    expect([verdict.decision, actingFor]).toEqual(['needs_second', null]);
    const small = decideAs(policy, request('400'), sam, people, [], now, {});
    expect(small).toMatchObject({
      verdict: { decision: 'allowed' },
      actingFor: 'carla',
      rights: { roles: ['controller'], limit: '800' },
    });
    const at = now.toISOString();
    const asRep = historyOf([{ by: 'sam', at, actingFor, ...rights }]);
    const lent = historyOf([{ by: 'sam', at, actingFor: 'carla', ...small.rights }]);
    const second = (history: typeof lent) =>
      decideAs(policy, request('700'), maya, [sam, maya], history, now, {}).verdict.decision;
    expect(second(asRep)).toBe('refused');
    expect(second(lent)).toBe('allowed');
  });
});
