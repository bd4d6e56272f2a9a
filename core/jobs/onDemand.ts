import type { Database } from '../store/database.ts';
import { type Jobs, type JobsOptions, openJobs } from './jobs.ts';

export interface OnDemandJobs extends Jobs {
  /** Whether anything was asked of them. */
  readonly used: boolean;
}

/** Jobs that open with the first call: most requests to a Worker send none, and opening costs queries. */
export function openJobsOnDemand(database: Database, options: JobsOptions): OnDemandJobs {
  let opened: Promise<Jobs> | null = null;
  const jobs = (): Promise<Jobs> => {
    opened ??= openJobs(database, options);
    return opened;
  };
  return {
    get used() {
      return opened !== null;
    },
    async send(tx, name, list) {
      if (list.length) await (await jobs()).send(tx, name, list);
    },
    sendNow: async (name, list) => (await jobs()).sendNow(name, list),
    work: async (handlers) => (await jobs()).work(handlers),
    drain: async (handlers, until) => (await jobs()).drain(handlers, until),
    maintain: async () => (await jobs()).maintain(),
    async stop() {
      await (await opened)?.stop();
    },
  };
}
