/** The thread in which parseInWorker.ts reads mails, one at a time. */
import { parentPort } from 'node:worker_threads';
import { parseMail } from './parse.ts';

parentPort?.on('message', async (raw: Uint8Array) => parentPort?.postMessage(await parseMail(raw)));
