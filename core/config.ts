/** The environment, checked once at the start. Wrong or missing settings are told all together, each in a sentence. */
import { z } from 'zod';

const text = z.string().trim().min(1).optional();

const url = (shape: RegExp, example: string) =>
  z
    .string()
    .trim()
    .regex(shape, `not of the form ${example}`)
    .refine(URL.canParse, `not of the form ${example}`)
    .optional();

const endpoints = z.strictObject({
  slackApiUrl: z.url().optional(),
  teams: z
    .strictObject({
      openIdMetadataUrl: z.url(),
      tokenIssuer: z.string(),
      loginUrl: z.url(),
      oAuthScope: z.string(),
      serviceUrl: z.url(),
    })
    .partial()
    .optional(),
  teamsServiceUrls: z.array(z.url()).optional(),
});

const schema = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: text,
  UNHOLD_DATA: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  UNHOLD_URL: z.url().optional(),
  UNHOLD_SESSION_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  UNHOLD_ADMIN_TOKEN: z.string().min(24, 'at least 24 characters').optional(),
  SLACK_SIGNING_SECRET: text,
  SLACK_BOT_TOKEN: text,
  TEAMS_APP_ID: text,
  TEAMS_APP_PASSWORD: text,
  TEAMS_APP_TENANT_ID: text,
  /** Other clouds and test servers: JSON { "slackApiUrl", "teams": { endpoints }, "teamsServiceUrls": [] }. */
  UNHOLD_ENDPOINTS: z
    .string()
    .transform((value, context) => {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(endpoints)
    .optional(),
  /** Outgoing mail: smtp://user:password@host:587 or smtps://…:465. */
  SMTP_URL: url(/^smtps?:\/\/[^/]/, 'smtp://… or smtps://…'),
  /** Envelope sender of outgoing mail, where bounces go; without it the tenant's inbox. */
  MAIL_FROM: z.email().optional(),
  /** Who is believed about senders, where a company names nobody: the receiving server's authserv-id. */
  MAIL_AUTHSERV_ID: text,
  /** Incoming mail by SMTP: the port to listen on, and PEM files for STARTTLS. */
  SMTP_LISTEN_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SMTP_LISTEN_HOST: text,
  SMTP_LISTEN_CERT: text,
  SMTP_LISTEN_KEY: text,
  /** Incoming mail out of a mailbox: imaps://user:password@host, and whose inbox it is. */
  IMAP_URL: url(/^imaps?:\/\/[^/@]+@[^/]/, 'imaps://user:password@host'),
  IMAP_ADDRESS: z.email().toLowerCase().optional(),
  IMAP_FOLDER: z.string().default('INBOX'),
  IMAP_MOVE_TO: text,
  UNHOLD_ERP: z.enum(['demo', 'tryton']).default('demo'),
  UNHOLD_PLAYGROUND: z.enum(['on', 'off', 'with-real-erp']).optional(),
  UNHOLD_POLL_SECONDS: z.coerce.number().min(1).max(3600).optional(),
  UNHOLD_NOTIFY: z.enum(['on', 'off']).default('on'),
  UNHOLD_FAILPOINT: text,
});

/** What the environment lacks or has wrong. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export interface Config {
  production: boolean;
  databaseUrl: string | null;
  dataDir: string;
  host: string;
  port: number;
  publicUrl: string | null;
  sessionSecret: string | null;
  adminToken: string | null;
  slack: { signingSecret: string; botToken: string; apiUrl?: string } | null;
  teams: {
    appId: string;
    appPassword: string;
    appTenantId: string | undefined;
    endpoints?: z.infer<typeof endpoints>['teams'];
    allowedServiceUrls?: string[];
  } | null;
  erp: 'demo' | 'tryton';
  playground: boolean;
  pollSeconds: number;
  notify: boolean;
  failpoint: string | null;
  mail: {
    /** Outgoing. */
    smtp: { url: string; returnPath: string | null } | null;
    listen: { host: string; port: number; certFile: string | null; keyFile: string | null } | null;
    imap: { url: string; folder: string; moveTo: string | null; address: string } | null;
    authservId: string | null;
  };
}

