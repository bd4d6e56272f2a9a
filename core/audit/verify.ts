import { createHash } from 'node:crypto';
import type { Tx } from '../store/database.ts';
import { type AuditRow, auditHead, readAudit } from './audit.ts';

/** The hash that `unhold.append_audit` gives an entry. */
export const hashEntry = (row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update([row.prev, row.seq, row.at, row.actor, row.event, row.exceptionId, row.detail].join('\n'))
    .digest('hex');

export type ChainState =
  | { ok: true; entries: number; head: string }
  | { ok: false; seq: number; why: string };

/**
 * Walks a tenant's whole chain. `expectedHead`: a head kept elsewhere ("seq:hash" or hash), which finds a tail that was
 * cut off or a chain that was written anew.
 */
export async function verifyChain(tx: Tx, expectedHead?: string): Promise<ChainState> {
  let prev = '';
  let seq = 0;
  let seen = expectedHead === undefined || expectedHead === '';
  const wanted = expectedHead?.split(':').at(-1);
  for (;;) {
    const rows = await readAudit(tx, seq, 1000);
    if (!rows.length) break;
    for (const row of rows) {
      if (row.seq !== seq + 1) return { ok: false, seq: seq + 1, why: `entry ${seq + 1} is missing` };
      if (row.prev !== prev)
        return { ok: false, seq: row.seq, why: `entry ${row.seq} does not follow from entry ${seq}` };
      if (hashEntry(row) !== row.hash)
        return { ok: false, seq: row.seq, why: `entry ${row.seq} was changed` };
      prev = row.hash;
      seq = row.seq;
      if (row.hash === wanted) seen = true;
    }
  }
  const head = await auditHead(tx);
  if (head.seq !== seq || head.hash !== prev) {
    return { ok: false, seq: seq + 1, why: `the chain ends at entry ${seq}, its head says ${head.seq}` };
  }
  if (!seen)
    return {
      ok: false,
      seq: seq + 1,
      why: 'the head kept elsewhere is not in the chain: entries were cut off or rewritten',
    };
  return { ok: true, entries: seq, head: `${seq}:${prev}` };
}
