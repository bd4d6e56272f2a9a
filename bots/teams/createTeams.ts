/** The Teams bot behind Hono: who may speak to it, and what becomes of what they say. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '#core/deps.ts';
import type { Desk } from '#core/desk.ts';
import type { Surface } from '#core/ports.ts';
import { type Incoming, readActivity, readExecute } from './activity.ts';
import { toInvokeAnswer, unsupportedInvoke } from './answers.ts';
import { createBotFramework, type InvokeAnswer } from './botFramework.ts';
import { createBotToken, type TokenMemory } from './botToken.ts';
import { createServiceUrlCheck, realEndpoints, realServiceUrls, type TeamsEndpoints } from './endpoints.ts';
import { type PressAnswer, press } from './press.ts';
import { createSurface } from './surface.ts';
import { createTokenCheck, type KeyMemory } from './verifyToken.ts';

/** What outlives one bot: Microsoft's keys and the bot's own token. One per app id and set of endpoints. */
export interface TeamsMemory extends KeyMemory, TokenMemory {}

export interface TeamsOptions {
  desk: Desk;
  appId: string;
  appPassword: string;
  /** Of a single-tenant bot; a multi-tenant bot has none. */
  appTenantId?: string | undefined;
  /** For stand-ins and tests; what is left out is Microsoft's. */
  endpoints?: Partial<TeamsEndpoints> | undefined;
  /** Addresses that may be called with the bot's token. Default: the connectors of Teams. */
  allowedServiceUrls?: string[] | undefined;
  fetch?: typeof fetch | undefined;
  /** Where each request makes its own bot (Workers): hand in the same object each time. */
  memory?: TeamsMemory | undefined;
  log: Log;
  /** Keeps the process alive for what goes on after the answer (Workers). */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** How long a press may take before it is answered with "still working". Teams gives up after 10 to 15 s. */
  patienceMs?: number | undefined;
}

const bodyBytes = 1024 * 1024;

const help =
  'Unhold posts a card when an order is stuck. Press a button on the card to decide, Reject with a reason, or Ask for Info. ' +
  'The card says who may decide, and keeps the record of what happened.';
const unlinked =
  'Your Teams account is not linked to a person yet: you can read the cards and decide nothing.';
const stillWorking =
  'This takes longer than usual and goes on. The card will show the result; pressing again does no harm.';
const failed =
  'Unhold could not finish this just now. Please press again in a minute: a decision is counted once.';

/**
 * `routes` is mounted at `/api` and answers `POST /messages`. Refusals are logged as `teams.refused` with their reason:
 * 401 not signed for this bot, 403 foreign address or unknown company, 400 no activity, 413 over 1 MB, 503 the signing
 * keys cannot be read. Throws at once without an app id or password: an empty id would switch authentication off.
 */
