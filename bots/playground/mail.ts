/** The mailbox: what people send goes through the app's own inbox, what Unhold sends stays here. */
import { createHash } from 'node:crypto';
import type { Mailer } from '#core/ports.ts';
import { parseObject, send } from './clicks.ts';
import { writeMail } from './page/client/mime.ts';
import { insertMail, type StoredMail } from './store.ts';
import { storable, type World } from './world.ts';

/** As `POST /inbox`. */
export const mailBytes = 25 * 1024 * 1024;
/** Of the text that the mailbox shows. */
const shownCharacters = 20_000;
const parsedBytes = 1024 * 1024;

export const createMailer = (world: World): Mailer => ({
  collapsesRepeats: true,
  async send(mail, tenantId) {
    const isNew = await world.transaction(tenantId, (tx) =>
      insertMail(tx, tenantId, {
        id: `out ${mail.key}`,
        direction: 'out',
        from: storable(mail.from),
        to: storable(mail.to),
        subject: storable(mail.subject),
        text: storable(mail.text),
        at: world.now().toISOString(),
        inReplyTo: mail.inReplyTo,
      }),
    );
    if (isNew) world.revision.bump();
    return 'sent';
  },
});

/** A plain message from what somebody wrote. `from`: "Name <address>" or an address. */
export function composeMail(
  mail: { from: string; to: string; subject: string; text: string },
  at: Date,
): string {
  const [, name = '', email = mail.from] = /^([^<]*)<([^>]+)>\s*$/.exec(mail.from) ?? [];
  const from = { name: name.trim() || email.trim(), email: email.trim() };
  return writeMail({ ...mail, from, at, id: crypto.randomUUID() });
}

/** Hands a raw message to the tenant's inbox, as a mail server would. What it took also stands in the mailbox. */
export async function deliver(
  world: World,
  to: { tenant: string; inboxToken: string },
  raw: Uint8Array<ArrayBuffer>,
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const request = new Request(`${world.baseUrl}/inbox`, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.inboxToken}`, 'content-type': 'message/rfc822' },
    body: raw,
  });
  const { status, body } = await send(world.dispatch, request);
  if (status === 202) {
    const mail = await shown(raw, world.now());
    if (await world.transaction(to.tenant, (tx) => insertMail(tx, to.tenant, mail))) world.revision.bump();
  }
  return { status, answer: parseObject(body) };
}

/** What the mailbox shows of a message. Broken ones are shown as they are. */
async function shown(raw: Uint8Array, now: Date): Promise<StoredMail> {
  const { simpleParser } = await import('mailparser');
  const head = Buffer.from(raw.subarray(0, parsedBytes));
  const parsed = await simpleParser(head, { skipImageLinks: true, skipTextToHtml: true }).catch(() => null);
  const recipients = [parsed?.to ?? []].flat().map((one) => one.text);
  const id = parsed?.messageId ?? createHash('sha256').update(raw).digest('hex');
  return {
    id: `in ${storable(id).slice(0, 500)}`,
    direction: 'in',
    from: storable(parsed?.from?.text ?? '').slice(0, 500),
    to: storable(recipients.join(', ')).slice(0, 500),
    subject: storable(parsed?.subject ?? '').slice(0, 500),
    text: storable(parsed?.text ?? head.toString('latin1')).slice(0, shownCharacters),
    at: now.toISOString(),
    inReplyTo: parsed?.inReplyTo ?? null,
  };
}
