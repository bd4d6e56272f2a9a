import { describe, expect, test } from 'vitest';
import type { ClickResult } from '#core/desk.ts';
import { activity, createBench, createDesk, pressed, tenant, view } from './testBench.ts';

const card = 'application/vnd.microsoft.card.adaptive';
const message = 'application/vnd.microsoft.activity.message';
const daniel = { provider: 'teams', workspace: tenant, externalId: '29:daniel' };
const ref = { exceptionId: view.exceptionId, version: view.version };

async function answerTo(result: Partial<ClickResult>, verb = 'choose:release', data = {}) {
  const { desk, asked } = createDesk(result);
  const { send } = await createBench({ desk });
  const response = await send(pressed(verb, data));
  return { status: response.status, body: await response.json(), asked };
}

describe('a pressed button', () => {
  test('approves the option for the person whom Teams names, and the card is renewed at once', async () => {
    const { status, body, asked } = await answerTo({});
    expect(asked).toEqual([['choose', daniel, ref, 'release']]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: card, value: { type: 'AdaptiveCard' } });
  });

  test('counts as one of two', async () => {
    const { body } = await answerTo({ status: 'counted' });
    expect(body.type).toBe(card);
  });

  test.each(['refused', 'stale', 'settled', 'not_found'] as const)(
    '%s is answered privately in words',
    async (status) => {
      const { body } = await answerTo({
        status,
        say: 'Daniel Reyes may decide this.',
      } as Partial<ClickResult>);
      expect(body).toEqual({ statusCode: 200, type: message, value: 'Daniel Reyes may decide this.' });
    },
  );

  test('of a company that vanished meanwhile is refused with 403', async () => {
    const { status } = await answerTo({ status: 'unknown_workspace' });
    expect(status).toBe(403);
  });

  test('is a person by the Entra object id where Teams sends one', async () => {
    const { send, asked } = await createBench();
    await send(pressed('choose:release', {}, { from: { id: '29:x', aadObjectId: 'aad-1' } }));
    expect(asked[0]?.[1]).toEqual({ ...daniel, externalId: 'aad-1' });
  });

  test('Reject carries the reason, and without one nothing is decided', async () => {
    expect((await answerTo({}, 'reject', { reason: ' Too late ' })).asked).toEqual([
      ['reject', daniel, ref, 'Too late'],
    ]);
    const without = await answerTo({}, 'reject');
    expect(without.asked).toEqual([]);
    expect(without.body.type).toBe(message);
  });

  test('Ask for Info carries the question and the person', async () => {
    const named = await answerTo({}, 'ask', { question: 'Since when?', of: 'maya-chen' });
    expect(named.asked).toEqual([['ask', daniel, ref, 'Since when?', 'maya-chen']]);
    const unnamed = await answerTo({}, 'ask', { question: 'Since when?' });
    expect(unnamed.asked).toEqual([['ask', daniel, ref, 'Since when?', null]]);
    expect((await answerTo({}, 'ask')).asked).toEqual([]);
  });

  test('an answer goes to its question, and takes the place of the box', async () => {
    const { asked, body } = await answerTo({ say: 'Sent.' }, 'answer', { q: 'q1', answer: 'Since *May*' });
    expect(asked).toEqual([['answer', daniel, 'q1', 'Since *May*']]);
    expect(body.type).toBe(card);
    expect(JSON.stringify(body.value)).not.toContain('*May*');
    expect(JSON.stringify(body.value)).not.toContain('Input.Text');
  });

  test('takes a settled action back', async () => {
    const { asked, body } = await answerTo({}, 'undo');
    expect(asked).toEqual([['undo', daniel, ref]]);
    expect(body.type).toBe(card);
  });

  test('approves several that are checked, with what became of them on the batch', async () => {
    const say = 'Approved 1 of 2. EX-2004: above your limit.';
    const data = { b: 'b-1', items: 'ex-1:3,ex-2:1' };
    const { asked, body } = await answerTo({ say }, 'choose_several', data);
    const items = [
      { exceptionId: 'ex-1', version: 3 },
      { exceptionId: 'ex-2', version: 1 },
    ];
    expect(asked).toEqual([['chooseSeveral', daniel, 'b-1', items]]);
    expect(body.type).toBe(card);
    expect(JSON.stringify(body.value)).toContain('Approved 1 of 2');
    expect(JSON.stringify(body.value)).toContain('choose_several');
  });

  test('approves none where none is checked, the boxes are not ours, or it is refused', async () => {
    const refusal = { status: 'refused', say: 'Daniel Reyes may decide these.' } as const;
    for (const [items, words, result] of [
      ['', 'Nothing is checked', {}],
      [undefined, 'Nothing is checked', {}],
      ['drop table', 'could not be read', {}],
      [{}, 'could not be read', {}],
      ['ex-1:3', 'Daniel Reyes may decide these.', refusal],
    ] as const) {
      const { body, asked } = await answerTo(result, 'choose_several', { b: 'b-1', items });
      expect(body.type).toBe(message);
      expect(body.value).toContain(words);
      expect(asked).toHaveLength(result === refusal ? 1 : 0);
    }
  });

  test('says which order a mail is about', async () => {
    const { asked } = await answerTo({}, 'match:order-7');
    expect(asked).toEqual([['match', daniel, ref, 'order-7']]);
  });

  test('says what kind of trouble it is, by a button or by a choice', async () => {
    expect((await answerTo({}, 'retype:none')).asked).toEqual([['retype', daniel, ref, 'none']]);
    const chosen = await answerTo({}, 'retype', { type: 'order_change' });
    expect(chosen.asked).toEqual([['retype', daniel, ref, 'order_change']]);
    expect(chosen.body.type).toBe(card);
    for (const type of [undefined, '', 7, 'x'.repeat(201)]) {
      const { asked, body } = await answerTo({}, 'retype', { type });
      expect(asked).toEqual([]);
      expect(body).toMatchObject({ type: message, value: expect.stringContaining('Please choose') });
    }
  });

  test('fills in the fields that were read, without those left blank', async () => {
    const typed = { 'field:poNumber': ' HL-77120', 'field:line%202%20quantity': '40', 'field:due': ' ' };
    const { asked, body } = await answerTo({}, 'fill', typed);
    const answers = { poNumber: 'HL-77120', 'line 2 quantity': '40' };
    expect(asked).toEqual([['fill', daniel, ref, answers]]);
    expect(body.type).toBe(card);
    for (const [data, words] of [
      [{}, 'No field is filled in'],
      [{ 'field:poNumber': ' ' }, 'No field is filled in'],
      [{ 'field:poNumber': { $ne: 1 } }, 'could not be read'],
      [{ 'field:poNumber': 'x'.repeat(301) }, 'could not be read'],
    ] as const) {
      const refused = await answerTo({}, 'fill', data);
      expect(refused.asked).toEqual([]);
      expect(refused.body).toMatchObject({ type: message, value: expect.stringContaining(words) });
    }
  });

  test('a clause opens on the card of the person alone, in full and with a link to press', async () => {
    const { body } = await answerTo({}, 'clause:harmony-2026#4.2');
    expect(body.type).toBe(card);
    const opened = JSON.stringify(body.value);
    expect(opened).toContain('"Calder may ship above the credit limit."');
    expect(opened).toContain('"url":"https://unhold.example/passages/p1?key=k"');
    expect(opened).toContain('"verb":"choose:release"');
  });

  test('a clause the card no longer quotes is told in words, and a foreign one is not', async () => {
    const { body } = await answerTo({}, 'clause:p1');
    expect(body.type).toBe(message);
    expect(body.value).toContain('“Calder may ship above the credit limit.”');
    expect((await answerTo({}, 'clause:p2')).body.value).toContain('not there');
  });

  test('refresh gives the card as it is, and words where there is none', async () => {
    expect((await answerTo({}, 'refresh')).body.type).toBe(card);
    expect((await answerTo({}, 'refresh', { e: 'gone' })).body.type).toBe(message);
  });

  test('the same press again asks the desk again, which settles once', async () => {
    const { send, asked } = await createBench();
    const press = pressed('choose:release');
    const bodies = [];
    for (let round = 0; round < 3; round++) bodies.push(await (await send(press)).json());
    expect(asked).toHaveLength(3);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  test.each([
    ['an unknown verb', 'explode', {}],
    ['no exception', 'choose:release', { e: undefined }],
    ['a version that is none', 'choose:release', { v: 'x' }],
    ['a choice of nothing', 'choose:', {}],
  ])('with %s is a clear 400 inside an answered invoke', async (_what, verb, data) => {
    const { status, body, asked } = await answerTo({}, verb, data);
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    expect(asked).toEqual([]);
  });

  test('an invoke that is no button is a clear 400', async () => {
    const { send } = await createBench();
    for (const value of [undefined, 7, { action: 'x' }, {}]) {
      expect((await send(activity({ type: 'invoke', name: 'adaptiveCard/action', value }))).status).toBe(400);
    }
    expect((await send(activity({ type: 'invoke', name: 'task/fetch', value: {} }))).status).toBe(400);
  });

  test('when the desk fails, the person reads a sentence and the error is logged', async () => {
    const { desk } = createDesk();
    const broken = { ...desk, choose: () => Promise.reject(new Error('database gone')) };
    const { send, logged } = await createBench({ desk: broken });
    const body = await (await send(pressed('choose:release'))).json();
    expect(body).toMatchObject({ statusCode: 200, type: message });
    expect(body.value).toContain('press again');
    expect(JSON.stringify(body)).not.toContain('database');
    expect(String(logged[0]?.fields)).toContain('database gone');
  });

  test('when the company cannot be looked up, the person reads a sentence', async () => {
    const { desk } = createDesk();
    const { send } = await createBench({
      desk: { ...desk, identify: () => Promise.reject(new Error('database gone')) },
    });
    expect(await (await send(pressed('choose:release'))).json()).toMatchObject({ type: message });
    expect((await send(activity())).status).toBe(503);
  });

  test('when the desk is slow, Teams is answered in time and the work goes on', async () => {
    let finish = () => {};
    const { desk, asked } = createDesk();
    const slow: typeof desk.choose = (...args) =>
      new Promise((resolve) => {
        finish = () => resolve(desk.choose(...args));
      });
    const { send, done } = await createBench({ desk: { ...desk, choose: slow }, patienceMs: 1 });
    const body = await (await send(pressed('choose:release'))).json();
    expect(body.value).toContain('goes on');
    expect(asked).toEqual([]);
    finish();
    await done();
    expect(asked).toHaveLength(1);
  });

  test('what others wrote cannot become Markdown or a link in the private answer', async () => {
    const { body } = await answerTo({ status: 'refused', say: '**Pay** [here](https://x.example)' });
    expect(body.value).not.toContain('**');
    expect(body.value).not.toContain('https://');
  });
});

describe('a message', () => {
  test('that mentions the bot is answered with help in its thread', async () => {
    const { send, microsoft, done } = await createBench();
    const mention = { type: 'mention', mentioned: { id: activity().recipient.id } };
    expect((await send(activity({ entities: [mention] }))).status).toBe(200);
    await done();
    expect(microsoft.state.connector).toMatchObject([
      {
        method: 'POST',
        path: '/v3/conversations/19:finance-calder@thread.tacv2;messageid=7/activities',
        body: { type: 'message', textFormat: 'plain', text: expect.stringContaining('not linked') },
      },
    ]);
  });

  test('that mentions nobody, or comes from a bot, is left alone', async () => {
    const { send, microsoft, done } = await createBench();
    const mention = { type: 'mention', mentioned: { id: activity().recipient.id } };
    await send(activity());
    await send(activity({ from: { id: '28:other' }, entities: [mention] }));
    await send(activity({ from: undefined, entities: [mention] }));
    await done();
    expect(microsoft.state.connector).toEqual([]);
  });

  test('is answered with 200 when the help cannot be posted', async () => {
    const { send, microsoft, logged, done } = await createBench();
    microsoft.state.fail = () => new Response('no', { status: 500 });
    const conversation = { id: 'a:1', conversationType: 'personal', tenantId: tenant };
    expect((await send(activity({ conversation }))).status).toBe(200);
    await done();
    expect(logged).toMatchObject([{ message: 'teams: help failed' }]);
    expect(microsoft.state.connector).toHaveLength(1);
  });

  test('that submits a card (older clients) decides, and the answer goes to the own chat', async () => {
    const { send, asked, microsoft, done } = await createBench();
    const value = { e: view.exceptionId, v: view.version, a: 'choose:release' };
    expect((await send(activity({ value }))).status).toBe(200);
    await done();
    expect(asked).toEqual([['choose', daniel, ref, 'release']]);
    expect(microsoft.state.connector).toMatchObject([
      { path: '/v3/conversations', body: { members: [{ id: '29:daniel' }], tenantId: tenant } },
      { path: '/v3/conversations/a:chat1/activities', body: { text: 'Done.' } },
    ]);
  });
});

test.each(['conversationUpdate', 'installationUpdate', 'messageReaction', 'event', 'typing', 'whatever'])(
  'a %s is taken and changes nothing',
  async (type) => {
    const { send, asked, microsoft } = await createBench();
    expect((await send(activity({ type }))).status).toBe(200);
    expect(asked).toEqual([]);
    expect(microsoft.state.connector).toEqual([]);
  },
);
