/** Where polling stands: an opaque string to core. */
import { Buffer } from 'node:buffer';
import { z } from 'zod';

const cursor = z.object({
  /** Newest change told, by the server's own timestamps ("2026-11-23T00:12:30.054405Z"). */
  at: z.string(),
  /** Changes within the overlap before `at` that were told once, and those told for the second and last time. */
  once: z.array(z.string()),
  twice: z.array(z.string()),
  /** Orders found but not told yet, because the caller's limit was reached. */
  pending: z.array(z.string()),
  /** While all open orders are listed for the first time: the last id told. */
  openAfter: z.number().nullable(),
});
export type Cursor = z.infer<typeof cursor>;

export const encodeCursor = (value: Cursor): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Throws on text that is no cursor of this connector. */
export function decodeCursor(text: string): Cursor {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new Error('This polling cursor is not one of the Tryton connector; start again without one.', {
      cause,
    });
  }
}
