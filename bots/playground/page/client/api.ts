/** The page's side of the playground's JSON API. */
import type { PlaygroundClick, PlaygroundState } from '../../state.ts';
import { toBase64 } from './base64.ts';
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
  click(click: PlaygroundClick): Promise<ApiResult<Json>>;
  mail(tenant: string, raw: Uint8Array): Promise<ApiResult<Json>>;
  fault(connection: string, kind: FaultKind): Promise<ApiResult<Json>>;
  trouble(connection: string, name: string): Promise<ApiResult<Json>>;
  clock(seconds: number): Promise<ApiResult<Json>>;
  session(person: string): Promise<ApiResult<Json>>;
  sample(file: string): Promise<ApiResult<Uint8Array>>;
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
    click: (click) => post('/playground/click', click),
    mail: (tenant, raw) => post('/playground/mail', { tenant, ...mailText(raw) }),
    fault: (connection, kind) => post('/playground/erp/faults', { connection, kind }),
    trouble: (connection, name) => post('/playground/erp/trouble', { connection, name }),
    clock: (seconds) => post('/playground/clock', { seconds }),
    session: (person) => post('/playground/session', { person }),
    async sample(file) {
      const result = await call(`/playground/samples/${encodeURIComponent(file)}`);
      return 'ok' in result ? { ok: new Uint8Array(await result.ok.arrayBuffer()) } : result;
    },
  };
}

/** A mail may be in any character set: what is not UTF-8 travels in base64. */
function mailText(raw: Uint8Array): { raw: string } | { rawBase64: string } {
  try {
    return { raw: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw) };
  } catch {
    return { rawBase64: toBase64(raw) };
  }
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

/** What to tell a person, with the next step. `undone`: what did not happen, as a sentence. */
export function failureWords(failure: ApiFailure, undone: string): string {
  switch (failure.failed) {
    case 'offline':
      return `${undone} Unhold did not answer. Check that it is running, then try again.`;
    case 'unauthorised':
      return `${undone} This page’s link is from an earlier start. Open the link that Unhold printed last.`;
    case 'refused':
      return failure.say;
  }
}
