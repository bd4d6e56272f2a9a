import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentsOf } from '#bots/inbox/attachments.ts';
import { writeMail } from '#bots/playground/page/client/mime.ts';
import { systemClock } from '#core/clock.ts';
import { openJobs } from '#core/jobs/jobs.ts';
import type { DocumentReading } from '#core/model/document.ts';
import { inTenant, rowsOf } from '#core/store/database.ts';
import { readScans } from '#core/triage/readPapers.ts';
import { readFile } from '#knowledge/documents/readFile.ts';
import { createPapers } from '../../mailPapers.ts';
import { hasPostgres } from '../support/database.ts';
import { temporaryDirectory } from '../support/process.ts';
import { expectBothCardsResolved, expectSettledOnce } from '../support/proof.ts';
import { buildWorker, root } from './buildWorker.ts';
import { hasWorkerd, type RunningWorker, startWorker } from './startWorker.ts';

const ready = hasWorkerd() && hasPostgres();
const directory = temporaryDirectory();
const photo = 'examples/documents/purchase-order-photo-fulton-schools.jpg';

beforeAll(async () => {
  if (ready) await buildWorker(directory);
});

describe.skipIf(!ready)('Unhold on Cloudflare Workers (needs workerd) (needs postgres)', () => {
  let worker: RunningWorker;
  const mail = (name: string) => readFileSync(join(root, 'examples/mails', name), 'utf8');

  beforeAll(async () => {
    worker = await startWorker(directory);
    await worker.cron();
  });
  afterAll(async () => {
    await worker?.stop();
  });

  it('asks the ERPs when cron comes and shows what it found in Slack and in Teams', async () => {
    for (const order of ['SO-10482', 'SO-10467', 'SO-20093', 'SO-30021']) {
      const cards = await worker.playground.cards(order, 'open');
      expect(cards.map((card) => card.product).sort()).toEqual(['slack', 'teams']);
    }
  });

  it('refuses what nobody signed', async () => {
    for (const path of ['/slack/events', '/api/messages', '/inbox']) {
      expect((await worker.fetch(path, { method: 'POST', body: '{}' })).status).toBe(401);
    }
  });

  it('writes a price into the ERP after one signed click in Slack', async () => {
    await worker.playground.press('SO-10467', 'choose:correct', 'tessa-lindqvist', 'slack');
    await expectBothCardsResolved(worker.playground, 'SO-10467');
    await expectSettledOnce(worker.database, { order: 'SO-10467', writes: ['reprice', 'note'] });
  });

  it('releases an order in the ERP after one signed press in Teams, and says so to the late ones', async () => {
    await worker.playground.press('SO-10482', 'choose:release', 'daniel-reyes', 'teams');
    await expectBothCardsResolved(worker.playground, 'SO-10482');
    await worker.playground.press('SO-10482', 'choose:release', 'priya-nair', 'slack');
    await expectSettledOnce(worker.database, { order: 'SO-10482', writes: ['release', 'note'] });
  });

  it('leaves to cron what the ERP did not take at once', async () => {
    await worker.playground.fault('brightwater', 'down');
    const correct = 'choose:correct';
    await worker.playground.press('SO-30021', correct, 'omar-said', 'teams');
    await worker.playground.cards('SO-30021', 'acting');
    await worker.playground.fault('brightwater', 'none');
    await worker.playground.moveClock(300);
    await worker.cron();
    await expectBothCardsResolved(worker.playground, 'SO-30021');
    await expectSettledOnce(worker.database, {
      tenant: 'brightwater',
      connection: 'brightwater',
      order: 'SO-30021',
      writes: ['reprice', 'note'],
    });
  });

  it('makes an exception of a mail that Email Routing brings, once', async () => {
    const raw = mail('08-unknown-order.eml');
    expect(await worker.email('inbox+orders@calder.unhold.example', raw)).toBeNull();
    expect(await worker.email('inbox@calder.unhold.example', raw)).toBeNull();
    await worker.playground.until('one card asks which order the mail is about', (state) => {
      const messages = state.channels
        .filter((channel) => channel.tenant === 'calder' && channel.product === 'slack')
        .flatMap((channel) => channel.messages);
      return messages.filter((message) => message.exception?.status === 'needs_matching').length === 1;
    });
    const signals = await inTenant(worker.database, 'calder', (tx) =>
      tx.rows(sql`select status from unhold.signal where source = 'email'`),
    );
    expect(signals).toEqual([{ status: 'triaged' }]);
  });

  it('leaves a picture to a process on Node, and its mail is judged with what that reads', async () => {
    const raw = writeMail({
      from: { name: 'Maya', email: 'maya.chen@caldersupply.example' },
      to: 'inbox@calder.unhold.example',
      subject: 'Fwd: order',
      text: 'See the photo.',
      at: new Date('2026-11-24T10:00:00Z'),
      id: 'photo',
      files: [{ name: 'photo.jpg', bytes: readFileSync(join(root, photo)) }],
    });
    expect(await worker.email('inbox@calder.unhold.example', raw)).toBeNull();
    const mailOf = async () => {
      const [row] = await inTenant(worker.database, 'calder', (tx) =>
        tx.rows<{ status: string; reason: string | null; papers: DocumentReading[] }>(
          sql`select status, reason, body->'papers' as papers from unhold.signal where source_key = '<photo@playground.unhold.example>'`,
        ),
      );
      return row!;
    };
    const judged = () => expect.poll(async () => (await mailOf())?.status, { timeout: 60_000 });
    await judged().toBe('ignored');
    expect((await mailOf()).papers).toMatchObject([{ code: 'needs_node' }]);
    // No Worker takes the job; a process on Node does.
    const { orm } = worker.database;
    await orm.execute(sql`update pgboss.job set start_after = now() where name = 'scans'`);
    await worker.cron();
    expect((await mailOf()).papers).toMatchObject([{ code: 'needs_node' }]);
    const jobs = await openJobs(worker.database, { supervise: false, notify: false });
    const papers = createPapers({
      filesOf: async (bytes) => ({ files: await attachmentsOf(bytes), givenUp: null }),
      read: readFile,
      crop: async () => null,
    });
    const deps = { database: worker.database, jobs, clock: systemClock, papers, model: null };
    const done = await jobs.drain({
      scans: async (all) => {
        for (const { tenantId, signalId } of all) await readScans(deps, tenantId, signalId);
      },
    });
    await jobs.stop();
    expect(done).toBe(1);
    expect((await mailOf()).papers).toMatchObject([{ kind: 'purchase_order' }]);
    await worker.cron();
    await judged().not.toBe('received');
    expect((await mailOf()).reason ?? '').not.toContain('no known kind');
  });

  it('rejects mail to an address that nobody has', async () => {
    expect(await worker.email('orders@elsewhere.example', mail('08-unknown-order.eml'))).toBe(
      'No such mailbox here.',
    );
  });

  it('takes back a job whose Worker was ended', async () => {
    const jobs = await openJobs(worker.database, { supervise: false, notify: false });
    await jobs.sendNow('sweep', [
      { data: { tenantId: 'calder', connectionId: 'calder-us' }, singletonKey: 'ended' },
    ]);
    await jobs.stop();
    const { orm } = worker.database;
    await orm.execute(sql`update pgboss.job set state = 'active', started_on = now() - interval '1 hour',
      heartbeat_on = now() - interval '1 hour' where singleton_key = 'ended'`);
    // pg-boss looks at most every few seconds, and cron just came.
    await orm.execute(sql`update pgboss.queue set monitor_on = null, monitor_claim_on = null`);
    await worker.cron();
    await worker.playground.moveClock(300);
    await worker.cron();
    const rows = await orm.execute(sql`select state from pgboss.job where singleton_key = 'ended'`);
    expect(rowsOf(rows)).toEqual([{ state: 'completed' }]);
  });

  it('counts two people once each who press five times at the same moment in both products', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        worker.playground.press(
          'SO-20093',
          'choose:release',
          n % 4 < 2 ? 'priya-nair' : 'daniel-reyes',
          n % 2 ? 'slack' : 'teams',
        ),
      ),
    );
    expect(answers.map((answer) => answer.code)).toEqual(answers.map(() => 200));
    await expectBothCardsResolved(worker.playground, 'SO-20093');
    await expectSettledOnce(worker.database, {
      connection: 'calder-eu',
      order: 'SO-20093',
      writes: ['release', 'note'],
      decisions: 2,
    });
  });

  it('logged no error on the way', () => {
    expect(worker.errors()).toEqual([]);
  });
});

describe.skipIf(!ready)('A Worker whose secrets were forgotten (needs workerd) (needs postgres)', () => {
  let worker: RunningWorker;
  const forgotten = ['UNHOLD_URL', 'UNHOLD_SESSION_SECRET', 'UNHOLD_ADMIN_TOKEN', 'SLACK_BOT_TOKEN'];

  beforeAll(async () => {
    worker = await startWorker(directory, forgotten);
  });
  afterAll(async () => {
    await worker?.stop();
  });

  it('answers with the list of what is missing, and does no work', async () => {
    const answer = await worker.fetch('/healthz');
    expect(answer.status).toBe(503);
    const { error } = (await answer.json()) as { error: string };
    for (const name of forgotten) expect(error).toContain(`${name} is missing`);
    await expect(worker.cron()).rejects.toThrow();
  });
});
