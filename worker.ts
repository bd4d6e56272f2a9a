/**
 * Unhold on Cloudflare Workers. A request answers at once and drains the jobs it led to in `waitUntil`; cron asks the
 * ERPs and sweeps the rest. Sockets belong to one request there, so each opens its own small pool behind Hyperdrive.
 */
import { parseMail } from '#bots/inbox/parse.ts';
import { systemClock } from '#core/clock.ts';
import { readConfig } from '#core/config.ts';
import { openJobs } from '#core/jobs/jobs.ts';
import { consoleLog } from '#core/log.ts';
import { tenantOfAddress } from '#core/store/database.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { receiveMail } from '#core/triage/receiveMail.ts';
import { compose, type Product } from './compose.ts';

interface Env extends Record<string, unknown> {
  HYPERDRIVE: { connectionString: string };
}

interface Context {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
}

interface IncomingEmail {
  to: string;
  rawSize: number;
  raw: ReadableStream<Uint8Array>;
  setReject(reason: string): void;
}

/** waitUntil may go on for 30 s after the answer. */
const DRAIN_MS = 20_000;
const MAIL_BYTES = 25 * 1024 * 1024;
const log = consoleLog('worker');

/** Opens the product for one event and hands back how to drain and close it. */
async function open(env: Env, context: Context): Promise<{ product: Product; finish: () => Promise<void> }> {
  const settings = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const config = readConfig({
    ...settings,
    NODE_ENV: 'production',
    DATABASE_URL: env.HYPERDRIVE.connectionString,
  });
  const database = openPostgres(env.HYPERDRIVE.connectionString, { max: 5, shareWithJobs: true });
  const jobs = await openJobs(database, {
    notify: false,
    supervise: false,
    log: (error) => log.error('job failed', error),
  });
  const product = compose({
    env: settings,
    database,
    jobs,
    clock: systemClock,
    log,
    publicUrl: config.publicUrl!,
    sessionSecret: config.sessionSecret!,
    adminToken: config.adminToken!,
    pollSeconds: config.pollSeconds,
    slack: config.slack,
    teams: config.teams,
    mailer: { send: async (mail) => log.warn('mail is kept in the outbox', { to: mail.to }) },
    waitUntil: (work) => context.waitUntil(work),
  });
  const finish = async (): Promise<void> => {
    const end = Date.now() + DRAIN_MS;
    try {
      await jobs.drain(product.handlers, () => Date.now() > end);
    } finally {
      await jobs.stop();
      await database.close();
    }
  };
  return { product, finish };
}

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const { product, finish } = await open(env, context);
    try {
      return await product.app.fetch(request, env, { ...context, props: {} });
    } finally {
      context.waitUntil(finish());
    }
  },

  async scheduled(_event: unknown, env: Env, context: Context): Promise<void> {
    const { product, finish } = await open(env, context);
    await product.start();
    await finish();
  },

  async email(message: IncomingEmail, env: Env, context: Context): Promise<void> {
    const { product, finish } = await open(env, context);
    try {
      const address = message.to.toLowerCase().replace(/\+[^@]*@/, '@');
      const tenantId = await tenantOfAddress(product.deps.database, address);
      if (!tenantId) return message.setReject('No such mailbox here.');
      if (message.rawSize > MAIL_BYTES) return message.setReject('The message is larger than 25 MB.');
      const raw = new Uint8Array(await new Response(message.raw).arrayBuffer());
      await receiveMail(product.deps, tenantId, raw, await parseMail(raw));
    } finally {
      context.waitUntil(finish());
    }
  },
};
