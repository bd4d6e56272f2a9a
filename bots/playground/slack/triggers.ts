/** `trigger_id` and `response_url`: short-lived permissions that come with an interaction. */
import type { World } from '../world.ts';

/** Slack gives 3 seconds; a loaded test machine is not Slack. */
const triggerMs = 9_000;
const responseMs = 30 * 60_000;
const responseUses = 5;

interface Trigger {
  turn: string;
  tenant: string;
  person: string;
}
export interface ResponseTicket extends Trigger {
  channel: string;
  /** The message that was clicked; null for dialogs. */
  message: string | null;
  ephemeral: boolean;
}

export interface Triggers {
  trigger(trigger: Trigger): string;
  /** Takes it: a second use is refused. */
  exchange(
    id: string,
  ): { trigger: Trigger } | { refused: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };
  responseUrl(ticket: ResponseTicket): string;
  /** Counts one use. null: unknown, older than 30 minutes or used five times. */
  useResponse(ticket: string): ResponseTicket | null;
}

export function createTriggers(world: Pick<World, 'secrets' | 'baseUrl'>): Triggers {
  const uses = new Map<string, { count: number; until: number }>();
  const count = (id: string, until: number): number => {
    for (const [key, use] of uses) if (use.until < Date.now()) uses.delete(key);
    const use = uses.get(id) ?? { count: 0, until };
    uses.set(id, { count: use.count + 1, until });
    return use.count + 1;
  };
  const pack = (purpose: string, data: Trigger, ms: number) =>
    world.secrets.sign(purpose, { ...data, until: Date.now() + ms, nonce: crypto.randomUUID() });
  return {
    trigger: (trigger) => pack('trigger', trigger, triggerMs),
    exchange(id) {
      const data = world.secrets.open('trigger', id);
      if (!data) return { refused: 'invalid_trigger_id' };
      const until = Number(data['until']);
      if (until < Date.now()) return { refused: 'expired_trigger_id' };
      if (count(String(data['nonce']), until) > 1) return { refused: 'exchanged_trigger_id' };
      return { trigger: data as unknown as Trigger };
    },
    responseUrl: (ticket) =>
      `${world.baseUrl}/stand-in/slack/response/${pack('response', ticket, responseMs)}`,
    useResponse(ticket) {
      const data = world.secrets.open('response', ticket);
      const until = Number(data?.['until']);
      if (!data || until < Date.now() || count(String(data['nonce']), until) > responseUses) return null;
      return data as unknown as ResponseTicket;
    },
  };
}
