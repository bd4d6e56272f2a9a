/** How it starts, and when it does not: every refusal is a sentence, before anything is touched. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPglite } from '#core/store/pglite.ts';
import { archivePath } from '../prepareDatabase.ts';
import { freePort, type ProductProcess, startProcess, temporaryDirectory } from './support/process.ts';

/** What a start that was refused printed. */
const refusal = async (
  env: Record<string, string>,
  dataDir = join(temporaryDirectory(), 'data'),
  port = 0,
) => {
  const started = startProcess({ dataDir, port: port || (await freePort()), env });
  const error = await started.then(
    () => new Error('It started.'),
    (reason: Error) => reason,
  );
  return { said: error.message, dataDir };
};

/** Whether anything listens at an address of this machine. */
const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });

describe('one running product', () => {
  const dataDir = join(temporaryDirectory(), 'data');
  let product: ProductProcess;
  let port: number;
  let token: string;
  beforeAll(async () => {
    port = await freePort();
    product = await startProcess({ dataDir, port, env: { HOST: '0.0.0.0' } });
    token = /\?token=(\w+)/.exec(product.output())![1]!;
  });
  afterAll(() => product.stop());

  it('prints one address that lets in, and keeps the token for scripts, readable by its owner only', async () => {
    expect(product.output().match(/http:\/\/\S+/g)).toEqual([`http://127.0.0.1:${port}/?token=${token}`]);
    const state = await fetch(`http://127.0.0.1:${port}/playground/state`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(state.status).toBe(200);
    expect(statSync(join(dataDir, 'playground.token')).mode & 0o777).toBe(0o600);
  });

  it('listens on loopback only while it is a playground, whatever HOST says', async () => {
    expect(await answers('127.0.0.1', port)).toBe(true);
    // All of 127.0.0.0/8 is this machine: a server on every address would answer here.
    expect(await answers('127.0.0.2', port)).toBe(false);
  });

  it('says that it takes work, and each part to a bearer of the token', async () => {
    const get = async (path: string, headers = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await get('/healthz')).toEqual({ status: 200, body: { ok: true } });
    expect(await get('/readyz')).toEqual({ status: 200, body: { ok: true } });
    const told = await get('/readyz', { authorization: `Bearer ${token}` });
    expect(told.body).toMatchObject({
      ok: true,
      parts: expect.arrayContaining([{ part: 'database', ok: true, says: 'Embedded PostgreSQL (PGlite).' }]),
    });
  });

  it('a second process on its directory is refused, and the first goes on', async () => {
    const { said } = await refusal({}, dataDir);
    expect(said).toMatch(
      /Unhold did not start\.\nThe embedded database in \S+ is in use by process \d+\. Stop it first/,
    );
    expect(said).not.toMatch(/\n {4}at /);
    await product.playground.cards('SO-10482');
  });

  it('a second one on its port is refused in a sentence', async () => {
    const { said } = await refusal({}, undefined, port);
    expect(said).toContain(`Port ${port} is in use. Set PORT to another one.`);
    expect(said).not.toMatch(/\n {4}at /);
  });
});

it('after kill -9 the directory is taken over: only a living process holds it', async () => {
  const dataDir = join(temporaryDirectory(), 'data');
  const first = await startProcess({ dataDir, port: await freePort() });
  await first.kill();
  expect(existsSync(join(dataDir, 'unhold.pid'))).toBe(true);
  const second = await startProcess({ dataDir, port: await freePort() });
  await second.playground.cards('SO-10482');
  await second.stop();
});

describe('a start that is refused', () => {
  it('in production without its secrets: with the whole list, and nothing is made', async () => {
    const { said, dataDir } = await refusal({ NODE_ENV: 'production' });
    for (const name of ['DATABASE_URL', 'UNHOLD_URL', 'UNHOLD_SESSION_SECRET', 'UNHOLD_ADMIN_TOKEN']) {
      expect(said).toContain(`${name} is missing.`);
    }
    expect(said).toContain(
      'SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or TEAMS_APP_ID and TEAMS_APP_PASSWORD, are missing.',
    );
    expect(said).not.toMatch(/\n {4}at /);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('in production with secrets that are too short, half of a product, or a playground', async () => {
    const env = {
      NODE_ENV: 'production',
      UNHOLD_SESSION_SECRET: 'short',
      UNHOLD_ADMIN_TOKEN: 'short',
    };
    const { said } = await refusal(env);
    expect(said).toContain('UNHOLD_SESSION_SECRET: at least 32 characters');
    expect(said).toContain('UNHOLD_ADMIN_TOKEN: at least 24 characters');
    const half = await refusal({
      NODE_ENV: 'production',
      SLACK_BOT_TOKEN: 'xoxb-1',
      UNHOLD_PLAYGROUND: 'on',
    });
    expect(half.said).toContain('SLACK_SIGNING_SECRET is missing beside SLACK_BOT_TOKEN.');
    expect(half.said).toContain('the playground can act as anyone and never runs in production');
  });

  it('a playground beside a real ERP, unless it is said aloud', async () => {
    const tryton = {
      UNHOLD_ERP: 'tryton',
      UNHOLD_TRYTON_URL: 'http://127.0.0.1:9',
      UNHOLD_TRYTON_DATABASE: 'd',
      UNHOLD_TRYTON_USER: 'u',
      UNHOLD_TRYTON_PASSWORD: 'p',
    };
    const { said, dataDir } = await refusal(tryton);
    expect(said).toContain('refuses to stand beside a real ERP. Set UNHOLD_PLAYGROUND=with-real-erp');
    expect(existsSync(dataDir)).toBe(false);
    const aloud = await startProcess({
      dataDir,
      port: await freePort(),
      env: { ...tryton, UNHOLD_PLAYGROUND: 'with-real-erp' },
    });
    expect((await fetch(`${aloud.playground.url}/healthz`)).status).toBe(200);
    // The ERP at that address is down: ready is honest about it.
    expect((await fetch(`${aloud.playground.url}/readyz`)).status).toBe(503);
    await aloud.stop();
  });

  it('half a model', async () => {
    const { said } = await refusal({ UNHOLD_MODEL: 'small' });
    expect(said).toContain('UNHOLD_MODEL_URL is missing');
    expect(said).not.toMatch(/\n {4}at /);
  });

  it('a database that was made with another version of a migration', async () => {
    const dataDir = join(temporaryDirectory(), 'data');
    const database = await openPglite(dataDir, archivePath);
    await database.script(
      `update unhold.migration set hash = 'of another version' where name = '0001_tables'`,
    );
    await database.close();
    const { said } = await refusal({}, dataDir);
    expect(said).toContain('The database was made with another version of migration 0001_tables');
    expect(said).not.toMatch(/\n {4}at /);
  });

  it('a directory that cannot be written', async () => {
    const file = join(temporaryDirectory(), 'a-file');
    writeFileSync(file, '');
    const { said } = await refusal({}, join(file, 'data'));
    expect(said).toContain('a-file');
  });
});
