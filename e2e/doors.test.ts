/** Who may come in, by every door there is. What is refused leaves nothing behind. */
import { request as httpRequest } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSetting } from '#core/store/settings.ts';
import { type Chat, listenIn, slackPress } from './support/chat.ts';
import { type RunningProduct, startProduct } from './support/product.ts';
import { countRows, type Rows } from './support/rest.ts';

/** Everything that answers without credentials, each with its reason. A new route is not on it. */
const open: Record<string, string> = {
  'GET /healthz': 'says that the process takes work',
  'GET /readyz': 'says ready or not; the details need the token',
  'GET /': 'the page without data; its API needs the token',
  'GET /playground/:file{[a-z]+\\.(?:js|css|svg)}': 'files of the page',
  'GET /stand-in/teams/.well-known/openidconfiguration': 'public keys, as Microsoft publishes its own',
  'GET /stand-in/teams/.well-known/keys': 'public keys, as Microsoft publishes its own',
};
const refusals = [401, 403, 404, 405, 413, 415];

let product: RunningProduct;
let chat: Chat;
let exception: string;
let before: Rows;
const warned = vi.fn();
const refused = (event: string) =>
  warned.mock.calls.filter(([message]) => message === event).map(([, f]) => f);
const nothingStored = async () => expect(await countRows(product.database)).toEqual(before);

beforeAll(async () => {
  product = await startProduct('pglite');
  for (const order of ['SO-10467', 'SO-20093', 'SO-30021']) await product.playground.cards(order);
  chat = await listenIn(product);
  const [card] = await product.playground.cards('SO-10482');
  exception = card!.exception.id;
  product.product.deps.log.warn = warned;
});
beforeEach(async () => {
  before = await countRows(product.database);
  warned.mockClear();
});
afterAll(() => product.stop());

describe('without credentials', () => {
  const routes = () => [
    ...new Set(product.product.app.routes.map(({ method, path }) => `${method} ${path}`)),
  ];

  it('every route refuses, or is on the list of public ones', async () => {
    expect(routes().length).toBeGreaterThan(20);
    for (const route of routes()) {
      const [method = '', path = ''] = route.split(/ (.*)/);
      const address = path.replace(/:\w+\{[^}]*\}/g, 'app.js').replace(/:\w+|\*/g, 'x');
      for (const verb of method === 'ALL' ? ['GET', 'POST', 'PUT', 'DELETE'] : [method]) {
        const answer = await fetch(`${product.url}${address}`, { method: verb, redirect: 'manual' });
        const text = await answer.text();
        // Slack answers 200 to everything and says no inside; a login has its credentials in the body.
        if (path.startsWith('/stand-in/slack/api')) {
          expect(JSON.parse(text), route).toMatchObject({ ok: false });
        } else if (path.startsWith('/stand-in/teams/login')) {
          expect(answer.status, route).toBe(400);
        } else if (open[`${verb} ${path}`]) {
          expect(answer.status, route).toBe(200);
        } else if (!open[`${verb} ${address}`]) {
          expect(refusals, `${verb} ${address} answers ${answer.status} ${text.slice(0, 80)}`).toContain(
            answer.status,
          );
        }
      }
    }
    await nothingStored();
  });

  it('every entry of that list is a route that there is', () => {
    expect(Object.keys(open).filter((entry) => !routes().includes(entry))).toEqual([]);
  });

  it('readiness tells yes or no, and its details to a bearer of the token only', async () => {
    expect(await (await fetch(`${product.url}/readyz`)).json()).toEqual({ ok: true });
    const told = await fetch(`${product.url}/readyz`, {
      headers: { authorization: `Bearer ${product.adminToken}` },
    });
    const { parts } = (await told.json()) as { parts: { part: string; ok: boolean; says: string }[] };
    expect(parts.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['database', 'erp calder-us', 'slack', 'teams', 'knowledge', 'model']),
    );
    for (const { part, says } of parts) expect(says, part).toMatch(/\.$/);
  });

  it('a clause asks who is there, and says nothing of what it is', async () => {
    const page = await fetch(`${product.url}/passages/harmony-labs-2026:4.3`);
    expect(page.status).toBe(401);
    expect(await page.text()).not.toContain('Harmony');
  });
});

