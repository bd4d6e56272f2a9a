/** How Slack's Web API is called, from listeners and from jobs. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '#core/deps.ts';

export interface WebApiOptions {
  /** A local stand-in for `https://slack.com/api/`. */
  apiUrl?: string | undefined;
  fetch?: typeof fetch | undefined;
  log: Log;
}

type ClientFetch = NonNullable<WebClientOptions['fetch']>;

/**
 * Short: listeners have three seconds, jobs retry by themselves. workerd knows no `redirect: 'error'` and refuses a
 * fetch that is called as a method.
 */
export function webApiOptions(options: WebApiOptions): WebClientOptions {
  const call = options.fetch ?? fetch;
  const plainFetch: ClientFetch = (url, init) =>
    call(url, { ...(init as RequestInit), redirect: 'manual' }) as ReturnType<ClientFetch>;
  return {
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    fetch: plainFetch,
    allowAbsoluteUrls: false,
    timeout: 8000,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 500 },
    logger: boltLogger(options.log),
  };
}

/** A client per use: workerd must not share connections between requests, and making one costs next to nothing. */
export const createClient = (token: string, options: WebApiOptions): WebClient =>
  new WebClient(token, webApiOptions(options));

type BoltLogger = NonNullable<WebClientOptions['logger']>;

/** Bolt's own words in our log; its debug lines may hold message contents and are dropped. */
export function boltLogger(log: Log): BoltLogger {
  const text = (parts: unknown[]) => parts.map(String).join(' ').slice(0, 1000);
  let level: ReturnType<BoltLogger['getLevel']> = 'warn' as ReturnType<BoltLogger['getLevel']>;
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn(`slack: ${text(parts)}`),
    error: (...parts) => log.error(`slack: ${text(parts)}`),
    setLevel: (next) => {
      level = next;
    },
    getLevel: () => level,
    setName: () => undefined,
  };
}
