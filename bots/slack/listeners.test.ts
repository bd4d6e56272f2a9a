import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchToBlockKit } from '#cards/batchBlockKit.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { hostileText, objects } from '#cards/hostileText.ts';
import { sampleBatch } from '#cards/sampleBatch.ts';
import { sampleViews, specialViews } from '#cards/sampleViews.ts';
import type { Desk } from '#core/desk.ts';
import { checkView } from '../playground/slack/blockSchema.ts';
import { fieldsDialog, typeDialog } from './messages.ts';
import { createTestSlack, press, submit } from './testSlack.ts';

const daniel = { provider: 'slack', workspace: 'T0CALDER', externalId: 'U0DANIEL' };
const value = JSON.stringify({ e: 'ex-1', v: 3 });
const card = { exceptionId: 'ex-1', version: 3 };
const failing = async () => {
  throw new Error('database gone');
};

describe('pressing an option', () => {
  it('is decided before it is acknowledged, and answered privately', async () => {
    let committed: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      committed = resolve;
    });
    const app = createTestSlack(
      {},
      {
        choose: async () => {
          await waiting;
          return { status: 'accepted', say: 'Thank you.', view: sampleViews.acting };
        },
      },
    );
    const response = app.interact(press({ action_id: 'choose:release', value }));
    const first = await Promise.race([
      response,
      new Promise((resolve) => setImmediate(() => resolve('still open'))),
    ]);
    expect(first).toBe('still open');
    committed();
    expect((await response).status).toBe(200);
    await app.settled();
    expect(app.slack.named('chat.postEphemeral')).toMatchObject([
      { token: 'Bearer xoxb-T0CALDER', args: { channel: 'C0ORDERS', user: 'U0DANIEL', text: 'Thank you.' } },
    ]);
  });

  it('hands over who, which card and which option, also from the menu and from the rendered card', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'choose:release', value }));
    await app.interact(
      press({
        type: 'overflow',
        action_id: 'more',
        selected_option: { value: JSON.stringify({ e: 'ex-1', v: 3, a: 'choose:cancel' }) },
      }),
    );
    const row = toBlockKit(exceptionCard(sampleViews.open)).blocks.find((block) => block.type === 'actions');
    await app.interact(press(row?.elements[0] as unknown as Record<string, unknown>));
    expect(app.deskCalls).toEqual([
      ['choose', daniel, card, 'release'],
      ['choose', daniel, card, 'cancel'],
      ['choose', daniel, { exceptionId: sampleViews.open.exceptionId, version: 3 }, 'release'],
    ]);
  });

  it('escapes what the answer quotes', async () => {
    const say = '<!channel> is not a person';
    const app = createTestSlack({}, { choose: async () => ({ status: 'not_found', say }) });
    await app.interact(press({ action_id: 'choose:release', value }));
    await app.settled();
    expect(JSON.stringify(app.slack.named('chat.postEphemeral')[0]?.args)).not.toContain('<!');
  });

  it('says in words that it did not work when the Desk fails, and logs why', async () => {
    for (const over of [{ choose: failing }, { choose: failing, identify: failing }] as Partial<Desk>[]) {
      const app = createTestSlack({}, over);
      expect((await app.interact(press({ action_id: 'choose:release', value }))).status).toBe(200);
      await app.settled();
      expect(app.slack.named('chat.postEphemeral')[0]?.args.text).toMatch(
        /did not work.*Nothing was changed.*try again/,
      );
      expect(app.lines.some((line) => line.level === 'error')).toBe(true);
    }
  });

  it('writes to the person directly where the channel takes no private answer', async () => {
    const app = createTestSlack();
    app.slack.answers.set('chat.postEphemeral', () => ({ ok: false, error: 'user_not_in_channel' }));
    await app.interact(press({ action_id: 'choose:release', value }));
    await app.settled();
    expect(app.slack.named('chat.postMessage')).toMatchObject([{ args: { channel: 'U0DANIEL' } }]);
  });

  it('decides nothing for a guest of a shared channel', async () => {
    const app = createTestSlack();
    const guest = { user: { id: 'U9', team_id: 'T0GUEST' } };
    for (const action_id of [
      'choose:release',
      'reject',
      'ask',
      'clause:p1',
      'match:482',
      'undo',
      'choose_several',
      'retype',
      'retype:none',
      'fill',
    ]) {
      const carried = action_id === 'choose_several' ? '{"b":"b-1"}' : value;
      expect((await app.interact(press({ action_id, value: carried }, guest))).status).toBe(200);
    }
    expect((await app.interact(submit('reject', { reason: 'no' }, undefined, guest))).status).toBe(200);
    await app.settled();
    expect(app.deskCalls).toEqual([]);
    expect(app.slack.named('views.open')).toEqual([]);
    expect(app.slack.named('chat.postEphemeral')[0]?.args.text).toContain('guest from another company');
  });

  it('ignores buttons that are not ours', async () => {
    const app = createTestSlack();
    for (const action of [
      { action_id: 'choose:release', value: '{"e":' },
      { action_id: 'other', value },
      { action_id: 'choose:release' },
    ]) {
      expect((await app.interact(press(action))).status).toBe(200);
    }
    await app.settled();
    expect([app.deskCalls, app.slack.calls]).toEqual([[], []]);
  });
});

