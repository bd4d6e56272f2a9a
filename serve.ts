/** One running process on Node: database, jobs, product, playground, HTTP. `node.ts` and the command line start from here. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { createParser } from '#bots/inbox/parseInWorker.ts';
import { createSmtpMailer } from '#bots/inbox/smtpOut.ts';
import { AUTHSERV } from '#bots/playground/page/client/mime.ts';
import { trytonFromEnv } from '#connectors/erp/tryton/env.ts';
import { modelFromEnv } from '#core/ai/modelFromEnv.ts';
import { type MovableClock, openMovableClock, systemClock } from '#core/clock.ts';
import { type Config, ConfigError } from '#core/config.ts';
import type { Failpoint, Log } from '#core/deps.ts';
import { type Handlers, type Jobs, openJobs } from '#core/jobs/jobs.ts';
import { createOutboxMailer } from '#core/notify/sendMail.ts';
import type { Database } from '#core/store/database.ts';
import { settingOnce } from '#core/store/settings.ts';
import { adminRoutes } from './admin.ts';
import { compose, type Product } from './compose.ts';
import { mailDoors } from './mail.ts';
import { createPapers } from './mailPapers.ts';
import { openPlayground, seedExamples } from './playground.ts';
import { openDatabase, prepareDatabase } from './prepareDatabase.ts';

export interface Running {
  product: Product;
  database: Database;
  jobs: Jobs;
  config: Config;
  /** Where people and products reach it. */
  url: string;
  /** Bearer for /readyz details, the command line and, in the playground, everything. */
  adminToken: string;
  /** Whether this process works off jobs by itself. */
  working: boolean;
  /** Listens and works. */
  listen(roles: { web: boolean; worker: boolean }): Promise<void>;
  stop(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('hex');

/** What the model and a real ERP want of the environment is told in sentences, before anything of them is needed. */
function checkParts(config: Config, env: NodeJS.ProcessEnv): void {
  const problems: string[] = [];
  const read = (part: () => unknown): void => {
    try {
      part();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  };
  read(() => modelFromEnv(env));
  if (config.erp === 'tryton') read(() => trytonFromEnv(env, systemClock));
  if (problems.length) throw new ConfigError(problems.join('\n'));
}

/** Opens everything. Throws DirectoryInUse when another process holds the embedded database. */
export async function open(
  config: Config,
  env: NodeJS.ProcessEnv,
  log: Log,
  opened?: Database,
): Promise<Running> {
  checkParts(config, env);
  const database = opened ?? (await openDatabase(config));
  await prepareDatabase(database, { notify: config.notify });
  const clock: MovableClock | null = config.playground ? await openMovableClock(database) : null;
  const jobs = await openJobs(database, {
    notify: config.notify,
    log: (error) => log.error('job failed', error),
    ...(clock ? { offsetSeconds: () => clock.offsetSeconds() } : {}),
  });
  const sessionSecret = config.sessionSecret ?? (await settingOnce(database, 'session-secret', secret));
  const adminToken = config.adminToken ?? secret();
  const url = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  const changed = new EventTarget();
  let app: Hono | null = null;
  const playground =
    clock &&
    openPlayground({
      config,
      database,
      clock,
      baseUrl: url,
      token: adminToken,
      secret: await settingOnce(database, 'playground.secret', secret),
      sessionSecret,
      erp: (tenantId, connectionId) => product.deps.erp(tenantId, connectionId),
      dispatch: async (request) => app!.fetch(request),
      onChange: (listener) => {
        changed.addEventListener('change', listener);
        return () => changed.removeEventListener('change', listener);
      },
    });
  if (clock) await seedExamples(database, config, clock.now());
  const parser = createParser();
  const mail = mailDoors(config, database, log);
  const smtp = config.mail.smtp && createSmtpMailer(config.mail.smtp);
  const product = compose({
    env,
    database,
    jobs,
    clock: clock ?? systemClock,
    log,
    publicUrl: url,
    sessionSecret,
    adminToken,
    pollSeconds: config.pollSeconds,
    slack: config.slack ?? playground?.slack ?? null,
    teams:
      config.teams ??
      (playground ? { ...playground.teams, allowedServiceUrls: [playground.teams.serviceUrl] } : null),
    // A playground writes to nobody.
    mailer: playground?.mailer ?? smtp ?? createOutboxMailer(log),
    parseMail: parser.parse,
    papers: createPapers({
      filesOf: async (raw) => {
        const { files, givenUp } = await parser.attachments(raw);
        return { files, givenUp: givenUp === null ? null : { unreadable: givenUp, code: 'too_slow' } };
      },
      read: async (file) => (await import('#knowledge/documents/readInWorker.ts')).readInWorker(file),
      crop: async (file, source) => (await import('#knowledge/documents/crop.ts')).cropField(file, source),
    }),
    authservId: config.mail.authservId ?? (playground ? AUTHSERV : null),
    probes: mail.probes,
    ...(playground ? { fetch: routeFetch(url, playground.fetch) } : {}),
    ...(playground ? { waitUntil: playground.waitUntil } : {}),
    failpoint: killAt(config.failpoint),
    doors: [
      // Beside a PostgreSQL the command line opens the store itself; a token for probes then opens nothing else.
      ...(config.databaseUrl ? [] : [{ path: '/', routes: adminRoutes(adminToken, () => running, env) }]),
      ...(playground ? [{ path: '/', routes: playground.routes }] : []),
    ],
  });
  app = product.app;
  let close: () => void = () => {};
  const timers: NodeJS.Timeout[] = [];
  const running: Running = {
    product,
    database,
    jobs,
    config,
    url,
    adminToken,
    working: false,
    async listen(roles) {
      if (roles.web) {
        close = await listenHttp(product.app, config);
        rememberServer(config, url, adminToken);
      }
      await mail.open(roles, product.intake);
      if (roles.worker) {
        await jobs.work(telling(product.handlers, () => changed.dispatchEvent(new Event('change'))));
        await product.start();
        running.working = true;
      }
      if (clock) timers.push(setInterval(() => void clock.refresh().catch(() => {}), 2000).unref());
      // What the workers of other processes did is in the database, and nobody tells this one.
      if (roles.web && config.databaseUrl) {
        timers.push(setInterval(() => changed.dispatchEvent(new Event('change')), 1000).unref());
      }
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      playground?.close();
      close();
      await mail.close();
      await jobs.stop();
      smtp?.close();
      parser.close();
      await database.close();
      if (!config.databaseUrl) rmSync(join(config.dataDir, 'playground.token'), { force: true });
    },
  };
  return running;
}

/** Calls that name this server's own address are stand-ins and stay in the process; all others go out. */
function routeFetch(url: string, local: (request: Request) => Promise<Response>): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(`${url}/`) ? local(request) : fetch(request);
  };
}

