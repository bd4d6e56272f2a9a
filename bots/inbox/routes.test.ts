import { describe, expect, test } from 'vitest';
import type { Mail } from '#core/model/signal.ts';
import { createIntake } from './intake.ts';
import { MAIL_BYTES, parseMail, type UnreadableMail } from './parse.ts';
import { createInbox } from './routes.ts';

const token = 'calder-inbox-token';

function inbox() {
  const stored: { tenantId: string; raw: Uint8Array; parsed: Mail | UnreadableMail }[] = [];
  const counted: string[] = [];
  const app = createInbox({
    accept: async (given) => (given === token ? 'calder' : null),
    intake: createIntake({
      tenantOf: async () => null,
      parse: parseMail,
      store: async (tenantId, raw, parsed) => {
        const duplicate = stored.some((item) => item.parsed.messageId === parsed.messageId);
        if (!duplicate) stored.push({ tenantId, raw, parsed });
        return { signalId: 'signal-1', duplicate };
      },
    }),
    count: (what) => counted.push(what),
  });
  const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
    app.request('/inbox', {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822', ...headers },
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);
  return { app, post, stored, counted };
}

const mail = 'From: a@b.example\r\nMessage-ID: <1@x>\r\nSubject: PO HL-77120\r\n\r\nWhy is it on hold?\r\n';

describe('POST /inbox', () => {
  test('keeps a mail verbatim and answers 202; the same again is one signal', async () => {
    const { post, stored } = inbox();
    const first = await post(mail);
    expect([first.status, await first.json()]).toEqual([202, { signal: 'signal-1', duplicate: false }]);
    const second = await post(mail);
    expect([second.status, await second.json()]).toEqual([202, { signal: 'signal-1', duplicate: true }]);
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({
      tenantId: 'calder',
      parsed: { subject: 'PO HL-77120', messageId: '<1@x>' },
    });
    expect(Buffer.from(stored[0]!.raw).toString()).toBe(mail);
  });

  test.each(['message/rfc822', 'application/octet-stream', 'text/plain; charset=utf-8', ''])(
    'takes "%s"',
    async (type) => {
      expect((await inbox().post(new Uint8Array(Buffer.from(mail)), { 'content-type': type })).status).toBe(
        202,
      );
    },
  );

  test('keeps broken MIME with the reason', async () => {
    const { post, stored, counted } = inbox();
    expect((await post('this is no mail')).status).toBe(202);
    expect(stored[0]!.parsed).toMatchObject({ unreadable: expect.stringContaining('no mail headers') });
    expect(counted).toEqual([]);
  });

  test.each([
    ['no token', ''],
    ['a wrong token', 'Bearer another-token'],
    ['another scheme', `Basic ${token}`],
    ['a token with a line in it', `Bearer ${token} ${token}`],
    ['an endless token', `Bearer ${'a'.repeat(5_000)}`],
  ])('answers 401 to %s and reads nothing', async (_, authorization) => {
    const { post, stored, counted } = inbox();
    let touched = false;
    const body = new ReadableStream(
      {
        pull() {
          touched = true;
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await post(body, { authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect([touched, stored, counted]).toEqual([false, [], ['unauthorized']]);
  });

  test.each(['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded'])(
    'answers 415 to %s',
    async (type) => {
      const { post, stored, counted } = inbox();
      expect((await post(mail, { 'content-type': type })).status).toBe(415);
      expect([stored, counted]).toEqual([[], ['unsupported_type']]);
    },
  );

  test('answers 413 to a mail that says it is too large', async () => {
    const { post, stored, counted } = inbox();
    expect((await post(mail, { 'content-length': String(MAIL_BYTES + 1) })).status).toBe(413);
    expect([stored, counted]).toEqual([[], ['too_large']]);
  });

  test('answers 413 to a mail that turns out too large, and stops reading it', async () => {
    const { post, stored, counted } = inbox();
    const piece = new Uint8Array(1024 * 1024).fill(65);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(piece);
      },
    });
    expect((await post(endless, { 'content-length': '10' })).status).toBe(413);
    expect(sent).toBeLessThan(30);
    expect([stored, counted]).toEqual([[], ['too_large']]);
  });

  test('answers 400 to nothing', async () => {
    const { post, stored, counted } = inbox();
    expect((await post('')).status).toBe(400);
    expect((await post(null)).status).toBe(400);
    expect([stored, counted]).toEqual([[], ['empty', 'empty']]);
  });

  test('has no other method', async () => {
    expect((await inbox().app.request('/inbox')).status).toBe(404);
  });
});
