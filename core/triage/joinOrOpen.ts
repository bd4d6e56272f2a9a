import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { DocumentReading } from '../model/document.ts';
import type { OrderContext } from '../model/order.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { type Account, threadLine } from './account.ts';
import { applyChanges, newExceptionId } from './cases.ts';
import { type DetectInput, detectOrders } from './detectOrders.ts';
import { type Difference, differences } from './documents/compare.ts';
import { isRead } from './documents/papers.ts';
import { type Candidate, type Clues, matchOrder } from './match.ts';
import { proposeFromMail, toldPart } from './propose.ts';
import { caseToJoin } from './relatedTypes.ts';
import type { Report } from './reports/report.ts';
import { reportsOf, type Word } from './reports/reportsIn.ts';

/** What became of an account, for whoever told it. */
export interface Outcome {
  exceptionId: string;
  /** "EX-12". */
  number: string;
  became: 'joined' | 'opened' | 'unmatched';
}

export interface Told {
  /** The signal itself: what it reports of the order is read from it. */
  word: Word;
  account: Account;
  /** null: it says nothing clear, but its papers may. */
  type: string | null;
  /** What it may be about, where neither it nor its papers are clear and it names an order; a person then says so. */
  guess?: string | null;
  /** Other types that it speaks of. */
  also: string[];
  clues: Clues;
  /** Whom it was addressed to; their channel is preferred. */
  team?: string | null;
  /** Answers whoever told it, in the same transaction. */
  answer?(tx: Tx, config: TenantConfig, outcome: Outcome): Promise<void>;
}

/**
 * What was told, to an exception: matched to its order and joined with what the ERP shows, or asked about. false: there is
 * no trouble in it, and nothing was done.
 */
export async function joinOrOpen(deps: Deps, tenantId: string, given: Told): Promise<boolean> {
  let told = given;
  const config = await inTenant(deps.database, tenantId, tenantConfig);
  const { matched, candidates } = await matchOrder(deps, config, told.clues);
  let context: OrderContext | null = null;
  if (matched) {
    const erp = await deps.erp(tenantId, matched.connectionId);
    [context = null] = await erp.read([matched.orderId]);
  }
  const remarks = context ? remarksOn(told.account.papers ?? [], context, config) : [];
  const { orderNumbers, poNumbers } = told.clues;
  const names = context !== null || orderNumbers.length + poNumbers.length > 0;
  const type = told.type ?? remarks[0]?.type ?? (names ? told.guess : null) ?? null;
  told = { ...told, account: { ...told.account, remarks: remarks.map(({ text }) => text) } };
  const place = matched && context ? { connectionId: matched.connectionId, context } : null;
  // What the ERP itself shows comes first; the account then joins that case.
  const look = place && {
    tenantId,
    connectionId: place.connectionId,
    contexts: [place.context],
    source: told.account.source,
  };
  const reports = place && type ? reportsOf(told.word, type, place.context, config) : [];
  if (look && type && reports.length) {
    const open = await inTenant(deps.database, tenantId, (tx) => openCase(tx, place, type, told.also));
    // What is told of one trouble in the words of another joins the case of the other, as words.
    const own = !open || open.type === type;
    await detectOrders(deps, { ...look, ...(own ? { told: attaching(deps, told, type, reports) } : {}) });
  } else if (look) {
    await detectOrders(deps, look);
  }
  if (!type) return false;
  await inTenant(deps.database, tenantId, async (tx) => {
    const [signal] = await tx.rows<{ status: string }>(
      sql`select status from unhold.signal where signal_id = ${told.word.signalId} for update`,
    );
    if (signal?.status !== 'received') return;
    const open = place ? await openCase(tx, place, type, told.also) : null;
    const { exceptionId, number, audit } = open
      ? await join(tx, deps, config, told, open)
      : await openNew(tx, deps, config, { ...told, type }, place, candidates);
    await tx.rows(
      sql`update unhold.signal set status = 'triaged', exception_id = ${exceptionId} where signal_id = ${told.word.signalId}`,
    );
    const became = open ? 'joined' : place ? 'opened' : 'unmatched';
    await told.answer?.(tx, config, { exceptionId, number, became });
    await appendAudit(tx, audit);
  });
  return true;
}

