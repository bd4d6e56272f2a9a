/** The prepared database that a first start opens, held against the code that it was made from. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueNames, queues } from '#core/jobs/queues.ts';
import { type Database, rowsOf } from '#core/store/database.ts';
import { MigrationChanged, migrate, migrationHash } from '#core/store/migrate.ts';
import { openPglite } from '#core/store/pglite.ts';
import { readSetting, writeSetting } from '#core/store/settings.ts';
import { allMigrations, archivePath, prepareDatabase } from '../prepareDatabase.ts';

const rows = async <Row>(database: Database, text: string): Promise<Row[]> =>
  rowsOf<Row>(await database.orm.execute(sql.raw(text)));

const ours = `n.nspname in ('unhold', 'demo_erp', 'playground', 'pgboss')`;

/** Everything that a schema is made of, as PostgreSQL itself tells it, a line each. */
const parts: Record<string, string> = {
  columns: `select n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where ${ours} and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped`,
  constraints: `select n.nspname || '.' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  indexes: `select indexdef as line from pg_indexes where schemaname in ('unhold', 'demo_erp', 'playground', 'pgboss')`,
  policies: `select schemaname || '.' || tablename || ' ' || policyname || ' ' || roles::text || ' ' || cmd || ' '
      || coalesce(qual, '') || ' ' || coalesce(with_check, '') as line from pg_policies`,
  security: `select n.nspname || '.' || c.relname || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity || ' '
      || coalesce(c.relacl::text, '') as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p', 'v', 'S')`,
  functions: `select n.nspname || '.' || pg_get_functiondef(p.oid) || ' ' || coalesce(p.proacl::text, '') as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} and p.prokind = 'f'`,
  triggers: `select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where ${ours} and not t.tgisinternal`,
  roles: `select rolname || ' ' || rolsuper || ' ' || rolbypassrls || ' ' || rolcanlogin as line from pg_roles
    where rolname in ('unhold_app', 'unhold_directory', 'demo_erp')`,
};

describe('the prepared database', () => {
  let archive: Database;
  let fresh: Database;
  const inBoth = async (text: string) => {
    const lines = (list: { line: string }[]) => list.map(({ line }) => line).sort();
    return [lines(await rows(archive, text)), lines(await rows(fresh, text))] as const;
  };
  beforeAll(async () => {
    [archive, fresh] = await Promise.all([openPglite(undefined, archivePath), openPglite()]);
    await prepareDatabase(fresh);
  });
  afterAll(() => Promise.all([archive.close(), fresh.close()]));

  it('holds exactly the migrations of today, as they read today (else: npm run prepare)', async () => {
    const held = await rows<{ name: string; hash: string }>(
      archive,
      'select name, hash from unhold.migration order by name',
    );
    const wanted = allMigrations.map((m) => ({ name: m.name, hash: migrationHash(m) }));
    expect(held).toEqual(wanted.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('holds exactly the queues of today, with their settings (else: npm run prepare)', async () => {
    const held = await rows<Record<string, unknown>>(
      archive,
      `select name, policy, retry_limit as "retryLimit", retry_delay as "retryDelay", retry_backoff as "retryBackoff",
        retry_delay_max as "retryDelayMax", expire_seconds as "expireInSeconds", heartbeat_seconds as "heartbeatSeconds",
        deletion_seconds as "deleteAfterSeconds" from pgboss.queue where name not like '\\_\\_%' order by name`,
    );
    const wanted = queueNames.toSorted().map((name) => {
      const { batch: _, concurrency: __, ...spec } = queues[name];
      return { name, policy: 'standard', ...spec };
    });
    expect(held).toEqual(wanted);
  });

  it.each(Object.entries(parts))('has the same %s as one that was migrated from nothing', async (_, text) => {
    const [held, made] = await inBoth(text);
    expect(held.length).toBeGreaterThan(0);
    expect(held).toEqual(made);
  });

  it('holds nothing of anybody', async () => {
    const tables = await rows<{ name: string }>(
      archive,
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('unhold', 'demo_erp', 'playground') and c.relkind = 'r'`,
    );
    for (const { name } of tables) {
      const [held] = await rows<{ n: number }>(archive, `select count(*)::int as n from ${name}`);
      const known = { 'unhold.migration': allMigrations.length, 'unhold.setting': 1 }[name] ?? 0;
      expect(held?.n, name).toBe(known);
    }
  });

  it('needs nothing done before it is used', async () => {
    const before = await rows(archive, 'select name, updated_on from pgboss.queue order by name');
    await prepareDatabase(archive);
    expect(await rows(archive, 'select name, updated_on from pgboss.queue order by name')).toEqual(before);
  });

  it('is refused in a sentence when a migration that it applied was edited since', async () => {
    const [first, ...rest] = allMigrations;
    const edited = [{ ...first!, sql: `${first!.sql}\n-- changed` }, ...rest];
    await expect(migrate(archive, edited)).rejects.toThrow(MigrationChanged);
    await expect(migrate(archive, edited)).rejects.toThrow(/0001_tables.*"npm run prepare"/);
  });

  it('gets what a start before it left undone, and a queue that is new', async () => {
    await writeSetting(fresh, 'jobs.queues', 'of another version');
    await fresh.script(
      `delete from pgboss.queue where name = 'sweep'; update pgboss.queue set retry_limit = 1`,
    );
    await prepareDatabase(fresh);
    expect(await readSetting(fresh, 'jobs.queues')).toBe(await readSetting(archive, 'jobs.queues'));
    const text = `select name || ' ' || retry_limit as line from pgboss.queue`;
    const [held, made] = await inBoth(text);
    expect(made).toEqual(held);
  });
});
