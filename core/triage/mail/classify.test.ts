import { describe, expect, test } from 'vitest';
import { classify } from './classify.ts';
import { languageOf } from './language.ts';

const decide = (text: string, subject = '') =>
  classify({ subject, text, note: '', language: languageOf(text), anchored: false });

describe('the words decide', () => {
  test.each<[string, string[]]>([
    [
      'credit_hold',
      [
        'The portal shows CREDIT REVIEW for our last order. What do you need from us?',
        'Finance put us on hold although we paid last week.',
        'Please unblock our account, the payment was wired this morning.',
        'Unser Auftrag hängt in der Kreditprüfung. Wann wird er freigegeben?',
        'Votre service comptabilité a bloqué notre commande pour facture impayée.',
        'Nuestro pedido está retenido por crédito. ¿Qué falta para liberarlo?',
        'Il nostro ordine è bloccato per superamento del fido.',
        'Onze bestelling staat op hold vanwege de kredietlimiet.',
        'Nosso pedido está bloqueado por limite de crédito.',
        'Nasze zamówienie zostało zablokowane z powodu limitu kredytowego.',
        'Vår order är spärrad på grund av kreditgränsen.',
        'Tilauksemme on estetty luottorajan takia.',
      ],
    ],
    [
      'pricing_mismatch',
      [
        'You billed us 12.40 per box, our agreement is 10.84.',
        'Can you honor the quoted price for this one?',
        'Der Preis auf der Auftragsbestätigung ist 6 % höher als vereinbart.',
        'Le prix de la ligne 2 ne correspond pas à notre devis.',
        'Nos facturaron a 72.50 y el precio acordado es 77.30.',
        'I prezzi in conferma non corrispondono al listino concordato.',
        'De prijs op de orderbevestiging klopt niet met het contract.',
        'Cena w potwierdzeniu jest niezgodna z umową.',
        'Prisen på ordrebekræftelsen er forkert.',
      ],
    ],
    [
      'inventory_shortage',
      ['It is backordered until January, is there a substitute?', 'Der Artikel ist nicht lieferbar.'],
    ],
    [
      'contract_conflict',
      [
        'Your confirmation says net 30, our agreement says net 60.',
        'The order is below the minimum order value.',
      ],
    ],
    ['shipping_documents', ['Please send the certificate of origin.', 'Uns fehlt noch der Lieferschein.']],
    ['carrier_disruption', ['Where is our shipment? Tracking has not moved.', 'La livraison a du retard.']],
    ['duplicate_order', ['I think this was entered twice.', 'Hemos enviado el pedido dos veces por error.']],
    [
      'fulfillment_rule',
      ['Ship complete only, and a dock appointment is required.', 'Bitte nur Komplettlieferung.'],
    ],
    ['proof_of_delivery', ['Please send the signed POD.', 'La marchandise est arrivée endommagée.']],
    ['order_change', ['Please change the quantity on line 2.', 'Graag de bestelling annuleren.']],
  ])('for %s', (type, texts) => {
    for (const text of texts) expect([text, decide(text).type]).toEqual([text, type]);
  });

  test('for nothing, in mail that is about something else', () => {
    for (const text of [
      'Thanks for the tour yesterday.',
      'Can you send me a quote for 200 bearings?',
      'Could you send me your current price list?',
      'Everything arrived in good shape, thank you.',
      'Our office is closed from Dec 24 to Jan 2.',
      'Anbei unser neuer Katalog.',
      'Gracias por la reunión de ayer.',
    ]) {
      expect([text, decide(text).type]).toEqual([text, null]);
    }
  });

  test('with more confidence where more speaks for it, and names what else is in it', () => {
    const plain = decide('The order is on credit hold.');
    const mixed = decide(
      'The order is on credit hold. The unit price is wrong too, our contract price is lower.',
    );
    expect(plain.confidence).toBeGreaterThan(0.6);
    expect(plain.also).toEqual([]);
    expect([mixed.type, ...mixed.also].sort()).toEqual(['credit_hold', 'pricing_mismatch']);
    expect(mixed.confidence).toBeLessThan(plain.confidence);
  });

  test('and are quoted as they stand in the mail', () => {
    expect(decide('We were OVERCHARGED again.').words).toEqual(['OVERCHARGED']);
  });
});

test('a language is told from its function words or its script', () => {
  expect(
    [
      'Where is the order?',
      'Wo ist die Bestellung?',
      'Où est la commande ?',
      '¿Dónde está el pedido?',
      'Где заказ?',
      '注文はどこですか',
    ].map(languageOf),
  ).toEqual(['en', 'de', 'fr', 'es', 'ru', 'ja']);
  expect(languageOf('')).toBe('en');
});
