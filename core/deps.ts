import type { JobSender } from './jobs/jobs.ts';
import type { Clock, Erp, Knowledge, Mailer, Model, Papers, Surface } from './ports.ts';
import type { Database } from './store/database.ts';
import type { Classifier } from './triage/mail/classifier/classifier.ts';

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, error?: unknown, fields?: Record<string, unknown>): void;
}

/** Places where a test may kill the process, to prove that nothing is lost or done twice. */
export type Failpoint =
  | 'decision.before-commit'
  | 'decision.after-commit'
  | 'action.before-plan'
  | 'action.after-plan'
  | 'step.before-sent'
  | 'step.after-sent'
  | 'step.after-call'
  | 'step.after-confirm'
  | 'action.before-finish';

/** Everything the work needs from outside core. A function takes only the part that it uses. */
export interface Deps {
  database: Database;
  jobs: JobSender;
  clock: Clock;
  /** The connector of one connection, opened once per process. Inside a transaction name its `kind`: nothing is read then. */
  erp(tenantId: string, connectionId: string, kind?: string): Promise<Erp>;
  knowledge: Knowledge;
  /** null: no model is configured; templates write the reasons. */
  model: Model | null;
  /** The trained classifier of mails; without one the rules decide alone. */
  classifier?: (() => Promise<Classifier | null>) | undefined;
  /** Reads the files of mails; without it they are listed and not read. */
  papers?: Papers | undefined;
  /** Active connections of all tenants. */
  connections(): Promise<{ tenantId: string; connectionId: string }[]>;
  surfaces: Surface[];
  mailer: Mailer;
  /** Whose verdicts about senders are believed where a tenant names nobody. */
  authservId?: string | null;
  log: Log;
  failpoint?: ((name: Failpoint) => void) | undefined;
  /** Seconds between two polls of one connection; null: cron asks (Workers). */
  pollSeconds: number | null;
  /** Cookies only over TLS: on where the public address is https. */
  secureCookies: boolean;
}
