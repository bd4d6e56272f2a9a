import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTenant, rowsOf } from '#core/store/database.ts';
import { describeOnBoth } from '../../e2e/support/database.ts';
import { blocks, startTestKit, type TestKit } from './testKit.ts';

describeOnBoth('the playground as a place of several companies', (engine) => {
  let kit: TestKit;
  let tables: string[];
  beforeAll(async () => {
    kit = await startTestKit({}, { engine });
    const rows = rowsOf<{ name: string }>(
      await kit.database.orm.execute(
        sql`select relname as name from pg_class where relnamespace = 'playground'::regnamespace and relkind = 'r'`,
      ),
    );
    tables = rows.map((row) => row.name).sort();
  });
  afterAll(() => kit.close());

  test('every table of the playground forces row-level security', async () => {
    expect(tables).toEqual(['card_view', 'dialog', 'edition', 'home', 'mail', 'message']);
    const open = rowsOf(
      await kit.database.orm.execute(sql`select relname from pg_class
        where relnamespace = 'playground'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`),
    );
    expect(open).toEqual([]);
  });

  test('neither company sees or writes rows of the other, and without a company there are none', async () => {
    await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'Secret', blocks });
    await kit.slack('views.publish', { user_id: 'U0MAYA', view: { type: 'home', blocks: [] } });
    await kit.playground.mailer.send(
      { key: 'k', from: 'a@x', to: 'b@x', subject: 's', text: 't', inReplyTo: null },
      'calder',
    );
    await inTenant(kit.database, 'calder', async (tx) => {
      await tx.rows(
        sql`insert into playground.edition (tenant_id, message_id, content) values ('calder', '1', '[]')`,
      );
      await tx.rows(sql`insert into playground.card_view values ('calder', '1', 'maya-chen', '{}')`);
      await tx.rows(sql`insert into playground.dialog values
        ('calder', 'V1', 'maya-chen', 'V1', null, '{}', null, 'h', now())`);
    });
    const count = async (tenant: string, table: string) =>
      inTenant(kit.database, tenant, async (tx) => {
        const rows = await tx.rows<{ n: number }>(
          sql`select count(*)::int as n from ${sql.raw(`playground.${table}`)}`,
        );
        return rows[0]?.n;
      });
    for (const table of tables) {
      expect([table, await count('calder', table)]).toEqual([table, 1]);
      expect([table, await count('brightwater', table)]).toEqual([table, 0]);
      expect([table, await count('', table)]).toEqual([table, 0]);
      const stolen = inTenant(kit.database, 'brightwater', (tx) =>
        tx.rows(sql`insert into ${sql.raw(`playground.${table}`)} (tenant_id) values ('calder')`),
      );
      await expect(stolen).rejects.toThrow();
    }
  });

  test("a person of one company cannot reach the other company's message by its id", async () => {
    const { ts } = await kit.slack('chat.postMessage', { channel: 'C0ORDERS', text: 'Theirs', blocks });
    const body = { surface: 'slack', message: ts, action: 'choose:release', person: 'hannah-wolf' };
    expect((await kit.api('click', body)).status).toBe(404);
  });
});
