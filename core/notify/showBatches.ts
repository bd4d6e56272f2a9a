import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import { MessageGone } from '../ports.ts';
import { type LoadedBatch, loadBatch } from '../store/batches.ts';
import { inTenant } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';

interface Post {
  channelId: string;
  externalId: string | null;
  status: 'pending' | 'sent' | 'posted';
}

/** Shows a batch as it is now in its channels; "sent" is committed before the first post, as for single cards. */
export async function showBatches(deps: Deps, jobs: JobData['batch'][]): Promise<void> {
  for (const { tenantId, batchId } of jobs) {
    const found = await inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      const posts = await tx.rows<Post>(sql`
        select p.channel_id as "channelId", p.external_id as "externalId", p.status
        from unhold.batch_post p join unhold.batch b on b.batch_id = p.batch_id
        where p.batch_id = ${batchId} and p.shown_revision < b.revision for update of p`);
      const loaded = posts.length ? await loadBatch(tx, config, batchId) : null;
      await tx.rows(sql`
        update unhold.batch_post set status = 'sent', sent_at = ${deps.clock.now().toISOString()}
        where batch_id = ${batchId} and external_id is null`);
      return loaded && { config, posts, loaded };
    });
    if (!found) continue;
    const { config, posts, loaded } = found;
    for (const post of posts) {
      const externalId = await put(deps, config, loaded, post);
      if (externalId === null) continue;
      await inTenant(deps.database, tenantId, (tx) =>
        tx.rows(sql`
          update unhold.batch_post set status = 'posted', external_id = ${externalId}, shown_revision = ${loaded.revision}
          where batch_id = ${batchId} and channel_id = ${post.channelId}`),
      );
    }
  }
}

async function put(
  deps: Deps,
  config: TenantConfig,
  { view }: LoadedBatch,
  { channelId, externalId, status }: Post,
): Promise<string | null> {
  const channel = config.channels.find((c) => c.id === channelId);
  const surface = deps.surfaces.find((s) => s.surface === channel?.surface);
  if (!channel || !surface) return null;
  const key = `${view.batchId}:${channelId}`;
  if (!externalId) return surface.postBatch(channel, view, key, status === 'sent');
  try {
    await surface.updateBatch(channel, externalId, view);
    return externalId;
  } catch (error) {
    if (!(error instanceof MessageGone)) throw error;
    return surface.postBatch(channel, view, key, false);
  }
}
