/**
 * Proves that a request comes from Microsoft's Bot Connector for this bot, before its body is read.
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 */
import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import type { TeamsEndpoints } from './endpoints.ts';

export type TokenCheck =
  /** `serviceUrl`: the one the token vouches for; the activity must name exactly it. */
  | { status: 'ok'; serviceUrl: string }
  | { status: 'refused'; reason: string }
  /** The signing keys could not be read: nothing is known about the request. */
  | { status: 'unavailable'; reason: string };

const metadata = z.object({ jwks_uri: z.url() });
const hour = 3_600_000;
const timeoutMs = 5_000;

/** Microsoft renews its keys within a day of announcing them; a key not yet known is looked up at most every 30 s. */
const keyAgeMs = 12 * hour;

/** Microsoft's keys as last read. Plain data, so that a Worker can keep it between requests. */
export interface KeyMemory {
  keysUri?: string;
  keys?: JWKSCacheInput;
}

export function createTokenCheck(options: {
  appId: string;
  endpoints: Pick<TeamsEndpoints, 'openIdMetadataUrl' | 'tokenIssuer'>;
  fetch: typeof fetch;
  memory?: KeyMemory;
}): (authorization: string | undefined) => Promise<TokenCheck> {
  const { appId, endpoints, memory = {} } = options;
  type Keys = JWTVerifyGetKey & { jwks(): { keys: Record<string, unknown>[] } | undefined };
  let held: Keys | null = null;

  /** Only what has arrived is shared: on Workers a request that waits for another request's call may wait for ever. */
  const keys = async (): Promise<Keys> => {
    if (held) return held;
    memory.keysUri ??= await readKeysUri();
    memory.keys ??= {};
    held = createRemoteJWKSet(new URL(memory.keysUri), {
      [customFetch]: (url, init) => options.fetch(url, init),
      [jwksCache]: memory.keys,
      cacheMaxAge: keyAgeMs,
      timeoutDuration: timeoutMs,
    }) as Keys;
    return held;
  };

  const readKeysUri = async (): Promise<string> => {
    const response = await options.fetch(endpoints.openIdMetadataUrl, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`the OpenID metadata answered ${response.status}`);
    return metadata.parse(await response.json()).jwks_uri;
  };

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) return { status: 'refused', reason: 'no bearer token' };
    try {
      // What the token itself says wrong costs no look-up of keys.
      if (decodeProtectedHeader(token).alg !== 'RS256') return { status: 'refused', reason: 'algorithm' };
      if (decodeJwt(token).iss !== endpoints.tokenIssuer) return { status: 'refused', reason: 'issuer' };
    } catch {
      return { status: 'refused', reason: 'not a JWT' };
    }
    try {
      const jwks = await keys();
      const { payload, protectedHeader } = await jwtVerify(token, jwks, {
        algorithms: ['RS256'],
        issuer: endpoints.tokenIssuer,
        audience: appId,
        clockTolerance: 300,
        requiredClaims: ['exp', 'serviceurl'],
      });
      const endorsements = jwks.jwks()?.keys.find((key) => key['kid'] === protectedHeader.kid)?.[
        'endorsements'
      ];
      if (Array.isArray(endorsements) && endorsements.length > 0 && !endorsements.includes('msteams')) {
        return { status: 'refused', reason: 'the signing key is not endorsed for Teams' };
      }
      const serviceUrl = payload['serviceurl'];
      if (typeof serviceUrl !== 'string') return { status: 'refused', reason: 'serviceurl claim' };
      return { status: 'ok', serviceUrl };
    } catch (error) {
      if (isUnavailable(error)) return { status: 'unavailable', reason: String(error) };
      return { status: 'refused', reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** jose says with its own plain code that the key set did not answer 200; everything it says of a token has a code. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  );
}
