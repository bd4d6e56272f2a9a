/** Short-lived, signed proofs that a link was made for one person of one tenant. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.object({ tenantId: z.string(), personId: z.string(), exp: z.number() });
type Claims = z.infer<typeof claims>;

const mac = (secret: string, body: string): Buffer => createHmac('sha256', secret).update(body).digest();

/** `exp`: seconds since 1970. */
export function signSession(secret: string, value: Claims): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${mac(secret, body).toString('base64url')}`;
}

/** null: not ours, changed, or over. */
export function readSession(secret: string, text: string | undefined, now: Date): Claims | null {
  if (!text || text.length > 1000) return null;
  const [body, signature, ...rest] = text.split('.');
  if (!body || !signature || rest.length) return null;
  const given = Buffer.from(signature, 'base64url');
  const wanted = mac(secret, body);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  try {
    const parsed = claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    return parsed.exp * 1000 > now.getTime() ? parsed : null;
  } catch {
    return null;
  }
}
