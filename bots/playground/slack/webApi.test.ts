import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnBoth } from '../../../e2e/support/database.ts';
import { blocks, modal, startTestKit, type TestKit } from '../testKit.ts';

describeOnBoth('the Slack stand-in', (engine) => {
  let kit: TestKit;
  beforeAll(async () => {
    kit = await startTestKit({}, { engine });
  });
  afterAll(() => kit.close());

  const post = async (args: Record<string, unknown> = {}) =>
    String(
      (await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'SO-10482', blocks, ...args }))['ts'],
    );
  const find = async (id: string) =>
    (await kit.state()).channels.flatMap((channel) => channel.messages).find((message) => message.id === id);

  test("serves Slack's own client library", async () => {
    const { apiUrl, botToken } = kit.playground.slack;
    const client = new WebClient(botToken, {
      slackApiUrl: apiUrl,
      fetch: kit.playground.fetch,
      allowAbsoluteUrls: false,
    });
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: 'T0CALDER' });
    const sent = await client.chat.postMessage({
      channel: 'C0ORDERS',
      text: 'A card',
      blocks: blocks as never,
      metadata: { event_type: 'unhold_card', event_payload: { key: 'post-1' } },
    });
    await client.chat.postMessage({ channel: 'C0ORDERS', text: 'In the thread', thread_ts: sent.ts! });
    await client.chat.update({ channel: 'C0ORDERS', ts: sent.ts!, text: 'Edited' });
    const history = await client.conversations.history({
      channel: 'C0ORDERS',
      include_all_metadata: true,
      limit: 1,
    });
    expect(history.messages?.[0]).toMatchObject({
      ts: sent.ts,
      text: 'Edited',
      reply_count: 1,
      metadata: { event_payload: { key: 'post-1' } },
    });
    const replies = await client.conversations.replies({ channel: 'C0ORDERS', ts: sent.ts! });
    expect(replies.messages?.map((message) => message.text)).toEqual(['Edited', 'In the thread']);
    const direct = await client.conversations.open({ users: 'U0MAYA' });
    const asked = await client.chat.postMessage({ channel: direct.channel?.id ?? '', text: 'A question' });
    const chat = (await kit.state()).channels.find((channel) => channel.id === direct.channel?.id);
    expect(chat).toMatchObject({ kind: 'direct', name: 'Maya Chen', members: ['maya-chen'] });
    expect(chat?.messages.map((message) => message.id)).toEqual([asked.ts]);
    expect((await client.users.info({ user: 'U0MAYA' })).user?.profile?.email).toBe(
      'maya-chen@calder.example',
    );
    expect((await client.team.info({ team: 'T0BRIGHT' })).team?.name).toBe('Brightwater Medical');
  });

  test('pages through a history without losing or repeating a message', async () => {
    const sent = [
      await post({ channel: 'C0BWORDERS' }),
      await post({ channel: 'C0BWORDERS' }),
      await post({ channel: 'C0BWORDERS' }),
    ];
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await kit.slack('conversations.history', {
        channel: 'C0BWORDERS',
        limit: 1,
        ...(cursor && { cursor }),
      });
      seen.push(...(page['messages'] as { ts: string }[]).map((message) => message.ts));
      cursor = (page['response_metadata'] as { next_cursor?: string } | undefined)?.next_cursor;
    } while (cursor);
    expect(seen).toEqual(sent.toReversed());
    const exact = await kit.slack('conversations.history', {
      channel: 'C0BWORDERS',
      oldest: sent[1],
      latest: sent[1],
      inclusive: true,
    });
    expect((exact['messages'] as { ts: string }[]).map((message) => message.ts)).toEqual([sent[1]]);
  });

  test('shows what the bot sent byte for byte and reads the exception off the card', async () => {
    expect(await find(await post())).toMatchObject({
      blocks,
      exception: { id: 'ex_1', number: 'EX-1001', version: 3, status: 'open' },
      author: { bot: true },
    });
  });

  test.each([
    ['a wrong token', { token: 'xoxb-wrong' }, 'invalid_auth'],
    ['no token', { token: '' }, 'not_authed'],
  ])('refuses %s', async (_, { token }, error) => {
    const response = await kit.playground.fetch(`${kit.playground.slack.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    expect(await response.json()).toEqual({ ok: false, error });
  });

  test.each([
    ['an unknown channel', { channel: 'C0NOBODY' }, 'channel_not_found'],
    ['no text and no blocks', { text: '', blocks: [] }, 'no_text'],
    ['a thread that is not there', { thread_ts: '1.000001' }, 'thread_not_found'],
    ['blocks that are no list', { blocks: '{"type":"header"}' }, 'invalid_blocks_format'],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['51 blocks', { blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks'],
    ['an unknown block', { blocks: [{ type: 'marquee' }] }, 'invalid_blocks'],
    ['an unknown property', { blocks: [{ type: 'divider', colour: 'red' }] }, 'invalid_blocks'],
    ['metadata without a payload', { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
  ])('answers %s as Slack does', async (_, args, error) => {
    const answer = await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'x', ...args });
    expect(answer).toMatchObject({ ok: false, error });
  });

  test('says where blocks are wrong', async () => {
    const wrong = [
      { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } },
      { type: 'section' },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'mrkdwn', text: 'Go' } }] },
    ];
    const answer = await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'x', blocks: wrong });
    expect(answer['errors']).toEqual([
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
      'text or fields is required [json-pointer:/blocks/1]',
      expect.stringContaining('[json-pointer:/blocks/2/elements/0/text/type]'),
    ]);
  });

  test('refuses blocks that are too long together though each is not', async () => {
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2900) } };
    const answer = await kit.slack('chat.postMessage', {
      channel: 'C0ORDERS',
      text: 'x',
      blocks: Array(5).fill(section),
    });
    expect(answer).toMatchObject({ error: 'msg_blocks_too_long' });
  });

  test('refuses the same block id twice', async () => {
    const block = { type: 'divider', block_id: 'one' };
    const answer = await kit.slack('chat.postMessage', {
      channel: 'C0ORDERS',
      text: 'x',
      blocks: [block, block],
    });
    expect(answer).toMatchObject({ error: 'invalid_blocks' });
  });

  test('edits only what the bot posted there', async () => {
    const ts = await post();
    expect(await kit.slack('chat.update', { channel: 'C0BWORDERS', ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await kit.slack('chat.update', { channel: 'C0ORDERS', ts, text: 'New' })).toMatchObject({
      ok: true,
    });
    expect(await find(ts)).toMatchObject({ text: 'New', blocks, editedAt: expect.any(String) });
  });

  test('keeps an ephemeral message for one person and out of the history', async () => {
    const answer = await kit.slack('chat.postEphemeral', {
      channel: 'C0ORDERS',
      user: 'U0MAYA',
      text: 'Just you',
    });
    expect(await find(String(answer['message_ts']))).toMatchObject({
      onlyFor: ['maya-chen'],
      text: 'Just you',
    });
    const history = await kit.slack('conversations.history', { channel: 'C0ORDERS' });
    expect(JSON.stringify(history)).not.toContain('Just you');
    expect(
      await kit.slack('chat.postEphemeral', { channel: 'C0ORDERS', user: 'U0HANNAH', text: 'x' }),
    ).toMatchObject({ error: 'user_not_in_channel' });
  });

  test('keeps text with characters that the database cannot hold', async () => {
    const ts = await post({ text: 'a\u0000b', blocks: [] });
    expect(await find(ts)).toMatchObject({ text: 'ab' });
  });

  test('publishes App Home per person', async () => {
    const view = { type: 'home', blocks: [{ type: 'divider' }] };
    expect(await kit.slack('views.publish', { user_id: 'U0MAYA', view })).toMatchObject({ ok: true });
    expect((await kit.state()).homes).toContainEqual({ person: 'maya-chen', view });
    expect(await kit.slack('views.publish', { user_id: 'U0MAYA', view: modal })).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});
