import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Mail } from '#core/model/signal.ts';
import { readMail } from '#core/triage/mail/read.ts';
import { MAIL_BYTES, parseMail, type UnreadableMail } from './parse.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));

async function parsed(text: string): Promise<Mail> {
  const mail = await parseMail(bytes(text));
  if ('unreadable' in mail) throw new Error(mail.unreadable);
  return mail;
}

async function unreadable(raw: Uint8Array): Promise<UnreadableMail> {
  const mail = await parseMail(raw);
  if (!('unreadable' in mail)) throw new Error('It was read.');
  return mail;
}

describe('a raw message', () => {
  test('becomes sender, recipients, subject, date and text', async () => {
    const mail = await parsed(
      'From: "Marsh, Owen" <Owen@HarmonyLabs.example>\nTo: Inbox <inbox@calder.unhold.example>, group: a@b.example;\nCc: c@d.example\nSubject: PO\n HL-77120\nDate: Mon, 23 Nov 2026 09:00:00 -0500\nMessage-ID: <1@x.example>\nIn-Reply-To: <0@x.example>\nReferences: <9@x.example> <0@x.example>\n\nHello\n',
    );
    expect(mail).toMatchObject({
      messageId: '<1@x.example>',
      inReplyTo: '<0@x.example>',
      references: ['<9@x.example>', '<0@x.example>'],
      from: { name: 'Marsh, Owen', address: 'owen@harmonylabs.example' },
      to: ['inbox@calder.unhold.example', 'a@b.example', 'c@d.example'],
      subject: 'PO HL-77120',
      date: '2026-11-23T14:00:00.000Z',
    });
    expect(mail.text.trim()).toBe('Hello');
  });

  test.each([
    [
      'iso-8859-1, quoted-printable',
      'text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable',
      'Gr=FC=DFe',
    ],
    [
      'utf-8, base64',
      'text/plain; charset=utf-8\nContent-Transfer-Encoding: base64',
      Buffer.from('Grüße').toString('base64'),
    ],
    [
      'windows-1252, eight bits',
      'text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit',
      'Gr\u00FC\u00DFe',
    ],
  ])('in %s is read as it was meant', async (_, type, body) => {
    expect((await parsed(`From: a@b.example\nContent-Type: ${type}\n\n${body}\n`)).text.trim()).toBe('Grüße');
  });

  test('of HTML alone becomes text, and nothing is fetched or run', async () => {
    const mail = await parsed(
      'From: a@b.example\nContent-Type: text/html\n\n<p>Price is <b>wrong</b>.</p><script>x()</script><img src="https://x.invalid/a.gif"><blockquote>Old</blockquote>',
    );
    expect(mail.text).toContain('Price is wrong.');
    expect(mail.text).toContain('> Old');
    expect(mail.text).not.toContain('x()');
  });

  test('without a Message-ID gets one from its bytes', async () => {
    const text = 'From: a@b.example\n\nHello\n';
    const first = await parsed(text);
    expect(first.messageId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await parsed(text)).messageId).toBe(first.messageId);
    expect((await parsed(`${text}.`)).messageId).not.toBe(first.messageId);
  });

  test('cannot put line ends into a header of our answer', async () => {
    const mail = await parsed(
      'From: =?utf-8?Q?A=0D=0ABcc:_x@y.example?= <a@b.example>\nSubject: =?utf-8?Q?Hi=0D=0ABcc:_evil@x.example?=\nMessage-ID: <1@x.example>\n x\n__proto__: y\n\nHello\n',
    );
    const values = [
      mail.subject,
      mail.messageId,
      mail.from?.name,
      mail.from?.address,
      ...Object.values(mail.headers),
    ];
    for (const value of values) expect(value).not.toMatch(/[\r\n\0]/);
    expect(Object.getPrototypeOf(mail.headers)).toBe(Object.prototype);
  });

  test('with a date that is none has none', async () => {
    expect((await parsed('From: a@b.example\nDate: yesterday\n\nHello\n')).date).toBeNull();
  });

  test('names its attachments, and an attached mail is appended as forwarded', async () => {
    const mail = await parsed(
      [
        'From: maya.chen@caldersupply.example',
        'Subject: see attached',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'Please look.',
        '--b',
        'Content-Type: application/pdf; name="po.pdf"',
        'Content-Disposition: attachment; filename="po.pdf"',
        '',
        'PDF',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'From: Owen Marsh <owen@harmonylabs.example>',
        'Subject: PO HL-77120 on credit hold',
        '',
        'Please release it.',
        '--b--',
      ].join('\n'),
    );
    expect(mail.attachments).toEqual([
      { filename: 'po.pdf', contentType: 'application/pdf', size: 3 },
      { filename: expect.any(String), contentType: 'message/rfc822', size: expect.any(Number) },
    ]);
    expect(readMail(mail)).toMatchObject({
      type: 'credit_hold',
      originalSender: 'owen@harmonylabs.example',
      originalSubject: 'PO HL-77120 on credit hold',
      forwarder: 'maya.chen@caldersupply.example',
      note: 'Please look.',
      text: 'Please release it.',
    });
  });

  test('inside itself without end is read to a depth, and ends', async () => {
    let text = 'From: a@b.example\nSubject: innermost\n\nHello';
    for (let level = 0; level < 20; level += 1)
      text = `From: a@b.example\nContent-Type: message/rfc822\n\n${text}`;
    expect((await parsed(text)).attachments).toHaveLength(11);
  });
});

