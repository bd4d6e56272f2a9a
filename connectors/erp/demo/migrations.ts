/** The demo ERP's own schema. Nothing here knows Unhold's tables, and the ERP's role reaches nothing outside. */
import { fulfilment, fulfilmentTables } from './fulfilmentMigration.ts';
import { DEMO_ROLE } from './session.ts';

/** Each gets row-level security by company; a test compares this list with the catalogue. */
const tables = [
  'company',
  'customer',
  'product',
  'price_row',
  'sales_order',
  'order_line',
  'invoice',
  'write_log',
  'fault',
  'late_call',
];

/**
 * Keys begin with the selective column: row-level security adds the company to every query, and an index that begins
 * with it looks cheap to a planner without statistics although it reads the whole company.
 */
const init = `
create schema if not exists demo_erp;
do $$ begin
  create role ${DEMO_ROLE} nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  execute format('grant ${DEMO_ROLE} to %I', current_user);
end $$;
grant usage on schema demo_erp to ${DEMO_ROLE};

create table demo_erp.company (
  company text primary key,
  name text not null,
  currency text not null,
  last_change bigint not null default 0
);
create table demo_erp.customer (
  company text not null references demo_erp.company,
  code text not null,
  name text not null,
  tier text,
  credit_limit numeric(15,2),
  price_list text,
  domains text[] not null default '{}',
  primary key (code, company)
);
create table demo_erp.product (
  company text not null references demo_erp.company,
  sku text not null,
  description text not null,
  unit text not null,
  list_price numeric(15,4) not null,
  unit_cost numeric(15,4) not null,
  on_hand numeric(15,3) not null,
  primary key (company, sku)
);
create table demo_erp.price_row (
  company text not null references demo_erp.company,
  list text not null,
  line text not null,
  sku text not null,
  min_quantity numeric(15,3) not null,
  unit_price numeric(15,4) not null,
  valid_from date not null,
  valid_to date,
  primary key (company, list, line)
);
create index price_row_sku on demo_erp.price_row (sku, list, company);
create table demo_erp.sales_order (
  company text not null references demo_erp.company,
  id integer not null,
  number text not null,
  reference text,
  description text,
  customer text not null,
  state text not null check (state in
    ('draft', 'quotation', 'on_hold', 'confirmed', 'processing', 'shipped', 'done', 'cancelled')),
  held_since timestamptz,
  ordered_on date not null,
  promised_on date,
  entered_by text,
  total numeric(15,2) not null,
  version integer not null default 1,
  changed bigint not null,
  updated_at timestamptz not null,
  primary key (id, company),
  unique (number, company),
  foreign key (customer, company) references demo_erp.customer
);
create index sales_order_customer on demo_erp.sales_order (customer, company, state);
create index sales_order_changed on demo_erp.sales_order (changed, company);
create index sales_order_reference on demo_erp.sales_order (reference, company);
create table demo_erp.order_line (
  company text not null,
  id integer not null,
  order_id integer not null,
  position integer not null,
  kind text not null check (kind in ('goods', 'charge')),
  sku text not null,
  description text not null,
  quantity numeric(15,3) not null,
  unit text not null,
  unit_price numeric(15,4) not null,
  unit_cost numeric(15,4),
  primary key (id, company),
  foreign key (order_id, company) references demo_erp.sales_order
);
create index order_line_order on demo_erp.order_line (order_id, company);
create index order_line_sku on demo_erp.order_line (sku, company);
create table demo_erp.invoice (
  company text not null,
  number text not null,
  customer text not null,
  amount numeric(15,2) not null,
  issued_on date not null,
  due_on date not null,
  paid_on date,
  primary key (company, number),
  foreign key (customer, company) references demo_erp.customer
);
create index invoice_customer on demo_erp.invoice (customer, company);
create table demo_erp.write_log (
  company text not null references demo_erp.company,
  id bigint generated always as identity primary key,
  at timestamptz not null,
  who text not null,
  what text not null,
  order_id integer,
  external_key text,
  effect boolean not null,
  detail text not null
);
create index write_log_key on demo_erp.write_log (external_key, company);
create table demo_erp.fault (
  company text not null references demo_erp.company,
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('slow', 'reply_lost', 'late', 'refuse', 'down')),
  operation text not null check (operation in ('read', 'write', 'all')),
  remaining integer,
  milliseconds integer not null default 0,
  seconds integer not null default 0,
  message text
);
create table demo_erp.late_call (
  company text not null references demo_erp.company,
  id bigint generated always as identity primary key,
  due_at timestamptz not null,
  call jsonb not null
);
`;

const isolationOf = (names: string[]): string =>
  names
    .map(
      (table) => `
alter table demo_erp.${table} enable row level security;
alter table demo_erp.${table} force row level security;
create policy company on demo_erp.${table} using (company = nullif(current_setting('demo.company', true), ''));
grant select, insert, update, delete on demo_erp.${table} to ${DEMO_ROLE};`,
    )
    .join('\n');

/** Plain SQL for PostgreSQL 15 and later, applied once each and in this order, every one in a transaction. */
export const demoErpMigrations: { name: string; sql: string }[] = [
  { name: 'demo_erp-0001-init', sql: init + isolationOf(tables) },
  { name: 'demo_erp-0002-fulfilment', sql: fulfilment + isolationOf(fulfilmentTables) },
];
