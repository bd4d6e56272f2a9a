/** The second migration: stock by warehouse, purchases, shipments, agreements, requests, and what orders say of them. */

export const fulfilmentTables = [
  'warehouse',
  'stock',
  'supplier',
  'purchase',
  'promise',
  'carrier',
  'shipment',
  'agreement',
  'request',
];

/**
 * What the ERP only shows and never computes with is JSON. Keys begin with the selective column, as in the first
 * migration. Stock moves from the product to the main warehouse; companies that were seeded before keep one, "Main".
 * Forced row-level security would hide their rows from the owner: it is lifted while they are copied.
 */
export const fulfilment = `
alter table demo_erp.customer add column if not exists email text;
alter table demo_erp.customer add column if not exists rules jsonb not null default '{}';
alter table demo_erp.customer add column if not exists ship_to jsonb;
alter table demo_erp.customer add column if not exists payment_terms text;
alter table demo_erp.product add column if not exists family text;
alter table demo_erp.product add column if not exists supplier text;
alter table demo_erp.product add column if not exists supplier_cost numeric(15,4);
alter table demo_erp.product add column if not exists goods jsonb;
alter table demo_erp.product alter column unit_cost drop not null;
create index product_family on demo_erp.product (family, company);
create index product_sku on demo_erp.product (sku, company);
alter table demo_erp.company add column if not exists day date;
alter table demo_erp.sales_order add column if not exists calm boolean not null default false;
alter table demo_erp.sales_order add column if not exists entered_at timestamptz;
alter table demo_erp.sales_order add column if not exists channel text
  check (channel in ('edi', 'web', 'phone', 'email'));
alter table demo_erp.sales_order add column if not exists payment_terms text;
alter table demo_erp.sales_order add column if not exists ship_to jsonb;
alter table demo_erp.sales_order add column if not exists warehouse text;
alter table demo_erp.sales_order add column if not exists signature text;
create index sales_order_signature on demo_erp.sales_order (signature, company);
alter table demo_erp.order_line add column if not exists allocated numeric(15,3) not null default 0;
alter table demo_erp.order_line add column if not exists backorder_on date;

create table demo_erp.warehouse (
  company text not null references demo_erp.company,
  code text not null,
  country text not null,
  main boolean not null,
  transfer_days integer not null,
  primary key (code, company)
);
create table demo_erp.stock (
  company text not null references demo_erp.company,
  sku text not null,
  warehouse text not null,
  on_hand numeric(15,3) not null,
  committed numeric(15,3) not null default 0,
  primary key (sku, warehouse, company)
);
create table demo_erp.supplier (
  company text not null references demo_erp.company,
  code text not null,
  name text not null,
  email text,
  lead_days integer,
  primary key (code, company)
);
create table demo_erp.purchase (
  company text not null references demo_erp.company,
  id bigint generated always as identity primary key,
  number text not null,
  kind text not null check (kind in ('purchase', 'transfer')),
  state text not null check (state in ('draft', 'ordered', 'received', 'withdrawn')),
  sku text not null,
  quantity numeric(15,3) not null,
  unit_cost numeric(15,4),
  warehouse text not null,
  supplier text,
  from_warehouse text,
  expected_on date,
  order_id integer,
  line_id integer,
  bound boolean not null default false,
  cancellation_fee numeric(15,2),
  external_key text,
  left_for_newcomers numeric(15,3),
  left_for_committed numeric(15,3)
);
create index purchase_sku on demo_erp.purchase (sku, company, warehouse);
create index purchase_order on demo_erp.purchase (order_id, company);
create index purchase_key on demo_erp.purchase (external_key, company);
create table demo_erp.promise (
  company text not null references demo_erp.company,
  line_id integer not null,
  order_id integer not null,
  sku text not null,
  warehouse text not null,
  committed boolean not null,
  needed numeric(15,3) not null,
  needed_on date,
  available numeric(15,3) not null,
  primary key (line_id, company)
);
create index promise_order on demo_erp.promise (order_id, company);
create index promise_sku on demo_erp.promise (sku, company);
create table demo_erp.carrier (
  company text not null references demo_erp.company,
  code text not null,
  name text not null,
  email text,
  primary key (code, company)
);
create table demo_erp.shipment (
  company text not null references demo_erp.company,
  id integer not null,
  order_id integer not null,
  number text not null,
  state text not null check (state in
    ('draft', 'waiting', 'assigned', 'picked', 'packed', 'shipped', 'delivered', 'cancelled')),
  warehouse text not null,
  planned_on date,
  promised_on date,
  expected_on date,
  carrier jsonb,
  event jsonb,
  alternatives jsonb not null default '[]',
  lines jsonb not null default '[]',
  appointment jsonb,
  packing jsonb,
  papers jsonb not null default '[]',
  dispute jsonb,
  primary key (id, company),
  foreign key (order_id, company) references demo_erp.sales_order
);
create index shipment_order on demo_erp.shipment (order_id, company);
create table demo_erp.agreement (
  company text not null references demo_erp.company,
  id text not null,
  customer text not null,
  title text not null,
  valid_from date not null,
  valid_to date,
  terms jsonb not null,
  exclusive_skus text[] not null default '{}',
  primary key (id, company),
  foreign key (customer, company) references demo_erp.customer
);
create index agreement_customer on demo_erp.agreement (customer, company);
create index agreement_exclusive on demo_erp.agreement using gin (exclusive_skus);
create table demo_erp.request (
  company text not null references demo_erp.company,
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('change', 'credit', 'claim')),
  state text not null check (state in ('open', 'closed', 'withdrawn')),
  order_id integer not null,
  asked_on date not null,
  by_whom text not null,
  body jsonb not null,
  external_key text,
  foreign key (order_id, company) references demo_erp.sales_order
);
create index request_order on demo_erp.request (order_id, company);
create index request_key on demo_erp.request (external_key, company);

alter table demo_erp.company no force row level security;
alter table demo_erp.product no force row level security;
insert into demo_erp.warehouse (company, code, country, main, transfer_days)
  select company, 'Main', case when currency = 'EUR' then 'DE' else 'US' end, true, 0 from demo_erp.company;
insert into demo_erp.stock (company, sku, warehouse, on_hand)
  select company, sku, 'Main', on_hand from demo_erp.product;
alter table demo_erp.company force row level security;
alter table demo_erp.product force row level security;
alter table demo_erp.product drop column on_hand;
`;
