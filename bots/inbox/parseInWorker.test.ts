import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parseMail } from './parse.ts';
import { createParser } from './parseInWorker.ts';

const mail = (subject: string) =>
  new Uint8Array(
    Buffer.from(
      `From: Ann <ann@a.example>\r\nMessage-ID: <${subject}@a.example>\r\nSubject: ${subject}\r\n\r\nHello\r\n`,
    ),
  );

const folder = mkdtempSync(join(tmpdir(), 'parser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A parser that never ends, or takes all memory, or dies, as the subject says. */
const script = join(folder, 'hostile.mjs');
writeFileSync(
  script,
  `import { parentPort } from 'node:worker_threads';
parentPort.on('message', (raw) => {
  const text = Buffer.from(raw).toString();
  if (text.includes('Subject: endless')) for (;;);
  if (text.includes('Subject: memory')) { const held = []; for (;;) held.push(new Array(100_000).fill({})); }
  if (text.includes('Subject: crash')) throw new Error('crash');
  parentPort.postMessage({ subject: 'read' });
});`,
);

test('reads as the same thread would', async () => {
  const parser = createParser();
  const raws = [mail('one'), mail('two'), new Uint8Array(0)];
  expect(await Promise.all(raws.map(parser.parse))).toEqual(await Promise.all(raws.map(parseMail)));
  parser.close();
});

test('one bad message is unreadable with a reason and its sender, and the next one is read', async () => {
  const parser = createParser({ milliseconds: 1_500, megabytes: 32 }, pathToFileURL(script));
  const parsed = await Promise.all(
    ['endless', 'fine', 'memory', 'fine', 'crash', 'fine'].map((subject) => parser.parse(mail(subject))),
  );
  const bad = (reason: string, id: string) =>
    expect.objectContaining({
      unreadable: reason,
      messageId: `<${id}@a.example>`,
      from: { name: 'Ann', address: 'ann@a.example' },
    });
  expect(parsed).toEqual([
    bad('Reading it takes longer than 2 s.', 'endless'),
    { subject: 'read' },
    bad('Reading it takes more memory than a mail may.', 'memory'),
    { subject: 'read' },
    bad('Its parts cannot be taken apart.', 'crash'),
    { subject: 'read' },
  ]);
  parser.close();
});
