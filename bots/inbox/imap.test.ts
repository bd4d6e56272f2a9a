/** Against Dovecot, a real IMAP server (Debian: dovecot-imapd), started for the test as its own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { has } from '../../e2e/support/needs.ts';
import { type CursorStore, type ImapCursor, pullImap } from './imap.ts';
import { quietLog, testIntake } from './testIntake.ts';

const dovecot = '/usr/sbin/dovecot';
const here = has('imap', existsSync(dovecot) && userInfo().uid === 0);

const raw = (id: string) =>
  `From: Ann <ann@a.example>\r\nTo: inbox@calder.unhold.example\r\nSubject: SO-10482\r\nMessage-ID: <${id}@a.example>\r\n\r\nWhy is it on hold?\r\n`;

describe.skipIf(!here)('taking mail out of a mailbox (needs imap)', () => {
  let folder: string;
  let port: number;
  let server: ChildProcess;
  const inbox = () => join(folder, 'mail', 'ann');
  const deliver = (id: string, text = raw(id)) => writeFileSync(join(inbox(), 'new', `${id}.mail`), text);
  /** File names in Dovecot's maildir end in ":2," and the flags: S is read. */
  const flagsOf = (id: string) =>
    ['cur', 'new']
      .flatMap((part) => readdirSync(join(inbox(), part)))
      .find((name) => name.startsWith(`${id}.`))
      ?.split(':2,')[1] ?? '';

  /** Dovecot reads mail as "nobody", and refuses to do so as root. */
  const makeMaildir = (name: string) => {
    for (const part of ['', 'cur', 'new', 'tmp']) {
      mkdirSync(join(inbox(), name, part), { recursive: true });
      chownSync(join(inbox(), name, part), 65534, 65534);
    }
  };

  const start = async () => {
    server = spawn(dovecot, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
    await until(() => reachable(port));
  };
  const stop = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'imap-'));
    // Dovecot's login process runs as a user of its own and reaches its sockets here.
    chmodSync(folder, 0o755);
    port = await freePort();
    makeMaildir('.');
    writeFileSync(join(folder, 'users'), 'ann:{PLAIN}secret word::::::\n');
    writeFileSync(
      join(folder, 'dovecot.conf'),
      `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
protocols = imap
listen = 127.0.0.1
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/%n
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${folder}/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
    );
    await start();
  });
  afterAll(async () => {
    if (!folder) return;
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function pull(over: { moveTo?: string; cursors?: CursorStore } = {}) {
    const world = testIntake();
    const kept: { cursor: ImapCursor | null } = { cursor: null };
    const cursors: CursorStore = over.cursors ?? {
      read: async () => kept.cursor,
      write: async (cursor) => {
        kept.cursor = cursor;
      },
    };
    const settings = {
      url: `imap://ann:secret%20word@127.0.0.1:${port}`,
      folder: 'INBOX',
      moveTo: over.moveTo ?? null,
      address: 'inbox@calder.unhold.example',
    };
    const begin = () => pullImap(settings, world.intake, cursors, quietLog, { first: 20, longest: 100 });
    return { ...world, kept, begin };
  }
  const ids = (stored: { parsed: { messageId: string } }[]) =>
    stored.map((one) => one.parsed.messageId.slice(1).split('@')[0]);

  test('takes what waits and what comes, and marks each as read once it is stored', async () => {
    deliver('one');
    deliver('two');
    const { stored, begin, kept } = pull();
    const puller = begin();
    await until(() => stored.length === 2);
    await until(() => flagsOf('two').includes('S'));
    expect(await puller.probe()).toContain('INBOX');
    // The server tells of it while we wait (IDLE).
    deliver('three');
    await until(() => flagsOf('three').includes('S'));
    expect(ids(stored).sort()).toEqual(['one', 'three', 'two']);
    expect(stored[0]!.raw.toString()).toContain('Why is it on hold?');
    await until(() => (kept.cursor?.uid ?? 0) >= 3);
    await puller.close();

    // Another start goes on where this one stood.
    deliver('four');
    const again = begin();
    await until(() => stored.length === 4);
    await again.close();
    expect(ids(stored).at(-1)).toBe('four');
  });

  test('while the store is down nothing is marked; then it is taken, and broken mail holds up nothing', async () => {
    const { stored, store, begin } = pull();
    store.down = true;
    deliver('five', 'no mail at all');
    deliver('six');
    const puller = begin();
    await until(async () =>
      puller.probe().then(
        () => false,
        () => true,
      ),
    );
    expect([flagsOf('five'), flagsOf('six')].join('')).not.toContain('S');
    store.down = false;
    await until(() => flagsOf('six').includes('S') && flagsOf('five').includes('S'));
    expect(stored.some((one) => 'unreadable' in one.parsed)).toBe(true);
    expect(ids(stored)).toContain('six');
    await puller.close();
  });

  test('a server that goes away and comes back is found again', async () => {
    const { stored, begin } = pull();
    const puller = begin();
    await until(() =>
      puller.probe().then(
        () => true,
        () => false,
      ),
    );
    await stop();
    await until(() =>
      puller.probe().then(
        () => false,
        () => true,
      ),
    );
    deliver('seven');
    await start();
    await until(() => ids(stored).includes('seven'));
    await puller.close();
  });

  test('with another UIDVALIDITY it takes what nobody read, and the store knows what it had', async () => {
    deliver('eight');
    const { stored, begin } = pull({
      cursors: { read: async () => ({ uidValidity: '1', uid: 4_000_000 }), write: async () => {} },
    });
    const puller = begin();
    await until(() => ids(stored).includes('eight'));
    await puller.close();
  });

  test('moves what is stored where it is told to', async () => {
    makeMaildir('.Done');
    deliver('nine');
    const { stored, begin } = pull({ moveTo: 'Done' });
    const puller = begin();
    const done = () => ['cur', 'new'].flatMap((part) => readdirSync(join(inbox(), '.Done', part)));
    await until(() => done().length === 1);
    expect(ids(stored)).toEqual(['nine']);
    await puller.close();
  });

  test('a wrong password is told and tried again', async () => {
    const { intake } = testIntake();
    const cursors = { read: async () => null, write: async () => {} };
    const settings = {
      url: `imap://ann:wrong@127.0.0.1:${port}`,
      folder: 'INBOX',
      moveTo: null,
      address: 'inbox@calder.unhold.example',
    };
    const puller = pullImap(settings, intake, cursors, quietLog, { first: 20, longest: 40 });
    await until(() =>
      puller.probe().then(
        () => false,
        (error: Error) => !error.message.includes('connecting'),
      ),
    );
    await puller.close();
  });
});

/** Asks again until it is so; the test's own timeout ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function reachable(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(socket.destroy() !== null));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
