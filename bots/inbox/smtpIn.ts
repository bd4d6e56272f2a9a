import { type AddressInfo, BlockList, isIP, isIPv6 } from 'node:net';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Log } from '#core/deps.ts';
import { createCounter } from './counter.ts';
import type { Intake, Kept } from './intake.ts';
import { MAIL_BYTES } from './parse.ts';
import { readWithin } from './room.ts';

export interface SmtpListenerSettings {
  host: string;
  /** 0: any free one. */
  port: number;
  /** PEM, for STARTTLS. null: none is offered. */
  tls: { key: string; cert: string } | null;
  /** Addresses of mail servers that vouch for what they hand on; nobody else is believed, this machine neither. */
  trusted?: readonly string[];
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
  /** A whole message, however steadily it drips: servers send 25 MB at 2 Mbit/s in less. */
  messageMilliseconds: 120_000,
  /** Messages above 128 kB under way from one address. */
  largePerAddress: 2,
} as const;
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
  const trusted = addressList(settings.trusted ?? []);
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
      receive(stream, session, intake, trusted(session.remoteAddress)).then(
        (said) => done(null, said),
        (error: Error & { responseCode?: number }) => {
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
  trusted: boolean,
): Promise<string> {
  const late = setTimeout(() => stream.destroy(answer(451, 'It took too long.')), limits.messageMilliseconds);
  // A trusted server hands on the mail of many.
  const hold = intake.enter(session.remoteAddress, trusted ? Infinity : limits.largePerAddress);
  try {
    const { bytes, end } = await readWithin(stream.iterator({ destroyOnReturn: false }), MAIL_BYTES, hold);
    if (end === 'whole' && !stream.sizeExceeded)
      return await deliver(session, intake, (to) => intake.take(to.tenantId, bytes, to.team, trusted));
    const head = Buffer.from(bytes.subarray(0, headBytes));
    hold.leave();
    // The protocol wants the message read to its end, whatever is answered.
    for await (const _ of stream);
    if (end === 'busy') throw answer(452, 'Too much mail at once; try again later.');
    await deliver(session, intake, (to) => intake.takeTooLarge(to.tenantId, head, to.team, trusted));
    throw answer(552, `A mail may have ${MAIL_BYTES / 1024 / 1024} MB.`);
  } finally {
    clearTimeout(late);
    hold.leave();
  }
}

type Box = NonNullable<Awaited<ReturnType<Intake['mailboxOf']>>>;

/** Stores a message for each of its recipients, when it is its turn. */
const deliver = (
  { envelope }: SMTPServerSession,
  intake: Intake,
  take: (to: Box) => Promise<Kept>,
): Promise<string> =>
  intake.whenRoom(async () => {
    const signals: string[] = [];
    for (const { address } of envelope.rcptTo) {
      const mailbox = await intake.mailboxOf(address);
      if (mailbox) signals.push((await take(mailbox)).signalId);
    }
    return `Stored as ${signals.join(', ')}`;
  });

/** Whether an address is one of these, however it is written. */
function addressList(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
  for (const address of addresses) list.addAddress(address, family(address));
  return (address) => isIP(address) !== 0 && list.check(address, family(address));
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
