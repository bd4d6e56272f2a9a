import { describe, expect, it } from 'vitest';
import { readSession, signSession } from './session.ts';

const secret = 's'.repeat(32);
const now = new Date('2026-11-23T12:00:00Z');
const claims = { tenantId: 'calder', personId: 'maya', exp: Math.floor(now.getTime() / 1000) + 60 };

describe('a personal link', () => {
  it('says whose it is, until it is over', () => {
    const key = signSession(secret, claims);
    expect(readSession(secret, key, now)).toEqual(claims);
    expect(readSession(secret, key, new Date(now.getTime() + 61_000))).toBeNull();
  });

  it('is refused when anything of it was changed, or another secret signed it', () => {
    const key = signSession(secret, claims);
    const forged = `${Buffer.from(JSON.stringify({ ...claims, tenantId: 'brightwater' })).toString('base64url')}.${key.split('.')[1]}`;
    for (const text of [undefined, '', 'x', '.', 'a.b.c', `${key}x`, forged, 'x'.repeat(2000)]) {
      expect(readSession(secret, text, now)).toBeNull();
    }
    expect(readSession('t'.repeat(32), key, now)).toBeNull();
  });
});