function listenHttp(app: Hono, config: Config): Promise<() => void> {
  return new Promise((resolve, fail) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
      resolve(() => server.close()),
    );
    server.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new ConfigError(`Port ${config.port} is in use. Set PORT to another one.`)
          : error,
      ),
    );
  });
}

/** Scripts and the command line find a running server by these two files; only the owner may read them. */
function rememberServer(config: Config, url: string, token: string): void {
  mkdirSync(config.dataDir, { recursive: true });
  writeFileSync(join(config.dataDir, 'server.json'), JSON.stringify({ url, pid: process.pid }), {
    mode: 0o600,
  });
  writeFileSync(join(config.dataDir, 'playground.token'), token, { mode: 0o600 });
}

/** The page is told after every job. */
function telling(handlers: Handlers, tell: () => void): Handlers {
  const told = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (data: never[]) => {
      try {
        await (handle as (data: never[]) => Promise<void>)(data);
      } finally {
        tell();
      }
    },
  ]);
  return Object.fromEntries(told) as Handlers;
}

/** Fault tests kill the process at a named place; see Failpoint. "step.after-call:2": the second time it comes by. */
function killAt(setting: string | null): ((at: Failpoint) => void) | undefined {
  if (!setting) return undefined;
  const [name, times = '1'] = setting.split(':');
  let left = Number(times);
  return (at) => {
    if (at === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
