import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchToAdaptiveCard } from '#cards/batchAdaptiveCard.ts';
import { batchToBlockKit } from '#cards/batchBlockKit.ts';
import { sampleBatch } from '#cards/sampleBatch.ts';
import { cardActivity, startTestKit, type TestKit } from './testKit.ts';

let kit: TestKit;
beforeAll(async () => {
  kit = await startTestKit();
});
afterAll(() => kit.close());

const items = Array.from({ length: 12 }, (_, index) => ({
  ...sampleBatch.items[0]!,
  exceptionId: `ex-${index}`,
  version: index + 1,
  checked: index !== 3,
}));
const batch = { ...sampleBatch, batchId: 'b-1', items };
const checkedFirst = items
  .filter((item) => item.checked)
  .map((item) => `${item.exceptionId}:${item.version}`);

const click = async (body: Record<string, unknown>) => {
  const sent: Request[] = [];
  kit.bot((request) => {
    sent.push(request.clone());
    return Response.json({});
  });
  const response = await kit.api('click', { person: 'maya-chen', action: 'choose_several', ...body });
  return { http: response.status, answer: await response.json(), request: sent[0] };
};

interface Press {
  actions: { action_id: string; value: string }[];
  state: { values: Record<string, { items: { selected_options: { value: string }[] } }> };
}
const pressIn = async (request: Request | undefined): Promise<Press> =>
  JSON.parse(new URLSearchParams(await request?.text()).get('payload') ?? '{}');
const checkedIn = async (request: Request | undefined) =>
  Object.values((await pressIn(request)).state.values).flatMap((block) =>
    block.items.selected_options.map((option) => option.value),
  );

test('the button of a batch in Slack sends what is checked in all its groups of boxes', async () => {
  const { ts } = await kit.slack('chat.postMessage', { channel: 'C0ORDERS', ...batchToBlockKit(batch) });
  const at = { surface: 'slack', message: String(ts) };
  const plain = await click(at);
  expect(plain.http).toBe(200);
  expect(await checkedIn(plain.request?.clone())).toEqual(checkedFirst);
  expect((await pressIn(plain.request)).actions).toMatchObject([
    { action_id: 'choose_several', value: '{"b":"b-1"}' },
  ]);
  const chosen = await click({ ...at, inputs: { items: 'ex-3:4,ex-11:12' } });
  expect(await checkedIn(chosen.request)).toEqual(['ex-3:4', 'ex-11:12']);
  const none = await click({ ...at, inputs: { items: '' } });
  expect(await checkedIn(none.request)).toEqual([]);
  const first = batchToBlockKit(batch).blocks.find((block) =>
    block.block_id?.startsWith('items:0'),
  )?.block_id;
  const oneGroup = await click({ ...at, inputs: { [String(first)]: 'ex-0:1' } });
  expect(await checkedIn(oneGroup.request)).toEqual(['ex-0:1', 'ex-10:11', 'ex-11:12']);
  const foreign = await click({ ...at, inputs: { items: 'ex-99:1' } });
  expect(foreign).toMatchObject({ http: 422, request: undefined });
});

test('a box of a batch in Slack can be checked by itself', async () => {
  const { ts } = await kit.slack('chat.postMessage', { channel: 'C0ORDERS', ...batchToBlockKit(batch) });
  const toggled = await click({
    surface: 'slack',
    message: String(ts),
    action: 'items',
    inputs: { items: 'ex-1:2' },
  });
  expect(toggled.http).toBe(200);
  expect((await pressIn(toggled.request)).actions).toMatchObject([
    { action_id: 'items', selected_options: [{ value: 'ex-1:2' }] },
  ]);
});

test('the button of a batch in Teams sends the chosen values as one text', async () => {
  const path = 'conversations/19:finance-calder@thread.tacv2/activities';
  const posted = await kit.teams('POST', path, cardActivity(batchToAdaptiveCard(batch).card));
  const { id } = (await posted.json()) as { id: string };
  const at = { surface: 'teams', message: id };
  const dataOf = async (request: Request | undefined) => (await request!.json()).value.action.data;
  expect(await dataOf((await click(at)).request)).toEqual({
    a: 'choose_several',
    b: 'b-1',
    items: checkedFirst.join(','),
  });
  const chosen = await click({ ...at, inputs: { items: 'ex-3:4,ex-11:12' } });
  expect(await dataOf(chosen.request)).toMatchObject({ items: 'ex-3:4,ex-11:12' });
  const none = await click({ ...at, inputs: { items: '' } });
  expect(await dataOf(none.request)).toMatchObject({ items: '' });
  expect((await click({ ...at, inputs: { items: 'ex-3:4,ex-99:1' } })).http).toBe(422);
});

test('the state says which messages are batches and how many of their cases are open', async () => {
  const { channels } = await kit.state();
  for (const product of ['slack', 'teams']) {
    const messages = channels.find((one) => one.product === product)?.messages ?? [];
    expect(messages[0]).toMatchObject({ exception: null, batch: { id: 'b-1', open: 12 } });
  }
});

test('boxes that a product would not draw are refused', async () => {
  const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
  const post = (boxes: Record<string, unknown>) =>
    kit.slack('chat.postMessage', {
      channel: 'C0ORDERS',
      text: 'x',
      blocks: [{ type: 'actions', elements: [{ type: 'checkboxes', action_id: 'items', ...boxes }] }],
    });
  expect(await post({ options: [option('a')], initial_options: [option('a')] })).toMatchObject({ ok: true });
  for (const boxes of [
    { options: [] },
    { options: Array.from({ length: 11 }, (_, index) => option(`${index}`)) },
    { options: [option('a'), option('a')] },
    { options: [option('a')], initial_options: [option('b')] },
    { options: [option('x'.repeat(151))] },
  ]) {
    expect(await post(boxes)).toMatchObject({ error: 'invalid_blocks' });
  }
  const card = (choices: unknown) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'Input.ChoiceSet', id: 'items', isMultiSelect: true, choices }],
  });
  const path = 'conversations/19:finance-calder@thread.tacv2/activities';
  for (const choices of [undefined, [{ title: 'A' }], [{ title: 'A', value: 'a,b' }]]) {
    expect((await kit.teams('POST', path, cardActivity(card(choices)))).status).toBe(400);
  }
});
