import { sql } from 'drizzle-orm';
import { writers } from '../approvals/openCase.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import { MessageGone, type Surface, type SurfaceChannel } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { type LoadedView, loadViews } from '../store/views.ts';
import { showAgain } from '../triage/cases.ts';

interface Post {
  exceptionId: string;
  channelId: string;
  externalId: string | null;
  status: 'pending' | 'sent' | 'posted';
}

/** Posts to the outside at once at most this many cards: chat products limit the rate. */
const PARALLEL = 8;

type Shown = { exceptionId: string; channelId: string; externalId: string; revision: number; first: boolean };

/**
 * Shows exceptions as they are now in every channel: posts what was never posted, edits what was. "Sent" is committed
 * before a post; after a crash the product is searched for it by key where it can be. Each product is remembered by
 * itself: one that is down holds up no other, and a retry shows only what is missing.
 */
export async function showCards(deps: Deps, jobs: JobData['card'][]): Promise<void> {
  for (const [tenantId, mine] of Map.groupBy(jobs, (job) => job.tenantId)) {
    const ids = [...new Set(mine.map((job) => job.exceptionId))];
    const { config, views, posts } = await inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      await leaveBatches(tx, deps, ids);
      const posts = await claimPosts(tx, deps, config, ids);
      const loaded = posts.length
        ? await loadViews(tx, config, ids, await writers(deps, config), deps.clock.now())
        : [];
      return { config, posts, views: new Map(loaded.map((v) => [v.view.exceptionId, v])) };
    });
    const outcomes = await Promise.allSettled(
      deps.surfaces.map((surface) => showOn(deps, surface, config, views, posts)),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/**
 * A case within a batch is drawn there. Once it needs more than a checked box (a second person, a changed card, a
 * question, a look in the ERP) it gets a card of its own in the same channels.
 */
async function leaveBatches(tx: Tx, deps: Deps, ids: string[]): Promise<void> {
  const batched = await tx.rows<{ batchId: string }>(sql`
    update unhold.batch b set revision = revision + 1
    where b.batch_id in (select batch_id from unhold.exception where exception_id in ${ids} and batch_id is not null)
    returning b.batch_id as "batchId"`);
  if (!batched.length) return;
  await tx.rows(sql`
    insert into unhold.post (tenant_id, exception_id, channel_id, status)
    select e.tenant_id, e.exception_id, p.channel_id, 'pending'
    from unhold.exception e join unhold.batch_post p on p.batch_id = e.batch_id
    where e.exception_id in ${ids} and (e.status in ('needs_second', 'needs_person') or e.version > 1
      or exists (select 1 from unhold.question q where q.exception_id = e.exception_id))
    on conflict do nothing`);
  await deps.jobs.send(
    tx,
    'batch',
    batched.map(({ batchId }) => ({ data: { tenantId: tx.tenantId, batchId }, singletonKey: batchId })),
  );
}

/** A first post that began longer ago than this is taken over: its worker has died. Longer than a product's time-outs. */
const POSTING_SECONDS = 30;

/**
 * Channels that show an older state, and those that show nothing yet: this worker has these from now on. One that
 * another worker is posting at this moment is left to it, and looked at again later.
 */
async function claimPosts(tx: Tx, deps: Deps, config: TenantConfig, ids: string[]): Promise<Post[]> {
  const now = deps.clock.now();
  const due = await tx.rows<Post & { posting: boolean }>(sql`
    select p.exception_id as "exceptionId", p.channel_id as "channelId", p.external_id as "externalId", p.status,
      p.status = 'sent' and p.external_id is null
        and p.sent_at > ${now.toISOString()}::timestamptz - ${POSTING_SECONDS} * interval '1 second' as posting
    from unhold.post p join unhold.exception e on e.exception_id = p.exception_id
    where p.exception_id in ${ids} and e.exception_id in ${ids} and p.shown_revision < e.revision
      and p.held_until is null
    order by p.exception_id, p.channel_id for update of p`);
  const mine = due.filter((post) => !post.posting);
  const first = mine.filter((post) => !post.externalId).map((post) => post.exceptionId);
  if (first.length) {
    await tx.rows(sql`
      update unhold.post set status = 'sent', sent_at = ${now.toISOString()}
      where exception_id in ${first} and external_id is null`);
  }
  const later = [...new Set(due.filter((post) => post.posting).map((post) => post.exceptionId))];
  await showAgain(tx, deps, config, later, POSTING_SECONDS);
  return mine;
}

async function showOn(
  deps: Deps,
  surface: Surface,
  config: TenantConfig,
  views: Map<string, LoadedView>,
  posts: Post[],
): Promise<void> {
  const shown: Shown[] = [];
  const failures: unknown[] = [];
  const failed: Pick<Post, 'exceptionId' | 'channelId'>[] = [];
  const queue = posts.flatMap((post) => {
    const channel = config.channels.find((c) => c.id === post.channelId && c.surface === surface.surface);
    return channel ? [{ post, channel }] : [];
  });
  const one = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { post, channel } = next;
      const loaded = views.get(post.exceptionId);
      if (!loaded) continue;
      try {
        const externalId = await put(surface, channel, loaded, post);
        shown.push({ ...post, externalId, revision: loaded.revision, first: !post.externalId });
      } catch (error) {
        failures.push(error);
        failed.push({ exceptionId: post.exceptionId, channelId: post.channelId });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, one));
  await remember(deps, config, surface, shown);
  await letGo(deps, config, failed);
  if (failures.length) throw failures[0];
}

/** A post that failed is nobody's again: the retried job takes it at once. */
async function letGo(
  deps: Deps,
  config: TenantConfig,
  failed: Pick<Post, 'exceptionId' | 'channelId'>[],
): Promise<void> {
  if (!failed.length) return;
  await inTenant(deps.database, config.tenantId, (tx) =>
    tx.rows(sql`
      update unhold.post p set sent_at = null
      from jsonb_to_recordset(${JSON.stringify(failed)}::jsonb) as x("exceptionId" text, "channelId" text)
      where p.exception_id in ${failed.map((f) => f.exceptionId)} and p.exception_id = x."exceptionId"
        and p.channel_id = x."channelId"`),
  );
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
  try {
    await surface.update(channel, post.externalId, view);
    return post.externalId;
  } catch (error) {
    if (!(error instanceof MessageGone)) throw error;
    return surface.post(channel, view, `${post.exceptionId}:${post.channelId}`, false);
  }
}

async function remember(deps: Deps, config: TenantConfig, surface: Surface, shown: Shown[]): Promise<void> {
  if (!shown.length) return;
  await inTenant(deps.database, config.tenantId, async (tx) => {
    const now = deps.clock.now();
    const ids = [...new Set(shown.map((s) => s.exceptionId))];
    // The predicate on ids stands twice: joined alone, the update would read every post of the tenant.
    await tx.rows(sql`
      update unhold.post p set status = 'posted', external_id = x."externalId", shown_revision = x.revision
      from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb)
        as x("exceptionId" text, "channelId" text, "externalId" text, revision integer)
      where p.exception_id in ${ids} and p.exception_id = x."exceptionId" and p.channel_id = x."channelId"`);
    const current = await tx.rows<{ id: string; revision: number }>(
      sql`select exception_id as id, revision from unhold.exception where exception_id in ${ids}`,
    );
    const behind = current.filter((row) =>
      shown.some((s) => s.exceptionId === row.id && s.revision < row.revision),
    );
    // Changed while it was being shown, by a transaction whose own job found this one still under way.
    await showAgain(
      tx,
      deps,
      config,
      behind.map((row) => row.id),
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
