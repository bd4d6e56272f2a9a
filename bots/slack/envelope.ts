/** What every request of Slack says about itself, read before any work is done for it. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const person = z.object({ id, team_id: id.nullish() });
const team = z.object({ id }).nullish();

const event = z.object({
  type: z.literal('event_callback'),
  team_id: id.nullish(),
  authorizations: z.array(z.object({ team_id: id.nullish() })).nullish(),
  event: z.looseObject({
    type: z.string(),
    user: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  }),
});

const interaction = z.object({
  type: z.string(),
  team,
  user: person,
  view: z.object({ app_installed_team_id: id.nullish() }).nullish(),
  response_url: z.string().nullish(),
  response_urls: z.array(z.object({ response_url: z.string() })).nullish(),
});

const command = z.object({
  command: z.string(),
  team_id: id,
  user_id: id,
  response_url: z.string().optional(),
});

export type Envelope =
  | { kind: 'challenge'; challenge: string }
  | {
      kind: 'work';
      body: Record<string, unknown>;
      /** Where the app is installed: the tenant follows from it. */
      workspace: string;
      user: string;
      /** From another company, in a channel shared through Slack Connect. */
      guest: boolean;
      responseUrls: string[];
    }
  | { kind: 'malformed'; reason: string };

/** Parses the signed body: JSON for events, a form with `payload` for interactivity, a plain form for commands. */
export function readEnvelope(text: string, contentType: string | undefined): Envelope {
  const body = parse(text, contentType);
  if (!body) return { kind: 'malformed', reason: 'The body is neither JSON nor a form with a JSON payload.' };
  if (body.type === 'url_verification') {
    const { challenge } = body;
    return typeof challenge === 'string' && challenge.length <= 1000
      ? { kind: 'challenge', challenge }
      : { kind: 'malformed', reason: 'url_verification without a challenge.' };
  }
  if (body.type === 'event_callback') return readEvent(body);
  return 'command' in body ? readCommand(body) : readInteraction(body);
}

function readEvent(body: Record<string, unknown>): Envelope {
  const parsed = event.safeParse(body);
  if (!parsed.success) return { kind: 'malformed', reason: 'An event without its type or team.' };
  const { authorizations, team_id, event: inner } = parsed.data;
  const workspace = authorizations?.[0]?.team_id ?? team_id;
  if (!workspace) return { kind: 'malformed', reason: 'An event without a team.' };
  const user = typeof inner.user === 'string' ? inner.user : (inner.user?.id ?? '');
  return { kind: 'work', body, workspace, user, guest: false, responseUrls: [] };
}

/** We offer no slash commands; one that somebody configured is ignored like any other thing nobody listens to. */
function readCommand(body: Record<string, unknown>): Envelope {
  const parsed = command.safeParse(body);
  if (!parsed.success) return { kind: 'malformed', reason: 'A command without its team or user.' };
  const { team_id: workspace, user_id: user, response_url } = parsed.data;
  return {
    kind: 'work',
    body,
    workspace,
    user,
    guest: false,
    responseUrls: response_url ? [response_url] : [],
  };
}

function readInteraction(body: Record<string, unknown>): Envelope {
  const parsed = interaction.safeParse(body);
  if (!parsed.success) return { kind: 'malformed', reason: 'An interaction without its type or user.' };
  const { user, view, response_url, response_urls } = parsed.data;
  const workspace = view?.app_installed_team_id ?? parsed.data.team?.id ?? user.team_id;
  if (!workspace) return { kind: 'malformed', reason: 'An interaction without a team.' };
  return {
    kind: 'work',
    body,
    workspace,
    user: user.id,
    guest: user.team_id != null && user.team_id !== workspace,
    responseUrls: [response_url, ...(response_urls ?? []).map((one) => one.response_url)].filter(
      (url): url is string => typeof url === 'string' && url !== '',
    ),
  };
}

function parse(text: string, contentType: string | undefined): Record<string, unknown> | null {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded');
  const form = isForm ? new URLSearchParams(text) : null;
  if (form?.has('command')) return Object.fromEntries(form);
  const json = form ? form.get('payload') : text;
  if (!json) return null;
  try {
    const value: unknown = JSON.parse(json);
    return value && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
