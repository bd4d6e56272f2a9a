import type { Deps } from '../deps.ts';
import type { Tx } from '../store/database.ts';

/** Sees to it that the digest of the policy that holds comes; harmless where it does already. */
export const startDigest = (tx: Tx, deps: Pick<Deps, 'jobs'>): Promise<void> =>
  deps.jobs.send(tx, 'digest', [{ data: { tenantId: tx.tenantId, day: null }, singletonKey: tx.tenantId }]);
