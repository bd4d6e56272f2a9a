/** The demo ERP's own client: what its users see and do, and the switches of its troubles. */
import Big from 'big.js';
import { asc, eq, sql } from 'drizzle-orm';
import type { OrderState } from '#core/model/order.ts';
import type { Clock } from '#core/ports.ts';
import { addDays, allowedDay } from './days.ts';
import { type FaultInput, storeFault } from './faults.ts';
import { agreedPrice } from './find.ts';
import { trimPrice } from './read/head.ts';
import { readContexts } from './read.ts';
import { replan, skusOf } from './replan.ts';
import { customer, fault, invoice, orderLine, product, salesOrder, writeLog } from './schema.ts';
import { type Db, type ErpTx, inErp } from './session.ts';
import { counts } from './states.ts';
import {
  type Caller,
  lockCompany,
  lockOrder,
  log,
  nextOrder,
  sumUp,
  touchCredit,
  touchOrder,
} from './writing.ts';

/** An order as the playground shows it; the caller adds its tenant and connection. */
export interface DemoOrder {
  id: string;
  company: string;
  number: string;
  reference: string | null;
  customer: string;
  amount: { amount: string; currency: string };
  state: string;
  hold: boolean;
  updatedAt: string;
  lines: { sku: string; description: string; quantity: string; unit: string; unitPrice: string }[];
}

/** One line of the ERP's own log: the proof of what was written, by whom, and of calls that changed nothing. */
export interface WriteLogEntry {
  id: number;
  at: string;
  who: string;
  /** The names of steps.ts: release, reprice, note, cancel…; change, place, invoice, payment, limit by the ERP's users. */
  what: string;
  orderId: string | null;
  key: string | null;
  effect: boolean;
  detail: string;
}

export interface NewOrder {
  customer: string;
  reference?: string | null;
  lines: { sku: string; quantity: string; unitPrice?: string }[];
  enteredBy?: string;
}

/** What is ordered today is promised in so many days. */
const PROMISE_DAYS = 5;

