/** For tests: Slack's Web API in the process, a Desk that remembers, and requests signed as Slack signs them. */

import { sampleBatch } from '#cards/sampleBatch.ts';
import { sampleViews } from '#cards/sampleViews.ts';
import type { Log } from '#core/deps.ts';
import type { BatchResult, ClickResult, Desk } from '#core/desk.ts';
import { createSlack, type SlackOptions } from './createSlack.ts';
import { sign } from './signature.ts';

export const secret = 'shh-only-for-tests';
export const now = new Date('2026-11-23T15:00:00.000Z');

export interface ApiCall {
  method: string;
  token: string | null;
  args: Record<string, unknown>;
}

/** Answers what a test lays out in `answers`, else `{ ok: true }` with a new ts. */
export function createSlackApi() {
  const calls: ApiCall[] = [];
  const answers = new Map<
    string,
    (call: ApiCall) => Record<string, unknown> | Response | Promise<Response>
  >();
  const api: typeof fetch = async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' } as RequestInit);
    const form = new URLSearchParams(await request.text());
    const args = Object.fromEntries([...form].map(([name, value]) => [name, parse(value)]));
    const method = new URL(request.url).pathname.split('/').pop() ?? '';
    const call = { method, token: request.headers.get('authorization'), args };
    calls.push(call);
    const given = await answers.get(method)?.(call);
    if (given instanceof Response) return given;
    return Response.json(given ?? { ok: true, ts: `1795446000.00000${calls.length}` });
  };
  const named = (method: string) => calls.filter((call) => call.method === method);
  return { api, calls, answers, named };
}

const parse = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

type DeskCall = [keyof Desk, ...unknown[]];

/** Knows workspace T0CALDER and accepts everything; `over` replaces single answers. */
export function createTestDesk(over: Partial<Desk> = {}) {
  const calls: DeskCall[] = [];
  const accepted: ClickResult = {
    status: 'accepted',
    say: 'Thank you: SO-10482 is being released.',
    view: sampleViews.acting,
  };
  const approved: BatchResult = { status: 'accepted', say: 'Approved 2 of 5.', view: sampleBatch };
  const noted =
    <A extends unknown[], R>(name: keyof Desk, result: R) =>
    async (...args: A): Promise<R> => {
      calls.push([name, ...args]);
      return result;
    };
  const desk: Desk = {
    identify: async (speaker) =>
      speaker.workspace === 'T0CALDER' ? { tenantId: 'calder', person: null } : null,
    choose: noted('choose', accepted),
    reject: noted('reject', accepted),
    ask: noted('ask', accepted),
    answer: noted('answer', accepted),
    match: noted('match', accepted),
    undo: noted('undo', accepted),
    retype: noted('retype', accepted),
    fill: noted('fill', accepted),
    chooseSeveral: noted('chooseSeveral', approved),
    passage: async (speaker, id) => {
      calls.push(['passage', speaker, id]);
      return {
        passage: {
          id,
          documentId: 'harmony-2026',
          document: 'Harmony Labs Supply Agreement 2026',
          version: '1',
          clause: '§4.2',
          effectiveFrom: '2026-01-01',
          effectiveTo: null,
          customerId: 'C-1001',
          text: 'Calder may ship above the credit limit by up to fifteen percent.',
          start: 0,
          end: 64,
        },
        link: 'https://unhold.example/passages/harmony-2026?p=4.2&k=mine',
      };
    },
    view: noted('view', sampleViews.open),
    askable: noted('askable', [{ id: 'maya-chen', name: 'Maya Chen', title: 'Order desk' }]),
    ...over,
  };
  return { desk, calls };
}

export function createTestLog() {
  const lines: { level: string; message: string; detail: unknown }[] = [];
  const log: Log = {
    info: (message, detail) => void lines.push({ level: 'info', message, detail }),
    warn: (message, detail) => void lines.push({ level: 'warn', message, detail }),
    error: (message, detail) => void lines.push({ level: 'error', message, detail }),
  };
  return { log, lines };
}

/** A Slack app on the stand-ins above. `settled` waits for what goes on after the answers. */
export function createTestSlack(over: Partial<SlackOptions> = {}, deskOver: Partial<Desk> = {}) {
  const slack = createSlackApi();
  const { desk, calls: deskCalls } = createTestDesk(deskOver);
  const { log, lines } = createTestLog();
  const going: Promise<unknown>[] = [];
  const { routes, surface } = createSlack({
    desk,
    signingSecret: secret,
    botToken: async (workspace) => (workspace === 'T0OTHER' ? null : `xoxb-${workspace}`),
    apiUrl: 'http://slack.test/api/',
    fetch: slack.api,
    clock: { now: () => now },
    log,
    waitUntil: (work) => void going.push(work),
    ...over,
  });
  const settled = () => Promise.all(going);
  const send = async (body: string, headers: Record<string, string> = {}) => {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const response = await routes.request('/events', {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(secret, headers['x-slack-request-timestamp'] ?? timestamp, body),
        ...headers,
      },
    });
    return response;
  };
  const interact = (payload: unknown) =>
    send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const event = (payload: unknown, headers: Record<string, string> = {}) =>
    send(JSON.stringify(payload), { 'content-type': 'application/json', ...headers });
  return { routes, surface, slack, deskCalls, lines, settled, send, interact, event };
}

/** A pressed button as Slack sends it. */
export function press(action: Record<string, unknown>, over: Record<string, unknown> = {}) {
  return {
    type: 'block_actions',
    team: { id: 'T0CALDER', domain: 'calder' },
    user: { id: 'U0DANIEL', team_id: 'T0CALDER' },
    api_app_id: 'A0UNHOLD',
    trigger_id: '1.2.3',
    response_url: 'https://hooks.slack.com/actions/T0CALDER/1/x',
    container: { type: 'message', message_ts: '1795446000.000100', channel_id: 'C0ORDERS' },
    channel: { id: 'C0ORDERS', name: 'orders' },
    message: { type: 'message', ts: '1795446000.000100', text: 'card', blocks: [] },
    actions: [{ type: 'button', block_id: 'b', action_ts: '1', ...action }],
    ...over,
  };
}

/** A submitted dialog as Slack sends it. */
export function submit(
  callback: string,
  values: Record<string, string>,
  memory: Record<string, unknown> = { e: 'ex-1', v: 3, c: 'C0ORDERS' },
  over: Record<string, unknown> = {},
) {
  const state = Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      {
        [id]:
          id === 'of' || id === 'type'
            ? { type: 'static_select', selected_option: { value } }
            : { type: 'plain_text_input', value },
      },
    ]),
  );
  return {
    type: 'view_submission',
    team: { id: 'T0CALDER', domain: 'calder' },
    user: { id: 'U0DANIEL', team_id: 'T0CALDER' },
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: callback,
      private_metadata: JSON.stringify(memory),
      state: { values: state },
      blocks: [],
    },
    ...over,
  };
}
