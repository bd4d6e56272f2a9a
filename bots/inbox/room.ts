import { createCounter } from './counter.ts';

/** A message up to this size is received at once; larger ones need room. */
export const SMALL_BYTES = 128 * 1024;

/** One message that comes in, until it is stored. */
export interface Hold {
  /** Whether so many bytes more may be kept of it. */
  grow(bytes: number): boolean;
  leave(): void;
}

/**
 * Bounds what one process keeps of large messages while they come in and until they are stored: `bytes` in all, and so
 * many messages of one sender. Only what has come counts, and nobody waits, so that slow senders hold up nobody: who
 * finds no room is told to come again.
 */
export function createRoom(bytes: number) {
  const large = createCounter();
  let kept = 0;
  return {
    /** `most`: large messages that the sender may have under way. */
    enter(sender: string, most: number): Hold {
      let size = 0;
      return {
        grow(more) {
          const wasLarge = size > SMALL_BYTES;
          const isLarge = size + more > SMALL_BYTES;
          const counts = isLarge ? (wasLarge ? more : size + more) : 0;
          if (isLarge && !wasLarge && large.of(sender) >= most) return false;
          if (kept + counts > bytes) return false;
          if (isLarge && !wasLarge) large.add(sender);
          kept += counts;
          size += more;
          return true;
        },
        leave() {
          if (size > SMALL_BYTES) {
            kept -= size;
            large.remove(sender);
          }
          size = 0;
        },
      };
    },
  };
}

/** Reads a message to its end, or until it is larger than `limit` or may not grow. */
export async function readWithin(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit: number,
  { grow }: Pick<Hold, 'grow'>,
): Promise<{ bytes: Buffer; end: 'whole' | 'too large' | 'busy' }> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > limit) return { bytes: Buffer.concat(read), end: 'too large' };
    if (!grow(chunk.byteLength)) return { bytes: Buffer.alloc(0), end: 'busy' };
    read.push(chunk);
  }
  return { bytes: Buffer.concat(read, size), end: 'whole' };
}
