import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { baseUrl, startTestKit, type TestKit } from './testKit.ts';

let kit: TestKit;
beforeAll(async () => {
  kit = await startTestKit();
});
afterAll(() => kit.close());
beforeEach(() => kit.bot(() => new Response(null, { status: 200 })));

const call = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  kit.playground.routes.request(`${baseUrl}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${kit.playground.token}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });
const postState = (headers: Record<string, string>) => call('/playground/state', { headers });

describe('the guard of the playground', () => {
  test.each([
    ['no token', { authorization: '' }, 401],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['a foreign host (DNS rebinding)', { host: 'evil.example' }, 403],
    ['a host that only begins like ours', { host: 'localhost.evil.example:3999' }, 403],
    ['a host that is no host', { host: 'a b' }, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['an origin on another port', { origin: 'http://localhost:8080' }, 403],
    ['a sandboxed origin', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('refuses %s', async (_, headers, status) => {
    const response = await postState(headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });

  test.each([['localhost:3999'], ['127.0.0.1:3999'], ['[::1]:3999']])('lets %s in', async (host) => {
    expect((await postState({ host, origin: `http://${host}` })).status).toBe(200);
  });

  test('takes nothing but JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const response = await call('/playground/clock', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"seconds":60}',
      });
      expect(response.status).toBe(415);
    }
  });

  test('takes a megabyte and no more, with or without a declared length', async () => {
    const body = JSON.stringify({ person: 'x'.repeat(1024 * 1024) });
    expect((await call('/playground/session', { method: 'POST', body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    const init = { method: 'POST', body: stream, duplex: 'half' };
    expect((await call('/playground/session', init)).status).toBe(413);
  });

  test.each([
    ['no JSON', '{'],
    ['the wrong shape', '{"person":{"toString":1}}'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('says what is wrong with %s', async (_, body) => {
    for (const path of ['click', 'mail', 'clock', 'session', 'erp/faults', 'erp/trouble']) {
      const response = await call(`/playground/${path}`, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    }
  });

  test('does not stumble over names that objects have of themselves', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const body = JSON.stringify({ surface: 'slack', message: name, action: name, person: name });
      expect((await call('/playground/click', { method: 'POST', body })).status).toBe(404);
      expect(await kit.slack(name, {})).toMatchObject({ error: 'unknown_method' });
    }
  });

  test('serves the page without a token and with every header that keeps others out', async () => {
    const response = await kit.playground.routes.request(`${baseUrl}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'self'.*frame-ancestors 'none'/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await kit.playground.routes.request(`${baseUrl}/playground/app.js`)).status).toBe(404);
    expect(
      (await kit.playground.routes.request(`${baseUrl}/`, { headers: { host: 'evil.example' } })).status,
    ).toBe(403);
  });

  test('lets a printed link be followed from another site, and nothing else', async () => {
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await kit.playground.routes.request(`${baseUrl}/`, { headers: visit })).status).toBe(200);
    expect(
      (await call('/playground/clock', { method: 'POST', headers: visit, body: '{"seconds":1}' })).status,
    ).toBe(403);
  });

  test('keeps the stand-ins on loopback too', async () => {
    const response = await kit.playground.routes.request(`${baseUrl}/stand-in/slack/api/auth.test`, {
      method: 'POST',
      headers: { host: 'evil.example', authorization: `Bearer ${kit.playground.slack.botToken}` },
    });
    expect(response.status).toBe(403);
  });

  test('sends the bots nowhere else', async () => {
    await expect(kit.playground.fetch('https://slack.com/api/auth.test')).rejects.toThrow('somewhere else');
  });
});

describe('the state', () => {
  test('answers at once without a number, or when it changed since', async () => {
    const { revision } = await kit.state();
    expect((await kit.api(`state?after=${revision - 1}`)).status).toBe(200);
    expect((await kit.api('state?after=99999999999999')).status).toBe(200);
    expect((await kit.api('state?after=-1')).status).toBe(400);
  });

  test('waits for the next change, by a stand-in or by the product', async () => {
    const first = await kit.state();
    const waiting = kit.api(`state?after=${first.revision}`);
    await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'News' });
    const second = (await (await waiting).json()) as typeof first;
    expect(second.revision).toBeGreaterThan(first.revision);
    expect(JSON.stringify(second.channels)).toContain('News');
    const again = kit.api(`state?after=${second.revision}`);
    kit.change();
    expect(((await (await again).json()) as typeof first).revision).toBeGreaterThan(second.revision);
  });

  test('lets a waiting browser go that went away', async () => {
    const { revision } = await kit.state();
    const gone = new AbortController();
    const waiting = call(`/playground/state?after=${revision}`, { signal: gone.signal });
    gone.abort();
    expect((await waiting).status).toBe(204);
  });

  test('shows the newest messages of a channel when only some are wanted', async () => {
    await kit.slack('chat.postMessage', { channel: 'C0BWORDERS', text: 'Older' });
    await kit.slack('chat.postMessage', { channel: 'C0BWORDERS', text: 'Newest' });
    const state = (await (await kit.api('state?messages=1')).json()) as Awaited<ReturnType<TestKit['state']>>;
    const channel = state.channels.find((one) => one.id === 'C0BWORDERS');
    expect(channel?.messages.map((message) => message.text)).toEqual(['Newest']);
  });
});

describe('the clock, the session, faults and samples', () => {
  test('the clock moves on and never back', async () => {
    const before = await kit.state();
    expect(await (await kit.api('clock', { seconds: 3600 })).json()).toMatchObject({
      clockOffsetSeconds: before.clockOffsetSeconds + 3600,
    });
    expect(Date.parse((await kit.state()).now) - Date.parse(before.now)).toBe(3_600_000);
    expect((await kit.api('clock', { seconds: -1 })).status).toBe(400);
    expect((await kit.api('clock', { seconds: 1e12 })).status).toBe(400);
  });

  test('a session is opened for a known person', async () => {
    const opened = await kit.api('session', { person: 'maya-chen' });
    expect(opened.headers.get('set-cookie')).toMatch(/^unhold_session=/);
    expect((await kit.api('session', { person: 'nobody' })).status).toBe(404);
  });

  test('puts a stuck order into the ERP, of the troubles that the state lists', async () => {
    const { revision, troubles } = await kit.state();
    expect(troubles).toMatchObject([{ connection: 'calder-us', name: 'credit_hold', type: 'credit_hold' }]);
    const caused = await kit.api('erp/trouble', { connection: 'calder-us', name: 'credit_hold' });
    expect(caused.status).toBe(201);
    expect(await caused.json()).toEqual({ order: 'SO-10500', type: 'credit_hold' });
    expect((await kit.state()).revision).toBeGreaterThan(revision);
    const unknown = await kit.api('erp/trouble', { connection: 'calder-us', name: 'flood' });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({ error: expect.stringContaining('flood') });
  });

  test('a fault is set on a known connection', async () => {
    const set = await kit.api('erp/faults', { connection: 'calder-us', kind: 'slow', remaining: 2 });
    expect(await set.json()).toEqual({ faults: [{ connection: 'calder-us', kind: 'slow', remaining: 2 }] });
    expect((await kit.api('erp/faults', { connection: 'nowhere', kind: 'slow' })).status).toBe(404);
  });

  test('a sample is read by its listed name only', async () => {
    expect(await (await kit.api('samples/short.eml')).text()).toContain('Subject: Hello');
    expect((await kit.api('samples/..%2F..%2Fpackage.json')).status).toBe(404);
  });
});

describe('the mailbox', () => {
  const raw =
    'From: Ann <ann@x.example>\r\nTo: inbox@calder.unhold.example\r\nMessage-ID: <m1@x>\r\nSubject: PO 7\r\n\r\nWhere is it?';
  const received: { authorization: string | null; type: string | null; body: string }[] = [];
  beforeEach(() =>
    kit.bot(async (request) => {
      const { headers } = request;
      received.push({
        authorization: headers.get('authorization'),
        type: headers.get('content-type'),
        body: await request.text(),
      });
      return Response.json({ signal: 'sig_1' }, { status: 202 });
    }),
  );
  const mailbox = async () => (await kit.state()).mailbox;

  test("hands a raw message to the tenant's own inbox and shows it once", async () => {
    for (const body of [{ raw }, { rawBase64: Buffer.from(raw).toString('base64') }]) {
      const response = await kit.api('mail', { tenant: 'calder', ...body });
      expect([response.status, await response.json()]).toEqual([202, { signal: 'sig_1' }]);
    }
    const asSent = { authorization: 'Bearer inbox-token', type: 'message/rfc822', body: raw };
    expect(received).toEqual([asSent, asSent]);
    const mine = (await mailbox()).filter((mail) => mail.subject === 'PO 7');
    expect(mine).toMatchObject([
      {
        tenant: 'calder',
        direction: 'in',
        from: expect.stringContaining('ann@x.example'),
        text: 'Where is it?',
      },
    ]);
  });

  test('writes a message from its parts, whatever they contain', async () => {
    const parts = {
      tenant: 'calder',
      from: 'Zoë <zoe@x.example>',
      to: 'inbox@calder.unhold.example',
      subject: 'Über\r\nBcc: all@x.example',
      text: 'Grüße',
    };
    expect((await kit.api('mail', parts)).status).toBe(202);
    expect(received.at(-1)?.body).not.toMatch(/^Bcc:/m);
    expect((await mailbox()).at(-1)).toMatchObject({
      subject: expect.stringContaining('Über'),
      text: expect.stringContaining('Grüße'),
    });
  });

  test('passes on what the inbox refuses and shows nothing', async () => {
    const before = (await mailbox()).length;
    kit.bot(() => Response.json({ error: 'Too large.' }, { status: 413 }));
    const response = await kit.api('mail', { tenant: 'calder', raw: 'x' });
    expect([response.status, await response.json()]).toEqual([413, { error: 'Too large.' }]);
    expect((await kit.api('mail', { tenant: 'nowhere', raw: 'x' })).status).toBe(404);
    expect(await mailbox()).toHaveLength(before);
  });

  test('takes 25 MB and no more', async () => {
    const large = await kit.api('mail', { tenant: 'calder', raw: 'x'.repeat(25 * 1024 * 1024 + 1) });
    expect(large.status).toBe(413);
  });

  test('keeps what Unhold sends, once per key', async () => {
    const mail = {
      key: 'reply 1',
      from: 'inbox@calder.unhold.example',
      to: 'ann@x.example',
      subject: 'EX-1001',
      text: 'We are on it.',
      inReplyTo: '<m1@x>',
    };
    await kit.playground.mailer.send(mail, 'calder');
    await kit.playground.mailer.send(mail, 'calder');
    const sent = (await mailbox()).filter((one) => one.direction === 'out');
    expect(sent).toMatchObject([{ tenant: 'calder', to: 'ann@x.example', inReplyTo: '<m1@x>' }]);
  });
});

describe('a product that is real', () => {
  test('has no stand-in and takes no clicks here', async () => {
    const half = await startTestKit({ standIns: { slack: false } }, { shared: kit.database });
    expect(
      (await half.playground.fetch(`${half.playground.slack.apiUrl}auth.test`, { method: 'POST' })).status,
    ).toBe(404);
    const body = { surface: 'slack', message: '1', action: 'x', person: 'maya-chen' };
    expect((await half.api('click', body)).status).toBe(409);
    expect((await half.state()).standIns).toEqual({ slack: false, teams: true, mail: true });
    await half.close();
  });
});