describe('Slack', () => {
  const press = (more: Record<string, unknown> = {}, team = 'T0CALDER') =>
    slackPress({ team, user: 'U0DANIEL' }, { id: 'choose:release', exception }, more);

  it.each([
    ['wrongly signed', { secret: 'another secret' }, 'wrong'],
    ['replayed after more than five minutes', { shift: -301 }, 'expired'],
    ['from the future', { shift: 301 }, 'expired'],
    ['unsigned', { headers: { 'x-slack-signature': '' } }, 'missing'],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }, 'missing'],
    [
      'with the signature of another time',
      { headers: { 'x-slack-request-timestamp': '1000000000' } },
      'expired',
    ],
  ])('a press that is %s is refused before any work', async (_, how, reason) => {
    const answer = await chat.slack({ body: press(), ...how });
    expect(answer.status).toBe(401);
    expect(refused('slack.refused')).toEqual([{ status: 401, reason }]);
    await nothingStored();
  });

  it('more than 1 MB is refused, also when it is signed', async () => {
    const answer = await chat.slack({ body: `${press()}&x=${'x'.repeat(1024 * 1024)}` });
    expect(answer.status).toBe(413);
    expect(refused('slack.refused')).toEqual([{ status: 413, reason: 'oversized' }]);
    await nothingStored();
  });

  it('a signed press from a team that nobody knows is refused', async () => {
    expect((await chat.slack({ body: press({}, 'T0STRANGE') })).status).toBe(403);
    expect(refused('slack.refused')).toEqual([{ status: 403, reason: 'unknown workspace' }]);
    await nothingStored();
  });

  it('a response address of a foreign host is refused, told in the log, and never called', async () => {
    const called = vi.spyOn(globalThis, 'fetch');
    const addresses = () => called.mock.calls.map(([to]) => (to instanceof Request ? to.url : String(to)));
    for (const response_url of ['https://hooks.slack.com.evil.example/x', 'http://169.254.169.254/']) {
      const body = press({ response_url });
      expect((await chat.slack({ body })).status).toBe(403);
    }
    expect(addresses()).toEqual(Array(2).fill(`${product.url}/slack/events`));
    called.mockRestore();
    expect(refused('slack.refused')).toEqual(Array(2).fill({ status: 403, reason: 'foreign response_url' }));
    await nothingStored();
  });

  it('what is signed and is no request of Slack is called malformed', async () => {
    for (const body of ['payload=%7B', 'payload=[]', '', 'payload={"type":"block_actions"}']) {
      expect((await chat.slack({ body })).status).toBe(400);
    }
    expect(refused('slack.refused')).toHaveLength(4);
    await nothingStored();
  });
});

describe('Teams', () => {
  const other = generateKeyPair('RS256');
  const header = () => JSON.parse(Buffer.from(chat.teamsToken.split('.')[0]!, 'base64url').toString());
  const claims = () => JSON.parse(Buffer.from(chat.teamsToken.split('.')[1]!, 'base64url').toString());
  /** A token as the connector's, by a key of somebody else. */
  const forged = async (changed: Record<string, unknown> = {}) =>
    new SignJWT({ ...claims(), ...changed }).setProtectedHeader(header()).sign((await other).privateKey);
  const swapped = () => {
    const [head, , signature] = chat.teamsToken.split('.');
    const body = Buffer.from(JSON.stringify({ ...claims(), exp: claims().exp + 9999 })).toString('base64url');
    return `${head}.${body}.${signature}`;
  };

  it('takes the request that all others here are made from', async () => {
    expect((await chat.teams()).status).toBe(200);
    expect(refused('teams.refused')).toEqual([]);
    before = await countRows(product.database);
  });

  it.each<[string, () => string | null | Promise<string | null>]>([
    ['no token', () => null],
    ['no JWT', () => 'nonsense'],
    ['a token of another key', () => forged()],
    ['a token whose claims were changed', swapped],
    ['a token without signature', () => `${chat.teamsToken.split('.').slice(0, 2).join('.')}.x`],
    ['a token of another issuer', () => forged({ iss: 'https://evil.example' })],
  ])('with %s it is refused before any work', async (_, token) => {
    expect((await chat.teams(undefined, await token())).status).toBe(401);
    expect(refused('teams.refused')).toMatchObject([{ status: 401 }]);
    await nothingStored();
  });

  it('the key of somebody else is no key of ours', async () => {
    const jwk = await exportJWK((await other).publicKey);
    const token = await new SignJWT(claims())
      .setProtectedHeader({ ...header(), jwk } as never)
      .sign((await other).privateKey);
    expect((await chat.teams(undefined, token)).status).toBe(401);
    await nothingStored();
  });

  it('more than 1 MB is refused, also when it is signed', async () => {
    const answer = await chat.teams((activity) => ({ ...activity, x: 'x'.repeat(1024 * 1024) }));
    expect(answer.status).toBe(413);
    expect(refused('teams.refused')).toEqual([{ status: 413, reason: 'oversized' }]);
    await nothingStored();
  });

  it('a signed press from a company that nobody knows is refused', async () => {
    const id = '99999999-9999-4999-8999-999999999999';
    const answer = await chat.teams((activity) => ({
      ...activity,
      conversation: { ...activity.conversation, tenantId: id },
      channelData: { ...activity.channelData, tenant: { id } },
    }));
    expect(answer.status).toBe(403);
    expect(refused('teams.refused')).toMatchObject([{ reason: `unknown Teams tenant ${id}` }]);
    await nothingStored();
  });

  it('two companies in one request, or another channel than Teams, are refused', async () => {
    const two = (activity: { channelData: object }) => ({
      ...activity,
      channelData: { ...activity.channelData, tenant: { id: '22222222-2222-4222-8222-222222222222' } },
    });
    expect((await chat.teams(two)).status).toBe(403);
    expect((await chat.teams((activity) => ({ ...activity, channelId: 'webchat' }))).status).toBe(403);
    await nothingStored();
  });

  it('a service address of a foreign host is refused, told in the log, and never called', async () => {
    const called = vi.spyOn(globalThis, 'fetch');
    const addresses = () => called.mock.calls.map(([to]) => (to instanceof Request ? to.url : String(to)));
    for (const serviceUrl of ['https://smba.trafficmanager.net.evil.example/', 'http://169.254.169.254/']) {
      expect((await chat.teams((activity) => ({ ...activity, serviceUrl }))).status).toBe(403);
    }
    expect(addresses()).toEqual(Array(2).fill(`${product.url}/api/messages`));
    called.mockRestore();
    expect(refused('teams.refused')).toEqual([
      { status: 403, reason: 'foreign service URL https://smba.trafficmanager.net.evil.example/' },
      { status: 403, reason: 'foreign service URL http://169.254.169.254/' },
    ]);
    await nothingStored();
  });
});

