import { Worker } from 'node:worker_threads';
import type { Mail } from '#core/model/signal.ts';
import type { Attachment } from './attachments.ts';
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

/** The files of a mail; none, with the reason, where taking them out was given up. */
export interface TakenOut {
  files: Attachment[];
  /** A sentence. */
  givenUp: string | null;
}

interface Task {
  raw: Uint8Array;
  wanted: 'mail' | 'attachments';
  /** Takes what the thread answers. */
  done(answer: unknown): void;
  giveUp(reason: string): Promise<void> | void;
}

/**
 * Reads mails, and takes files out of them, one after the other in a worker thread, with limits on time and memory: a
 * mail that would hold up the process is `unreadable` and has no files, and the next one is read by a fresh thread. Node
 * only.
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

  const finish = (answer: unknown): void => {
    clearTimeout(timer);
    const task = running;
    running = null;
    task?.done(answer);
    next();
  };

  const giveUp = async (reason: string): Promise<void> => {
    const task = running;
    end();
    if (!task) return;
    running = null;
    await task.giveUp(reason);
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
    worker.postMessage({ raw: running.raw, wanted: running.wanted });
  };

  const run = (task: Task): void => {
    clearTimeout(running ? undefined : timer);
    tasks.push(task);
    next();
  };

  return {
    parse: (raw: Uint8Array): Promise<Mail | UnreadableMail> =>
      new Promise((resolve) =>
        run({
          raw,
          wanted: 'mail',
          done: (parsed) => resolve(parsed as Mail | UnreadableMail),
          giveUp: async (reason) => resolve(await headersOnly(raw, reason)),
        }),
      ),
    /** As `attachmentsOf`. */
    attachments: (raw: Uint8Array): Promise<TakenOut> =>
      new Promise((resolve) =>
        run({
          raw,
          wanted: 'attachments',
          done: (files) => resolve({ files: files as Attachment[], givenUp: null }),
          giveUp: (reason) => resolve({ files: [], givenUp: reason }),
        }),
      ),
    close: end,
  };
}
