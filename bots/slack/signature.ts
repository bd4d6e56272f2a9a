/** Slack's request signing, docs.slack.dev/authentication/verifying-requests-from-slack. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const maxSkewSeconds = 5 * 60;

export type Verdict = 'valid' | 'missing' | 'expired' | 'wrong';

/**
 * Checks a raw body against its headers, in constant time. `now` is real time: a stand-in clock must not make old
 * requests valid. Timestamps from the future are as suspicious as old ones.
 */
export function verifySignature(
  signingSecret: string,
  request: { body: Uint8Array; timestamp: string | undefined; signature: string | undefined },
  now: Date,
): Verdict {
  const { body, timestamp, signature } = request;
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return 'missing';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > maxSkewSeconds) return 'expired';
  const expected = Buffer.from(sign(signingSecret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'valid' : 'wrong';
}

/** The signature header of a request; the stand-in and tests sign with it too. `timestamp` in seconds. */
export function sign(signingSecret: string, timestamp: string, body: string | Uint8Array): string {
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return `v0=${digest}`;
}
