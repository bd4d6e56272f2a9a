/** The Slack stand-in's HTTP side: `POST …/api/METHOD` and the `response_url`s it hands out. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isSame } from '../secrets.ts';
import { deleteMessage, editMessage, insertMessage } from '../store.ts';
import { storable, type World } from '../world.ts';
import { type Answer, type Args, fail, readContent } from './api.ts';
import { createMessage, fallbackText, messageMethods, peopleMethods, postPrivately } from './messages.ts';
import type { ResponseTicket, Triggers } from './triggers.ts';
import { viewMethods } from './views.ts';

const bodyBytes = 1024 * 1024;

/** Slack answers 200 with `ok: false` to whatever is wrong with a call. */
export function slackRoutes(world: World, triggers: Triggers, botToken: string): Hono {
  const methods = { ...messageMethods, ...peopleMethods, ...viewMethods(triggers) };
  const routes = new Hono();
  routes.use(bodyLimit({ maxSize: bodyBytes, onError: (c) => c.json(fail('request_too_large'), 413) }));

  routes.post('/api/:method', async (c) => {
    const read = await readArgs(c.req.raw);
    if ('refused' in read) return c.json(fail(read.refused));
    const { token = '', ...args } = read.args;
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? String(token);
    if (!bearer) return c.json(fail('not_authed'));
    if (!isSame(bearer, botToken)) return c.json(fail('invalid_auth'));
    const name = c.req.param('method');
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) return c.json(fail('unknown_method', { req_method: name }));
    return c.json(await method(args, world));
  });

  routes.post('/response/:ticket', async (c) => {
    const ticket = triggers.useResponse(c.req.param('ticket'));
    if (!ticket) return c.json(fail('used_url'), 404);
    const read = await readArgs(c.req.raw);
    if ('refused' in read) return c.json(fail(read.refused), 400);
    const answer = await respond(world, ticket, read.args);
    return answer.ok ? c.text('ok') : c.json(answer, 400);
  });
  return routes;
}

async function readArgs(request: Request): Promise<{ args: Args } | { refused: string }> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const body: unknown = await request.json().catch(() => undefined);
    if (body === undefined) return { refused: 'invalid_json' };
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return { refused: 'json_not_object' };
    return { args: body as Args };
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { args: Object.fromEntries(new URLSearchParams(await request.text())) };
  }
  const body = await request.text();
  return body === '' ? { args: {} } : { refused: 'missing_post_type' };
}

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses */
async function respond(world: World, ticket: ResponseTicket, args: Args): Promise<Answer> {
  const { tenant, channel, message: id } = ticket;
  const own = { product: 'slack' as const, channel, id: id ?? '' };
  if (args['delete_original'] === true) {
    const gone = await world.transaction(tenant, (tx) => deleteMessage(tx, own));
    world.revision.bump();
    return gone ? { ok: true } : fail('message_not_found');
  }
  const read = readContent(args, 40_000);
  if ('refused' in read) return read.refused;
  const { text, blocks } = read.content;
  const body = storable(text ?? fallbackText(blocks));
  if (args['replace_original'] === true) {
    const change = { body, content: blocks, editedAt: world.now().toISOString() };
    const at = ticket.ephemeral ? { ...own, onlyFor: ticket.person } : own;
    const edited = await world.transaction(tenant, (tx) => editMessage(tx, at, change));
    world.revision.bump();
    return edited ? { ok: true } : fail('message_not_found');
  }
  const inChannel = args['response_type'] === 'in_channel';
  const message = createMessage(world, {
    channel,
    body,
    content: blocks,
    thread: typeof args['thread_ts'] === 'string' ? args['thread_ts'] : null,
    onlyFor: inChannel ? null : ticket.person,
  });
  if (!inChannel) {
    const turn = world.turns.byId(ticket.turn);
    if (turn) turn.private = body;
    await postPrivately(world, tenant, message, turn !== null);
    return { ok: true };
  }
  const posted = await world.transaction(tenant, (tx) => insertMessage(tx, tenant, message));
  world.revision.bump();
  return posted ? { ok: true } : fail('thread_not_found');
}
