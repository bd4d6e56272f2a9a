/** JSON-RPC to a Tryton 6.0 server on fetch: login, session renewal, time and size limits, typed errors. */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { type Clock, ErpUnreachable } from '#core/ports.ts';
import {
  TrytonConcurrency,
  TrytonFault,
  TrytonLoginRefused,
  TrytonUserError,
  TrytonUserWarning,
} from './errors.ts';
import { reviveTryton } from './values.ts';

export interface TrytonOptions {
  /** "https://tryton.example/", with or without the database's name at its end. */
  url: string;
  database: string;
  user: string;
  password: string;
  /** Per call, answer included. */
  timeoutMs?: number;
  maxAnswerBytes?: number;
  fetch?: typeof fetch;
  clock: Clock;
}

export interface TrytonClient {
  /**
   * Calls `model.<model>.<method>` with the user's context (and `context` on top) as last parameter.
   * Throws the errors of errors.ts, and ErpUnreachable where no answer proves anything.
   */
  call(method: string, params: unknown[], context?: Record<string, unknown>): Promise<unknown>;
  /** Runs `wizard.<name>` from its start to its end: `work` executes states, the session is deleted whatever happens. */
  wizard<T>(name: string, work: (execute: ExecuteWizard) => Promise<T>): Promise<T>;
  /** The user who writes and the company they work for. Logs in when needed. */
  session(): Promise<{ userId: number; companyId: number }>;
  /** The server's version; needs no login. */
  version(): Promise<string>;
}

/** Executes one state with the data of its views; `about`: the record it was started on. */
export type ExecuteWizard = (
  data: Record<string, unknown>,
  state: string,
  about: { model: string; id: number },
) => Promise<unknown>;

interface Session {
  userId: number;
  authorization: string;
}

const answer = z.union([
  z.object({ error: z.tuple([z.string()]).rest(z.unknown()) }),
  z.object({ result: z.unknown() }),
]);
const loginResult = z.tuple([z.number(), z.string()]);
const wizardStart = z.tuple([z.number()]).rest(z.unknown());
const preferences = z.looseObject({ company: z.number() });

// Tryton sleeps longer with each failed login and locks the name after a handful.
const refusedLoginHoldMs = 15 * 60_000;

