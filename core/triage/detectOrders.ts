/** From orders as an ERP told them to open, renewed or ended exceptions. */
import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { exceptionType, inspect } from '../exceptions/index.ts';
import type { ExceptionStatus, Finding, SignalSource } from '../model/exception.ts';
import type { OrderContext } from '../model/order.ts';
import type { Passage } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { applyChanges, type CaseChanges, newExceptionId } from './cases.ts';
import { ANSWER, hashOf, type Proposal, propose } from './propose.ts';
import { type Report, withReports } from './reports/report.ts';
import { keepReports, openReports } from './reports/store.ts';

interface Existing {
  exceptionId: string;
  number: string;
  type: string;
  orderId: string;
  status: ExceptionStatus;
  source: SignalSource;
  version: number;
  fingerprint: string;
  readAt: string | null;
  settled: boolean;
  proposal: Proposal;
}

export interface DetectInput {
  tenantId: string;
  connectionId: string;
  contexts: OrderContext[];
  /** The signals that these contexts came with; marked triaged in the same transaction. */
  signals?: { signalId: string; orderId: string }[];
  /** Notices for cards that are renewed by this run, by order ("The ERP refused: …"). */
  notices?: Map<string, string[]>;
  /** Renew open cards of these orders even where nothing changed (an action failed and consumed its approval). */
  force?: Set<string>;
  /** Where word of it came from, other than the ERP. */
  source?: SignalSource;
  /** What was just told of the one order, and is in none of its cases: its signal joins one in the same transaction. */
  told?: {
    signalId: string;
    /** What it is about, and its reports of that type. */
    type: string;
    reports: Report[];
    /** Who said it, and what people may know better; goes onto the card. */
    card: Pick<Proposal, 'told'>;
    team?: string | null;
    /** What else follows, in that transaction. */
    attached(tx: Tx, config: TenantConfig, to: Attached): Promise<AuditEntry[]>;
  };
}

interface Attached {
  exceptionId: string;
  number: string;
  /** Whether it opened the case, rather than joining it. */
  opened: boolean;
}

/** Finds passages once per distinct question and customer. */
async function passagesFor(
  deps: Deps,
  input: DetectInput,
  findings: { finding: Finding; context: OrderContext }[],
): Promise<(finding: Finding, context: OrderContext) => Passage[]> {
  const key = (f: Finding, c: OrderContext) =>
    `${f.type}|${c.order.customer.id}|${c.order.orderedOn ?? c.readAt.slice(0, 10)}`;
  const found = new Map<string, Passage[]>();
  for (const { finding, context } of findings) {
    if (found.has(key(finding, context))) continue;
    found.set(
      key(finding, context),
      await deps.knowledge.search({
        tenantId: input.tenantId,
        connectionId: input.connectionId,
        customerId: context.order.customer.code ?? context.order.customer.id,
        on: context.order.orderedOn ?? context.readAt.slice(0, 10),
        question: exceptionType(finding.type).question,
        limit: 8,
      }),
    );
  }
  return (finding, context) => found.get(key(finding, context)) ?? [];
}

/** Detects, and brings the open cases of these orders up to date. */
export async function detectOrders(deps: Deps, input: DetectInput): Promise<void> {
  // What somebody told of an order in the meantime must not be taken for gone.
  while (!(await detectOnce(deps, input)));
}

