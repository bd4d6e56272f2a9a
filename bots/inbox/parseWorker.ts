/** The thread in which parseInWorker.ts reads mails, one at a time. */
import { parentPort } from 'node:worker_threads';
import { attachmentsOf } from './attachments.ts';
import { parseMail } from './parse.ts';

parentPort?.on('message', async ({ raw, wanted }: { raw: Uint8Array; wanted: 'mail' | 'attachments' }) => {
  if (wanted === 'mail') return parentPort?.postMessage(await parseMail(raw));
  const files = await attachmentsOf(raw);
  // Handed over rather than copied by the other thread; a file may share its buffer with what stays here.
  const owned = files.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) }));
  parentPort?.postMessage(
    owned,
    owned.map(({ bytes }) => bytes.buffer),
  );
});
