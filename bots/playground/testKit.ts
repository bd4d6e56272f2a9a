/** A playground over an empty database, with two companies and a bot whose answers the test writes. */

import { type Database, inTenant } from '#core/store/database.ts';
import { type Engine, openTestDatabase } from '../../e2e/support/database.ts';
import { createPlayground, type Playground } from './createPlayground.ts';
import type { Directory, PlaygroundOptions } from './options.ts';
import type { PlaygroundPerson, PlaygroundState } from './state.ts';

export const baseUrl = 'http://localhost:3999';

const person = (id: string, tenant: string, name: string, account: string): PlaygroundPerson => ({
  id,
  tenant,
  name,
  title: 'Order desk',
  email: `${id}@${tenant}.example`,
  roles: ['rep'],
  slack: `U0${account.toUpperCase()}`,
  teams: `29:${account}`,
});

export const directory: Directory = {
  tenants: [
    {
      id: 'calder',
      name: 'Calder Supply',
      inbox: 'inbox@calder.unhold.example',
      companies: ['Calder Supply Inc.'],
      timeZone: 'America/New_York',
      slack: 'T0CALDER',
      teams: '11111111-1111-4111-8111-111111111111',
    },
    {
      id: 'brightwater',
      name: 'Brightwater Medical',
      inbox: 'inbox@brightwater.unhold.example',
      companies: ['Brightwater Medical'],
      timeZone: 'America/Denver',
      slack: 'T0BRIGHT',
      teams: '22222222-2222-4222-8222-222222222222',
    },
  ],
  people: [
    person('maya-chen', 'calder', 'Maya Chen', 'maya'),
    person('daniel-reyes', 'calder', 'Daniel Reyes', 'daniel'),
    person('hannah-wolf', 'brightwater', 'Hannah Wolf', 'hannah'),
  ],
  channels: [
    {
      tenant: 'calder',
      product: 'slack',
      id: 'C0ORDERS',
      name: 'orders',
      members: ['maya-chen', 'daniel-reyes'],
    },
    {
      tenant: 'calder',
      product: 'teams',
      id: '19:finance-calder@thread.tacv2',
      name: 'Finance approvals',
      members: ['maya-chen', 'daniel-reyes'],
    },
    {
      tenant: 'brightwater',
      product: 'slack',
      id: 'C0BWORDERS',
      name: 'order-desk',
      members: ['hannah-wolf'],
    },
  ],
};

type Bot = (request: Request, waitUntil: (work: Promise<unknown>) => void) => Response | Promise<Response>;

const trouble = {
  connection: 'calder-us',
  name: 'credit_hold',
  title: 'An order over the credit limit',
  type: 'credit_hold',
};

