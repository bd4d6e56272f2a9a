import { describe, expect, test } from 'vitest';
import { createTeams } from './createTeams.ts';
import { createServiceUrlCheck, realServiceUrls } from './endpoints.ts';
import {
  activity,
  appId,
  createBench,
  createDesk,
  createMicrosoft,
  issuer,
  pressed,
  serviceUrl,
} from './testBench.ts';

const unsigned = (payload: object, header: object) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

describe('who may speak to the Teams bot', () => {
  test('a request that Microsoft signed for this bot reaches the desk', async () => {
    const { send, asked } = await createBench();
    expect((await send(pressed('choose:release'))).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test('a bot made for each request asks Microsoft for keys and a token once, when it is given a memory', async () => {
    const memory = {};
    const first = await createBench({ memory });
    await first.send(pressed('choose:release'));
    await first.surface.probe();
    const { microsoft } = first;
    const second = await createBench({ memory, fetch: microsoft.fetch });
    expect((await second.send(pressed('choose:release'))).status).toBe(200);
    await second.surface.probe();
    expect(microsoft.state).toMatchObject({ keyFetches: 1, tokens: 1 });
  });

  test('a request without a token is refused before its body is read and before keys are fetched', async () => {
    const { send, asked, microsoft, logged } = await createBench();
    expect((await send('{ not json', { authorization: null })).status).toBe(401);
    expect(microsoft.state.keyFetches).toBe(0);
    expect(asked).toEqual([]);
    expect(logged[0]).toMatchObject({ message: 'teams.refused', fields: { status: 401 } });
  });

  const forgeries: [string, (bench: Awaited<ReturnType<typeof createBench>>) => Promise<string> | string][] =
    [
      ['signed with another key', ({ microsoft }) => microsoft.sign({}, { key: 'stranger' })],
      ['signed with a key nobody published', ({ microsoft }) => microsoft.sign({}, { kid: 'k2' })],
      ['meant for another bot', ({ microsoft }) => microsoft.sign({ aud: 'another-bot' })],
      ['from another issuer', ({ microsoft }) => microsoft.sign({ iss: 'https://sts.windows.net/x/' })],
      ['that expired six minutes ago', ({ microsoft }) => microsoft.sign({}, { expiresIn: -360 })],
      ['that names no service URL', ({ microsoft }) => microsoft.sign({ serviceurl: undefined })],
      [
        'with algorithm none',
        () =>
          `${unsigned({ iss: issuer, aud: appId, serviceurl: serviceUrl, exp: 9e9 }, { alg: 'none', kid: 'k1' })}.`,
      ],
      [
        'with algorithm none and a made-up signature',
        () =>
          `${unsigned({ iss: issuer, aud: appId, serviceurl: serviceUrl, exp: 9e9 }, { alg: 'none', kid: 'k1' })}.AAAA`,
      ],
      [
        'that takes the public key for a shared secret',
        () =>
          `${unsigned({ iss: issuer, aud: appId, serviceurl: serviceUrl, exp: 9e9 }, { alg: 'HS256', kid: 'k1' })}.AAAA`,
      ],
      ['that is garbage', () => 'a.b.c'],
    ];
  test.each(forgeries)('a token %s is refused with 401', async (_what, forge) => {
    const bench = await createBench();
    const response = await bench.send(pressed('choose:release'), {
      authorization: `Bearer ${await forge(bench)}`,
    });
    expect(response.status).toBe(401);
    expect(bench.asked).toEqual([]);
    expect(bench.microsoft.state.connector).toEqual([]);
  });

  test('a token of Teams is good for Teams only: its service URL must be the one in the activity', async () => {
    const { send, microsoft, asked } = await createBench();
    const token = await microsoft.sign({ serviceurl: `${serviceUrl}amer/` });
    expect((await send(pressed('choose:release'), { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  test('a foreign service URL in the token is refused and logged, and nothing is called', async () => {
    const { send, microsoft, logged, asked } = await createBench();
    const evil = 'https://attacker.example/';
    const token = await microsoft.sign({ serviceurl: evil });
    const response = await send(activity({ serviceUrl: evil }), { authorization: `Bearer ${token}` });
    expect(response.status).toBe(403);
    expect(logged[0]).toMatchObject({ fields: { reason: `foreign service URL ${evil}` } });
    expect(microsoft.state.tokens).toBe(0);
    expect(asked).toEqual([]);
  });

  test('a foreign service URL in the activity is refused and logged, and nothing is called', async () => {
    const { send, microsoft, logged } = await createBench();
    const response = await send(activity({ serviceUrl: 'https://attacker.example/' }));
    expect(response.status).toBe(403);
    expect(logged).toHaveLength(1);
    expect(microsoft.state.connector).toEqual([]);
  });

  test('a company nobody connected is refused with 403', async () => {
    const { send, asked } = await createBench();
    const other = { tenant: { id: '99999999-9999-4999-8999-999999999999' } };
    const conversation = { id: '19:x@thread.tacv2', tenantId: other.tenant.id };
    expect((await send(pressed('choose:release', {}, { channelData: other, conversation }))).status).toBe(
      403,
    );
    expect(asked).toEqual([]);
  });

  test('an activity that names two companies, or none, is refused with 403', async () => {
    const { send } = await createBench();
    const other = { tenant: { id: '99999999-9999-4999-8999-999999999999' } };
    expect((await send(activity({ channelData: other }))).status).toBe(403);
    expect((await send(activity({ channelData: {}, conversation: { id: '19:x' } }))).status).toBe(403);
  });

  test('another channel of the bot, whose clients choose who they are, is refused with 403', async () => {
    const { send, asked } = await createBench();
    expect((await send(pressed('choose:release', {}, { channelId: 'directline' }))).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('more than 1 MB is refused with 413, signed or not', async () => {
    const { send, asked } = await createBench();
    const large = JSON.stringify(activity({ text: 'x'.repeat(1024 * 1024) }));
    expect((await send(large)).status).toBe(413);
    expect((await send(large, { authorization: null })).status).toBe(413);
    expect(asked).toEqual([]);
  });

  test.each(['', '{', '[]', 'null', '{"type":7}', '"message"'])(
    'the signed body %j is refused with 400',
    async (body) => {
      const { send } = await createBench();
      expect((await send(body)).status).toBe(400);
    },
  );

  test('keys that cannot be read give 503, and the next request tries again', async () => {
    const { send, microsoft } = await createBench();
    microsoft.state.keysDown = true;
    expect((await send(pressed('choose:release'))).status).toBe(503);
    microsoft.state.keysDown = false;
    expect((await send(pressed('choose:release'))).status).toBe(200);
  });

  test('keys are fetched once for many requests', async () => {
    const { send, microsoft } = await createBench();
    for (let round = 0; round < 5; round++) await send(pressed('choose:release'));
    expect(microsoft.state.keyFetches).toBe(1);
  });

  test('a key that Microsoft does not endorse for Teams signs nothing for this bot', async () => {
    const slackOnly = await createMicrosoft(['slack']);
    const bench = await createBench({ fetch: slackOnly.fetch });
    const response = await bench.send(pressed('choose:release'), {
      authorization: `Bearer ${await slackOnly.sign()}`,
    });
    expect(response.status).toBe(401);
  });
});

describe('a start that could not be safe', () => {
  const log = { info() {}, warn() {}, error() {} };
  const { desk } = createDesk();

  test('without an app id, which would switch authentication off, is refused', () => {
    expect(() => createTeams({ desk, appId: ' ', appPassword: 'secret', log })).toThrow('TEAMS_APP_ID');
  });
  test('without a secret is refused', () => {
    expect(() => createTeams({ desk, appId, appPassword: '', log })).toThrow('TEAMS_APP_PASSWORD');
  });
  test('with a plain-http service URL on another machine is refused', () => {
    expect(() => createServiceUrlCheck(['http://connector.example/'])).toThrow('https');
    expect(() => createServiceUrlCheck(['http://127.0.0.1:3978/'])).not.toThrow();
    expect(() => createServiceUrlCheck(['teams'])).toThrow('not a URL');
  });
});

describe('service URLs', () => {
  const real = createServiceUrlCheck(realServiceUrls);
  test.each(['https://smba.trafficmanager.net/amer/', 'https://smba.trafficmanager.net/teams'])(
    '%s is Teams',
    (url) => {
      expect(real(url)).toBe(true);
    },
  );
  test.each([
    'http://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net.attacker.example/',
    'https://smba.trafficmanager.net@attacker.example/',
    'https://user@smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net:8443/amer/',
    'https://attacker.trafficmanager.net/',
    'https://directline.botframework.com/',
    'https://smba.trafficmanager.net/amer/?to=attacker',
    'file:///etc/passwd',
    'smba.trafficmanager.net',
    '',
  ])('%s is not', (url) => {
    expect(real(url)).toBe(false);
  });
  test('a path prefix ends at a slash', () => {
    const check = createServiceUrlCheck(['http://127.0.0.1:3000/playground/teams']);
    expect(check('http://127.0.0.1:3000/playground/teams')).toBe(true);
    expect(check('http://127.0.0.1:3000/playground/teams/')).toBe(true);
    expect(check('http://127.0.0.1:3000/playground/teams-evil')).toBe(false);
    expect(check('http://127.0.0.1:3000/playground/teams/../../erp')).toBe(false);
  });
});
