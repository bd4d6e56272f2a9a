/** The shape of Slack Web API calls: arguments in, `{ ok }` out. docs.slack.dev/reference/methods */
import { type Json, parsed, type StoredMessage } from '../store.ts';
import type { World } from '../world.ts';
import { checkBlocks, textLength } from './blockSchema.ts';

export type Args = Record<string, unknown>;
export type Answer = Json & { ok: boolean };
export type Method = (args: Args, world: World) => Promise<Answer>;

export const bot = { user: 'U0UNHOLD', id: 'B0UNHOLD', app: 'A0UNHOLD', handle: 'unhold' } as const;

export const ok = (answer: Json = {}): Answer => ({ ok: true, ...answer });
export const fail = (error: string, extra: Json = {}): Answer => ({ ok: false, error, ...extra });

/** `errors` as Slack words them. */
export const failWith = (error: string, errors: string[]): Answer =>
  fail(error, { errors, response_metadata: { messages: errors.map((one) => `[ERROR] ${one}`) } });

/** Forms carry text only, JSON bodies anything. */
export const textArg = (args: Args, name: string): string | null => {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
};
export const flagArg = (args: Args, name: string): boolean => args[name] === true || args[name] === 'true';

/** An object or list, given as such or as JSON text. */
export function jsonArg(args: Args, name: string): { given: boolean; value?: unknown; broken?: true } {
  const value = args[name];
  if (value === undefined || value === null || value === '') return { given: false };
  try {
    return { given: true, value: parsed(value) };
  } catch {
    return { given: true, broken: true };
  }
}

export interface Content {
  text: string | null;
  blocks: unknown[] | null;
  metadata: Json | null | undefined;
}

/** Slack counts about 13,200 characters over all blocks, whatever the limits of each (slackapi/bolt-js#2509). */
const blockCharacters = 13_200;
const metadataCharacters = 16_000;

/** The part of chat.* calls that says what to show. */
export function readContent(args: Args, longestText: number): { content: Content } | { refused: Answer } {
  const text = textArg(args, 'text');
  const given = jsonArg(args, 'blocks');
  if (given.broken || (given.given && !Array.isArray(given.value)))
    return { refused: fail('invalid_blocks_format') };
  const blocks = given.given ? (given.value as unknown[]) : null;
  if (text === null && (blocks === null || blocks.length === 0)) return { refused: fail('no_text') };
  if (text !== null && text.length > longestText) return { refused: fail('msg_too_long') };
  if (blocks) {
    const errors = checkBlocks(blocks);
    if (errors.length > 0) return { refused: failWith('invalid_blocks', errors) };
    if (textLength(blocks) > blockCharacters) return { refused: fail('msg_blocks_too_long') };
  }
  const metadata = readMetadata(args);
  if (metadata === 'broken') return { refused: fail('invalid_metadata_format') };
  if (metadata === 'large') return { refused: fail('metadata_too_large') };
  return { content: { text, blocks, metadata } };
}

function readMetadata(args: Args): Json | null | undefined | 'broken' | 'large' {
  const given = jsonArg(args, 'metadata');
  if (!given.given) return undefined;
  const value = given.value;
  if (given.broken || typeof value !== 'object' || value === null || Array.isArray(value)) return 'broken';
  const metadata = value as Json;
  if (Object.keys(metadata).length === 0) return null;
  const { event_type: type, event_payload: payload } = metadata;
  if (typeof type !== 'string' || typeof payload !== 'object' || payload === null) return 'broken';
  return JSON.stringify(metadata).length > metadataCharacters ? 'large' : metadata;
}

/** A stored message as Slack tells it. Slack gives blocks an id where the bot gave none. */
export function toMessage(message: StoredMessage, team: string, withMetadata = false): Json {
  return {
    type: 'message',
    user: bot.user,
    bot_id: bot.id,
    app_id: bot.app,
    team,
    ts: message.id,
    text: message.body,
    ...(message.content !== null && { blocks: withIds(message.content) }),
    ...(message.thread !== null && { thread_ts: message.thread, parent_user_id: bot.user }),
    ...(message.editedAt !== null && {
      edited: { user: bot.user, ts: `${Date.parse(message.editedAt) / 1000}` },
    }),
    ...(withMetadata && message.metadata !== null && { metadata: message.metadata }),
  };
}

export function withIds(blocks: unknown): Json[] {
  return (Array.isArray(blocks) ? (blocks as Json[]) : []).map((block, index) => ({
    ...block,
    block_id: block['block_id'] ?? `b${index}`,
  }));
}
