/** Puts `GET /playground/state` together from what the stand-ins keep and what the product tells. */
import { batchMarkerOf, markerOf } from './clicks.ts';
import type { PlaygroundOptions } from './options.ts';
import type { Place, Roster } from './roster.ts';
import { openDialogs, publishedHomes } from './slack/dialogs.ts';
import type { PlaygroundChannel, PlaygroundDialog, PlaygroundMessage, PlaygroundState } from './state.ts';
import { cardViews, type Json, recentMails, recentMessages, type StoredMessage } from './store.ts';
import type { World } from './world.ts';

const mails = 300;
/** Between two readings while changes pour in. Milliseconds. */
const restMs = 50;

export interface StateReader {
  /** The state as of the current revision. `perChannel`: how many messages, the newest. */
  read(perChannel: number): Promise<PlaygroundState>;
}

export function createStateReader(
  world: World,
  options: Pick<PlaygroundOptions, 'erpAdmin' | 'records' | 'clock' | 'samples'> & {
    standIns: PlaygroundState['standIns'];
  },
): StateReader {
  const { erpAdmin, records, clock, standIns } = options;
  const held = new Map<number, { revision: number; state: Promise<PlaygroundState> }>();
  let last: Promise<unknown> = Promise.resolve();

  const build = async (perChannel: number): Promise<PlaygroundState> => {
    // Read before anything else: what changes meanwhile makes the next revision.
    const revision = world.revision.current();
    const roster = await world.roster.fresh();
    const { tenants, people } = roster.directory;
    const parts = await Promise.all(
      tenants.map(async ({ id }) => ({
        ...(await readStandIns(world, roster, id, perChannel)),
        orders: await erpAdmin.orders(id),
        records: await records(id),
      })),
    );
    return {
      revision,
      now: clock.now().toISOString(),
      clockOffsetSeconds: clock.offsetSeconds(),
      standIns,
      tenants: tenants.map(({ slack: _, teams: __, ...tenant }) => tenant),
      people,
      channels: parts.flatMap((part) => part.channels),
      dialogs: parts.flatMap((part) => part.dialogs),
      homes: parts.flatMap((part) => part.homes),
      mailbox: parts.flatMap((part) => part.mailbox),
      orders: parts.flatMap((part) => part.orders),
      records: parts.flatMap((part) => part.records),
      faults: await erpAdmin.faults(),
      troubles: await erpAdmin.troubles(),
      samples: options.samples.map(({ file, title }) => ({ file, title })),
    };
  };

  return {
    async read(perChannel) {
      const known = held.get(perChannel);
      const fresh = known?.revision === world.revision.current() ? known : null;
      if (fresh) return { ...(await fresh.state), now: clock.now().toISOString() };
      // One after the other, with a rest: everybody who waits shares the next one.
      const state = last.then(() => build(perChannel));
      const entry = { revision: world.revision.current(), state };
      held.clear();
      held.set(perChannel, entry);
      last = state.then(
        () => new Promise((resolve) => setTimeout(resolve, restMs)),
        () => held.delete(perChannel),
      );
      return state;
    },
  };
}

async function readStandIns(world: World, roster: Roster, tenant: string, perChannel: number) {
  const stored = await world.transaction(tenant, async (tx) => ({
    messages: await recentMessages(tx, perChannel),
    views: await cardViews(tx),
    dialogs: await openDialogs(tx),
    homes: await publishedHomes(tx),
    mails: await recentMails(tx, mails),
  }));
  const cards = new Map<string, Record<string, Json>>();
  for (const { message, person, card } of stored.views) {
    cards.set(message, { ...cards.get(message), [person]: card });
  }
  const byPlace = Map.groupBy(stored.messages, (message) => `${message.product} ${message.channel}`);
  const channels = roster
    .places()
    .filter((place) => place.tenant.id === tenant)
    .map((place) => ({ place, messages: byPlace.get(`${place.product} ${place.id}`) ?? [] }))
    .filter(({ place, messages }) => place.kind === 'channel' || messages.length > 0)
    .map(({ place, messages }) => toChannel(place, messages, cards));
  const dialogs = stored.dialogs.map(
    ({ id, person, view, errors }): PlaygroundDialog => ({
      id,
      product: 'slack',
      person,
      title: String((view['title'] as Json | undefined)?.['text'] ?? ''),
      view,
      ...(errors && { errors }),
    }),
  );
  return {
    channels,
    dialogs,
    homes: stored.homes,
    mailbox: stored.mails.map((mail) => ({ ...mail, tenant })),
  };
}

const toChannel = (
  { id, tenant, product, name, kind, members }: Place,
  messages: StoredMessage[],
  cards: Map<string, Record<string, Json>>,
): PlaygroundChannel => ({
  id,
  tenant: tenant.id,
  product,
  name,
  kind,
  members: members.map((person) => person.id),
  messages: messages.map((message) => toMessage(message, cards.get(message.id))),
});

function toMessage(message: StoredMessage, cardFor: Record<string, Json> | undefined): PlaygroundMessage {
  const { product, content } = message;
  const blocks = product === 'slack' && Array.isArray(content) ? (content as Json[]) : null;
  const card = product === 'teams' && content !== null ? (content as Json) : null;
  return {
    id: message.id,
    thread: message.thread,
    author: { name: message.author, bot: message.isBot },
    at: message.at,
    editedAt: message.editedAt,
    text: message.body,
    ...(blocks && { blocks }),
    ...(card && { card }),
    ...(cardFor && { cardFor }),
    onlyFor: message.onlyFor === null ? null : [message.onlyFor],
    exception: markerOf(content),
    batch: batchMarkerOf(content),
  };
}
