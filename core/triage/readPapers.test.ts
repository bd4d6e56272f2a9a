import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openTestDatabase } from '../../e2e/support/database.ts';
import type { Deps } from '../deps.ts';
import type { ReadDocument } from '../model/document.ts';
import { inTenant } from '../store/database.ts';
import { readPapers } from './readPapers.ts';

it('papers of a mail are kept with what a model proved by their words, and without the words', async () => {
  const database = await openTestDatabase();
  await database.orm.execute(
    sql`insert into unhold.tenant (tenant_id, name, time_zone, locale, currency, inbox_address)
      values ('calder', 'Calder', 'UTC', 'en', 'USD', 'inbox@caldersupply.example')`,
  );
  const body = {
    mail: { messageId: 'm-1', subject: 'order', from: null, attachments: [{ filename: 'po.pdf' }] },
    reading: { originalSender: 'ann@harmony.example', originalSubject: null, text: '' },
  };
  await inTenant(database, 'calder', (tx) =>
    tx.rows(sql`
      insert into unhold.signal (signal_id, tenant_id, connection_id, source, source_key, received_at, raw, body, status)
      values ('s-1', 'calder', '', 'email', 'k', now(), convert_to('the mail', 'UTF8'), ${JSON.stringify(body)}::jsonb, 'received')`),
  );
  const paper: ReadDocument = {
    file: 'po.pdf',
    kind: 'purchase_order',
    fields: {},
    lines: [],
    checks: [],
    missing: ['poNumber', 'date'],
    text: 'Our order HL-77120',
  };
  const sent: string[] = [];
  const deps = {
    database,
    jobs: { send: async (_: unknown, queue: string) => void sent.push(queue) },
    papers: { ofMail: async () => ({ readings: [paper], events: [], notices: [] }) },
    model: {
      documentFields: async ({ open }: { open: Record<string, string> }) => ({
        fields: Object.keys(open).map((name) => ({ name, value: 'HL-77120', quote: 'HL-77120' })),
      }),
    },
  } as unknown as Deps;
  await readPapers(deps, 'calder', 's-1');
  // Read once: what comes twice finds them there.
  await readPapers(deps, 'calder', 's-1');
  const [kept] = await inTenant(database, 'calder', (tx) =>
    tx.rows<{ papers: ReadDocument[] }>(sql`select body->'papers' as papers from unhold.signal`),
  );
  await database.close();
  expect(sent).toEqual(['triage']);
  expect(kept!.papers).toEqual([
    expect.objectContaining({
      missing: ['date'],
      fields: { poNumber: expect.objectContaining({ value: 'HL-77120', by: 'model' }) },
    }),
  ]);
  expect(kept!.papers[0]).not.toHaveProperty('text');
});
