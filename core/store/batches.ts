import { sql } from 'drizzle-orm';
import { titleOf } from '../exceptions/index.ts';
import type { BatchItem, BatchView } from '../model/batch.ts';
import type { ExceptionStatus, ExceptionView } from '../model/exception.ts';
import { formatMoney, toMoney } from '../model/money.ts';
import type { Proposal } from '../triage/propose.ts';
import type { Tx } from './database.ts';
import type { TenantConfig } from './tenantConfig.ts';

interface Row {
  exceptionId: string;
  number: string;
  version: number;
  status: ExceptionStatus;
  settled: boolean;
  orderLabel: string | null;
  customerName: string | null;
  dueAt: string | null;
  updatedAt: string;
  record: ExceptionView['record'];
  proposal: Proposal;
}

/** What the open cases of a batch come to in one currency. */
interface Waiting {
  currency: string;
  amount: string;
  cases: number;
}

export interface LoadedBatch {
  view: BatchView;
  revision: number;
}

const MOST_ITEMS = 50;

/** A batch as it is now: what waits first, then what is done. null: no such batch of this tenant. */
export async function loadBatch(tx: Tx, config: TenantConfig, batchId: string): Promise<LoadedBatch | null> {
  const [batch] = await tx.rows<{ type: string; optionId: string; revision: number }>(sql`
    select type, option_id as "optionId", revision from unhold.batch where batch_id = ${batchId}`);
  if (!batch) return null;
  const rows = await tx.rows<Row>(sql`
    select e.exception_id as "exceptionId", e.number, e.version, e.status, e.settled_at is not null as settled,
      e.order_label as "orderLabel", e.customer_name as "customerName", e.record, p.body as proposal,
      to_char(e.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
      to_char(e.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from unhold.exception e
      join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
    where e.batch_id = ${batchId}
    order by e.settled_at is not null, e.at_stake desc, e.number limit ${MOST_ITEMS}`);
  if (!rows.length) return null;
  // All of it, also what the message has no room for.
  const waiting = await tx.rows<Waiting>(sql`
    select o->'amount'->>'currency' as currency, sum((o->'amount'->>'amount')::numeric)::text as amount,
      count(*)::int as cases
    from unhold.exception e join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version,
      jsonb_array_elements(p.body->'options') o
    where e.batch_id = ${batchId} and e.status = 'open' and o->>'id' = ${batch.optionId} group by 1 order by 1`);
  return { view: toView(config, batchId, batch, rows, waiting), revision: batch.revision };
}

function toView(
  config: TenantConfig,
  batchId: string,
  { type, optionId }: { type: string; optionId: string },
  rows: Row[],
  waiting: Waiting[],
): BatchView {
  const title = titleOf(type);
  const items = rows.map((row) => toItem(row, optionId));
  const open = waiting.reduce((sum, { cases }) => sum + cases, 0);
  const option = rows.flatMap((row) => row.proposal.options).find((o) => o.id === optionId);
  const names = [
    ...new Set(
      rows.flatMap((row) => row.proposal.options.find((o) => o.id === optionId)?.approval.whoCan ?? []),
    ),
  ];
  const sums = waiting.map(({ amount, currency }) => formatMoney(toMoney(amount, currency), config.locale));
  return {
    tenantId: config.tenantId,
    batchId,
    headline: open
      ? `${open} alike wait for a decision: ${title.toLowerCase()}`
      : `${items.length} alike are settled: ${title.toLowerCase()}`,
    typeTitle: title,
    stakeSentence: open ? `${new Intl.ListFormat('en').format(sums)} waits in ${open} orders.` : '',
    waiting: open,
    items,
    option: {
      id: optionId,
      label: option?.label ?? 'Approve',
      consequence: `“${option?.label ?? 'Approve'}” for each order that is checked.`,
    },
    approval: names.length
      ? `${new Intl.ListFormat('en', { type: 'disjunction' }).format(names.slice(0, 6))} can decide`
      : 'Nobody present can decide',
    dueAt:
      rows
        .filter((row) => !row.settled)
        .map((row) => row.dueAt)
        .filter((at) => at !== null)
        .sort()[0] ?? null,
    settled: open === 0,
    updatedAt: rows
      .map((row) => row.updatedAt)
      .sort()
      .at(-1)!,
    timeZone: config.timeZone,
    locale: config.locale,
  };
}

function toItem(row: Row, optionId: string): BatchItem {
  const { proposal } = row;
  const option = proposal.options.find((o) => o.id === optionId);
  // Half approved, changed or stuck: it has a card of its own by now.
  const isOpen = row.status === 'open' && option !== undefined;
  const how: Partial<Record<ExceptionStatus, string>> = {
    acting: 'Approved, the ERP is being changed',
    needs_second: 'Waits for a second person, on a card of its own',
    needs_person: 'Needs a look in the ERP, on a card of its own',
  };
  return {
    exceptionId: row.exceptionId,
    version: row.version,
    label: [row.number, row.orderLabel, row.customerName].filter(Boolean).join(' · '),
    detail: proposal.stakeSentence,
    amount: option?.amount ?? proposal.atStake,
    checked: isOpen,
    state: isOpen ? 'open' : 'settled',
    note: isOpen
      ? null
      : row.record
        ? `${row.record.sentence}${row.record.by ? ` (${row.record.by})` : ''}`
        : (how[row.status] ?? 'Changed; it has a card of its own'),
  };
}
