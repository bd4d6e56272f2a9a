/** The doors for mail that only Node has: SMTP and IMAP in, SMTP out, and the thread that reads what comes. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { type CursorStore, type ImapCursor, type ImapSettings, pullImap } from '#bots/inbox/imap.ts';
import type { Intake } from '#bots/inbox/intake.ts';
import { listenSmtp } from '#bots/inbox/smtpIn.ts';
import { type Config, ConfigError } from '#core/config.ts';
import type { Log } from '#core/deps.ts';
import { type Database, inTenant } from '#core/store/database.ts';

export interface MailDoors {
  probes: Record<string, () => Promise<string>>;
  open(roles: { web: boolean; worker: boolean }, intake: Intake): Promise<void>;
  close(): Promise<void>;
}

/** What is configured, closed as yet. Throws ConfigError where a certificate cannot be used. */
export function mailDoors({ mail, production }: Config, database: Database, log: Log): MailDoors {
  const tls = mail.listen && certificateOf(mail.listen, production);
  let listener: Awaited<ReturnType<typeof listenSmtp>> | null = null;
  let puller: ReturnType<typeof pullImap> | null = null;
  const probes: MailDoors['probes'] = {};
  if (mail.listen) {
    probes['mail in (SMTP)'] = async () =>
      listener
        ? `Listens on port ${listener.port}${tls ? ' with STARTTLS' : ''}.`
        : 'Another process listens; this one does not.';
  }
  if (mail.imap) {
    probes['mail in (IMAP)'] = async () =>
      puller ? puller.probe() : 'Another process asks the mailbox; this one does not.';
  }
  return {
    probes,
    async open(roles, intake) {
      if (mail.listen && roles.web) listener = await listenSmtp({ ...mail.listen, tls }, intake, log);
      if (mail.imap && roles.worker) {
        puller = pullImap(mail.imap, intake, cursorStore(database, mail.imap, intake), log);
      }
    },
    async close() {
      await Promise.all([listener?.close(), puller?.close()]);
    },
  };
}

function certificateOf(
  { certFile, keyFile }: NonNullable<Config['mail']['listen']>,
  production: boolean,
): { key: string; cert: string } | null {
  if (!certFile || !keyFile) return null;
  const cert = readFileSync(certFile, 'utf8');
  if (production) {
    const { issuer, subject } = new X509Certificate(cert);
    if (issuer === subject) {
      throw new ConfigError(
        `SMTP_LISTEN_CERT: ${certFile} is signed by itself; sending servers and people cannot tell who we are. Use one of a known authority.`,
      );
    }
  }
  return { cert, key: readFileSync(keyFile, 'utf8') };
}

/** How far the mailbox was read, in the store of the tenant whose inbox it is. */
function cursorStore(
  database: Database,
  { url, folder, address }: ImapSettings,
  intake: Intake,
): CursorStore {
  const { host, username } = new URL(url);
  const mailbox = `${decodeURIComponent(username)}@${host}/${folder}`;
  const tenant = async (): Promise<string> => {
    const found = await intake.mailboxOf(address);
    if (!found) throw new Error(`IMAP_ADDRESS: no tenant has the inbox ${address}.`);
    return found.tenantId;
  };
  return {
    read: async () =>
      inTenant(database, await tenant(), async (tx) => {
        const [row] = await tx.rows<ImapCursor>(sql`
          select uid_validity as "uidValidity", uid::float8 as uid from unhold.mailbox_cursor where mailbox = ${mailbox}`);
        return row ?? null;
      }),
    write: async ({ uidValidity, uid }) => {
      await inTenant(database, await tenant(), (tx) =>
        tx.rows(sql`
          insert into unhold.mailbox_cursor (tenant_id, mailbox, uid_validity, uid)
          values (${tx.tenantId}, ${mailbox}, ${uidValidity}, ${uid})
          on conflict (tenant_id, mailbox) do update set uid_validity = excluded.uid_validity, uid = excluded.uid`),
      );
    },
  };
}
