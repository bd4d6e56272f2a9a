import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClickOutcome } from '../clicks.ts';
import { blocks, modal, startTestKit, type TestKit } from '../testKit.ts';

let kit: TestKit;
beforeAll(async () => {
  kit = await startTestKit();
});
afterAll(() => kit.close());
beforeEach(() => kit.bot(() => new Response(null, { status: 200 })));

const post = async (args: Record<string, unknown> = {}) =>
  String(
    (await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'SO-10482', blocks, ...args }))['ts'],
  );
const click = async (body: Record<string, unknown>) => {
  const response = await kit.api('click', { surface: 'slack', person: 'maya-chen', ...body });
  return { http: response.status, ...((await response.json()) as ClickOutcome & { error?: string }) };
};
const payloadOf = async (request: Request) =>
  JSON.parse(new URLSearchParams(await request.text()).get('payload') ?? '{}');

describe('a click in the Slack stand-in', () => {
  test("is signed by Slack's published algorithm and shaped like Slack's own", async () => {
    const message = await post();
    let checked: Record<string, unknown> = {};
    kit.bot(async (request) => {
      const body = await request.clone().text();
      const timestamp = request.headers.get('x-slack-request-timestamp') ?? '';
      const signature = createHmac('sha256', kit.playground.slack.signingSecret)
        .update(`v0:${timestamp}:${body}`)
        .digest('hex');
      checked = {
        url: request.url,
        isSigned: request.headers.get('x-slack-signature') === `v0=${signature}`,
        isRecent: Math.abs(Date.now() / 1000 - Number(timestamp)) < 60,
        payload: await payloadOf(request),
      };
      return new Response(null, { status: 200 });
    });
    expect(await click({ message, action: 'choose:release' })).toMatchObject({
      http: 200,
      status: 200,
      private: null,
      dialog: null,
    });
    expect(checked).toMatchObject({
      url: 'http://localhost:3999/slack/events',
      isSigned: true,
      isRecent: true,
      payload: {
        type: 'block_actions',
        team: { id: 'T0CALDER' },
        user: { id: 'U0MAYA', team_id: 'T0CALDER' },
        container: { type: 'message', message_ts: message, channel_id: 'C0ORDERS', is_ephemeral: false },
        channel: { id: 'C0ORDERS', name: 'orders' },
        message: { ts: message, text: 'SO-10482' },
        actions: [
          { type: 'button', action_id: 'choose:release', value: '{"e":"ex_1","v":3}', block_id: 'b1' },
        ],
      },
    });
  });

  test('chooses an entry of a menu by its value or by the verb inside', async () => {
    const message = await post();
    const chosen: unknown[] = [];
    kit.bot(async (request) => {
      chosen.push((await payloadOf(request)).actions[0].selected_option.value);
      return new Response(null, { status: 200 });
    });
    const value = '{"e":"ex_1","v":3,"a":"reject"}';
    await click({ message, action: 'more', inputs: { more: value } });
    await click({ message, action: 'reject' });
    expect(chosen).toEqual([value, value]);
    expect(await click({ message, action: 'more' })).toMatchObject({ http: 422 });
  });

  test('tells the private answer, whether it comes by method or by response_url, before or after the ack', async () => {
    const message = await post();
    kit.bot(async () => {
      await kit.slack('chat.postEphemeral', {
        channel: 'C0ORDERS',
        user: 'U0MAYA',
        text: 'Daniel Reyes can.',
      });
      return new Response(null, { status: 200 });
    });
    expect((await click({ message, action: 'choose:release' })).private).toBe('Daniel Reyes can.');
    kit.bot(async (request, waitUntil) => {
      const { response_url } = await payloadOf(request);
      const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: 'Too late.' });
      const headers = { 'content-type': 'application/json' };
      waitUntil(kit.playground.fetch(response_url, { method: 'POST', headers, body }));
      return new Response(null, { status: 200 });
    });
    expect((await click({ message, action: 'choose:release' })).private).toBe('Too late.');
    kit.bot(() => {
      const post = kit.slack('chat.postEphemeral', { channel: 'C0ORDERS', user: 'U0MAYA', text: 'Later.' });
      kit.playground.waitUntil(post);
      return new Response(null, { status: 200 });
    });
    expect((await click({ message, action: 'choose:release' })).private).toBe('Later.');
    const mine = (await kit.state()).channels
      .flatMap((c) => c.messages)
      .filter((m) => m.text === 'Too late.');
    expect(mine).toMatchObject([{ onlyFor: ['maya-chen'] }]);
  });

  test('gives each of many simultaneous clicks its own private answer', async () => {
    const message = await post();
    let count = 0;
    kit.bot(async (request) => {
      const { user } = await payloadOf(request);
      const text = `Answer ${++count} for ${user.id}`;
      await kit.slack('chat.postEphemeral', { channel: 'C0ORDERS', user: user.id, text });
      return new Response(null, { status: 200 });
    });
    const people = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 'maya-chen' : 'daniel-reyes'));
    const answers = await Promise.all(
      people.map((person) => click({ message, action: 'choose:release', person })),
    );
    expect(new Set(answers.map((answer) => answer.private)).size).toBe(12);
    answers.forEach((answer, i) => {
      expect(answer.private).toContain(i % 2 === 0 ? 'U0MAYA' : 'U0DANIEL');
    });
  });

  test('spends a response_url after five uses', async () => {
    const message = await post();
    let url = '';
    kit.bot(async (request) => {
      url = (await payloadOf(request)).response_url;
      return new Response(null, { status: 200 });
    });
    await click({ message, action: 'choose:release' });
    const use = async () =>
      (
        await kit.playground.fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"text":"x"}',
        })
      ).status;
    expect([await use(), await use(), await use(), await use(), await use(), await use()]).toEqual([
      200, 200, 200, 200, 200, 404,
    ]);
  });

  test('reaches the bot late and on an outdated card, as from a client that draws slowly', async () => {
    const message = await post();
    const [header, actions] = blocks;
    const renewed = [{ ...header, block_id: 'unhold:open:4:EX-1001:ex_1' }, actions];
    await kit.slack('chat.update', { channel: 'C0ORDERS', ts: message, text: 'Renewed', blocks: renewed });
    await kit.slack('chat.update', {
      channel: 'C0ORDERS',
      ts: message,
      text: 'Done',
      blocks: [{ ...header, block_id: 'unhold:resolved:4:EX-1001:ex_1' }],
    });
    const pressed: string[] = [];
    kit.bot(async (request) => {
      pressed.push((await payloadOf(request)).message.blocks[0].block_id);
      return new Response(null, { status: 200 });
    });
    expect(await click({ message, action: 'choose:release' })).toMatchObject({ http: 200 });
    expect(await click({ message, action: 'choose:release', version: 3 })).toMatchObject({ http: 200 });
    expect(await click({ message, action: 'choose:release', version: 9 })).toMatchObject({ http: 404 });
    expect(pressed).toEqual(['unhold:open:4:EX-1001:ex_1', 'unhold:open:3:EX-1001:ex_1']);
  });

  test.each([
    ['a message of another company', 'hannah-wolf', 'choose:release', 404],
    ['a button that is not there', 'maya-chen', 'choose:nothing', 404],
    ['a person who is not there', 'nobody', 'choose:release', 404],
  ])('is not sent for %s', async (_, person, action, http) => {
    const message = await post();
    kit.bot(() => {
      throw new Error('The bot must not hear of this.');
    });
    expect(await click({ message, action, person })).toMatchObject({ http, error: expect.any(String) });
  });

  test('says when the bot refuses it', async () => {
    const message = await post();
    kit.bot(() => new Response('no', { status: 401 }));
    expect(await click({ message, action: 'choose:release' })).toMatchObject({
      http: 502,
      status: 401,
      error: 'The bot answered the click with 401.',
    });
  });
});

