import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { detect } from '../exceptions/index.ts';
import type { OrderContext } from '../model/order.ts';
import { ErpUnreachable } from '../ports.ts';
import { inTenant } from '../store/database.ts';
import { hashOf } from './propose.ts';

/** At most this many orders are read in one go; the rest follows at once. */
const PAGE = 100;

/** Identifies what an order looks like to the detectors: the same twice is one signal. */
const contextKey = ({ order, credit, prices }: OrderContext): string =>
  `${order.id}@${hashOf([order.version, order.state, credit, prices]).slice(0, 24)}`;

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
    const watched = contexts.length
      ? await tx.rows<{ id: string }>(
          sql`select order_id as id from unhold.exception where connection_id = ${connectionId} and settled_at is null`,
        )
      : [];
    const open = new Set(watched.map((row) => row.id));
    const rows = contexts
      .filter((context) => open.has(context.order.id) || detect(context).length > 0)
      .map((context) => ({
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
