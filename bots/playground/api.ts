/** The JSON API under /playground: what the page and scripts use. Documented in README.md, kept stable. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { fieldInput, fieldOf } from '#cards/actions.ts';
import type { Click, ClickResult } from './clicks.ts';
import { bearerOnly, jsonOnly } from './guard.ts';
import { composeMail, deliver, mailBytes } from './mail.ts';
import type { PlaygroundOptions } from './options.ts';
import type { PlaygroundClick, PlaygroundState } from './state.ts';
import type { StateReader } from './stateReader.ts';
import type { World } from './world.ts';

const bodyBytes = 1024 * 1024;
/** A mail in base64 with its envelope. */
const mailBodyBytes = Math.ceil((mailBytes * 4) / 3) + 64 * 1024;
const longestPollMs = 25_000;
const longestMoveSeconds = 366 * 86_400;
const messagesPerChannel = 500;

/** A form's fields may be named as they read: "field:line 2 quantity". */
function withInputNames(given: Record<string, string>): Record<string, string> {
  const named = Object.entries(given).map(([name, value]) => {
    const field = fieldOf(name);
    return [(field !== null && fieldInput(field)) || name, value];
  });
  return Object.fromEntries(named);
}

const id = z.string().min(1).max(300);
const clickBody = z.object({
  surface: z.enum(['slack', 'teams']),
  message: id,
  action: id,
  person: id,
  inputs: z.record(z.string().max(300), z.string().max(20_000)).default({}).transform(withInputNames),
  version: z.int().min(0).optional(),
}) satisfies z.ZodType<PlaygroundClick>;
const mailBody = z.union([
  z.object({ tenant: id, raw: z.string().min(1) }),
  z.object({ tenant: id, rawBase64: z.base64().min(1) }),
  z.object({
    tenant: id,
    from: z.string().min(3).max(320),
    to: z.string().min(3).max(320),
    subject: z.string().max(900),
    text: z.string(),
  }),
]);
const faultBody = z.object({
  connection: id,
  kind: z.string().min(1).max(40),
  remaining: z.int().min(1).max(1e6).nullable().default(null),
  operation: z.string().max(40).optional(),
  milliseconds: z.int().min(1).optional(),
  seconds: z.int().min(0).optional(),
  message: z.string().max(500).optional(),
});
const troubleBody = z.object({ connection: id, name: id });
const clockBody = z.object({ seconds: z.int().min(1).max(longestMoveSeconds) });
const sessionBody = z.object({ person: id });
const stateQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  messages: z.coerce.number().int().min(1).max(5000).default(messagesPerChannel),
});

type Api = Pick<PlaygroundOptions, 'erpAdmin' | 'clock' | 'inboxToken' | 'sessionFor' | 'samples'> & {
  token: string;
  standIns: PlaygroundState['standIns'];
  state: StateReader;
  clients: Record<'slack' | 'teams', (click: Click) => Promise<ClickResult>>;
  /** Aborts when the playground closes: nobody waits for a change any more. */
  closing: AbortSignal;
};

const tooLarge = (c: Context) => c.json({ error: 'The request is too large.' }, 413);

