import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { DocumentReading } from '../model/document.ts';
import { inTenant } from '../store/database.ts';
import type { MailSignal } from './account.ts';
import { isRead } from './documents/papers.ts';
import { receiveEvent } from './events.ts';
import { jsonbText } from './jsonbText.ts';

/** Of a mail's files and a file's lines, so many are kept; the mail itself is kept whole. */
const most = { files: 50, lines: 500 };

/**
 * Reads the files of a mail once, keeps what they say with it, and hands on what they tell by themselves (an answer with
 * a backorder, a shipment that is late) as signals of their own.
 */
export async function readPapers(
  deps: Deps,
  tenantId: string,
  signalId: string,
  { mail, papers }: MailSignal,
): Promise<{ papers: DocumentReading[]; events: number }> {
  if (papers) return { papers, events: 0 };
  if (!deps.papers || !mail.attachments.length) return { papers: [], events: 0 };
  const [signal] = await inTenant(deps.database, tenantId, (tx) =>
    tx.rows<{ raw: string; at: string }>(sql`
      select encode(raw, 'base64') as raw, to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from unhold.signal where signal_id = ${signalId}`),
  );
  if (!signal?.raw) return { papers: [], events: 0 };
  const { readings, events } = await deps.papers.ofMail(Buffer.from(signal.raw, 'base64'), signal.at);
  for (const event of events) await receiveEvent(deps, tenantId, event);
  const kept = readings
    .slice(0, most.files)
    .map((paper) => (isRead(paper) ? { ...paper, lines: paper.lines.slice(0, most.lines) } : paper));
  await inTenant(deps.database, tenantId, (tx) =>
    tx.rows(sql`
      update unhold.signal set body = body || jsonb_build_object('papers', ${jsonbText(kept)}::jsonb)
      where signal_id = ${signalId}`),
  );
  return { papers: kept, events: events.length };
}
