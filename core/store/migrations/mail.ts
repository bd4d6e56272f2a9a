import { isolate } from './isolation.ts';

/** Mail both ways: threads, outcomes of sending, whose word about a sender counts, and which team an address names. */
export const mail = `
alter table unhold.mail_out
  -- The case that it belongs to: an answer to it joins that case's threads.
  add column exception_id text,
  add column mail_references text[] not null default '{}',
  -- Sent without a person having pressed for it.
  add column automatic boolean not null default true,
  -- Committed before the transport is called: with neither outcome it is not known whether the mail left.
  add column attempted_at timestamptz,
  add column outcome text check (outcome in ('sent', 'refused', 'unknown')),
  add column detail text;
update unhold.mail_out set outcome = 'sent' where sent_at is not null;
create index mail_out_recipient on unhold.mail_out (tenant_id, recipient, created_at);

-- The receiving server whose Authentication-Results are believed (RFC 8601: its authserv-id).
alter table unhold.tenant add column authserv_id text;

-- The team that the mail was addressed to ("inbox+credit@…").
alter table unhold.signal add column team text;

-- How far a mailbox was read: UIDs count within one UIDVALIDITY.
create table unhold.mailbox_cursor (
  tenant_id text not null references unhold.tenant,
  mailbox text not null,
  uid_validity text not null,
  uid bigint not null,
  primary key (tenant_id, mailbox)
);
${isolate(['mailbox_cursor'])}
`;