const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** `user`: the ERP user that the log names. */
export function createDemoErpAdmin(db: Db, company: string, clock: Clock = SYSTEM_CLOCK, user = 'admin') {
  const inCompany = <T>(work: (tx: ErpTx) => Promise<T>): Promise<T> => inErp(db, company, work);
  const caller = (): Caller => ({ who: user, key: null, now: clock.now() });

  return {
    /** All orders with their lines, newest number first. */
    orders: (): Promise<DemoOrder[]> => inCompany(listOrders),
    /** Switches a trouble on; several stand in line, the oldest first. Throws on values that no fault has. */
    setFault: (input: FaultInput): Promise<void> => inCompany((tx) => storeFault(tx, input)),
    faults: () =>
      inCompany((tx) =>
        tx.db
          .select({ kind: fault.kind, operation: fault.operation, remaining: fault.remaining })
          .from(fault)
          .orderBy(asc(fault.id)),
      ),
    /** Counts an item's free stock anew (a decimal such as "120"); null warehouse: the main one. */
    setStock: (sku: string, onHand: string, at: string | null = null): Promise<void> =>
      inCompany(async (tx) => {
        await lockCompany(tx);
        await tx.rows(sql`
          update demo_erp.stock set on_hand = ${onHand}::numeric where sku = ${sku}
            and warehouse = coalesce(${at}, (select code from demo_erp.warehouse where main limit 1))`);
        await replan(tx, caller(), [sku]);
        await log({ tx, caller: caller(), what: 'stock', orderId: null }, true, `${sku} ${onHand}`);
      }),
    clearFaults: async (): Promise<void> => {
      await inCompany((tx) => tx.db.delete(fault));
    },
    /** Oldest first. */
    writeLog: (): Promise<WriteLogEntry[]> =>
      inCompany(async (tx) => {
        const rows = await tx.db.select().from(writeLog).orderBy(asc(writeLog.id));
        return rows.map((row) => ({
          id: row.id,
          at: new Date(row.at).toISOString(),
          who: row.who,
          what: row.what,
          orderId: row.order_id === null ? null : String(row.order_id),
          key: row.external_key,
          effect: row.effect,
          detail: row.detail,
        }));
      }),
    /** Edits an order as a user with all rights does: prices, quantities, state, reference. Lines by SKU. */
    changeOrder: (
      orderId: string,
      change: {
        state?: OrderState;
        reference?: string | null;
        lines?: { sku: string; unitPrice?: string; quantity?: string }[];
      },
    ): Promise<void> => inCompany((tx) => changeOrder(tx, caller(), Number(orderId), change)),
    /** Enters an order at list or agreed prices unless told otherwise. The credit check decides its state. */
    placeOrder: (order: NewOrder): Promise<{ id: string; number: string; state: OrderState }> =>
      inCompany((tx) => placeOrder(tx, caller(), order)),
    bookInvoice: (input: {
      number: string;
      customer: string;
      amount: string;
      dueOn: string;
    }): Promise<void> =>
      inCompany(async (tx) => {
        await lockCompany(tx);
        const today = clock.now().toISOString().slice(0, 10);
        await tx.db.insert(invoice).values({
          company,
          number: input.number,
          customer: input.customer,
          amount: input.amount,
          issued_on: today,
          due_on: input.dueOn,
        });
        await touchCredit(tx, caller(), input.customer);
        await log(
          { tx, caller: caller(), what: 'invoice', orderId: null },
          true,
          `${input.number} ${input.amount} for ${input.customer}`,
        );
      }),
    /** Marks an invoice as paid today. */
    payInvoice: (number: string): Promise<void> =>
      inCompany(async (tx) => {
        await lockCompany(tx);
        const [paid] = await tx.db
          .update(invoice)
          .set({ paid_on: clock.now().toISOString().slice(0, 10) })
          .where(eq(invoice.number, number))
          .returning();
        if (!paid) throw new Error(`${company} has no invoice ${number}.`);
        await touchCredit(tx, caller(), paid.customer);
        await log(
          { tx, caller: caller(), what: 'payment', orderId: null },
          true,
          `${number} ${paid.amount} by ${paid.customer}`,
        );
      }),
    /** `limit`: a decimal such as "0.00"; null: none. */
    setCreditLimit: (code: string, limit: string | null): Promise<void> =>
      inCompany(async (tx) => {
        await lockCompany(tx);
        await tx.db.update(customer).set({ credit_limit: limit }).where(eq(customer.code, code));
        await touchCredit(tx, caller(), code);
        await log({ tx, caller: caller(), what: 'limit', orderId: null }, true, `${code} ${limit ?? 'none'}`);
      }),
    /** Unpaid invoices, oldest due first. */
    unpaidInvoices: () =>
      inCompany((tx) =>
        tx.db
          .select({
            number: invoice.number,
            customer: invoice.customer,
            amount: invoice.amount,
            dueOn: invoice.due_on,
          })
          .from(invoice)
          .where(sql`${invoice.paid_on} is null`)
          .orderBy(asc(invoice.due_on), asc(invoice.number)),
      ),
  };
}

export type DemoErpAdmin = ReturnType<typeof createDemoErpAdmin>;

async function listOrders(tx: ErpTx): Promise<DemoOrder[]> {
  const rows = await tx.rows<{
    id: number;
    company: string;
    number: string;
    reference: string | null;
    customer: string;
    total: string;
    currency: string;
    state: OrderState;
    updatedAt: string;
    lines: string;
  }>(sql`
    select o.id, m.name as company, o.number, o.reference, c.name as customer, o.total::text as total, m.currency, o.state,
      to_char(o.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt",
      (select coalesce(json_agg(json_build_object('sku', l.sku, 'description', l.description,
          'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPrice', l.unit_price::text)
        order by l.position), '[]')::text from demo_erp.order_line l where l.order_id = o.id) as lines
    from demo_erp.sales_order o
      join demo_erp.customer c on c.code = o.customer
      join demo_erp.company m on m.company = o.company
    order by o.number desc`);
  return rows.map(({ total, currency, lines, ...row }) => ({
    ...row,
    id: String(row.id),
    amount: { amount: total, currency },
    hold: row.state === 'on_hold',
    lines: (JSON.parse(lines) as DemoOrder['lines']).map((line) => ({
      ...line,
      unitPrice: trimPrice(line.unitPrice),
    })),
  }));
}

