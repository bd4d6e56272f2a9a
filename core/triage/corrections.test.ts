import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import type { Deps } from '../deps.ts';
import type { Mail } from '../model/signal.ts';
import { importCompany, parseCompany } from '../setup/company.ts';
import { seedPolicy } from '../setup/policyProposal.ts';
import { type Database, inTenant } from '../store/database.ts';
import { correctionsOf, keepCorrection } from './corrections.ts';
import { receiveMail } from './receiveMail.ts';

const now = new Date('2026-11-23T15:00:00Z');
const company = (name: string) =>
  readFileSync(new URL(`../../examples/company/calder.${name}.yaml`, import.meta.url), 'utf8');

describeOnBoth('a correction', (engine) => {
  let database: Database;
  let signalId: string;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await importCompany(database, parseCompany(company('people')), { now, by: 'test' });
    await seedPolicy(database, 'calder', company('policy'), { now, by: 'test' });
    const deps = {
      database,
      jobs: { send: async () => {} },
      clock: { now: () => now },
    } as unknown as Deps;
    const mail: Mail = {
      messageId: '<1@customer.example>',
      inReplyTo: null,
      references: [],
      from: { name: 'Trent Oakley', address: 'trent@customer.example' },
      to: [],
      subject: 'PO HL-77120',
      date: null,
      text: 'The price is wrong.',
      headers: {},
      attachments: [],
    };
    ({ signalId } = await receiveMail(deps, 'calder', Buffer.from('x'), mail));
  });
  afterAll(() => database.close());

  const keep = (type: string | null, tenant = 'calder', signal = signalId) =>
    inTenant(database, tenant, (tx) =>
      keepCorrection(tx, { signalId: signal, type, personId: 'maya', at: now }),
    );

  it('becomes an example; a second word on the same mail replaces the first', async () => {
    expect(await keep('contract_conflict')).toBe(true);
    expect(await keep(null)).toBe(true);
    const examples = await inTenant(database, 'calder', correctionsOf);
    expect(examples).toMatchObject([
      { label: 'none', mail: { subject: 'PO HL-77120', text: 'The price is wrong.' } },
    ]);
  });

  it('of an unknown type or mail is not kept', async () => {
    expect(await keep('lateness')).toBe(false);
    expect(await keep('credit_hold', 'calder', 'elsewhere')).toBe(false);
  });

  it("is not seen and cannot be made from another tenant's side", async () => {
    expect(await keep('credit_hold', 'brightwater')).toBe(false);
    expect(await inTenant(database, 'brightwater', correctionsOf)).toEqual([]);
  });
});
