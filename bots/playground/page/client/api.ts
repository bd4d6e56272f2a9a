/** The page's side of the playground's JSON API. */
import type { PlaygroundClick, PlaygroundState } from '../../state.ts';
import { asRecord, asText, type Json } from './json.ts';

export type ApiFailure =
  /** No answer: the server is gone or the network is. */
  | { failed: 'offline' }
  /** The token is of an earlier start. */
  | { failed: 'unauthorised' }
  /** A clear no, in the server's words. */
  | { failed: 'refused'; status: number; say: string };
export type ApiResult<T> = { ok: T } | ApiFailure;

export type FaultKind = 'none' | 'slow' | 'reply_lost' | 'late' | 'refuse' | 'down';

export interface Api {
  /** Waits until the revision is greater than `after` (null: answers at once). null: nothing new within the server's time. */
  state(after: number | null, signal: AbortSignal): Promise<ApiResult<PlaygroundState | null>>;
  /** `wrong`: what the bot answered or the form lacks, in a sentence; null when all is well. */
  click(click: PlaygroundClick): Promise<ApiResult<{ wrong: string | null }>>;
  mail(tenant: string, raw: string): Promise<ApiResult<Json>>;
  fault(connection: string, kind: FaultKind): Promise<ApiResult<Json>>;
  clock(seconds: number): Promise<ApiResult<Json>>;
  session(person: string): Promise<ApiResult<Json>>;
  sample(file: string): Promise<ApiResult<string>>;
}

export function createApi(token: string): Api {
  const call = async (path: string, init: RequestInit = {}): Promise<ApiResult<Response>> => {
    try {
      const headers = { authorization: `Bearer ${token}`, ...init.headers };
      const response = await fetch(path, { ...init, headers, cache: 'no-store' });
      if (response.ok) return { ok: response };
      if (response.status === 401) return { failed: 'unauthorised' };
      const body = await response.text();
      return { failed: 'refused', status: response.status, say: sentenceIn(body, response.status) };
    } catch {
      return { failed: 'offline' };
    }
  };
  const post = async (path: string, body: unknown): Promise<ApiResult<Json>> => {
    const result = await call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return 'ok' in result ? { ok: parseObject(await result.ok.text().catch(() => '')) } : result;
  };
  return {
    async state(after, signal) {
      const result = await call(`/playground/state${after === null ? '' : `?after=${after}`}`, { signal });
      if (!('ok' in result)) return result;
      if (result.ok.status === 204) return { ok: null };
      try {
        return { ok: (await result.ok.json()) as PlaygroundState };
      } catch {
        return { failed: 'offline' };
      }
    },
    async click(click) {
      const result = await post('/playground/click', click);
      return 'ok' in result ? { ok: { wrong: wrongIn(result.ok) } } : result;
    },
    mail: (tenant, raw) => post('/playground/mail', { tenant, raw }),
    fault: (connection, kind) => post('/playground/erp/faults', { connection, kind }),
    clock: (seconds) => post('/playground/clock', { seconds }),
    session: (person) => post('/playground/session', { person }),
    async sample(file) {
      const result = await call(`/playground/samples/${encodeURIComponent(file)}`);
      return 'ok' in result ? { ok: await result.ok.text() } : result;
    },
  };
}

/** Empty for anything that is no JSON object. */
function parseObject(body: string): Json {
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return {};
  }
}

function sentenceIn(body: string, status: number): string {
  const { error, message } = parseObject(body);
  return asText(error) || asText(message) || `Unhold answered with an error (${status}).`;
}

/** The request arrived; this is what the bot made of it. */
function wrongIn(reply: Json): string | null {
  const errors = Object.values(asRecord(reply['errors'])).filter((text) => typeof text === 'string');
  if (errors.length > 0) return errors.join(' ');
  const status = Number(reply['status'] ?? 200);
  if (!(status >= 400)) return null;
  return status === 504
    ? 'The bot did not answer in time. Look at the card again before you repeat it.'
    : `The bot answered with an error (${status}). Look at the card again before you repeat it.`;
}

/** What to tell a person, with the next step. `undone`: what did not happen, as a sentence. */
export function failureWords(failure: ApiFailure, undone: string): string {
  switch (failure.failed) {
    case 'offline':
      return `${undone} Unhold did not answer. Check that it is running, then try again.`;
    case 'unauthorised':
      return `${undone} This page’s link is from an earlier start. Open the link that Unhold printed last.`;
    case 'refused':
      return `${undone} ${failure.say}`;
  }
}
