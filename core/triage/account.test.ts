import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../model/signal.ts';
import { accountOf, accountOfEvent, threadLine } from './account.ts';
import { jsonbText } from './jsonbText.ts';

const event: OrderEvent = {
  id: 'x12:214:000017',
  source: 'edi',
  type: 'carrier_disruption',
  at: '2026-11-23T14:02:00Z',
  order: { reference: 'LWA-26-0902' },
  customer: 'Lakeshore Water Authority',
  text: 'Held at the terminal in Toledo.',
};

describe('what somebody told', () => {
  it('says in the thread where it comes from', () => {
    expect(threadLine(accountOfEvent(event))).toBe('EDI message: Held at the terminal in Toledo.');
    expect(threadLine(accountOfEvent({ ...event, source: 'carrier' }))).toMatch(/^Carrier event: /);
    expect(threadLine(accountOf('document', { ...event, source: 'document' }))).toMatch(/^Document: /);
    const mail = {
      mail: { messageId: '<1@x>', from: null, subject: 'Late' },
      reading: { originalSender: 'trent@lakeshorewater.example', originalSubject: null, text: '' },
    };
    expect(threadLine(accountOf('email', mail))).toBe('Mail from trent@lakeshorewater.example: Late');
  });

  it('names its order, customer and day as the subject', () => {
    expect(accountOfEvent(event)).toMatchObject({
      key: 'x12:214:000017',
      subject: 'LWA-26-0902 · Lakeshore Water Authority · 2026-11-23',
    });
  });

  it('is never cut through a character', () => {
    const text = `${'x'.repeat(499)}🚚 and more`;
    expect(threadLine(accountOfEvent({ ...event, text })).isWellFormed()).toBe(true);
  });
});

it('what is stored as JSON has no NUL and no half characters, and keeps what only looks like one', () => {
  const text = jsonbText({ 'a\0b': ['\0', '\ud83d', 'written \\u0000'], n: null, b: true });
  expect(JSON.parse(text)).toEqual({ ab: ['', '\ufffd', 'written \\u0000'], n: null, b: true });
});
