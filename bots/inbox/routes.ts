import { Hono } from 'hono';
import type { Mail } from '#core/model/signal.ts';
import { MAIL_BYTES, parseMail, type UnreadableMail } from './parse.ts';

interface InboxParts {
  /** The tenant a bearer token belongs to. Compares hashes; null refuses. */
  accept(token: string): Promise<string | null>;
  /** Keeps the mail verbatim and hands it on, before it resolves. */
  store(
    tenantId: string,
    raw: Uint8Array,
    parsed: Mail | UnreadableMail,
  ): Promise<{ signalId: string; duplicate: boolean }>;
  /** Told of each refusal. */
  count(what: 'unauthorized' | 'unsupported_type' | 'too_large' | 'empty'): void;
}

const accepted = new Set(['message/rfc822', 'application/octet-stream', 'text/plain', '']);

/**
 * `POST /inbox` takes one raw RFC 822 message with a tenant's bearer token and answers 202 with
 * `{"signal": id, "duplicate": boolean}`. A mail that cannot be read is kept with the reason and is accepted too.
 * Refusals (401, 413, 415, 400) store nothing; a token is checked before the body is touched.
 */
export function createInbox({ accept, store, count }: InboxParts): Hono {
  const app = new Hono();
  app.post('/inbox', async (c) => {
    const token = /^Bearer ([\w.~+/=-]{8,512})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const tenantId = token ? await accept(token) : null;
    if (!tenantId) {
      count('unauthorized');
      return c.json({ error: 'A bearer token of a tenant is needed.' }, 401, {
        'www-authenticate': 'Bearer',
      });
    }
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
    if (!accepted.has(type)) {
      count('unsupported_type');
      return c.json({ error: 'Send the raw message as message/rfc822.' }, 415);
    }
    const raw = await readBody(c.req.raw, MAIL_BYTES);
    if (raw === null) {
      count('too_large');
      return c.json({ error: 'A mail may have 25 MB.' }, 413);
    }
    if (raw.byteLength === 0) {
      count('empty');
      return c.json({ error: 'The request has no mail in it.' }, 400);
    }
    const { signalId, duplicate } = await store(tenantId, raw, await parseMail(raw));
    return c.json({ signal: signalId, duplicate }, 202);
  });
  return app;
}

/** The whole body, or null as soon as it says or shows that it is larger. What the header says is not believed. */
async function readBody(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}
