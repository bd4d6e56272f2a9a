import { type Context, Hono } from 'hono';
import type { OrderEvent } from '#core/model/signal.ts';
import { EVENT_BYTES, parseEvent } from './event.ts';
import type { Intake, Kept } from './intake.ts';
import { MAIL_BYTES } from './parse.ts';

type Refusal = 'unauthorized' | 'unsupported_type' | 'too_large' | 'empty' | 'malformed';

interface InboxParts {
  /** The tenant a bearer token belongs to. Compares hashes; null refuses. */
  accept(token: string): Promise<string | null>;
  /** Reads mails, keeps them verbatim and hands them on. */
  intake: Pick<Intake, 'take' | 'whenRoom'>;
  /** Keeps an event and hands it on, before it resolves. Without it there is no `POST /events`. */
  storeEvent?: (tenantId: string, event: OrderEvent) => Promise<Kept>;
  /** Told of each refusal. */
  count(what: Refusal): void;
}

const mailTypes = new Set(['message/rfc822', 'application/octet-stream', 'text/plain', '']);
const eventTypes = new Set(['application/json']);

/**
 * What comes in without a person at a chat product, with a tenant's bearer token. Answers 202 with
 * `{"signal": id, "duplicate": boolean}`; refusals (401, 413, 415, 400) store nothing and say why in `error`. A token is
 * checked before the body is touched.
 *
 * - `POST /inbox` takes one raw RFC 822 message. A mail that cannot be read is kept with the reason and is accepted too.
 * - `POST /events` takes one event of a carrier, an EDI partner or a document as JSON, see README.md.
 */
export function createInbox({ accept, intake, storeEvent, count }: InboxParts): Hono {
  const app = new Hono();

  const refuse = (c: Context, what: Refusal, status: 400 | 401 | 413 | 415, error: string) => {
    count(what);
    return c.json({ error }, status, status === 401 ? { 'www-authenticate': 'Bearer' } : {});
  };

  /** The tenant and the body of a request that may come in, or the refusal. */
  const admit = async (
    c: Context,
    allowed: { types: Set<string>; bytes: number; wrongType: string; tooLarge: string; empty: string },
  ): Promise<{ tenantId: string; raw: Uint8Array } | Response> => {
    const token = /^Bearer ([\w.~+/=-]{8,512})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const tenantId = token ? await accept(token) : null;
    if (!tenantId) return refuse(c, 'unauthorized', 401, 'A bearer token of a tenant is needed.');
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
    if (!allowed.types.has(type)) return refuse(c, 'unsupported_type', 415, allowed.wrongType);
    const raw = await readBody(c.req.raw, allowed.bytes);
    if (raw === null) return refuse(c, 'too_large', 413, allowed.tooLarge);
    if (raw.byteLength === 0) return refuse(c, 'empty', 400, allowed.empty);
    return { tenantId, raw };
  };

  const takeMail = async (c: Context) => {
    const came = await admit(c, {
      types: mailTypes,
      bytes: MAIL_BYTES,
      wrongType: 'Send the raw message as message/rfc822.',
      tooLarge: 'A mail may have 25 MB.',
      empty: 'The request has no mail in it.',
    });
    if (came instanceof Response) return came;
    const { signalId, duplicate } = await intake.take(came.tenantId, came.raw, null);
    return c.json({ signal: signalId, duplicate }, 202);
  };
  app.post('/inbox', (c) => intake.whenRoom(() => takeMail(c)));

  if (storeEvent) {
    app.post('/events', async (c) => {
      const came = await admit(c, {
        types: eventTypes,
        bytes: EVENT_BYTES,
        wrongType: 'Send the event as application/json.',
        tooLarge: 'An event may have 256 kB.',
        empty: 'The request has no event in it.',
      });
      if (came instanceof Response) return came;
      const event = parseEvent(came.raw);
      if ('malformed' in event) return refuse(c, 'malformed', 400, event.malformed);
      const { signalId, duplicate } = await storeEvent(came.tenantId, event);
      return c.json({ signal: signalId, duplicate }, 202);
    });
  }
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
