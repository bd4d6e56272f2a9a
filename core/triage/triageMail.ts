import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { isExceptionType } from '../exceptions/index.ts';
import type { OrderContext } from '../model/order.ts';
import type { Mail, MailReading } from '../model/signal.ts';
import { inTenant, type Tx } from '../store/database.ts';
import { type TenantConfig, tenantConfig } from '../store/tenantConfig.ts';
import { applyChanges, newExceptionId } from './cases.ts';
import { detectOrders } from './detectOrders.ts';
import { type Candidate, matchOrder } from './match.ts';
import { proposeFromMail } from './propose.ts';

export interface MailSignal {
  mail: Mail;
  reading: MailReading;
}

/** A mail to an exception: matched to its order and joined with what the ERP shows, or asked about. */
export async function triageMail(
  deps: Deps,
  tenantId: string,
  signalId: string,
  { mail, reading }: MailSignal,
): Promise<void> {
  const config = await inTenant(deps.database, tenantId, tenantConfig);
  const type = isExceptionType(reading.type) ? reading.type : null;
  if (reading.suppressed || !type) {
    const reason = reading.suppressed
      ? `automatic mail (${reading.suppressed})`
      : 'no known kind of trouble in it';
    await inTenant(deps.database, tenantId, (tx) =>
      ignore(tx, deps, config, signalId, mail, reading, reason),
    );
    return;
  }
  const { matched, candidates } = await matchOrder(deps, config, reading);
  let context: OrderContext | null = null;
  if (matched) {
    const erp = await deps.erp(tenantId, matched.connectionId);
    [context = null] = await erp.read([matched.orderId]);
    // What the ERP itself shows comes first; the mail then joins that case.
    if (context) {
      await detectOrders(deps, {
        tenantId,
        connectionId: matched.connectionId,
        contexts: [context],
        source: 'email',
      });
    }
  }
  await inTenant(deps.database, tenantId, (tx) =>
    joinOrOpen(tx, deps, config, { signalId, mail, reading, type, matched, context, candidates }),
  );
}

interface Case {
  signalId: string;
  mail: Mail;
  reading: MailReading;
  type: string;
  matched: Candidate | null;
  context: OrderContext | null;
  candidates: Candidate[];
}

async function joinOrOpen(tx: Tx, deps: Deps, config: TenantConfig, input: Case): Promise<void> {
  const { signalId, mail, reading, type, matched, context, candidates } = input;
  const now = deps.clock.now();
  const [signal] = await tx.rows<{ status: string }>(
    sql`select status from unhold.signal where signal_id = ${signalId} for update`,
  );
  if (signal?.status !== 'received') return;
  const [open] = context
    ? await tx.rows<{ id: string; number: string }>(sql`
        select exception_id as id, number from unhold.exception
        where connection_id = ${matched!.connectionId} and order_id = ${context.order.id} and settled_at is null
        order by (type = ${type}) desc, opened_at limit 1 for update`)
    : [];
  const audit: AuditEntry[] = [];
  let exceptionId: string;
  let number: string;
  if (open) {
    exceptionId = open.id;
    number = open.number;
    audit.push({
      at: now,
      actor: 'unhold',
      event: 'signal.joined',
      exceptionId,
      detail: {
        signal: signalId,
        from: reading.originalSender,
        subject: reading.originalSubject ?? mail.subject,
      },
    });
    await replyInThreads(tx, deps, config, exceptionId, mailLine(mail, reading));
  } else {
    exceptionId = newExceptionId();
    const proposal = proposeFromMail(
      type,
      context,
      {
        from: reading.originalSender ?? mail.from?.address ?? 'an unknown sender',
        subject: reading.originalSubject ?? mail.subject,
        text: reading.text,
      },
      context ? [] : candidates.map(({ score: _, ...candidate }) => candidate),
      config.currency,
    );
    const applied = await applyChanges(tx, deps, config, {
      opened: [
        {
          exceptionId,
          connectionId: context ? matched!.connectionId : null,
          type,
          source: 'email',
          context,
          proposal,
          fingerprint: `mail:${mail.messageId}`,
        },
      ],
      renewed: [],
      ended: [],
    });
    audit.push(...applied.audit);
    number = applied.numbers.get(exceptionId) ?? '';
  }
  await tx.rows(
    sql`update unhold.signal set status = 'triaged', exception_id = ${exceptionId} where signal_id = ${signalId}`,
  );
  const next = open
    ? 'It was added to an open case; the people who decide see it now.'
    : context
      ? 'The people who decide see it now.'
      : 'Somebody will say which order it is about; then the people who decide see it.';
  await replyToSender(
    tx,
    deps,
    config,
    mail,
    `Re: ${mail.subject}`.slice(0, 200),
    `Thank you. This is ${number}. ${next}`,
  );
  await appendAudit(tx, audit);
}

/** What a thread says of a mail that joined its case. */
export const mailLine = (mail: Mail, reading: MailReading): string =>
  `Mail from ${reading.originalSender ?? mail.from?.address ?? 'unknown'}: ${(reading.text || mail.subject).slice(0, 500)}`;

/** A line under the cards of an exception, in every product. */
export async function replyInThreads(
  tx: Tx,
  deps: Pick<Deps, 'jobs'>,
  config: Pick<TenantConfig, 'tenantId' | 'channels'>,
  exceptionId: string,
  text: string,
): Promise<void> {
  const surfaces = [...new Set(config.channels.map((channel) => channel.surface))];
  await deps.jobs.send(
    tx,
    'reply',
    surfaces.map((surface) => ({ data: { tenantId: config.tenantId, exceptionId, surface, text } })),
  );
}

async function ignore(
  tx: Tx,
  deps: Deps,
  config: TenantConfig,
  signalId: string,
  mail: Mail,
  reading: MailReading,
  reason: string,
): Promise<void> {
  const done = await tx.rows(sql`
    update unhold.signal set status = 'ignored', reason = ${reason}
    where signal_id = ${signalId} and status = 'received' returning signal_id`);
  if (!done.length) return;
  if (!reading.suppressed) {
    await replyToSender(
      tx,
      deps,
      config,
      mail,
      `Re: ${mail.subject}`.slice(0, 200),
      'Thank you. We could not tell what is wrong from this mail, so no case was opened. Say what the trouble is (a price, a credit hold) and which order or PO number it is about, and send it again.',
    );
  }
  await appendAudit(tx, [
    { at: deps.clock.now(), actor: 'unhold', event: 'signal.ignored', detail: { signal: signalId, reason } },
  ]);
}

/** Answers people of the tenant and nobody else: strangers learn nothing, machines get no loop. One answer per mail. */
export async function replyToSender(
  tx: Tx,
  deps: Pick<Deps, 'jobs' | 'clock'>,
  config: TenantConfig,
  mail: Pick<Mail, 'from' | 'messageId'>,
  subject: string,
  text: string,
): Promise<void> {
  const address = mail.from?.address.toLowerCase();
  if (!address || !config.people.some((person) => person.email.toLowerCase() === address)) return;
  const [row] = await tx.rows<{ id: string }>(sql`
    insert into unhold.mail_out (mail_id, tenant_id, key, sender, recipient, subject, text, in_reply_to, created_at)
    values (${randomUUID()}, ${config.tenantId}, ${`reply:${mail.messageId}`}, ${config.inboxAddress}, ${address},
      ${subject}, ${text}, ${mail.messageId}, ${deps.clock.now().toISOString()})
    on conflict do nothing returning mail_id as id`);
  if (row) await deps.jobs.send(tx, 'mail', [{ data: { tenantId: config.tenantId, mailId: row.id } }]);
}
