import type { ParsedMail } from 'mailparser';
import { parserOptions } from './parserOptions.ts';
import { MAIL_DEPTH, MAIL_PARTS, mimeShape } from './shape.ts';
import { readTnef, type TnefMessage } from './tnef.ts';

export interface Attachment {
  /** As the sender wrote it, without folders; may be empty. */
  filename: string;
  /** As the sender says; in lower case. Never believed where it matters. */
  contentType: string;
  bytes: Uint8Array;
  /** Shown inside the text rather than beside it: a picture, a logo. */
  inline: boolean;
}

type Parsed = ParsedMail['attachments'][number];

/**
 * All files of a raw message in the order in which they stand, those inside forwarded messages and `winmail.dat` among
 * them; forwarded messages themselves are not. Archives are handed on closed. At most 200, from at most 30 messages deep;
 * a message beyond the limits of `parseMail` has none. Never throws for what is in the message.
 */
export async function attachmentsOf(raw: Uint8Array): Promise<Attachment[]> {
  const files: Attachment[] = [];
  await collect(raw, 0, files);
  return files.slice(0, MAIL_PARTS);
}

async function collect(raw: Uint8Array, depth: number, files: Attachment[]): Promise<void> {
  const shape = mimeShape(raw);
  if (depth >= MAIL_DEPTH || shape.parts > MAIL_PARTS || shape.depth > MAIL_DEPTH) return;
  const { simpleParser } = await import('mailparser');
  let parsed: ParsedMail;
  try {
    parsed = await simpleParser(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), parserOptions);
  } catch {
    return;
  }
  for (const part of parsed.attachments) {
    if (files.length >= MAIL_PARTS) return;
    if (isMessage(part)) await collect(part.content, depth + 1, files);
    else files.push(...filesOf(part));
  }
}

/** What one part holds: itself, or what was packed into it by Outlook. */
function filesOf(part: Parsed): Attachment[] {
  const packed = openTnef(part);
  if (packed) return filesIn(packed);
  return [
    {
      filename: baseName(part.filename ?? ''),
      contentType: part.contentType.toLowerCase(),
      bytes: part.content,
      inline: part.contentDisposition === 'inline' || part.related === true,
    },
  ];
}

export const isMessage = (part: Parsed): boolean =>
  /^message\/(?:rfc822|global)$/i.test(part.contentType) || /\.eml$/i.test(part.filename ?? '');

/** What Outlook packed; null where the part is something else. */
export const openTnef = (part: Parsed): TnefMessage | null =>
  /\bms-tnef\b/i.test(part.contentType) || /^winmail\.dat$/i.test(part.filename ?? '')
    ? readTnef(part.content)
    : null;

/** Files of a packed message and of those attached to it. */
export const filesIn = ({ files, messages }: TnefMessage): Attachment[] => [
  ...files.map((file) => ({ ...file, filename: baseName(file.filename) })),
  ...messages.flatMap(filesIn),
];

/** "C:\\a\\b.pdf" and "../b.pdf" are "b.pdf". */
const baseName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .toWellFormed()
    .trim()
    .slice(0, 300);
