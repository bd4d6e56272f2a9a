/**
 * The buttons of a card, as they travel. Stable: messages posted years ago still carry them.
 *
 * | Slack `action_id`, Teams `verb` | value / data        | meaning                           |
 * |---------------------------------|---------------------|-----------------------------------|
 * | `choose:<optionId>`             | `{e, v}`            | approve this option               |
 * | `reject`                        | `{e, v}`            | opens or carries a reason         |
 * | `ask`                           | `{e, v}`            | opens or carries a question       |
 * | `answer`                        | `{e, q}`            | answers question `q`              |
 * | `match:<orderId>`               | `{e, v}`            | says which order a mail is about  |
 * | `clause:<passageId>`            | `{e, v}`            | shows the passage privately       |
 * | `refresh`                       | `{e, v}`            | Teams asks for the card as it is  |
 *
 * `e` exception id, `v` card version. Slack's overflow menu (`action_id` `more`) and Teams' `Action.Submit` have no
 * verb of their own: there it stands in `a`. Inputs beside them: `reason`, `question`, `of` (person id), `answer`.
 */
import { z } from 'zod';
import type { ExceptionStatus } from '#core/model/exception.ts';
import { limits } from './limits.ts';

export type CardAction =
  | { kind: 'choose'; exceptionId: string; version: number; optionId: string }
  | { kind: 'reject' | 'ask' | 'refresh'; exceptionId: string; version: number }
  | { kind: 'answer'; exceptionId: string; questionId: string }
  | { kind: 'match'; exceptionId: string; version: number; orderId: string }
  | { kind: 'clause'; exceptionId: string; version: number; passageId: string };

/** What a button carries. */
export interface CardData {
  e: string;
  v?: number;
  q?: string;
  a?: string;
}

/** The names of the inputs that dialogs and cards send along. */
export const inputs = { reason: 'reason', question: 'question', of: 'of', answer: 'answer' } as const;

const id = z.string().min(1).max(limits.card.id);
const data = z.object({
  e: id,
  v: z.int().min(0).max(1e9).optional(),
  q: id.optional(),
  a: z.string().max(limits.slack.actionId).optional(),
});

/** `choose`, `match` and `clause` name what they are about; the others stand alone. */
export const verb = (kind: CardAction['kind'], about?: string): string =>
  about === undefined ? kind : `${kind}:${about}`;

/**
 * Reads a pressed button back. `value` is Slack's JSON text or Teams' data object. null for anything that no card of
 * ours carries: whatever arrives here may have been written by anyone.
 */
export function readCardAction(actionId: string | null | undefined, value: unknown): CardAction | null {
  const parsed = data.safeParse(typeof value === 'string' ? parseJson(value) : value);
  if (!parsed.success) return null;
  const { e: exceptionId, v: version, q, a } = parsed.data;
  const name = actionId && actionId !== 'more' ? actionId : a;
  if (!name || name.length > limits.slack.actionId) return null;
  const at = name.indexOf(':');
  const kind = at < 0 ? name : name.slice(0, at);
  const about = at < 0 ? '' : name.slice(at + 1);
  if (kind === 'answer' && at < 0) return q ? { kind, exceptionId, questionId: q } : null;
  if (version === undefined) return null;
  if (kind === 'reject' || kind === 'ask' || kind === 'refresh') {
    return at < 0 ? { kind, exceptionId, version } : null;
  }
  if (!about || about.length > limits.card.id) return null;
  if (kind === 'choose') return { kind, exceptionId, version, optionId: about };
  if (kind === 'match') return { kind, exceptionId, version, orderId: about };
  if (kind === 'clause') return { kind, exceptionId, version, passageId: about };
  return null;
}

function parseJson(text: string): unknown {
  if (text.length > limits.slack.buttonValue) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Which card a rendered message is: stands in the first block's `block_id` (Slack) or first element's `id` (Teams). */
export interface CardMarker {
  id: string;
  number: string;
  version: number;
  status: ExceptionStatus;
}

export const writeMarker = (marker: CardMarker): string =>
  ['unhold', marker.status, marker.version, encodeURIComponent(marker.number), encodeURIComponent(marker.id)]
    .join(':')
    .slice(0, limits.slack.blockId);

const statuses = z.enum([
  'open',
  'needs_matching',
  'needs_second',
  'acting',
  'resolved',
  'rejected',
  'expired',
  'withdrawn',
  'needs_person',
]);

/** Reads a marker back; null for the blocks of other messages. */
export function readMarker(text: unknown): CardMarker | null {
  if (typeof text !== 'string') return null;
  const [tag, status, version, number, exceptionId, ...rest] = text.split(':');
  const known = statuses.safeParse(status);
  if (tag !== 'unhold' || !known.success || !number || !exceptionId || rest.length > 0) return null;
  try {
    return {
      status: known.data,
      version: Number(version),
      number: decodeURIComponent(number),
      id: decodeURIComponent(exceptionId),
    };
  } catch {
    return null;
  }
}
