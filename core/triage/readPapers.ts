import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { DocumentReading } from '../model/document.ts';
import type { Fact } from '../model/exception.ts';
import { queueNotice } from '../notify/notices.ts';
import type { Papers, PapersOfMail } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { accountOfMail, type MailSignal } from './account.ts';
import { settle, showAgain } from './cases.ts';
import { fillOpenFields } from './documents/fillOpenFields.ts';
import { formOf, isRead, paperFacts } from './documents/papers.ts';
import { receiveEvent } from './events.ts';
import { replyInThreads } from './joinOrOpen.ts';
import { jsonbText } from './jsonbText.ts';
import type { Proposal } from './propose.ts';

/** What is kept of a mail's papers beside the mail itself, which is kept whole. */
const most = { files: 50, lines: 200, checks: 50, characters: 256_000 };

type PaperDeps = Pick<Deps, 'database' | 'jobs' | 'clock' | 'papers' | 'model'>;

/** Whether the files of a mail are to be read before it is judged. */
export const hasUnreadPapers = ({ mail, papers }: MailSignal): boolean =>
  papers === undefined && mail.attachments.length > 0;

/**
 * Reads the files of a mail once and keeps what they say with it; then the mail goes to triage. What they tell by
 * themselves (an answer with a backorder, a shipment that is late) goes on as signals of their own. What this process
 * cannot read is left to one on Node; meanwhile the mail is judged without it.
 */
export async function readPapers(deps: PaperDeps, tenantId: string, signalId: string): Promise<void> {
  const signal = await signalOf(deps, tenantId, signalId);
  if (signal?.status !== 'received' || !deps.papers || !hasUnreadPapers(signal.body)) return;
  const papers = await readFiles(deps, deps.papers, tenantId, signal);
  await inTenant(deps.database, tenantId, async (tx) => {
    await keepPapers(tx, deps, signalId, papers);
    const data = { tenantId, signalId };
    await deps.jobs.send(tx, 'triage', [{ data }]);
    if (papers.readings.some((paper) => !isRead(paper) && paper.code === 'needs_node'))
      await deps.jobs.send(tx, 'scans', [{ data, startAfter: SCANS_AFTER }]);
  });
}

/** Seconds in which the mail itself is judged. */
const SCANS_AFTER = 5;

/**
 * On Node: reads all files of a mail of which a Worker left some. Where that mail opened nothing, or nobody knows its
 * order yet, it is judged again; else its case shows what they say.
 */
export async function readScans(deps: PaperDeps, tenantId: string, signalId: string): Promise<void> {
  const signal = await signalOf(deps, tenantId, signalId);
  if (!signal || !deps.papers) return;
  const read = await readFiles(deps, deps.papers, tenantId, signal);
  await inTenant(deps.database, tenantId, async (tx) => {
    const found = await caseOf(tx, signalId);
    const papers = { ...read, readings: await withScans(tx, signalId, read.readings) };
    await keepPapers(tx, deps, signalId, papers);
    const data = { tenantId, signalId };
    if (!found || found.status === 'needs_matching') {
      await tx.rows(
        sql`update unhold.signal set status = 'received', exception_id = null where signal_id = ${signalId}`,
      );
      await deps.jobs.send(tx, 'triage', [{ data }]);
    } else if (!found.settled) {
      await showPapers(tx, deps, tenantId, found, papers.readings);
    }
    if (found?.status === 'needs_matching') await endUnmatched(tx, deps, tenantId, found);
  });
}

/** In the place of what a Worker left: what it read, and what people have said of that since, stays. */
async function withScans(tx: Tx, signalId: string, readings: DocumentReading[]): Promise<DocumentReading[]> {
  const [row] = await tx.rows<{ papers: DocumentReading[] | null }>(
    sql`select body->'papers' as papers from unhold.signal where signal_id = ${signalId} for update`,
  );
  return (row?.papers ?? readings).flatMap((paper) =>
    isRead(paper) || paper.code !== 'needs_node'
      ? [paper]
      : readings.filter(({ file }) => file === paper.file || paper.file === WHOLE_MAIL),
  );
}

/** Stands for all files of a mail of which none was taken out. */
export const WHOLE_MAIL = 'attachments';

interface StoredMail {
  signalId: string;
  raw: string;
  at: string;
  status: string;
  body: MailSignal;
}

