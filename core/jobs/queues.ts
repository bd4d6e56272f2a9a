/** Every queue: what its jobs carry (ids only) and how they are retried. */
import type { QueueOptions, QueuePolicy } from 'pg-boss';

export interface JobData {
  /** Asks an ERP what changed. Sends itself again. */
  'erp.poll': { tenantId: string; connectionId: string };
  /** Signal to exception. */
  triage: { tenantId: string; signalId: string };
  /** Reads all open orders anew, a page at a time: what only time brings about (a day that passed) changes no order. */
  'erp.look': { tenantId: string; connectionId: string; cursor: string | null };
  /** Reads the files of a mail, and hands it to triage. */
  papers: { tenantId: string; signalId: string };
  /** Reads what a Worker left: pictures and large files. Only processes on Node take it. */
  scans: { tenantId: string; signalId: string };
  /** Detects again for one order, after a write or a conflict. */
  recheck: { tenantId: string; connectionId: string; orderId: string };
  /** Shows an exception as it is now in every channel of every surface. */
  card: { tenantId: string; exceptionId: string };
  /** Shows several alike in one message. */
  batch: { tenantId: string; batchId: string };
  /** Carries out an approved action, from whatever step it is at. */
  act: { tenantId: string; actionId: string };
  /** Puts a question to a person in private. */
  ask: { tenantId: string; questionId: string };
  /** A line in the thread under the cards. */
  reply: { tenantId: string; exceptionId: string; surface: 'slack' | 'teams'; text: string };
  /** Lets a model write the reason. */
  reason: { tenantId: string; exceptionId: string; version: number };
  mail: { tenantId: string; mailId: string };
  /** Ends an unanswered request. */
  expire: { tenantId: string; exceptionId: string; version: number };
  /** Reminds, widens, moves up. */
  escalate: { tenantId: string; exceptionId: string; version: number; step: number; round: number };
  /** Sends one notice. */
  tell: { tenantId: string; key: string };
  /** The morning's. Sends itself again. `day`: of the digest; null: only sees to it that the next one comes. */
  digest: { tenantId: string; day: string | null };
  /** Removes what a crashed action left behind in an ERP. */
  sweep: { tenantId: string; connectionId: string };
}

export type QueueName = keyof JobData;

interface QueueSpec extends QueueOptions {
  policy?: QueuePolicy;
  /** Jobs fetched at once and handled together in one transaction where the handler can. */
  batch: number;
  /** Workers per process. */
  concurrency: number;
}

// A killed worker's jobs come back when their heartbeat is missed: the shortest that pg-boss allows. Retries go on for
// two days: nothing is lost over a long outage of an ERP or a chat product.
const common: QueueOptions = {
  retryLimit: 2880,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 120,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
};

export const queues: Record<QueueName, QueueSpec> = {
  // `short`: one waiting job per key, so that a burst of changes shows as one update.
  'erp.poll': { ...common, policy: 'short', batch: 4, concurrency: 1 },
  'erp.look': { ...common, policy: 'short', batch: 1, concurrency: 1 },
  triage: { ...common, batch: 50, concurrency: 1 },
  // Apart from triage: a mail with heavy files holds up no other.
  papers: { ...common, expireInSeconds: 300, batch: 1, concurrency: 2 },
  scans: { ...common, expireInSeconds: 300, batch: 1, concurrency: 1 },
  recheck: { ...common, batch: 20, concurrency: 1 },
  card: { ...common, policy: 'short', batch: 50, concurrency: 2 },
  batch: { ...common, policy: 'short', batch: 10, concurrency: 1 },
  // One at a time per worker: an action that waits for a slow ERP holds up no other.
  act: { ...common, batch: 1, concurrency: 4 },
  ask: { ...common, batch: 5, concurrency: 1 },
  reply: { ...common, batch: 10, concurrency: 1 },
  reason: { ...common, retryLimit: 2, batch: 1, concurrency: 2 },
  mail: { ...common, batch: 10, concurrency: 1 },
  expire: { ...common, batch: 20, concurrency: 1 },
  escalate: { ...common, batch: 20, concurrency: 1 },
  tell: { ...common, batch: 10, concurrency: 1 },
  digest: { ...common, policy: 'short', batch: 5, concurrency: 1 },
  sweep: { ...common, policy: 'short', batch: 5, concurrency: 1 },
};

export const queueNames = Object.keys(queues) as QueueName[];
