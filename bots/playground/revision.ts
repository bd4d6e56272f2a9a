/** A counter that grows with every change, and people waiting for the next one. */
export interface Revision {
  current(): number;
  bump(): void;
  /** Resolves to true when the counter is not `after` any more, to false when `signal` aborts. */
  changedFrom(after: number, signal: AbortSignal): Promise<boolean>;
}

/** Starts at the time of day, so that a number from before a restart is never ahead. */
export function createRevision(): Revision {
  let current = Date.now();
  const waiting = new Set<() => void>();
  return {
    current: () => current,
    bump() {
      current += 1;
      for (const wake of [...waiting]) wake();
    },
    changedFrom(after, signal) {
      if (after !== current) return Promise.resolve(true);
      if (signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const settle = (changed: boolean) => {
          waiting.delete(wake);
          signal.removeEventListener('abort', stop);
          resolve(changed);
        };
        const wake = () => settle(true);
        const stop = () => settle(false);
        waiting.add(wake);
        signal.addEventListener('abort', stop);
      });
    },
  };
}
