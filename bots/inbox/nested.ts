import type { ParsedMail } from 'mailparser';
import type { Mail } from '#core/model/signal.ts';
import { filesIn, isMessage, openTnef } from './attachments.ts';
import type { TnefMessage } from './tnef.ts';

interface Readers {
  /** Reads the raw bytes of an attached message. */
  parse(raw: Uint8Array, depth: number): Promise<Mail | { unreadable: string }>;
  /** HTML as plain text. */
  htmlToText(html: string): Promise<string>;
}

/** Deeper messages are attachments like others. */
const maximumDepth = 10;
const maximumMessages = 5;

/**
 * "Forward as attachment": appends attached messages to the text the way mail programs write forwarded ones, so that
 * they are read like these, and lists their attachments. What Outlook packed into `winmail.dat` is unpacked.
 */
export async function appendForwarded(
  readers: Readers,
  mail: Mail,
  parts: ParsedMail['attachments'],
  depth: number,
  limit: number,
): Promise<Mail> {
  let text = mail.text.trimEnd();
  const attachments: Mail['attachments'] = [];
  let opened = 0;
  for (const [index, part] of parts.entries()) {
    const listed = mail.attachments[index];
    const packed = openTnef(part);
    if (packed) {
      // The text part says the same where there is one.
      text ||= (await wordsOf(packed, readers)).trimEnd();
      for (const inner of packed.messages) text += await forwardedTnef(inner, readers);
      attachments.push(
        ...filesIn(packed).map(({ filename, contentType, bytes }) => ({
          filename,
          contentType,
          size: bytes.byteLength,
        })),
      );
      continue;
    }
    if (listed) attachments.push(listed);
    if (!isMessage(part) || opened >= maximumMessages || depth >= maximumDepth) continue;
    const inner = await readers.parse(part.content, depth + 1);
    if ('unreadable' in inner) continue;
    opened += 1;
    const from = inner.from ? `${inner.from.name ? `${inner.from.name} ` : ''}<${inner.from.address}>` : '';
    text += forwarded(
      {
        from,
        date: inner.headers['date'] ?? '',
        subject: inner.subject,
        to: inner.to.slice(0, 10).join(', '),
      },
      inner.text,
    );
    attachments.push(...inner.attachments);
  }
  return { ...mail, text: text.trimStart().slice(0, limit), attachments: attachments.slice(0, 500) };
}

const forwarded = (head: { from: string; date: string; subject: string; to: string }, text: string): string =>
  [
    '\n\n---------- Forwarded message ----------',
    `From: ${oneLine(head.from)}`,
    `Date: ${oneLine(head.date)}`,
    `Subject: ${oneLine(head.subject)}`,
    `To: ${oneLine(head.to)}`,
    '',
    text,
  ].join('\n');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function forwardedTnef(inner: TnefMessage, readers: Readers): Promise<string> {
  const head = { from: inner.from ?? '', date: '', subject: inner.subject ?? '', to: inner.to ?? '' };
  return forwarded(head, await wordsOf(inner, readers));
}

const wordsOf = async ({ text, html }: TnefMessage, { htmlToText }: Readers): Promise<string> =>
  text ?? (html ? await htmlToText(html) : '');
