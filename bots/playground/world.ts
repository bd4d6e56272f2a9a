/** What both stand-ins share. */
import type { PlaygroundOptions } from './options.ts';
import type { Revision } from './revision.ts';
import type { RosterSource } from './roster.ts';
import type { Secrets } from './secrets.ts';
import type { Turns } from './turns.ts';

export interface World extends Pick<PlaygroundOptions, 'transaction' | 'dispatch' | 'baseUrl'> {
  roster: RosterSource;
  revision: Revision;
  secrets: Secrets;
  turns: Turns;
  /** The playground's clock. Signatures and tokens keep real time instead. */
  now(): Date;
  /** Microseconds of the playground's clock, never the same twice; with `step`, whole multiples of it. */
  tick(step?: number): number;
}

export const botName = 'Unhold';

export function createTick(now: () => Date): World['tick'] {
  let last = 0;
  return (step = 1) => {
    last = Math.max(Math.ceil((last + 1) / step) * step, now().getTime() * 1000);
    return last;
  };
}

/** PostgreSQL's text holds everything but NUL. */
export const storable = (text: string): string => text.replaceAll('\u0000', '');

/** Teams numbers messages by the millisecond. */
export const nextActivityId = (world: World): string => String(world.tick(1000) / 1000);