export function createTeams(options: TeamsOptions): { routes: Hono; surface: Surface } {
  const { desk, appId, appPassword, log, memory = {} } = options;
  if (!appId.trim()) throw new Error('Teams needs the app id of the bot (TEAMS_APP_ID).');
  if (!appPassword) throw new Error('Teams needs the client secret of the bot (TEAMS_APP_PASSWORD).');
  const endpoints = { ...realEndpoints(options.appTenantId), ...options.endpoints };
  // A plain function: workerd refuses a fetch that is called as a method of something else.
  const givenFetch = options.fetch ?? fetch;
  const call: typeof fetch = (input, init) => givenFetch(input, init);
  const mayCall = createServiceUrlCheck(options.allowedServiceUrls ?? realServiceUrls);
  const checkToken = createTokenCheck({ appId, endpoints, fetch: call, memory });
  const token = createBotToken({ appId, appPassword, endpoints, fetch: call, memory });
  const framework = createBotFramework({ appId, endpoints, token, mayCall, fetch: call });
  const patienceMs = options.patienceMs ?? 8_000;

  const goOn = (what: string, work: Promise<unknown>) => {
    const settled = work.catch((error: unknown) => log.error(`teams: ${what} failed`, error));
    options.waitUntil?.(settled);
  };

  const refuse = (status: 400 | 401 | 403 | 413 | 503, error: string, reason: string) => {
    log.warn('teams.refused', { status, reason });
    return Response.json({ error }, { status });
  };

  /** Errors and delays become sentences: the person must never be left with "Something went wrong". */
  const pressInTime = async (incoming: Incoming, verb: string | null, data: Record<string, unknown>) => {
    const work = press(desk, incoming.speaker, verb, data).catch((error: unknown): PressAnswer => {
      log.error('teams: a press failed', error, { verb, workspace: incoming.speaker.workspace });
      return { kind: 'say', say: failed };
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<PressAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'say', say: stillWorking }), patienceMs);
    });
    const first = await Promise.race([work, late]);
    clearTimeout(timer);
    goOn('a press', work);
    return first;
  };

  const onInvoke = async (incoming: Incoming): Promise<InvokeAnswer> => {
    const { name, value } = incoming.activity;
    const execute = name === 'adaptiveCard/action' ? readExecute(value) : null;
    if (!execute) return unsupportedInvoke();
    return toInvokeAnswer(await pressInTime(incoming, execute.verb, execute.data));
  };

  const tell = async (incoming: Incoming, text: string) => {
    const { activity, speaker, isPersonal } = incoming;
    const { serviceUrl, conversation, from } = activity;
    const chat =
      isPersonal || !from
        ? { serviceUrl, id: conversation.id }
        : await framework.openPersonal({ serviceUrl, tenantId: speaker.workspace, userId: from.id });
    await framework.post(chat, { kind: 'text', text });
  };

  /** Clients without Action.Execute submit a card as a message; the answer goes to the person's own chat. */
  const onSubmit = async (incoming: Incoming, data: Record<string, unknown>): Promise<void> => {
    const answer = await pressInTime(incoming, null, data);
    if ((answer.kind === 'say' || answer.kind === 'card') && answer.say) {
      goOn('a private answer', tell(incoming, answer.say));
    }
  };

  const onMessage = async (incoming: Incoming, isLinked: boolean): Promise<void> => {
    const { activity, isPersonal, isMention } = incoming;
    const isBot = activity.from?.role === 'bot' || activity.from?.id.startsWith('28:');
    if (isBot || !activity.from) return;
    const { value } = activity;
    if (value && typeof value === 'object') return onSubmit(incoming, { ...value });
    if (!isPersonal && !isMention) return;
    const { serviceUrl, conversation } = activity;
    const text = isLinked ? help : `${help} ${unlinked}`;
    goOn('help', framework.post({ serviceUrl, id: conversation.id }, { kind: 'text', text }));
  };

  const routes = new Hono();
  routes.post(
    '/messages',
    bodyLimit({
      maxSize: bodyBytes,
      onError: () => refuse(413, 'The request is larger than 1 MB.', 'oversized'),
    }),
    async (c) => {
      const checked = await checkToken(c.req.header('authorization'));
      if (checked.status === 'refused') return refuse(401, 'Not signed for this bot.', checked.reason);
      if (checked.status === 'unavailable') {
        return refuse(503, 'The keys that sign requests cannot be read now.', checked.reason);
      }
      if (!mayCall(checked.serviceUrl)) {
        return refuse(403, 'Foreign service URL.', `foreign service URL ${checked.serviceUrl}`);
      }
      const read = readActivity(parseJson(await c.req.text()));
      if (read.status === 'malformed') return refuse(400, 'Not an activity.', read.reason);
      if (read.status === 'foreign') return refuse(403, 'Not from a company in Teams.', read.reason);
      const { incoming } = read;
      const { activity, speaker } = incoming;
      if (!mayCall(activity.serviceUrl)) {
        return refuse(403, 'Foreign service URL.', `foreign service URL ${activity.serviceUrl}`);
      }
      if (activity.serviceUrl !== checked.serviceUrl) {
        return refuse(401, 'Not signed for this bot.', 'the token vouches for another service URL');
      }
      const identified = await desk.identify(speaker).catch((error: unknown) => {
        log.error('teams: the company could not be looked up', error);
        return 'failed' as const;
      });
      if (identified === 'failed') {
        return activity.type === 'invoke'
          ? Response.json(toInvokeAnswer({ kind: 'say', say: failed }).body)
          : Response.json({ error: failed }, { status: 503 });
      }
      if (!identified) return refuse(403, 'Unknown company.', `unknown Teams tenant ${speaker.workspace}`);
      return framework.handle(activity, async () => {
        if (activity.type === 'invoke') return onInvoke(incoming);
        if (activity.type === 'message') await onMessage(incoming, identified.person !== null);
        return { status: 200 };
      });
    },
  );

  return { routes, surface: createSurface(framework, token, endpoints) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
