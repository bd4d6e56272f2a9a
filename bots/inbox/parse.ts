import { createHash } from 'node:crypto';
import type { ParsedMail, SimpleParserOptions } from 'mailparser';
import type { Mail } from '#core/model/signal.ts';
import { appendForwarded } from './nested.ts';

/** The largest mail that is taken, in bytes. */
export const MAIL_BYTES = 25 * 1024 * 1024;

/** More text than this is never read; what is kept verbatim is the raw mail. */
const textCharacters = 500_000;
const headerCharacters = 4_000;
const headerCount = 300;

/** A message that is no mail, or too broken to read. What can still be told of it is told. */
export interface UnreadableMail {
  /** A sentence for the sender. */
  unreadable: string;
  messageId: string;
  from: Mail['from'];
}

const options: SimpleParserOptions = {
  keepCidLinks: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  checksumAlgo: false,
  // Attached messages are taken apart in nested.ts, which knows when to stop.
  ignoreEmbedded: true,
  maxHtmlLengthToParse: 3_000_000,
};

/**
 * Reads a raw RFC 822 message: character sets, HTML to text (nothing is fetched), attachments by name, and attached
 * messages appended as forwarded text. Never throws for what is in the message.
 */
export async function parseMail(raw: Uint8Array): Promise<Mail | UnreadableMail> {
  return parseNested(raw, 0);
}

async function parseNested(raw: Uint8Array, depth: number): Promise<Mail | UnreadableMail> {
  const derivedId = `sha256:${createHash('sha256').update(raw).digest('hex')}`;
  const refused = (unreadable: string, parsed?: ParsedMail): UnreadableMail => ({
    unreadable,
    messageId: parsed ? messageId(parsed.messageId, derivedId) : derivedId,
    from: parsed ? mailbox(parsed.from) : null,
  });
  if (raw.byteLength > MAIL_BYTES) return refused('It is larger than 25 MB.');
  // mailparser is large and wanted only when a mail comes.
  const { simpleParser } = await import('mailparser');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const head = headOf(bytes);
  if (head === null) return refused('It has no mail headers (From, Subject, Date…).');
  let parsed: ParsedMail;
  try {
    parsed = await simpleParser(bytes, options);
  } catch (error) {
    const known = await simpleParser(Buffer.from(`${head.slice(0, 64_000)}\r\n\r\n`), options).catch(
      () => undefined,
    );
    return refused(reasonOf(error), known);
  }
  const headers = readHeaders(parsed);
  const text = parsed.text ?? '';
  if (/^multipart\//i.test(headers['content-type'] ?? '') && !text.trim() && !parsed.attachments.length) {
    const body = bytes
      .subarray(head.length, head.length + 10_000)
      .toString('latin1')
      .trim();
    if (body) return refused('It says that it has several parts, and none can be found in it.', parsed);
  }
  const mail: Mail = {
    messageId: messageId(parsed.messageId, derivedId),
    inReplyTo: parsed.inReplyTo ? oneLine(parsed.inReplyTo, 500) : null,
    references: [parsed.references ?? []]
      .flat()
      .slice(-50)
      .map((id) => oneLine(id, 500)),
    from: mailbox(parsed.from),
    to: [parsed.to ?? [], parsed.cc ?? []]
      .flat()
      .flatMap((list) => list.value.flatMap(addresses))
      .slice(0, 200),
    subject: oneLine(parsed.subject ?? '', 1_000),
    date: dateOf(headers['date']),
    text: wellFormed(text).slice(0, textCharacters),
    headers,
    attachments: parsed.attachments.slice(0, 500).map((attachment) => ({
      filename: oneLine(attachment.filename ?? '', 300),
      contentType: oneLine(attachment.contentType, 200),
      size: attachment.size,
    })),
  };
  return appendForwarded(parseNested, mail, parsed.attachments, depth, textCharacters);
}

/** The header block as text, or null when the bytes do not begin with one. */
function headOf(bytes: Buffer): string | null {
  const start = bytes
    .subarray(0, 1_100_000)
    .toString('latin1')
    .replace(/^\uFEFF|^ï»¿/, '');
  const first = /^(?:\s*\n)*(?:>?From [^\n]*\n)?([!-9;-~]{1,100})[ \t]*:/.exec(start.slice(0, 2_000));
  if (!first) return null;
  const end = start.search(/\r?\n\r?\n/);
  const head = end < 0 ? start : start.slice(0, end);
  const isMail =
    /^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to)[ \t]*:/im;
  return isMail.test(head) && !head.includes('\0') ? head : null;
}

function readHeaders(parsed: ParsedMail): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { key, line } of parsed.headerLines.slice(0, headerCount)) {
    // The first one counts, as it does for mail programs.
    if (!headers.has(key)) headers.set(key, oneLine(line.slice(line.indexOf(':') + 1), headerCharacters));
  }
  return Object.fromEntries(headers);
}

type Address = NonNullable<ParsedMail['from']>['value'][number];

const addresses = (entry: Address): string[] =>
  entry.group
    ? entry.group.flatMap(addresses)
    : isAddress(entry.address)
      ? [entry.address.toLowerCase()]
      : [];

const isAddress = (address: string | undefined): address is string =>
  address !== undefined && address.length <= 320 && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address);

function mailbox(list: ParsedMail['from']): Mail['from'] {
  const first = list?.value
    .flatMap((entry) => entry.group ?? [entry])
    .find((entry) => isAddress(entry.address));
  return first?.address ? { name: oneLine(first.name, 200), address: first.address.toLowerCase() } : null;
}

/** What mailparser calls a date may be the time of parsing; the header alone tells. */
function dateOf(header: string | undefined): string | null {
  const date = new Date(header ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function messageId(given: string | undefined, derived: string): string {
  const id = oneLine(given ?? '', 1_000).replaceAll(' ', '');
  return id.length > 4 && id.length <= 500 ? id : derived;
}

/** Line ends and control characters in a header would let its writer add headers to our answer. */
function oneLine(text: string, length: number): string {
  return wellFormed(text)
    .slice(0, length * 2)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, length);
}

const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '');

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/child ?nodes|too many|maximum.*(?:node|part)/i.test(message))
    return 'It has more parts than any mail needs.';
  if (/head/i.test(message)) return 'Its headers are too long.';
  return `Its parts cannot be taken apart (${oneLine(message, 120)}).`;
}
