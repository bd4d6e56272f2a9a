import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClickOutcome } from '../clicks.ts';
import { baseUrl, card, cardActivity, startTestKit, type TestKit } from '../testKit.ts';

let kit: TestKit;
beforeAll(async () => {
  kit = await startTestKit();
});
afterAll(() => kit.close());
beforeEach(() => kit.bot(() => new Response(null, { status: 200 })));

const channel = '19:finance-calder@thread.tacv2';
const activities = `conversations/${encodeURIComponent(channel)}/activities`;
const post = async (activity: unknown = cardActivity()) =>
  ((await (await kit.teams('POST', activities, activity)).json()) as { id: string }).id;
const click = async (body: Record<string, unknown>) => {
  const response = await kit.api('click', { surface: 'teams', person: 'maya-chen', ...body });
  return { http: response.status, ...((await response.json()) as ClickOutcome & { error?: string }) };
};
const find = async (id: string) =>
  (await kit.state()).channels.flatMap((one) => one.messages).find((message) => message.id === id);
const answerWith = (type: string, value: unknown, status = 200) =>
  kit.bot(() => Response.json({ statusCode: status, type, value }, { status }));

describe('the Teams stand-in', () => {
  test('posts a card, edits it, and answers in its thread', async () => {
    const id = await post();
    expect(await find(id)).toMatchObject({
      card,
      text: 'Release order SO-10482?',
      exception: { id: 'ex_1', number: 'EX-1001', version: 3, status: 'open' },
    });
    const thread = `conversations/${encodeURIComponent(`${channel};messageid=${id}`)}/activities`;
    const reply = await kit.teams('POST', thread, { type: 'message', text: 'In the thread' });
    const { id: replyId } = (await reply.json()) as { id: string };
    expect(await find(replyId)).toMatchObject({ thread: id, text: 'In the thread' });
    const toReply = await kit.teams('POST', `${activities}/${replyId}`, { type: 'message', text: 'Another' });
    expect(await find(((await toReply.json()) as { id: string }).id)).toMatchObject({ thread: id });
    const edited = cardActivity({ ...card, body: [{ type: 'TextBlock', text: 'Done' }] });
    expect((await kit.teams('PUT', `${activities}/${id}`, edited)).status).toBe(200);
    expect(await find(id)).toMatchObject({ card: edited.attachments[0]?.content, exception: null });
  });

  test('opens a thread of a channel with its first message', async () => {
    const opened = await kit.teams('POST', 'conversations', {
      isGroup: true,
      channelData: { channel: { id: channel } },
      activity: cardActivity(),
    });
    const { id, activityId } = (await opened.json()) as { id: string; activityId: string };
    expect(id).toBe(`${channel};messageid=${activityId}`);
    expect(await find(activityId)).toMatchObject({ card });
  });

  test('opens one personal chat per person of the company that is named', async () => {
    const open = (tenantId: string) =>
      kit.teams('POST', 'conversations', { isGroup: false, members: [{ id: '29:maya' }], tenantId });
    const { id } = (await (await open('11111111-1111-4111-8111-111111111111')).json()) as { id: string };
    await kit.teams('POST', `conversations/${encodeURIComponent(id)}/activities`, {
      type: 'message',
      text: 'A question',
    });
    const chat = (await kit.state()).channels.find((one) => one.id === id);
    expect(chat).toMatchObject({
      kind: 'direct',
      name: 'Maya Chen',
      members: ['maya-chen'],
      product: 'teams',
    });
    expect((await open('22222222-2222-4222-8222-222222222222')).status).toBe(403);
  });

  test('lists members', async () => {
    const members = await (
      await kit.teams('GET', `conversations/${encodeURIComponent(channel)}/members`)
    ).json();
    expect(members).toMatchObject([{ id: '29:maya', aadObjectId: '29:maya' }, { id: '29:daniel' }]);
  });

  test('lets nobody in without a token from its own login', async () => {
    const call = (authorization?: string) =>
      kit.playground.fetch(`${kit.playground.teams.serviceUrl}v3/${activities}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify(cardActivity()),
      });
    const forged = 'eyJhbGciOiJub25lIn0.eyJhcHBpZCI6IngifQ.';
    expect([(await call()).status, (await call(`Bearer ${forged}`)).status]).toEqual([401, 401]);
    const { endpoints, appId } = kit.playground.teams;
    const login = (fields: Record<string, string>) =>
      kit.playground.fetch(`${endpoints.loginUrl}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: appId, ...fields }),
      });
    const wrong = await login({ client_secret: 'wrong', scope: `${endpoints.oAuthScope}/.default` });
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });

  test.each([
    ['an unknown conversation', 'POST', 'conversations/19%3Anobody/activities', cardActivity(), 404],
    [
      'a thread that is not there',
      'POST',
      `conversations/${encodeURIComponent(`${channel};messageid=1`)}/activities`,
      cardActivity(),
      404,
    ],
    ['an edit of nothing', 'PUT', `${activities}/1`, cardActivity(), 404],
    ['an activity without a type', 'POST', activities, { text: 'x' }, 400],
    ['an empty message', 'POST', activities, { type: 'message' }, 400],
    ['a card of a later version', 'POST', activities, cardActivity({ ...card, version: '1.6' }), 400],
    [
      'a card without a body',
      'POST',
      activities,
      cardActivity({ type: 'AdaptiveCard', version: '1.5' }),
      400,
    ],
    ['an unknown element', 'POST', activities, cardActivity({ ...card, body: [{ type: 'Marquee' }] }), 400],
    [
      'two inputs with one id',
      'POST',
      activities,
      cardActivity({
        ...card,
        body: [
          { type: 'Input.Text', id: 'a' },
          { type: 'Input.Text', id: 'a' },
        ],
        actions: [],
      }),
      400,
    ],
    [
      'seven actions in a row',
      'POST',
      activities,
      cardActivity({ ...card, actions: Array(7).fill({ type: 'Action.Submit', title: 'x' }) }),
      400,
    ],
    [
      'a message over 80 KB',
      'POST',
      activities,
      cardActivity({ ...card, body: [{ type: 'TextBlock', text: 'ä'.repeat(41_000) }] }),
      413,
    ],
  ])('refuses %s as Teams does', async (_, method, path, body, status) => {
    const response = await kit.teams(method, path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });
});

