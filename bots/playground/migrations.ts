/** The stand-ins' memory: schema `playground`, isolated by tenant like everything else. */
import { APP_ROLE } from '#core/store/tenant.ts';

const tables = ['message', 'edition', 'card_view', 'dialog', 'home', 'mail'];

// `json`, not `jsonb`: blocks and cards are shown exactly as the bot sent them, keys in their order.
const init = `
create schema if not exists playground;
grant usage on schema playground to ${APP_ROLE};

create table playground.message (
  tenant_id text not null,
  product text not null check (product in ('slack', 'teams')),
  channel_id text not null,
  message_id text collate "C" not null,
  thread_id text,
  author text not null,
  is_bot boolean not null,
  body text not null,
  content json,
  metadata json,
  only_for text,
  posted_at timestamptz not null,
  edited_at timestamptz,
  primary key (tenant_id, product, message_id)
);
create index message_channel on playground.message (tenant_id, product, channel_id, message_id);

create table playground.edition (
  tenant_id text not null,
  message_id text not null,
  edition_id bigint generated always as identity,
  content json not null,
  primary key (tenant_id, message_id, edition_id)
);

create table playground.card_view (
  tenant_id text not null,
  message_id text not null,
  person_id text not null,
  card json not null,
  primary key (tenant_id, message_id, person_id)
);

create table playground.dialog (
  tenant_id text not null,
  dialog_id text not null,
  person_id text not null,
  root_id text not null,
  parent_id text,
  view json not null,
  errors json,
  hash text not null,
  opened_at timestamptz not null,
  primary key (tenant_id, dialog_id)
);

create table playground.home (
  tenant_id text not null,
  person_id text not null,
  view json not null,
  published_at timestamptz not null,
  primary key (tenant_id, person_id)
);

create table playground.mail (
  tenant_id text not null,
  mail_id text not null,
  direction text not null check (direction in ('in', 'out')),
  sender text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  in_reply_to text,
  at timestamptz not null,
  primary key (tenant_id, mail_id)
);

${tables
  .map(
    (table) => `
alter table playground.${table} enable row level security;
alter table playground.${table} force row level security;
create policy tenant on playground.${table}
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update, delete on playground.${table} to ${APP_ROLE};`,
  )
  .join('\n')}
`;

export const playgroundMigrations: { name: string; sql: string }[] = [
  { name: 'playground_0001_init', sql: init },
];