export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = schema.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  }
  const e = parsed.data;
  const other = e.UNHOLD_ENDPOINTS;
  const production = e.NODE_ENV === 'production';
  const problems: string[] = [];
  const pair = (a: keyof typeof e, b: keyof typeof e): boolean => {
    if (Boolean(e[a]) !== Boolean(e[b])) problems.push(`${e[a] ? b : a} is missing beside ${e[a] ? a : b}.`);
    return Boolean(e[a] && e[b]);
  };
  const slack = pair('SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN');
  const teams = pair('TEAMS_APP_ID', 'TEAMS_APP_PASSWORD');
  const playground = !production && e.UNHOLD_PLAYGROUND !== 'off' && !(slack && teams);
  if (production) {
    const needed = ['DATABASE_URL', 'UNHOLD_URL', 'UNHOLD_SESSION_SECRET', 'UNHOLD_ADMIN_TOKEN'] as const;
    for (const name of needed) if (!e[name]) problems.push(`${name} is missing.`);
    if (!slack && !teams) {
      problems.push(
        'SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or TEAMS_APP_ID and TEAMS_APP_PASSWORD, are missing.',
      );
    }
    if (e.UNHOLD_PLAYGROUND && e.UNHOLD_PLAYGROUND !== 'off') {
      problems.push(
        'UNHOLD_PLAYGROUND is set: the playground can act as anyone and never runs in production.',
      );
    }
  }
  if (playground && e.UNHOLD_ERP !== 'demo' && e.UNHOLD_PLAYGROUND !== 'with-real-erp') {
    problems.push(
      'The playground can act as anyone and refuses to stand beside a real ERP. Set UNHOLD_PLAYGROUND=with-real-erp if that ERP is for testing, or connect Slack and Teams.',
    );
  }
  const certificate = pair('SMTP_LISTEN_CERT', 'SMTP_LISTEN_KEY');
  const imap = pair('IMAP_URL', 'IMAP_ADDRESS');
  const smtpHost = e.SMTP_LISTEN_HOST ?? e.HOST;
  if (
    production &&
    e.SMTP_LISTEN_PORT !== undefined &&
    !certificate &&
    !/^(?:127\.|::1$|localhost$)/.test(smtpHost)
  ) {
    problems.push(
      'SMTP_LISTEN_CERT and SMTP_LISTEN_KEY are missing: mail would come in without encryption. Set them, or listen on 127.0.0.1 behind a mail server.',
    );
  }
  if (problems.length) throw new ConfigError(problems.join('\n'));
  return {
    production,
    databaseUrl: e.DATABASE_URL ?? null,
    dataDir: e.UNHOLD_DATA,
    host: playground ? '127.0.0.1' : e.HOST,
    port: e.PORT,
    publicUrl: e.UNHOLD_URL?.replace(/\/$/, '') ?? null,
    sessionSecret: e.UNHOLD_SESSION_SECRET ?? null,
    adminToken: e.UNHOLD_ADMIN_TOKEN ?? null,
    slack: slack
      ? {
          signingSecret: e.SLACK_SIGNING_SECRET!,
          botToken: e.SLACK_BOT_TOKEN!,
          ...(other?.slackApiUrl ? { apiUrl: other.slackApiUrl } : {}),
        }
      : null,
    teams: teams
      ? {
          appId: e.TEAMS_APP_ID!,
          appPassword: e.TEAMS_APP_PASSWORD!,
          appTenantId: e.TEAMS_APP_TENANT_ID,
          ...(other?.teams ? { endpoints: other.teams } : {}),
          ...(other?.teamsServiceUrls ? { allowedServiceUrls: other.teamsServiceUrls } : {}),
        }
      : null,
    erp: e.UNHOLD_ERP,
    playground,
    pollSeconds: e.UNHOLD_POLL_SECONDS ?? (e.UNHOLD_ERP === 'demo' ? 1 : 5),
    notify: e.UNHOLD_NOTIFY === 'on',
    failpoint: e.UNHOLD_FAILPOINT ?? null,
    mail: {
      smtp: e.SMTP_URL ? { url: e.SMTP_URL, returnPath: e.MAIL_FROM ?? null } : null,
      listen:
        e.SMTP_LISTEN_PORT === undefined
          ? null
          : {
              host: playground ? '127.0.0.1' : smtpHost,
              port: e.SMTP_LISTEN_PORT,
              certFile: e.SMTP_LISTEN_CERT ?? null,
              keyFile: e.SMTP_LISTEN_KEY ?? null,
            },
      imap: imap
        ? {
            url: e.IMAP_URL!,
            folder: e.IMAP_FOLDER,
            moveTo: e.IMAP_MOVE_TO ?? null,
            address: e.IMAP_ADDRESS!,
          }
        : null,
      authservId: e.MAIL_AUTHSERV_ID ?? null,
    },
  };
}
