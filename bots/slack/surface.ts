/** Slack as a place where cards appear. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { slackText } from '#cards/slackText.ts';
import { MessageGone, type Surface } from '#core/ports.ts';
import { questionMessage } from './messages.ts';
import { createClient, type WebApiOptions } from './webApi.ts';

export interface SurfaceOptions extends WebApiOptions {
  /** null: the workspace has not installed the app. */
  botToken: (workspace: string) => Promise<string | null>;
  /** Whose connection `probe` tries; without one only Slack's reachability. */
  probeWorkspace?: string | undefined;
}

const quiet = { unfurl_links: false, unfurl_media: false } as const;

export function createSurface(options: SurfaceOptions): Surface {
  const clientOf = async (workspace: string): Promise<WebClient> => {
    const token = await options.botToken(workspace);
    if (!token) throw new Error(`Slack workspace ${workspace} has no bot token: install the app there.`);
    return createClient(token, options);
  };

  return {
    surface: 'slack',

    async post(channel, view, key, mayExist) {
      const client = await clientOf(channel.workspace);
      const before = mayExist ? await findPosted(client, channel.externalId, key) : null;
      if (before) return before;
      const message = {
        channel: channel.externalId,
        ...toBlockKit(exceptionCard(view)),
        ...quiet,
        metadata: { event_type: 'unhold_card', event_payload: { key, exception: view.exceptionId } },
      };
      try {
        const posted = await client.chat.postMessage(message);
        return requireTs(posted.ts);
      } catch (error) {
        const after = isUnknownOutcome(error) ? await findPosted(client, channel.externalId, key) : null;
        if (after) return after;
        throw error;
      }
    },

    async update(channel, messageId, view) {
      const client = await clientOf(channel.workspace);
      try {
        await client.chat.update({
          channel: channel.externalId,
          ts: messageId,
          ...toBlockKit(exceptionCard(view)),
        });
      } catch (error) {
        if (!isGone(error)) throw error;
        throw new MessageGone(`The card ${messageId} was deleted in Slack channel ${channel.externalId}.`, {
          cause: error,
        });
      }
    },

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
      const opened = await client.conversations.open({ users: to.externalId });
      const channel = opened.channel?.id;
      if (!channel) throw new Error(`Slack opened no direct message to ${to.name} (${to.externalId}).`);
      const posted = await client.chat.postMessage({ channel, ...questionMessage(question), ...quiet });
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
