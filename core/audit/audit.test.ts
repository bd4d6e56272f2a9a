import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import { type Database, inTenant } from '../store/database.ts';
import { type AuditEntry, appendAudit, auditHead } from './audit.ts';
import { verifyChain } from './verify.ts';

const entry = (n: number): AuditEntry => ({
  at: new Date(Date.UTC(2026, 10, 23, 12, 0, n, 7)),
  actor: 'daniel',
  event: 'decision.approved',
  exceptionId: `e${n}`,
  detail: { n, words: 'line\nbreak "quoted" ünïcode' },
});

describeOnBoth('invariant 7: everything is recorded, in a chain that can be verified', (engine) => {
  let database: Database;
  const chain = (head?: string) => inTenant(database, 'a', (tx) => verifyChain(tx, head));
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  it('appends in order and verifies, also against a head that was kept elsewhere', async () => {
    await inTenant(database, 'a', (tx) => appendAudit(tx, [entry(1), entry(2)]));
    const kept = await inTenant(database, 'a', auditHead);
    await inTenant(database, 'a', (tx) => appendAudit(tx, [entry(3)]));
    expect(await chain()).toMatchObject({ ok: true, entries: 3 });
    expect(await chain(`${kept.seq}:${kept.hash}`)).toMatchObject({ ok: true });
  });

  it('rolls back with the transaction it belongs to', async () => {
    const before = await inTenant(database, 'a', auditHead);
    await inTenant(database, 'a', async (tx) => {
      await appendAudit(tx, [entry(9)]);
      throw new Error('no');
    }).catch(() => {});
    expect(await inTenant(database, 'a', auditHead)).toEqual(before);
  });

  it('keeps one chain when many append at once', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => inTenant(database, 'b', (tx) => appendAudit(tx, [entry(n)]))),
    );
    expect(await inTenant(database, 'b', (tx) => verifyChain(tx))).toMatchObject({ ok: true, entries: 12 });
  });

  it('refuses to change, delete or truncate entries, even as the owner', async () => {
    await expect(database.orm.execute(sql`update unhold.audit set actor = 'x'`)).rejects.toThrow();
    await expect(database.orm.execute(sql`delete from unhold.audit`)).rejects.toThrow();
    await expect(database.orm.execute(sql`truncate unhold.audit`)).rejects.toThrow();
  });

  it('names the first entry that somebody changed with the triggers switched off', async () => {
    await database.script(`alter table unhold.audit disable trigger all;
      alter table unhold.audit disable row level security;
      update unhold.audit set actor = 'mallory' where tenant_id = 'a' and seq = 2;
      alter table unhold.audit enable row level security;
      alter table unhold.audit enable trigger all;`);
    expect(await chain()).toEqual({ ok: false, seq: 2, why: 'entry 2 was changed' });
  });

  it('finds a cut-off tail by a head that was kept elsewhere', async () => {
    const kept = await inTenant(database, 'b', auditHead);
    await database.script(`alter table unhold.audit disable trigger all;
      alter table unhold.audit disable row level security;
      delete from unhold.audit where tenant_id = 'b' and seq > 10;
      update unhold.audit_head set seq = 10,
        hash = (select hash from unhold.audit where tenant_id = 'b' and seq = 10) where tenant_id = 'b';
      alter table unhold.audit enable row level security;
      alter table unhold.audit enable trigger all;`);
    const verify = (head?: string) => inTenant(database, 'b', (tx) => verifyChain(tx, head));
    expect(await verify()).toMatchObject({ ok: true, entries: 10 });
    expect(await verify(`${kept.seq}:${kept.hash}`)).toMatchObject({ ok: false, seq: 11 });
  });
});
