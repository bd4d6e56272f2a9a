/** What people say about a type or a field, through the click API of both stand-ins. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { specialViews } from '#cards/sampleViews.ts';
import { fieldsDialog, typeDialog } from '../slack/messages.ts';
import type { ClickOutcome } from './clicks.ts';
import { cardActivity, startTestKit, type TestKit } from './testKit.ts';

type Json = Record<string, unknown>;

let kit: TestKit;
beforeAll(async () => {
  kit = await startTestKit();
});
afterAll(() => kit.close());

const { unsure, half_read: halfRead } = specialViews;
const half = exceptionCard(halfRead);
const memory = { e: halfRead.exceptionId, v: halfRead.version };

const click = async (body: Json) => {
  const response = await kit.api('click', { person: 'maya-chen', ...body });
  return { http: response.status, ...((await response.json()) as ClickOutcome) };
};

const inSlack = async (view: typeof unsure | typeof halfRead) =>
  String(
    (await kit.slack('chat.postMessage', { channel: 'C0ORDERS', ...toBlockKit(exceptionCard(view)) }))['ts'],
  );
const inTeams = async (view: typeof unsure | typeof halfRead) => {
  const to = `conversations/${encodeURIComponent('19:finance-calder@thread.tacv2')}/activities`;
  const answer = await kit.teams('POST', to, cardActivity(toAdaptiveCard(exceptionCard(view)).card));
  return ((await answer.json()) as { id: string }).id;
};

/** Opens `dialog` on a press and keeps what is pressed and submitted. */
function slackBot(dialog: unknown): Json[] {
  const seen: Json[] = [];
  kit.bot(async (request) => {
    const payload = JSON.parse(new URLSearchParams(await request.text()).get('payload') ?? '{}');
    seen.push(payload);
    if (payload.type === 'block_actions' && dialog) {
      expect(await kit.slack('views.open', { trigger_id: payload.trigger_id, view: dialog })).toMatchObject({
        ok: true,
      });
    }
    return new Response(null, { status: 200 });
  });
  return seen;
}

function teamsBot(): Json[] {
  const seen: Json[] = [];
  kit.bot(async (request) => {
    seen.push(((await request.json()) as { value: { action: Json } }).value.action);
    return Response.json({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Thanks.',
    });
  });
  return seen;
}

test('a candidate is pressed by its verb', async () => {
  const slack = slackBot(null);
  const action = 'retype:inventory_shortage';
  await click({ surface: 'slack', message: await inSlack(unsure), action });
  expect(slack[0]?.['actions']).toMatchObject([{ type: 'button', action_id: action }]);
  const teams = teamsBot();
  await click({ surface: 'teams', message: await inTeams(unsure), action });
  expect(teams).toMatchObject([{ verb: action, data: { e: unsure.exceptionId, v: 3 } }]);
});

test('another type is chosen in one call, from the menu', async () => {
  const slack = slackBot(typeDialog(memory, half.otherTypes));
  const pressed = { action: 'retype', inputs: { type: 'none' } };
  const answer = await click({ surface: 'slack', message: await inSlack(halfRead), ...pressed });
  expect(answer).toMatchObject({ http: 200, dialog: null, errors: null });
  expect(slack[1]).toMatchObject({
    type: 'view_submission',
    view: {
      callback_id: 'retype',
      state: { values: { type: { type: { selected_option: { value: 'none' } } } } },
    },
  });
  const teams = teamsBot();
  await click({ surface: 'teams', message: await inTeams(halfRead), ...pressed });
  expect(teams).toMatchObject([{ verb: 'retype', data: { type: 'none' } }]);
  const unknown = { action: 'retype', inputs: { type: 'nonsense' } };
  expect(await click({ surface: 'teams', message: await inTeams(halfRead), ...unknown })).toMatchObject({
    http: 422,
  });
});

test.each([
  ['as they read', 'field:line 2 quantity'],
  ['as they travel', 'field:line%202%20quantity'],
])('fields are filled in under their names %s; a guess that is left stands', async (_how, quantity) => {
  const slack = slackBot(fieldsDialog(memory, half.form!, true));
  const pressed = { action: 'fill', inputs: { [quantity]: '40' } };
  await click({ surface: 'slack', message: await inSlack(halfRead), ...pressed });
  const view = slack[1]?.['view'] as { state: { values: Record<string, Record<string, Json>> } } | undefined;
  const typed = Object.entries(view?.state.values ?? {}).map(([id, block]) => [id, block[id]?.['value']]);
  expect(typed).toEqual([
    ['field:poNumber', 'HL-77l20'],
    ['field:line%202%20quantity', '40'],
  ]);
  const teams = teamsBot();
  await click({ surface: 'teams', message: await inTeams(halfRead), ...pressed });
  expect(teams).toMatchObject([
    { verb: 'fill', data: { 'field:poNumber': 'HL-77l20', 'field:line%202%20quantity': '40' } },
  ]);
});
