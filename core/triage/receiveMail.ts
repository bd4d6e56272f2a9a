import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Mail } from '../model/signal.ts';
import { inTenant } from '../store/database.ts';
import { tenantConfig } from '../store/tenantConfig.ts';
import { jsonbText } from './jsonbText.ts';
import { readMail } from './mail/read.ts';
import { senderWarnings } from './mail/sender.ts';
import { replyToSender } from './triageMail.ts';

/**
 * Keeps a mail verbatim as a signal and hands it to triage, in one transaction. The same Message-ID twice is one
 * signal. What could not be parsed is kept with the reason, and a sender we know is told. `addressedTeam`: whom the
 * envelope named ("inbox+credit@…"); without an envelope the headers tell.
 */
export async function receiveMail(
  deps: Pick<Deps, 'database' | 'jobs' | 'clock' | 'classifier' | 'authservId'>,
  tenantId: string,
  raw: Uint8Array,
  parsed:
    | Mail
    | {
        unreadable: string;
        messageId: string | null;
        from: Mail['from'];
        headers?: Record<string, string>;
      },
  addressedTeam: string | null = null,
): Promise<{ signalId: string; duplicate: boolean }> {
  const classifier = (await deps.classifier?.()) ?? null;
  return inTenant(deps.database, tenantId, async (tx) => {
    const config = await tenantConfig(tx);
    const now = deps.clock.now();
    const readable = !('unreadable' in parsed);
    const key = parsed.messageId ?? `sha256:${createHash('sha256').update(raw).digest('hex')}`;
    const team = addressedTeam ?? (readable ? teamOf(parsed, config.inboxAddress) : null);
    const body = readable
      ? {
          mail: parsed,
          reading: readMail(parsed, {
            ownDomains: config.mailDomains,
            ownAddress: config.inboxAddress,
            classifier,
          }),
          team,
          warnings: senderWarnings(parsed, {
            people: config.people,
            ownDomains: config.mailDomains,
            authservId: config.authservId ?? deps.authservId ?? null,
          }),
        }
      : { unreadable: parsed.unreadable };
    const signalId = randomUUID();
    const [stored] = await tx.rows<{ id: string }>(sql`
      insert into unhold.signal (signal_id, tenant_id, source, source_key, received_at, raw, body, status, reason, team)
      values (${signalId}, ${tenantId}, 'email', ${key}, ${now.toISOString()}, decode(${Buffer.from(raw).toString('base64')}, 'base64'),
        ${jsonbText(body)}::jsonb, ${readable ? 'received' : 'unreadable'}, ${readable ? null : parsed.unreadable},
        ${team})
      on conflict do nothing returning signal_id as id`);
    if (!stored) {
      const [first] = await tx.rows<{ id: string }>(
        sql`select signal_id as id from unhold.signal where source = 'email' and source_key = ${key}`,
      );
      return { signalId: first?.id ?? signalId, duplicate: true };
    }
    if (readable) {
      await deps.jobs.send(tx, 'triage', [{ data: { tenantId, signalId } }]);
    } else {
      await replyToSender(
        tx,
        deps,
        config,
        { from: parsed.from, messageId: key, headers: parsed.headers ?? {} },
        'We could not read your mail',
        `We kept your mail, but could not read it: ${parsed.unreadable} Please send it again as plain text or attach the original message.`,
      );
    }
    await appendAudit(tx, [
      {
        at: now,
        actor: 'unhold',
        event: readable ? 'signal.received' : 'signal.unreadable',
        detail: {
          signal: signalId,
          source: 'email',
          key,
          ...(readable ? {} : { reason: parsed.unreadable }),
        },
      },
    ]);
    return { signalId, duplicate: false };
  });
}

/** The team in "inbox+team@…", from the headers; null where the plain inbox is named. */
function teamOf({ to, headers }: Mail, inbox: string): string | null {
  const [box, domain] = inbox.toLowerCase().split('@');
  for (const text of [headers['delivered-to'] ?? '', headers['x-original-to'] ?? '', ...to]) {
    const address = /[^\s<>]+@[^\s<>]+/.exec(text.slice(0, 500))?.[0].toLowerCase() ?? '';
    const [local = '', host] = address.split('@');
    if (host === domain && local.startsWith(`${box}+`)) {
      return (
        local
          .slice(box!.length + 1)
          .replace(/[^\p{L}\p{N}._-]/gu, '')
          .slice(0, 40) || null
      );
    }
  }
  return null;
}
