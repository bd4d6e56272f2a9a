import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { dataQuality, type Inspection, inspect } from '../exceptions/index.ts';
import { orderLabel } from '../exceptions/type.ts';
import type { JobData } from '../jobs/queues.ts';
import type { OrderContext } from '../model/order.ts';
import { ErpUnreachable } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { hashOf } from './propose.ts';

/** At most this many orders are read in one go; the rest follows at once. */
const PAGE = 100;

/** Between two looks at everything that is open. */
const LOOK_SECONDS = 3600;

/** An order whose master data are a ruin is told of a few times, not a hundred. */
const GAPS_PER_ORDER = 5;

/** Identifies what an order looks like to the detectors: the same twice is one signal. */
const contextKey = ({ readAt: _, ...context }: OrderContext): string =>
  `${context.order.id}@${hashOf(context).slice(0, 24)}`;

/**
 * Asks one ERP what changed since the cursor, keeps what matters as signals and sends itself again (where cron asks,
 * only while there is more). Signals, their jobs and the cursor commit together: a crash in between asks for the same
 * changes again, and the same change is one signal. An order that came back to an earlier state (a limit raised and
 * lowered again) is heard anew where its case has moved on since.
 */
export async function poll(deps: Deps, tenantId: string, connectionId: string): Promise<void> {
  const erp = await deps.erp(tenantId, connectionId);
  const cursor = await inTenant(deps.database, tenantId, async (tx) => {
    const [row] = await tx.rows<{ cursor: string | null }>(
      sql`select cursor from unhold.connection where connection_id = ${connectionId}`,
    );
    return row?.cursor ?? null;
  });
  let health: string | null = null;
  let next = cursor;
  let more = false;
  let contexts: OrderContext[] = [];
  try {
    const changes = await erp.changes(cursor, PAGE);
    contexts = changes.orderIds.length ? await erp.read(changes.orderIds) : [];
    next = changes.cursor;
    more = changes.more;
  } catch (error) {
    if (!(error instanceof ErpUnreachable)) throw error;
    health = error.message;
    deps.log.warn('ERP not reachable', { tenantId, connectionId, why: error.message });
  }
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now().toISOString();
    await keepSignals(tx, deps, connectionId, contexts, now);
    if (next !== cursor || health !== null || cursor === null) {
      await tx.rows(sql`update unhold.connection set cursor = ${next}, health = ${health}, polled_at = ${now}
        where connection_id = ${connectionId}`);
    } else {
      await tx.rows(
        sql`update unhold.connection set health = null, polled_at = ${now} where connection_id = ${connectionId}`,
      );
    }
    if (deps.pollSeconds === null && !more) return;
    const pause = deps.pollSeconds ?? 0;
    await deps.jobs.send(tx, 'erp.poll', [
      {
        data: { tenantId, connectionId },
        singletonKey: `${tenantId}:${connectionId}`,
        startAfter: more ? 0 : health ? Math.max(5, pause) : pause,
      },
    ]);
  });
}

/** What matters of what was read becomes signals with their triage jobs; holes in the data are noted per order. */
async function keepSignals(
  tx: Tx,
  deps: Pick<Deps, 'jobs' | 'log'>,
  connectionId: string,
  contexts: OrderContext[],
  now: string,
): Promise<void> {
  if (!contexts.length) return;
  const { tenantId } = tx;
  const watched = await tx.rows<{ id: string }>(
    sql`select order_id as id from unhold.exception where connection_id = ${connectionId} and settled_at is null`,
  );
  const open = new Set(watched.map((row) => row.id));
  const looks = contexts.map((context) => ({ context, ...inspect(context) }));
  for (const { context, unread } of looks) {
    if (unread.length)
      deps.log.warn('Not all of an order can be read', {
        tenantId,
        connectionId,
        orderId: context.order.id,
        unread,
      });
  }
  const rows = looks
    .filter(({ context, findings }) => open.has(context.order.id) || findings.length > 0)
    .map(({ context }) => ({
      signal_id: randomUUID(),
      tenant_id: tenantId,
      connection_id: connectionId,
      source: 'erp',
      source_key: contextKey(context),
      received_at: now,
      body: context,
      status: 'received',
    }));
  if (rows.length) {
    const stored = await tx.rows<{ id: string }>(sql`
      insert into unhold.signal as s select * from jsonb_populate_recordset(null::unhold.signal, ${JSON.stringify(rows)}::jsonb)
      on conflict (tenant_id, connection_id, source, source_key) do update
        set status = 'received', body = excluded.body, received_at = excluded.received_at
        where s.status = 'triaged' and exists (
          select 1 from unhold.exception e where e.connection_id = s.connection_id
            and e.order_id = s.body->'order'->>'id' and e.updated_at > s.received_at
            and e.status in ('open', 'needs_second', 'withdrawn'))
      returning signal_id as id`);
    await deps.jobs.send(
      tx,
      'triage',
      stored.map(({ id }) => ({ data: { tenantId, signalId: id } })),
    );
  }
  await noteGaps(tx, connectionId, looks, now);
}

const closed = new Set(['shipped', 'done', 'cancelled']);

/** Replaces what was known of these orders' holes; a closed order has none that matter. */
async function noteGaps(
  tx: Tx,
  connectionId: string,
  looks: (Inspection & { context: OrderContext })[],
  now: string,
): Promise<void> {
  const gaps = looks.flatMap(({ context, ...inspection }) =>
    closed.has(context.order.state)
      ? []
      : dataQuality(context, inspection)
          .slice(0, GAPS_PER_ORDER)
          .map(({ about, text }) => ({
            tenant_id: tx.tenantId,
            connection_id: connectionId,
            order_id: context.order.id,
            order_label: orderLabel(context.order),
            about,
            text,
            seen_at: now,
          })),
  );
  await tx.rows(sql`delete from unhold.data_gap where connection_id = ${connectionId}
    and order_id in ${looks.map(({ context }) => context.order.id)}`);
  if (!gaps.length) return;
  await tx.rows(
    sql`insert into unhold.data_gap select * from jsonb_populate_recordset(null::unhold.data_gap, ${JSON.stringify(gaps)}::jsonb)`,
  );
}

/**
 * Reads one page of all open orders anew and goes on with the next; after the last it comes back in an hour. What only
 * time brings about is heard this way, and what an ERP's list of changes does not tell.
 */
export async function lookAtAll(
  deps: Deps,
  { tenantId, connectionId, cursor }: JobData['erp.look'],
): Promise<void> {
  const erp = await deps.erp(tenantId, connectionId);
  let next: string | null = null;
  let contexts: OrderContext[] = [];
  try {
    const page = await erp.changes(cursor, PAGE);
    contexts = page.orderIds.length ? await erp.read(page.orderIds) : [];
    next = page.more && page.cursor !== cursor ? page.cursor : null;
  } catch (error) {
    if (!(error instanceof ErpUnreachable)) throw error;
  }
  await inTenant(deps.database, tenantId, async (tx) => {
    await keepSignals(tx, deps, connectionId, contexts, deps.clock.now().toISOString());
    await deps.jobs.send(tx, 'erp.look', [
      {
        data: { tenantId, connectionId, cursor: next },
        singletonKey: `${tenantId}:${connectionId}`,
        startAfter: next ? 0 : LOOK_SECONDS,
      },
    ]);
  });
}
