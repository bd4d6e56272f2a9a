/** Where new cases appear: in which channels, alone or with others alike, now or with the next digest. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { addSpan, calendarOf, nextAt } from '../policy/calendar.ts';
import { channelsFor } from '../policy/levels.ts';
import type { Tx } from '../store/database.ts';
import type { TenantConfig } from '../store/tenantConfig.ts';
import type { NewCase } from './cases.ts';

interface Placed {
  case: NewCase;
  channels: TenantConfig['channels'];
}

export async function placeCases(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: TenantConfig,
  fresh: NewCase[],
  now: Date,
): Promise<AuditEntry[]> {
  if (!fresh.length) return [];
  const placed = fresh.map((one) => ({ case: one, channels: channelsOf(config, one, now) }));
  const audit: AuditEntry[] = [];
  const single: Placed[] = [];
  for (const group of Map.groupBy(placed, alike).values()) {
    const batchId = await batchFor(tx, config, group, now);
    if (!batchId) {
      single.push(...group);
      continue;
    }
    await fillBatch(tx, batchId, group);
    await deps.jobs.send(tx, 'batch', [
      { data: { tenantId: config.tenantId, batchId }, singletonKey: batchId },
    ]);
    audit.push({
      at: now,
      actor: 'unhold',
      event: 'batch.opened',
      detail: { batch: batchId, type: group[0]!.case.type, cases: group.length },
    });
  }
  await post(tx, deps, config, single, now);
  return audit;
}

/**
 * The channel of the team that was written to, else those that policy names; all of them where neither names one that there
 * is: a card must not get lost.
 */
function channelsOf(
  config: TenantConfig,
  { type, connectionId, proposal, team }: NewCase,
  now: Date,
): TenantConfig['channels'] {
  const asked = config.channels.filter((channel) => team && nameOf(channel) === team);
  if (asked.length) return asked;
  const named = channelsFor(config.policy, { type, connectionId, amount: proposal.atStake }, {}, now);
  const found = config.channels.filter((channel) => named?.includes(channel.name));
  return found.length ? found : config.channels;
}

