import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../../model/signal.ts';
import { readLimits } from './lines.ts';
import { readMail } from './read.ts';

const mail = (text: string, subject = 'PO HL-77120', over: Partial<Mail> = {}): Mail => ({
  messageId: '<1@x.example>',
  inReplyTo: null,
  references: [],
  from: { name: 'Maya Chen', address: 'maya.chen@caldersupply.example' },
  to: ['inbox@calder.unhold.example'],
  subject,
  date: null,
  text,
  headers: {},
  attachments: [],
  ...over,
});

describe('reading a mail', () => {
  test('of a customer: the mail itself is the original', () => {
    const from = { name: 'Owen Marsh', address: 'owen@harmonylabs.example' };
    expect(readMail(mail('Why are we on credit hold?', 'PO HL-77120', { from }))).toMatchObject({
      type: 'credit_hold',
      originalSender: 'owen@harmonylabs.example',
      originalSubject: 'PO HL-77120',
      forwarder: null,
      poNumbers: ['HL-77120'],
      note: '',
      decidedBy: 'rules',
    });
  });

  test('that says nothing new takes its numbers from the history', () => {
    const text =
      'Any news about the hold?\n\nOn Mon, Nov 23, 2026 at 9:00 AM Bob <bob@b.example> wrote:\n> SO-10482 is on credit hold.';
    expect(readMail(mail(text, 'Re: your question'))).toMatchObject({
      orderNumbers: ['SO-10482'],
      text: 'Any news about the hold?',
    });
  });

  test('says why, quoting the words that decided, in one sentence', () => {
    expect(readMail(mail('The unit price is wrong.')).why).toBe(
      'The mail says "price is wrong", which speaks for pricing mismatch.',
    );
    expect(readMail(mail('Hello.', 'Hi')).why).toMatch(/^No words in it/);
  });

  test('that was suppressed has no type', () => {
    expect(
      readMail(mail('The price is wrong.', 'x', { headers: { 'auto-submitted': 'auto-replied' } })),
    ).toMatchObject({
      type: null,
      suppressed: 'auto-reply',
    });
  });

  test('takes any text without a throw, and keeps to its shape', () => {
    const pieces = fc.constantFrom(
      '> ',
      'From: ',
      'On ',
      ' wrote:',
      '-----',
      '\n',
      '\r\n',
      '<',
      '@',
      'a.example',
      'PO ',
      '1Z',
      '_',
      ':',
      'é',
      '\u0000',
      '\ud800',
    );
    const text = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (body, subject) => {
        const reading = readMail(mail(body, subject));
        expect(reading.confidence).toBeGreaterThanOrEqual(0);
        expect(reading.confidence).toBeLessThanOrEqual(1);
        expect(reading.decidedBy).toBe('rules');
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['one long word', 'a'.repeat(1_000_000)],
    ['quote marks', '>'.repeat(1_000_000)],
    ['quoted lines', '> \n'.repeat(300_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['dash lines', '-----\n'.repeat(160_000)],
    ['header lines', 'From: a@b.example\n'.repeat(50_000)],
    ['header labels', 'From:To:Cc:Subject:'.repeat(50_000)],
    ['blank lines', ' \n'.repeat(500_000)],
    ['open brackets', '<'.repeat(1_000_000)],
    ['at signs', 'a@'.repeat(500_000)],
    ['dots', 'a.'.repeat(500_000)],
    ['attributions', 'On 1/1/2026 a wrote\n'.repeat(50_000)],
    ['attribution that never ends', `On 1/1/2026 ${'x '.repeat(500_000)}`],
    ['labels without numbers', 'PO order SO '.repeat(80_000)],
    ['numbers without end', `PO ${'4711, '.repeat(160_000)}`],
    ['one number', `PO ${'A-'.repeat(500_000)}`],
    ['tracking', `tracking ${'1 '.repeat(500_000)}`],
    ['gaps', 'credit hold price order '.repeat(40_000)],
    ['almost a match', 'our order price is was of shows '.repeat(30_000)],
    ['names', 'Harmony Labs '.repeat(80_000)],
    ['closings', 'thanks\n'.repeat(140_000)],
    ['digits', '1'.repeat(1_000_000)],
    ['capitals', 'A1-'.repeat(330_000)],
    ['inline block', `----- Forwarded Message ----- ${'From: To: '.repeat(90_000)}`],
  ])('ends on a megabyte of %s', (_, text) => {
    const from = { name: 'Harmony Labs', address: 'x@harmonylabs.example' };
    const reading = readMail(mail(text, text.slice(0, 100_000), { from }));
    expect(reading.text.length).toBeLessThanOrEqual(readLimits.characters);
  });
});