describe('a click in the Teams stand-in', () => {
  test("carries a token that verifies by the stand-in's published keys, and Teams' own shape", async () => {
    const message = await post();
    let request = new Request(baseUrl);
    kit.bot((sent) => {
      request = sent;
      return Response.json({
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: 'Counted.',
      });
    });
    expect(await click({ message, action: 'choose:release' })).toMatchObject({
      http: 200,
      status: 200,
      private: 'Counted.',
    });
    const { endpoints, appId, serviceUrl } = kit.playground.teams;
    const metadata = (await (await kit.playground.fetch(endpoints.openIdMetadataUrl)).json()) as {
      jwks_uri: string;
    };
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri), {
      [customFetch]: (url, init) => kit.playground.fetch(url, init),
    });
    const token = request.headers.get('authorization')?.slice('Bearer '.length) ?? '';
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: endpoints.tokenIssuer,
      audience: appId,
    });
    expect(payload['serviceurl']).toBe(serviceUrl);
    expect(keys.jwks()?.keys.find((key) => key.kid === protectedHeader.kid)).toMatchObject({
      endorsements: ['msteams'],
    });
    expect(request.url).toBe(`${baseUrl}/api/messages`);
    expect(await request.json()).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      serviceUrl,
      from: { id: '29:maya', aadObjectId: '29:maya' },
      recipient: { id: `28:${appId}` },
      conversation: {
        id: `${channel};messageid=${message}`,
        conversationType: 'channel',
        tenantId: '11111111-1111-4111-8111-111111111111',
      },
      channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } },
      replyToId: message,
      value: {
        action: { type: 'Action.Execute', verb: 'choose:release', data: { e: 'ex_1', v: 3 } },
        trigger: 'manual',
      },
    });
  });

  test('sends the inputs of the part of the card that is open', async () => {
    const message = await post();
    let data: unknown;
    kit.bot(async (request) => {
      data = ((await request.json()) as { value: { action: { data: unknown } } }).value.action.data;
      return Response.json({
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: 'ok',
      });
    });
    await click({ message, action: 'reject', inputs: { reason: 'Too risky', other: 'x' } });
    expect(data).toEqual({ e: 'ex_1', v: 3, reason: 'Too risky' });
    expect(await click({ message, action: 'reject' })).toMatchObject({
      http: 422,
      errors: { reason: 'Please write a sentence.' },
    });
  });

  test('shows a private answer to one person', async () => {
    const message = await post();
    answerWith('application/vnd.microsoft.activity.message', 'Daniel Reyes can.');
    await click({ message, action: 'choose:release' });
    const said = (await kit.state()).channels
      .flatMap((c) => c.messages)
      .filter((m) => m.text === 'Daniel Reyes can.');
    expect(said).toMatchObject([{ onlyFor: ['maya-chen'], thread: message }]);
  });

  test('replaces the card for who pressed, until the bot edits it for everybody', async () => {
    const message = await post();
    const working = { ...card, body: [{ type: 'TextBlock', text: 'Working…' }] };
    answerWith('application/vnd.microsoft.card.adaptive', working);
    expect(await click({ message, action: 'choose:release' })).toMatchObject({ private: null });
    expect(await find(message)).toMatchObject({ card, cardFor: { 'maya-chen': working } });
    await kit.teams('PUT', `${activities}/${message}`, cardActivity(working));
    expect(await find(message)).toMatchObject({ card: working });
    expect(await find(message)).not.toHaveProperty('cardFor');
  });

  test.each([
    [
      'an error in words',
      'application/vnd.microsoft.error',
      { code: 'X', message: 'No such card.' },
      200,
      'No such card.',
    ],
    ['a broken answer', 'text/plain', 'oops', 200, 'Something went wrong. Please try again.'],
    [
      'a card that cannot be drawn',
      'application/vnd.microsoft.card.adaptive',
      { type: 'X' },
      200,
      'Something went wrong. Please try again.',
    ],
  ])('shows %s as Teams does', async (_, type, value, status, words) => {
    const message = await post();
    answerWith(type, value, status);
    expect((await click({ message, action: 'choose:release' })).private).toBe(words);
  });

  test('submits to bots that know no Action.Execute as a message', async () => {
    const submit = {
      ...card,
      actions: [{ type: 'Action.Submit', title: 'Go', data: { a: 'choose:release', e: 'ex_1' } }],
    };
    const message = await post(cardActivity(submit));
    let activity: unknown;
    kit.bot(async (request) => {
      activity = await request.json();
      return new Response(null, { status: 200 });
    });
    expect(await click({ message, action: 'choose:release' })).toMatchObject({ status: 200, private: null });
    expect(activity).toMatchObject({
      type: 'message',
      value: { a: 'choose:release', e: 'ex_1' },
      replyToId: message,
    });
  });

  test('is not sent for a message of another company', async () => {
    const message = await post();
    kit.bot(() => {
      throw new Error('The bot must not hear of this.');
    });
    expect(await click({ message, action: 'choose:release', person: 'hannah-wolf' })).toMatchObject({
      http: 404,
    });
  });
});
