/** Where values stand in a mail as it was parsed, though they were found in its cleaned newest text. */
import type { Mail, MailField } from '../../model/signal.ts';

interface Place {
  start: number;
  end: number;
}

/**
 * The place of `read.slice(start, end)` in `original`: by its whole line where that stands there as it was read, else by
 * the value alone. null: it is not there in one piece (broken over two lines).
 */
function placeIn(original: string, read: string, { start, end }: Place): Place | null {
  const value = read.slice(start, end);
  const from = read.lastIndexOf('\n', start - 1) + 1;
  const to = read.indexOf('\n', end);
  const line = read.slice(from, to < 0 ? undefined : to);
  const at = original.indexOf(line);
  if (at >= 0) return { start: at + start - from, end: at + end - from };
  for (let near = original.indexOf(value); near >= 0; near = original.indexOf(value, near + 1)) {
    const inWord = /[\p{L}\p{N}]/u;
    if (!inWord.test(original[near - 1] ?? '') && !inWord.test(original[near + value.length] ?? ''))
      return { start: near, end: near + value.length };
  }
  return null;
}

/** Spans of `subject`, a line end, `text` as fields of the mail itself. What cannot be shown there is left out. */
export function locateFields(
  mail: Pick<Mail, 'subject' | 'text'>,
  subject: string,
  text: string,
  spans: { name: MailField['name']; value: string; start: number; end: number }[],
): MailField[] {
  const fields = spans.flatMap(({ name, value, start, end }): MailField[] => {
    if (start > subject.length) {
      const offset = subject.length + 1;
      const place = placeIn(mail.text, text, { start: start - offset, end: end - offset });
      return place ? [{ name, value, ...place }] : [];
    }
    const inSubject = placeIn(mail.subject, subject, { start, end });
    if (inSubject) return [{ name, value, ...inSubject, in: 'subject' }];
    const passedOn = placeIn(mail.text, subject, { start, end });
    return passedOn ? [{ name, value, ...passedOn }] : [];
  });
  return fields;
}
