/** Chat products that answer at once: what is measured is Unhold, not them. */
import { createHmac } from 'node:crypto';

export const slackSecret = 'bench-signing-secret';
export const endpoints = {
  openIdMetadataUrl: 'http://127.0.0.1:9/openid',
  tokenIssuer: 'bench',
  loginUrl: 'http://127.0.0.1:9/login',
  oAuthScope: 'bench',
  serviceUrl: 'http://127.0.0.1:9/teams/',
};

export interface Posted {
  /** When each exception's card was first posted, by "surface:exception id". */
  at: Map<string, number>;
}

/** Remembers when a card of an exception was posted first. */
export function chatStandIn(posted: Posted): typeof fetch {
  let count = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    if (request.url.includes('/login'))
      return Response.json({ access_token: 'bench', expires_in: 3600, token_type: 'Bearer' });
    const slack = request.url.includes('/slack/');
    // The exception's id stands in every button.
    const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(body)?.[0];
    const key = `${slack ? 'slack' : 'teams'}:${id}`;
    if (id && !posted.at.has(key)) posted.at.set(key, performance.now());
    count += 1;
    return slack
      ? Response.json({
          ok: true,
          ts: `1700000000.${String(count).padStart(6, '0')}`,
          channel: 'C0BENCH',
          messages: [],
        })
      : Response.json({ id: String(count) });
  };
}

/** A press of "Release Order" as Slack sends it, signed. */
export function slackClick(
  team: string,
  user: string,
  card: { exceptionId: string; version: number },
): Request {
  const payload = {
    type: 'block_actions',
    team: { id: team, domain: 'bench' },
    user: { id: user, team_id: team, username: user },
    api_app_id: 'A0BENCH',
    token: 'x',
    trigger_id: '1.2.3',
    response_url: 'https://hooks.slack.com/actions/T/1/x',
    channel: { id: 'C0BENCH', name: 'orders' },
    container: {
      type: 'message',
      message_ts: '1700000000.000001',
      channel_id: 'C0BENCH',
      is_ephemeral: false,
    },
    message: { ts: '1700000000.000001', text: '' },
    actions: [
      {
        type: 'button',
        action_id: 'choose:release',
        block_id: 'b',
        action_ts: '1700000000.000002',
        value: JSON.stringify({ e: card.exceptionId, v: card.version }),
        text: { type: 'plain_text', text: 'Release Order' },
      },
    ],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', slackSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return new Request('http://localhost/slack/events', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
}
