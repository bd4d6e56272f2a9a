/** Opens, renews and ends exceptions: the rows, the record and the next jobs, all in the caller's transaction. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { decideAutomatically } from '../approvals/automatic.ts';
import { dueTime, scheduleTimers, type Waiting } from '../approvals/timers.ts';
import type { AuditEntry } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { isExceptionType } from '../exceptions/index.ts';
import { orderLabel } from '../exceptions/type.ts';
import type { ExceptionView, SignalSource } from '../model/exception.ts';
import type { OrderContext } from '../model/order.ts';
import type { Tx } from '../store/database.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';
import { placeCases } from './places.ts';
import type { Proposal } from './propose.ts';

/** What one detection run wants to change; written in a handful of statements however many orders it saw. */
export interface CaseChanges {
  opened: NewCase[];
  renewed: {
    exceptionId: string;
    type: string;
    version: number;
    proposal: Proposal;
    fingerprint: string;
    context: OrderContext;
    notices: string[];
  }[];
  ended: { exceptionId: string; status: 'withdrawn' | 'resolved'; sentence: string }[];
  /** Cases, open before this run, that policy may decide by itself. */
  automatic?: { exceptionId: string; version: number; proposal: Proposal; context: OrderContext }[];
}

export interface NewCase {
  exceptionId: string;
  connectionId: string | null;
  type: string;
  source: SignalSource;
  context: OrderContext | null;
  proposal: Proposal;
  fingerprint: string;
  /** The person who asked for it; nobody where an ERP or a mail told of it. */
  requestedBy?: string;
  /** Whom it was told to; their channel is preferred. */
  team?: string;
}

type CaseDeps = Pick<Deps, 'jobs' | 'clock' | 'model'>;

export const newExceptionId = (): string => randomUUID();

/** Tells every channel that an exception looks different now. */
export async function showAgain(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  { tenantId }: Pick<TenantConfig, 'tenantId'>,
  exceptionIds: string[],
  afterSeconds = 0,
): Promise<void> {
  await deps.jobs.send(
    tx,
    'card',
    exceptionIds.map((exceptionId) => ({
      data: { tenantId, exceptionId },
      // A look later must not stand in the way of one now.
      singletonKey: afterSeconds ? `${exceptionId}:later` : exceptionId,
      ...(afterSeconds ? { startAfter: afterSeconds } : {}),
    })),
  );
}

/** Writes all changes. The caller has locked what it read, and appends the returned entries last. */
export async function applyChanges(
  tx: Tx,
  deps: CaseDeps,
  config: TenantConfig,
  { opened, renewed, ended, automatic = [] }: CaseChanges,
): Promise<{ audit: AuditEntry[]; numbers: Map<string, string> }> {
  const now = deps.clock.now();
  const { fresh, numbers } = await insertCases(tx, config, opened, now);
  const audit: AuditEntry[] = fresh.map((c) => ({
    at: now,
    actor: 'unhold',
    event: 'exception.opened',
    exceptionId: c.exceptionId,
    detail: {
      number: numbers.get(c.exceptionId),
      type: c.type,
      source: c.source,
      order: c.context?.order.number ?? c.context?.order.id ?? null,
      atStake: c.proposal.atStake,
    },
  }));
  const waiting: Waiting[] = [...fresh.map((c) => ({ ...c, version: 1 })), ...renewed].map(
    ({ exceptionId, version, type, proposal }) => ({ exceptionId, version, type, ...proposal }),
  );
  await insertProposals(tx, now, [...fresh.map((c) => ({ ...c, version: 1 })), ...renewed]);
  audit.push(...(await placeCases(tx, deps, config, fresh, now)));
  for (const { exceptionId, type, version, proposal, fingerprint, context, notices } of renewed) {
    const { due, expires } = dueTime(config, { type, priority: proposal.priority }, now);
    await tx.rows(sql`
      update unhold.exception set version = ${version}, revision = revision + 1, fingerprint = ${fingerprint},
        status = 'open', at_stake = ${proposal.atStake.amount}, currency = ${proposal.atStake.currency},
        priority = ${proposal.priority}, requested_at = ${now.toISOString()}, moved_to = '{}',
        order_read_at = ${context.readAt}, entered_by = ${context.order.enteredBy}, notices = ${JSON.stringify(notices)}::jsonb,
        updated_at = ${now.toISOString()}, expires_at = ${expires.toISOString()}, due_at = ${due.toISOString()}
      where exception_id = ${exceptionId}`);
    audit.push({
      at: now,
      actor: 'unhold',
      event: 'exception.renewed',
      exceptionId,
      detail: { version, atStake: proposal.atStake, notices },
    });
  }
  for (const { exceptionId, status, sentence } of ended) {
    audit.push(await settle(tx, now, exceptionId, status, { sentence, actor: null }));
  }
  const decidable = [
    ...fresh.flatMap((c) => (c.context ? [{ ...c, context: c.context, version: 1 }] : [])),
    ...renewed,
    ...automatic,
  ];
  audit.push(...(await decideAutomatically(tx, deps, config, decidable, now)));
  await showAgain(tx, deps, config, [
    ...waiting.map((w) => w.exceptionId),
    ...ended.map((e) => e.exceptionId),
  ]);
  await scheduleTimers(tx, deps, config, waiting, now);
  if (deps.model) {
    await deps.jobs.send(
      tx,
      'reason',
      waiting
        .filter(({ type }) => isExceptionType(type))
        .map(({ exceptionId, version }) => ({
          data: { tenantId: config.tenantId, exceptionId, version },
        })),
    );
  }
  return { audit, numbers };
}

