import { type Context, Hono } from 'hono';
import type { OrderEvent } from '#core/model/signal.ts';
import { EVENT_BYTES, parseEvent } from './event.ts';
import type { Intake, Kept } from './intake.ts';
import { MAIL_BYTES } from './parse.ts';
import { readWithin } from './room.ts';

type Refusal = 'unauthorized' | 'unsupported_type' | 'too_large' | 'busy' | 'empty' | 'malformed';

interface InboxParts {
  /** The tenant a bearer token belongs to. Compares hashes; null refuses. */
  accept(token: string): Promise<string | null>;
  /** Reads mails, keeps them verbatim and hands them on. */
  intake: Pick<Intake, 'take' | 'enter' | 'whenRoom'>;
  /** Keeps an event and hands it on, before it resolves. Without it there is no `POST /events`. */
  storeEvent?: (tenantId: string, event: OrderEvent) => Promise<Kept>;
  /** Told of each refusal. */
  count(what: Refusal): void;
}

const mailTypes = new Set(['message/rfc822', 'application/octet-stream', 'text/plain', '']);
const eventTypes = new Set(['application/json']);
/** Mails above 128 kB that one tenant's machines may send at once. */
const largePerTenant = 4;

/**
 * What comes in without a person at a chat product, with a tenant's bearer token. Answers 202 with
 * `{"signal": id, "duplicate": boolean}`; refusals (401, 413, 415, 400, 503) store nothing and say why in `error`. A token is
 * checked before the body is touched.
 *
 * - `POST /inbox` takes one raw RFC 822 message. A mail that cannot be read is kept with the reason and is accepted too.
 * - `POST /events` takes one event of a carrier, an EDI partner or a document as JSON, see README.md.
 */
export function createInbox({ accept, intake, storeEvent, count }: InboxParts): Hono {
  const app = new Hono();

  const refuse = (c: Context, what: Refusal, status: 400 | 401 | 413 | 415 | 503, error: string) => {
    count(what);
    if (status === 401) c.header('www-authenticate', 'Bearer');
    if (status === 503) c.header('retry-after', '10');
    return c.json({ error }, status);
  };

  /** Hands on the tenant and the body of a request that may come in, or answers with the refusal. */
  const admit = async (
    c: Context,
    allowed: { types: Set<string>; bytes: number; wrongType: string; tooLarge: string; empty: string },
    take: (tenantId: string, raw: Uint8Array) => Promise<Response>,
  ): Promise<Response> => {
    const token = /^Bearer ([\w.~+/=-]{8,512})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const tenantId = token ? await accept(token) : null;
    if (!tenantId) return refuse(c, 'unauthorized', 401, 'A bearer token of a tenant is needed.');
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
    if (!allowed.types.has(type)) return refuse(c, 'unsupported_type', 415, allowed.wrongType);
    // What the header says is not believed when it says little.
    const said = Number(c.req.header('content-length') ?? 0);
    if (said > allowed.bytes) return refuse(c, 'too_large', 413, allowed.tooLarge);
    const hold = intake.enter(tenantId, largePerTenant);
    try {
      const { bytes, end } = await readWithin(c.req.raw.body ?? [], allowed.bytes, hold);
      if (end === 'too large') return refuse(c, 'too_large', 413, allowed.tooLarge);
      if (end === 'busy') return refuse(c, 'busy', 503, 'Too much comes in at once; send it again later.');
      if (bytes.byteLength === 0) return refuse(c, 'empty', 400, allowed.empty);
      return await take(tenantId, bytes);
    } finally {
      hold.leave();
    }
  };

  const mails = {
    types: mailTypes,
    bytes: MAIL_BYTES,
    wrongType: 'Send the raw message as message/rfc822.',
    tooLarge: 'A mail may have 25 MB.',
    empty: 'The request has no mail in it.',
  };
  app.post('/inbox', (c) =>
    admit(c, mails, async (tenantId, raw) => {
      const { signalId, duplicate } = await intake.whenRoom(() => intake.take(tenantId, raw, null));
      return c.json({ signal: signalId, duplicate }, 202);
    }),
  );

  if (storeEvent) {
    const events = {
      types: eventTypes,
      bytes: EVENT_BYTES,
      wrongType: 'Send the event as application/json.',
      tooLarge: 'An event may have 256 kB.',
      empty: 'The request has no event in it.',
    };
    app.post('/events', (c) =>
      admit(c, events, async (tenantId, raw) => {
        const event = parseEvent(raw);
        if ('malformed' in event) return refuse(c, 'malformed', 400, event.malformed);
        const { signalId, duplicate } = await storeEvent(tenantId, event);
        return c.json({ signal: signalId, duplicate }, 202);
      }),
    );
  }
  return app;
}
