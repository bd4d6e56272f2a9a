import { APP_ROLE } from '../tenant.ts';

/** Every table of core, without its isolation. */
export const tables = `
create schema if not exists unhold;
do $$ begin
  if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
    create role ${APP_ROLE} nologin nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'unhold_directory') then
    create role unhold_directory nologin nobypassrls;
  end if;
  execute format('grant ${APP_ROLE}, unhold_directory to %I', current_user);
end $$;
grant usage on schema unhold to ${APP_ROLE};
grant usage, create on schema unhold to unhold_directory;

-- Of this installation, not of a tenant: nobody but the owner reads it.
create table unhold.setting (
  name text primary key,
  value text not null
);

create table unhold.tenant (
  tenant_id text primary key,
  name text not null,
  time_zone text not null,
  locale text not null,
  currency text not null,
  mail_domains text[] not null default '{}',
  inbox_address text not null unique,
  inbox_token_hash text unique,
  exception_seq integer not null default 1000,
  documents_revision integer not null default 0
);

create table unhold.workspace (
  provider text not null check (provider in ('slack', 'teams')),
  external_id text not null,
  tenant_id text not null references unhold.tenant,
  primary key (provider, external_id)
);

create table unhold.connection (
  connection_id text not null,
  tenant_id text not null references unhold.tenant,
  kind text not null,
  company text not null,
  settings jsonb not null default '{}',
  active boolean not null default true,
  cursor text,
  health text,
  polled_at timestamptz,
  primary key (tenant_id, connection_id)
);

create table unhold.person (
  tenant_id text not null references unhold.tenant,
  person_id text not null,
  name text not null,
  title text not null,
  email text not null,
  roles text[] not null,
  own_limit numeric(18,4),
  time_zone text not null,
  locale text not null,
  active boolean not null default true,
  primary key (tenant_id, person_id)
);

create table unhold.identity (
  tenant_id text not null,
  provider text not null check (provider in ('slack', 'teams', 'email', 'erp')),
  workspace text not null,
  external_id text not null,
  person_id text not null,
  verified_by text not null,
  primary key (tenant_id, provider, workspace, external_id),
  foreign key (tenant_id, person_id) references unhold.person
);

create table unhold.policy (
  tenant_id text not null references unhold.tenant,
  version integer not null,
  source text not null,
  document jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, version)
);

create table unhold.channel (
  tenant_id text not null references unhold.tenant,
  channel_id text not null,
  surface text not null check (surface in ('slack', 'teams')),
  workspace text not null,
  external_id text not null,
  name text not null,
  reference jsonb,
  primary key (tenant_id, channel_id)
);

create table unhold.signal (
  signal_id text not null,
  tenant_id text not null references unhold.tenant,
  connection_id text not null default '',
  source text not null check (source in ('erp', 'email')),
  source_key text not null,
  received_at timestamptz not null,
  raw bytea,
  body jsonb not null,
  status text not null check (status in ('received', 'triaged', 'ignored', 'unreadable')),
  reason text,
  exception_id text,
  primary key (tenant_id, signal_id),
  unique (tenant_id, connection_id, source, source_key)
);

create table unhold.exception (
  exception_id text not null,
  tenant_id text not null references unhold.tenant,
  connection_id text,
  number text not null,
  type text not null,
  status text not null,
  source text not null,
  order_id text,
  order_number text,
  reference text,
  customer_id text,
  customer_name text,
  order_label text,
  order_url text,
  order_read_at timestamptz,
  entered_by text,
  ordered_on date,
  fingerprint text not null default '',
  at_stake numeric(18,4) not null,
  currency text not null,
  version integer not null default 1,
  revision integer not null default 1,
  notices jsonb not null default '[]',
  record jsonb,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  due_at timestamptz,
  expires_at timestamptz,
  settled_at timestamptz,
  primary key (tenant_id, exception_id),
  unique (tenant_id, number)
);
create unique index exception_open on unhold.exception (tenant_id, connection_id, order_id, type)
  where settled_at is null and order_id is not null;

create index exception_order on unhold.exception (order_id, connection_id);

create table unhold.proposal (
  tenant_id text not null,
  exception_id text not null,
  version integer not null,
  body jsonb not null,
  created_at timestamptz not null,
  -- No foreign key here and on post: written with their exception in one transaction, and the check costs more than the row.
  primary key (tenant_id, exception_id, version)
);

create table unhold.decision (
  decision_id text not null,
  tenant_id text not null,
  exception_id text not null,
  version integer not null,
  option_id text,
  option_hash text,
  verdict text not null check (verdict in ('approve', 'reject', 'automatic')),
  person_id text not null,
  surface text not null,
  reason text,
  policy_version integer not null,
  counted boolean not null default true,
  at timestamptz not null,
  primary key (tenant_id, decision_id),
  foreign key (tenant_id, exception_id) references unhold.exception
);
create unique index decision_once on unhold.decision (tenant_id, exception_id, version, person_id) where counted;

create table unhold.action (
  action_id text not null,
  tenant_id text not null,
  exception_id text not null,
  connection_id text not null,
  order_id text not null,
  option_id text not null,
  spec jsonb not null,
  key text not null unique,
  expected_version text,
  status text not null,
  message text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, action_id),
  foreign key (tenant_id, exception_id) references unhold.exception
);
create unique index action_one_running on unhold.action (tenant_id, exception_id) where finished_at is null;

create table unhold.step (
  tenant_id text not null,
  action_id text not null,
  position integer not null,
  spec jsonb not null,
  key text not null,
  status text not null check (status in ('pending', 'sent', 'applied', 'refused', 'unknown')),
  attempts integer not null default 0,
  first_sent_at timestamptz,
  sent_at timestamptz,
  expected_version text,
  outcome jsonb,
  primary key (tenant_id, action_id, position),
  foreign key (tenant_id, action_id) references unhold.action
);

create table unhold.leftover (
  tenant_id text not null,
  connection_id text not null,
  kind text not null,
  name text not null,
  action_id text not null,
  recorded_at timestamptz not null,
  cleared_at timestamptz,
  primary key (tenant_id, connection_id, action_id, kind, name)
);

create table unhold.post (
  tenant_id text not null,
  exception_id text not null,
  channel_id text not null,
  external_id text,
  status text not null check (status in ('pending', 'sent', 'posted')),
  -- When a worker began to post it.
  sent_at timestamptz,
  shown_revision integer not null default 0,
  primary key (tenant_id, exception_id, channel_id)
);

create table unhold.question (
  question_id text not null,
  tenant_id text not null,
  exception_id text not null,
  asked_by text not null,
  asked_of text not null,
  surface text not null,
  text text not null,
  asked_at timestamptz not null,
  external_id text,
  answer text,
  answered_by text,
  answered_at timestamptz,
  primary key (tenant_id, question_id),
  foreign key (tenant_id, exception_id) references unhold.exception
);

create table unhold.mail_out (
  mail_id text not null,
  tenant_id text not null,
  key text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  in_reply_to text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, mail_id),
  unique (tenant_id, key)
);

create table unhold.audit (
  tenant_id text not null,
  seq integer not null,
  at timestamptz not null,
  actor text not null,
  event text not null,
  exception_id text not null default '',
  detail text not null,
  prev text not null,
  hash text not null,
  primary key (tenant_id, seq)
);

create table unhold.audit_head (
  tenant_id text primary key,
  seq integer not null,
  hash text not null
);

create table unhold.touch (
  tenant_id text not null,
  exception_id text not null,
  person_id text not null,
  kind text not null,
  surface text not null,
  at timestamptz not null
);
create index touch_exception on unhold.touch (tenant_id, exception_id);

create table unhold.model_call (
  call_id text not null,
  tenant_id text not null,
  exception_id text,
  purpose text not null,
  model text not null,
  prompt text not null,
  answer text,
  outcome text not null,
  note text,
  tokens integer,
  milliseconds integer not null,
  at timestamptz not null,
  keep_until timestamptz not null,
  primary key (tenant_id, call_id)
);

create table unhold.document (
  tenant_id text not null references unhold.tenant,
  document_id text not null,
  connection_id text,
  customer_id text,
  kind text not null check (kind in ('contract', 'sop')),
  title text not null,
  version text not null,
  effective_from date not null,
  effective_to date,
  text text not null,
  primary key (tenant_id, document_id)
);

create table unhold.passage (
  tenant_id text not null,
  passage_id text not null,
  document_id text not null,
  clause text not null,
  start_at integer not null,
  end_at integer not null,
  text text not null,
  primary key (tenant_id, passage_id),
  foreign key (tenant_id, document_id) references unhold.document on delete cascade
);
`;
