/** chat.* and conversations.* of the Slack stand-in. One transaction and one statement per post or edit. */
import type { Place } from '../roster.ts';
import { slackDirectId } from '../roster.ts';
import { type Bound, editMessage, insertMessage, listMessages, type StoredMessage } from '../store.ts';
import { botName, storable, type World } from '../world.ts';
import { type Args, bot, fail, flagArg, type Method, ok, readContent, textArg, toMessage } from './api.ts';

const longest = { post: 40_000, update: 4_000 };

const nextTs = (world: World): string => {
  const micros = world.tick();
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
};

/** Words for the channel list and for scripts where the bot sent blocks alone. */
export const fallbackText = (blocks: unknown[] | null): string => {
  const first = (blocks ?? []).map((block) => (block as { text?: { text?: unknown } }).text?.text);
  return String(first.find((text) => typeof text === 'string') ?? '');
};

/** A channel by its id, or the direct message with a user. */
const placeOf = (world: World, channel: string | null): Promise<Place | null> =>
  channel === null
    ? Promise.resolve(null)
    : world.roster.find(
        (roster) =>
          roster.place('slack', channel) ??
          (roster.account('slack', channel) ? roster.place('slack', slackDirectId(channel)) : null),
      );

export const createMessage = (
  world: World,
  fields: Partial<StoredMessage> & { channel: string; body: string },
): StoredMessage => ({
  product: 'slack',
  id: nextTs(world),
  thread: null,
  author: botName,
  isBot: true,
  content: null,
  metadata: null,
  onlyFor: null,
  at: world.now().toISOString(),
  editedAt: null,
  ...fields,
  body: storable(fields.body),
});

const postMessage: Method = async (args, world) => {
  const place = await placeOf(world, textArg(args, 'channel'));
  if (!place) return fail('channel_not_found');
  const read = readContent(args, longest.post);
  if ('refused' in read) return read.refused;
  const { text, blocks, metadata } = read.content;
  const message = createMessage(world, {
    channel: place.id,
    thread: textArg(args, 'thread_ts'),
    body: text ?? fallbackText(blocks),
    content: blocks,
    metadata: metadata ?? null,
  });
  const posted = await world.transaction(place.tenant.id, (tx) =>
    insertMessage(tx, place.tenant.id, message),
  );
  if (!posted) return fail('thread_not_found');
  // In a direct message everything is private.
  if (place.kind === 'direct') world.turns.answered(place.members[0]?.id ?? '', place.id, message.body);
  world.revision.bump();
  return ok({
    channel: place.id,
    ts: message.id,
    message: toMessage(message, place.tenant.slack ?? '', true),
  });
};

const update: Method = async (args, world) => {
  const place = await placeOf(world, textArg(args, 'channel'));
  if (!place) return fail('channel_not_found');
  const ts = textArg(args, 'ts');
  if (!ts) return fail('message_not_found');
  const read = readContent(args, longest.update);
  if ('refused' in read) return read.refused;
  const { text, blocks, metadata } = read.content;
  const edited = await world.transaction(place.tenant.id, (tx) =>
    editMessage(
      tx,
      { product: 'slack', channel: place.id, id: ts },
      {
        ...(text !== null && { body: storable(text) }),
        ...(blocks !== null && { content: blocks }),
        ...(metadata !== undefined && { metadata }),
        editedAt: world.now().toISOString(),
      },
    ),
  );
  if (!edited) return fail('message_not_found');
  world.revision.bump();
  return ok({ channel: place.id, ts, text: text ?? fallbackText(blocks) });
};

const postEphemeral: Method = async (args, world) => {
  const place = await placeOf(world, textArg(args, 'channel'));
  if (!place) return fail('channel_not_found');
  const user = textArg(args, 'user');
  const person = place.members.find((member) => member.slack !== null && member.slack === user);
  if (!person) return fail('user_not_in_channel');
  const read = readContent(args, longest.post);
  if ('refused' in read) return read.refused;
  const { text, blocks } = read.content;
  const message = createMessage(world, {
    channel: place.id,
    thread: textArg(args, 'thread_ts'),
    body: text ?? fallbackText(blocks),
    content: blocks,
    onlyFor: person.id,
  });
  await postPrivately(world, place.tenant.id, message);
  return ok({ message_ts: message.id });
};

/** Ephemeral messages belong to no history and may be told to a waiting click. */
export async function postPrivately(
  world: World,
  tenantId: string,
  message: StoredMessage,
  isTold = false,
): Promise<void> {
  const posted = await world.transaction(tenantId, (tx) => insertMessage(tx, tenantId, message));
  // Slack shows an ephemeral answer to a thread that is gone in the channel.
  if (!posted)
    await world.transaction(tenantId, (tx) => insertMessage(tx, tenantId, { ...message, thread: null }));
  if (isTold) world.turns.changed();
  else world.turns.answered(message.onlyFor ?? '', message.channel, message.body);
  world.revision.bump();
}

