import { describe, expect, it } from 'vitest';
import { aheadInWords, dayName, initials, orderStateWords, secondsUntilMorning } from './format.ts';
import { writeMail } from './mime.ts';

describe('words on the page', () => {
  it('finds the next morning in the company’s zone', () => {
    const zone = 'America/New_York';
    expect(secondsUntilMorning('2026-11-23T14:14:00.000Z', zone)).toBe((22 * 60 + 46) * 60);
    expect(secondsUntilMorning('2026-11-23T12:30:00.000Z', zone)).toBe(30 * 60);
  });

  it('says how far the clock is ahead', () => {
    expect([0, 3600, 26 * 3600, 600].map(aheadInWords)).toEqual([
      '',
      '1 h ahead',
      '1 day 2 h ahead',
      '10 min ahead',
    ]);
  });

  it('names days as people do', () => {
    const now = '2026-11-23T14:14:00.000Z';
    expect(dayName('2026-11-24T03:00:00.000Z', now, 'America/New_York')).toBe('Today');
    expect(dayName('2026-11-20T14:00:00.000Z', now, 'America/New_York')).toBe('Fri, Nov 20');
  });

  it('says a hold before any other state', () => {
    expect(orderStateWords({ state: 'confirmed', hold: true })).toBe('On credit hold');
    expect(orderStateWords({ state: 'on_hold', hold: false })).toBe('On hold');
  });

  it('makes initials', () => {
    expect(initials('Maya Chen')).toBe('MC');
  });
});

describe('a mail written on the page', () => {
  const mail = (subject: string) =>
    writeMail({
      from: { name: 'Maya Chen', email: 'maya.chen@caldersupply.example' },
      to: 'inbox@calder.unhold.example',
      subject,
      text: 'Wo bleibt HL-77120? Größe: ½″',
      at: new Date('2026-11-23T14:14:00Z'),
      id: '1',
    });

  it('is RFC 5322 with a date, an id and its text whole', () => {
    const [head = '', body = ''] = mail('PO HL-77120').split('\r\n\r\n');
    expect(head).toContain('Date: Mon, 23 Nov 2026 14:14:00 +0000');
    expect(head).toContain('Message-ID: <1@playground.unhold.example>');
    expect(Buffer.from(body, 'base64').toString('utf8')).toBe('Wo bleibt HL-77120? Größe: ½″');
  });

  it('cannot be given a second header through its subject', () => {
    expect(mail('x\r\nBcc: all@example.com')).not.toMatch(/^Bcc:/m);
    expect(mail('Größe')).toMatch(/^Subject: =\?utf-8\?B\?/m);
  });
});
