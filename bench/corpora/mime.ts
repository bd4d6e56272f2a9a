import { parseMail } from '#bots/inbox/parse.ts';
import { readTnef } from '#bots/inbox/tnef.ts';
import { quotesOlder } from '#core/triage/mail/forwarded.ts';
import { readMail } from '#core/triage/mail/read.ts';
import { bytesOf, count, filesAt, type Share, textOf } from './folder.ts';

/** Every file is read or refused with a reason; whatever throws is named. The parser is loaded before. */
export async function mailsOfStrangers() {
  const figures = {
    files: 0,
    read: 0,
    refused: [] as string[],
    thrown: [] as string[],
    slowest: { file: '', milliseconds: 0 },
  };
  await parseMail(pageAsMail('<p>Hello</p>'));
  for (const file of filesAt('mime/**/*.*').filter((path) => !path.endsWith('.tsv'))) {
    const start = performance.now();
    figures.files += 1;
    try {
      const mail = await parseMail(bytesOf(file));
      if ('unreadable' in mail) figures.refused.push(file);
      else {
        readMail(mail);
        figures.read += 1;
      }
    } catch (error) {
      figures.thrown.push(`${file}: ${String(error)}`);
    }
    const milliseconds = performance.now() - start;
    if (milliseconds > figures.slowest.milliseconds) figures.slowest = { file, milliseconds };
  }
  return figures;
}

/** Bounces and automatic replies have to be suppressed as what they are, ordinary mail has to pass. */
export async function bouncesAndOthers() {
  const machine: Share = { of: 0, right: 0 };
  const ordinary: Share = { of: 0, right: 0 };
  const wrong: string[] = [];
  const people = ['ruby-mail/plain_emails/', 'ruby-mail/rfc2822/', 'talon/standard_replies/'];
  for (const file of [
    ...filesAt('mime/bounces/*.eml'),
    ...people.flatMap((folder) => filesAt(`mime/${folder}**/*.eml`)),
  ]) {
    const mail = await parseMail(bytesOf(file));
    const kind = 'unreadable' in mail ? 'unreadable' : readMail(mail).suppressed;
    const passes = !file.includes('/bounces/') || file.includes('is-not');
    const wanted = passes ? null : file.includes('rfc3834') ? 'auto-reply' : 'bounce';
    count(passes ? ordinary : machine, kind === wanted);
    if (kind !== wanted) wrong.push(`${file}: ${kind ?? 'passed'} instead of ${wanted ?? 'passed'}`);
  }
  return { machine, ordinary, wrong };
}

/** Replies of many mail programs, all with older words below: in how many these are recognised. */
export async function repliesOfPrograms() {
  const replies: Share = { of: 0, right: 0 };
  const missed: string[] = [];
  for (const file of filesAt('mime/talon/{standard_replies/*.eml,html_replies/*.html}')) {
    const raw = file.endsWith('.eml') ? bytesOf(file) : pageAsMail(textOf(file));
    const mail = await parseMail(raw);
    const found = !('unreadable' in mail) && quotesOlder(mail.text, mail.subject);
    count(replies, found);
    if (!found) missed.push(file);
  }
  return { replies, missed };
}

const pageAsMail = (html: string): Uint8Array =>
  Buffer.from(
    `From: a@b.example\r\nSubject: Re: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString('base64')}`,
  );

/** What Outlook packed, against the list of its parts beside it. */
export function packedByOutlook() {
  const packed: Share = { of: 0, right: 0 };
  const wrong: string[] = [];
  for (const file of filesAt('mime/tnef/*.tnef')) {
    const message = readTnef(bytesOf(file));
    const parts = [
      ...(message?.html ? ['body.html'] : []),
      ...(message?.files ?? []).map(({ filename }) => filename),
    ];
    const listed = textOf(file.replace('.tnef', '.list')).trim().split(/\s+/);
    const right = parts.join('\n') === listed.join('\n');
    count(packed, right);
    if (!right) wrong.push(`${file}: ${parts.join(', ')} instead of ${listed.join(', ')}`);
  }
  return { packed, wrong };
}
