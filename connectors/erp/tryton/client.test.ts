import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ErpUnreachable } from '#core/ports.ts';
import { createTrytonClient } from './client.ts';
import { createTrytonErp } from './tryton.ts';

type Answer = Response | 'hang' | 'cut';
type Call = { method: string; params: unknown[]; authorization: string | null };

/** A Tryton server of three methods; `answer` may take any call over. */
function fakeServer(answer: (call: Call, count: number) => Answer | null = () => null) {
  const calls: Call[] = [];
  const serve: typeof fetch = async (_input, init) => {
    const { method, params } = JSON.parse(String(init?.body)) as { method: string; params: unknown[] };
    const call = { method, params, authorization: new Headers(init?.headers).get('authorization') };
    calls.push(call);
    const own = answer(call, calls.filter((other) => other.method === method).length);
    if (own === 'cut') throw new TypeError('fetch failed');
    if (own === 'hang') {
      return new Promise((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
      );
    }
    if (own) return own;
    if (method === 'common.db.login') return result([7, 'secret-session']);
    return result(method.endsWith('get_preferences') ? { company: 3, language: 'de' } : 'ok');
  };
  let now = 0;
  const options = {
    url: 'https://tryton.example/base/',
    database: 'main',
    user: 'api',
    password: 'hunter2',
    timeoutMs: 30,
    maxAnswerBytes: 1000,
    clock: { now: () => new Date(now) },
    fetch: serve,
  };
  return { calls, options, client: createTrytonClient(options), later: (ms: number) => (now += ms) };
}

const result = (value: unknown) => Response.json({ id: 1, result: value });
const failure = (...error: unknown[]) => Response.json({ id: 1, error });
const on = (method: string, answer: (count: number) => Answer | null) => (call: Call, count: number) =>
  call.method === method ? answer(count) : null;

describe('the JSON-RPC client', () => {
  test('logs in once, sends the session and ends every call with the user context', async () => {
    const { client, calls } = fakeServer();
    await Promise.all([
      client.call('sale.sale.read', [[1]]),
      client.call('sale.sale.read', [[2]], { date: 1 }),
    ]);
    expect(calls.filter(({ method }) => method === 'common.db.login')).toHaveLength(1);
    expect(calls.at(-1)).toEqual({
      method: 'model.sale.sale.read',
      params: [[2], { company: 3, language: 'de', date: 1 }],
      authorization: `Session ${btoa('api:7:secret-session')}`,
    });
    expect(await client.session()).toEqual({ userId: 7, companyId: 3 });
  });

  test('decimals, dates and times arrive as exact strings', async () => {
    const decimal = (text: string) => ({ __class__: 'Decimal', decimal: text });
    const day = { year: 2026, month: 3, day: 9 };
    const time = { hour: 4, minute: 5, second: 6, microsecond: 78 };
    const { client } = fakeServer(
      on('model.x.y', () =>
        result([
          decimal('12.50'),
          decimal('1E+3'),
          decimal('0E-8'),
          { __class__: 'date', ...day },
          { __class__: 'datetime', ...day, ...time },
        ]),
      ),
    );
    expect(await client.call('x.y', [])).toEqual([
      '12.50',
      '1000',
      '0',
      '2026-03-09',
      '2026-03-09T04:05:06.000078Z',
    ]);
  });

  test('an ended session is renewed and the call repeated once', async () => {
    const { client, calls } = fakeServer(
      on('model.x.y', (count) => (count === 1 ? new Response('', { status: 401 }) : null)),
    );
    expect(await client.call('x.y', [])).toBe('ok');
    expect(calls.filter(({ method }) => method === 'common.db.login')).toHaveLength(2);
  });

  test('a refused login is said once, and tried again only after a while', async () => {
    const refused = fakeServer(
      on('common.db.login', (count) => (count === 1 ? new Response('', { status: 401 }) : null)),
    );
    await expect(refused.client.call('x.y', [])).rejects.toThrow('does not accept the user "api"');
    await expect(refused.client.call('x.y', [])).rejects.toThrow('does not accept the user "api"');
    expect(refused.calls).toHaveLength(1);
    refused.later(15 * 60_000);
    expect(await refused.client.call('x.y', [])).toBe('ok');
  });

  test.each<[string, Answer, RegExp]>([
    ['too many logins', new Response('', { status: 429 }), /too many failed logins/],
    ['no such database', new Response('', { status: 404 }), /no database "main"/],
    ['a server that is down', 'cut', /no connection/],
  ])('%s is unreachable, in a sentence', async (_, answer, sentence) => {
    const { client } = fakeServer(on('common.db.login', () => answer));
    const error = await client.call('x.y', []).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ErpUnreachable);
    expect(String(error)).toMatch(sentence);
  });

  test.each<[string, () => Answer, RegExp]>([
    ['no answer in time', () => 'hang', /no answer in 30 ms/],
    ['a lost reply', () => 'cut', /no connection/],
    ['an overloaded server', () => new Response('', { status: 429 }), /HTTP 429/],
    ['a broken gateway', () => new Response('<html>', { status: 502 }), /HTTP 502/],
    [
      'a redirect',
      () => new Response('', { status: 302, headers: { location: 'https://evil.example' } }),
      /HTTP 302/,
    ],
    ['an answer that is not JSON', () => new Response('<html>hello'), /not Tryton's/],
    ['an answer of another protocol', () => Response.json({ hello: 1 }), /not Tryton's/],
    ['a huge answer', () => new Response('x'.repeat(5000)), /larger than 1000 bytes/],
  ])('%s proves nothing', async (_, answer, sentence) => {
    const { client } = fakeServer(on('model.x.y', answer));
    const error = await client.call('x.y', []).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ErpUnreachable);
    expect(String(error)).toMatch(sentence);
  });

  test.each<[string, Response, Record<string, unknown>]>([
    [
      'a rule',
      failure('UserError', ['Not allowed.', '', null]),
      { name: 'TrytonUserError', message: 'Not allowed.' },
    ],
    [
      'a warning',
      failure('UserWarning', ['w_1', 'Sure?', '']),
      { name: 'TrytonUserWarning', warning: 'w_1', message: 'Sure?' },
    ],
    [
      'a stale write',
      failure('ConcurrencyException', 'Modified'),
      { name: 'TrytonConcurrency', message: 'Modified' },
    ],
    ['a fault', failure("'nope'", ''), { name: 'TrytonFault' }],
    ['a method that is not offered', new Response('', { status: 403 }), { name: 'TrytonFault' }],
  ])('%s is an error of its own kind', async (_, answer, shape) => {
    const { client } = fakeServer(on('model.x.y', () => answer));
    await expect(client.call('x.y', [])).rejects.toMatchObject(shape);
  });

  test('neither the connector nor its errors print the password or the session', async () => {
    const { options } = fakeServer((call) => (call.method === 'common.db.login' ? null : 'cut'));
    const erp = createTrytonErp(options);
    const error = await erp.read(['1']).catch((reason: unknown) => reason);
    const printed = [erp, error]
      .map((value) => inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value))
      .join();
    expect(printed).toContain('did not answer');
    for (const secret of ['hunter2', 'secret-session', btoa('api:7:secret-session')])
      expect(printed).not.toContain(secret);
  });

  test('an address that is none, or that carries a password, is refused at once', () => {
    const { options } = fakeServer();
    expect(() => createTrytonClient({ ...options, url: 'ftp://x/' })).toThrow('http or https');
    expect(() => createTrytonClient({ ...options, url: 'https://a:b@x/' })).toThrow('apart');
  });
});
