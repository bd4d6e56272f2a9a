/** Local stand-ins for Slack, Teams and the mailbox, with the page and the API in front of them. */
import { Hono } from 'hono';
import type { Mailer } from '#core/ports.ts';
import { apiRoutes } from './api.ts';
import { waitUntil } from './clicks.ts';
import { loopbackOnly, pageHeaders } from './guard.ts';
import { createMailer } from './mail.ts';
import type { PlaygroundOptions } from './options.ts';
import { createRevision } from './revision.ts';
import { createRosterSource } from './roster.ts';
import { createSecrets, randomSecret } from './secrets.ts';
import { createSlackClient } from './slack/click.ts';
import { slackRoutes } from './slack/server.ts';
import { createTriggers } from './slack/triggers.ts';
import { createStateReader } from './stateReader.ts';
import { createTeamsClient } from './teams/click.ts';
import { teamsRoutes } from './teams/connector.ts';
import { appId, createTeamsKeys, type TeamsUrls, teamsUrls } from './teams/keys.ts';
import { createTurns } from './turns.ts';
import { createTick, type World } from './world.ts';

export interface Playground {
  /** `/`, `/playground/*` and `/stand-in/*`; mounted at the app's root. */
  routes: Hono;
  /** Calls from the bots to the stand-ins, in the same process. Rejects for any other address. */
  fetch: typeof fetch;
  /** Keeps what Unhold sends in the mailbox. */
  mailer: Mailer;
  /** What the Slack bot is configured with. */
  slack: { signingSecret: string; botToken: string; apiUrl: string };
  /** What the Teams bot is configured with. */
  teams: { appId: string; appPassword: string; endpoints: TeamsUrls; serviceUrl: string };
  /** For the bots, where the runtime has no `waitUntil` of its own: a click then tells what follows its answer. */
  waitUntil(work: Promise<unknown>): void;
  /** The bearer token of the API. */
  token: string;
  /** Lets everybody go who waits for a change. */
  close(): void;
}

export function createPlayground(options: PlaygroundOptions): Playground {
  const baseUrl = new URL(options.baseUrl).origin;
  const token = options.token ?? randomSecret();
  const secrets = createSecrets(options.secret ?? randomSecret());
  const standIns = { slack: true, teams: true, mail: true, ...options.standIns };
  const now = () => options.clock.now();
  const world: World = {
    baseUrl,
    transaction: options.transaction,
    dispatch: options.dispatch,
    roster: createRosterSource(options.directory),
    revision: createRevision(),
    turns: createTurns(),
    secrets,
    now,
    tick: createTick(now),
  };

  const signingSecret = secrets.derive('slack signing secret').slice(0, 32);
  const botToken = `xoxb-stand-in-${secrets.derive('slack bot token').slice(0, 32)}`;
  const appPassword = secrets.derive('teams app password');
  const triggers = createTriggers(world);
  const urls = teamsUrls(baseUrl);
  const keys = createTeamsKeys(secrets, urls);
  const closing = new AbortController();
  const stopListening = options.onChange(() => world.revision.bump());

  const routes = new Hono();
  const pageFile = async (name: string): Promise<Response> => {
    const file = await options.pageFiles(name);
    if (!file)
      return Response.json({ error: 'The page is not built: run npm run prepare.' }, { status: 404 });
    const body = typeof file.body === 'string' ? file.body : new Uint8Array(file.body);
    return new Response(body, { headers: { 'content-type': file.type, 'cache-control': 'no-cache' } });
  };
  routes.use('/', loopbackOnly, pageHeaders);
  routes.use('/playground/*', loopbackOnly, pageHeaders);
  routes.use('/stand-in/*', loopbackOnly);
  routes.get('/', () => pageFile('index.html'));
  routes.get('/playground/:file{[a-z]+\\.(?:js|css|svg)}', (c) => pageFile(c.req.param('file')));
  routes.route(
    '/playground',
    apiRoutes(world, {
      ...options,
      token,
      standIns,
      state: createStateReader(world, { ...options, standIns }),
      clients: {
        slack: createSlackClient(world, triggers, signingSecret).click,
        teams: createTeamsClient(world, keys, urls).click,
      },
      closing: closing.signal,
    }),
  );
  const inner = new Hono();
  if (standIns.slack) inner.route('/stand-in/slack', slackRoutes(world, triggers, botToken));
  if (standIns.teams) inner.route('/stand-in/teams', teamsRoutes(world, keys, urls, appPassword));
  routes.route('/', inner);

  return {
    routes,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.startsWith(`${baseUrl}/stand-in/`)) {
        throw new TypeError(
          `The stand-ins live below ${baseUrl}/stand-in/; ${request.url} is somewhere else.`,
        );
      }
      return inner.fetch(request);
    },
    mailer: createMailer(world),
    slack: { signingSecret, botToken, apiUrl: `${baseUrl}/stand-in/slack/api/` },
    teams: { appId, appPassword, endpoints: urls, serviceUrl: urls.serviceUrl },
    waitUntil,
    token,
    close() {
      stopListening();
      closing.abort();
    },
  };
}
