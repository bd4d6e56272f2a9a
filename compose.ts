/** Puts the product together: what node.ts serves, cli.ts commands, worker.ts wraps and the tests drive. */
import type { Hono } from 'hono';
import { createIntake, type Intake } from '#bots/inbox/intake.ts';
import { parseMail } from '#bots/inbox/parse.ts';
import { createInbox } from '#bots/inbox/routes.ts';
import { createSlack } from '#bots/slack/createSlack.ts';
import { createTeams } from '#bots/teams/createTeams.ts';
import { createDemoErp } from '#connectors/erp/demo/demoErp.ts';
import { trytonFromEnv } from '#connectors/erp/tryton/env.ts';
import { createModel } from '#core/ai/createModel.ts';
import { modelFromEnv } from '#core/ai/modelFromEnv.ts';
import { createApp, type Probe, probeAll } from '#core/app.ts';
import { createDesk } from '#core/createDesk.ts';
import type { Deps, Failpoint, Log } from '#core/deps.ts';
import type { Desk } from '#core/desk.ts';
import { createHandlers } from '#core/handlers.ts';
import type { Handlers, Jobs } from '#core/jobs/jobs.ts';
import type { Clock, Erp, Mailer, Papers } from '#core/ports.ts';
import { tokenHash } from '#core/setup/company.ts';
import {
  allConnections,
  allTenants,
  type Database,
  inTenant,
  tenantOfAddress,
  tenantOfInboxToken,
} from '#core/store/database.ts';
import { recordModelCall } from '#core/store/modelCalls.ts';
import { createPassageStore } from '#core/store/passages.ts';
import { tenantConfig } from '#core/store/tenantConfig.ts';
import { receiveEvent } from '#core/triage/events.ts';
import { receiveMail } from '#core/triage/receiveMail.ts';
import { createChroma } from '#knowledge/chroma.ts';
import { createKnowledge } from '#knowledge/knowledge.ts';
import { loadClassifier } from './classifier.ts';

type Env = Record<string, string | undefined>;

/** A start is busy with other things first. */
const FIRST_LOOK_SECONDS = 60;
const FIRST_DIGEST_SECONDS = 30;

/** How a chat product is reached: the real one, or a stand-in. */
export interface SlackAccess {
  signingSecret: string;
  botToken: string;
  apiUrl?: string;
}
export interface TeamsAccess {
  appId: string;
  appPassword: string;
  appTenantId?: string | undefined;
  endpoints?: Parameters<typeof createTeams>[0]['endpoints'];
  allowedServiceUrls?: string[];
  memory?: Parameters<typeof createTeams>[0]['memory'];
}

export interface Ingredients {
  env: Env;
  database: Database;
  jobs: Pick<Jobs, 'send' | 'sendNow'>;
  clock: Clock;
  log: Log;
  publicUrl: string;
  sessionSecret: string;
  adminToken: string;
  pollSeconds: number | null;
  slack: SlackAccess | null;
  teams: TeamsAccess | null;
  mailer: Mailer;
  /** Reads the files of mails; without it they are listed only. */
  papers?: Papers | undefined;
  /** Reads a raw mail; without it in this thread. */
  parseMail?: typeof parseMail;
  authservId?: string | null;
  /** Probes of doors that the caller opens itself. */
  probes?: Record<string, () => Promise<string>>;
  /** Where the bots' calls to chat products go; stand-ins answer in this process. */
  fetch?: typeof fetch;
  waitUntil?: (work: Promise<unknown>) => void;
  failpoint?: ((name: Failpoint) => void) | undefined;
  /** Doors beside the bots: the playground, the command line's way in. */
  doors?: { path: string; routes: Hono }[];
}

export interface Product {
  deps: Deps;
  desk: Desk;
  app: Hono;
  handlers: Handlers;
  /** The way in for mail, whatever door it comes through. */
  intake: Intake;
  probe(): Promise<Probe[]>;
  /** Asks every ERP what changed, and sweeps what a crash left behind. */
  start(): Promise<void>;
}