describe('several alike in one message', () => {
  const batch = batchToBlockKit(sampleBatch).blocks;
  const button = [...objects(batch)].find((one) => one['action_id'] === 'choose_several')!;
  const checked = (groups: string[][]) => ({
    values: Object.fromEntries(
      groups.map((group, index) => [
        `items:${index}:5.5`,
        { items: { type: 'checkboxes', selected_options: group.map((one) => ({ value: one })) } },
      ]),
    ),
  });

  it('approves what is checked in all groups, and answers privately', async () => {
    const app = createTestSlack();
    const state = checked([['ex-1:3', 'ex-2:1'], ['ex-9:2']]);
    expect((await app.interact(press(button, { state }))).status).toBe(200);
    await app.settled();
    const items = [
      { exceptionId: 'ex-1', version: 3 },
      { exceptionId: 'ex-2', version: 1 },
      { exceptionId: 'ex-9', version: 2 },
    ];
    expect(app.deskCalls).toEqual([['chooseSeveral', daniel, sampleBatch.batchId, items]]);
    expect(app.slack.named('chat.postEphemeral')).toMatchObject([{ args: { text: 'Approved 2 of 5.' } }]);
  });

  it('does nothing where nothing is checked, or the boxes are not ours, and says so', async () => {
    for (const [state, words] of [
      [checked([[], []]), 'Nothing is checked'],
      [undefined, 'Nothing is checked'],
      [checked([['drop table']]), 'could not be read'],
      [checked([Array.from({ length: 201 }, (_, index) => `ex-${index}:1`)]), 'could not be read'],
    ] as const) {
      const app = createTestSlack();
      await app.interact(press(button, { state }));
      await app.settled();
      expect(app.deskCalls).toEqual([]);
      expect(app.slack.named('chat.postEphemeral')[0]?.args.text).toContain(words);
    }
  });

  it('takes a checked box quietly', async () => {
    const app = createTestSlack();
    const toggled = { type: 'checkboxes', action_id: 'items', selected_options: [{ value: 'ex-1:3' }] };
    expect((await app.interact(press(toggled))).status).toBe(200);
    await app.settled();
    expect([app.deskCalls, app.slack.calls, app.lines]).toEqual([[], [], []]);
  });
});

describe('undo', () => {
  it('is decided before it is acknowledged, and answered privately', async () => {
    const app = createTestSlack();
    const row = toBlockKit(exceptionCard(specialViews.undoable)).blocks.find((one) => one.type === 'actions');
    await app.interact(press(row?.elements[0] as unknown as Record<string, unknown>));
    await app.settled();
    const ref = { exceptionId: specialViews.undoable.exceptionId, version: 3 };
    expect(app.deskCalls).toEqual([['undo', daniel, ref]]);
    expect(app.slack.named('chat.postEphemeral')).toHaveLength(1);
  });
});

