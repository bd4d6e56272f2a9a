import { describe, expect, it } from 'vitest';
import { changers, channelsFor, dueAt, escalationFor, expiresAt, undoUntil } from './levels.ts';
import { parsePolicy } from './policy.ts';

const policy = parsePolicy(`
currency: USD
rates: { EUR: { rate: "1.10", on: 2026-01-02 } }
roles: [rep, controller]
expiry: 3d
undo: 30m clock
rules:
  - { id: release, type: credit_hold, action: release_hold, limits: { controller: "100" } }
  - { id: cancel, type: duplicate_order, action: cancel_order, limits: { rep: "100" }, undo: 0m }
serviceLevels:
  - { type: [credit_hold, carrier_disruption], priority: high, within: 2h }
  - { within: 1d }
escalation:
  - { type: credit_hold, steps: [{ after: 4h, do: remind, repeat: 4h }] }
routing:
  - { type: credit_hold, company: calder-eu, channels: [finanzen] }
  - { type: credit_hold, from: "1000", channels: [finance, orders] }
changes: { roles: [controller] }
`);
// Friday 15:00 in Chicago.
const friday = new Date('2026-11-20T21:00:00Z');
const zone = 'America/Chicago';

describe('what a policy promises', () => {
  it('is due by type and priority, in working time of the company', () => {
    expect(dueAt(policy, zone, 'credit_hold', 'high', friday)?.toISOString()).toBe(
      '2026-11-20T23:00:00.000Z',
    );
    expect(dueAt(policy, zone, 'credit_hold', 'low', friday)?.toISOString()).toBe('2026-11-23T21:00:00.000Z');
    expect(dueAt({ ...policy, serviceLevels: [] }, zone, 'credit_hold', 'low', friday)).toBeNull();
  });

  it('ends, escalates and can be undone', () => {
    expect(expiresAt(policy, zone, friday).toISOString()).toBe('2026-11-25T21:00:00.000Z');
    expect(escalationFor(policy, 'credit_hold')).toMatchObject([{ after: '4h', do: 'remind', repeat: '4h' }]);
    expect(escalationFor(policy, 'duplicate_order')).toEqual([]);
    expect(undoUntil(policy, zone, 'release', friday)?.toISOString()).toBe('2026-11-20T21:30:00.000Z');
    expect(undoUntil(policy, zone, 'cancel', friday)).toBeNull();
    expect(changers(policy)).toEqual(['controller']);
  });

  it('goes to the channels of the first routing that fits, else to all', () => {
    const route = (connectionId: string | null, amount: string, currency = 'USD', type = 'credit_hold') =>
      channelsFor(policy, { type, connectionId, amount: { amount, currency } }, {});
    expect(route('calder-eu', '1')).toEqual(['finanzen']);
    expect(route('calder-us', '1000')).toEqual(['finance', 'orders']);
    expect(route('calder-us', '909.09', 'EUR')).toBeNull();
    expect(route('calder-us', '909.10', 'EUR')).toEqual(['finance', 'orders']);
    expect(route(null, '1', 'GBP')).toEqual(['finance', 'orders']);
    expect(route('calder-us', '5000', 'USD', 'duplicate_order')).toBeNull();
  });
});
