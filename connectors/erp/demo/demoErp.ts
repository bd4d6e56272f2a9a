/** The connector to the demo ERP: what core knows of it. */
import { sql } from 'drizzle-orm';
import type { LookupOutcome, StepOutcome, StepSpec } from '#core/model/action.ts';
import type { Order } from '#core/model/order.ts';
import { type Clock, type Erp, ErpUnreachable } from '#core/ports.ts';
import { readChanges } from './changes.ts';
import { arrive, type Fault, LATEST_SECONDS, storeLate } from './faults.ts';
import { type Answer, refuse } from './operations.ts';
import { findOrders, readContexts, toIds } from './read.ts';
import { type Db, type ErpTx, inErp } from './session.ts';
import { API_USER, type DemoCall, type DemoStep, isDone, parseStep, perform, planSteps } from './steps.ts';

export interface DemoErpOptions {
  /** PGlite or PostgreSQL; the ERP opens its own transactions on it, never call it inside one of yours. */
  db: Db;
  /** The ERP's company: "calder-us". */
  company: string;
  clock: Clock;
  /** How long the connector waits for an answer. */
  timeoutMs?: number;
  /** How a slow ERP passes its time; tests pass one that does not wait. */
  sleep?: (milliseconds: number) => Promise<void>;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens the connector. No I/O until the first call. */
export function createDemoErp({
  db,
  company,
  clock,
  timeoutMs = 10_000,
  sleep = pause,
}: DemoErpOptions): Erp {
  const inCompany = <T>(work: (tx: ErpTx) => Promise<T>): Promise<T> => inErp(db, company, work);
  const say = (what: string): string => `The demo ERP (${company}) ${what}`;

  /** One call: late ones take effect, then `work` runs in the same transaction unless a fault stands in the way. */
  const begin = <T>(operation: 'read' | 'write', work: (tx: ErpTx) => Promise<T>) =>
    inCompany(async (tx): Promise<{ fault: Fault } | { fault: null; result: T }> => {
      const fault = await arrive(tx, clock, operation);
      return fault ? { fault } : { fault, result: await work(tx) };
    });

  async function reading<T>(work: (tx: ErpTx) => Promise<T>): Promise<T> {
    const begun = await begin('read', work);
    if (!begun.fault) return begun.result;
    if (begun.fault.kind === 'down') throw new ErpUnreachable(say('refuses connections.'));
    if (begun.fault.kind === 'slow') {
      await sleep(Math.min(begun.fault.milliseconds, timeoutMs));
      if (begun.fault.milliseconds < timeoutMs) return inCompany(work);
    }
    throw new ErpUnreachable(say(`did not answer within ${timeoutMs} ms.`));
  }

  async function execute(call: DemoCall): Promise<StepOutcome> {
    const carryOut = async (tx: ErpTx): Promise<Written> => ({
      before: await glimpse(tx, call, clock),
      answer: await perform(tx, call, clock.now()),
    });
    const begun = await begin('write', carryOut);
    if (!begun.fault) return inCompany((tx) => judge(tx, call, clock, begun.result));
    const { fault } = begun;
    switch (fault.kind) {
      case 'down':
        return { status: 'unknown', message: say('refuses connections.') };
      case 'refuse':
        await inCompany((tx) =>
          refuse(
            tx,
            { who: API_USER, key: call.key, now: clock.now() },
            call.step.name,
            call.orderId,
            fault.message,
          ),
        );
        return { status: 'rejected', message: fault.message };
      case 'late':
        await inCompany((tx) => storeLate(tx, call, new Date(clock.now().getTime() + fault.seconds * 1_000)));
        return { status: 'unknown', message: say('did not answer in time.') };
      case 'reply_lost':
        await inCompany(carryOut);
        return { status: 'unknown', message: say('did not answer in time.') };
      case 'slow': {
        await sleep(Math.min(fault.milliseconds, timeoutMs));
        const written = await inCompany(carryOut);
        if (fault.milliseconds < timeoutMs) return inCompany((tx) => judge(tx, call, clock, written));
        return { status: 'unknown', message: say('did not answer in time.') };
      }
    }
  }

  return {
    kind: 'demo',
    capabilities: () => ({
      actions: {
        release_hold: { concurrency: 'none', idempotency: 'state', undo: null },
        change_price: { concurrency: 'cas', idempotency: 'state', undo: 'change_price' },
        cancel_order: { concurrency: 'none', idempotency: 'state', undo: null },
        add_note: { concurrency: 'none', idempotency: 'none', undo: null },
      },
      lateApplySeconds: LATEST_SECONDS,
      actsAs: API_USER,
    }),
    changes: (cursor, limit) => reading((tx) => readChanges(tx, cursor, limit)),
    read: (orderIds) => reading((tx) => readContexts(tx, orderIds, clock.now())),
    find: (query) => reading((tx) => findOrders(tx, query)),
    plan: planSteps,
    async execute(step, on) {
      const call = toCall(step, on);
      if (!call)
        return { status: 'rejected', message: say(`knows no step "${step.name}" on ${on.orderId}.`) };
      try {
        return await execute(call);
      } catch (error) {
        return {
          status: 'unknown',
          message: say(`failed: ${error instanceof Error ? error.message : error}`),
        };
      }
    },
    async lookup(step, on): Promise<LookupOutcome> {
      const call = toCall(step, { ...on, expectedVersion: null, acknowledge: [] });
      if (!call) return { status: 'absent' };
      try {
        const { order, entry } = await reading((tx) => glimpse(tx, call, clock));
        if (!entry) return { status: 'absent' };
        return { status: 'applied', evidence: evidence(order, entry), ...versionOf(order) };
      } catch (error) {
        return { status: 'unknown', message: error instanceof Error ? error.message : String(error) };
      }
    },
    // An acknowledgement travels with its call and ends with it: there is never anything left to remove.
    sweep: (leftovers) => reading(async () => ({ cleared: leftovers.map(({ name }) => name) })),
    probe: () =>
      reading(async (tx) => {
        const [row] = await tx.rows<{ name: string; orders: number }>(sql`
          select name, (select count(*)::int from demo_erp.sales_order) as orders from demo_erp.company`);
        if (!row) throw new ErpUnreachable(say('has no such company.'));
        return say(`answers for ${row.name}: ${row.orders} orders.`);
      }),
  };
}

interface Written {
  before: Glimpse;
  answer: Answer;
}

/** The order as it is, and the newest entry of the ERP's log in which a step took effect under its key. */
interface Glimpse {
  order: Order | null;
  entry: { id: number; detail: string } | null;
}

async function glimpse(tx: ErpTx, { step, orderId, key }: DemoCall, clock: Clock): Promise<Glimpse> {
  const [context] = await readContexts(tx, [String(orderId)], clock.now());
  const [entry] = await tx.rows<{ id: number; detail: string }>(sql`
    select id::int, detail from demo_erp.write_log
    where external_key = ${key} and order_id = ${orderId} and what = ${step.name} and effect
    order by id desc limit 1`);
  return { order: context?.order ?? null, entry: entry ?? null };
}

/** Reads back what the call did: an ERP that says yes may have done nothing. */
async function judge(
  tx: ErpTx,
  call: DemoCall,
  clock: Clock,
  { before, answer }: Written,
): Promise<StepOutcome> {
  if ('refused' in answer) return { status: 'rejected', message: answer.refused };
  if ('conflict' in answer) return { status: 'conflict', message: answer.conflict };
  if ('warnings' in answer) return { status: 'needs_acknowledgement', warnings: answer.warnings };
  const { order, entry } = await glimpse(tx, call, clock);
  if (entry && entry.id !== before.entry?.id) {
    return { status: 'applied', evidence: evidence(order, entry), ...versionOf(order) };
  }
  const label = order?.number ?? `order ${call.orderId}`;
  if (order && isDone(call.step, order)) {
    return { status: 'already_applied', evidence: `${label} was ${order.state} before`, ...versionOf(order) };
  }
  return {
    status: 'no_effect',
    message: `${label} is ${order?.state ?? 'gone'}; ${doing(call.step)} did nothing.`,
  };
}

const doing = (step: DemoStep): string =>
  ({ release: 'releasing it', reprice: 'changing its prices', note: 'the note', cancel: 'cancelling it' })[
    step.name
  ];

const evidence = (order: Order | null, entry: { id: number; detail: string }): string =>
  `log ${entry.id}: ${entry.detail}${order ? `; ${order.number ?? order.id} is ${order.state}` : ''}`;

const versionOf = (order: Order | null): { version?: string } => (order ? { version: order.version } : {});

function toCall(
  step: StepSpec,
  on: { orderId: string; expectedVersion: string | null; idempotencyKey: string; acknowledge: string[] },
): DemoCall | null {
  const known = parseStep(step);
  const [orderId] = toIds([on.orderId]);
  if (!known || orderId === undefined) return null;
  return {
    step: known,
    orderId,
    expectedVersion: on.expectedVersion,
    key: on.idempotencyKey,
    acknowledge: on.acknowledge,
  };
}
