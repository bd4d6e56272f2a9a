/** Serves the built page and the fixture through the JSON API, with one small story: SO-10482 can be released. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PlaygroundClick, PlaygroundState } from '../state.ts';
import { cardMessage, fixtureState, record, textMessage } from './fixture.ts';
import { creditView } from './fixtureViews.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface FixtureServer {
  url: string;
  state: PlaygroundState;
  /** Every request that was posted, in order. */
  posted: { path: string; body: unknown }[];
  /** Tells the page that `state` changed. */
  changed(): void;
  close(): Promise<void>;
}

export async function startFixtureServer(
  dist: string,
  options: { port?: number } = {},
): Promise<FixtureServer> {
  const token = 'fixture-token';
  const state = fixtureState();
  const posted: FixtureServer['posted'] = [];
  let waiting: (() => void)[] = [];
  const changed = () => {
    state.revision += 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  const get = async (url: URL, response: ServerResponse) => {
    if (url.pathname === '/playground/state') {
      if (Number(url.searchParams.get('after') ?? -1) >= state.revision) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return reply(response, 200, JSON.stringify(state), 'application/json');
    }
    if (url.pathname.startsWith('/playground/samples/')) {
      return reply(response, 200, sampleMail, 'message/rfc822');
    }
    return reply(response, 404, JSON.stringify({ error: 'There is no such page.' }), 'application/json');
  };
  const post = (url: URL, body: unknown, response: ServerResponse) => {
    posted.push({ path: url.pathname, body });
    if (url.pathname === '/playground/click') play(state, body as PlaygroundClick);
    if (url.pathname === '/playground/clock') moveClock(state, (body as { seconds: number }).seconds);
    if (url.pathname === '/playground/erp/faults') {
      state.faults = [{ ...(body as { connection: string; kind: string }), remaining: null }];
    }
    if (url.pathname !== '/playground/session') changed();
    const answer =
      url.pathname === '/playground/erp/trouble' ? { order: 'SO-10490', type: 'credit_hold' } : {};
    reply(response, 202, JSON.stringify(answer), 'application/json');
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = /^\/(?:playground\/(app\.js|app\.css|icon\.svg))?$/.exec(url.pathname);
    if (file && request.method === 'GET') {
      const name = file[1] ?? 'index.html';
      const body = await readFile(join(dist, name), 'utf8');
      return reply(response, 200, body, types[name.split('.').pop() ?? ''] ?? 'text/plain');
    }
    if (url.pathname === cropPath) return reply(response, 200, crop, 'image/svg+xml');
    if (request.headers.authorization !== `Bearer ${token}`) {
      return reply(response, 401, JSON.stringify({ error: 'A token is needed.' }), 'application/json');
    }
    return request.method === 'POST'
      ? post(url, JSON.parse(await read(request)), response)
      : get(url, response);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    state,
    posted,
    changed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, status: number, body: string, type: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': "default-src 'self'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Maya is refused privately; Daniel releases the order. */
function play(state: PlaygroundState, click: PlaygroundClick): void {
  const channel = state.channels.find((c) => c.messages.some((m) => m.id === click.message));
  const message = channel?.messages.find((m) => m.id === click.message);
  if (!channel || !message?.exception) return;
  if (click.person !== 'daniel-reyes' || message.exception.id !== creditView.exceptionId) {
    const words =
      'Only Daniel Reyes and Priya Nair may decide this one: it is a credit decision about $18,420.00.';
    channel.messages.push(
      textMessage(`p-${state.revision}`, words, { onlyFor: [click.person], at: state.now }),
    );
    return;
  }
  const resolved = {
    ...creditView,
    status: 'resolved' as const,
    record: {
      sentence: 'Daniel Reyes released SO-10482 for Harmony Labs.',
      by: 'Daniel Reyes',
      at: state.now,
      reason: null,
      option: 'Release Order',
      erpSays: 'SO-10482 is processing',
    },
    steps: [{ title: 'Release SO-10482 past its credit warning', status: 'applied' as const, note: null }],
  };
  for (const place of state.channels) {
    place.messages = place.messages.map((m) =>
      m.exception?.id === creditView.exceptionId
        ? { ...cardMessage(resolved, place.product, m.id), editedAt: state.now }
        : m,
    );
  }
  const order = state.orders.find((o) => o.number === 'SO-10482');
  if (order) Object.assign(order, { hold: false, state: 'processing', updatedAt: state.now });
  state.records.push(
    record(
      10,
      creditView,
      'Daniel Reyes',
      'approved',
      'Daniel Reyes chose “Release Order” in Teams, within his limit of $25,000 (policy 1).',
      state.now,
    ),
    record(
      11,
      creditView,
      'Unhold',
      'sent to the ERP',
      'Asked the ERP to release SO-10482, acknowledging the warning that was shown.',
      state.now,
    ),
    record(12, creditView, 'Demo ERP', 'applied', 'SO-10482 is processing. Read back: no hold.', state.now),
  );
}

function moveClock(state: PlaygroundState, seconds: number): void {
  state.clockOffsetSeconds += seconds;
  state.now = new Date(Date.parse(state.now) + seconds * 1000).toISOString();
}

/** A piece of a page, as a document's question shows it. */
export const cropPath = '/crops/po-number.svg';
const crop = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="64">
<rect width="420" height="64" fill="#fdfdfb"/>
<text x="16" y="40" font-family="monospace" font-size="22" fill="#333">Purchase order  NF-5531</text>
</svg>`;

const sampleMail = [
  'From: Maya Chen <maya.chen@caldersupply.example>',
  'To: inbox@calder.unhold.example',
  'Subject: Fwd: PO HL-77120',
  '',
  'Harmony Labs asks where PO HL-77120 is.',
].join('\r\n');

if (import.meta.main) {
  const { url } = await startFixtureServer(process.argv[2] ?? 'dist/playground', {
    port: Number(process.argv[3] ?? 8790),
  });
  console.log(url);
}
