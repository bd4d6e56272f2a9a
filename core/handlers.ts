import { sweep } from './actions/leftovers.ts';
import { runAction } from './actions/run.ts';
import { escalate } from './approvals/escalate.ts';
import { expire } from './approvals/expire.ts';
import type { Deps } from './deps.ts';
import type { Handlers } from './jobs/jobs.ts';
import type { JobData } from './jobs/queues.ts';
import { putQuestions, replyToThreads } from './notify/askAndReply.ts';
import { digest } from './notify/digest.ts';
import { tellNotices } from './notify/notices.ts';
import { sendMail } from './notify/sendMail.ts';
import { showBatches } from './notify/showBatches.ts';
import { showCards } from './notify/showCards.ts';
import { recheck } from './triage/detectOrders.ts';
import { lookAtAll, poll } from './triage/poll.ts';
import { readPapers, readScans } from './triage/readPapers.ts';
import { triage } from './triage/triage.ts';
import { writeReason } from './triage/writeReason.ts';

/** What each queue's jobs do. */
export const createHandlers = (deps: Deps): Handlers => ({
  'erp.poll': async (jobs) => {
    for (const { tenantId, connectionId } of jobs) await poll(deps, tenantId, connectionId);
  },
  'erp.look': async (jobs) => {
    for (const job of jobs) await lookAtAll(deps, job);
  },
  triage: (jobs) => triage(deps, jobs),
  papers: async (jobs) => {
    for (const { tenantId, signalId } of jobs) await readPapers(deps, tenantId, signalId);
  },
  ...(deps.papers?.crop
    ? {
        scans: async (jobs: JobData['scans'][]) => {
          for (const { tenantId, signalId } of jobs) await readScans(deps, tenantId, signalId);
        },
      }
    : {}),
  recheck: async (jobs) => {
    for (const mine of Map.groupBy(jobs, (job) => `${job.tenantId}\n${job.connectionId}`).values()) {
      const { tenantId, connectionId } = mine[0]!;
      await recheck(deps, { tenantId, connectionId, orderIds: [...new Set(mine.map((job) => job.orderId))] });
    }
  },
  card: (jobs) => showCards(deps, jobs),
  batch: (jobs) => showBatches(deps, jobs),
  act: async (jobs) => {
    for (const { tenantId, actionId } of jobs) await runAction(deps, tenantId, actionId);
  },
  ask: (jobs) => putQuestions(deps, jobs),
  reply: (jobs) => replyToThreads(deps, jobs),
  reason: async (jobs) => {
    for (const job of jobs) await writeReason(deps, job);
  },
  mail: (jobs) => sendMail(deps, jobs),
  expire: (jobs) => expire(deps, jobs),
  escalate: (jobs) => escalate(deps, jobs),
  tell: (jobs) => tellNotices(deps, jobs),
  digest: (jobs) => digest(deps, jobs),
  sweep: async (jobs) => {
    for (const { tenantId, connectionId } of jobs) await sweep(deps, tenantId, connectionId);
  },
});
