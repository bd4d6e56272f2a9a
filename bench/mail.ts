/** Mail: from bytes to a stored, classified signal, and what a thousand at once cost. */
import { randomUUID } from 'node:crypto';
import { createIntake } from '#bots/inbox/intake.ts';
import { createParser } from '#bots/inbox/parseInWorker.ts';
import { type Database, tenantOfAddress } from '#core/store/database.ts';
import { receiveMail } from '#core/triage/receiveMail.ts';
import { percentile } from './measure.ts';
import { openWorld } from './world.ts';

const mailOf = (id: string, attached: number): Uint8Array =>
  new Uint8Array(
    Buffer.from(
      [
        'From: Ann Lee <ann@a.example>',
        'To: inbox@calder.unhold.example',
        `Message-ID: <${id}@a.example>`,
        'Subject: Order SO-10482 still on credit hold',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Why is SO-10482 on credit hold? We paid on Friday.',
        '--b',
        'Content-Type: application/pdf; name=advice.pdf',
        'Content-Transfer-Encoding: base64',
        '',
        'JVBERi0x'
          .repeat(9)
          .concat('\r\n')
          .repeat(Math.ceil(attached / 74)),
        '--b--',
        '',
      ].join('\r\n'),
    ),
  );

/** Milliseconds from bytes to a committed signal with its reading, for `count` mails one after the other. */
export async function mailLatency(database: Database, count: number) {
  const { intake, close, tenantId } = await openIntake(database);
  // The first one starts the parser's thread.
  await intake.take(tenantId, mailOf(randomUUID(), 0), null);
  const each: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const raw = mailOf(randomUUID(), 0);
    const start = performance.now();
    await intake.take(tenantId, raw, null);
    each.push(performance.now() - start);
  }
  close();
  return { p50Ms: percentile(each, 0.5), p95Ms: percentile(each, 0.95) };
}

/** The most that memory grew while `count` mails of `bytes` were handed in at once; each is made when there is room. */
export async function mailsInFlight(database: Database, count: number, bytes: number) {
  const { intake, close, tenantId } = await openIntake(database);
  await intake.take(tenantId, mailOf(randomUUID(), bytes), null);
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  const start = performance.now();
  await Promise.all(
    Array.from({ length: count }, () =>
      intake.whenRoom(() => intake.take(tenantId, mailOf(randomUUID(), bytes), null)),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  clearInterval(timer);
  close();
  return {
    grownMB: (most - before) / 1024 / 1024,
    handedInMB: (count * bytes) / 1024 / 1024,
    perSecond: count / seconds,
  };
}

async function openIntake(database: Database) {
  const { product, tenants } = await openWorld(database, [1]);
  const parser = createParser();
  const intake = createIntake({
    tenantOf: (address) => tenantOfAddress(database, address),
    store: (tenantId, raw, parsed, team) => receiveMail(product.deps, tenantId, raw, parsed, team),
    parse: parser.parse,
  });
  return { intake, close: parser.close, tenantId: tenants[0]! };
}
