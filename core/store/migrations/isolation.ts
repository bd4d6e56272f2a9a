import { APP_ROLE } from '../tenant.ts';

/** Tables whose rows belong to a tenant: each gets the same policy. A test compares this list with the catalogue. */
const tenantTables = [
  'tenant',
  'workspace',
  'connection',
  'person',
  'identity',
  'policy',
  'channel',
  'signal',
  'exception',
  'proposal',
  'decision',
  'action',
  'step',
  'leftover',
  'post',
  'question',
  'mail_out',
  'audit',
  'audit_head',
  'touch',
  'model_call',
  'document',
  'passage',
];

/** The same policy on each of these tables, for those that later migrations add. `isolation` is hashed as it stands. */
export const isolate = (tables: string[]): string => `
do $$ declare name text; begin
  foreach name in array array[${tables.map((t) => `'${t}'`).join(', ')}] loop
    execute format('alter table unhold.%I enable row level security, force row level security', name);
    execute format('create policy tenant on unhold.%I using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', name);
    execute format('grant select, insert, update, delete on unhold.%I to ${APP_ROLE}', name);
  end loop;
end $$;
`;

/** Who sees what: the policy on every table, the append-only record, and the narrow doors before a tenant is known. */
export const isolation = `
do $$ declare name text; begin
  foreach name in array array[${tenantTables.map((t) => `'${t}'`).join(', ')}] loop
    execute format('alter table unhold.%I enable row level security, force row level security', name);
    execute format('create policy tenant on unhold.%I using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', name);
    execute format('grant select, insert, update, delete on unhold.%I to ${APP_ROLE}', name);
  end loop;
end $$;
revoke update, delete on unhold.audit from ${APP_ROLE};
revoke delete on unhold.audit_head from ${APP_ROLE};

-- The record is only ever appended: not even the owner changes it by accident.
create function unhold.refuse_change() returns trigger language plpgsql as $$ begin
  raise exception 'The audit record is append-only.' using errcode = '42501';
end $$;
create trigger audit_append_only before update or delete on unhold.audit
  for each row execute function unhold.refuse_change();
create trigger audit_no_truncate before truncate on unhold.audit
  for each statement execute function unhold.refuse_change();

-- Appends entries to the current tenant's chain: hash = sha256(prev, seq, at, actor, event, exception, detail).
-- Taking the head is the last lock of a transaction.
create function unhold.append_audit(entries jsonb) returns text language plpgsql as $$
declare
  tenant text := current_setting('app.tenant');
  head unhold.audit_head%rowtype;
  entry jsonb;
  moment timestamptz;
begin
  insert into unhold.audit_head values (tenant, 0, '') on conflict do nothing;
  select * into head from unhold.audit_head where tenant_id = tenant for update;
  for entry in select * from jsonb_array_elements(entries) loop
    moment := (entry->>'at')::timestamptz;
    head.seq := head.seq + 1;
    insert into unhold.audit (tenant_id, seq, at, actor, event, exception_id, detail, prev, hash)
      values (tenant, head.seq, moment, entry->>'actor', entry->>'event', coalesce(entry->>'exception', ''),
        entry->>'detail', head.hash,
        encode(sha256(convert_to(concat_ws(E'\\n', head.hash, head.seq,
          to_char(moment at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          entry->>'actor', entry->>'event', coalesce(entry->>'exception', ''), entry->>'detail'), 'utf8')), 'hex'))
      returning hash into head.hash;
  end loop;
  update unhold.audit_head set seq = head.seq, hash = head.hash where tenant_id = tenant;
  return head.hash;
end $$;

-- The narrow doors that work before a tenant is known. They return ids and nothing else.
create policy directory on unhold.workspace for select to unhold_directory using (true);
create policy directory on unhold.tenant for select to unhold_directory using (true);
create policy directory on unhold.connection for select to unhold_directory using (true);
grant select on unhold.workspace, unhold.tenant, unhold.connection to unhold_directory;

create function unhold.tenant_of_workspace(provider text, external_id text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select w.tenant_id from unhold.workspace w where w.provider = $1 and w.external_id = $2 $$;
create function unhold.tenant_of_inbox_token(token_hash text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select t.tenant_id from unhold.tenant t where t.inbox_token_hash = $1 $$;
create function unhold.tenant_of_address(address text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select t.tenant_id from unhold.tenant t where t.inbox_address = $1 $$;
create function unhold.connections() returns table (tenant_id text, connection_id text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.tenant_id, c.connection_id from unhold.connection c where c.active order by 1, 2 $$;
create function unhold.tenants() returns setof text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select t.tenant_id from unhold.tenant t order by 1 $$;
do $$ declare name text; begin
  foreach name in array array['tenant_of_workspace(text, text)', 'tenant_of_inbox_token(text)', 'tenant_of_address(text)',
      'connections()', 'tenants()'] loop
    execute 'alter function unhold.' || name || ' owner to unhold_directory';
    execute 'revoke all on function unhold.' || name || ' from public';
    execute 'grant execute on function unhold.' || name || ' to ${APP_ROLE}';
  end loop;
end $$;
revoke create on schema unhold from unhold_directory;
`;
