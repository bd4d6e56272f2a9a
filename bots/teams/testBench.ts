/** For tests: Microsoft's login, its signing keys and a Teams connector behind one `fetch`, and a desk that remembers. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { sampleBatch } from '#cards/sampleBatch.ts';
import { sampleViews } from '#cards/sampleViews.ts';
import type { Log } from '#core/deps.ts';
import type { BatchResult, ClickResult, Desk } from '#core/desk.ts';
import { createTeams, type TeamsOptions } from './createTeams.ts';

const origin = 'https://stand-in.example';
export const appId = '0f0f0f0f-1111-4222-8333-444444444444';
export const tenant = '11111111-1111-4111-8111-111111111111';
export const serviceUrl = `${origin}/connector/`;
export const issuer = `${origin}/issuer`;
export const view = sampleViews.open;

const known = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');

interface Call {
  method: string;
  path: string;
  authorization: string | null;
  body: Record<string, unknown>;
}

/** `connector` calls in order; `tokens` counts those handed out; `fail` answers instead of the connector. */
export async function createMicrosoft(endorsements: string[] = ['msteams']) {
  const jwk = { ...(await exportJWK(known.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256', endorsements };
  const state = {
    connector: [] as Call[],
    tokens: 0,
    keyFetches: 0,
    tokenLifetime: 3600,
    keysDown: false,
    fail: null as ((call: Call) => Response) | null,
  };

  const fetchStandIn: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname === '/openid') {
      if (state.keysDown) return new Response('down', { status: 502 });
      return Response.json({ issuer, jwks_uri: `${origin}/keys` });
    }
    if (pathname === '/keys') {
      state.keyFetches++;
      return state.keysDown ? new Response('down', { status: 502 }) : Response.json({ keys: [jwk] });
    }
    if (pathname === '/login/oauth2/v2.0/token') {
      const form = new URLSearchParams(await request.text());
      if (form.get('client_secret') !== 'secret') {
        return Response.json(
          { error: 'invalid_client', error_description: 'Wrong secret.' },
          { status: 401 },
        );
      }
      state.tokens++;
      const access_token = `${form.get('scope')} #${state.tokens}`;
      return Response.json({ access_token, expires_in: state.tokenLifetime });
    }
    if (!request.url.startsWith(serviceUrl)) throw new Error(`no call to ${request.url} was expected`);
    const call = {
      method: request.method,
      path: decodeURIComponent(pathname.slice('/connector'.length)),
      authorization: request.headers.get('authorization'),
      body: (await request.json()) as Record<string, unknown>,
    };
    state.connector.push(call);
    if (state.fail) return state.fail(call);
    return Response.json({
      id: `${call.path.endsWith('/conversations') ? 'a:chat' : 'm'}${state.connector.length}`,
    });
  };

  /** A token as Teams sends it, with anything changed. */
  const sign = (
    claims: Record<string, unknown> = {},
    options: { key?: 'known' | 'stranger'; kid?: string; expiresIn?: number } = {},
  ) =>
    new SignJWT({ serviceurl: serviceUrl, iss: issuer, aud: appId, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: options.kid ?? 'k1' })
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (options.expiresIn ?? 3600))
      .sign(options.key === 'stranger' ? stranger.privateKey : known.privateKey);

  return { state, fetch: fetchStandIn, sign };
}

/** Answers every call with `result` and keeps what it was asked. */
export function createDesk(result: Partial<ClickResult> = {}) {
  const asked: unknown[][] = [];
  const click =
    (name: string) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args]);
      return { status: 'accepted', say: 'Done.', view, ...result } as ClickResult;
    };
  const desk: Desk = {
    identify: async (speaker) => (speaker.workspace === tenant ? { tenantId: 'calder', person: null } : null),
    choose: click('choose'),
    reject: click('reject'),
    ask: click('ask'),
    answer: click('answer'),
    match: click('match'),
    undo: click('undo'),
    retype: click('retype'),
    fill: click('fill'),
    chooseSeveral: async (...args) => {
      asked.push(['chooseSeveral', ...args]);
      return { status: 'accepted', say: 'Done.', view: sampleBatch, ...result } as BatchResult;
    },
    passage: async (_speaker, passageId) =>
      ['p1', 'harmony-2026#4.2'].includes(passageId)
        ? {
            link: 'https://unhold.example/passages/p1?key=k',
            passage: {
              id: 'p1',
              documentId: 'd1',
              document: 'Harmony Labs Supply Agreement',
              version: '2026',
              clause: '§4.2',
              effectiveFrom: '2026-01-01',
              effectiveTo: null,
              customerId: 'C-1001',
              text: 'Calder may ship above the credit limit.',
              start: 0,
              end: 39,
            },
          }
        : null,
    view: async (_speaker, exceptionId) => (exceptionId === view.exceptionId ? view : null),
    askable: async () => [],
  };
  return { desk, asked };
}

export async function createBench(options: Partial<TeamsOptions> = {}) {
  const microsoft = await createMicrosoft();
  const { desk, asked } = createDesk();
  const logged: { message: string; fields: unknown }[] = [];
  const goingOn: Promise<unknown>[] = [];
  const log: Log = {
    info: () => {},
    warn: (message, fields) => void logged.push({ message, fields }),
    error: (message, error) => void logged.push({ message, fields: error }),
  };
  const teams = createTeams({
    desk,
    appId,
    appPassword: 'secret',
    endpoints: {
      openIdMetadataUrl: `${origin}/openid`,
      tokenIssuer: issuer,
      loginUrl: `${origin}/login`,
      oAuthScope: `${origin}/scope`,
      serviceUrl,
    },
    allowedServiceUrls: [serviceUrl],
    fetch: microsoft.fetch,
    log,
    waitUntil: (work) => goingOn.push(work),
    ...options,
  });
  /** Sends an activity; signed as Teams would, unless `authorization` is given. */
  const send = async (body: unknown, headers: { authorization?: string | null } = {}) => {
    const authorization =
      headers.authorization === undefined ? `Bearer ${await microsoft.sign()}` : headers.authorization;
    return teams.routes.request('/messages', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    });
  };
  return { ...teams, microsoft, asked, logged, send, done: () => Promise.all(goingOn) };
}

/** An activity in the finance channel by Daniel, with anything changed. */
export const activity = (changes: Record<string, unknown> = {}) => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:daniel', name: 'Daniel Reyes' },
  recipient: { id: `28:${appId}`, name: 'Unhold' },
  conversation: {
    id: '19:finance-calder@thread.tacv2;messageid=7',
    conversationType: 'channel',
    tenantId: tenant,
  },
  channelData: { tenant: { id: tenant } },
  ...changes,
});

export const pressed = (
  verb: string,
  data: Record<string, unknown> = {},
  changes: Record<string, unknown> = {},
) =>
  activity({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: {
      action: {
        type: 'Action.Execute',
        verb,
        data: { e: view.exceptionId, v: view.version, a: verb, ...data },
      },
      trigger: 'manual',
    },
    ...changes,
  });
