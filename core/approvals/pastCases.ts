import { sql } from 'drizzle-orm';
import type { ExceptionStatus, Option, Priority } from '../model/exception.ts';
import type { Tx } from '../store/database.ts';
import { personOf, type TenantConfig } from '../store/tenantConfig.ts';
import type { PastCase } from './replay.ts';

/** Proposals are a few kilobytes each. */
const PAGE = 500;

interface Row {
  exceptionId: string;
  number: string;
  type: string;
  status: ExceptionStatus;
  openedAt: string;
  settledAt: string | null;
  connectionId: string | null;
  enteredBy: string | null;
  requestedBy: string | null;
  customerTier: string | null;
  risk: Priority;
  options: Option[];
  optionId: string | null;
  approvedBy: string[];
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The tenant's exceptions that were opened since a day (UTC), oldest first; those nobody was offered anything for are left out. */
export async function* pastCases(
  tx: Tx,
  config: Pick<TenantConfig, 'people' | 'identities'>,
  since: string,
): AsyncGenerator<PastCase> {
  let last = { at: `${since}T00:00:00Z`, id: '' };
  for (;;) {
    // The proposal that was decided, also where the case was renewed later.
    const rows = await tx.rows<Row>(sql`
      select e.exception_id as "exceptionId", e.number, e.type, e.status, ${utc('e.opened_at')} as "openedAt",
        ${utc('e.settled_at')} as "settledAt", e.connection_id as "connectionId", e.entered_by as "enteredBy",
        e.requested_by as "requestedBy", p.body->>'customerTier' as "customerTier",
        coalesce(p.body->>'priority', 'normal') as risk, p.body->'options' as options, d.option_id as "optionId",
        (select coalesce(json_agg(a.person_id order by a.at), '[]') from unhold.decision a
          where a.exception_id = e.exception_id and a.version = p.version and a.counted
            and a.verdict in ('approve', 'automatic')) as "approvedBy"
      from unhold.exception e
        left join lateral (select version, option_id from unhold.decision
          where exception_id = e.exception_id and verdict in ('approve', 'automatic') and counted
          order by at desc limit 1) d on true
        join unhold.proposal p on p.exception_id = e.exception_id and p.version = coalesce(d.version, e.version)
      where (e.opened_at, e.exception_id) > (${last.at}::timestamptz, ${last.id})
      order by e.opened_at, e.exception_id limit ${PAGE}`);
    for (const { options, optionId, enteredBy, connectionId, exceptionId, ...row } of rows) {
      last = { at: row.openedAt, id: exceptionId };
      const option = options.find((one) => one.id === optionId) ?? options[0];
      if (!option?.action) continue;
      yield {
        ...row,
        enteredBy: (enteredBy && personOf(config, 'erp', connectionId ?? '', enteredBy)?.id) || null,
        option: {
          id: option.id,
          action: option.judgedAs ?? option.action.kind,
          amount: option.amount,
          marginPercent: option.marginPercent ?? null,
        },
      };
    }
    if (rows.length < PAGE) return;
  }
}
