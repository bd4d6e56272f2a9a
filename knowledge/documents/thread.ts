/** What runs in the thread of `readInWorker`. */
import { parentPort } from 'node:worker_threads';
import { cropOf } from './crop.ts';
import { CannotRead } from './limits.ts';
import { readFile } from './readFile.ts';
import type { Task } from './readInWorker.ts';

parentPort!.on('message', async (task: Task) => {
  try {
    parentPort!.postMessage({ done: 'read' in task ? await readFile(task.read) : await cropOf(task.crop) });
  } catch (error) {
    const code = error instanceof CannotRead ? error.code : 'damaged';
    const message = error instanceof Error ? error.message : String(error);
    parentPort!.postMessage({ failed: { code, message } });
  }
});
