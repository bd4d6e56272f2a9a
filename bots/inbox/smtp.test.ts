/** Mail over real SMTP: what the listener takes and refuses, and what the mailer makes of answers. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingMail } from '#core/ports.ts';
import { MAIL_BYTES } from './parse.ts';
import { listenSmtp } from './smtpIn.ts';
import { createSmtpMailer } from './smtpOut.ts';
import { quietLog, testIntake } from './testIntake.ts';

const inbox = 'inbox@calder.unhold.example';
const mail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  key: crypto.randomUUID(),
  from: 'ann@a.example',
  to: inbox,
  subject: 'SO-10482 — on hold?',
  text: 'Grüße: why is it on hold?',
  inReplyTo: null,
  ...over,
});

/** Speaks SMTP line by line and returns each answer. */
function speak(port: number) {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let wake = () => {};
  socket.on('data', (chunk) => {
    heard += chunk;
    wake();
  });
  socket.on('close', () => wake());
  socket.on('error', () => {});
  const line = async (): Promise<string> => {
    for (;;) {
      const full = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(heard)?.[0];
      if (full) {
        heard = heard.slice(full.length);
        return full.trim();
      }
      if (socket.destroyed) return 'closed';
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    socket,
    line,
    async say(text: string | Buffer): Promise<string> {
      socket.write(typeof text === 'string' ? `${text}\r\n` : text);
      return line();
    },
  };
}

describe('the listener', () => {
  const { intake, stored, store } = testIntake();
  let listener: Awaited<ReturnType<typeof listenSmtp>>;
  beforeAll(async () => {
    listener = await listenSmtp({ host: '127.0.0.1', port: 0, tls: null }, intake, quietLog);
  });
  afterAll(() => listener.close());
  beforeEach(() => {
    store.down = false;
    stored.length = 0;
  });
  const hello = async () => {
    const client = speak(listener.port);
    await client.line();
    await client.say('EHLO mx.a.example');
    return client;
  };
  const envelope = async (to = inbox) => {
    const client = await hello();
    await client.say('MAIL FROM:<ann@a.example>');
    return { client, said: await client.say(`RCPT TO:<${to}>`) };
  };

  test('keeps a mail verbatim, for the team that the address names, and says 250 then', async () => {
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${listener.port}`, returnPath: null });
    const sent = mail({
      to: 'Inbox+Credit@calder.unhold.example',
      messageId: '<m1@a.example>',
      inReplyTo: '<m0@a.example>',
      references: ['<m-1@a.example>'],
      fromName: 'Calder "Supply"\r\nBcc: x@y.example',
    });
    expect(await mailer.send(sent, 'calder')).toBe('sent');
    expect(stored).toMatchObject([
      {
        tenantId: 'calder',
        team: 'credit',
        parsed: {
          messageId: '<m1@a.example>',
          subject: 'SO-10482 — on hold?',
          text: expect.stringContaining('Grüße: why'),
          inReplyTo: '<m0@a.example>',
          references: ['<m-1@a.example>', '<m0@a.example>'],
          headers: { 'auto-submitted': 'auto-replied', 'x-unhold-loop': '1' },
        },
      },
    ]);
    expect(stored[0]!.parsed.headers).not.toHaveProperty('bcc');
    expect(await mailer.probe?.()).toContain('SMTP by 127.0.0.1');
    mailer.close();
  });

  test.each([
    'nobody@calder.unhold.example',
    'inbox@elsewhere.example',
    'inbox+@x',
    '"in box"@calder.unhold.example',
  ])('refuses %s before the mail is sent', async (to) => {
    const { client, said } = await envelope(to);
    expect(said).toMatch(/^5\d\d /);
    client.socket.destroy();
    expect(stored).toEqual([]);
  });

  test('puts mail off while the store is down, at the address and after the data, and loses nothing', async () => {
    const { client } = await envelope();
    expect(await client.say('DATA')).toMatch(/^354/);
    store.down = true;
    expect(await client.say('From: ann@a.example\r\nMessage-ID: <m2@a.example>\r\n\r\nHello\r\n.')).toMatch(
      /^451 /,
    );
    expect((await envelope()).said).toMatch(/^451 /);
    store.down = false;
    expect(await client.say('MAIL FROM:<ann@a.example>')).toMatch(/^250/);
    expect(await client.say(`RCPT TO:<${inbox}>`)).toMatch(/^250/);
    await client.say('DATA');
    expect(await client.say('From: ann@a.example\r\nMessage-ID: <m2@a.example>\r\n\r\nHello\r\n.')).toMatch(
      /^250 .*Stored/,
    );
    client.socket.destroy();
    expect(stored).toHaveLength(1);
  });

  test('a mail over 25 MB is refused, and its headers and the reason are kept; the next one goes through', async () => {
    const { client } = await envelope();
    await client.say('DATA');
    client.socket.write('From: ann@a.example\r\nMessage-ID: <big@a.example>\r\nSubject: scans\r\n\r\n');
    const piece = Buffer.from(`${'x'.repeat(76)}\r\n`.repeat(13_000));
    for (let size = 0; size <= MAIL_BYTES; size += piece.length) {
      if (!client.socket.write(piece)) await new Promise((resolve) => client.socket.once('drain', resolve));
    }
    expect(await client.say('.')).toMatch(/^552 /);
    expect(stored).toMatchObject([
      {
        parsed: {
          unreadable: 'It is larger than 25 MB.',
          messageId: '<big@a.example>',
          from: { address: 'ann@a.example' },
        },
      },
    ]);
    expect(stored[0]!.raw.length).toBeLessThan(100_000);
    expect(await client.say('MAIL FROM:<ann@a.example>')).toMatch(/^250/);
    expect(await client.say(`RCPT TO:<${inbox}>`)).toMatch(/^250/);
    await client.say('DATA');
    expect(await client.say('From: ann@a.example\r\n\r\nHello\r\n.')).toMatch(/^250/);
    client.socket.destroy();
  });

  test('says its limits, wants no password, and lets nobody name a hundred recipients', async () => {
    const client = speak(listener.port);
    await client.line();
    const said = await client.say('EHLO x');
    expect(said).toContain(`SIZE ${MAIL_BYTES}`);
    expect(said).not.toMatch(/AUTH|STARTTLS/);
    expect(await client.say(`MAIL FROM:<ann@a.example> SIZE=${MAIL_BYTES + 1}`)).toMatch(/^552/);
    await client.say('MAIL FROM:<ann@a.example>');
    for (let n = 0; n < 20; n += 1)
      expect(await client.say(`RCPT TO:<inbox+${n}@calder.unhold.example>`)).toMatch(/^250/);
    expect(await client.say(`RCPT TO:<${inbox}>`)).toMatch(/^452/);
    client.socket.destroy();
  });

  test('eleven connections from one address are one too many, and those that left are forgotten', async () => {
    const own = await listenSmtp({ host: '127.0.0.1', port: 0, tls: null }, intake, quietLog);
    for (let round = 0; round < 3; round += 1) {
      const clients = Array.from({ length: 11 }, () => speak(own.port));
      const said = await Promise.all(clients.map((client) => client.line()));
      expect(said.filter((line) => line.startsWith('220'))).toHaveLength(10);
      expect(said.filter((line) => line.startsWith('421'))).toHaveLength(1);
      await Promise.all(clients.map((client) => client.say('QUIT')));
    }
    await own.close();
  });
});

describe('the mailer', () => {
  let server: Server;
  afterAll(() => server?.close());
  /** A server that answers as `reply` says; undefined cuts the connection. */
  const serverThat = (
    reply: (line: string, said: string[]) => string | undefined,
  ): Promise<{ url: string; said: string[] }> =>
    new Promise((resolve) => {
      const said: string[] = [];
      server = createServer((socket: Socket) => {
        socket.on('error', () => {});
        socket.write('220 x\r\n');
        socket.on('data', (chunk) => {
          for (const line of String(chunk).split('\r\n').filter(Boolean)) {
            said.push(line);
            const answer = reply(line, said);
            if (answer === undefined) return socket.destroy();
            if (answer) socket.write(`${answer}\r\n`);
          }
        });
      });
      server.listen(0, '127.0.0.1', () =>
        resolve({ url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, said }),
      );
    });
  const polite = (line: string): string =>
    /^DATA/.test(line) ? '354 go on' : /^(?:EHLO|MAIL|RCPT|RSET|QUIT|\.$)/.test(line) ? '250 ok' : '';
  const outcome = async (reply: (line: string, said: string[]) => string | undefined) => {
    const { url, said } = await serverThat(reply);
    const mailer = createSmtpMailer({ url, returnPath: 'bounces@calder.unhold.example' });
    const result = await mailer.send(mail(), 'calder');
    mailer.close();
    return { result, said };
  };

  test('sends from the return path, with a pool that never repeats what was cut off', async () => {
    const { result, said } = await outcome(polite);
    expect(result).toBe('sent');
    expect(said).toContain('MAIL FROM:<bounces@calder.unhold.example>');
  });

  test('cut off after the message began to flow: nobody knows, and it is not sent again', async () => {
    const { result, said } = await outcome((line) => (line === '.' ? undefined : polite(line)));
    expect(result).toEqual({ unknown: expect.any(String) });
    expect(said.filter((line) => line.startsWith('MAIL FROM'))).toHaveLength(1);
  });

  test.each<[string, (line: string) => string | undefined, boolean]>([
    ['cut off before that', (line) => (/^RCPT/.test(line) ? undefined : polite(line)), true],
    ['put off at the recipient', (line) => (/^RCPT/.test(line) ? '450 greylisted' : polite(line)), true],
    ['put off after the message', (line) => (line === '.' ? '451 later' : polite(line)), true],
    ['refused for good', (line) => (line === '.' ? '554 no' : polite(line)), false],
    [
      'a recipient that is not there',
      (line) => (/^RCPT/.test(line) ? '550 no such user' : polite(line)),
      false,
    ],
  ])('%s: it did not leave', async (_, reply, later) => {
    expect((await outcome(reply)).result).toEqual({ refused: expect.any(String), later });
  });

  test('no server there: it did not leave, and is tried again', async () => {
    const mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:9', returnPath: null });
    expect(await mailer.send(mail(), 'calder')).toEqual({
      refused: expect.stringContaining('ECONNREFUSED'),
      later: true,
    });
    await expect(mailer.probe?.()).rejects.toThrow();
  });
});
