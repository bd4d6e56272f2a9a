import type { ParsedMail } from 'mailparser';
import type { Mail } from '#core/model/signal.ts';

/** Reads the raw bytes of an attached message. */
type Parse = (raw: Uint8Array, depth: number) => Promise<Mail | { unreadable: string }>;

/** A mail in a mail in a mail is read; deeper ones are attachments like others. */
const maximumDepth = 3;
const maximumMessages = 5;

/**
 * "Forward as attachment": appends attached messages to the text the way mail programs write forwarded ones, so that
 * they are read like these.
 */
export async function appendForwarded(
  parse: Parse,
  mail: Mail,
  attachments: ParsedMail['attachments'],
  depth: number,
  limit: number,
): Promise<Mail> {
  if (depth >= maximumDepth) return mail;
  const messages = attachments.filter(isMessage).slice(0, maximumMessages);
  let text = mail.text.trimEnd();
  for (const { content } of messages) {
    const inner = await parse(content, depth + 1);
    if ('unreadable' in inner) continue;
    const from = inner.from ? `${inner.from.name ? `${inner.from.name} ` : ''}<${inner.from.address}>` : '';
    const head = [
      '---------- Forwarded message ----------',
      `From: ${from}`,
      `Date: ${inner.headers['date'] ?? ''}`,
      `Subject: ${inner.subject}`,
      `To: ${inner.to.slice(0, 10).join(', ')}`,
    ].join('\n');
    text = `${text}\n\n${head}\n\n${inner.text}`.trimStart();
  }
  return { ...mail, text: text.slice(0, limit) };
}

const isMessage = (attachment: ParsedMail['attachments'][number]): boolean =>
  /^message\/(?:rfc822|global)$/i.test(attachment.contentType) || /\.eml$/i.test(attachment.filename ?? '');
