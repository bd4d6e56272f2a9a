import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { DocumentReading } from '../model/document.ts';
import { queueNotice } from '../notify/notices.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { accountOfMail, type MailSignal } from './account.ts';
import { fillOpenFields } from './documents/fillOpenFields.ts';
import { isRead } from './documents/papers.ts';
import { receiveEvent } from './events.ts';
import { jsonbText } from './jsonbText.ts';

/** What is kept of a mail's papers beside the mail itself, which is kept whole. */
const most = { files: 50, lines: 200, checks: 50, characters: 256_000 };

/** Whether the files of a mail are to be read before it is judged. */
export const hasUnreadPapers = ({ mail, papers }: MailSignal): boolean =>
  papers === undefined && mail.attachments.length > 0;

/**
 * Reads the files of a mail once and keeps what they say with it; then the mail goes to triage. What they tell by
 * themselves (an answer with a backorder, a shipment that is late) goes on as signals of their own.
 */
export async function readPapers(deps: Deps, tenantId: string, signalId: string): Promise<void> {
  const signal = await inTenant(deps.database, tenantId, async (tx) => {
    const [row] = await tx.rows<{ raw: string; at: string; body: MailSignal }>(sql`
      select encode(raw, 'base64') as raw, to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, body
      from unhold.signal where signal_id = ${signalId} and status = 'received' and source = 'email'`);
    return row;
  });
  if (!signal || !deps.papers || !hasUnreadPapers(signal.body)) return;
  const { readings, events, notices } = await deps.papers.ofMail(
    Buffer.from(signal.raw, 'base64'),
    signal.at,
  );
  const papers = keep(await fillOpenFields(deps.model, tenantId, readings.slice(0, most.files)));
  const { from } = accountOfMail(signal.body);
  const via = { from, messageId: signal.body.mail.messageId, warnings: signal.body.warnings ?? [] };
  for (const event of events) await receiveEvent(deps, tenantId, { ...event, via });
  await inTenant(deps.database, tenantId, async (tx) => {
    await tx.rows(sql`
      update unhold.signal set body = body || jsonb_build_object('papers', ${jsonbText(papers)}::jsonb, 'events', ${events.length}::int)
      where signal_id = ${signalId}`);
    await tellPartnersTrouble(tx, deps, notices, from);
    await deps.jobs.send(tx, 'triage', [{ data: { tenantId, signalId } }]);
  });
}

/** Cut to what cards and matching use. */
function keep(readings: DocumentReading[]): DocumentReading[] {
  let left = most.characters;
  return readings.map((paper) => {
    if (!isRead(paper)) return paper;
    const cut = {
      ...paper,
      lines: paper.lines.slice(0, most.lines),
      ...('checks' in paper
        ? { checks: paper.checks.toSorted((a, b) => Number(a.ok) - Number(b.ok)).slice(0, most.checks) }
        : {}),
    };
    const size = JSON.stringify(cut).length;
    left -= size;
    return left >= 0 ? cut : { ...cut, lines: [], ...('checks' in cut ? { checks: [] } : {}) };
  });
}

/** A partner could not read what was sent: no order's trouble, and somebody has to know. Once, in each product. */
async function tellPartnersTrouble(
  tx: Tx,
  deps: Deps,
  notices: { id: string; text: string }[],
  from: string,
): Promise<void> {
  if (!notices.length) return;
  const { channels } = await tenantConfig(tx);
  const places = [...Map.groupBy(channels, ({ surface }) => surface).values()].map(([first]) => first!);
  for (const { id, text } of notices) {
    for (const channel of places) {
      await queueNotice(tx, deps, {
        key: `document:${id}:${channel.id}`,
        to: { channelId: channel.id },
        now: deps.clock.now(),
        notice: {
          title: text,
          sections: [],
          footer: `From a file in a mail from ${from}.`,
        },
      });
    }
  }
}
