import { parseMail } from '#bots/inbox/parse.ts';
import { readMail } from '#core/triage/mail/read.ts';
import { loadClassifier } from '../classifier.ts';
import { labelledExamples } from '../labelled.ts';

/** Milliseconds from a plain mail's bytes to its reading, for each labelled mail. The classifier is loaded before. */
export async function mailsRead(): Promise<number[]> {
  const classifier = await loadClassifier();
  const mails = labelledExamples().filter(({ mail }) => mail.from !== null);
  const times: number[] = [];
  for (const { mail } of mails) {
    const raw = Buffer.from(
      `From: <${mail.from!.address}>\r\nTo: <inbox@calder.unhold.example>\r\nMessage-ID: ${mail.messageId}\r\nSubject: ${mail.subject.replace(/[^\x20-\x7e]/g, '')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${mail.text}`,
    );
    const start = performance.now();
    const parsed = await parseMail(raw);
    if (!('unreadable' in parsed)) readMail(parsed, { classifier });
    times.push(performance.now() - start);
  }
  return times;
}
