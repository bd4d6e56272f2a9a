import { Worker } from 'node:worker_threads';
import type { Mail } from '#core/model/signal.ts';
import { headersOnly, type UnreadableMail } from './parse.ts';

/** What a mail may cost before it is given up as unreadable. */
export interface ParseLimits {
  milliseconds: number;
  /** Of the parser's heap; the raw mail lies outside of it. */
  megabytes: number;
}

const standard: ParseLimits = { milliseconds: 20_000, megabytes: 256 };
/** A parser that nobody needed for so long is ended: it holds some 40 MB. */
const idleMilliseconds = 60_000;

interface Task {
  raw: Uint8Array;
  resolve(parsed: Mail | UnreadableMail): void;
}

/**
 * Reads mails one after the other in a worker thread, with limits on time and memory: a mail that would hold up the
 * process is `unreadable`, and the next one is read by a fresh thread. Node only.
 */
export function createParser(
  limits: ParseLimits = standard,
  script = new URL('./parseWorker.ts', import.meta.url),
) {
  const tasks: Task[] = [];
  let worker: Worker | null = null;
  let running: Task | null = null;
  let timer: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(timer);
    void worker?.terminate();
    worker = null;
  };

  const finish = (parsed: Mail | UnreadableMail): void => {
    clearTimeout(timer);
    const task = running;
    running = null;
    task?.resolve(parsed);
    next();
  };

  const giveUp = async (reason: string): Promise<void> => {
    const task = running;
    end();
    if (!task) return;
    running = null;
    task.resolve(await headersOnly(task.raw, reason));
    next();
  };

  const start = (): Worker => {
    const started = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    started.unref();
    started.on('message', finish);
    const lost = (error?: NodeJS.ErrnoException | number) => {
      if (worker !== started) return;
      const memory = typeof error === 'object' && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      void giveUp(
        memory ? 'Reading it takes more memory than a mail may.' : 'Its parts cannot be taken apart.',
      );
    };
    started.on('error', lost);
    started.on('exit', lost);
    return started;
  };

  const next = (): void => {
    if (running) return;
    running = tasks.shift() ?? null;
    if (!running) {
      timer = setTimeout(end, idleMilliseconds).unref();
      return;
    }
    worker ??= start();
    const seconds = Math.round(limits.milliseconds / 1000);
    timer = setTimeout(() => void giveUp(`Reading it takes longer than ${seconds} s.`), limits.milliseconds);
    worker.postMessage(running.raw);
  };

  return {
    parse: (raw: Uint8Array): Promise<Mail | UnreadableMail> =>
      new Promise((resolve) => {
        clearTimeout(running ? undefined : timer);
        tasks.push({ raw, resolve });
        next();
      }),
    close: end,
  };
}