describe('the dialogs', () => {
  it('asks for the reason of a rejection and carries it to the Desk', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'reject', value }));
    await app.settled();
    const view = app.slack.named('views.open')[0]?.args.view as {
      callback_id: string;
      private_metadata: string;
    };
    expect(view.callback_id).toBe('reject');
    const memory = JSON.parse(view.private_metadata);
    expect(memory).toEqual({ e: 'ex-1', v: 3, c: 'C0ORDERS' });
    const response = await app.interact(submit('reject', { reason: ' They pay first. ' }, memory));
    await app.settled();
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(app.deskCalls).toEqual([['reject', daniel, card, 'They pay first.']]);
    expect(app.slack.named('chat.postEphemeral')).toMatchObject([{ args: { channel: 'C0ORDERS' } }]);
  });

  it('offers the likeliest person for a question', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'ask', value }));
    await app.settled();
    expect(JSON.stringify(app.slack.named('views.open')[0]?.args)).toContain('Maya Chen, Order desk');
    await app.interact(submit('ask', { question: 'When do they pay?', of: 'maya-chen' }));
    await app.interact(submit('ask', { question: 'When do they pay?' }));
    expect(app.deskCalls.slice(1)).toEqual([
      ['ask', daniel, card, 'When do they pay?', 'maya-chen'],
      ['ask', daniel, card, 'When do they pay?', null],
    ]);
  });

  it('keeps the words when the Desk fails, so that trying again is one press', async () => {
    const app = createTestSlack({}, { reject: failing });
    const response = await app.interact(submit('reject', { reason: 'They pay first.' }));
    expect(await response.json()).toMatchObject({
      response_action: 'errors',
      errors: { reason: expect.stringContaining('Nothing was changed') },
    });
  });

  it('wants a sentence', async () => {
    const app = createTestSlack();
    const response = await app.interact(submit('reject', { reason: '  ' }));
    expect(await response.json()).toMatchObject({ response_action: 'errors' });
    expect(app.deskCalls).toEqual([]);
  });

  it('takes an answer to a question that was asked in a direct message', async () => {
    const app = createTestSlack();
    const asked = [{ type: 'section', text: { type: 'mrkdwn', text: '> When?' } }];
    const answer = { action_id: 'answer', value: JSON.stringify({ e: 'ex-1', q: 'q-9' }) };
    await app.interact(press(answer, { message: { type: 'message', ts: '1', text: '', blocks: asked } }));
    await app.settled();
    const view = app.slack.named('views.open')[0]?.args.view as { private_metadata: string };
    expect(JSON.stringify(view)).toContain('> When?');
    await app.interact(submit('answer', { answer: 'Friday.' }, JSON.parse(view.private_metadata)));
    expect(app.deskCalls).toEqual([['answer', daniel, 'q-9', 'Friday.']]);
  });

  it('ignores dialogs that are not ours', async () => {
    const app = createTestSlack();
    expect((await app.interact(submit('other', { reason: 'x' }))).status).toBe(200);
    expect((await app.interact(submit('reject', { reason: 'x' }, { nothing: 1 }))).status).toBe(200);
    expect(app.deskCalls).toEqual([]);
  });
});

