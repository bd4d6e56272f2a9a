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
import type { Money } from '#core/model/money.ts';
import type { Address, ChangeRequest, CustomerRules, OrderLine, Shipment } from '#core/model/order.ts';

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
  /** The day up to which the company has worked. */
  day: date({ mode: 'string' }),
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
    email: text(),
    rules: jsonb().$type<CustomerRules>().notNull().default({}),
    ship_to: jsonb().$type<Address>(),
    payment_terms: text(),
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
    unit_cost: price(),
    /** Items of one family can stand in for each other. */
    family: text(),
    supplier: text(),
    supplier_cost: price(),
    goods: jsonb().$type<OrderLine['goods']>(),
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
    /** Moves through the warehouse by itself (workingDay.ts). */
    calm: boolean().notNull().default(false),
    entered_at: instant(),
    channel: text({ enum: ['edi', 'web', 'phone', 'email'] }),
    payment_terms: text(),
    ship_to: jsonb().$type<Address>(),
    /** Where it ships from; null: the main one. */
    warehouse: text(),
    /** The goods lines in one canonical text, so that orders of the same goods are found by an index. */
    signature: text(),
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
    /** Stands on shipments that have their goods; the rest of the quantity is still needed. */
    allocated: quantity().notNull().default('0'),
    /** The day for which the rest was put on backorder. */
    backorder_on: date({ mode: 'string' }),
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

export const warehouse = schema.table(
  'warehouse',
  {
    company: text().notNull(),
    /** The name people use: "Columbus". */
    code: text().notNull(),
    country: text().notNull(),
    main: boolean().notNull(),
    /** From here to any other. */
    transfer_days: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.company] })],
);

export const stock = schema.table(
  'stock',
  {
    company: text().notNull(),
    sku: text().notNull(),
    warehouse: text().notNull(),
    /** Free to be picked: goods on shipments that have them are not in it. */
    on_hand: quantity().notNull(),
    /** What accepted orders still need; computed by replan.ts. */
    committed: quantity().notNull().default('0'),
  },
  (t) => [primaryKey({ columns: [t.sku, t.warehouse, t.company] })],
);

export const supplier = schema.table(
  'supplier',
  {
    company: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    email: text(),
    lead_days: integer(),
  },
  (t) => [primaryKey({ columns: [t.code, t.company] })],
);

/** Goods on their way in, one row for each item: from a supplier, or from another warehouse. */
export const purchase = schema.table('purchase', {
  company: text().notNull(),
  id: identity(),
  number: text().notNull(),
  kind: text({ enum: ['purchase', 'transfer'] }).notNull(),
  state: text({ enum: ['draft', 'ordered', 'received', 'withdrawn'] }).notNull(),
  sku: text().notNull(),
  quantity: quantity().notNull(),
  unit_cost: price(),
  /** Where it arrives. */
  warehouse: text().notNull(),
  supplier: text(),
  from_warehouse: text(),
  expected_on: date({ mode: 'string' }),
  /** The order it was made for. */
  order_id: integer(),
  line_id: integer(),
  /** Bought for that line and no other: it never reaches the free stock. */
  bound: boolean().notNull().default(false),
  cancellation_fee: money(),
  external_key: text(),
  /** What is left on the day of arrival after all accepted orders; computed by replan.ts. */
  left_for_newcomers: quantity(),
  /** The same after those accepted orders only that need their goods by that day. */
  left_for_committed: quantity(),
});

/** What every open line can be promised; computed by replan.ts. */
export const promise = schema.table(
  'promise',
  {
    company: text().notNull(),
    line_id: integer().notNull(),
    order_id: integer().notNull(),
    sku: text().notNull(),
    warehouse: text().notNull(),
    committed: boolean().notNull(),
    needed: quantity().notNull(),
    needed_on: date({ mode: 'string' }),
    available: quantity().notNull(),
  },
  (t) => [primaryKey({ columns: [t.line_id, t.company] })],
);

export const carrier = schema.table(
  'carrier',
  {
    company: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    email: text(),
  },
  (t) => [primaryKey({ columns: [t.code, t.company] })],
);

/** A paper as the ERP keeps it. `key`: of the call that put it there; `replaced`: what it took the place of. */
export type StoredPaper = Shipment['papers'][number] & { key?: string; replaced?: StoredPaper };

/** A dispute as the ERP keeps it. `handled`: the key of the call that dealt with it; it is not told any more. */
export type StoredDispute = NonNullable<Shipment['dispute']> & { handled?: string };

export const shipment = schema.table(
  'shipment',
  {
    company: text().notNull(),
    id: integer().notNull(),
    order_id: integer().notNull(),
    number: text().notNull(),
    state: text({
      enum: ['draft', 'waiting', 'assigned', 'picked', 'packed', 'shipped', 'delivered', 'cancelled'],
    }).notNull(),
    warehouse: text().notNull(),
    planned_on: date({ mode: 'string' }),
    promised_on: date({ mode: 'string' }),
    expected_on: date({ mode: 'string' }),
    carrier: jsonb().$type<Shipment['carrier']>(),
    event: jsonb().$type<Shipment['event']>(),
    alternatives: jsonb().$type<Shipment['alternatives']>().notNull().default([]),
    lines: jsonb().$type<Shipment['lines']>().notNull().default([]),
    appointment: jsonb().$type<Shipment['appointment']>(),
    packing: jsonb().$type<Shipment['packing']>(),
    papers: jsonb().$type<StoredPaper[]>().notNull().default([]),
    dispute: jsonb().$type<StoredDispute>(),
  },
  (t) => [primaryKey({ columns: [t.id, t.company] })],
);

/** What an agreement says beside its dates. */
export interface AgreementTerms {
  minimumOrder?: Money;
  freightFreeFrom?: Money;
  paymentTerms?: string;
  rebatePercent?: string;
}

export const agreement = schema.table(
  'agreement',
  {
    company: text().notNull(),
    id: text().notNull(),
    customer: text().notNull(),
    title: text().notNull(),
    valid_from: date({ mode: 'string' }).notNull(),
    valid_to: date({ mode: 'string' }),
    terms: jsonb().$type<AgreementTerms>().notNull(),
    exclusive_skus: text().array().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.id, t.company] })],
);

/** What somebody asked for: a change by the customer, a credit for it, a claim against a carrier. */
export const request = schema.table('request', {
  company: text().notNull(),
  id: identity(),
  kind: text({ enum: ['change', 'credit', 'claim'] }).notNull(),
  state: text({ enum: ['open', 'closed', 'withdrawn'] }).notNull(),
  order_id: integer().notNull(),
  asked_on: date({ mode: 'string' }).notNull(),
  by_whom: text().notNull(),
  body: jsonb().$type<Pick<ChangeRequest, 'what' | 'text'> | Record<string, unknown>>().notNull(),
  external_key: text(),
});

export type ShipmentRow = typeof shipment.$inferSelect;
export type SalesOrderRow = typeof salesOrder.$inferSelect;
