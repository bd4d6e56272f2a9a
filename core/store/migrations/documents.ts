/** What people said of fields that could not be read with certainty: labelled examples, with the place they stand at. */
import { isolate } from './isolation.ts';

export const documents = `
create table unhold.field_example (
  tenant_id text not null references unhold.tenant,
  example_id text not null,
  signal_id text not null,
  file text not null,
  kind text not null,
  name text not null,
  -- What was read, null where nothing was; and where.
  read jsonb,
  source jsonb,
  answer text not null,
  person_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, example_id),
  unique (tenant_id, signal_id, file, name)
);
-- The mails of a case, for each click and picture on its card.
create index signal_exception on unhold.signal (exception_id) where exception_id is not null;
${isolate(['field_example'])}
`;