const open: Method = async (args, world) => {
  const users = textArg(args, 'users')?.split(',') ?? [];
  if (users.length === 0 && textArg(args, 'channel') === null) return fail('users_list_not_supplied');
  if (users.length > 1) return fail('too_many_users');
  const place = await placeOf(world, users[0] ?? textArg(args, 'channel'));
  if (!place) return fail('user_not_found');
  return ok({
    channel: { id: place.id, ...(flagArg(args, 'return_im') && { is_im: true, user: users[0] }) },
  });
};

const page = (args: Args, most: number) => {
  const limit = Math.trunc(Number(args['limit'] ?? 100));
  return limit >= 1 ? Math.min(limit, most) : 100;
};
const readCursor = (args: Args): string | null => {
  const cursor = textArg(args, 'cursor');
  return cursor === null ? null : Buffer.from(cursor, 'base64url').toString();
};
const writeCursor = (ts: string) => ({ next_cursor: Buffer.from(ts).toString('base64url') });

/** Which messages a page holds. The cursor is the last `ts` of the page before. */
function boundsOf(args: Args, inThread: boolean): Bound[] {
  const equal = flagArg(args, 'inclusive') ? '=' : '';
  const bounds: Bound[] = [];
  const oldest = textArg(args, 'oldest');
  const latest = textArg(args, 'latest');
  const cursor = readCursor(args);
  if (oldest) bounds.push({ is: `>${equal}`, id: oldest });
  if (latest) bounds.push({ is: `<${equal}`, id: latest });
  if (cursor) bounds.push({ is: inThread ? '>' : '<', id: cursor });
  return bounds;
}

const list =
  (inThread: boolean): Method =>
  async (args, world) => {
    const place = await placeOf(world, textArg(args, 'channel'));
    if (!place) return fail('channel_not_found');
    const thread = inThread ? textArg(args, 'ts') : null;
    if (inThread && !thread) return fail('thread_not_found');
    const limit = page(args, inThread ? 1000 : 999);
    const found = await world.transaction(place.tenant.id, (tx) =>
      listMessages(
        tx,
        { product: 'slack', channel: place.id, thread, bounds: boundsOf(args, inThread) },
        { limit: limit + 1, newestFirst: !inThread },
      ),
    );
    if (inThread && found.length === 0 && !textArg(args, 'cursor')) return fail('thread_not_found');
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const withMetadata = flagArg(args, 'include_all_metadata');
    return ok({
      messages: shown.map((message) => ({
        ...toMessage(message, place.tenant.slack ?? '', withMetadata),
        ...(message.replies > 0 && { thread_ts: message.id, reply_count: message.replies }),
      })),
      has_more: found.length > limit,
      ...(found.length > limit && last && { response_metadata: writeCursor(last.id) }),
    });
  };

export const messageMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'conversations.open': open,
  'conversations.history': list(false),
  'conversations.replies': list(true),
};

/** Who the bot is: the same account in every workspace of the demo. */
const authTest: Method = async (_args, world) => {
  const { directory } = await world.roster.fresh();
  const tenant = directory.tenants.find((one) => one.slack !== null);
  return ok({
    url: `${world.baseUrl}/`,
    team: tenant?.name ?? '',
    team_id: tenant?.slack ?? '',
    user: bot.handle,
    user_id: bot.user,
    bot_id: bot.id,
    is_enterprise_install: false,
  });
};

const usersInfo: Method = async (args, world) => {
  const id = textArg(args, 'user');
  const person = await world.roster.find((roster) => (id ? roster.account('slack', id) : null));
  if (!person) return fail('user_not_found');
  const tenant = await world.roster.find((roster) => roster.tenant(person.tenant));
  return ok({
    user: {
      id,
      team_id: tenant?.slack,
      name: person.id,
      real_name: person.name,
      deleted: false,
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
      tz: tenant?.timeZone,
      locale: 'en-US',
      profile: {
        real_name: person.name,
        display_name: person.name,
        email: person.email,
        title: person.title,
      },
    },
  });
};

const teamInfo: Method = async (args, world) => {
  const wanted = textArg(args, 'team');
  const tenant = await world.roster.find(
    ({ directory }) =>
      directory.tenants.find((one) => one.slack !== null && (wanted === null || one.slack === wanted)) ??
      null,
  );
  if (!tenant) return fail('team_not_found');
  return ok({ team: { id: tenant.slack, name: tenant.name, domain: tenant.id } });
};

export const peopleMethods: Record<string, Method> = {
  'auth.test': authTest,
  'users.info': usersInfo,
  'team.info': teamInfo,
};