describe('what a mail or document is about', () => {
  const asking = { view: async () => specialViews.half_read };
  const ref = { exceptionId: specialViews.half_read.exceptionId, version: 3 };
  const carried = JSON.stringify({ e: ref.exceptionId, v: 2 });
  type View = { callback_id: string; private_metadata: string; blocks: Record<string, unknown>[] };
  const opened = (app: ReturnType<typeof createTestSlack>) =>
    app.slack.named('views.open').map((call) => call.args.view as View);

  it('is said with one press where it may be two things', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'retype:order_change', value }));
    await app.settled();
    expect(app.deskCalls).toEqual([['retype', daniel, card, 'order_change']]);
    expect(app.slack.named('chat.postEphemeral')).toHaveLength(1);
  });

  it('is asked in a dialog from the menu, on the card as it is now', async () => {
    const app = createTestSlack({}, asking);
    const entry = JSON.stringify({ ...JSON.parse(carried), a: 'retype' });
    await app.interact(press({ type: 'overflow', action_id: 'more', selected_option: { value: entry } }));
    await app.settled();
    const [view] = opened(app);
    expect(checkView(view, 'modal')).toEqual([]);
    expect(JSON.stringify(view)).toContain('"No exception"');
    const memory = JSON.parse(view?.private_metadata ?? '');
    expect(memory).toEqual({ e: ref.exceptionId, v: 3, c: 'C0ORDERS' });
    await app.interact(submit('retype', { type: 'none' }, memory));
    await app.settled();
    expect(app.deskCalls).toEqual([['retype', daniel, ref, 'none']]);
    expect(app.slack.named('chat.postEphemeral')).toMatchObject([{ args: { channel: 'C0ORDERS' } }]);
  });

  it('wants a choice', async () => {
    const app = createTestSlack();
    for (const values of [{}, { type: '' }, { type: 'x'.repeat(151) }] as Record<string, string>[]) {
      const response = await app.interact(submit('retype', values));
      expect(await response.json()).toMatchObject({ errors: { type: 'Please choose what it is.' } });
    }
    expect(app.deskCalls).toEqual([]);
  });

  it('is filled in field by field, with a picture of the place and the guess', async () => {
    const app = createTestSlack({}, asking);
    await app.interact(press({ action_id: 'fill', value: carried }));
    await app.settled();
    const [view] = opened(app);
    expect(checkView(view, 'modal')).toEqual([]);
    expect(view?.blocks.map((block) => block.block_id ?? block.type)).toEqual([
      'section',
      'image',
      'field:poNumber',
      'field:line%202%20quantity',
    ]);
    expect(view?.blocks[2]).toMatchObject({ optional: true, element: { initial_value: 'HL-77l20' } });
    const typed = { 'field:poNumber': ' HL-77120 ', 'field:line%202%20quantity': '' };
    await app.interact(submit('fill', typed, JSON.parse(view?.private_metadata ?? '')));
    await app.settled();
    expect(app.deskCalls).toEqual([['fill', daniel, ref, { poNumber: 'HL-77120' }]]);
    expect(app.slack.named('chat.postEphemeral')).toHaveLength(1);
  });

  it('is asked without pictures where Slack cannot fetch one', async () => {
    const app = createTestSlack({}, asking);
    app.slack.answers.set('views.open', (call) =>
      JSON.stringify(call.args).includes('image_url')
        ? { ok: false, error: 'invalid_arguments' }
        : { ok: true },
    );
    await app.interact(press({ action_id: 'fill', value: carried }));
    await app.settled();
    expect(opened(app).map((view) => view.blocks.length)).toEqual([4, 3]);
    expect(app.slack.named('chat.postEphemeral')).toEqual([]);
  });

  it('takes no empty form, and none that it did not make', async () => {
    const app = createTestSlack();
    const empty = await app.interact(submit('fill', { 'field:poNumber': '  ' }));
    expect(await empty.json()).toMatchObject({
      errors: { 'field:poNumber': expect.stringContaining('at least one') },
    });
    const many = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`field:${index}`, 'x']));
    for (const values of [many, { 'field:poNumber': 'x'.repeat(301) }]) {
      const response = await app.interact(submit('fill', values));
      expect(JSON.stringify(await response.json())).toContain('could not be read');
    }
    expect((await app.interact(submit('fill', { reason: 'x' }))).status).toBe(200);
    expect(app.deskCalls).toEqual([]);
  });

  it('keeps what was typed when the Desk fails', async () => {
    const app = createTestSlack({}, { fill: failing });
    const response = await app.interact(submit('fill', { 'field:poNumber': 'HL-77120' }));
    expect(await response.json()).toMatchObject({
      errors: { 'field:poNumber': expect.stringContaining('Nothing was changed') },
    });
  });

  it('is not asked any more once the card has moved on', async () => {
    for (const view of [async () => sampleViews.resolved, async () => null, failing]) {
      for (const action_id of ['retype', 'fill']) {
        const app = createTestSlack({}, { view });
        await app.interact(press({ action_id, value }));
        await app.settled();
        expect(opened(app)).toEqual([]);
        expect(app.slack.named('chat.postEphemeral')[0]?.args.text).toContain('Nothing was changed');
      }
    }
  });

  it('opens dialogs that Slack takes, whatever was written in the document', async () => {
    const question = fc.record({
      name: hostileText,
      label: hostileText,
      guess: fc.option(hostileText),
      crop: fc.constantFrom(null, 'https://unhold.example/crop?a=<b>', 'not a url'),
    });
    const told = fc.record({
      typeCandidates: fc.constant<{ type: string; title: string }[]>([]),
      otherTypes: fc.array(fc.record({ type: hostileText, title: hostileText }), { maxLength: 120 }),
      form: fc.record({ file: hostileText, read: fc.nat(), of: fc.nat(), questions: fc.array(question) }),
    });
    fc.assert(
      fc.property(told, (hostile) => {
        const { form, otherTypes } = exceptionCard({ ...sampleViews.open, told: hostile });
        const memory = { e: ref.exceptionId, v: 3, c: 'C0ORDERS' };
        if (otherTypes.length > 0) expect(checkView(typeDialog(memory, otherTypes), 'modal')).toEqual([]);
        if (form === null) return;
        const view = fieldsDialog(memory, form, true);
        expect(checkView(view, 'modal')).toEqual([]);
        for (const one of objects(view.blocks)) {
          if (one['type'] === 'mrkdwn') expect(one['text']).not.toMatch(/<[!@#h]/);
        }
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

describe('the other buttons', () => {
  it('matches a mail to an order', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'match:482', value }));
    expect(app.deskCalls).toEqual([['match', daniel, card, '482']]);
  });

  it('shows a clause and its link to the person alone', async () => {
    const app = createTestSlack();
    await app.interact(press({ action_id: 'clause:harmony#4.2', value }));
    await app.settled();
    expect(app.deskCalls).toEqual([['passage', daniel, 'harmony#4.2']]);
    const text = JSON.stringify(app.slack.named('chat.postEphemeral')[0]?.args);
    expect(text).toContain('up to fifteen percent');
    expect(text).toContain('<https://unhold.example/passages/harmony-2026?p=4.2&amp;k=mine|');
    expect(app.slack.named('chat.postMessage')).toEqual([]);
  });

  it('says so where there is no clause for this person', async () => {
    const app = createTestSlack({}, { passage: async () => null });
    await app.interact(press({ action_id: 'clause:p1', value }));
    await app.settled();
    expect(app.slack.named('chat.postEphemeral')[0]?.args.text).toContain('not open to you');
  });
});

describe('being spoken to', () => {
  const mention = {
    type: 'event_callback',
    team_id: 'T0CALDER',
    event_id: 'Ev1',
    event: { type: 'app_mention', user: 'U0MAYA', text: '<@U0BOT> help', ts: '1.1', channel: 'C0ORDERS' },
  };

  it('explains itself in the thread, once', async () => {
    const app = createTestSlack();
    await app.event(mention);
    await app.event(mention, { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
    await app.settled();
    expect(app.slack.named('chat.postMessage')).toMatchObject([
      { args: { channel: 'C0ORDERS', thread_ts: 1.1 } },
    ]);
  });

  it('answers people in direct messages and never bots', async () => {
    const app = createTestSlack();
    const message = {
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U0MAYA',
      text: 'hi',
      ts: '1.1',
    };
    await app.event({ ...mention, event: message });
    await app.event({ ...mention, event: { ...message, bot_id: 'B1' } });
    await app.event({ ...mention, event: { ...message, channel_type: 'channel' } });
    await app.settled();
    expect(app.slack.named('chat.postMessage')).toHaveLength(1);
    expect(app.deskCalls).toEqual([]);
  });
});
