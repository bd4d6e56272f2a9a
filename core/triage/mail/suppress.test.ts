import { describe, expect, test } from 'vitest';
import type { Mail } from '../../model/signal.ts';
import { mayBeAnswered, suppression } from './suppress.ts';

const mail = (over: Partial<Mail>): Mail => ({
  messageId: '<1@x.example>',
  inReplyTo: null,
  references: [],
  from: { name: 'Ann', address: 'ann@a.example' },
  to: ['inbox@calder.unhold.example'],
  subject: 'PO HL-77120',
  date: null,
  text: 'Why is it on hold?',
  headers: {},
  attachments: [],
  ...over,
});

describe('mail from machines opens nothing', () => {
  test.each<[string, string, Partial<Mail>]>([
    [
      'a delivery report',
      'bounce',
      { headers: { 'content-type': 'multipart/report; report-type=delivery-status' } },
    ],
    ['an empty return path', 'bounce', { headers: { 'return-path': '<>' } }],
    ['failed recipients', 'bounce', { headers: { 'x-failed-recipients': 'x@y.example' } }],
    [
      'a mailer daemon',
      'bounce',
      { from: { name: '', address: 'MAILER-DAEMON@y.example' }, subject: 'failure notice' },
    ],
    [
      'a German failure',
      'bounce',
      { subject: 'Unzustellbar: Preis', text: 'Final-Recipient: rfc822;x@y.example' },
    ],
    [
      'a read receipt',
      'auto-reply',
      { headers: { 'content-type': 'multipart/report; report-type=disposition-notification' } },
    ],
    ['Auto-Submitted', 'auto-reply', { headers: { 'auto-submitted': 'auto-generated' } }],
    ['X-Autoreply', 'auto-reply', { headers: { 'x-autoreply': 'yes' } }],
    ['out of office', 'auto-reply', { subject: 'Out of Office: PO HL-77120' }],
    ['Abwesenheitsnotiz', 'auto-reply', { subject: 'Abwesenheitsnotiz: Bestellung' }],
    ['Réponse automatique', 'auto-reply', { subject: 'Réponse automatique : commande' }],
    ['respuesta automática', 'auto-reply', { subject: 'Respuesta automática: pedido' }],
    ['a list', 'bulk', { headers: { 'list-id': '<weekly.news.example>' } }],
    ['an unsubscribe header', 'bulk', { headers: { 'list-unsubscribe': '<mailto:x@y.example>' } }],
    ['Precedence: bulk', 'bulk', { headers: { precedence: 'bulk' } }],
    [
      'a newsletter without headers',
      'bulk',
      { subject: 'News', text: 'Newsletter. View in your browser. Unsubscribe.' },
    ],
    ['what the mail server marked', 'spam', { headers: { 'x-spam-flag': 'YES' } }],
    ['what talks like spam', 'spam', { text: 'You have won the lottery, next of kin.' }],
    ['our own loop', 'loop', { headers: { 'x-unhold-loop': '1', 'auto-submitted': 'auto-replied' } }],
  ])('%s', (_, kind, over) => {
    expect(suppression(mail(over))?.kind).toBe(kind);
  });
});

describe('mail from people is read', () => {
  test.each<[string, Partial<Mail>]>([
    ['an ordinary mail', {}],
    ['Auto-Submitted: no', { headers: { 'auto-submitted': 'no' } }],
    ['an ordinary return path', { headers: { 'return-path': '<ann@a.example>' } }],
    ['a forwarded out-of-office', { subject: 'Fwd: Out of Office: PO HL-77120' }],
    ['a question about absent prices', { subject: 'Absence de prix sur la commande AM-77' }],
    ['a suggestion to Exchange', { headers: { 'x-auto-response-suppress': 'OOF' } }],
    ['a mail server that found no spam', { headers: { 'x-spam-status': 'No, score=-2.8' } }],
    ['one unsubscribe line in a signature', { text: 'Price is wrong.\nUnsubscribe from our news' }],
  ])('%s', (_, over) => {
    expect(suppression(mail(over))).toBeNull();
  });

  test("the company's own distribution list", () => {
    const listed = mail({ headers: { 'list-id': '<orders.caldersupply.example>', precedence: 'list' } });
    expect(suppression(listed, ['caldersupply.example'])).toBeNull();
    expect(suppression(listed)?.kind).toBe('bulk');
  });
});

describe('by their words alone', () => {
  test.each<[string, string, Partial<Mail>]>([
    [
      'an absence',
      'auto-reply',
      {
        subject: 'Re: PO HL-77120',
        text: 'I am out of the office until Monday with limited access to email.',
      },
    ],
    [
      'a failure',
      'bounce',
      { subject: 'Your mail', text: 'Your message to ann@a.example couldn’t be delivered.' },
    ],
    [
      'a report among the parts',
      'bounce',
      { attachments: [{ filename: '', contentType: 'message/delivery-status', size: 10 }] },
    ],
    [
      'what we sent ourselves',
      'loop',
      { from: { name: 'Calder', address: 'inbox+credit@calder.unhold.example' } },
    ],
    ['our own Message-ID', 'loop', { messageId: '<unhold-1@calder.unhold.example>' }],
  ])('%s', (_, kind, over) => {
    expect(suppression(mail(over), [], 'inbox@calder.unhold.example')?.kind).toBe(kind);
  });

  test.each<[string, Partial<Mail>]>([
    [
      'a colleague who passes a failure on',
      {
        subject: 'Fwd: Undeliverable: SO-10482',
        text: 'Your message to ann@a.example couldn’t be delivered.',
      },
    ],
    [
      'somebody away who says what to do first',
      { text: 'I am out of the office until Monday. Please release SO-10482, in urgent cases contact Bob.' },
    ],
    [
      'a carrier whose truck found nobody',
      { subject: 'Delivery failure', text: 'Your shipment could not be delivered: address unknown.' },
    ],
  ])('and yet read: %s', (_, over) => expect(suppression(mail(over))).toBeNull());
});

describe('who may be answered', () => {
  test.each<[boolean, Record<string, string>]>([
    [true, {}],
    [true, { 'auto-submitted': 'no', 'return-path': '<ann@a.example>', 'x-auto-response-suppress': 'OOF' }],
    [false, { 'auto-submitted': 'auto-generated' }],
    [false, { precedence: 'list' }],
    [false, { 'list-id': '<orders.calder.example>' }],
    [false, { 'list-post': '<mailto:orders@calder.example>' }],
    [false, { 'return-path': '<>' }],
    [false, { 'x-auto-response-suppress': 'DR, AutoReply' }],
    [false, { 'x-unhold-loop': '1' }],
  ])('%s: %o', (expected, headers) => expect(mayBeAnswered(headers)).toBe(expected));
});
