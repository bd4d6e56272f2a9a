import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBoth, openTestDatabase } from '../../e2e/support/database.ts';
import { type Database, inTenant, rowsOf, tenantOfWorkspace } from './database.ts';

/** Tables that belong to the installation and hold nothing of a tenant; the app's role may not read them. */
const installation = ['unhold.migration', 'unhold.setting'];

describeOnBoth('invariant 6: tenants never meet', (engine) => {
  let database: Database;
  const tables = async () =>
    rowsOf<{
      name: string;
      rls: boolean;
      forced: boolean;
      policies: number;
      app: boolean;
      column: string | null;
    }>(
      await database.orm.execute(sql`
        select n.nspname || '.' || c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
          (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
          has_table_privilege('unhold_app', c.oid, 'select') as app,
          (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname in ('tenant_id', 'company')
            and not a.attisdropped limit 1) as column
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'pgboss')
        order by 1`),
    );
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    for (const tenant of ['a', 'b']) {
      await inTenant(database, tenant, (tx) =>
        tx.rows(sql`insert into unhold.tenant (tenant_id, name, time_zone, locale, currency, inbox_address)
          values (${tenant}, ${tenant}, 'UTC', 'en', 'USD', ${`${tenant}@example.org`})`),
      );
    }
    await inTenant(database, 'a', (tx) =>
      tx.rows(
        sql`insert into unhold.workspace (provider, external_id, tenant_id) values ('slack', 'TA', 'a')`,
      ),
    );
  });
  afterAll(() => database.close());

  it('isolates every table that there is, now and later, by a forced policy', async () => {
    const found = await tables();
    expect(found.length).toBeGreaterThan(20);
    for (const table of found.filter((t) => !installation.includes(t.name))) {
      expect(table, table.name).toMatchObject({ rls: true, forced: true });
      expect(table.policies, table.name).toBeGreaterThan(0);
      expect(table.column, `${table.name} has no tenant`).not.toBeNull();
    }
    for (const name of installation) expect(found.find((t) => t.name === name)?.app, name).toBe(false);
  });

  it('gives the app a role without login and without bypass', async () => {
    const roles = rowsOf<{ rolbypassrls: boolean; rolsuper: boolean; rolcanlogin: boolean }>(
      await database.orm.execute(
        sql`select rolbypassrls, rolsuper, rolcanlogin from pg_roles where rolname in ('unhold_app', 'unhold_directory', 'demo_erp')`,
      ),
    );
    expect(roles).toHaveLength(3);
    for (const role of roles)
      expect(role).toEqual({ rolbypassrls: false, rolsuper: false, rolcanlogin: false });
  });

  it('shows each tenant only its own rows, in every table the app can read', async () => {
    for (const { name } of (await tables()).filter((t) => t.app)) {
      const mine = await inTenant(database, 'a', (tx) =>
        tx.rows<{ tenant_id: string }>(sql.raw(`select tenant_id from ${name}`)),
      );
      expect(
        mine.filter((row) => row.tenant_id !== 'a'),
        name,
      ).toEqual([]);
    }
    expect(await inTenant(database, 'b', (tx) => tx.rows(sql`select * from unhold.workspace`))).toEqual([]);
  });

  it('refuses to write into another tenant, and shows nothing without a tenant', async () => {
    await expect(
      inTenant(database, 'b', (tx) =>
        tx.rows(
          sql`insert into unhold.workspace (provider, external_id, tenant_id) values ('slack', 'TX', 'a')`,
        ),
      ),
    ).rejects.toThrow();
    expect(await inTenant(database, '', (tx) => tx.rows(sql`select * from unhold.tenant`))).toEqual([]);
  });

  it('lets the app enqueue jobs and never read them', async () => {
    await expect(
      inTenant(database, 'a', (tx) => tx.rows(sql`select data from pgboss.job`)),
    ).rejects.toThrow();
    await expect(
      inTenant(database, 'a', (tx) => tx.rows(sql`update pgboss.job set data = '{}'`)),
    ).rejects.toThrow();
  });

  it('opens only the listed narrow functions to look up a tenant', async () => {
    const definers = rowsOf<{ name: string }>(
      await database.orm.execute(sql`
        select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`),
    );
    expect(definers.map((row) => row.name)).toEqual([
      'connections',
      'tenant_of_address',
      'tenant_of_inbox_token',
      'tenant_of_workspace',
      'tenants',
    ]);
    expect(await tenantOfWorkspace(database, 'slack', 'TA')).toBe('a');
    expect(await tenantOfWorkspace(database, 'slack', 'T_NOBODY')).toBeNull();
  });
});
