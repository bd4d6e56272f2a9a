/** What every click needs: who speaks, the case locked, and the card as it is afterwards. */
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { CardRef, Speaker } from '../desk.ts';
import type { ExceptionStatus, ExceptionView } from '../model/exception.ts';
import type { Person } from '../model/person.ts';
import { type ApprovalRow, countedApprovals } from '../store/approvals.ts';
import { inTenant, type Tx, tenantOfWorkspace } from '../store/database.ts';
import { personOf, type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { loadViews } from '../store/views.ts';
import type { Proposal } from '../triage/propose.ts';

export interface OpenCase {
  exceptionId: string;
  connectionId: string | null;
  orderId: string | null;
  orderLabel: string | null;
  customerName: string | null;
  number: string;
  type: string;
  status: ExceptionStatus;
  version: number;
  expiresAt: string | null;
  settled: boolean;
  /** The ERP user who entered the order. */
  enteredBy: string | null;
  record: ExceptionView['record'];
  proposal: Proposal;
  /** Approvals that count for this version, first one first. */
  approvals: ApprovalRow[];
  /** The person who asked for it, where one did. */
  requestedBy: string | null;
  requestedAt: string;
  undoUntil: string | null;
  batchId: string | null;
}

/**
 * The case, locked until the transaction ends together with the open ones of the same order: clicks on one order are
 * settled one after the other, so that only one action at a time changes it.
 */
export async function lockCase(tx: Tx, exceptionId: string): Promise<OpenCase | null> {
  // First the lock, then the look: one statement would wait for the lock and still see the decisions from before it waited.
  await tx.rows(sql`
    select 1 from unhold.exception e where exception_id = ${exceptionId} or (settled_at is null and exists (
      select 1 from unhold.exception o where o.exception_id = ${exceptionId}
        and o.connection_id = e.connection_id and o.order_id = e.order_id))
    order by exception_id for update`);
  const [row] = await tx.rows<OpenCase>(sql`
    select e.exception_id as "exceptionId", e.connection_id as "connectionId", e.order_id as "orderId",
      e.order_label as "orderLabel", e.customer_name as "customerName", e.number, e.type, e.status, e.version,
      to_char(e.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "expiresAt",
      e.settled_at is not null as settled, e.entered_by as "enteredBy", e.record, p.body as proposal,
      e.requested_by as "requestedBy",
      to_char(coalesce(e.requested_at, e.opened_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "requestedAt", e.batch_id as "batchId",
      to_char(e.undo_until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "undoUntil",
      ${countedApprovals} as approvals
    from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where e.exception_id = ${exceptionId}`);
  return row ?? null;
}

/** Names as people say them: "Daniel Reyes or Priya Nair". */
export function listNames(names: string[]): string {
  if (!names.length) return 'nobody at the moment: ask whoever keeps the policy';
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names.slice(0, 5));
}

/** One sentence about how a settled case ended. */
export function howItEnded(open: OpenCase, config: TenantConfig): string {
  if (open.record) return `${open.record.sentence}${open.record.by ? ` (${open.record.by})` : ''}`;
  const names = open.approvals.map((a) => config.people.find((p) => p.id === a.by)?.name ?? a.by);
  if (open.status === 'acting') return `${names.join(' and ')} approved this; the ERP is being changed.`;
  return 'It has been decided already.';
}

/** Which account writes to each ERP of a tenant, for the cards. */
export async function writers(
  deps: Pick<Deps, 'erp'>,
  config: Pick<TenantConfig, 'tenantId' | 'connections'>,
): Promise<(connectionId: string) => string> {
  const byConnection = new Map<string, string>();
  for (const { connectionId, kind } of config.connections) {
    const erp = await deps.erp(config.tenantId, connectionId, kind);
    byConnection.set(connectionId, erp.capabilities().actsAs);
  }
  return (connectionId) => byConnection.get(connectionId) ?? '';
}

export async function oneView(
  deps: Pick<Deps, 'erp' | 'clock'>,
  tx: Tx,
  config: TenantConfig,
  exceptionId: string,
): Promise<ExceptionView | null> {
  const [loaded] = await loadViews(tx, config, [exceptionId], await writers(deps, config), deps.clock.now());
  return loaded?.view ?? null;
}

export interface Click {
  tx: Tx;
  config: TenantConfig;
  /** null: the account is not linked to a person; it may look and decides nothing. */
  person: Person | null;
  open: OpenCase;
  now: Date;
}

/** Finds the tenant of the speaker, locks the case and runs `work` in one transaction. */
export async function onCase<T>(
  deps: Pick<Deps, 'database' | 'clock'>,
  speaker: Speaker,
  card: Pick<CardRef, 'exceptionId'>,
  work: (click: Click) => Promise<T>,
): Promise<T | { status: 'unknown_workspace' } | { status: 'not_found'; say: string }> {
  const tenantId = await tenantOfWorkspace(deps.database, speaker.provider, speaker.workspace);
  if (!tenantId) return { status: 'unknown_workspace' };
  return inTenant(deps.database, tenantId, async (tx) => {
    const config = await tenantConfig(tx);
    const open = await lockCase(tx, card.exceptionId);
    if (!open) return { status: 'not_found' as const, say: 'This card belongs to no case of your company.' };
    const person = personOf(config, speaker.provider, speaker.workspace, speaker.externalId);
    if (person) await touch(tx, card.exceptionId, person.id, 'click', speaker.provider, deps.clock.now());
    return work({ tx, config, person, open, now: deps.clock.now() });
  });
}

/** Who did something with a case, and when: the time people spend is measured from these. */
export async function touch(
  tx: Tx,
  exceptionId: string,
  personId: string,
  kind: string,
  surface: string,
  at: Date,
): Promise<void> {
  await tx.rows(sql`insert into unhold.touch (tenant_id, exception_id, person_id, kind, surface, at)
    values (${tx.tenantId}, ${exceptionId}, ${personId}, ${kind}, ${surface}, ${at.toISOString()})`);
}
