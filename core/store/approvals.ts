import { sql } from 'drizzle-orm';
import type { Approved } from '../approvals/whoCan.ts';

/** An approval that counts for the version of the card it was given on. */
export interface ApprovalRow extends Approved {
  optionId: string | null;
  surface: string;
}

/** The approvals of exception `e` that count for its version, first one first, as a JSON array of ApprovalRow. */
export const countedApprovals = sql`(
  select coalesce(json_agg(json_build_object('by', d.person_id,
      'at', to_char(d.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'optionId', d.option_id,
      'surface', d.surface, 'actingFor', d.acting_for, 'roles', d.roles, 'limit', d.own_limit) order by d.at), '[]')
  from unhold.decision d
  where d.exception_id = e.exception_id and d.version = e.version and d.verdict = 'approve' and d.counted)`;
