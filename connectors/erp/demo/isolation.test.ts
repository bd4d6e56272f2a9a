import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, rowsOf } from '#core/store/database.ts';
import { describeOnBoth, openTestDatabase } from '../../../e2e/support/database.ts';
import * as schema from './schema.ts';
import { seedDemoErp } from './seed.ts';
import { inErp } from './session.ts';
import { TODAY } from './testing.ts';

const tables = Object.values(schema).filter((value) => is(value, PgTable));

describeOnBoth('the demo ERP as a system of its own', (engine) => {
  let database: Database;
  const rows = async <Row>(statement: ReturnType<typeof sql>) =>
    rowsOf<Row>(await database.orm.execute(statement));

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await seedDemoErp(database.orm, 'calder-us', TODAY);
    await seedDemoErp(database.orm, 'brightwater', TODAY);
  });
  afterAll(() => database.close());

  it('has the tables and columns that its schema says, no more and no fewer', async () => {
    const columns = await rows<{ name: string }>(sql`
      select table_name || '.' || column_name || ' ' || case when is_nullable = 'YES' then 'null' else 'not null' end as name
      from information_schema.columns where table_schema = 'demo_erp' order by 1`);
    const said = tables.flatMap((table) =>
      Object.values(getTableColumns(table)).map(
        (column) =>
          `${getTableName(table)}.${column.name} ${column.notNull || column.primary ? 'not null' : 'null'}`,
      ),
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(said.sort());
  });

  it('forces row-level security by company on every table', async () => {
    const found = await rows<{ name: string; forced: boolean; policies: number }>(sql`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c where c.relnamespace = 'demo_erp'::regnamespace and c.relkind in ('r', 'p')`);
    expect(found).toHaveLength(tables.length);
    for (const { name, forced, policies } of found) {
      expect({ name, forced, policies }).toEqual({ name, forced: true, policies: 1 });
    }
  });

  it('shows one company its own rows, another none of them, and nobody anything without a company', async () => {
    const numbers = (company: string) =>
      inErp(database.orm, company, (tx) =>
        tx.rows<{ number: string }>(sql`select number from demo_erp.sales_order order by number limit 1`),
      );
    expect(await numbers('calder-us')).toEqual([{ number: 'SO-10430' }]);
    expect(await numbers('brightwater')).toEqual([{ number: 'SO-30018' }]);
    expect(await numbers('')).toEqual([]);
    const smuggle = inErp(database.orm, 'brightwater', (tx) =>
      tx.rows(sql`insert into demo_erp.company (company, name, currency) values ('calder-eu', 'x', 'USD')`),
    );
    await expect(smuggle).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('has no rights outside its own schema', async () => {
    const outside = await rows<{ name: string }>(sql`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('demo_erp', 'pg_catalog', 'information_schema')
        and has_schema_privilege('demo_erp', n.oid, 'usage')
        and has_table_privilege('demo_erp', c.oid, 'select, insert, update, delete')`);
    expect(outside).toEqual([]);
    const peek = inErp(database.orm, 'calder-us', (tx) => tx.rows(sql`select * from unhold.tenant`));
    await expect(peek).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});