/** "#Credit" is the channel of "inbox+credit@…". */
const nameOf = ({ name }: { name: string }): string =>
  name.toLowerCase().replace(/^#/, '').replace(/\s+/g, '-');

/** Cases of one kind, ERP and first option stand in one message. Those nobody can decide with one click stand alone. */
function alike({ case: one, channels }: Placed): string {
  const [option] = one.proposal.options;
  if (option?.approval.mode !== 'by_approval' || !one.connectionId) return one.exceptionId;
  return [one.type, option.id, one.connectionId, ...channels.map((channel) => channel.id)].join('|');
}

/** The batch that a group joins: an open one of the same kind in the same channels, or a new one where enough came within the time. */
async function batchFor(tx: Tx, config: TenantConfig, group: Placed[], now: Date): Promise<string | null> {
  const { policy, tenantId } = config;
  const first = group[0]!.case;
  const option = first.proposal.options[0];
  if (policy.batch === 'off' || !option || !first.connectionId) return null;
  const { from, within } = policy.batch;
  const channels = JSON.stringify(group[0]!.channels.map((channel) => channel.id));
  const calendar = calendarOf(policy, config.timeZone);
  const isRecent = ({ at }: { at: string }) => addSpan(calendar, new Date(at), within) >= now;
  const batches = await tx.rows<{ id: string; at: string }>(sql`
    select batch_id as id, opened_at::text as at from unhold.batch b
    where type = ${first.type} and connection_id = ${first.connectionId} and option_id = ${option.id}
      and (select jsonb_agg(p.channel_id order by p.channel_id) from unhold.batch_post p where p.batch_id = b.batch_id)
        = (select jsonb_agg(c order by c) from jsonb_array_elements_text(${channels}::jsonb) c)
      and opened_at > ${now.toISOString()}::timestamptz - interval '7 days' order by opened_at desc limit 1`);
  const open = batches.find(isRecent);
  if (open) return open.id;
  if (group.length < 2) return null;
  const others = await tx.rows<{ at: string }>(sql`
    select opened_at::text as at from unhold.exception
    where type = ${first.type} and connection_id = ${first.connectionId} and settled_at is null and batch_id is null
      and exception_id not in ${group.map((one) => one.case.exceptionId)}
      and opened_at > ${now.toISOString()}::timestamptz - interval '7 days'`);
  if (group.length + others.filter(isRecent).length < from) return null;
  const batchId = randomUUID();
  await tx.rows(sql`
    insert into unhold.batch (tenant_id, batch_id, connection_id, type, option_id, opened_at)
    values (${tenantId}, ${batchId}, ${first.connectionId}, ${first.type}, ${option.id}, ${now.toISOString()})`);
  return batchId;
}

async function fillBatch(tx: Tx, batchId: string, group: Placed[]): Promise<void> {
  await tx.rows(sql`update unhold.exception set batch_id = ${batchId}
    where exception_id in ${group.map((one) => one.case.exceptionId)}`);
  await tx.rows(sql`update unhold.batch set revision = revision + 1 where batch_id = ${batchId}`);
  await tx.rows(sql`
    insert into unhold.batch_post (tenant_id, batch_id, channel_id, status)
    select ${tx.tenantId}, ${batchId}, c, 'pending'
    from jsonb_array_elements_text(${JSON.stringify(group[0]!.channels.map((channel) => channel.id))}::jsonb) c
    on conflict do nothing`);
}

/** One pending post in each channel. Above the channel's noise budget what is not urgent waits for its digest. */
async function post(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: TenantConfig,
  placed: Placed[],
  now: Date,
): Promise<void> {
  const budget = await budgetLeft(tx, config, now);
  const later = heldUntil(config, now);
  const rows = placed.flatMap(({ case: one, channels }) =>
    channels.map((channel) => {
      const left = budget.get(channel.id) ?? Number.POSITIVE_INFINITY;
      const isHeld = left <= 0 && one.proposal.priority !== 'high';
      if (!isHeld) budget.set(channel.id, left - 1);
      return {
        tenant_id: tx.tenantId,
        exception_id: one.exceptionId,
        channel_id: channel.id,
        status: 'pending',
        shown_revision: 0,
        held_until: isHeld ? later.toISOString() : null,
      };
    }),
  );
  await tx.rows(
    sql`insert into unhold.post (tenant_id, exception_id, channel_id, status, shown_revision, held_until)
      select tenant_id, exception_id, channel_id, status, shown_revision, held_until
      from jsonb_populate_recordset(null::unhold.post, ${JSON.stringify(rows)}::jsonb)`,
  );
  if (!rows.some((row) => row.held_until)) return;
  // Whether or not the policy has a digest, they come out when they are due.
  const { tenantId } = config;
  await deps.jobs.send(tx, 'digest', [
    { data: { tenantId, day: null }, singletonKey: `${tenantId}:held`, startAfter: later },
  ]);
}

async function budgetLeft(tx: Tx, { policy }: TenantConfig, now: Date): Promise<Map<string, number>> {
  const budget = policy.noise?.cardsPerHour;
  if (budget === undefined) return new Map();
  const rows = await tx.rows<{ id: string; used: number }>(sql`
    select c.channel_id as id, (select count(*)::int from unhold.post p
      join unhold.exception e on e.exception_id = p.exception_id
      where p.channel_id = c.channel_id and p.held_until is null
        and e.opened_at > ${now.toISOString()}::timestamptz - interval '1 hour') as used
    from unhold.channel c`);
  return new Map(rows.map(({ id, used }) => [id, budget - used]));
}

const heldUntil = (config: TenantConfig, now: Date): Date =>
  config.policy.digest
    ? nextAt(calendarOf(config.policy, config.timeZone), config.policy.digest.at, now)
    : new Date(now.getTime() + 3_600_000);
