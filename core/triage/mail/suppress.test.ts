import { describe, expect, test } from 'vitest';
import type { Mail } from '../../model/signal.ts';
import { suppression } from './suppress.ts';

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
