/** Teams as a place where cards appear. Calls throw on failure; the job behind them retries. */
import { z } from 'zod';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { batchToAdaptiveCard } from '#cards/batchAdaptiveCard.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { noticeToAdaptiveCard } from '#cards/noticeCard.ts';
import { runText } from '#cards/teamsText.ts';
import type { BatchView } from '#core/model/batch.ts';
import type { ExceptionView } from '#core/model/exception.ts';
import { MessageGone, type Surface, type SurfaceChannel } from '#core/ports.ts';
import {
  type BotFramework,
  type Conversation,
  type OutgoingMessage,
  TeamsCallFailed,
} from './botFramework.ts';
import type { BotToken } from './botToken.ts';
import type { TeamsEndpoints } from './endpoints.ts';
import { questionCard } from './questionCard.ts';

/** Of a Bot Framework conversation reference only the address is needed: the channel's id is its `externalId`. */
const reference = z.object({ serviceUrl: z.url() });

export function createSurface(
  framework: BotFramework,
  token: BotToken,
  endpoints: Pick<TeamsEndpoints, 'serviceUrl' | 'loginUrl'>,
): Surface {
  const serviceUrlOf = (channel: SurfaceChannel) =>
    reference.safeParse(channel.reference).data?.serviceUrl ?? endpoints.serviceUrl;
  const conversationOf = (channel: SurfaceChannel): Conversation => ({
    serviceUrl: serviceUrlOf(channel),
    id: channel.externalId,
  });
  const cardOf = (view: ExceptionView): OutgoingMessage => ({
    kind: 'card',
    ...toAdaptiveCard(exceptionCard(view)),
  });

  const batchOf = (batch: BatchView): OutgoingMessage => ({ kind: 'card', ...batchToAdaptiveCard(batch) });
  const personal = (channel: SurfaceChannel, to: { workspace: string; externalId: string }) =>
    framework.openPersonal({
      serviceUrl: serviceUrlOf(channel),
      tenantId: to.workspace,
      userId: to.externalId,
    });
  const update = async (channel: SurfaceChannel, messageId: string, message: OutgoingMessage) => {
    try {
      await framework.update(conversationOf(channel), messageId, message);
    } catch (error) {
      if (!(error instanceof TeamsCallFailed && error.status === 404)) throw error;
      throw new MessageGone(`The message ${messageId} was deleted in Teams.`, { cause: error });
    }
  };

  return {
    surface: 'teams',
    // Teams cannot find a message by a key of ours: only the caller's journal keeps a repeat from posting twice.
    post: (channel, view) => framework.post(conversationOf(channel), cardOf(view)),
    update: (channel, messageId, view) => update(channel, messageId, cardOf(view)),
    postBatch: (channel, batch) => framework.post(conversationOf(channel), batchOf(batch)),
    updateBatch: (channel, messageId, batch) => update(channel, messageId, batchOf(batch)),
    async reply(channel, messageId, text) {
      const { serviceUrl, id } = conversationOf(channel);
      const thread = { serviceUrl, id: `${id};messageid=${messageId}` };
      await framework.post(thread, { kind: 'text', text: runText(text) });
    },
    async ask(to, question, channel) {
      return framework.post(await personal(channel, to), { kind: 'card', ...questionCard(question) });
    },
    async tell(channel, to, notice) {
      const place = to ? await personal(channel, to) : conversationOf(channel);
      return framework.post(place, { kind: 'card', ...noticeToAdaptiveCard(notice) });
    },
    async probe() {
      await token.get();
      return `Teams: the bot can sign in at ${new URL(endpoints.loginUrl).host}.`;
    },
  };
}
