import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { attachmentsOf } from './attachments.ts';
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
parentPort.on('message', ({ raw, wanted }) => {
  const text = Buffer.from(raw).toString();
  if (text.includes('Subject: endless')) for (;;);
  if (text.includes('Subject: memory')) { const held = []; for (;;) held.push(new Array(1_000_000).fill({})); }
  if (text.includes('Subject: crash')) throw new Error('crash');
  parentPort.postMessage(wanted === 'mail' ? { subject: 'read' } : []);
});`,
);

test('reads as the same thread would', async () => {
  const parser = createParser();
  const raws = [mail('one'), mail('two'), new Uint8Array(0)];
  expect(await Promise.all(raws.map(parser.parse))).toEqual(await Promise.all(raws.map(parseMail)));
  parser.close();
});

describe('one bad message is unreadable with a reason and its sender, and the next one is read', () => {
  test.each([
    ['endless', 1_500, 'Reading it takes longer than 2 s.'],
    // On a busy machine the last of the memory takes its time.
    ['memory', 25_000, 'Reading it takes more memory than a mail may.'],
    ['crash', 25_000, 'Its parts cannot be taken apart.'],
  ])('%s', async (subject, milliseconds, reason) => {
    const parser = createParser({ milliseconds, megabytes: 32 }, pathToFileURL(script));
    const [bad, next] = await Promise.all([parser.parse(mail(subject)), parser.parse(mail('fine'))]);
    expect(bad).toMatchObject({
      unreadable: reason,
      messageId: `<${subject}@a.example>`,
      from: { name: 'Ann', address: 'ann@a.example' },
    });
    expect(next).toEqual({ subject: 'read' });
    parser.close();
  });
});

test('takes files out as the same thread would, and leaves the mail as it was', async () => {
  const parser = createParser();
  const raw = new Uint8Array(
    Buffer.from(
      `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\na,b\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=b.pdf\r\n\r\n${'%PDF '.repeat(20_000)}\r\n--b--\r\n`,
    ),
  );
  const { files, givenUp } = await parser.attachments(raw);
  const here = await attachmentsOf(raw);
  expect(givenUp).toBeNull();
  expect(files).toEqual(here.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) })));
  expect(files.map(({ filename, bytes }) => [filename, bytes.length])).toEqual([
    ['a.csv', 3],
    ['b.pdf', 100_000],
  ]);
  expect(raw.length).toBeGreaterThan(100_000);
  parser.close();
});

test('files that cannot be taken out are none, with the reason', async () => {
  const parser = createParser({ milliseconds: 3_000, megabytes: 32 }, pathToFileURL(script));
  const [endless, crash, mails] = await Promise.all([
    parser.attachments(mail('endless')),
    parser.attachments(mail('crash')),
    parser.parse(mail('fine')),
  ]);
  expect(endless).toEqual({ files: [], givenUp: 'Reading it takes longer than 3 s.' });
  expect(crash).toEqual({ files: [], givenUp: 'Its parts cannot be taken apart.' });
  expect(mails).toEqual({ subject: 'read' });
  parser.close();
});
