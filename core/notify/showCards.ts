import { sql } from 'drizzle-orm';
import { writers } from '../approvals/openCase.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Surface, SurfaceChannel } from '../ports.ts';
import { inTenant } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { type LoadedView, loadViews } from '../store/views.ts';
import { groupBy } from '../triage/triage.ts';

interface Post {
  exceptionId: string;
  channelId: string;
  externalId: string | null;
  status: 'pending' | 'sent' | 'posted';
}

/** Posts to the outside at once at most this many cards: chat products limit the rate. */
const PARALLEL = 8;

/**
 * Shows exceptions as they are now in the channels of one surface: posts what was never posted, edits what was. "Sent"
 * is committed before a post; after a crash the product is searched for it by key where it can be.
 */
export async function showCards(deps: Deps, jobs: JobData['card'][]): Promise<void> {
  for (const [tenantId, mine] of groupBy(jobs, (job) => job.tenantId)) {
    for (const [name, ofSurface] of groupBy(mine, (job) => job.surface)) {
      const surface = deps.surfaces.find((s) => s.surface === name);
      if (surface)
        await showOn(deps, surface, tenantId, [...new Set(ofSurface.map((job) => job.exceptionId))]);
    }
  }
}

async function showOn(deps: Deps, surface: Surface, tenantId: string, ids: string[]): Promise<void> {
  const { config, views, posts } = await inTenant(deps.database, tenantId, async (tx) => {
    const config = await tenantConfig(tx);
    const channels = config.channels.filter((c) => c.surface === surface.surface).map((c) => c.id);
    const views = await loadViews(tx, config, ids, await writers(deps, config));
    const posts = channels.length
      ? await tx.rows<Post>(sql`
          with due as (
            select p.exception_id, p.channel_id, p.external_id, p.status from unhold.post p
              join unhold.exception e on e.exception_id = p.exception_id
            where p.exception_id in ${ids} and p.channel_id in ${channels} and p.shown_revision < e.revision),
          sent as (
            update unhold.post p set status = 'sent' from due d
            where p.exception_id = d.exception_id and p.channel_id = d.channel_id and d.status = 'pending')
          select exception_id as "exceptionId", channel_id as "channelId", external_id as "externalId", status from due`)
      : [];
    return { config, views: new Map(views.map((v) => [v.view.exceptionId, v])), posts };
  });
  const shown: {
    exceptionId: string;
    channelId: string;
    externalId: string;
    revision: number;
    first: boolean;
  }[] = [];
  const failures: unknown[] = [];
  const queue = [...posts];
  const one = async (): Promise<void> => {
    for (let post = queue.shift(); post; post = queue.shift()) {
      const loaded = views.get(post.exceptionId);
      const channel = config.channels.find((c) => c.id === post.channelId);
      if (!loaded || !channel) continue;
      try {
        const externalId = await put(surface, channel, loaded, post);
        shown.push({ ...post, externalId, revision: loaded.revision, first: !post.externalId });
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, posts.length) }, one));
  await remember(deps, tenantId, config, surface, shown);
  if (failures.length) throw failures[0];
}

async function put(
  surface: Surface,
  channel: SurfaceChannel,
  { view }: LoadedView,
  post: Post,
): Promise<string> {
  if (!post.externalId) {
    // "sent" without an id: a process died between the post and its record.
    return surface.post(channel, view, `${post.exceptionId}:${post.channelId}`, post.status === 'sent');
  }
  await surface.update(channel, post.externalId, view);
  return post.externalId;
}

async function remember(
  deps: Deps,
  tenantId: string,
  config: TenantConfig,
  surface: Surface,
  shown: { exceptionId: string; channelId: string; externalId: string; revision: number; first: boolean }[],
): Promise<void> {
  if (!shown.length) return;
  await inTenant(deps.database, tenantId, async (tx) => {
    const now = deps.clock.now();
    const behind = await tx.rows<{ id: string }>(sql`
      with put as (select * from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb)
        as x("exceptionId" text, "channelId" text, "externalId" text, revision integer)),
      saved as (
        update unhold.post p set status = 'posted', external_id = x."externalId", shown_revision = x.revision
        from put x where p.exception_id = x."exceptionId" and p.channel_id = x."channelId")
      select distinct e.exception_id as id from unhold.exception e join put x on x."exceptionId" = e.exception_id
      where e.revision > x.revision`);
    // Changed while it was being shown, by a transaction whose own job found this one still under way.
    await deps.jobs.send(
      tx,
      'card',
      behind.map(({ id }) => ({
        data: { tenantId, exceptionId: id, surface: surface.surface },
        singletonKey: `${id}:${surface.surface}`,
      })),
    );
    await appendAudit(
      tx,
      shown
        .filter((s) => s.first)
        .map((s) => ({
          at: now,
          actor: 'unhold',
          event: 'card.posted' as const,
          exceptionId: s.exceptionId,
          detail: {
            surface: surface.surface,
            channel: config.channels.find((c) => c.id === s.channelId)?.name,
            message: s.externalId,
          },
        })),
    );
  });
}