describe('what is no mail is told apart, with a reason', () => {
  test.each([
    ['nothing', ''],
    ['prose', 'Dear all,\n\nhello.'],
    ['HTML', '<html><body>Hello</body></html>'],
    ['a zip file', 'PK\u0003\u0004: \0\0\0'],
  ])('%s', async (_, text) => {
    expect(await unreadable(bytes(text))).toMatchObject({
      unreadable: expect.stringContaining('no mail headers'),
      from: null,
    });
  });

  test('parts that cannot be found: the sender is still known', async () => {
    const raw = bytes(
      'From: a@b.example\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=one\n\n--two\n\nHello\n',
    );
    expect(await unreadable(raw)).toMatchObject({
      unreadable: 'It says that it has several parts, and none can be found in it.',
      messageId: '<1@x>',
      from: { name: '', address: 'a@b.example' },
    });
  });

  test('more parts than any mail needs', async () => {
    const raw = bytes(
      `From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(3_000)}--b--`,
    );
    expect(await unreadable(raw)).toMatchObject({
      from: { address: 'a@b.example' },
      unreadable: expect.any(String),
    });
  });

  test('headers without end', async () => {
    const raw = bytes(`From: a@b.example\n${`X-Long: ${'x'.repeat(900)}\n`.repeat(2_000)}\nHello`);
    expect(await unreadable(raw)).toMatchObject({ unreadable: 'Its headers are too long.' });
  });

  test('more than 25 MB', async () => {
    expect(await unreadable(new Uint8Array(MAIL_BYTES + 1))).toMatchObject({
      unreadable: 'It is larger than 25 MB.',
    });
  });
});

const folder = new URL('../../../shared/corpora/mime/', import.meta.url);
const here = existsSync(folder);
const under = (path: string): URL[] =>
  readdirSync(new URL(path, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => new URL(`file://${entry.parentPath}/${entry.name}`));

describe.skipIf(!here)("other people's mail (needs corpora)", () => {
  test('is read or refused with a reason, never with a throw', async () => {
    const files = under('.');
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const mail = await parseMail(readFileSync(file));
      if ('unreadable' in mail) expect(file.pathname).not.toMatch(/\.eml$/);
      else expect(readMail(mail).decidedBy).toBe('rules');
    }
  });

  test('is suppressed when it is a bounce, and only then', async () => {
    for (const file of under('bounces/')) {
      const mail = await parseMail(readFileSync(file));
      const kind = 'unreadable' in mail ? 'unreadable' : readMail(mail).suppressed;
      const wanted = /is-not/.test(file.pathname)
        ? null
        : /rfc3834/.test(file.pathname)
          ? 'auto-reply'
          : 'bounce';
      expect([file.pathname, kind]).toEqual([file.pathname, wanted]);
    }
    for (const file of [
      ...under('ruby-mail/plain_emails/'),
      ...under('ruby-mail/rfc2822/'),
      ...under('talon/standard_replies/'),
    ]) {
      if (!file.pathname.endsWith('.eml')) continue;
      const mail = await parseMail(readFileSync(file));
      expect([file.pathname, 'unreadable' in mail || readMail(mail).suppressed]).toEqual([
        file.pathname,
        null,
      ]);
    }
  });
});
