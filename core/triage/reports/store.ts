/**
 * Reports are read from a signal once, when it is judged, and kept with it: what was meant does not move when the order
 * changes. They count while the case that the signal opened or joined is open.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../store/database.ts';
import { jsonbText } from '../jsonbText.ts';
import type { Report } from './report.ts';

export async function keepReports(tx: Tx, signalId: string, reports: Report[]): Promise<void> {
  await tx.rows(sql`
    update unhold.signal set body = body || jsonb_build_object('reports', ${jsonbText(reports)}::jsonb)
    where signal_id = ${signalId}`);
}

/** By order, oldest first: of its open cases, and of each case's own type only. */
export async function openReports(
  tx: Tx,
  connectionId: string,
  orderIds: string[],
): Promise<Map<string, Report[]>> {
  const byOrder = new Map<string, Report[]>();
  if (!orderIds.length) return byOrder;
  const rows = await tx.rows<{ orderId: string; report: Report }>(sql`
    select e.order_id as "orderId", report.value as report
    from unhold.exception e
      join unhold.signal s on s.exception_id = e.exception_id
      cross join lateral jsonb_array_elements(s.body->'reports') with ordinality as report(value, at)
    where e.connection_id = ${connectionId} and e.order_id in ${orderIds} and e.settled_at is null
      and s.source <> 'erp' and report.value->>'type' = e.type
    order by s.received_at, s.signal_id, report.at`);
  for (const { orderId, report } of rows) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), report]);
  return byOrder;
}

/**
 * A case ended with some of what was asked: the signals that asked for the rest are judged again with that alone. Returns
 * them.
 */
export async function keepOnly(tx: Tx, exceptionId: string, requestIds: string[]): Promise<string[]> {
  if (!requestIds.length) return [];
  const rows = await tx.rows<{ id: string }>(sql`
    update unhold.signal s set status = 'received', exception_id = null,
      body = s.body || jsonb_build_object('reports', left_over.reports)
    from (
      select signal_id, jsonb_agg(report order by at) as reports
      from unhold.signal, jsonb_array_elements(body->'reports') with ordinality as kept(report, at)
      where exception_id = ${exceptionId} and report->'request'->>'id' in ${requestIds}
      group by signal_id
    ) left_over
    where s.signal_id = left_over.signal_id returning s.signal_id as id`);
  return rows.map(({ id }) => id);
}
