/** What people said a mail was about, where it had been read otherwise: examples for training, of their tenant alone. */
import { isolate } from './isolation.ts';

export const examples = `
create table unhold.example (
  tenant_id text not null references unhold.tenant,
  example_id text not null,
  -- The mail or event it is about; what is trained with is its text as it was read.
  signal_id text not null,
  -- One of the ten types, or none.
  label text not null,
  -- What it had been taken for; null is no trouble.
  was text,
  person_id text not null,
  language text not null,
  subject text not null,
  note text not null,
  text text not null,
  created_at timestamptz not null,
  primary key (tenant_id, example_id)
);
-- Who changes their mind corrects the correction.
create unique index example_signal on unhold.example (tenant_id, signal_id);
${isolate(['example'])}
`;
