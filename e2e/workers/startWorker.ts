/** Unhold in workerd, as deployed, on a PostgreSQL of its own; Slack, Teams and the ERP's users are played on Node. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createTestHarness } from 'wrangler';
import { openMovableClock } from '#core/clock.ts';
import { readConfig } from '#core/config.ts';
import type { Database } from '#core/store/database.ts';
import { openPlayground, seedExamples } from '../../playground.ts';
import { newPostgres } from '../support/database.ts';
import { has } from '../support/needs.ts';
import { connectPlayground, type Playground } from '../support/playground.ts';
import { freePort } from '../support/process.ts';
import { quiet, root } from './buildWorker.ts';

export interface RunningWorker {
  fetch(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Response>;
  /** What happens each minute; resolves when it is done. Throws when it failed. */
  cron(): Promise<void>;
  /** The sentence with which a mail was rejected; null: taken. */
  email(to: string, raw: string): Promise<string | null>;
  playground: Playground;
  database: Database;
  /** What it logged as an error. */
  errors(): string[];
  stop(): Promise<void>;
}

/** Its binary comes with wrangler, and needs glibc. */
export const hasWorkerd = (): boolean =>
  has('workerd', spawnSync(join(root, 'node_modules/.bin/workerd'), ['--version']).status === 0);

const sessionSecret = 'session-secret-of-a-test-0123456789abcdef';

/** `directory`: where `buildWorker` built. `without`: settings that were forgotten. */
export async function startWorker(directory: string, without: string[] = []): Promise<RunningWorker> {
  const { database, url } = await newPostgres();
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = readConfig({});
  const clock = await openMovableClock(database);
  await seedExamples(database, config, clock.now());
  const token = 'playground-token-of-a-test';
  const standIns = openPlayground({
    config,
    database,
    clock,
    baseUrl,
    token,
    secret: 'secret-of-the-stand-ins-of-a-test',
    sessionSecret,
    erp: () => Promise.reject(new Error('No ERP but the demo here.')),
    dispatch: async (request) => {
      const { pathname } = new URL(request.url);
      const { method, headers } = request;
      return call(pathname, { method, headers: Object.fromEntries(headers), body: await request.text() });
    },
    onChange: () => () => {},
  });
  const { slack, teams } = standIns;
  const secrets = Object.entries({
    UNHOLD_URL: 'https://unhold.example',
    UNHOLD_SESSION_SECRET: sessionSecret,
    UNHOLD_ADMIN_TOKEN: 'admin-token-of-a-test-0123456789',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_BOT_TOKEN: slack.botToken,
    TEAMS_APP_ID: teams.appId,
    TEAMS_APP_PASSWORD: teams.appPassword,
    UNHOLD_ENDPOINTS: JSON.stringify({
      slackApiUrl: slack.apiUrl,
      teams: teams.endpoints,
      teamsServiceUrls: [teams.serviceUrl],
    }),
  });
  Object.assign(process.env, quiet, {
    WRANGLER_LOG: 'none',
    CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: url,
  });
  const harness = createTestHarness({
    root,
    workers: [
      {
        configPath: 'wrangler.toml',
        prebuiltWorkerDir: directory,
        secrets: Object.fromEntries(secrets.filter(([name]) => !without.includes(name))),
      },
    ],
  });
  const call: RunningWorker['fetch'] = async (path, init) => {
    const answer = await harness.fetch(path, init);
    return new Response(await answer.text(), { status: answer.status });
  };
  await harness.listen();
  const server = serve({ fetch: standIns.routes.fetch, hostname: '127.0.0.1', port });
  return {
    fetch: call,
    async cron() {
      const { outcome } = await harness.getWorker().scheduled({ cron: '* * * * *' });
      if (outcome !== 'ok') throw new Error(`Cron ended with ${outcome}.`);
    },
    async email(to, raw) {
      const result = await harness.getWorker().email({ from: 'dwhitfield@keystonerefrig.example', to, raw });
      return result.rejectReason ?? null;
    },
    playground: connectPlayground(baseUrl, token),
    database,
    errors: () =>
      harness
        .getLogs()
        .map(({ message }) => message)
        .filter((message) => !/"level":"(info|warn)"/.test(message)),
    async stop() {
      standIns.close();
      server.close();
      await harness.close();
      await database.close();
    },
  };
}