/** The rows of new cases. One that another worker opened a moment ago is left out: its job shows it. */
async function insertCases(
  tx: Tx,
  config: TenantConfig,
  opened: NewCase[],
  now: Date,
): Promise<{ fresh: NewCase[]; numbers: Map<string, string> }> {
  const numbers = new Map<string, string>();
  if (!opened.length) return { fresh: [], numbers };
  const [{ last } = { last: 0 }] = await tx.rows<{ last: number }>(
    sql`update unhold.tenant set exception_seq = exception_seq + ${opened.length} returning exception_seq as last`,
  );
  const rows = opened.map((c, index) => {
    const order = c.context?.order;
    const number = `EX-${last - opened.length + 1 + index}`;
    numbers.set(c.exceptionId, number);
    const { due, expires } = dueTime(config, { type: c.type, priority: c.proposal.priority }, now);
    return {
      exception_id: c.exceptionId,
      tenant_id: config.tenantId,
      connection_id: c.connectionId,
      number,
      type: c.type,
      status: order || c.source === 'policy' ? 'open' : 'needs_matching',
      source: c.source,
      order_id: order?.id ?? null,
      order_number: order?.number ?? null,
      reference: order?.reference ?? null,
      customer_id: order ? (order.customer.code ?? order.customer.id) : null,
      customer_name: order?.customer.name ?? null,
      order_label: order ? orderLabel(order) : null,
      order_url: order?.url ?? null,
      order_read_at: c.context?.readAt ?? null,
      entered_by: order?.enteredBy ?? null,
      ordered_on: order?.orderedOn ?? null,
      fingerprint: c.fingerprint,
      at_stake: c.proposal.atStake.amount,
      currency: c.proposal.atStake.currency,
      priority: c.proposal.priority,
      requested_by: c.requestedBy ?? null,
      requested_at: now.toISOString(),
      opened_at: now.toISOString(),
      updated_at: now.toISOString(),
      due_at: due.toISOString(),
      expires_at: expires.toISOString(),
    };
  });
  const columns = sql.raw(Object.keys(rows[0]!).join(', '));
  const inserted = await tx.rows<{ id: string }>(sql`
    insert into unhold.exception (${columns})
    select ${columns} from jsonb_populate_recordset(null::unhold.exception, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing returning exception_id as id`);
  const ids = new Set(inserted.map((row) => row.id));
  return { fresh: opened.filter((c) => ids.has(c.exceptionId)), numbers };
}

async function insertProposals(
  tx: Tx,
  now: Date,
  proposals: { exceptionId: string; version: number; proposal: Proposal }[],
): Promise<void> {
  if (!proposals.length) return;
  const rows = proposals.map((p) => ({
    tenant_id: tx.tenantId,
    exception_id: p.exceptionId,
    version: p.version,
    body: p.proposal,
    created_at: now.toISOString(),
  }));
  await tx.rows(
    sql`insert into unhold.proposal select * from jsonb_populate_recordset(null::unhold.proposal, ${JSON.stringify(rows)}::jsonb)`,
  );
}

/** Ends an exception with its sentence. The card gives way to a record. */
export async function settle(
  tx: Tx,
  now: Date,
  exceptionId: string,
  status: 'resolved' | 'rejected' | 'expired' | 'withdrawn',
  record: {
    sentence: string;
    actor: { id: string; name: string } | null;
    /** The name to show, where it is another than the actor's. */
    by?: string | null;
    reason?: string;
    option?: string | null;
    erpSays?: string;
  },
): Promise<AuditEntry> {
  const shown: ExceptionView['record'] = {
    sentence: record.sentence,
    by: record.by ?? record.actor?.name ?? null,
    at: now.toISOString(),
    reason: record.reason ?? null,
    option: record.option ?? null,
    erpSays: record.erpSays ?? null,
  };
  await tx.rows(sql`
    update unhold.exception set status = ${status}, record = ${JSON.stringify(shown)}::jsonb, notices = '[]',
      revision = revision + 1, updated_at = ${now.toISOString()}, settled_at = ${now.toISOString()}
    where exception_id = ${exceptionId}`);
  const event = status === 'rejected' ? ('decision.rejected' as const) : (`exception.${status}` as const);
  return {
    at: now,
    actor: record.actor?.id ?? 'unhold',
    event,
    exceptionId,
    detail: {
      sentence: record.sentence,
      ...(record.reason ? { reason: record.reason } : {}),
      ...(record.erpSays ? { erp: record.erpSays } : {}),
    },
  };
}
