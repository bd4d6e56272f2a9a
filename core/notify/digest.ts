/** The morning digest: what waits, for each channel and for each person, once on each working day. */
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { caseRequest } from '../approvals/caseRequest.ts';
import { historyOf, whoCanDecide } from '../approvals/whoCan.ts';
import type { Deps } from '../deps.ts';
import { titleOf } from '../exceptions/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Notice } from '../model/batch.ts';
import { formatMoney, type Money, toMoney } from '../model/money.ts';
import { calendarOf, dayIn, nextAt } from '../policy/calendar.ts';
import { type ApprovalRow, countedApprovals } from '../store/approvals.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { showAgain } from '../triage/cases.ts';
import type { Proposal } from '../triage/propose.ts';
import { queueNotice } from './notices.ts';

interface Row {
  exceptionId: string;
  number: string;
  type: string;
  status: string;
  amount: string;
  currency: string;
  dueAt: string | null;
  enteredBy: string | null;
  connectionId: string | null;
  requestedBy: string | null;
  channels: string[];
  approvals: ApprovalRow[];
  proposal: Proposal;
}

/** Lines of a digest's section; the rest is counted. */
const MOST_LINES = 8;
const MOST_CASES = 2000;

/** Sends the digest it was sent for, lets held cards out, and sends itself again for the next working morning. */
export async function digest(deps: Deps, jobs: JobData['digest'][]): Promise<void> {
  for (const { tenantId, day } of jobs) {
    await inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      const now = deps.clock.now();
      const { digest: setting } = config.policy;
      await letOut(tx, deps, config, now);
      if (!setting) return;
      const calendar = calendarOf(config.policy, config.timeZone);
      // A worker that was down in the morning sends it later, for the day it is by then.
      if (day !== null) await sendDigests(tx, deps, config, dayIn(calendar, now), now);
      const next = nextAt(calendar, setting.at, now);
      await deps.jobs.send(tx, 'digest', [
        { data: { tenantId, day: dayIn(calendar, next) }, singletonKey: tenantId, startAfter: next },
      ]);
    });
  }
}

async function letOut(tx: Tx, deps: Deps, config: TenantConfig, now: Date): Promise<void> {
  const held = await tx.rows<{ id: string }>(sql`
    update unhold.post set held_until = null where held_until <= ${now.toISOString()} returning exception_id as id`);
  await showAgain(tx, deps, config, [...new Set(held.map((row) => row.id))]);
}

async function sendDigests(tx: Tx, deps: Deps, config: TenantConfig, day: string, now: Date): Promise<void> {
  const rows = await tx.rows<Row>(sql`
    select e.exception_id as "exceptionId", e.number, e.type, e.status, e.at_stake::text as amount, e.currency,
      to_char(e.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt", e.entered_by as "enteredBy",
      e.connection_id as "connectionId", e.requested_by as "requestedBy", p.body as proposal,
      ${countedApprovals} as approvals,
      (select coalesce(json_agg(x.channel_id), '[]') from (
        select channel_id from unhold.post o where o.exception_id = e.exception_id
        union select channel_id from unhold.batch_post b where b.batch_id = e.batch_id) x) as channels
    from unhold.exception e join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where e.settled_at is null order by e.due_at nulls last, e.at_stake desc limit ${MOST_CASES}`);
  const gaps = await gapLine(tx);
  for (const channel of config.channels) {
    const here = rows.filter((row) => row.channels.includes(channel.id));
    if (!here.length && !gaps) continue;
    await queueNotice(tx, deps, {
      key: `digest:${day}:${channel.id}`,
      to: { channelId: channel.id },
      now,
      notice: channelDigest(config, here, gaps, now),
    });
  }
  const waiting = waitingByPerson(config, rows, now);
  for (const person of config.people) {
    const mine = waiting.get(person.id) ?? [];
    if (!mine.length) continue;
    await queueNotice(tx, deps, {
      key: `digest:${day}:${person.id}`,
      to: { personId: person.id },
      now,
      notice: {
        title: mine.length === 1 ? 'One decision waits for you' : `${mine.length} decisions wait for you`,
        sections: [{ heading: 'Most urgent first', lines: linesOf(config, mine, now) }],
        footer: 'Your morning digest. Decide on the cards in the channel.',
      },
    });
  }
}

async function gapLine(tx: Tx): Promise<string | null> {
  const [row] = await tx.rows<{ gaps: number; orders: number; example: string | null }>(sql`
    select count(*)::int as gaps, count(distinct (connection_id, order_id))::int as orders,
      min(order_label || ', ' || about || ': ' || text) as example from unhold.data_gap`);
  if (!row?.gaps) return null;
  return `${row.gaps} ${row.gaps === 1 ? 'hole' : 'holes'} in the ERP’s data on ${row.orders} ${row.orders === 1 ? 'order' : 'orders'}, such as ${row.example}.`;
}

function channelDigest(config: TenantConfig, rows: Row[], gaps: string | null, now: Date): Notice {
  const overdue = rows.filter((row) => row.dueAt && Date.parse(row.dueAt) < now.getTime());
  const byType = [...Map.groupBy(rows, (row) => row.type)].map(([type, all]) => {
    const money = [...Map.groupBy(all, (row) => row.currency)].map(([currency, same]) =>
      formatMoney(sum(same, currency), config.locale),
    );
    return `${titleOf(type)}: ${all.length} open, ${money.join(' and ')} at stake`;
  });
  const sections: Notice['sections'] = [];
  if (byType.length) sections.push({ heading: 'Open', lines: byType });
  if (overdue.length) sections.push({ heading: 'Overdue', lines: linesOf(config, overdue, now) });
  if (gaps) sections.push({ heading: 'Data quality', lines: [gaps] });
  return {
    title: rows.length
      ? `Good morning: ${rows.length} ${rows.length === 1 ? 'case is' : 'cases are'} open, ${overdue.length} overdue`
      : 'Good morning: nothing is open',
    sections,
    footer: 'The morning digest, on working days.',
  };
}

const sum = (rows: Row[], currency: string): Money =>
  toMoney(
    rows.reduce((total, row) => total.plus(row.amount), new Big(0)),
    currency,
  );

function linesOf(config: TenantConfig, rows: Row[], now: Date): string[] {
  const lines = rows.slice(0, MOST_LINES).map((row) => {
    const late = row.dueAt !== null && Date.parse(row.dueAt) < now.getTime();
    const amount = formatMoney(toMoney(row.amount, row.currency), config.locale);
    return `${row.number} · ${row.proposal.headline} (${amount}${late ? ', overdue' : ''})`;
  });
  const more = rows.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** Which cases each person could decide now: nobody is asked for what they have approved already. */
function waitingByPerson(config: TenantConfig, rows: Row[], now: Date): Map<string, Row[]> {
  const waiting = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.status !== 'open' && row.status !== 'needs_second') continue;
    const can = new Set<string>();
    const history = historyOf(row.approvals);
    for (const option of row.proposal.options) {
      const request = caseRequest(config, { ...row, expiresAt: null }, option, now);
      for (const { id } of whoCanDecide(config.policy, request, config.people, history, now, {})) can.add(id);
    }
    for (const id of can) waiting.set(id, [...(waiting.get(id) ?? []), row]);
  }
  return waiting;
}
