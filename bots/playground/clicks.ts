/** What `POST /playground/click` answers, for both products. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type BatchMarker, type CardMarker, readBatchMarker, readMarker } from '#cards/actions.ts';
import type { PlaygroundPerson } from './state.ts';
import type { World } from './world.ts';

export interface ClickOutcome {
  /** HTTP status with which the bot answered the last request. */
  status: number;
  /** Milliseconds until it did. */
  ms: number;
  /** What only this person was told. */
  private: string | null;
  /** The dialog that is open now because of the click. */
  dialog: string | null;
  /** What the bot or the form found wrong with the inputs, by input. */
  errors: Record<string, string> | null;
}

export type ClickResult =
  | { status: 'sent'; outcome: ClickOutcome }
  /** Nothing was sent: a product's own client would not have let it happen. */
  | { status: 'refused'; code: 404 | 409 | 422; error: string; errors?: Record<string, string> };

export interface Click {
  person: PlaygroundPerson;
  message: string;
  action: string;
  inputs: Record<string, string>;
  version?: number | undefined;
}

/**
 * The newest content on which `press` finds something. A button that has just gone can still be pressed: clients draw a
 * moment later than the server edits. With `version` only that version of the exception's card counts.
 */
export function firstPressed<T>(
  contents: unknown[],
  version: number | undefined,
  press: (content: unknown) => T | null,
): { content: unknown; pressed: T } | null {
  for (const content of contents) {
    if (version !== undefined && markerOf(content)?.version !== version) continue;
    const pressed = press(content);
    if (pressed !== null) return { content, pressed };
  }
  return null;
}

/** Where a card says what it is: the id of its first block or element. */
function markOf(content: unknown): unknown {
  const [block] = Array.isArray(content) ? (content as { block_id?: unknown }[]) : [];
  const body = (content as { body?: { id?: unknown }[] } | null)?.body;
  return block?.block_id ?? body?.[0]?.id;
}

/** Which exception's card this is, read off the blocks or the Adaptive Card; null: none. */
export const markerOf = (content: unknown): CardMarker | null => readMarker(markOf(content));

/** Which batch this is; null: none. */
export const batchMarkerOf = (content: unknown): BatchMarker | null => readBatchMarker(markOf(content));

export const refused = (
  code: 404 | 409 | 422,
  error: string,
  errors?: Record<string, string>,
): Extract<ClickResult, { status: 'refused' }> => ({
  status: 'refused',
  code,
  error,
  ...(errors && { errors }),
});

/** A bot that has not answered by now is not going to. Milliseconds. */
const patienceMs = 30_000;
/** How long a private answer that follows the acknowledgement is waited for. */
export const afterglowMs = 1_500;

export interface Sent {
  status: number;
  ms: number;
  body: string;
  /** What the bot goes on with after its answer. */
  work: Promise<unknown>;
}

const during = new AsyncLocalStorage<(work: Promise<unknown>) => void>();

/** What the bots are given as their `waitUntil`: work of a request that a click sent belongs to that click. */
export const waitUntil = (work: Promise<unknown>): void => during.getStore()?.(work);

/** Sends a request through the bot's own endpoint and measures until it is answered. 504: it never was. */
export async function send(dispatch: World['dispatch'], request: Request): Promise<Sent> {
  const works: Promise<unknown>[] = [];
  const collect = (work: Promise<unknown>) => {
    works.push(work);
  };
  const began = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const answer = during
    .run(collect, () => dispatch(request, collect))
    .catch(() => new Response(null, { status: 500 }));
  const response = await Promise.race([answer, late]);
  clearTimeout(timer);
  const ms = Math.round((performance.now() - began) * 10) / 10;
  const body = response ? await response.text() : '';
  return { status: response?.status ?? 504, ms, body, work: Promise.allSettled(works) };
}

export function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
