import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMail } from '#core/triage/mail/read.ts';
import { attachmentsOf } from './attachments.ts';
import { parseMail } from './parse.ts';
import { mimeShape } from './shape.ts';
import { packTnef } from './tnef.testdata.ts';
import { readTnef } from './tnef.ts';

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const part = (head: string, body: string) => `${head}\r\n\r\n${body}\r\n`;
const mixed = (head: string, parts: string[], boundary = `b${parts.length}-${head.length}`) =>
  `${head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}`).join('')}--${boundary}--\r\n`;
const pdf = (name: string, content: string, more = 'attachment') =>
  part(
    `Content-Type: application/pdf; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ${more}; filename="${name}"`,
    base64(content),
  );
const words = (text: string) => part('Content-Type: text/plain; charset=utf-8', text);
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

const inner = mixed('From: Ann <ann@a.example>\r\nTo: bob@b.example\r\nSubject: SO-10482 on hold', [
  words('Why is SO-10482 on credit hold?'),
  pdf('po.pdf', 'the order'),
]);
const outer = mixed('From: bob@b.example\r\nSubject: Fwd: on hold\r\nMessage-ID: <1@b.example>', [
  words('Please see.'),
  part('Content-Type: message/rfc822', inner),
  pdf('note.pdf', 'a note', 'inline'),
]);

describe('the attachments of a mail', () => {
  test('those in a forwarded message are among them, in their place', async () => {
    const files = await attachmentsOf(bytes(outer));
    expect(
      files.map(({ filename, contentType, inline, bytes: b }) => [
        filename,
        contentType,
        inline,
        Buffer.from(b).toString(),
      ]),
    ).toEqual([
      ['po.pdf', 'application/pdf', false, 'the order'],
      ['note.pdf', 'application/pdf', true, 'a note'],
    ]);
    const mail = await parseMail(bytes(outer));
    expect(mail).toMatchObject({
      attachments: [
        { contentType: 'message/rfc822' },
        { filename: 'po.pdf', size: 9 },
        { filename: 'note.pdf' },
      ],
    });
  });

  test('winmail.dat is unpacked: files, words where there are no others, and messages inside', async () => {
    const packed = packTnef({
      html: '<p>Please release <b>SO-10482</b>.</p>',
      files: [{ name: 'po.pdf', type: 'application/pdf', content: 'the order' }],
      messages: [
        {
          subject: 'Hold',
          from: 'ann@a.example',
          text: 'Why is it on hold?',
          files: [{ name: '..\\packing list.xlsx', type: 'application/octet-stream', content: 'rows' }],
        },
      ],
    });
    const raw = mixed('From: bob@b.example\r\nSubject: Fwd: Hold', [
      part(
        'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64',
        base64(packed),
      ),
    ]);
    expect((await attachmentsOf(bytes(raw))).map((file) => [file.filename, file.contentType])).toEqual([
      ['po.pdf', 'application/pdf'],
      ['packing list.xlsx', 'application/octet-stream'],
    ]);
    const mail = await parseMail(bytes(raw));
    if ('unreadable' in mail) throw new Error(mail.unreadable);
    expect(mail.text).toContain('Please release SO-10482.');
    expect(mail.attachments.map((file) => file.filename)).toEqual([
      'po.pdf',
      '..\\packing list.xlsx'.slice(3),
    ]);
    expect(readMail(mail)).toMatchObject({
      forwarded: true,
      originalSender: 'ann@a.example',
      text: 'Why is it on hold?',
    });
  });

  test.each([
    [
      'more parts than a mail may have',
      mixed(
        'From: a@b.example\r\nSubject: many',
        Array.from({ length: 201 }, (_, n) => pdf(`${n}.pdf`, 'x')),
      ),
      'It has more than 200 parts.',
    ],
    [
      'parts too deep in each other',
      Array.from({ length: 40 }).reduce<string>(
        (raw, _, n) =>
          mixed(n === 39 ? 'From: a@b.example\r\nSubject: deep' : 'X-Level: 1', [raw], `level-${n}-`),
        words('x'),
      ),
      'Its parts lie more than 30 deep in each other.',
    ],
    [
      'messages too deep in each other',
      Array.from({ length: 40 }).reduce<string>(
        (raw) => `From: a@b.example\r\nSubject: deep\r\nContent-Type: message/rfc822\r\n\r\n${raw}`,
        'From: a@b.example\r\n\r\nx',
      ),
      'Its parts lie more than 30 deep in each other.',
    ],
  ])('%s are refused with a reason, and the sender is known', async (_, raw, reason) => {
    expect(await parseMail(bytes(raw))).toMatchObject({
      unreadable: reason,
      from: { address: 'a@b.example' },
    });
    expect(await attachmentsOf(bytes(raw))).toEqual([]);
  });

  test('a boundary that begins like another one divides what it should', () => {
    const raw =
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\n\r\na\r\n--xx\r\n\r\nb\r\n--xx--\r\n--x\r\n\r\nc\r\n--x--\r\n--x\r\n';
    expect(mimeShape(bytes(raw))).toEqual({ parts: 5, depth: 3 });
  });

  test('takes any bytes without a throw', async () => {
    const packed = packTnef({ files: [{ name: 'a.pdf', type: 'application/pdf', content: 'abc' }] });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(packed.length), async (noise, cut) => {
        expect(Array.isArray(await attachmentsOf(noise))).toBe(true);
        mimeShape(noise);
        const damaged = Uint8Array.from(packed);
        damaged.set(noise.subarray(0, Math.max(0, damaged.length - cut)), cut);
        expect(() => readTnef(damaged)).not.toThrow();
        expect(() => readTnef(damaged.subarray(0, cut))).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

const corpora = new URL('../../../shared/corpora/mime/tnef/', import.meta.url);

test.skipIf(!existsSync(corpora)).each(['one-file', 'two-files', 'body'])(
  '%s of other people is unpacked as its list says (needs corpora)',
  (name) => {
    const read = (ending: string) => readFileSync(new URL(`${name}.${ending}`, corpora));
    const message = readTnef(read('tnef'));
    const parts = [
      ...(message?.html ? ['body.html'] : []),
      ...(message?.files ?? []).map((file) => file.filename),
    ];
    expect(parts).toEqual(read('list').toString().trim().split(/\s+/));
  },
);
