import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { JobData } from '../jobs/queues.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';

interface QuestionRow {
  exceptionId: string;
  askedBy: string;
  askedOf: string;
  surface: string;
  text: string;
  externalId: string | null;
  about: string;
}

/** Puts a question to its person in private: where it was asked if they are there, else in the other product. */
export async function putQuestions(deps: Deps, jobs: JobData['ask'][]): Promise<void> {
  for (const { tenantId, questionId } of jobs) {
    const { config, question } = await inTenant(deps.database, tenantId, async (tx) => {
      const [question] = await tx.rows<QuestionRow>(sql`
        select q.exception_id as "exceptionId", q.asked_by as "askedBy", q.asked_of as "askedOf", q.surface, q.text,
          q.external_id as "externalId", coalesce(e.order_label, e.number) as about
        from unhold.question q join unhold.exception e on e.exception_id = q.exception_id
          join unhold.proposal p on p.exception_id = e.exception_id and p.version = e.version
        where q.question_id = ${questionId}`);
      return { config: await tenantConfig(tx), question };
    });
    if (!question || question.externalId) continue;
    const nameOf = (id: string) => config.people.find((p) => p.id === id)?.name ?? id;
    const reachable = config.identities
      .filter((i) => i.personId === question.askedOf)
      .sort((a, b) => Number(b.provider === question.surface) - Number(a.provider === question.surface));
    const target = reachable.flatMap((identity) => {
      const surface = deps.surfaces.find((s) => s.surface === identity.provider);
      const channel = config.channels.find(
        (c) => c.surface === identity.provider && c.workspace === identity.workspace,
      );
      return surface && channel ? [{ surface, channel, identity }] : [];
    })[0];
    if (!target) {
      deps.log.warn('Nobody to put a question to', { tenantId, questionId });
      continue;
    }
    const externalId = await target.surface.ask(
      {
        workspace: target.identity.workspace,
        externalId: target.identity.externalId,
        name: nameOf(question.askedOf),
      },
      {
        id: questionId,
        exceptionId: question.exceptionId,
        tenantId,
        text: question.text,
        askedBy: nameOf(question.askedBy),
        about: question.about,
      },
      target.channel,
    );
    await inTenant(deps.database, tenantId, (tx) =>
      tx.rows(sql`update unhold.question set external_id = ${externalId} where question_id = ${questionId}`),
    );
  }
}

/** Lines under the cards of an exception. */
export async function replyToThreads(deps: Deps, jobs: JobData['reply'][]): Promise<void> {
  for (const { tenantId, exceptionId, surface: name, text } of jobs) {
    const surface = deps.surfaces.find((s) => s.surface === name);
    if (!surface) continue;
    const posts = await inTenant(deps.database, tenantId, async (tx) => {
      const config = await tenantConfig(tx);
      const rows = await tx.rows<{ channelId: string; externalId: string | null }>(sql`
        select channel_id as "channelId", external_id as "externalId" from unhold.post where exception_id = ${exceptionId}`);
      return rows.flatMap(({ channelId, externalId }) => {
        const channel = config.channels.find((c) => c.id === channelId && c.surface === name);
        return channel ? [{ channel, externalId }] : [];
      });
    });
    for (const { channel, externalId } of posts) {
      // The card comes first; the job is retried until it is there.
      if (!externalId) throw new Error(`The card of ${exceptionId} is not posted yet.`);
      await surface.reply(channel, externalId, text);
    }
  }
}