export function createTrytonClient(options: TrytonOptions): TrytonClient {
  const { user, database, clock, timeoutMs = 15_000, maxAnswerBytes = 32 * 1024 * 1024 } = options;
  const root = rootUrl(options.url, database);
  const endpoint = `${root}${encodeURIComponent(database)}/`;
  // A method of globalThis called through another object is an illegal invocation on workerd.
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  let session: Promise<Session> | null = null;
  let context: Promise<z.infer<typeof preferences>> | null = null;
  let refused: { error: TrytonLoginRefused; until: number } | null = null;

  async function post(
    url: string,
    method: string,
    params: unknown[],
    authorization: string | null,
  ): Promise<{ status: number; text: string }> {
    try {
      const response = await doFetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: JSON.stringify({ id: 1, method, params }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, text: await limitedText(response, maxAnswerBytes) };
    } catch (error) {
      if (error instanceof ErpUnreachable) throw error;
      const why =
        error instanceof Error && error.name === 'TimeoutError'
          ? `no answer in ${timeoutMs} ms`
          : 'no connection';
      throw new ErpUnreachable(`Tryton at ${root} did not answer ${method} (${why}).`, { cause: error });
    }
  }

  function result(method: string, { status, text }: { status: number; text: string }): unknown {
    if (status === 403) throw new TrytonFault(`Tryton does not offer ${method} to remote callers.`);
    if (status === 404) throw new TrytonLoginRefused(`Tryton at ${root} has no database "${database}".`);
    if (status !== 200) throw new ErpUnreachable(`Tryton at ${root} answered ${method} with HTTP ${status}.`);
    const parsed = answer.safeParse(parseJson(text));
    if (!parsed.success) throw new ErpUnreachable(`The answer to ${method} from ${root} is not Tryton's.`);
    if ('error' in parsed.data) throw typedError(method, parsed.data.error);
    return parsed.data.result;
  }

  async function login(): Promise<Session> {
    if (refused && clock.now().getTime() < refused.until) throw refused.error;
    const reply = await post(endpoint, 'common.db.login', [user, { password: options.password }, 'en'], null);
    if (reply.status === 429) {
      throw refuse(
        `Tryton refuses the user "${user}" after too many failed logins; an administrator can lift it.`,
      );
    }
    const found = reply.status === 401 ? null : loginResult.safeParse(result('common.db.login', reply));
    if (!found?.success) throw refuse(`Tryton does not accept the user "${user}" or the password.`);
    const [userId, key] = found.data;
    const token = Buffer.from(`${user}:${userId}:${key}`, 'utf8').toString('base64');
    return { userId, authorization: `Session ${token}` };
  }

  function refuse(message: string): TrytonLoginRefused {
    const error = new TrytonLoginRefused(message);
    refused = { error, until: clock.now().getTime() + refusedLoginHoldMs };
    return error;
  }

  /** One login serves all calls that wait for it; a failed one is not kept. */
  function currentSession(): Promise<Session> {
    if (!session) {
      const started = login();
      session = started;
      started.catch(() => {
        if (session === started) session = null;
      });
    }
    return session;
  }

  async function authorized(method: string, params: unknown[]): Promise<unknown> {
    const used = currentSession();
    const reply = await post(endpoint, method, params, (await used).authorization);
    if (reply.status !== 401) return result(method, reply);
    // The session ended: the call was not carried out, so repeating it is safe for writes as well.
    if (session === used) session = null;
    return result(method, await post(endpoint, method, params, (await currentSession()).authorization));
  }

  function currentContext(): Promise<z.infer<typeof preferences>> {
    if (!context) {
      const started = authorized('model.res.user.get_preferences', [true, {}]).then((found) => {
        const parsed = preferences.safeParse(found);
        if (!parsed.success) throw new TrytonFault(`The Tryton user "${user}" has no company.`);
        return parsed.data;
      });
      context = started;
      started.catch(() => {
        if (context === started) context = null;
      });
    }
    return context;
  }

  async function call(method: string, params: unknown[], extra: Record<string, unknown> = {}) {
    return authorized(method, [...params, { ...(await currentContext()), ...extra }]);
  }

  return {
    call: (method, params, extra) => call(`model.${method}`, params, extra),
    async wizard(name, work) {
      const [id] = wizardStart.parse(await call(`wizard.${name}.create`, []));
      try {
        return await work((data, state, { model, id: record }) =>
          call(`wizard.${name}.execute`, [id, data, state], {
            active_model: model,
            active_id: record,
            active_ids: [record],
          }),
        );
      } finally {
        // What a lost connection leaves of it holds no decision; Tryton clears old sessions itself.
        await call(`wizard.${name}.delete`, [id]).catch(() => undefined);
      }
    },
    async session() {
      const { company } = await currentContext();
      return { userId: (await currentSession()).userId, companyId: company };
    },
    async version() {
      return String(result('common.server.version', await post(root, 'common.server.version', [], null)));
    },
  };
}

function rootUrl(url: string, database: string): string {
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol))
    throw new Error(`The Tryton address must be http or https: ${parsed.origin}`);
  if (parsed.username || parsed.password)
    throw new Error('Give user and password apart, not inside the Tryton address.');
  const path = parsed.pathname.replace(/\/+$/, '');
  const suffix = `/${encodeURIComponent(database)}`;
  return `${parsed.origin}${path.endsWith(suffix) ? path.slice(0, -suffix.length) : path}/`;
}

/** Reads at most `limit` bytes; more proves nothing and would only fill the memory. */
async function limitedText(response: Response, limit: number): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > limit) throw new ErpUnreachable(`The answer from Tryton is larger than ${limit} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, reviveTryton);
  } catch {
    return null;
  }
}

function typedError(method: string, [name, detail]: [string, ...unknown[]]): Error {
  const parts = (Array.isArray(detail) ? detail : [detail]).map((part) => String(part ?? ''));
  switch (name) {
    case 'UserError':
      return new TrytonUserError(parts[0]);
    case 'UserWarning':
      return new TrytonUserWarning(parts[0] ?? '', parts[1] ?? '');
    case 'ConcurrencyException':
      return new TrytonConcurrency(parts[0]);
    default:
      return new TrytonFault(`Tryton could not carry out ${method}: ${name.slice(0, 300)}`);
  }
}
