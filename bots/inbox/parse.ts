import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import type { Mail } from '#core/model/signal.ts';
import { appendForwarded } from './nested.ts';
import { parserOptions } from './parserOptions.ts';
import { MAIL_DEPTH, MAIL_PARTS, mimeShape } from './shape.ts';

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
  /** Header names in lower case, where there are any: machines get no answer. */
  headers: Record<string, string>;
}

/**
 * Reads a raw RFC 822 message: character sets, HTML to text (nothing is fetched), attachments by name, and attached
 * messages appended as forwarded text. Never throws for what is in the message.
 */
export async function parseMail(raw: Uint8Array): Promise<Mail | UnreadableMail> {
  return parseNested(raw, 0);
}

/** What the headers alone tell of a message that is not read further, for `reason`. */
export async function headersOnly(raw: Uint8Array, reason: string): Promise<UnreadableMail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 64_000));
  const head = headOf(bytes);
  const parsed = head === null ? null : await parseMail(Buffer.from(`${head}\r\n\r\n`));
  const unknown = {
    messageId: `sha256:${createHash('sha256').update(raw).digest('hex')}`,
    from: null,
    headers: {},
  };
  const { messageId, from, headers } = parsed ?? unknown;
  return {
    unreadable: reason,
    messageId: messageId.startsWith('sha256:') ? unknown.messageId : messageId,
    from,
    headers,
  };
}

async function parseNested(raw: Uint8Array, depth: number): Promise<Mail | UnreadableMail> {
  const derivedId = `sha256:${createHash('sha256').update(raw).digest('hex')}`;
  const refused = (unreadable: string, parsed?: ParsedMail): UnreadableMail => ({
    unreadable,
    messageId: parsed ? messageId(parsed.messageId, derivedId) : derivedId,
    from: parsed ? mailbox(parsed.from) : null,
    headers: parsed ? readHeaders(parsed) : {},
  });
  // mailparser is large and wanted only when a mail comes.
  const { simpleParser } = await import('mailparser');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const head = headOf(bytes);
  if (head === null && raw.byteLength > MAIL_BYTES) return refused(tooLarge);
  if (head === null) return refused('It has no mail headers (From, Subject, Date…).');
  const readHead = (): Promise<ParsedMail | undefined> =>
    simpleParser(Buffer.from(`${head.slice(0, 64_000)}\r\n\r\n`), parserOptions).catch(() => undefined);
  const beyond = beyondLimits(raw);
  if (beyond) return refused(beyond, await readHead());
  let parsed: ParsedMail;
  try {
    parsed = await simpleParser(bytes, parserOptions);
  } catch (error) {
    return refused(reasonOf(error), await readHead());
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
    ...(parsed.html && quotedInHtml.test(parsed.html) ? { quotesInHtml: true } : {}),
  };
  const htmlToText = async (html: string): Promise<string> => {
    const made = await simpleParser(
      Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`),
      parserOptions,
    ).catch(() => undefined);
    return wellFormed(made?.text ?? '');
  };
  return appendForwarded({ parse: parseNested, htmlToText }, mail, parsed.attachments, depth, textCharacters);
}

/** How mail programs mark what they quote, by element, class or id. */
const quotedInHtml =
  /<blockquote[^>]{0,200}\btype\s*=\s*["']?cite|\b(?:class|id)\s*=\s*["'][^"'>]{0,80}\b(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|divRplyFwdMsg|OLK_SRC_BODY_SECTION|zmail_extra|WordSection1_quote|quoted-?(?:message|text))/i;

const tooLarge = 'It is larger than 25 MB.';

function beyondLimits(raw: Uint8Array): string | null {
  if (raw.byteLength > MAIL_BYTES) return tooLarge;
  const { parts, depth } = mimeShape(raw);
  if (parts > MAIL_PARTS) return `It has more than ${MAIL_PARTS} parts.`;
  return depth > MAIL_DEPTH ? `Its parts lie more than ${MAIL_DEPTH} deep in each other.` : null;
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
  const { results, others } = topmostResults(parsed.headerLines.slice(0, headerCount));
  if (results) headers.set('authentication-results', results);
  for (const { key, line } of others) {
    // The first one counts, as it does for mail programs.
    if (!headers.has(key)) headers.set(key, oneLine(line.slice(line.indexOf(':') + 1), headerCharacters));
  }
  return Object.fromEntries(headers);
}

/**
 * The receiving server writes its verdicts above all that came before it: the topmost run of Authentication-Results, one
 * per line. Those further down may be anybody's.
 */
function topmostResults(lines: ParsedMail['headerLines']) {
  const isResult = ({ key }: { key: string }) => key === 'authentication-results';
  const beside = new Set(['received-spf', 'dkim-filter', 'x-spam-status', 'arc-authentication-results']);
  const first = lines.findIndex(isResult);
  let end = Math.max(first, 0);
  while (end < lines.length && (isResult(lines[end]!) || beside.has(lines[end]!.key))) end += 1;
  const results = lines
    .slice(Math.max(first, 0), end)
    .filter(isResult)
    .map(({ line }) => oneLine(line.slice(line.indexOf(':') + 1), headerCharacters))
    .join('\n');
  return { results, others: lines.filter((line) => !isResult(line)) };
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
