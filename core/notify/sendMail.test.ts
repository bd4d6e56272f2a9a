import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import type { Deps } from '../deps.ts';
import type { Mailer, MailOutcome, OutgoingMail } from '../ports.ts';
import { type Database, inTenant } from '../store/database.ts';
import { mailIdsIn } from './messageId.ts';
import { sendMail } from './sendMail.ts';

describeOnBoth('a mail in the outbox is sent at most once', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await inTenant(database, 'a', (tx) =>
      tx.rows(sql`insert into unhold.tenant (tenant_id, name, time_zone, locale, currency, inbox_address)
        values ('a', 'Alder Supply', 'UTC', 'en', 'USD', 'inbox@alder.unhold.example')`),
    );
  });
  afterAll(() => database.close());

  /** Puts one mail there and makes as many attempts as there are answers; a thrown one is a killed process. */
  async function attempts(answers: (MailOutcome | 'killed')[], collapsesRepeats = false) {
    const mailId = crypto.randomUUID();
    await inTenant(database, 'a', (tx) =>
      tx.rows(sql`insert into unhold.mail_out (mail_id, tenant_id, key, sender, recipient, subject, text, in_reply_to, created_at)
        values (${mailId}, 'a', ${mailId}, 'inbox@alder.unhold.example', 'ann@a.example', 's', 't', '<m@a.example>', now())`),
    );
    const calls: OutgoingMail[] = [];
    const thrown: string[] = [];
    for (const answer of answers) {
      const mailer: Mailer = {
        collapsesRepeats,
        async send(mail) {
          calls.push(mail);
          if (answer === 'killed') throw new Error('killed');
          return answer;
        },
      };
      const deps = { database, mailer, clock: { now: () => new Date() } } as unknown as Deps;
      await sendMail(deps, [{ tenantId: 'a', mailId }]).catch((error: Error) => thrown.push(error.message));
    }
    const [row] = await inTenant(database, 'a', (tx) =>
      tx.rows<{ outcome: string | null; sent: boolean }>(
        sql`select outcome, sent_at is not null as sent from unhold.mail_out where mail_id = ${mailId}`,
      ),
    );
    return { mailId, calls, thrown, ...row! };
  }

  it('with a Message-ID of our own, in its thread, in the name of the tenant', async () => {
    const { calls, mailId, outcome, sent } = await attempts(['sent', 'sent']);
    expect(calls).toMatchObject([
      {
        fromName: 'Alder Supply',
        inReplyTo: '<m@a.example>',
        automatic: true,
        messageId: `<unhold-${mailId}@alder.unhold.example>`,
      },
    ]);
    expect(mailIdsIn(`Re: ${calls[0]!.messageId} and <x@y.example>`)).toEqual([mailId]);
    expect([outcome, sent]).toEqual(['sent', true]);
  });

  it('again after it certainly did not leave, and the job comes back for it', async () => {
    const { calls, thrown, outcome } = await attempts([{ refused: 'greylisted', later: true }, 'sent']);
    expect([calls.length, outcome]).toEqual([2, 'sent']);
    expect(thrown).toEqual([expect.stringContaining('greylisted')]);
  });

  it('not again after it was cut off, and not after the process was killed meanwhile', async () => {
    expect(await attempts([{ unknown: 'cut off' }, 'sent'])).toMatchObject({
      calls: { length: 1 },
      outcome: 'unknown',
      sent: false,
    });
    expect(await attempts(['killed', 'sent'])).toMatchObject({
      calls: { length: 1 },
      outcome: 'unknown',
      sent: false,
    });
  });

  it('again after a kill where a repeat arrives once', async () => {
    expect(await attempts(['killed', 'sent'], true)).toMatchObject({ calls: { length: 2 }, outcome: 'sent' });
  });

  it('not again after it was refused for good; later, while no transport is connected', async () => {
    expect(await attempts([{ refused: 'no such user', later: false }, 'sent'])).toMatchObject({
      calls: { length: 1 },
      outcome: 'refused',
    });
    expect(await attempts(['kept', 'sent'])).toMatchObject({ calls: { length: 2 }, outcome: 'sent' });
  });
});
