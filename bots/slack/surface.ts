/** Slack as a place where cards appear. */
import {
  type KnownBlock,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import { batchToBlockKit } from '#cards/batchBlockKit.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { noticeToBlockKit } from '#cards/noticeCard.ts';
import { slackText } from '#cards/slackText.ts';
import { MessageGone, type Surface, type SurfaceChannel } from '#core/ports.ts';
import { questionMessage } from './messages.ts';
import { createClient, type WebApiOptions } from './webApi.ts';

export interface SurfaceOptions extends WebApiOptions {
  /** null: the workspace has not installed the app. */
  botToken: (workspace: string) => Promise<string | null>;
  /** Whose connection `probe` tries; without one only Slack's reachability. */
  probeWorkspace?: string | undefined;
}

interface Content {
  text: string;
  blocks: KnownBlock[];
}

const quiet = { unfurl_links: false, unfurl_media: false } as const;

export function createSurface(options: SurfaceOptions): Surface {
  const clientOf = async (workspace: string): Promise<WebClient> => {
    const token = await options.botToken(workspace);
    if (!token) throw new Error(`Slack workspace ${workspace} has no bot token: install the app there.`);
    return createClient(token, options);
  };

  const post = async (
    { workspace, externalId: channel }: SurfaceChannel,
    content: Content,
    payload: { key: string } & Record<string, string>,
    mayExist: boolean,
  ): Promise<string> => {
    const client = await clientOf(workspace);
    const before = mayExist ? await findPosted(client, channel, payload.key) : null;
    if (before) return before;
    const metadata = { event_type: 'unhold_card', event_payload: payload };
    try {
      const posted = await client.chat.postMessage({ channel, ...content, ...quiet, metadata });
      return requireTs(posted.ts);
    } catch (error) {
      const after = isUnknownOutcome(error) ? await findPosted(client, channel, payload.key) : null;
      if (after) return after;
      throw error;
    }
  };

  const update = async (
    { workspace, externalId: channel }: SurfaceChannel,
    ts: string,
    content: Content,
  ): Promise<void> => {
    const client = await clientOf(workspace);
    try {
      await client.chat.update({ channel, ts, ...content });
    } catch (error) {
      if (!isGone(error)) throw error;
      throw new MessageGone(`The message ${ts} was deleted in Slack channel ${channel}.`, { cause: error });
    }
  };

  const openDirect = async (client: WebClient, to: { externalId: string; name: string }): Promise<string> => {
    const { channel } = await client.conversations.open({ users: to.externalId });
    if (!channel?.id) throw new Error(`Slack opened no direct message to ${to.name} (${to.externalId}).`);
    return channel.id;
  };

  return {
    surface: 'slack',

    post: (channel, view, key, mayExist) =>
      post(channel, toBlockKit(exceptionCard(view)), { key, exception: view.exceptionId }, mayExist),
    update: (channel, messageId, view) => update(channel, messageId, toBlockKit(exceptionCard(view))),
    postBatch: (channel, batch, key, mayExist) =>
      post(channel, batchToBlockKit(batch), { key, batch: batch.batchId }, mayExist),
    updateBatch: (channel, messageId, batch) => update(channel, messageId, batchToBlockKit(batch)),

    async reply(channel, messageId, text) {
      const client = await clientOf(channel.workspace);
      const safe = slackText(text).slice(0, 2900);
      await client.chat.postMessage({
        channel: channel.externalId,
        thread_ts: messageId,
        text: safe,
        blocks: [{ type: 'section', text: { type: 'mrkdwn', verbatim: true, text: safe } }],
        ...quiet,
      });
    },

    async ask(to, question) {
      const client = await clientOf(to.workspace);
      const channel = await openDirect(client, to);
      const posted = await client.chat.postMessage({ channel, ...questionMessage(question), ...quiet });
      return requireTs(posted.ts);
    },

    async tell(place, to, notice) {
      const client = await clientOf(to?.workspace ?? place.workspace);
      const channel = to ? await openDirect(client, to) : place.externalId;
      const posted = await client.chat.postMessage({ channel, ...noticeToBlockKit(notice), ...quiet });
      return requireTs(posted.ts);
    },

    async probe() {
      if (!options.probeWorkspace) {
        await createClient('', options).api.test();
        return 'Slack answers.';
      }
      const client = await clientOf(options.probeWorkspace);
      const who = await client.auth.test();
      return `Slack answers as ${who.user ?? 'the bot'} in ${who.team ?? options.probeWorkspace}.`;
    },
  };
}

async function findPosted(client: WebClient, channel: string, key: string): Promise<string | null> {
  const history = await client.conversations.history({ channel, limit: 100, include_all_metadata: true });
  const found = history.messages?.find(
    (message) => (message.metadata?.event_payload as { key?: unknown } | undefined)?.key === key,
  );
  return found?.ts ?? null;
}

/** No answer, or one of a proxy: the message may have been posted all the same. */
const isUnknownOutcome = (error: unknown) =>
  error instanceof WebAPIRequestError || (error instanceof WebAPIHTTPError && error.statusCode >= 500);

const gone = ['message_not_found', 'channel_not_found', 'is_archived'];
const isGone = (error: unknown) => error instanceof WebAPIPlatformError && gone.includes(error.data.error);

function requireTs(ts: string | undefined): string {
  if (!ts) throw new Error('Slack posted a message and gave no timestamp for it.');
  return ts;
}
