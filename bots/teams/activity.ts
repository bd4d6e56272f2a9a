/** What Teams sends, cut to what the bot reads. learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
import { z } from 'zod';
import type { Speaker } from '#core/desk.ts';

const id = z.string().min(1).max(1000);
const account = z.object({
  id,
  aadObjectId: id.optional(),
  role: z.string().optional(),
});

/** Unknown fields are dropped here: nothing else reaches botbuilder (`deliveryMode` would change how it answers). */
const activitySchema = z.object({
  type: z.string().min(1).max(100),
  name: z.string().max(200).optional(),
  id: id.optional(),
  channelId: z.string(),
  serviceUrl: z.string().max(2000),
  from: account.optional(),
  recipient: account.optional(),
  conversation: z.object({
    id,
    tenantId: id.optional(),
    conversationType: z.string().optional(),
  }),
  channelData: z.object({ tenant: z.object({ id }).optional() }).optional(),
  entities: z
    .array(z.object({ type: z.string().optional(), mentioned: z.object({ id }).optional() }))
    .nullish(),
  value: z.unknown().optional(),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/** An activity whose company is named, with who speaks in it. */
export interface Incoming {
  activity: TeamsActivity;
  speaker: Speaker;
  isPersonal: boolean;
  isMention: boolean;
}

export type ReadActivity =
  | { status: 'ok'; incoming: Incoming }
  | { status: 'malformed'; reason: string }
  /** Well-formed, but not from Teams, or it names no company, or two. */
  | { status: 'foreign'; reason: string };

/** Reads the parsed JSON body of a verified request. */
export function readActivity(body: unknown): ReadActivity {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return { status: 'malformed', reason: z.prettifyError(parsed.error) };
  const activity = parsed.data;
  // Other channels of the same bot (Direct Line, web chat) let their clients choose sender and tenant.
  if (activity.channelId !== 'msteams') return { status: 'foreign', reason: 'not from Teams' };
  const tenants = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((one) => one);
  const workspace = tenants[0];
  if (!workspace) return { status: 'foreign', reason: 'no Teams tenant' };
  if (tenants.some((one) => one !== workspace)) return { status: 'foreign', reason: 'two Teams tenants' };
  const { from, recipient } = activity;
  return {
    status: 'ok',
    incoming: {
      activity,
      speaker: { provider: 'teams', workspace, externalId: from?.aadObjectId ?? from?.id ?? '' },
      isPersonal: activity.conversation.conversationType === 'personal',
      isMention: (activity.entities ?? []).some(
        (entity) =>
          entity.type === 'mention' &&
          entity.mentioned !== undefined &&
          entity.mentioned.id === recipient?.id,
      ),
    },
  };
}

const invokeValue = z.object({
  action: z.object({
    verb: z.string().max(300).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** The pressed `Action.Execute`; null where the value is none. Inputs stand beside the button's data. */
export function readExecute(value: unknown): { verb: string | null; data: Record<string, unknown> } | null {
  const parsed = invokeValue.safeParse(value);
  if (!parsed.success) return null;
  return { verb: parsed.data.action.verb ?? null, data: parsed.data.action.data ?? {} };
}
