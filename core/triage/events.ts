/** Events of carriers, EDI partners and documents: kept as signals, and joined to exceptions like mails. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { exceptionTypes, isExceptionType } from '../exceptions/index.ts';
import type { OrderEvent } from '../model/signal.ts';
import { inTenant } from '../store/database.ts';
import { accountOfEvent } from './account.ts';
import { joinOrOpen } from './joinOrOpen.ts';
import { jsonbText } from './jsonbText.ts';
import type { Word } from './reports/reportsIn.ts';

/** One line of a person's or a system's making: nothing that cannot be seen. */
const name = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^\P{C}*$/u, 'has characters that cannot be shown');

/** A normalised event as `POST /events` takes it. Whoever reads the carrier's or partner's own format says the type. */
export const orderEvent: z.ZodType<OrderEvent> = z.strictObject({
  id: name(200),
  source: z.enum(['carrier', 'edi', 'document']),
  type: z.string().refine(isExceptionType, {
    error: () => `is no type of exception; there are ${exceptionTypes.map((type) => type.name).join(', ')}`,
  }),
  at: z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'is no ISO 8601 instant or date',
  }),
  order: z
    .strictObject({
      number: name(60).optional(),
      reference: name(60).optional(),
      tracking: name(60).optional(),
    })
    .refine((order) => Object.values(order).some(Boolean), {
      error: 'needs a number, a reference or a tracking number',
    }),
  customer: name(200).optional(),
  text: z.string().trim().min(1).max(2_000),
  fields: z
    .record(name(100), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
    .refine((fields) => Object.keys(fields).length <= 100, { error: 'has more than 100 entries' })
    .optional(),
});

/**
 * Keeps an event verbatim as a signal and hands it to triage, in one transaction. The same id of the same source twice
 * is one signal.
 */
export async function receiveEvent(
  deps: Pick<Deps, 'database' | 'jobs' | 'clock'>,
  tenantId: string,
  event: OrderEvent,
): Promise<{ signalId: string; duplicate: boolean }> {
  return inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    const signalId = randomUUID();
    const { id, source, via } = event;
    // What a stranger mails must not take the place of what the partner sends.
    const key = via ? `mail:${via.messageId}:${id}` : id;
    const [stored] = await tx.rows<{ id: string }>(sql`
      insert into unhold.signal (signal_id, tenant_id, source, source_key, received_at, body, status)
      values (${signalId}, ${tenantId}, ${source}, ${key}, ${now.toISOString()}, ${jsonbText(event)}::jsonb, 'received')
      on conflict do nothing returning signal_id as id`);
    if (!stored) {
      const [first] = await tx.rows<{ id: string }>(
        sql`select signal_id as id from unhold.signal where source = ${source} and source_key = ${key} and connection_id = ''`,
      );
      return { signalId: first?.id ?? signalId, duplicate: true };
    }
    await deps.jobs.send(tx, 'triage', [{ data: { tenantId, signalId } }]);
    await appendAudit(tx, [
      { at: now, actor: 'unhold', event: 'signal.received', detail: { signal: signalId, source, key } },
    ]);
    return { signalId, duplicate: false };
  });
}

/** An event to an exception: joined to what is known of its order, opened, or asked about. Never a write. */
export async function triageEvent(
  deps: Deps,
  tenantId: string,
  word: Word,
  event: OrderEvent,
): Promise<void> {
  const { number, reference, tracking } = event.order;
  await joinOrOpen(deps, tenantId, {
    word,
    account: accountOfEvent(event),
    type: event.type,
    also: [],
    clues: {
      type: event.type,
      originalSender: null,
      orderNumbers: number ? [number] : [],
      poNumbers: reference ? [reference] : [],
      skus: [],
      trackingNumbers: tracking ? [tracking] : [],
      customer: event.customer ?? null,
    },
  });
}
