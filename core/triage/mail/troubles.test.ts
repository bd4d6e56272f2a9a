import { describe, expect, test } from 'vitest';
import type { MailReading } from '../../model/signal.ts';
import { readMail } from './read.ts';
import { ordinary, troubles } from './troubles.testdata.ts';

const read = (written: string): MailReading => {
  const [subject = '', text = ''] = written.split(' | ');
  return readMail({
    messageId: '<1@customer.example>',
    inReplyTo: null,
    references: [],
    from: { name: 'Trent Oakley', address: 'trent@customer.example' },
    to: ['inbox@calder.unhold.example'],
    subject,
    date: null,
    text,
    headers: {},
    attachments: [],
  });
};

describe('a mail about', () => {
  test.each(
    Object.entries(troubles).flatMap(([type, mails]) =>
      Object.entries(mails).flatMap(([language, list]) =>
        list.map((mail) => [type.replaceAll('_', ' '), language, mail, type] as const),
      ),
    ),
  )('%s (%s): %s', (_, language, mail, type) => {
    const reading = read(mail);
    expect(reading).toMatchObject({ type, suppressed: null, language });
    // The record can say which words decided.
    expect(reading.why).toMatch(/^The mail says "/);
  });
});

test.each(ordinary)('ordinary mail opens nothing: %s', (mail) => {
  expect(read(mail)).toMatchObject({ type: null });
});