export function apiRoutes(world: World, api: Api): Hono {
  const routes = new Hono();
  routes.use(bearerOnly(api.token), jsonOnly);
  routes.use('/mail', bodyLimit({ maxSize: mailBodyBytes, onError: tooLarge }));
  const small = bodyLimit({ maxSize: bodyBytes, onError: tooLarge });
  routes.use((c, next) => (c.req.path.endsWith('/mail') ? next() : small(c, next)));
  routes.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  routes.onError((failure, c) => {
    if (failure instanceof BadRequest) return c.json({ error: failure.message }, 400);
    throw failure;
  });

  routes.get('/state', async (c) => {
    const { after, messages } = parse(stateQuery, c.req.query());
    if (after !== undefined) {
      const limit = [c.req.raw.signal, api.closing, AbortSignal.timeout(longestPollMs)];
      if (!(await world.revision.changedFrom(after, AbortSignal.any(limit)))) return c.body(null, 204);
    }
    return c.json(await api.state.read(messages));
  });

  routes.post('/click', async (c) => {
    const { person: personId, surface, ...click } = await readBody(c, clickBody);
    const person = await world.roster.find((roster) => roster.person(personId));
    if (!person) return c.json({ error: `There is nobody called "${personId}".` }, 404);
    if (!api.standIns[surface]) {
      return c.json({ error: `${surface} is the real one here: press the button there.` }, 409);
    }
    const result = await api.clients[surface]({ person, ...click });
    if (result.status === 'refused') {
      const { code, error, errors } = result;
      return c.json({ error, ...(errors && { errors }) }, code);
    }
    const { outcome } = result;
    if (outcome.status < 400) return c.json(outcome);
    return c.json({ error: `The bot answered the click with ${outcome.status}.`, ...outcome }, 502);
  });

  routes.post('/mail', async (c) => {
    const mail = await readBody(c, mailBody);
    const inboxToken = await api.inboxToken(mail.tenant);
    if (!inboxToken) return c.json({ error: `"${mail.tenant}" takes no mail.` }, 404);
    const raw =
      'rawBase64' in mail
        ? Buffer.from(mail.rawBase64, 'base64')
        : Buffer.from('raw' in mail ? mail.raw : composeMail(mail, world.now()));
    if (raw.length > mailBytes) return tooLarge(c);
    const { status, answer } = await deliver(world, { tenant: mail.tenant, inboxToken }, new Uint8Array(raw));
    const error = status < 400 || answer['error'] ? {} : { error: `The inbox answered ${status}.` };
    return Response.json({ ...error, ...answer }, { status });
  });

  routes.post('/erp/faults', async (c) => {
    const refusal = await api.erpAdmin.setFault(await readBody(c, faultBody));
    if (refusal) return c.json({ error: refusal.refused }, 404);
    world.revision.bump();
    return c.json({ faults: await api.erpAdmin.faults() });
  });

  routes.post('/erp/trouble', async (c) => {
    const caused = await api.erpAdmin.causeTrouble(await readBody(c, troubleBody));
    if ('refused' in caused) return c.json({ error: caused.refused }, 404);
    world.revision.bump();
    return c.json(caused, 201);
  });

  const time = () => ({ now: api.clock.now().toISOString(), clockOffsetSeconds: api.clock.offsetSeconds() });
  routes.get('/clock', (c) => c.json(time()));
  routes.post('/clock', async (c) => {
    await api.clock.move((await readBody(c, clockBody)).seconds);
    world.revision.bump();
    return c.json(time());
  });

  routes.post('/session', async (c) => {
    const { person } = await readBody(c, sessionBody);
    const cookie = await api.sessionFor(person);
    if (!cookie) return c.json({ error: `There is nobody called "${person}".` }, 404);
    return c.json({ person }, 200, { 'set-cookie': cookie });
  });

  routes.get('/samples/:file', async (c) => {
    const sample = api.samples.find((one) => one.file === c.req.param('file'));
    if (!sample) return c.json({ error: 'There is no such sample.' }, 404);
    const raw = await sample.raw();
    const body = typeof raw === 'string' ? raw : new Uint8Array(raw);
    return c.body(body, 200, { 'content-type': 'message/rfc822' });
  });

  routes.all('*', (c) => c.json({ error: 'There is no such call.' }, 404));
  return routes;
}

class BadRequest extends Error {
  override name = 'BadRequest';
}

async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch((error: unknown) => {
    // Only unreadable JSON is the sender's fault; a cut or oversized body speaks for itself.
    if (error instanceof SyntaxError) throw new BadRequest('The body is not JSON.');
    throw error;
  });
  return parse(schema, body);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new BadRequest(`The request is not understood. ${z.prettifyError(read.error).slice(0, 500)}`);
}