/** false: what is reported of these orders is not what it was when looking began. Nothing was done. */
async function detectOnce(deps: Deps, input: DetectInput): Promise<boolean> {
  const { tenantId, connectionId, told } = input;
  const erp = await deps.erp(tenantId, connectionId);
  const orderIds = input.contexts.map(({ order }) => order.id);
  const reports = await inTenant(deps.database, tenantId, (tx) => openReports(tx, connectionId, orderIds));
  const looks = input.contexts.map((asRead) => {
    const here = [...(reports.get(asRead.order.id) ?? []), ...(told?.reports ?? [])];
    const context = withReports(asRead, here);
    return { context, reportedTypes: new Set<string>(here.map(({ type }) => type)), ...inspect(context) };
  });
  const contexts = looks.map(({ context }) => context);
  const findings = looks.flatMap((look) =>
    look.findings.map((finding) => ({ finding, context: look.context })),
  );
  const passages = await passagesFor(deps, input, findings);
  return inTenant(deps.database, tenantId, async (tx) => {
    const config = await tenantConfig(tx);
    if (told && !(await isWaiting(tx, told.signalId))) return true;
    const existing = await existingCases(tx, connectionId, contexts);
    if (hashOf([...(await openReports(tx, connectionId, orderIds))]) !== hashOf([...reports])) return false;
    const now = deps.clock.now();
    const changes: CaseChanges = { opened: [], renewed: [], ended: [], automatic: [] };
    for (const { context, findings: found, unread, reportedTypes } of looks) {
      const here = existing.filter((e) => e.orderId === context.order.id);
      for (const finding of found) {
        try {
          const proposal = propose(
            finding,
            context,
            config,
            connectionId,
            erp.capabilities(),
            passages(finding, context),
            now,
          );
          if (reportedTypes.has(finding.type)) proposal.reported = true;
          decideCase(changes, here, finding, context, proposal, input);
        } catch (error) {
          // One order whose data make no card keeps no other from having one.
          deps.log.error('No card can be made of what was found', error, {
            tenantId,
            connectionId,
            orderId: context.order.id,
            type: finding.type,
          });
        }
      }
      // What could not be judged has not gone away.
      endWhatIsGone(
        changes,
        here.filter((open) => !isOutdated(open, context)),
        [...found.map(({ type }) => type), ...unread],
      );
    }
    const { audit, numbers } = await applyChanges(tx, deps, config, changes);
    await markTriaged(tx, input.signals ?? [], connectionId);
    if (told) {
      const opened = changes.opened.find(({ type }) => type === told.type);
      const open = existing.find(({ type, settled }) => type === told.type && !settled);
      const exceptionId = open?.exceptionId ?? opened?.exceptionId;
      if (exceptionId) {
        if (opened && !audit.some((entry) => entry.exceptionId === exceptionId))
          throw new Error('Another worker opened this case at the same moment; the retry joins it.');
        await keepReports(tx, told.signalId, told.reports);
        await tx.rows(
          sql`update unhold.signal set status = 'triaged', exception_id = ${exceptionId} where signal_id = ${told.signalId}`,
        );
        const number = open?.number ?? numbers.get(exceptionId) ?? '';
        audit.push(...(await told.attached(tx, config, { exceptionId, number, opened: !open })));
      }
    }
    await appendAudit(tx, audit);
    return true;
  });
}

/** Locks a signal; false: somebody else has judged it. */
async function isWaiting(tx: Tx, signalId: string): Promise<boolean> {
  const [signal] = await tx.rows<{ status: string }>(
    sql`select status from unhold.signal where signal_id = ${signalId} for update`,
  );
  return signal?.status === 'received';
}

function decideCase(
  changes: CaseChanges,
  here: Existing[],
  finding: Finding,
  context: OrderContext,
  proposal: Proposal,
  input: DetectInput,
): void {
  const fingerprint = hashOf(exceptionType(finding.type).fingerprint(finding));
  const open = here.find((e) => e.type === finding.type && !e.settled);
  if (!open) {
    // What people decided stays decided until the numbers change. Who writes again wants an answer.
    if (
      !proposal.reported &&
      here.some((e) => e.settled && e.type === finding.type && e.fingerprint === fingerprint)
    )
      return;
    const { told } = input;
    const first = proposal.reported && told?.type === finding.type ? told : null;
    changes.opened.push({
      exceptionId: newExceptionId(),
      connectionId: input.connectionId,
      type: finding.type,
      source: input.source ?? 'erp',
      context,
      proposal: first ? withTold(proposal, first.card.told) : proposal,
      fingerprint,
      ...(first?.team ? { team: first.team } : {}),
    });
    return;
  }
  if (open.status === 'acting' || open.status === 'needs_person' || isOutdated(open, context)) return;
  // Somebody is taking the settled action back: that is decided first.
  if (open.proposal.undoes) return;
  // The same offer under the same rules: another policy asks other people, and so asks anew.
  const offer = ({ options }: Proposal) =>
    hashOf(options.map(({ id, hash, approval: { mode, needed, rule } }) => [id, hash, mode, needed, rule]));
  const { carriedOut } = open.proposal;
  // What somebody wrote to the customer still waits for its approval.
  const written = open.proposal.options.filter(({ id }) => id === ANSWER);
  const offered = proposal.options.filter(({ id }) => !carriedOut?.includes(id));
  const { told } = input;
  const said =
    told?.type === finding.type ? mergeTold(open.proposal.told, told.card.told) : open.proposal.told;
  const left: Proposal = {
    ...(proposal.reported ? withTold(proposal, said) : proposal),
    ...(carriedOut ? { carriedOut } : {}),
    options: [...offered, ...written],
  };
  const same = offer(open.proposal) === offer(left);
  if (same && open.fingerprint === fingerprint && !input.force?.has(context.order.id)) {
    if (open.status === 'open') {
      const { exceptionId, version } = open;
      changes.automatic?.push({ exceptionId, version, proposal: open.proposal, context });
    }
    return;
  }
  changes.renewed.push({
    exceptionId: open.exceptionId,
    type: finding.type,
    version: open.version + 1,
    proposal: left,
    fingerprint,
    context,
    notices:
      input.notices?.get(context.order.id) ??
      (same ? [] : [`${told ? 'More was reported' : 'The order changed'}; this card was renewed.`]),
  });
}

