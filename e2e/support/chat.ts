/** Requests as Slack and Teams send them, signed with the playground's own secrets, with anything changed. */

import { createSecrets } from '#bots/playground/secrets.ts';
import { sign } from '#bots/slack/signature.ts';
import { readSetting } from '#core/store/settings.ts';
import type { RunningProduct } from './product.ts';

export interface SlackRequest {
  body: string;
  /** Seconds that the timestamp is off real time. */
  shift?: number;
  secret?: string;
  headers?: Record<string, string>;
  contentType?: string;
}

/** A press in Slack by any account of any team on any card. */
export const slackPress = (
  who: { team: string; user: string; userTeam?: string },
  action: { id: string; exception: string; version?: number; question?: string },
  more: Record<string, unknown> = {},
): string =>
  new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      team: { id: who.team, domain: 'test' },
      user: { id: who.user, team_id: who.userTeam ?? who.team },
      trigger_id: '1.2.3',
      api_app_id: 'A0',
      container: { type: 'message' },
      actions: [
        {
          type: 'button',
          block_id: 'b',
          action_id: action.id,
          action_ts: '1',
          value: JSON.stringify({ e: action.exception, v: action.version ?? 1, q: action.question }),
        },
      ],
      ...more,
    }),
  }).toString();

/** What the modals submit. `callback`: reject, ask, answer. */
export const slackSubmit = (
  who: { team: string; user: string },
  callback: string,
  field: string,
  memory: Record<string, unknown>,
): string =>
  new URLSearchParams({
    payload: JSON.stringify({
      type: 'view_submission',
      team: { id: who.team, domain: 'test' },
      user: { id: who.user, team_id: who.team },
      api_app_id: 'A0',
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: callback,
        private_metadata: JSON.stringify(memory),
        blocks: [],
        state: { values: { [field]: { [field]: { type: 'plain_text_input', value: 'Because.' } } } },
      },
    }),
  }).toString();

export interface Chat {
  slack(request: SlackRequest): Promise<Response>;
  /** `change` of an activity that Teams really sent; `token` in place of its own. */
  teams(change?: (activity: Activity) => unknown, token?: string | null): Promise<Response>;
  /** The bearer token of that activity. */
  teamsToken: string;
  slackSecret: string;
}

export type Activity = Record<string, unknown> & {
  from: Record<string, unknown>;
  conversation: Record<string, unknown>;
  channelData: Record<string, unknown>;
};

/** Learns the playground's Slack secret, and one true request of Teams from a refused press. */
export async function listenIn({ database, product, playground, url }: RunningProduct): Promise<Chat> {
  const secret = await readSetting(database, 'playground.secret');
  const slackSecret = createSecrets(secret ?? '')
    .derive('slack signing secret')
    .slice(0, 32);
  const heard: { token: string; text: string }[] = [];
  const { app } = product;
  const answer = app.fetch;
  app.fetch = async (request, ...rest) => {
    if (request.url.endsWith('/api/messages')) {
      const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '');
      heard.push({ token, text: await request.clone().text() });
    }
    return answer(request, ...rest);
  };
  await playground.press('SO-10482', 'choose:release', 'maya-chen', 'teams');
  app.fetch = answer;
  /** A refused upload closes its connection, and the pool of `fetch` would hand it to the next request. */
  const send = (path: string, init: RequestInit & { body: string }): Promise<Response> => {
    const request = new Request(`${url}${path}`, { method: 'POST', ...init });
    return init.body.length > 100_000 ? Promise.resolve(answer(request)) : fetch(request);
  };
  const [said] = heard;
  if (!said) throw new Error('No request of Teams was heard.');
  return {
    slackSecret,
    teamsToken: said.token,
    slack({ body, shift = 0, secret: other = slackSecret, headers, contentType }) {
      const timestamp = String(Math.floor(Date.now() / 1000) + shift);
      return send('/slack/events', {
        body,
        headers: {
          'content-type': contentType ?? 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': sign(other, timestamp, body),
          ...headers,
        },
      });
    },
    teams(change = (activity) => activity, token = said.token) {
      return send('/api/messages', {
        body: JSON.stringify(change(JSON.parse(said.text) as Activity)),
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
      });
    },
  };
}
