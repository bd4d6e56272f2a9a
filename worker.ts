/**
 * Unhold on Cloudflare Workers. A request answers at once and drains the jobs it led to in `waitUntil`; cron asks the
 * ERPs and sweeps the rest. Sockets belong to one event there, so each opens its own small pool behind Hyperdrive.
 */
import { attachmentsOf } from '#bots/inbox/attachments.ts';
import { MAIL_BYTES, parseMail } from '#bots/inbox/parse.ts';
import type { TeamsMemory } from '#bots/teams/createTeams.ts';
import { systemClock } from '#core/clock.ts';
import { ConfigError, readConfig } from '#core/config.ts';
import { type EventJobs, type JobsMemory, jobsOfEvent } from '#core/jobs/eventJobs.ts';
import { consoleLog } from '#core/log.ts';
import { createOutboxMailer } from '#core/notify/sendMail.ts';
import { openPostgres } from '#core/store/postgres.ts';
import { compose, type Product } from './compose.ts';
import { createPapers, type GivenUp } from './mailPapers.ts';

interface Env extends Record<string, unknown> {
  HYPERDRIVE?: { connectionString: string };
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

interface Opened {
  product: Product;
  jobs: EventJobs;
  /** Waits for what went on after the answer, works off what is due, and closes. */
  finish(milliseconds: number): Promise<void>;
}

/** `waitUntil` may go on for 30 s after the answer; the last job begun may need some of them. */
const AFTER_ANSWER_MS = 20_000;
/** The next cron comes after a minute. */
const AFTER_CRON_MS = 45_000;
/** A Worker has 128 MB: the beginning of a large mail is parsed here, and its files are left to a process on Node. */
const READ_BYTES = 5 * 1024 * 1024;
const tooLargeHere: GivenUp = {
  unreadable: 'The mail is larger than 5 MB; its files are left to a worker process on Node.',
  code: 'needs_node',
};
/** Workers allow six connections at once; the chat products and the ERP need some. */
const CONNECTIONS = 3;

const log = consoleLog('worker');
/** What one event leaves to the next: plain data, no sockets. */
const jobsMemory: JobsMemory = {};
const teamsMemory: TeamsMemory = {};

/** Throws ConfigError with everything that is missing. Opens no connection before one is needed. */
function open(env: Env, context: Context): Opened {
  const settings = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const url = env.HYPERDRIVE?.connectionString;
  const config = readConfig({ ...settings, NODE_ENV: 'production', DATABASE_URL: url });
  const database = openPostgres(url!, { max: CONNECTIONS, shareWithJobs: true });
  const jobs = jobsOfEvent(database, jobsMemory, (error) => log.error('job failed', error));
  const goingOn: Promise<unknown>[] = [];
  const product = compose({
    env: settings,
    database,
    jobs,
    clock: systemClock,
    log,
    publicUrl: config.publicUrl!,
    sessionSecret: config.sessionSecret!,
    adminToken: config.adminToken!,
    // Cron asks.
    pollSeconds: null,
    slack: config.slack,
    teams: config.teams && { ...config.teams, memory: teamsMemory },
    mailer: createOutboxMailer(log),
    papers: createPapers({
      filesOf: async (raw) =>
        raw.length > READ_BYTES
          ? { files: [], givenUp: tooLargeHere }
          : { files: await attachmentsOf(raw), givenUp: null },
      read: async (file) => (await import('#knowledge/documents/readFile.ts')).readFile(file),
    }),
    // Its words are at the beginning. It is kept whole.
    parseMail: (raw) => parseMail(raw.subarray(0, READ_BYTES)),
    authservId: config.mail.authservId,
    waitUntil(work) {
      goingOn.push(work);
      context.waitUntil(work);
    },
  });
  return {
    product,
    jobs,
    async finish(milliseconds) {
      const end = Date.now() + milliseconds;
      try {
        while (goingOn.length) await Promise.allSettled(goingOn.splice(0));
        if (jobs.used) await jobs.drain(product.handlers, () => Date.now() > end);
      } catch (error) {
        log.error('jobs are left to cron', error);
      } finally {
        await database.close();
      }
    },
  };
}

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    let opened: Opened;
    try {
      opened = open(env, context);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      log.error('refused to start', error);
      return Response.json({ error: `Unhold is not set up.\n${error.message}` }, { status: 503 });
    }
    try {
      return await opened.product.app.fetch(request, env, { ...context, props: {} });
    } finally {
      context.waitUntil(opened.finish(AFTER_ANSWER_MS));
    }
  },

  /** Asks every ERP, takes back what a Worker that was ended left behind, and works off what is due. */
  async scheduled(_event: unknown, env: Env, context: Context): Promise<void> {
    const { product, jobs, finish } = open(env, context);
    try {
      await jobs.maintain();
      await product.start();
    } catch (error) {
      log.error('cron failed', error);
      throw error;
    } finally {
      await finish(AFTER_CRON_MS);
    }
  },

  async email(message: IncomingEmail, env: Env, context: Context): Promise<void> {
    if (message.rawSize > MAIL_BYTES) return message.setReject('The message is larger than 25 MB.');
    const { product, finish } = open(env, context);
    try {
      const mailbox = await product.intake.mailboxOf(message.to);
      if (!mailbox) return message.setReject('No such mailbox here.');
      const raw = new Uint8Array(await new Response(message.raw).arrayBuffer());
      await product.intake.take(mailbox.tenantId, raw, mailbox.team);
    } finally {
      context.waitUntil(finish(AFTER_ANSWER_MS));
    }
  },
};
