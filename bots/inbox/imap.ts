import type { ImapFlow } from 'imapflow';
import type { Log } from '#core/deps.ts';
import type { Intake } from './intake.ts';
import { MAIL_BYTES } from './parse.ts';

export interface ImapSettings {
  /** `imaps://user:password@host:993`, or `imap://…` with STARTTLS where it is offered. */
  url: string;
  /** The folder that is watched. */
  folder: string;
  /** Where a stored message is moved to; null: it is marked as read and stays. */
  moveTo: string | null;
  /** The tenant's inbox address that this mailbox stands for. */
  address: string;
}

/** How far a mailbox was read: UIDs count within one UIDVALIDITY (RFC 3501, 2.3.1.1). */
export interface ImapCursor {
  uidValidity: string;
  uid: number;
}

export interface CursorStore {
  read(): Promise<ImapCursor | null>;
  write(cursor: ImapCursor): Promise<void>;
}

/** Waits between attempts to connect, in milliseconds. */
export interface Backoff {
  first: number;
  longest: number;
}

/** Servers end a silent IDLE after 30 minutes (RFC 2177), and firewalls earlier. */
const idleMilliseconds = 5 * 60_000;
const headBytes = 64 * 1024;

/**
 * Takes mail out of a mailbox as it comes, until `close`. A message is marked as read, or moved, once it is committed;
 * after a cut the reading goes on where it stood. Errors are logged and tried again, with waits that grow.
 */
export function pullImap(
  settings: ImapSettings,
  intake: Intake,
  cursors: CursorStore,
  log: Log,
  backoff: Backoff = { first: 1_000, longest: 60_000 },
) {
  const closing = new AbortController();
  let client: ImapFlow | null = null;
  let state = 'It is connecting.';
  let healthy = false;

  const run = async (): Promise<void> => {
    let wait = backoff.first;
    while (!closing.signal.aborted) {
      try {
        client = await connect(settings);
        await client.mailboxOpen(settings.folder);
        healthy = true;
        wait = backoff.first;
        await watch(client, settings, intake, cursors, closing.signal);
      } catch (error) {
        if (!closing.signal.aborted) {
          healthy = false;
          state = `${error instanceof Error ? error.message : error}`.slice(0, 300);
          log.warn('imap: tried again later', { error: state, milliseconds: wait });
        }
      } finally {
        client?.close();
      }
      await pause(wait, closing.signal);
      wait = Math.min(wait * 2, backoff.longest);
    }
  };
  const ended = run();
  return {
    /** A sentence; throws with one where the mailbox is out of reach. */
    async probe(): Promise<string> {
      if (!healthy) throw new Error(`IMAP ${new URL(settings.url).host}: ${state}`);
      return `IMAP ${new URL(settings.url).host}, folder ${settings.folder}.`;
    },
    async close(): Promise<void> {
      closing.abort();
      client?.close();
      await ended;
    },
  };
}

async function connect({ url }: ImapSettings): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const server = new URL(url);
  const secure = server.protocol === 'imaps:';
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(server.hostname);
  const client = new ImapFlow({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port) || (secure ? 993 : 143),
    secure,
    // A password goes over TLS, or stays on this machine.
    ...(secure || isLocal ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: idleMilliseconds,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: idleMilliseconds + 60_000,
  });
  // Told by `close` as well; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function watch(
  client: ImapFlow,
  settings: ImapSettings,
  intake: Intake,
  cursors: CursorStore,
  signal: AbortSignal,
): Promise<void> {
  let news = true;
  let wake: () => void = () => {};
  const tell = () => {
    news = true;
    wake();
  };
  client.on('exists', tell);
  client.on('close', () => wake());
  while (!signal.aborted) {
    if (!client.usable) throw new Error('The connection was closed.');
    if (news) {
      news = false;
      await takeNew(client, settings, intake, cursors);
      continue;
    }
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // Ends when the server tells of something, when it is time to say hello again, or with the connection.
    await Promise.race([woken, client.idle()]);
    // What came while IDLE ended and began was not told.
    news = true;
  }
}

/** Stores what came since the cursor, oldest first. Throws when the store or the server is gone; nothing is skipped. */
async function takeNew(
  client: ImapFlow,
  settings: ImapSettings,
  intake: Intake,
  cursors: CursorStore,
): Promise<void> {
  const box = client.mailbox;
  if (!box) throw new Error(`The folder ${settings.folder} is not open.`);
  const uidValidity = String(box.uidValidity);
  const known = await cursors.read();
  const after = known?.uidValidity === uidValidity ? known.uid : 0;
  // In a mailbox that is new to us, what somebody has read is done with.
  const found = await client.search(after > 0 ? { uid: `${after + 1}:*` } : { seen: false }, { uid: true });
  const uids = (found || []).filter((uid) => uid > after).sort((a, b) => a - b);
  for (const uid of uids) {
    await intake.whenRoom(() => takeOne(client, settings, intake, uid));
    if (settings.moveTo) await client.messageMove(String(uid), settings.moveTo, { uid: true });
    else await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    await cursors.write({ uidValidity, uid });
  }
}

async function takeOne(client: ImapFlow, settings: ImapSettings, intake: Intake, uid: number): Promise<void> {
  const mailbox = await intake.mailboxOf(settings.address);
  if (!mailbox) throw new Error(`No tenant has the inbox ${settings.address}.`);
  const { tenantId } = mailbox;
  const about = await client.fetchOne(String(uid), { size: true }, { uid: true });
  // Expunged by somebody meanwhile.
  if (!about) return;
  if ((about.size ?? 0) > MAIL_BYTES) {
    const part = { start: 0, maxLength: headBytes };
    const head = await client.fetchOne(String(uid), { source: part }, { uid: true });
    const start = head ? head.source : undefined;
    if (start) await intake.takeTooLarge(tenantId, start, null);
    return;
  }
  const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
  const source = message ? message.source : undefined;
  if (source) await intake.take(tenantId, source, null);
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
