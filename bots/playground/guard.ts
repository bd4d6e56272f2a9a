/** Who may talk to the playground. It can act as anyone, so everything about a request has to be right. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { isSame } from './secrets.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];
const hostOf = (authority: string): URL | null =>
  URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`) : null;

/** Only loopback names: a foreign name that was bent to 127.0.0.1 (DNS rebinding) is refused. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const authority = c.req.header('host') ?? new URL(c.req.url).host;
  const host = hostOf(authority);
  if (!host || !loopback.includes(host.hostname)) {
    return c.json({ error: 'The playground answers on loopback only: use localhost or 127.0.0.1.' }, 403);
  }
  const origin = c.req.header('origin');
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.host)) {
    return c.json({ error: 'The playground takes no requests from other origins.' }, 403);
  }
  const site = c.req.header('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') {
    // Following the printed link from elsewhere is fine; anything else from there is not.
    const isVisit = c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate';
    if (!isVisit) return c.json({ error: 'The playground takes no requests from other sites.' }, 403);
  }
  return next();
};

/** `Authorization: Bearer TOKEN`, with the token of this start. */
export const bearerOnly =
  (token: string): MiddlewareHandler =>
  async (c, next) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (given && isSame(given, token)) return next();
    const error =
      'This needs the playground token of this start, as a bearer token (see data/playground.token).';
    return c.json({ error }, 401, { 'www-authenticate': 'Bearer' });
  };

/** A form of another site cannot send JSON without asking first, and it would get no answer. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (c.req.method === 'GET' || type === 'application/json') return next();
  return c.json({ error: 'Send JSON, with content-type application/json.' }, 415);
};

export const pageHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
  crossOriginResourcePolicy: 'same-origin',
});
