/** The connector to the demo ERP: what core knows of it. */
import { sql } from 'drizzle-orm';
import type { LookupOutcome, StepOutcome, StepSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import { type Clock, type Erp, type ErpCapabilities, ErpUnreachable } from '#core/ports.ts';
import { readChanges } from './changes.ts';
import { arrive, type Fault, LATEST_SECONDS, storeLate } from './faults.ts';
import { findOrders } from './find.ts';
import { isDone, planSteps } from './plan.ts';
import { readContexts, toIds } from './read.ts';
import { type Db, type ErpTx, inErp } from './session.ts';
import { API_USER, type DemoCall, type DemoStep, keyedSteps, parseStep, perform } from './steps.ts';
import { type Answer, refuse } from './writing.ts';

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

/**
 * Everything but messages. `cas`: only under the version that was read. `key`: a call with a key that was served before
 * is not served again; `state`: a repeat finds the work done; a note is written again.
 */
const actions: ErpCapabilities['actions'] = {
  release_hold: { concurrency: 'none', idempotency: 'state', undo: 'place_hold' },
  release_part: { concurrency: 'cas', idempotency: 'key', undo: null },
  place_hold: { concurrency: 'none', idempotency: 'state', undo: null },
  change_price: { concurrency: 'cas', idempotency: 'state', undo: 'change_price' },
  change_quantity: { concurrency: 'cas', idempotency: 'state', undo: 'change_quantity' },
  change_date: { concurrency: 'cas', idempotency: 'state', undo: 'change_date' },
  change_carrier: { concurrency: 'cas', idempotency: 'state', undo: 'change_carrier' },
  change_address: { concurrency: 'cas', idempotency: 'state', undo: 'change_address' },
  substitute: { concurrency: 'cas', idempotency: 'state', undo: 'substitute' },
  split_backorder: { concurrency: 'cas', idempotency: 'key', undo: null },
  cancel_line: { concurrency: 'cas', idempotency: 'key', undo: null },
  cancel_order: { concurrency: 'none', idempotency: 'state', undo: null },
  merge_duplicate: { concurrency: 'cas', idempotency: 'key', undo: null },
  create_purchase: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
  create_transfer: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
  reship: { concurrency: 'none', idempotency: 'key', undo: null },
  attach_document: { concurrency: 'none', idempotency: 'state', undo: 'withdraw' },
  add_note: { concurrency: 'none', idempotency: 'none', undo: null },
  request_credit: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
  request_claim: { concurrency: 'none', idempotency: 'key', undo: 'withdraw' },
  withdraw: { concurrency: 'none', idempotency: 'key', undo: null },
};

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
            {
              tx,
              caller: { who: API_USER, key: call.key, now: clock.now() },
              what: call.step.name,
              orderId: call.orderId,
            },
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
      actions,
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
        const { context, entry } = await reading((tx) => glimpse(tx, call, clock));
        if (!entry) return { status: 'absent' };
        return { status: 'applied', evidence: evidence(context, entry), ...versionOf(context) };
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
  context: OrderContext | null;
  entry: { id: number; detail: string } | null;
}

async function glimpse(tx: ErpTx, { step, orderId, key }: DemoCall, clock: Clock): Promise<Glimpse> {
  const [context] = await readContexts(tx, [String(orderId)], clock.now());
  const [entry] = await tx.rows<{ id: number; detail: string }>(sql`
    select id::int, detail from demo_erp.write_log
    where external_key = ${key} and order_id = ${orderId} and what = ${step.name} and effect
    order by id desc limit 1`);
  return { context: context ?? null, entry: entry ?? null };
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
  const { context, entry } = await glimpse(tx, call, clock);
  if (entry && entry.id !== before.entry?.id) {
    return { status: 'applied', evidence: evidence(context, entry), ...versionOf(context) };
  }
  const label = context?.order.number ?? `order ${call.orderId}`;
  const state = context?.order.state ?? 'gone';
  // The ERP knows the key again: what it names was made by the first call.
  if (entry && keyedSteps.has(call.step.name)) {
    return { status: 'already_applied', evidence: evidence(context, entry), ...versionOf(context) };
  }
  if (context && isDone(call.step, context)) {
    return { status: 'already_applied', evidence: `${label} was ${state} before`, ...versionOf(context) };
  }
  return { status: 'no_effect', message: `${label} is ${state}; ${doing[call.step.name]} did nothing.` };
}

const doing: Record<DemoStep['name'], string> = {
  release: 'releasing it',
  release_part: 'releasing a part of it',
  hold: 'holding it',
  reprice: 'changing its prices',
  quantity: 'changing its quantities',
  date: 'moving its date',
  carrier: 'changing its carrier',
  address: 'changing its address',
  substitute: 'substituting items',
  backorder: 'splitting it',
  cancel_line: 'cancelling lines',
  cancel: 'cancelling it',
  merge: 'merging it',
  purchase: 'the purchase',
  transfer: 'the transfer',
  reship: 'shipping it again',
  attach: 'attaching a paper',
  note: 'the note',
  credit: 'the credit request',
  claim: 'the claim',
  withdraw: 'withdrawing',
};

const evidence = (context: OrderContext | null, entry: { id: number; detail: string }): string =>
  `log ${entry.id}: ${entry.detail}${context ? `; ${context.order.number ?? context.order.id} is ${context.order.state}` : ''}`;

const versionOf = (context: OrderContext | null): { version?: string } =>
  context ? { version: context.order.version } : {};

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
