import { toBase64 } from './base64.ts';

/** Who vouches for senders in the playground (RFC 8601). */
export const AUTHSERV = 'mail.playground.example';

/**
 * A small RFC 5322 message from what was typed, with files beside it: UTF-8, base64 bodies, no line of a header that a
 * field could smuggle in.
 */
export function writeMail(mail: {
  from: { name: string; email: string };
  to: string;
  subject: string;
  text: string;
  at: Date;
  id: string;
  files?: { name: string; bytes: Uint8Array }[];
}): string {
  const header = (value: string) => {
    const oneLine = value.replace(/[\r\n]+/g, ' ').trim();
    return /^[\x20-\x7e]*$/.test(oneLine) ? oneLine : words(oneLine);
  };
  const { files = [] } = mail;
  const text = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    folded(utf8(mail.text.replace(/\r?\n/g, '\r\n'))),
  ];
  const boundary = `part-${mail.id}`;
  const parts = files.map(({ name, bytes }) => [
    'Content-Type: application/octet-stream',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed())}`,
    'Content-Transfer-Encoding: base64',
    '',
    folded(toBase64(bytes)),
  ]);
  return [
    // The page is the mail server of whoever plays: it vouches for them, as a real one would.
    `Authentication-Results: ${AUTHSERV}; dmarc=pass header.from=${header(mail.from.email).split('@')[1] ?? ''}`,
    `From: ${header(mail.from.name).replace(/[<>",]/g, '')} <${header(mail.from.email)}>`,
    `To: ${header(mail.to)}`,
    `Subject: ${header(mail.subject)}`,
    `Date: ${mail.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.id}@playground.unhold.example>`,
    'MIME-Version: 1.0',
    ...(files.length
      ? [
          `Content-Type: multipart/mixed; boundary="${boundary}"`,
          '',
          ...[text, ...parts].flatMap((part) => [`--${boundary}`, ...part]),
          `--${boundary}--`,
        ]
      : text),
    '',
  ].join('\r\n');
}

const folded = (base64: string): string => (base64.match(/.{1,76}/g) ?? []).join('\r\n');

/** RFC 2047 encoded words, each short enough to stand alone. */
const words = (text: string): string =>
  ([...text].join('').match(/[\s\S]{1,12}/gu) ?? []).map((piece) => `=?utf-8?B?${utf8(piece)}?=`).join(' ');

const utf8 = (text: string): string => toBase64(new TextEncoder().encode(text));
