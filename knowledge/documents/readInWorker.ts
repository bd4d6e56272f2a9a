/**
 * Reads files in a thread with limits, so that no file holds up or brings down the process: Node only.
 *
 * One thread reads one file after the other and is kept for the next; it ends itself after a pause. A file that takes
 * too long or too much memory ends the thread, and only that file gets to hear of it.
 */
import { Worker } from 'node:worker_threads';
import type { DocumentReading } from '#core/model/document.ts';
import { paperLimits } from './limits.ts';
import type { InputFile } from './readFile.ts';

export interface WorkerLimits {
  milliseconds: number;
  /** Instead, once text must be recognised from pictures. */
  recognitionMilliseconds: number;
  heapMegabytes: number;
}

/** What the thread is asked: a file to read, or the piece of a page to cut out. */
export type Task =
  | { read: InputFile }
  | { crop: { file: InputFile; page: number; box: [number, number, number, number] } };

/** After so long without a file the thread ends and gives its memory back. It never keeps the process alive. */
const idleMs = 15_000;

interface Running {
  worker: Worker;
  extend: () => void;
  finish: (answer: Answer) => void;
}

type Answer = { done: unknown } | { failed: { code: string; message: string } };

let thread: Worker | null = null;
let running: Running | null = null;
let idle: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** All documents in a file, as `readFile` gives them, within limits. Never throws. */
export async function readInWorker(
  file: InputFile,
  limits: WorkerLimits = paperLimits,
): Promise<DocumentReading[]> {
  const answer = await inThread({ read: file }, limits);
  if ('done' in answer) return answer.done as DocumentReading[];
  return [{ file: file.name, unreadable: answer.failed.message, code: answer.failed.code }];
}

/** Runs a task when those before it are done. */
export function inThread(task: Task, limits: WorkerLimits = paperLimits): Promise<Answer> {
  const result = queue.then(() => run(task, limits));
  queue = result.catch(() => {});
  return result;
}

async function run(task: Task, limits: WorkerLimits): Promise<Answer> {
  clearTimeout(idle);
  thread ??= start(limits);
  const worker = thread;
  worker.ref();
  const answer = await new Promise<Answer>((finish) => {
    let timer = setTimeout(() => finish(tooSlow(limits.milliseconds)), limits.milliseconds);
    let extended = false;
    running = {
      worker,
      extend: () => {
        // Once for a file, however many pages it has.
        if (extended) return;
        extended = true;
        clearTimeout(timer);
        timer = setTimeout(
          () => finish(tooSlow(limits.recognitionMilliseconds)),
          limits.recognitionMilliseconds,
        );
      },
      finish: (answer) => {
        clearTimeout(timer);
        finish(answer);
      },
    };
    worker.postMessage(task);
  });
  running = null;
  if ('failed' in answer && answer.failed.code !== 'damaged') await endReading();
  else {
    worker.unref();
    idle = setTimeout(() => void endReading(), idleMs);
    idle.unref();
  }
  return answer;
}

function start(limits: WorkerLimits): Worker {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 64 },
    // The program's own preload is about its database; nothing of it is needed here.
    execArgv: ['--no-warnings'],
    workerData: { reads: true },
    stdout: true,
    stderr: true,
  });
  const fail = (code: string, message: string) => {
    if (thread === worker) thread = null;
    if (running?.worker === worker) running.finish({ failed: { code, message } });
  };
  worker.on('message', (answer: Answer | { recognising: true }) => {
    if (running?.worker !== worker) return;
    if ('recognising' in answer) running.extend();
    else running.finish(answer);
  });
  worker.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      fail(
        'too_large',
        `Reading the file takes more than ${limits.heapMegabytes} MB of memory. Please send a smaller one.`,
      );
    } else fail('crashed', `Reading the file failed (${error.message.slice(0, 200)}).`);
  });
  worker.on('exit', () => fail('crashed', 'Reading the file ended without a result.'));
  return worker;
}

const tooSlow = (milliseconds: number): Answer => ({
  failed: {
    code: 'too_slow',
    message: `Reading the file takes longer than ${milliseconds / 1000} seconds. Please send fewer or clearer pages.`,
  },
});

/** Ends the thread; the next file starts another. */
export async function endReading(): Promise<void> {
  clearTimeout(idle);
  const worker = thread;
  thread = null;
  await worker?.terminate();
}
