/** The Hono app: the doors that the composition root hands in, passages, and health. Runs on Node and on Workers. */
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { readPassage } from './createDesk.ts';
import type { Deps } from './deps.ts';
import { passagePage, signInPage } from './passagePage.ts';
import { readSession } from './session.ts';
import { tokenHash } from './setup/company.ts';
import { inTenant } from './store/database.ts';

export interface AppOptions {
  deps: Deps;
  /** Routes of bots and playground, with the path they are mounted at. */
  doors: { path: string; routes: Hono }[];
  sessionSecret: string;
  /** Opens the details of /readyz and the command line's way in. */
  adminToken: string;
  /** Probes beyond database, ERPs, surfaces, knowledge and model. */
  probes?: Record<string, () => Promise<string>>;
}

export const SESSION_COOKIE = 'unhold_session';

export function createApp({ deps, doors, sessionSecret, adminToken, probes = {} }: AppOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const parts = await probeAll(deps, probes);
    const ok = parts.every((part) => part.ok);
    const told = sameToken(c.req.header('authorization'), adminToken);
    return c.json(told ? { ok, parts } : { ok }, ok ? 200 : 503);
  });
  app.get(
    '/passages/:id',
    secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"] } }),
    async (c) => {
      const now = new Date();
      const key = c.req.query('key');
      if (key) {
        if (!readSession(sessionSecret, key, now)) return c.html(signInPage('This link has expired.'), 401);
        setCookie(c, SESSION_COOKIE, key, {
          httpOnly: true,
          sameSite: 'Lax',
          path: '/',
          secure: deps.secureCookies,
        });
        // The key leaves the address bar and the history.
        return c.redirect(c.req.path);
      }
      const session = readSession(sessionSecret, getCookie(c, SESSION_COOKIE), now);
      if (!session) return c.html(signInPage('This page is for people of the company.'), 401);
      const found = await inTenant(deps.database, session.tenantId, async (tx) => {
        const passage = await readPassage(tx, c.req.param('id'));
        const [document] = passage
          ? await tx.rows<{ text: string }>(
              sql`select text from unhold.document where document_id = ${passage.documentId}`,
            )
          : [];
        return passage && document ? { passage, text: document.text } : null;
      });
      if (!found) return c.html(signInPage('There is no such passage in your company.'), 404);
      return c.html(passagePage(found.passage, found.text));
    },
  );
  for (const { path, routes } of doors) app.route(path, routes);
  app.notFound((c) => c.json({ error: `There is nothing at ${c.req.path}.` }, 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    deps.log.error('request failed', error, { path: c.req.path });
    return c.json({ error: 'The request failed on our side; nothing was lost. Try again.' }, 500);
  });
  return app;
}

/** Compares a bearer header with a token in constant time. */
export function sameToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(tokenHash(header?.replace(/^Bearer /, '') ?? ''));
  return timingSafeEqual(given, Buffer.from(tokenHash(token)));
}

export interface Probe {
  part: string;
  ok: boolean;
  says: string;
}

/** Asks each part whether it can work; none waits longer than three seconds. */
export async function probeAll(deps: Deps, more: Record<string, () => Promise<string>>): Promise<Probe[]> {
  const connections = await deps.connections().catch(() => []);
  const parts: [string, () => Promise<string>][] = [
    [
      'database',
      async () => {
        await deps.database.orm.execute(sql`select 1`);
        return deps.database.engine === 'pglite' ? 'Embedded PostgreSQL (PGlite).' : 'PostgreSQL.';
      },
    ],
    ...connections.map(({ tenantId, connectionId }): [string, () => Promise<string>] => [
      `erp ${connectionId}`,
      async () => (await deps.erp(tenantId, connectionId)).probe(),
    ]),
    ...deps.surfaces.map((s): [string, () => Promise<string>] => [s.surface, () => s.probe()]),
    ...(deps.mailer.probe
      ? [['mail out', () => deps.mailer.probe!()] as [string, () => Promise<string>]]
      : []),
    ['knowledge', () => deps.knowledge.probe()],
    [
      'model',
      async () => (deps.model ? deps.model.probe() : 'No model is configured; templates write the reasons.'),
    ],
    ...Object.entries(more),
  ];
  return Promise.all(
    parts.map(async ([part, probe]) => {
      const late = new Promise<never>((_, fail) =>
        setTimeout(fail, 3000, new Error('no answer within 3 s')).unref?.(),
      );
      try {
        return { part, ok: true, says: await Promise.race([probe(), late]) };
      } catch (error) {
        return { part, ok: false, says: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
