/** The tables of migrations.ts for typed queries. A test holds them against the catalogue. */
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  numeric,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const schema = pgSchema('demo_erp');
const money = () => numeric({ precision: 15, scale: 2 });
const price = () => numeric({ precision: 15, scale: 4 });
const quantity = () => numeric({ precision: 15, scale: 3 });
const instant = () => timestamp({ withTimezone: true, mode: 'string' });
const identity = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

export const company = schema.table('company', {
  company: text().primaryKey(),
  name: text().notNull(),
  currency: text().notNull(),
  last_change: bigint({ mode: 'number' }).notNull().default(0),
});

export const customer = schema.table(
  'customer',
  {
    company: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    tier: text(),
    credit_limit: money(),
    price_list: text(),
    domains: text().array().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.code, t.company] })],
);

export const product = schema.table(
  'product',
  {
    company: text().notNull(),
    sku: text().notNull(),
    description: text().notNull(),
    unit: text().notNull(),
    list_price: price().notNull(),
    unit_cost: price().notNull(),
    on_hand: quantity().notNull(),
  },
  (t) => [primaryKey({ columns: [t.company, t.sku] })],
);

export const priceRow = schema.table(
  'price_row',
  {
    company: text().notNull(),
    list: text().notNull(),
    line: text().notNull(),
    sku: text().notNull(),
    min_quantity: quantity().notNull(),
    unit_price: price().notNull(),
    valid_from: date({ mode: 'string' }).notNull(),
    valid_to: date({ mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.company, t.list, t.line] })],
);

export const salesOrder = schema.table(
  'sales_order',
  {
    company: text().notNull(),
    id: integer().notNull(),
    number: text().notNull(),
    reference: text(),
    description: text(),
    customer: text().notNull(),
    state: text({
      enum: ['draft', 'quotation', 'on_hold', 'confirmed', 'processing', 'shipped', 'done', 'cancelled'],
    }).notNull(),
    held_since: instant(),
    ordered_on: date({ mode: 'string' }).notNull(),
    promised_on: date({ mode: 'string' }),
    entered_by: text(),
    total: money().notNull(),
    version: integer().notNull().default(1),
    changed: bigint({ mode: 'number' }).notNull(),
    updated_at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.company] })],
);

export const orderLine = schema.table(
  'order_line',
  {
    company: text().notNull(),
    id: integer().notNull(),
    order_id: integer().notNull(),
    position: integer().notNull(),
    kind: text({ enum: ['goods', 'charge'] }).notNull(),
    sku: text().notNull(),
    description: text().notNull(),
    quantity: quantity().notNull(),
    unit: text().notNull(),
    unit_price: price().notNull(),
    unit_cost: price(),
  },
  (t) => [primaryKey({ columns: [t.id, t.company] })],
);

export const invoice = schema.table(
  'invoice',
  {
    company: text().notNull(),
    number: text().notNull(),
    customer: text().notNull(),
    amount: money().notNull(),
    issued_on: date({ mode: 'string' }).notNull(),
    due_on: date({ mode: 'string' }).notNull(),
    paid_on: date({ mode: 'string' }),
  },
  (t) => [primaryKey({ columns: [t.company, t.number] })],
);

/** One row for every call that changes something, and one marked `effect: false` for a call that changed nothing. */
export const writeLog = schema.table('write_log', {
  company: text().notNull(),
  id: identity(),
  at: instant().notNull(),
  who: text().notNull(),
  what: text().notNull(),
  order_id: integer(),
  /** The caller's own reference. Searchable, and never used to refuse a repeat. */
  external_key: text(),
  effect: boolean().notNull(),
  detail: text().notNull(),
});

export const fault = schema.table('fault', {
  company: text().notNull(),
  id: identity(),
  kind: text({ enum: ['slow', 'reply_lost', 'late', 'refuse', 'down'] }).notNull(),
  operation: text({ enum: ['read', 'write', 'all'] }).notNull(),
  /** Calls it still hits; null until cleared. */
  remaining: integer(),
  milliseconds: integer().notNull().default(0),
  seconds: integer().notNull().default(0),
  message: text(),
});

/** Calls whose answer was lost and which take effect later. */
export const lateCall = schema.table('late_call', {
  company: text().notNull(),
  id: identity(),
  due_at: instant().notNull(),
  call: jsonb().notNull(),
});

export type SalesOrderRow = typeof salesOrder.$inferSelect;
