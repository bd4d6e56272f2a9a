import { sql } from 'drizzle-orm';
import type { BatchResult, CardRef, Speaker } from '../desk.ts';
import { loadBatch } from '../store/batches.ts';
import { inTenant, tenantOfWorkspace } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { choose, type DecideDeps } from './choose.ts';

/** Slack's fifty boxes, and no request that keeps a process busy for minutes. */
const MOST = 100;

/** Chooses a batch's option for the checked cases, each a decision by itself: one that is refused holds up no other. */
export async function chooseSeveral(
  deps: DecideDeps,
  speaker: Speaker,
  batchId: string,
  items: CardRef[],
): Promise<BatchResult> {
  const tenantId = await tenantOfWorkspace(deps.database, speaker.provider, speaker.workspace);
  if (!tenantId) return { status: 'unknown_workspace' };
  const look = () =>
    inTenant(deps.database, tenantId, async (tx) => loadBatch(tx, await tenantConfig(tx), batchId));
  const before = await look();
  if (!before) return { status: 'not_found', say: 'This message belongs to no cases of your company.' };
  const offered = new Map(before.view.items.map((item) => [item.exceptionId, item]));
  const wanted = items.filter((item) => offered.has(item.exceptionId)).slice(0, MOST);
  if (!wanted.length)
    return { status: 'refused', say: 'Nothing is checked, so nothing was decided.', view: before.view };
  let good = 0;
  const others: string[] = [];
  for (const item of wanted) {
    const result = await choose(deps, speaker, item, before.view.option.id);
    if (result.status === 'accepted' || result.status === 'counted') good += 1;
    const label = offered.get(item.exceptionId)!.label.split(' · ')[0]!;
    if ('say' in result && result.status !== 'accepted') others.push(`${label}: ${result.say}`);
  }
  // Boxes and numbers of this very message: it is drawn anew with what came of each.
  await inTenant(deps.database, tenantId, (tx) =>
    tx.rows(sql`update unhold.batch set revision = revision + 1 where batch_id = ${batchId}`),
  );
  const after = (await look()) ?? before;
  const say = [`Approved ${good} of ${wanted.length}.`, ...unique(others).slice(0, 5)].join(' ');
  return { status: good ? 'accepted' : 'refused', say, view: after.view };
}

/** Ten times the same refusal is said once, with the first number. */
const unique = (sentences: string[]): string[] => {
  const byWords = Map.groupBy(sentences, (sentence) => sentence.replace(/^\S+ /, ''));
  return [...byWords.values()].map((same) =>
    same.length === 1 ? same[0]! : `${same[0]!} (and ${same.length - 1} more)`,
  );
};
