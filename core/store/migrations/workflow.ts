/** Approvals in full: routing, service levels, batches, notices, undo, policies that wait for a second person. */
import { isolate } from './isolation.ts';

export const workflow = `
alter table unhold.signal drop constraint signal_source_check;
alter table unhold.signal add constraint signal_source_check
  check (source in ('erp', 'email', 'edi', 'carrier', 'document'));

alter table unhold.exception
  add column priority text not null default 'normal' check (priority in ('high', 'normal', 'low')),
  -- Who asked for it, where a person did: a proposed policy, an undo.
  add column requested_by text,
  add column requested_at timestamptz,
  add column batch_id text,
  -- Roles that are asked instead, once it moved up.
  add column moved_to text[] not null default '{}',
  add column undo_until timestamptz;
update unhold.exception set requested_at = opened_at;
create index exception_batch on unhold.exception (batch_id) where batch_id is not null;

-- For whom a substitute decided, and with which roles and limit a person did: authority is judged as it was then.
alter table unhold.decision
  add column acting_for text,
  add column roles text[] not null default '{}',
  add column own_limit text;

-- A policy counts from its activation on; a proposed one has none.
alter table unhold.policy
  add column proposed_by text,
  add column confirmed_by text,
  add column activated_at timestamptz;
update unhold.policy set activated_at = created_at;

-- New cards above a channel's noise budget wait for its digest.
alter table unhold.post add column held_until timestamptz;
create index post_held on unhold.post (held_until) where held_until is not null;

create table unhold.batch (
  tenant_id text not null references unhold.tenant,
  batch_id text not null,
  connection_id text not null,
  type text not null,
  option_id text not null,
  opened_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, batch_id)
);
create table unhold.batch_post (
  tenant_id text not null,
  batch_id text not null,
  channel_id text not null,
  external_id text,
  status text not null check (status in ('pending', 'sent', 'posted')),
  sent_at timestamptz,
  shown_revision integer not null default 0,
  primary key (tenant_id, batch_id, channel_id)
);

-- Notices go out at most once: taken is committed before the message is sent.
create table unhold.notice (
  tenant_id text not null references unhold.tenant,
  key text not null,
  person_id text,
  channel_id text,
  body jsonb not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, key)
);

-- Holes in an ERP's data, as the last reading of each order told them.
create table unhold.data_gap (
  tenant_id text not null references unhold.tenant,
  connection_id text not null,
  order_id text not null,
  order_label text not null,
  about text not null,
  text text not null,
  seen_at timestamptz not null
);
create index data_gap_order on unhold.data_gap (order_id, connection_id);
${isolate(['batch', 'batch_post', 'notice', 'data_gap'])}
`;
