/** The Slack app behind Hono: who may speak to it, and what becomes of what they say. */
import { App } from '@slack/bolt';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '#core/deps.ts';
import type { Desk, Speaker } from '#core/desk.ts';
import type { Clock, Surface } from '#core/ports.ts';
import { readEnvelope } from './envelope.ts';
import { addListeners } from './listeners.ts';
import { createReceiver } from './receiver.ts';
import { verifySignature } from './signature.ts';
import { createSurface } from './surface.ts';
import { boltLogger, webApiOptions } from './webApi.ts';

export interface SlackOptions {
  desk: Desk;
  signingSecret: string;
  /** null: the workspace has not installed the app. */
  botToken: (workspace: string) => Promise<string | null>;
  /** A stand-in for `https://slack.com/api/`. */
  apiUrl?: string | undefined;
  fetch?: typeof fetch | undefined;
  /** Real time, also where the product's clock is moved: signatures expire. */
  clock: Clock;
  log: Log;
  /** Keeps the process alive for what goes on after the answer (Workers). */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** Whose connection `surface.probe` tries. */
  probeWorkspace?: string | undefined;
}

const bodyBytes = 1024 * 1024;
const slackHosts = ['hooks.slack.com', 'hooks.slack-gov.com'];

/**
 * `routes` is mounted at `/slack` and answers `POST /events` for events, interactivity and url_verification. Refusals
 * are logged as `slack.refused` with their reason: 401 unsigned, expired or wrongly signed, 413 over 1 MB, 400
 * malformed, 403 unknown company or foreign response address. Throws at once without a signing secret.
 */
export function createSlack(options: SlackOptions): { routes: Hono; surface: Surface } {
  const { desk, log, signingSecret, botToken, clock } = options;
  if (!signingSecret) throw new Error('Slack needs the signing secret of the app (SLACK_SIGNING_SECRET).');

  const refuse = (status: 400 | 401 | 403 | 413 | 503, error: string, reason: string) => {
    log.warn('slack.refused', { status, reason });
    return Response.json({ error }, { status });
  };

  const routes = new Hono();
  routes.post(
    '/events',
    bodyLimit({
      maxSize: bodyBytes,
      onError: () => refuse(413, 'The request is larger than 1 MB.', 'oversized'),
    }),
    async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      const verdict = verifySignature(
        signingSecret,
        {
          body,
          timestamp: c.req.header('x-slack-request-timestamp'),
          signature: c.req.header('x-slack-signature'),
        },
        clock.now(),
      );
      if (verdict !== 'valid') return refuse(401, 'The request is not signed by Slack.', verdict);

      const envelope = readEnvelope(new TextDecoder().decode(body), c.req.header('content-type'));
      if (envelope.kind === 'challenge') return c.text(envelope.challenge);
      if (envelope.kind === 'malformed') return refuse(400, envelope.reason, 'malformed');
      if (!envelope.responseUrls.every((url) => isSlackAddress(url, options.apiUrl))) {
        return refuse(403, 'The response address does not belong to Slack.', 'foreign response_url');
      }

      const speaker: Speaker = {
        provider: 'slack',
        workspace: envelope.workspace,
        externalId: envelope.user,
      };
      const known = await orFailed(log, () => desk.identify(speaker));
      if (known === null) return refuse(403, 'Unhold does not know this company.', 'unknown workspace');
      // Where the Desk failed, the listener's own call to it fails too and is answered in words, in the chat.
      const token = await orFailed(log, () => botToken(envelope.workspace));
      if (!token) return refuse(503, 'Unhold cannot answer in this workspace now.', 'no bot token');

      const receiver = createReceiver((error) => log.error('slack: a listener failed', error));
      const app = new App({
        receiver,
        authorize: async () => ({ botToken: token }),
        clientOptions: webApiOptions(options),
        logger: boltLogger(log),
        ignoreSelf: false,
        attachFunctionToken: false,
      });
      addListeners(app, { desk, log, speaker, guest: envelope.guest });
      return receiver.handle(
        {
          body: envelope.body,
          retryNum: retryNumber(c.req.header('x-slack-retry-num')),
          retryReason: c.req.header('x-slack-retry-reason'),
        },
        (work) => options.waitUntil?.(work),
      );
    },
  );
  return { routes, surface: createSurface(options) };
}

async function orFailed<T>(log: Log, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.error('slack: a request could not be placed', error);
    return undefined;
  }
}

/** We never call these addresses; one of another host shows that the request is not what it claims to be. */
function isSlackAddress(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  const isStandIn = apiUrl !== undefined && URL.canParse(apiUrl) && new URL(apiUrl).host === host;
  return isStandIn || (protocol === 'https:' && slackHosts.includes(host));
}

const retryNumber = (header: string | undefined) =>
  header !== undefined && /^\d{1,3}$/.test(header) ? Number(header) : undefined;