async function changeOrder(
  tx: ErpTx,
  caller: Caller,
  orderId: number,
  change: {
    state?: OrderState;
    reference?: string | null;
    lines?: { sku: string; unitPrice?: string; quantity?: string }[];
  },
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Error(`${tx.company} has no order with id ${orderId}.`);
  for (const line of change.lines ?? []) {
    const [changed] = await tx.db
      .update(orderLine)
      .set({
        ...(line.unitPrice === undefined ? {} : { unit_price: line.unitPrice }),
        ...(line.quantity === undefined ? {} : { quantity: line.quantity }),
      })
      .where(sql`${orderLine.order_id} = ${orderId} and ${orderLine.sku} = ${line.sku}`)
      .returning({ id: orderLine.id });
    if (!changed) throw new Error(`${order.number} has no line of ${line.sku}.`);
  }
  await sumUp(tx, [orderId]);
  await touchOrder({ tx, caller }, orderId, {
    ...(change.reference === undefined ? {} : { reference: change.reference }),
    ...(change.state === undefined
      ? {}
      : { state: change.state, held_since: change.state === 'on_hold' ? caller.now.toISOString() : null }),
  });
  if (counts(order.state) || counts(change.state ?? order.state)) {
    await touchCredit(tx, caller, order.customer, order.id);
  }
  await replan(tx, caller, await skusOf(tx, orderId), orderId);
  await log({ tx, caller, what: 'change', orderId }, true, JSON.stringify(change));
}

async function placeOrder(
  tx: ErpTx,
  caller: Caller,
  input: NewOrder,
): Promise<{ id: string; number: string; state: OrderState }> {
  await lockCompany(tx);
  const [buyer] = await tx.db.select().from(customer).where(eq(customer.code, input.customer));
  if (!buyer) throw new Error(`${tx.company} has no customer ${input.customer}.`);
  const { id, number } = await nextOrder(tx);
  const today = caller.now.toISOString().slice(0, 10);
  const lines = [];
  for (const [index, line] of input.lines.entries()) {
    const [item] = await tx.db.select().from(product).where(eq(product.sku, line.sku));
    if (!item) throw new Error(`${tx.company} has no product ${line.sku}.`);
    const agreed = await agreedPrice(tx, {
      customer: buyer.code,
      sku: line.sku,
      quantity: line.quantity,
      on: today,
    });
    lines.push({
      company: tx.company,
      id: id * 100 + index + 1,
      order_id: id,
      position: index + 1,
      kind: 'goods' as const,
      sku: item.sku,
      description: item.description,
      quantity: line.quantity,
      unit: item.unit,
      unit_price: line.unitPrice ?? agreed ?? item.list_price,
      unit_cost: item.unit_cost,
    });
  }
  const total = lines.reduce(
    (sum, l) => sum.plus(new Big(l.quantity).times(l.unit_price).round(2)),
    new Big(0),
  );
  // Entered on hold, so that the credit check is the one that a release makes.
  await tx.db.insert(salesOrder).values({
    company: tx.company,
    id,
    number,
    reference: input.reference ?? null,
    customer: buyer.code,
    state: 'on_hold',
    held_since: caller.now.toISOString(),
    ordered_on: today,
    promised_on: allowedDay(addDays(today, PROMISE_DAYS), buyer.rules),
    entered_by: input.enteredBy ?? caller.who,
    entered_at: caller.now.toISOString(),
    channel: 'phone',
    payment_terms: buyer.payment_terms,
    total: total.toFixed(2),
    changed: 0,
    updated_at: caller.now.toISOString(),
  });
  await tx.db.insert(orderLine).values(lines);
  await sumUp(tx, [id]);
  const [context] = await readContexts(tx, [String(id)], caller.now);
  const state = context?.credit?.warning ? 'on_hold' : 'confirmed';
  await touchOrder({ tx, caller }, id, state === 'confirmed' ? { state, held_since: null } : {});
  if (state === 'confirmed') await touchCredit(tx, caller, buyer.code, id);
  await replan(
    tx,
    caller,
    lines.map(({ sku }) => sku),
    id,
  );
  await log(
    { tx, caller, what: 'place', orderId: id },
    true,
    `${number} for ${buyer.name}, ${total.toFixed(2)}, ${state}`,
  );
  return { id: String(id), number, state };
}