describe('the inbox', () => {
  const post = (token: string, body: string | Uint8Array<ArrayBuffer>, type = 'message/rfc822') =>
    fetch(`${product.url}/inbox`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
    });
  /** Without a socket, which a refused upload would close. */
  const inside = (token: string, body: BodyInit, headers: Record<string, string> = {}) =>
    product.product.app.request('/inbox', {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822', ...headers },
      duplex: 'half',
    } as RequestInit);
  const token = async () => (await readSetting(product.database, 'playground.inbox-token.calder'))!;
  const mail = 'From: a@b.example\r\nSubject: SO-10482 on credit hold\r\n\r\nPlease release.\r\n';

  it('refuses a token that no company has, and the token of the playground', async () => {
    for (const wrong of ['not-a-token-of-anyone', product.adminToken, `${await token()}x`]) {
      expect((await post(wrong, mail)).status).toBe(401);
    }
    expect(refused('inbox.refused')).toEqual(Array(3).fill({ what: 'unauthorized' }));
    await nothingStored();
  });

  it('refuses more than 25 MB, whatever it says of its length', async () => {
    const large = new Uint8Array(25 * 1024 * 1024 + 1).fill(65);
    const said = { 'content-length': String(large.length) };
    expect((await inside(await token(), large, said)).status).toBe(413);
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024 * 1024).fill(65));
      },
    });
    expect((await inside(await token(), chunks)).status).toBe(413);
    expect(refused('inbox.refused')).toEqual(Array(2).fill({ what: 'too_large' }));
    await nothingStored();
  });

  it('refuses other kinds of content, and nothing at all', async () => {
    expect((await post(await token(), '{}', 'application/json')).status).toBe(415);
    expect((await post(await token(), '')).status).toBe(400);
    await nothingStored();
  });
});

describe('the playground', () => {
  const body = JSON.stringify({ seconds: 60 });
  /** `fetch` writes some headers itself; here all are ours. */
  const post = (headers: Record<string, string>, path = '/playground/clock') =>
    new Promise<number>((resolve, fail) => {
      const { port } = new URL(product.url);
      const sent = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', fail);
      sent.end(body);
    });
  const good = () => ({
    authorization: `Bearer ${product.adminToken}`,
    'content-type': 'application/json',
    host: new URL(product.url).host,
  });

  it.each<[string, Record<string, string>, number]>([
    ['a foreign host (a name bent to this machine)', { host: 'evil.example' }, 403],
    ['a host that only begins like ours', { host: '127.0.0.1.evil.example' }, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['no origin that can be told', { origin: 'null' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text', { 'content-type': 'text/plain' }, 415],
    ['a token of an earlier start', { authorization: 'Bearer 0123456789abcdef' }, 401],
    ['no token', { authorization: '' }, 401],
  ])('refuses %s', async (_, changed, status) => {
    expect(await post({ ...good(), ...changed })).toBe(status);
    const { clockOffsetSeconds } = await product.playground.state();
    expect(clockOffsetSeconds).toBe(0);
  });

  it('refuses more than it reads: 1 MB for a click, 25 MB for a mail, 64 MB for a command', async () => {
    const post = (path: string, length: number) =>
      product.product.app.request(`${product.url}${path}`, {
        method: 'POST',
        body: '{}',
        headers: { ...good(), 'content-length': String(length) },
      });
    const megabyte = 1024 * 1024;
    expect((await post('/playground/click', 2 * megabyte)).status).toBe(413);
    expect((await post('/playground/mail', 40 * megabyte)).status).toBe(413);
    expect((await post('/admin/command', 65 * megabyte)).status).toBe(413);
    await nothingStored();
  });

  it('shows a token in no log, no state and no page', async () => {
    const inbox = (await readSetting(product.database, 'playground.inbox-token.calder'))!;
    const shown = JSON.stringify([await product.playground.state(), warned.mock.calls]);
    for (const secret of [product.adminToken, chat.slackSecret, inbox]) expect(shown).not.toContain(secret);
    expect(await (await fetch(product.url)).text()).not.toContain(product.adminToken);
  });

  it('has a page that no other page may frame, and that runs only its own scripts', async () => {
    const page = await fetch(product.url);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
  });
});

it('nothing of all this failed inside', () => expect(product.errors).toEqual([]));
