/**
 * The Bot Framework connector's HTTP side, with its login, metadata and keys.
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Place } from '../roster.ts';
import { teamsDirectId } from '../roster.ts';
import { isSame } from '../secrets.ts';
import { deleteMessage, editMessage, findMessage, insertMessage, type Json } from '../store.ts';
import { botName, nextActivityId, storable, type World } from '../world.ts';
import { checkCard } from './cardSchema.ts';
import { appId, type TeamsKeys, type TeamsUrls } from './keys.ts';

const bodyBytes = 1024 * 1024;
/** The whole message, card and envelope (CARDS: below 80 KB). */
const messageBytes = 80 * 1024;
const cardType = 'application/vnd.microsoft.card.adaptive';

const activity = z.object({
  type: z.string().min(1),
  text: z.string().max(28_000).nullish(),
  summary: z.string().nullish(),
  attachments: z.array(z.object({ contentType: z.string(), content: z.unknown() })).nullish(),
  replyToId: z.string().nullish(),
});
type Activity = z.infer<typeof activity>;

const conversation = z.object({
  isGroup: z.boolean().nullish(),
  members: z.array(z.object({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  activity: z.unknown().optional(),
  channelData: z
    .object({
      channel: z.object({ id: z.string() }).nullish(),
      tenant: z.object({ id: z.string() }).nullish(),
    })
    .nullish(),
});

class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 413;
  readonly code: string;
  constructor(status: 400 | 403 | 404 | 413, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function teamsRoutes(world: World, keys: TeamsKeys, urls: TeamsUrls, appPassword: string): Hono {
  const routes = new Hono();
  const error = (c: Context, status: 400 | 401 | 403 | 404 | 413, code: string, message: string) =>
    c.json({ error: { code, message } }, status);

  routes.onError((failure, c) => {
    if (failure instanceof Refusal) return error(c, failure.status, failure.code, failure.message);
    throw failure;
  });
  routes.use(
    bodyLimit({
      maxSize: bodyBytes,
      onError: (c) => error(c, 413, 'MessageSizeTooBig', 'Message size too large.'),
    }),
  );

  routes.get('/.well-known/openidconfiguration', (c) =>
    c.json({
      issuer: urls.tokenIssuer,
      jwks_uri: `${urls.tokenIssuer}/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
  );
  routes.get('/.well-known/keys', async (c) => c.json(await keys.jwks()));

  routes.post('/login/oauth2/v2.0/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const refuse = (code: string, description: string, status: 400 | 401) =>
      c.json({ error: code, error_description: description }, status);
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse('unsupported_grant_type', 'Only client_credentials is offered.', 400);
    }
    if (form.get('client_id') !== appId || !isSame(form.get('client_secret') ?? '', appPassword)) {
      return refuse('invalid_client', 'Invalid client id or client secret provided.', 401);
    }
    if (form.get('scope') !== `${urls.oAuthScope}/.default`) {
      return refuse('invalid_scope', `The scope must be ${urls.oAuthScope}/.default.`, 400);
    }
    return c.json({ token_type: 'Bearer', ...(await keys.issue()) });
  });

  routes.use('/v3/*', async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (token && (await keys.accepts(token))) return next();
    return c.json({ message: 'Authorization has been denied for this request.' }, 401);
  });

  const json = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> => {
    const read = schema.safeParse(await c.req.json().catch(() => undefined));
    if (read.success) return read.data;
    throw new Refusal(400, 'BadSyntax', z.prettifyError(read.error));
  };

  /** "19:…@thread.tacv2;messageid=…" is a thread of a channel. */
  const find = async (id: string): Promise<{ place: Place; thread: string | null }> => {
    const [channel = '', thread] = id.split(';messageid=');
    const place = await world.roster.find((roster) => roster.place('teams', channel));
    if (!place) throw new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
    return { place, thread: thread ?? null };
  };

  const post = async (place: Place, thread: string | null, given: Activity): Promise<string> => {
    const id = nextActivityId(world);
    // Typing and the like leave nothing behind.
    if (given.type !== 'message') return id;
    const message = {
      product: 'teams' as const,
      channel: place.id,
      id,
      thread,
      author: botName,
      isBot: true,
      ...contentOf(given),
      metadata: null,
      onlyFor: null,
      at: world.now().toISOString(),
      editedAt: null,
    };
    const posted = await world.transaction(place.tenant.id, (tx) =>
      insertMessage(tx, place.tenant.id, message),
    );
    if (!posted) throw new Refusal(404, 'ActivityNotFoundInConversation', 'The thread does not exist.');
    world.revision.bump();
    return id;
  };

  routes.post('/v3/conversations', async (c) => {
    const given = await json(c, conversation);
    const channel = given.channelData?.channel?.id;
    if (channel) {
      const { place } = await find(channel);
      const first = activity.safeParse(given.activity);
      if (!first.success) throw new Refusal(400, 'BadSyntax', 'A channel thread needs its first activity.');
      const id = await post(place, null, first.data);
      return c.json({ id: `${place.id};messageid=${id}`, activityId: id }, 201);
    }
    const [member, ...others] = given.members ?? [];
    if (!member || others.length > 0)
      throw new Refusal(400, 'BadArgument', 'A personal chat has one member.');
    const person = await world.roster.find((roster) => roster.account('teams', member.id));
    const tenant = await world.roster.find((roster) => (person ? roster.tenant(person.tenant) : null));
    const named = given.tenantId ?? given.channelData?.tenant?.id;
    if (!person || !named || tenant?.teams !== named) {
      throw new Refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    }
    return c.json({ id: teamsDirectId(member.id) }, 201);
  });

  routes.post('/v3/conversations/:conversation/activities', async (c) => {
    const { place, thread } = await find(c.req.param('conversation'));
    const given = await json(c, activity);
    return c.json({ id: await post(place, thread, given) }, 201);
  });

  routes.post('/v3/conversations/:conversation/activities/:activity', async (c) => {
    const { place, thread } = await find(c.req.param('conversation'));
    const given = await json(c, activity);
    const replied = await world.transaction(place.tenant.id, (tx) =>
      findMessage(tx, 'teams', c.req.param('activity')),
    );
    if (replied?.channel !== place.id) {
      throw new Refusal(404, 'ActivityNotFoundInConversation', 'The activity does not exist.');
    }
    const root = thread ?? replied.thread ?? replied.id;
    return c.json({ id: await post(place, place.kind === 'direct' ? null : root, given) }, 201);
  });

  routes.put('/v3/conversations/:conversation/activities/:activity', async (c) => {
    const { place } = await find(c.req.param('conversation'));
    const id = c.req.param('activity');
    const { body, content } = contentOf(await json(c, activity));
    const change = { body, content, editedAt: world.now().toISOString() };
    const edited = await world.transaction(place.tenant.id, (tx) =>
      editMessage(tx, { product: 'teams', channel: place.id, id }, change),
    );
    if (!edited) throw new Refusal(404, 'ActivityNotFoundInConversation', 'The activity does not exist.');
    world.revision.bump();
    return c.json({ id });
  });

  routes.delete('/v3/conversations/:conversation/activities/:activity', async (c) => {
    const { place } = await find(c.req.param('conversation'));
    const own = { product: 'teams' as const, channel: place.id, id: c.req.param('activity') };
    const gone = await world.transaction(place.tenant.id, (tx) => deleteMessage(tx, own));
    if (!gone) throw new Refusal(404, 'ActivityNotFoundInConversation', 'The activity does not exist.');
    world.revision.bump();
    return c.body(null, 200);
  });

  const membersOf = ({ tenant, members }: Place) =>
    members
      .filter((person) => person.teams !== null)
      .map((person) => ({
        id: person.teams,
        aadObjectId: person.teams,
        name: person.name,
        email: person.email,
        userPrincipalName: person.email,
        userRole: 'user',
        tenantId: tenant.teams,
      }));

  routes.get('/v3/conversations/:conversation/members', async (c) =>
    c.json(membersOf((await find(c.req.param('conversation'))).place)),
  );
  routes.get('/v3/conversations/:conversation/pagedmembers', async (c) =>
    c.json({ members: membersOf((await find(c.req.param('conversation'))).place) }),
  );
  routes.get('/v3/conversations/:conversation/members/:member', async (c) => {
    const { place } = await find(c.req.param('conversation'));
    const member = membersOf(place).find((one) => one.id === c.req.param('member'));
    if (!member)
      throw new Refusal(404, 'MemberNotFoundInConversation', 'The member is not in the conversation.');
    return c.json(member);
  });

  return routes;
}

/** Words and card of a message; refuses what Teams would not show. */
function contentOf(given: Activity): { body: string; content: Json | null } {
  if (new TextEncoder().encode(JSON.stringify(given)).length > messageBytes) {
    throw new Refusal(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const [attachment, ...more] = given.attachments ?? [];
  if (!attachment && !given.text) throw new Refusal(400, 'BadArgument', 'The activity has no content.');
  if (more.length > 0) throw new Refusal(400, 'BadArgument', 'One attachment per message.');
  if (!attachment) return { body: storable(given.text ?? ''), content: null };
  if (attachment.contentType !== cardType) {
    throw new Refusal(400, 'BadArgument', `Unknown attachment type "${attachment.contentType}".`);
  }
  const fault = checkCard(attachment.content);
  if (fault) throw new Refusal(400, 'BadSyntax', fault);
  return { body: storable(given.summary || given.text || ''), content: attachment.content as Json };
}