/** What people may know better, and who said it, stays on the card of a case that somebody told of. */
const withTold = (proposal: Proposal, told: Proposal['told']): Proposal =>
  told ? { ...proposal, told, facts: [...(told.facts ?? []), ...proposal.facts] } : proposal;

/** A second sender and what to know of them stand beside the first. */
function mergeTold(before: Proposal['told'], added: Proposal['told']): Proposal['told'] {
  if (!before || !added) return before ?? added;
  const known = new Set(before.facts?.map(({ label, value }) => `${label}\n${value}`));
  const facts = added.facts?.filter(({ label, value }) => !known.has(`${label}\n${value}`)) ?? [];
  return { ...before, facts: [...(before.facts ?? []), ...facts] };
}

/** The case was made from a later reading of its order. */
const isOutdated = ({ readAt }: Existing, context: OrderContext): boolean =>
  readAt !== null && Date.parse(readAt) > Date.parse(context.readAt);

function endWhatIsGone(changes: CaseChanges, here: Existing[], found: string[]): void {
  for (const open of here) {
    // What stopped half way is closed by the person who looked.
    const busy = open.status === 'acting' || open.status === 'needs_person';
    if (open.settled || busy || found.includes(open.type)) continue;
    // A case that somebody told of and the ERP does not show stays until a person closes it.
    if (open.source !== 'erp' && open.fingerprint.startsWith('mail:')) continue;
    if (open.proposal.undoes) continue;
    changes.ended.push({
      exceptionId: open.exceptionId,
      status: 'withdrawn',
      sentence: exceptionType(open.type).gone,
    });
  }
}

/** Open cases of these orders, locked, and settled ones whose decision still stands. */
async function existingCases(tx: Tx, connectionId: string, contexts: OrderContext[]): Promise<Existing[]> {
  if (!contexts.length) return [];
  const theirs = sql`e.connection_id = ${connectionId} and e.order_id in ${contexts.map((c) => c.order.id)}
      and (e.settled_at is null or e.status in ('resolved', 'rejected'))`;
  // First the locks, then the look: one statement would wait for them and still see the proposals from before it waited.
  await tx.rows(sql`select 1 from unhold.exception e where ${theirs} order by e.exception_id for update`);
  return tx.rows<Existing>(sql`
    select e.exception_id as "exceptionId", e.number, e.type, e.order_id as "orderId", e.status, e.source, e.version, e.fingerprint,
      to_char(e.order_read_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "readAt",
      e.settled_at is not null as settled, p.body as proposal
    from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where ${theirs}`);
}

async function markTriaged(
  tx: Tx,
  signals: { signalId: string; orderId: string }[],
  connectionId: string,
): Promise<void> {
  if (!signals.length) return;
  await tx.rows(sql`
    update unhold.signal s set status = 'triaged', exception_id = (
      select e.exception_id from unhold.exception e
      where e.connection_id = ${connectionId} and e.order_id = m->>'orderId' order by e.opened_at desc limit 1)
    from jsonb_array_elements(${JSON.stringify(signals)}::jsonb) m where s.signal_id in ${signals.map((s) => s.signalId)} and s.signal_id = m->>'signalId'`);
}

/** Reads orders again and detects: after a write, a conflict, or a person's match. */
export async function recheck(
  deps: Deps,
  input: Omit<DetectInput, 'contexts'> & { orderIds: string[] },
): Promise<OrderContext[]> {
  const erp = await deps.erp(input.tenantId, input.connectionId);
  const contexts = await erp.read(input.orderIds);
  await detectOrders(deps, { ...input, contexts });
  return contexts;
}