const signalOf = (deps: PaperDeps, tenantId: string, signalId: string): Promise<StoredMail | undefined> =>
  inTenant(deps.database, tenantId, async (tx) => {
    const [row] = await tx.rows<StoredMail>(sql`
      select signal_id as "signalId", encode(raw, 'base64') as raw, status, body,
        to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from unhold.signal where signal_id = ${signalId} and source = 'email'`);
    return row;
  });

async function readFiles(
  deps: PaperDeps,
  papers: Papers,
  tenantId: string,
  { raw, at, body }: StoredMail,
): Promise<PapersOfMail & { from: string }> {
  const { readings, events, notices } = await papers.ofMail(Buffer.from(raw, 'base64'), at);
  const kept = keep(await fillOpenFields(deps.model, tenantId, readings.slice(0, most.files)));
  const { from } = accountOfMail(body);
  const via = { from, messageId: body.mail.messageId, warnings: body.warnings ?? [] };
  // Sent again it is the same signal.
  for (const event of events) await receiveEvent(deps, tenantId, { ...event, via });
  return { readings: kept, events, notices, from };
}

async function keepPapers(
  tx: Tx,
  deps: PaperDeps,
  signalId: string,
  { readings, events, notices, from }: PapersOfMail & { from: string },
): Promise<void> {
  await tx.rows(sql`
    update unhold.signal set body = body || jsonb_build_object('papers', ${jsonbText(readings)}::jsonb, 'events', ${events.length}::int)
    where signal_id = ${signalId}`);
  await tellPartnersTrouble(tx, deps, notices, from);
}

interface ToldCase {
  exceptionId: string;
  version: number;
  status: string;
  settled: boolean;
  proposal: Proposal;
}

/** The case that a mail opened or joined, locked. */
async function caseOf(tx: Tx, signalId: string): Promise<ToldCase | undefined> {
  const mine = sql`(select exception_id from unhold.signal where signal_id = ${signalId})`;
  // First the lock, then the look: one statement would wait for it and still see the proposal from before it waited.
  await tx.rows(sql`select 1 from unhold.exception e where e.exception_id = ${mine} for update`);
  const [row] = await tx.rows<ToldCase>(sql`
    select e.exception_id as "exceptionId", e.version, e.status, e.settled_at is not null as settled, p.body as proposal
    from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where e.exception_id = ${mine}`);
  return row;
}

/** Its facts and questions are those of the files as they are read now. A case of the ERP hears of them in its thread. */
async function showPapers(
  tx: Tx,
  deps: PaperDeps,
  tenantId: string,
  { exceptionId, version, proposal }: ToldCase,
  readings: DocumentReading[],
): Promise<void> {
  if (proposal.told) {
    const change = factsAndForm(proposal, proposal.told, readings);
    await tx.rows(sql`
      update unhold.proposal set body = body || ${jsonbText(change)}::jsonb
      where exception_id = ${exceptionId} and version = ${version}`);
    await tx.rows(sql`
      update unhold.exception set revision = revision + 1, updated_at = ${deps.clock.now().toISOString()}
      where exception_id = ${exceptionId}`);
  } else {
    const lines = paperFacts(readings).map(({ label, value }) => `${label}: ${value}`);
    await replyInThreads(tx, deps, await tenantConfig(tx), exceptionId, lines.join('\n').slice(0, 1_000));
  }
  await showAgain(tx, deps, { tenantId }, [exceptionId]);
}

/** What changes of a proposal when the papers of its mail are read, or read better. */
export function factsAndForm(
  { facts }: Pick<Proposal, 'facts'>,
  told: NonNullable<Proposal['told']>,
  papers: DocumentReading[],
): Pick<Proposal, 'facts' | 'told'> {
  const withPapers = (all: Fact[]) => [
    ...all.filter(({ paper }) => paper === undefined),
    ...paperFacts(papers),
  ];
  return {
    facts: withPapers(facts),
    told: {
      ...told,
      form: formOf(papers),
      ...(told.facts ? { facts: withPapers(told.facts) } : {}),
    },
  };
}

async function endUnmatched(
  tx: Tx,
  deps: PaperDeps,
  tenantId: string,
  { exceptionId }: ToldCase,
): Promise<void> {
  const sentence = 'The files of the mail were read; it goes on with what they say.';
  const entry = await settle(tx, deps.clock.now(), exceptionId, 'withdrawn', { sentence, actor: null });
  await showAgain(tx, deps, { tenantId }, [exceptionId]);
  await appendAudit(tx, [entry]);
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
  deps: PaperDeps,
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
