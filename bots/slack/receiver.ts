/** Runs Bolt behind any HTTP server: the response is ready when a listener acknowledges, the rest goes on. */
import type { App, Receiver } from '@slack/bolt';

export interface Incoming {
  body: Record<string, unknown>;
  retryNum?: number | undefined;
  retryReason?: string | undefined;
}

export interface HttpReceiver extends Receiver {
  /** Settles with the response at the first `ack`; `rest` hears of what goes on after it. Never rejects. */
  handle(incoming: Incoming, rest: (work: Promise<unknown>) => void): Promise<Response>;
}

/** `onError` hears of every error that Bolt or a listener threw. */
export function createReceiver(onError: (error: unknown) => void): HttpReceiver {
  let app: App | undefined;
  return {
    init(given) {
      app = given;
      given.error(async (error) => onError(error));
    },
    start: async () => undefined,
    stop: async () => undefined,
    handle(incoming, rest) {
      return new Promise((resolve) => {
        if (!app) throw new Error('The receiver was not given to an App.');
        const work = app
          .processEvent({
            body: incoming.body,
            ...(incoming.retryNum !== undefined && { retryNum: incoming.retryNum }),
            ...(incoming.retryReason !== undefined && { retryReason: incoming.retryReason }),
            ack: async (answer?: unknown) => resolve(toResponse(answer)),
          })
          .catch(onError)
          // What nobody listens to is fine: Slack would send it again otherwise.
          .finally(() => resolve(new Response(null, { status: 200 })));
        rest(work);
      });
    },
  };
}

function toResponse(answer: unknown): Response {
  if (answer === undefined || answer === null || answer === '') return new Response(null, { status: 200 });
  return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
}
