/** The stand-ins' own secrets and the short-lived tickets they hand out. Nothing here opens a real product. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Secrets {
  /** A stable secret for one purpose, 64 hex digits. */
  derive(purpose: string): string;
  /** Packs plain data so that only this stand-in can have written it. Not encrypted. */
  sign(purpose: string, data: Record<string, unknown>): string;
  /** null for anything not signed here for this purpose. */
  open(purpose: string, ticket: string): Record<string, unknown> | null;
}

export function createSecrets(secret: string): Secrets {
  if (secret.length < 16) throw new Error('The playground needs a secret of at least 16 characters.');
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest();
  const tag = (purpose: string, body: string) => mac(`ticket ${purpose} ${body}`).toString('base64url');
  return {
    derive: (purpose) => mac(`secret ${purpose}`).toString('hex'),
    sign(purpose, data) {
      const body = Buffer.from(JSON.stringify(data)).toString('base64url');
      return `${body}.${tag(purpose, body)}`;
    },
    open(purpose, ticket) {
      const [body, given, ...rest] = ticket.length > 4000 ? [] : ticket.split('.');
      if (!body || !given || rest.length > 0 || !isSame(given, tag(purpose, body))) return null;
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    },
  };
}

/** Compares in constant time, whatever the lengths. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

export function randomSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
}
