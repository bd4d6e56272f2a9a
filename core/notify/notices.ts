/** Short messages beside the cards: each is a row with a key, so that it goes out at most once. */
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Notice } from '../model/batch.ts';
import type { Surface, SurfaceChannel } from '../ports.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';

type Recipient = { personId: string } | { channelId: string };

/** Stores a notice and the job that sends it. The same key again does nothing. */
export async function queueNotice(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  { key, to, notice, now }: { key: string; to: Recipient; notice: Notice; now: Date },
): Promise<void> {
  const [stored] = await tx.rows(sql`
    insert into unhold.notice (tenant_id, key, person_id, channel_id, body, created_at)
    values (${tx.tenantId}, ${key}, ${'personId' in to ? to.personId : null}, ${'channelId' in to ? to.channelId : null},
      ${JSON.stringify(notice)}::jsonb, ${now.toISOString()})
    on conflict do nothing returning key`);
  if (stored) await deps.jobs.send(tx, 'tell', [{ data: { tenantId: tx.tenantId, key } }]);
}

interface Row {
  personId: string | null;
  channelId: string | null;
  body: Notice;
}

/** Taken is committed before the call: a notice that a crash interrupted is not sent a second time. */
export async function tellNotices(deps: Deps, jobs: JobData['tell'][]): Promise<void> {
  for (const { tenantId, key } of jobs) {
    const taken = await inTenant(deps.database, tenantId, async (tx) => {
      const [row] = await tx.rows<Row>(sql`
        update unhold.notice set sent_at = ${deps.clock.now().toISOString()} where key = ${key} and sent_at is null
        returning person_id as "personId", channel_id as "channelId", body`);
      return row ? { row, config: await tenantConfig(tx) } : null;
    });
    if (!taken) continue;
    const { row, config } = taken;
    const place = row.channelId
      ? channelPlace(deps, config, row.channelId)
      : personPlace(deps, config, row.personId ?? '');
    if (!place) {
      deps.log.warn('Nobody to tell', { tenantId, key });
      continue;
    }
    try {
      await place.surface.tell(place.channel, place.to, row.body);
    } catch (error) {
      // A clear failure: the retried job takes it again.
      await inTenant(deps.database, tenantId, (tx) =>
        tx.rows(sql`update unhold.notice set sent_at = null where key = ${key}`),
      );
      throw error;
    }
    await inTenant(deps.database, tenantId, (tx) =>
      appendAudit(tx, [
        {
          at: deps.clock.now(),
          actor: 'unhold',
          event: 'notice.sent',
          detail: { key, to: place.to?.name ?? place.name, title: row.body.title },
        },
      ]),
    );
  }
}

interface Place {
  surface: Surface;
  channel: SurfaceChannel;
  to: { workspace: string; externalId: string; name: string } | null;
  name: string;
}

function channelPlace({ surfaces }: Deps, config: TenantConfig, channelId: string): Place | null {
  const channel = config.channels.find((c) => c.id === channelId);
  const surface = surfaces.find((s) => s.surface === channel?.surface);
  return channel && surface ? { surface, channel, to: null, name: channel.name } : null;
}

/** Where a person can be written to: in the first product that they have an account in and that has a channel of ours. */
function personPlace({ surfaces }: Deps, config: TenantConfig, personId: string): Place | null {
  const name = config.people.find((p) => p.id === personId)?.name;
  if (!name) return null;
  for (const { provider, workspace, externalId } of config.identities.filter(
    (i) => i.personId === personId,
  )) {
    const surface = surfaces.find((s) => s.surface === provider);
    const channel = config.channels.find((c) => c.surface === provider && c.workspace === workspace);
    if (surface && channel) return { surface, channel, to: { workspace, externalId, name }, name };
  }
  return null;
}
