/** Teams as a place where cards appear. Calls throw on failure; the job behind them retries. */
import { z } from 'zod';
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import { runText } from '#cards/teamsText.ts';
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

  return {
    surface: 'teams',
    // Teams cannot find a message by a key of ours: only the caller's journal keeps a repeat from posting twice.
    post: (channel, view) => framework.post(conversationOf(channel), cardOf(view)),
    async update(channel, messageId, view) {
      try {
        await framework.update(conversationOf(channel), messageId, cardOf(view));
      } catch (error) {
        if (!(error instanceof TeamsCallFailed && error.status === 404)) throw error;
        throw new MessageGone(`The card ${messageId} was deleted in Teams.`, { cause: error });
      }
    },
    async reply(channel, messageId, text) {
      const { serviceUrl, id } = conversationOf(channel);
      const thread = { serviceUrl, id: `${id};messageid=${messageId}` };
      await framework.post(thread, { kind: 'text', text: runText(text) });
    },
    async ask(to, question, channel) {
      const chat = await framework.openPersonal({
        serviceUrl: serviceUrlOf(channel),
        tenantId: to.workspace,
        userId: to.externalId,
      });
      return framework.post(chat, { kind: 'card', ...questionCard(question) });
    },
    async probe() {
      await token.get();
      return `Teams: the bot can sign in at ${new URL(endpoints.loginUrl).host}.`;
    },
  };
}