/** What makes detection put the signal into the case that its reports open or join. */
const attaching = (
  deps: Deps,
  told: Told,
  type: string,
  reports: Report[],
): NonNullable<DetectInput['told']> => ({
  signalId: told.word.signalId,
  type,
  reports,
  card: toldPart(told.account),
  team: told.team ?? null,
  async attached(tx, config, { exceptionId, number, opened }) {
    const became = opened ? 'opened' : 'joined';
    await told.answer?.(tx, config, { exceptionId, number, became });
    return opened ? [] : (await join(tx, deps, config, told, { id: exceptionId, number })).audit;
  },
});

/** Where the papers of an account say something else than the order. */
const remarksOn = (
  papers: DocumentReading[],
  { order }: OrderContext,
  { locale, name }: TenantConfig,
): Difference[] =>
  papers.filter(isRead).flatMap((paper) => differences(paper, order, { locale, company: name }));

interface Place {
  connectionId: string;
  context: OrderContext;
}

interface Result {
  exceptionId: string;
  number: string;
  audit: AuditEntry[];
}

/** The open case of the order that speaks of the same trouble, locked. */
async function openCase(
  tx: Tx,
  { connectionId, context }: Place,
  type: string,
  also: string[],
): Promise<{ id: string; number: string; type: string } | null> {
  const open = await tx.rows<{ id: string; number: string; type: string }>(sql`
    select exception_id as id, number, type from unhold.exception
    where connection_id = ${connectionId} and order_id = ${context.order.id} and settled_at is null
    order by opened_at, exception_id for update`);
  return caseToJoin(open, type, also);
}

async function join(
  tx: Tx,
  deps: Deps,
  config: TenantConfig,
  { word: { signalId }, account }: Told,
  open: { id: string; number: string },
): Promise<Result> {
  await replyInThreads(tx, deps, config, open.id, threadLine(account));
  const { source, from, subject } = account;
  const entry: AuditEntry = {
    at: deps.clock.now(),
    actor: 'unhold',
    event: 'signal.joined',
    exceptionId: open.id,
    detail: { signal: signalId, source, from, subject },
  };
  return { exceptionId: open.id, number: open.number, audit: [entry] };
}

async function openNew(
  tx: Tx,
  deps: Deps,
  config: TenantConfig,
  { account, type, team }: Told & { type: string },
  place: Place | null,
  candidates: Candidate[],
): Promise<Result> {
  const exceptionId = newExceptionId();
  const proposal = proposeFromMail(
    type,
    place?.context ?? null,
    account,
    place ? [] : candidates.map(({ score: _, ...candidate }) => candidate),
    config,
  );
  const { audit, numbers } = await applyChanges(tx, deps, config, {
    opened: [
      {
        exceptionId,
        connectionId: place?.connectionId ?? null,
        type,
        source: account.source,
        context: place?.context ?? null,
        proposal,
        // "mail:" marks what was told and the ERP does not show: detection leaves it open.
        ...(team ? { team } : {}),
        fingerprint: `mail:${account.source === 'email' ? '' : `${account.source}:`}${account.key}`,
      },
    ],
    renewed: [],
    ended: [],
  });
  if (!audit.some((entry) => entry.exceptionId === exceptionId)) {
    throw new Error(`Another worker opened a ${type} for this order at the same moment; the retry joins it.`);
  }
  return { exceptionId, number: numbers.get(exceptionId) ?? '', audit };
}

/** A line under the cards of an exception, in every product. */
export async function replyInThreads(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: Pick<TenantConfig, 'tenantId' | 'channels'>,
  exceptionId: string,
  text: string,
): Promise<void> {
  const surfaces = [...new Set(config.channels.map((channel) => channel.surface))];
  await deps.jobs.send(
    tx,
    'reply',
    surfaces.map((surface) => ({ data: { tenantId: config.tenantId, exceptionId, surface, text } })),
  );
}
