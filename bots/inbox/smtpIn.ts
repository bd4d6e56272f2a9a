import type { AddressInfo } from 'node:net';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Log } from '#core/deps.ts';
import type { Intake } from './intake.ts';
import { MAIL_BYTES } from './parse.ts';

export interface SmtpListenerSettings {
  host: string;
  /** 0: any free one. */
  port: number;
  /** PEM, for STARTTLS. null: none is offered. */
  tls: { key: string; cert: string } | null;
  /** Shown in the greeting. */
  name?: string | undefined;
}

/** What one client may ask for. */
const limits = {
  clients: 100,
  clientsPerAddress: 10,
  mailsPerMinute: 120,
  recipients: 20,
  /** Nobody sends commands more slowly than this. */
  silenceMilliseconds: 60_000,
  /** A whole message, however steadily it drips. */
  messageMilliseconds: 300_000,
} as const;
/** A message up to this size is received at once; larger ones wait for room. */
const smallBytes = 128 * 1024;
/** What is kept of a message that is too large. */
const headBytes = 64 * 1024;

/** An answer in the protocol's terms: 4xx comes again later, 5xx does not. */
const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/**
 * Listens for mail to the tenants' own addresses. `250` is said after the mail is committed, `451` while the store is
 * down, so that the sending server keeps it; mail to anybody else is refused before it is sent.
 */
export async function listenSmtp(settings: SmtpListenerSettings, intake: Intake, log: Log) {
  const { SMTPServer } = await import('smtp-server');
  const clients = createCounter();
  const rates = createRates(limits.mailsPerMinute);
  const server: SMTPServer = new SMTPServer({
    name: settings.name ?? 'unhold',
    banner: 'Unhold',
    disabledCommands: ['AUTH', ...(settings.tls ? [] : ['STARTTLS'])],
    hideSTARTTLS: !settings.tls,
    ...(settings.tls ?? {}),
    size: MAIL_BYTES,
    maxClients: limits.clients,
    socketTimeout: limits.silenceMilliseconds,
    closeTimeout: 2_000,
    disableReverseLookup: true,
    onConnect({ remoteAddress }, done) {
      done(
        clients.add(remoteAddress) > limits.clientsPerAddress ? answer(421, 'Too many connections.') : null,
      );
    },
    onClose: ({ remoteAddress }) => clients.remove(remoteAddress),
    onMailFrom(_address, { remoteAddress }, done) {
      done(
        rates.allow(remoteAddress, Date.now()) ? null : answer(450, 'Too many mails; try again in a minute.'),
      );
    },
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= limits.recipients)
        return done(answer(452, 'Too many recipients.'));
      intake.mailboxOf(address).then(
        (mailbox) => done(mailbox ? null : answer(550, 'There is no such mailbox here.')),
        (error) => {
          log.error('smtp: the store cannot be asked for a mailbox', error);
          done(answer(451, 'Not now; try again later.'));
        },
      );
    },
    onData(stream, session, done) {
      receive(stream, session, intake).then(
        (said) => done(null, said),
        (error: Error & { responseCode?: number }) => {
          // The protocol wants the message read to its end, whatever is answered.
          stream.resume();
          if (error.responseCode) return done(error);
          log.error('smtp: a mail was put off', error);
          done(answer(451, 'Not stored; try again later.'));
        },
      );
    },
  });
  server.on('error', (error) => log.warn('smtp', { error: String(error) }));
  await new Promise<void>((resolve, fail) => {
    server.once('error', fail);
    server.listen(settings.port, settings.host, () => {
      server.off('error', fail);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  intake: Intake,
): Promise<string> {
  const late = setTimeout(() => stream.destroy(answer(451, 'It took too long.')), limits.messageMilliseconds);
  try {
    const start = await readUpTo(stream, smallBytes);
    if (start.ended) return await deliver(stream, session, intake, start.bytes);
    return await intake.whenRoom(async () => {
      const rest = await readUpTo(stream, MAIL_BYTES + 1 - start.bytes.length);
      if (!rest.ended) for await (const _ of stream);
      return deliver(stream, session, intake, Buffer.concat([start.bytes, rest.bytes]), false);
    });
  } finally {
    clearTimeout(late);
  }
}

async function deliver(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  intake: Intake,
  raw: Uint8Array,
  waits = true,
): Promise<string> {
  const tooLarge = stream.sizeExceeded || raw.byteLength > MAIL_BYTES;
  const store = async (): Promise<string> => {
    const signals: string[] = [];
    for (const { address } of envelope.rcptTo) {
      const mailbox = await intake.mailboxOf(address);
      if (!mailbox) continue;
      const { tenantId, team } = mailbox;
      const kept = tooLarge
        ? await intake.takeTooLarge(tenantId, raw.subarray(0, headBytes), team)
        : await intake.take(tenantId, raw, team);
      signals.push(kept.signalId);
    }
    return `Stored as ${signals.join(', ')}`;
  };
  const said = await (waits ? intake.whenRoom(store) : store());
  if (tooLarge) throw answer(552, `A mail may have ${MAIL_BYTES / 1024 / 1024} MB.`);
  return said;
}

/** Reads until the end or until there are `limit` bytes. */
async function readUpTo(
  stream: SMTPServerDataStream,
  limit: number,
): Promise<{ bytes: Buffer; ended: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const iterator = stream.iterator({ destroyOnReturn: false });
  for await (const chunk of iterator) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= limit) return { bytes: Buffer.concat(chunks, size), ended: false };
  }
  return { bytes: Buffer.concat(chunks, size), ended: true };
}

function createCounter() {
  const counts = new Map<string, number>();
  return {
    add(key: string): number {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
    remove(key: string): void {
      const count = (counts.get(key) ?? 1) - 1;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}

/** At most `perMinute` in each minute and client; forgets a minute when the next one begins. */
function createRates(perMinute: number) {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    allow(key: string, now: number): boolean {
      const current = Math.floor(now / 60_000);
      if (current !== minute) {
        minute = current;
        counts = new Map();
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= perMinute;
    },
  };
}
