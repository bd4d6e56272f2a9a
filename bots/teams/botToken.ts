/** The bot's own token (OAuth client credentials), kept until shortly before it expires. */
import { z } from 'zod';
import type { TeamsEndpoints } from './endpoints.ts';

const grant = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });
const timeoutMs = 5_000;
/** A token must outlive the call it is fetched for. Seconds. */
const spareSeconds = 300;

export interface BotToken {
  /** Throws with Microsoft's own words when the app id, secret or tenant is wrong. */
  get(): Promise<string>;
  /** After a 401: the next call fetches a new one. */
  forget(): void;
}

/** The token as last fetched. Plain data, so that a Worker can keep it between requests. */
export interface TokenMemory {
  /** `until`: milliseconds since 1970. */
  botToken?: { token: string; until: number } | undefined;
}

export function createBotToken(options: {
  appId: string;
  appPassword: string;
  endpoints: Pick<TeamsEndpoints, 'loginUrl' | 'oAuthScope'>;
  fetch: typeof fetch;
  memory?: TokenMemory;
}): BotToken {
  const { appId, appPassword, endpoints, memory = {} } = options;
  const url = `${endpoints.loginUrl.replace(/\/$/, '')}/oauth2/v2.0/token`;

  const fetchToken = async (): Promise<string> => {
    const response = await options.fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appPassword,
        scope: `${endpoints.oAuthScope}/.default`,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body: unknown = await response.json().catch(() => null);
    const granted = grant.safeParse(body);
    if (!response.ok || !granted.success) {
      const refused = refusal.safeParse(body).data;
      const why = refused ? `${refused.error}: ${refused.error_description ?? ''}` : 'no token in the answer';
      throw new Error(`Teams: no token for app ${appId} from ${url} (${response.status}): ${why}`);
    }
    const seconds = granted.data.expires_in;
    const token = granted.data.access_token;
    memory.botToken = { token, until: Date.now() + Math.max(seconds - spareSeconds, seconds / 2) * 1000 };
    return token;
  };

  return {
    async get() {
      const held = memory.botToken;
      if (held && held.until > Date.now()) return held.token;
      // No sharing of a call under way: on Workers one request must not wait for another's.
      return fetchToken();
    },
    forget() {
      memory.botToken = undefined;
    },
  };
}
