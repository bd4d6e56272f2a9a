import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import type { Deps } from '../deps.ts';
import { parsePolicy } from '../policy/policy.ts';
import { importCompany, parseCompany } from '../setup/company.ts';
import { type Database, inTenant } from '../store/database.ts';
import { digest } from './digest.ts';

describeOnBoth('the morning digest', (engine) => {
  let database: Database;
  // A Monday.
  const now = new Date('2026-11-23T12:00:00Z');

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    const company = parseCompany(`
tenant: { id: acme, name: Acme, timeZone: UTC, currency: USD, inbox: in@acme.example }
connections: [{ id: erp, kind: demo, company: Acme }]
people:
  - { id: daniel, name: Daniel, email: d@acme.example, roles: [controller] }
  - { id: priya, name: Priya, email: p@acme.example, roles: [controller] }
`);
    await importCompany(database, company, { now, by: 'test' });
    const policy = parsePolicy(`
currency: USD
roles: [controller]
rules:
  - id: release
    type: credit_hold
    action: release_hold
    limits: { controller: "1000" }
    several: [{ above: "100", people: 2, roles: [controller] }]
digest: { at: "08:00" }
`);
    const option = {
      id: 'release',
      label: 'Release',
      action: { kind: 'release_hold' },
      amount: { amount: '500', currency: 'USD' },
    };
    const at = now.toISOString();
    await inTenant(database, 'acme', async (tx) => {
      await tx.rows(sql`insert into unhold.policy (tenant_id, version, source, document, created_at, activated_at)
        values ('acme', 1, '', ${JSON.stringify(policy)}::jsonb, ${at}, ${at})`);
      await tx.rows(sql`insert into unhold.exception (exception_id, tenant_id, connection_id, number, type, status, source,
          at_stake, currency, opened_at, updated_at, version)
        values ('e1', 'acme', 'erp', 'EX-1', 'credit_hold', 'needs_second', 'erp', 500, 'USD', ${at}, ${at}, 1)`);
      await tx.rows(sql`insert into unhold.proposal (tenant_id, exception_id, version, body, created_at)
        values ('acme', 'e1', 1, ${JSON.stringify({ headline: 'A hold', options: [option] })}::jsonb, ${at})`);
      await tx.rows(sql`insert into unhold.decision (decision_id, tenant_id, exception_id, version, option_id, verdict,
          person_id, roles, surface, policy_version, at)
        values ('d1', 'acme', 'e1', 1, 'release', 'approve', 'daniel', '{controller}', 'slack', 1, ${at})`);
    });
  });
  afterAll(() => database.close());

  it('asks nobody for what they have approved already', async () => {
    const deps = { database, clock: { now: () => now }, jobs: { send: async () => {} } };
    await digest(deps as unknown as Deps, [{ tenantId: 'acme', day: '2026-11-23' }]);
    const told = await inTenant(database, 'acme', (tx) =>
      tx.rows<{ key: string }>(sql`select key from unhold.notice where key like 'digest:%' order by key`),
    );
    expect(told.map(({ key }) => key)).toEqual(['digest:2026-11-23:priya']);
  });
});
