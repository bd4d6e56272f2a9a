import type { OrderEvent } from '#core/model/signal.ts';
import { orderEvent } from '#core/triage/events.ts';

/** An event says what happened in a few sentences; more is a document. */
export const EVENT_BYTES = 256 * 1024;

/** Reads one event from the body of a request, or says what is wrong with it, place by place. Never throws. */
export function parseEvent(raw: Uint8Array): OrderEvent | { malformed: string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    return { malformed: 'The body is no JSON in UTF-8.' };
  }
  const { success, data, error } = orderEvent.safeParse(value);
  if (success) return data;
  const problems = error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.').slice(0, 100) || 'event'}: ${message.slice(0, 300)}`);
  return { malformed: `The event cannot be read. ${problems.join('; ')}` };
}
