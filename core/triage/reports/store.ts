/**
 * What signals report of their orders. Read anew each time: a person may have said since what they mean. Like what the ERP
 * records, it stays true when its case is resolved, and the same fingerprint keeps that settled; what a person rejected
 * or called no exception counts no more.
 */
import { sql } from 'drizzle-orm';
import type { OrderContext } from '../../model/order.ts';
import type { Tx } from '../../store/database.ts';
import { tenantConfig } from '../../store/tenantConfig.ts';
import { type Report, withReports } from './report.ts';
import { reportsIn, type Word } from './reportsIn.ts';

/** Of an order with many mails, the newest count. */
const mostSignals = 20;

export interface Reported {
  context: OrderContext;
  /** Types of exceptions that rest on what was reported. */
  reported: Set<string>;
}

/**
 * The orders as their ERP tells them, with what was told to their cases; to a case of each type only what is of its type.
 * `told`: what arrived just now and is in no case yet.
 */
export async function addReports(
  tx: Tx,
  connectionId: string,
  contexts: OrderContext[],
  told?: { type: string; word: Word },
): Promise<Reported[]> {
  const orderIds = contexts.map(({ order }) => order.id);
  const rows = orderIds.length
    ? await tx.rows<{ orderId: string; type: string } & Word>(sql`
        select e.order_id as "orderId", e.type, s.signal_id as "signalId", s.source, 
          to_char(s.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt",
          case s.source when 'email'
            then jsonb_build_object('reading', s.body->'reading', 'papers', s.body->'papers')
            else s.body end as body
        from unhold.exception e
          join lateral (
            select * from unhold.signal s where s.exception_id = e.exception_id and s.source <> 'erp'
            order by s.received_at desc limit ${mostSignals}
          ) s on true
        where e.connection_id = ${connectionId} and e.order_id in ${orderIds} and (e.settled_at is null or e.status = 'resolved')
        order by s.received_at, s.signal_id`)
    : [];
  if (!rows.length && !told) return contexts.map((context) => ({ context, reported: new Set() }));
  const config = await tenantConfig(tx);
  return contexts.map((context) => {
    const words = rows.filter(({ orderId }) => orderId === context.order.id);
    const reports: Report[] = [...words, ...(told ? [{ ...told.word, type: told.type }] : [])].flatMap(
      ({ type, ...word }) => reportsIn(word, type, context, config),
    );
    return { context: withReports(context, reports), reported: new Set(reports.map(({ type }) => type)) };
  });
}
