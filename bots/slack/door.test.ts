import { describe, expect, it } from 'vitest';
import { createSlack } from './createSlack.ts';
import { sign } from './signature.ts';
import { createTestDesk, createTestLog, createTestSlack, now, press, secret } from './testSlack.ts';

const choose = press({ action_id: 'choose:release', value: JSON.stringify({ e: 'ex-1', v: 3 }) });
const body = new URLSearchParams({ payload: JSON.stringify(choose) }).toString();
const seconds = (shift = 0) => String(Math.floor(now.getTime() / 1000) + shift);

describe('the door of Slack', () => {
  it('lets a signed press in', async () => {
    const app = createTestSlack();
    expect((await app.send(body)).status).toBe(200);
    expect(app.deskCalls).toHaveLength(1);
  });

  it.each([
    ['without a signature', { 'x-slack-signature': '' }],
    ['without a timestamp', { 'x-slack-request-timestamp': '' }],
    ['with a timestamp that is no number', { 'x-slack-request-timestamp': 'now' }],
    ['signed with another secret', { 'x-slack-signature': sign('other', seconds(), body) }],
    ['with a signature of another length', { 'x-slack-signature': 'v0=abc' }],
    ['replayed after five minutes', { 'x-slack-request-timestamp': seconds(-301) }],
    ['from six minutes in the future', { 'x-slack-request-timestamp': seconds(301) }],
  ])('refuses a request %s, before any work', async (_, headers) => {
    const app = createTestSlack();
    expect((await app.send(body, headers)).status).toBe(401);
    await app.settled();
    expect(app.deskCalls).toEqual([]);
    expect(app.slack.calls).toEqual([]);
    expect(app.lines).toMatchObject([{ message: 'slack.refused', detail: { status: 401 } }]);
  });

  it('refuses a body that was changed after signing', async () => {
    const app = createTestSlack();
    const changed = body.replace('release', 'cancels');
    expect((await app.send(changed, { 'x-slack-signature': sign(secret, seconds(), body) })).status).toBe(
      401,
    );
    expect(app.deskCalls).toEqual([]);
  });

  it('refuses more than 1 MB, signed or not', async () => {
    const app = createTestSlack();
    expect((await app.send(`payload=${'x'.repeat(1024 * 1024)}`)).status).toBe(413);
    expect(app.lines).toMatchObject([{ message: 'slack.refused', detail: { status: 413 } }]);
  });

  it.each([
    ['payload={"type":', 'application/x-www-form-urlencoded'],
    ['{"type":', 'application/json'],
    ['', 'application/json'],
    ['[]', 'application/json'],
    ['payload=%22text%22', 'application/x-www-form-urlencoded'],
    ['command=%2Funhold&team_id=', 'application/x-www-form-urlencoded'],
    ['{"type":"block_actions"}', 'application/json'],
    ['{"type":"event_callback","event":{}}', 'application/json'],
    ['{"type":"url_verification"}', 'application/json'],
  ])('calls a signed %s malformed', async (text, type) => {
    const app = createTestSlack();
    expect((await app.send(text, { 'content-type': type })).status).toBe(400);
    expect(app.deskCalls).toEqual([]);
  });

  it('answers url_verification', async () => {
    const app = createTestSlack();
    const response = await app.event({ type: 'url_verification', challenge: 'abc' });
    expect([response.status, await response.text()]).toEqual([200, 'abc']);
  });

  it('refuses a company that nobody knows', async () => {
    const app = createTestSlack();
    const stranger = { ...choose, team: { id: 'T0STRANGE' }, user: { id: 'U1', team_id: 'T0STRANGE' } };
    expect((await app.interact(stranger)).status).toBe(403);
    expect(app.deskCalls).toEqual([]);
    expect(app.slack.calls).toEqual([]);
  });

  it('refuses a response address of a foreign host and calls none', async () => {
    const app = createTestSlack();
    for (const response_url of ['https://evil.example/x', 'http://hooks.slack.com/x', 'nonsense']) {
      expect((await app.interact({ ...choose, response_url })).status).toBe(403);
    }
    expect(app.deskCalls).toEqual([]);
    expect(app.lines[0]).toMatchObject({ detail: { reason: 'foreign response_url' } });
  });

  it('will not start without its secret', () => {
    const { desk } = createTestDesk();
    const { log } = createTestLog();
    const start = () =>
      createSlack({ desk, log, signingSecret: '', botToken: async () => null, clock: { now: () => now } });
    expect(start).toThrow('SLACK_SIGNING_SECRET');
  });
});