export interface TestKit {
  playground: Playground;
  database: Database;
  /** Answers the next requests in the bots' place. */
  bot(answer: Bot): void;
  /** A call to the JSON API with the token. */
  api(path: string, body?: unknown): Promise<Response>;
  state(): Promise<PlaygroundState>;
  /** A Slack Web API call with the bot's token. */
  slack(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** A connector call with a bot token from the stand-in's own login. */
  teams(method: string, path: string, body?: unknown): Promise<Response>;
  /** Tells the playground that the product changed. */
  change(): void;
  close(): Promise<void>;
}

/** `shared`: the database of another kit, which closes it. */
export async function startTestKit(
  overrides: Partial<PlaygroundOptions> = {},
  { engine, shared }: { engine?: Engine; shared?: Database } = {},
): Promise<TestKit> {
  const database = shared ?? (await openTestDatabase(engine));
  let bot: Bot = () => new Response(null, { status: 200 });
  let offset = 0;
  let faults: PlaygroundState['faults'] = [];
  const listeners = new Set<() => void>();
  const playground = createPlayground({
    baseUrl,
    dispatch: async (request, waitUntil) => bot(request, waitUntil),
    transaction: (tenant, work) => inTenant(database, tenant, work),
    directory: async () => directory,
    erpAdmin: {
      orders: async () => [],
      faults: async () => faults,
      async setFault(fault) {
        if (fault.connection !== 'calder-us')
          return { refused: `There is no connection "${fault.connection}".` };
        faults = [{ connection: fault.connection, kind: fault.kind, remaining: fault.remaining }];
        return null;
      },
      troubles: async () => [trouble],
      causeTrouble: async ({ connection, name }) =>
        connection === trouble.connection && name === trouble.name
          ? { order: 'SO-10500', type: trouble.type }
          : { refused: `"${connection}" knows no trouble called "${name}".` },
    },
    records: async () => [],
    inboxToken: async (tenant) => (tenant === 'calder' ? 'inbox-token' : null),
    clock: {
      now: () => new Date(Date.parse('2026-11-23T15:00:00.000Z') + offset * 1000),
      offsetSeconds: () => offset,
      async move(seconds) {
        offset += seconds;
      },
    },
    sessionFor: async (id) =>
      id === 'maya-chen' ? 'unhold_session=1; HttpOnly; SameSite=Strict; Path=/' : null,
    samples: [{ file: 'short.eml', title: 'A short mail', raw: async () => 'Subject: Hello\r\n\r\nHi' }],
    pageFiles: async (name) =>
      name === 'index.html' ? { body: '<!doctype html>', type: 'text/html; charset=utf-8' } : null,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...overrides,
  });
  const { slack, teams, token } = playground;

  const api: TestKit['api'] = async (path, body) =>
    playground.routes.request(`${baseUrl}/playground/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  let bearer: Promise<string> | null = null;
  const login = async () => {
    const response = await playground.fetch(`${teams.endpoints.loginUrl}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: teams.appId,
        client_secret: teams.appPassword,
        scope: `${teams.endpoints.oAuthScope}/.default`,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  return {
    playground,
    database,
    bot(answer) {
      bot = answer;
    },
    api,
    state: async () => (await (await api('state')).json()) as PlaygroundState,
    async slack(method, args) {
      const response = await playground.fetch(`${slack.apiUrl}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      return (await response.json()) as Record<string, unknown>;
    },
    async teams(method, path, body) {
      bearer ??= login();
      return playground.fetch(`${teams.serviceUrl}v3/${path}`, {
        method,
        headers: { authorization: `Bearer ${await bearer}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    change: () => {
      for (const listener of listeners) listener();
    },
    async close() {
      playground.close();
      if (!shared) await database.close();
    },
  };
}

/** Block Kit of a small exception card. */
export const blocks = [
  {
    type: 'header',
    block_id: 'unhold:open:3:EX-1001:ex_1',
    text: { type: 'plain_text', text: 'Release order SO-10482?' },
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'choose:release',
        text: { type: 'plain_text', text: 'Release Order' },
        value: '{"e":"ex_1","v":3}',
      },
      {
        type: 'overflow',
        action_id: 'more',
        options: [
          { text: { type: 'plain_text', text: 'Reject' }, value: '{"e":"ex_1","v":3,"a":"reject"}' },
          { text: { type: 'plain_text', text: 'Ask for Info' }, value: '{"e":"ex_1","v":3,"a":"ask"}' },
        ],
      },
    ],
  },
];

/** A modal with one required and one optional input. */
export const modal = {
  type: 'modal',
  callback_id: 'reject',
  private_metadata: 'ex_1',
  title: { type: 'plain_text', text: 'Reject' },
  submit: { type: 'plain_text', text: 'Reject' },
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Why?' },
      element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 200 },
    },
  ],
};

/** The Adaptive Card of the same exception. */
export const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', id: 'unhold:open:3:EX-1001:ex_1', text: 'Release order SO-10482?', wrap: true },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Release Order', verb: 'choose:release', data: { e: 'ex_1', v: 3 } },
    {
      type: 'Action.ShowCard',
      title: 'Reject',
      card: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          { type: 'Input.Text', id: 'reason', isRequired: true, errorMessage: 'Please write a sentence.' },
        ],
        actions: [{ type: 'Action.Execute', title: 'Reject', verb: 'reject', data: { e: 'ex_1', v: 3 } }],
      },
    },
  ],
};

export const cardActivity = (content: unknown = card) => ({
  type: 'message',
  summary: 'Release order SO-10482?',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});