describe('a dialog in the Slack stand-in', () => {
  /** Opens the modal on a press and answers submissions with `reply`. */
  const withModal = (reply: unknown = null, seen: unknown[] = []) =>
    kit.bot(async (request) => {
      const payload = await payloadOf(request);
      if (payload.type === 'block_actions') {
        expect(await kit.slack('views.open', { trigger_id: payload.trigger_id, view: modal })).toMatchObject({
          ok: true,
        });
        expect(await kit.slack('views.open', { trigger_id: payload.trigger_id, view: modal })).toMatchObject({
          error: 'exchanged_trigger_id',
        });
        return new Response(null, { status: 200 });
      }
      seen.push(payload);
      return reply === null ? new Response(null, { status: 200 }) : Response.json(reply);
    });
  const dialogs = async () => (await kit.state()).dialogs;

  test('opens for the person who clicked and is submitted by a second click', async () => {
    const seen: { view: { state: { values: unknown } } }[] = [];
    withModal(null, seen);
    const { dialog } = await click({ message: await post(), action: 'reject' });
    expect(await dialogs()).toMatchObject([
      { id: dialog, product: 'slack', person: 'maya-chen', title: 'Reject', view: modal },
    ]);
    expect(
      await click({ message: dialog, action: 'submit', person: 'daniel-reyes', inputs: { reason: 'x' } }),
    ).toMatchObject({
      http: 404,
    });
    expect(await click({ message: dialog, action: 'submit' })).toMatchObject({
      http: 422,
      errors: { reason: 'Please complete this required field.' },
    });
    expect(await click({ message: dialog, action: 'submit', inputs: { reason: 'Too risky' } })).toMatchObject(
      {
        http: 200,
        dialog: null,
      },
    );
    expect(seen[0]).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0MAYA' },
      view: {
        callback_id: 'reject',
        private_metadata: 'ex_1',
        state: { values: { reason: { reason: { type: 'plain_text_input', value: 'Too risky' } } } },
      },
    });
    expect(await dialogs()).toEqual([]);
  });

  test('is submitted at once with inputs that came along with the click', async () => {
    const seen: unknown[] = [];
    withModal(null, seen);
    const inputs = { more: '{"e":"ex_1","v":3,"a":"reject"}', reason: 'Too risky' };
    expect(await click({ message: await post(), action: 'more', inputs })).toMatchObject({
      status: 200,
      dialog: null,
    });
    expect(seen).toMatchObject([{ type: 'view_submission' }]);
    expect(await dialogs()).toEqual([]);
  });

  test('stays open when the inputs of the click are not its own or not enough', async () => {
    withModal();
    const message = await post();
    const open = await click({
      message,
      action: 'more',
      inputs: { more: '{"e":"ex_1","v":3,"a":"reject"}' },
    });
    expect(open.dialog).toMatch(/^V/);
    const long = await click({ message, action: 'reject', inputs: { reason: 'x'.repeat(201) } });
    expect(long).toMatchObject({
      dialog: expect.stringMatching(/^V/),
      errors: { reason: expect.any(String) },
    });
    expect(await dialogs()).toHaveLength(1);
    expect(await click({ message: long.dialog, action: 'cancel' })).toMatchObject({ http: 200 });
    expect(await dialogs()).toEqual([]);
  });

  test("shows the bot's complaints and keeps the dialog", async () => {
    withModal({ response_action: 'errors', errors: { reason: 'Say more.' } });
    const answer = await click({ message: await post(), action: 'reject', inputs: { reason: 'no' } });
    expect(answer).toMatchObject({ dialog: expect.any(String), errors: { reason: 'Say more.' } });
    expect(await dialogs()).toMatchObject([{ id: answer.dialog, errors: { reason: 'Say more.' } }]);
    await click({ message: answer.dialog, action: 'cancel' });
  });

  test('can be followed by another one on top, and cleared with it', async () => {
    const next = { ...modal, title: { type: 'plain_text', text: 'Sure?' } };
    withModal({ response_action: 'push', view: next });
    const first = await click({ message: await post(), action: 'reject' });
    const second = await click({ message: first.dialog, action: 'submit', inputs: { reason: 'x' } });
    expect(await dialogs()).toMatchObject([{ id: second.dialog, title: 'Sure?' }]);
    expect(await click({ message: first.dialog, action: 'submit', inputs: { reason: 'x' } })).toMatchObject({
      http: 409,
    });
    withModal({ response_action: 'clear' });
    await click({ message: second.dialog, action: 'submit', inputs: { reason: 'x' } });
    expect(await dialogs()).toEqual([]);
  });

  test('is updated by its id and hash', async () => {
    withModal();
    const { dialog } = await click({ message: await post(), action: 'reject' });
    const next = { ...modal, title: { type: 'plain_text', text: 'Changed' } };
    expect(await kit.slack('views.update', { view_id: dialog, view: next, hash: 'old' })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await kit.slack('views.update', { view_id: dialog, view: next })).toMatchObject({ ok: true });
    expect(await dialogs()).toMatchObject([{ title: 'Changed' }]);
    expect(await kit.slack('views.update', { view_id: 'V0', view: next })).toMatchObject({
      error: 'not_found',
    });
    await click({ message: dialog, action: 'cancel' });
  });

  test('does not open for a trigger that Slack never gave', async () => {
    expect(await kit.slack('views.open', { trigger_id: 'made.up', view: modal })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});
