/** Troubles that can be switched on. They are rows, so that they outlive a killed process. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Clock } from '#core/ports.ts';
import { fault, lateCall } from './schema.ts';
import type { ErpTx } from './session.ts';
import { type DemoCall, demoCall, perform } from './steps.ts';
import { passDays } from './workingDay.ts';

/** How much later a late call takes effect unless the fault says otherwise. Seconds. */
const LATE_SECONDS = 5;
/** No late call may be later than this: the connector promises it as `lateApplySeconds`. */
export const LATEST_SECONDS = 10;

const remaining = z.number().int().positive().nullable().default(null);
const operation = z.enum(['read', 'write', 'all']).default('all');

/** What `POST /playground/erp/faults` and tests switch on. `remaining`: calls it hits; null until cleared. */
export const faultInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('slow'),
    operation,
    remaining,
    milliseconds: z.number().int().min(1).max(60_000).default(3_000),
  }),
  /** A write is applied and its answer lost. */
  z.object({ kind: z.literal('reply_lost'), operation: operation.default('write'), remaining }),
  /** A write's answer is lost, and it is applied only some seconds later. */
  z.object({
    kind: z.literal('late'),
    operation: z.literal('write').default('write'),
    remaining,
    seconds: z.number().int().min(0).max(LATEST_SECONDS).default(LATE_SECONDS),
  }),
  z.object({
    kind: z.literal('refuse'),
    operation: z.literal('write').default('write'),
    remaining,
    message: z.string().min(1).default('The period is closed for changes.'),
  }),
  z.object({ kind: z.literal('down'), operation, remaining }),
]);
export type FaultInput = z.input<typeof faultInput>;

export type Fault =
  | { kind: 'slow'; milliseconds: number }
  | { kind: 'reply_lost' }
  | { kind: 'late'; seconds: number }
  | { kind: 'refuse'; message: string }
  | { kind: 'down' };

export async function storeFault(tx: ErpTx, input: FaultInput): Promise<void> {
  await tx.db.insert(fault).values({ company: tx.company, ...faultInput.parse(input) });
}

/**
 * The beginning of every call: what was due late takes effect now, and the oldest fault for this kind of call is taken,
 * counting down. null: nothing stands in the way.
 */
export async function arrive(tx: ErpTx, clock: Clock, operation: 'read' | 'write'): Promise<Fault | null> {
  const now = clock.now();
  const at = now.toISOString();
  const [waiting] = await tx.rows<{ faults: boolean; late: boolean; newDay: boolean }>(sql`
    select exists (select from demo_erp.fault) as faults,
      exists (select from demo_erp.company where day < ${at.slice(0, 10)}) as "newDay",
      exists (select from demo_erp.late_call where due_at <= ${at}) as late`);
  if (waiting?.newDay) await passDays(tx, now);
  if (waiting?.late) await applyLate(tx, now);
  return waiting?.faults ? takeFault(tx, operation) : null;
}

async function applyLate(tx: ErpTx, now: Date): Promise<void> {
  const due = await tx.db
    .delete(lateCall)
    .where(sql`${lateCall.due_at} <= ${now.toISOString()}`)
    .returning({ call: lateCall.call, id: lateCall.id });
  for (const { call } of due.sort((a, b) => a.id - b.id)) await perform(tx, demoCall.parse(call), now);
}

export async function storeLate(tx: ErpTx, call: DemoCall, dueAt: Date): Promise<void> {
  await tx.db.insert(lateCall).values({ company: tx.company, due_at: dueAt.toISOString(), call });
}

async function takeFault(tx: ErpTx, operation: 'read' | 'write'): Promise<Fault | null> {
  const [taken] = await tx.rows<{
    id: number;
    kind: Fault['kind'];
    milliseconds: number;
    seconds: number;
    message: string | null;
  }>(sql`
    update demo_erp.fault set remaining = remaining - 1 where id = (
      select id from demo_erp.fault where operation in ('all', ${operation}) order by id limit 1 for update)
    returning kind, milliseconds, seconds, message`);
  if (!taken) return null;
  await tx.rows(sql`delete from demo_erp.fault where remaining <= 0`);
  switch (taken.kind) {
    case 'slow':
      return { kind: 'slow', milliseconds: taken.milliseconds };
    case 'late':
      return { kind: 'late', seconds: taken.seconds };
    case 'refuse':
      return { kind: 'refuse', message: taken.message ?? '' };
    default:
      return { kind: taken.kind };
  }
}
