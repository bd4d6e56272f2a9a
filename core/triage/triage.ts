import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { SignalSource } from '../model/exception.ts';
import type { OrderContext } from '../model/order.ts';
import type { OrderEvent } from '../model/signal.ts';
import { inTenant } from '../store/database.ts';
import type { MailSignal } from './account.ts';
import { detectOrders } from './detectOrders.ts';
import { triageEvent } from './events.ts';
import { triageMail } from './triageMail.ts';

interface SignalRow {
  signalId: string;
  connectionId: string;
  source: SignalSource;
  /** ISO instant. */
  receivedAt: string;
  body: unknown;
}

/**
 * Signals to exceptions: those of one connection together, mails and events one by one. One that fails holds up none of the
 * others; it alone is left when the jobs come again.
 */
export async function triage(deps: Deps, jobs: JobData['triage'][]): Promise<void> {
  const failures: unknown[] = [];
  for (const [tenantId, mine] of Map.groupBy(jobs, (job) => job.tenantId)) {
    const signals = await inTenant(deps.database, tenantId, (tx) =>
      tx.rows<SignalRow>(sql`
        select signal_id as "signalId", connection_id as "connectionId", source, body,
          to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt"
        from unhold.signal
        where signal_id in ${mine.map((job) => job.signalId)} and status = 'received' order by received_at`),
    );
    const fromErp = signals.filter((signal) => signal.source === 'erp');
    for (const [connectionId, rows] of Map.groupBy(fromErp, (signal) => signal.connectionId)) {
      // The newest reading of an order stands for the older ones.
      const latest = new Map<string, OrderContext>();
      for (const row of rows) {
        const context = row.body as OrderContext;
        latest.set(context.order.id, context);
      }
      await detectOrders(deps, {
        tenantId,
        connectionId,
        contexts: [...latest.values()],
        signals: rows.map((row) => ({
          signalId: row.signalId,
          orderId: (row.body as OrderContext).order.id,
        })),
      });
    }
    for (const word of signals.filter((signal) => signal.source !== 'erp')) {
      try {
        if (word.source === 'email') await triageMail(deps, tenantId, word, word.body as MailSignal);
        else await triageEvent(deps, tenantId, word, word.body as OrderEvent);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (failures.length) throw failures[0];
}