export function compose(parts: Ingredients): Product {
  const { env, database, jobs, clock, log, publicUrl, sessionSecret, adminToken } = parts;
  const settings = modelFromEnv(env);
  const model =
    settings && createModel({ ...settings, clock, record: (call) => recordModelCall(database, call) });
  const meaning =
    settings?.chromaUrl && settings.embeddingModel && model?.embed
      ? createChroma({ url: settings.chromaUrl, embed: model.embed, embeddingModel: settings.embeddingModel })
      : null;
  const deps: Deps = {
    classifier: loadClassifier,
    database,
    jobs,
    clock,
    log,
    erp: openErps(env, database, clock),
    connections: () => allConnections(database),
    knowledge: createKnowledge({
      store: createPassageStore(database),
      meaning,
      clock,
      log,
    }),
    model,
    surfaces: [],
    mailer: parts.mailer,
    papers: parts.papers,
    authservId: parts.authservId ?? null,
    failpoint: parts.failpoint,
    pollSeconds: parts.pollSeconds,
    secureCookies: publicUrl.startsWith('https:'),
  };
  const desk = createDesk(deps, { publicUrl, sessionSecret });
  const intake = createIntake({
    tenantOf: (address) => tenantOfAddress(database, address),
    store: (tenantId, raw, parsed, team) => receiveMail(deps, tenantId, raw, parsed, team),
    parse: parts.parseMail ?? parseMail,
  });
  const doors = [{ path: '/', routes: inboxRoutes(deps, intake) }, ...(parts.doors ?? [])];
  const shared = {
    desk,
    log,
    ...(parts.fetch ? { fetch: parts.fetch } : {}),
    ...(parts.waitUntil ? { waitUntil: parts.waitUntil } : {}),
  };
  if (parts.slack) {
    const { botToken, ...access } = parts.slack;
    // One bot token serves every workspace this installation is in.
    const slack = createSlack({
      ...shared,
      ...access,
      botToken: async () => botToken,
      probeWorkspace: 'any',
      clock: { now: () => new Date() },
    });
    deps.surfaces.push(slack.surface);
    doors.push({ path: '/slack', routes: slack.routes });
  }
  if (parts.teams) {
    const teams = createTeams({ ...shared, ...parts.teams });
    deps.surfaces.push(teams.surface);
    doors.push({ path: '/api', routes: teams.routes });
  }
  return {
    deps,
    desk,
    app: createApp({ deps, doors, sessionSecret, adminToken, probes: parts.probes ?? {} }),
    intake,
    handlers: createHandlers(deps),
    probe: () => probeAll(deps, parts.probes ?? {}),
    async start() {
      const connections = await deps.connections();
      const each = connections.map(({ tenantId, connectionId }) => ({
        data: { tenantId, connectionId },
        singletonKey: `${tenantId}:${connectionId}`,
      }));
      await jobs.sendNow('sweep', each);
      await jobs.sendNow('erp.poll', each);
      // The first poll of a new ERP reads everything that is open; of a known one only what changed meanwhile.
      await jobs.sendNow(
        'erp.look',
        each.map(({ data, singletonKey }) => ({
          data: { ...data, cursor: null },
          singletonKey,
          startAfter: FIRST_LOOK_SECONDS,
        })),
      );
      const tenants = await allTenants(database);
      await jobs.sendNow(
        'digest',
        tenants.map((tenantId) => ({
          data: { tenantId, day: null },
          singletonKey: tenantId,
          startAfter: FIRST_DIGEST_SECONDS,
        })),
      );
    },
  };
}

/**
 * Opens each connection's connector once. The kind is the connection's; credentials come from the environment. A caller
 * inside a transaction names the kind: reading it here would wait for that transaction's connection.
 */
function openErps(env: Env, database: Database, clock: Clock): Deps['erp'] {
  const opened = new Map<string, Erp>();
  const kindOf = async (tenantId: string, connectionId: string): Promise<string | undefined> => {
    const { connections } = await inTenant(database, tenantId, tenantConfig);
    return connections.find((c) => c.connectionId === connectionId)?.kind;
  };
  const connect = (tenantId: string, connectionId: string, kind: string | undefined): Erp => {
    if (kind === 'demo') return createDemoErp({ db: database.orm, company: connectionId, clock });
    if (kind === 'tryton') return trytonFromEnv(env, clock);
    throw new Error(`Connection ${connectionId} of ${tenantId} is not set up or not active.`);
  };
  return async (tenantId, connectionId, kind) => {
    const key = JSON.stringify([tenantId, connectionId]);
    const known = opened.get(key);
    if (known) return known;
    const read = kind ?? (await kindOf(tenantId, connectionId));
    const erp = opened.get(key) ?? connect(tenantId, connectionId, read);
    opened.set(key, erp);
    return erp;
  };
}

const inboxRoutes = (deps: Deps, intake: Intake): Hono =>
  createInbox({
    accept: (token) => tenantOfInboxToken(deps.database, tokenHash(token)),
    intake,
    storeEvent: (tenantId, event) => receiveEvent(deps, tenantId, event),
    count: (what) => deps.log.warn('inbox.refused', { what }),
  });
