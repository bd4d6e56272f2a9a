import { describe, expect, test } from 'vitest';
import { answersByItself, tellsOfFailure } from './machineWords.ts';

describe('absence notes without a header', () => {
  test.each([
    'I am out of the office until Monday, December 1, with no access to email. For urgent matters please call the dock.',
    'Hi,\n\nThank you for your message. I’m currently on annual leave and will reply when I am back on the 8th.',
    'I will be travelling this week with limited access to email.',
    'Ann Lee is no longer with Acme Supply. Please contact Bob Day at bob@b.example.',
    'This is an automated response. Your words have reached us.',
    'Guten Tag,\n\nich bin bis zum 5. Dezember nicht im Büro. In dringenden Fällen wenden Sie sich bitte an den Einkauf.',
    'Ich befinde mich im Urlaub und bin ab dem 8. wieder erreichbar. Ihre E-Mail wird nicht weitergeleitet.',
    'Bonjour,\n\nje suis absent jusqu’au 5 décembre. En cas d’urgence, merci de contacter l’accueil.',
    'Estoy fuera de la oficina hasta el 5 de diciembre. En caso de urgencia, escriba a compras.',
    'Sono fuori ufficio fino al 5 dicembre. Per urgenze contattare il magazzino.',
    'Estou de férias até dia 5. Em caso de urgência contacte o armazém.',
    'Ik ben met vakantie tot en met 5 december. Voor dringende zaken kunt u de balie bellen.',
    'Jag är på semester till och med fredag. Vid brådskande ärenden, ring lagret.',
    'Jestem na urlopie do dnia 5 grudnia. W pilnych sprawach proszę pisać do magazynu.',
    'We have received your request. Ticket #48213 was created and a team member will get back to you within 24 hours.',
  ])('%s', (text) => expect(answersByItself(text)).toBe(true));

  test.each([
    'We have received your message about the invoice and do not agree: the price is 4.10.',
    'The driver was away from the dock when the truck came. Please call the terminal.',
    'Our buyer has left the company. The order still stands, only the price is wrong.',
    'We are on vacation pricing until December, so why was the list price charged?',
    'Thank you for your email. The pallets are still missing. Please contact the carrier.',
    'Der Fahrer war nicht im Haus. Bitte klären Sie das mit der Spedition.',
    'Nous sommes en rupture, merci de nous dire quand vous livrez.',
  ])('a person: %s', (text) => expect(answersByItself(text)).toBe(false));
});

describe('delivery failures without a header', () => {
  test.each([
    'This is the mail system at host mx.b.example.\n\nI am sorry to inform you that it failed.',
    'Your message to ann@a.example couldn’t be delivered.',
    'Delivery to the following recipients failed.\n\n  ann@a.example',
    'Delivery has failed to these recipients or groups:\nthe following recipients could not be reached',
    '<ann@a.example>: host mx.a.example said: 550 5.1.1 no mailbox here',
    'Ihre Nachricht an ann@a.example konnte nicht zugestellt werden.',
    'Votre message n’a pas pu être remis à ann@a.example.',
    'Su mensaje no se pudo entregar a ann@a.example.',
    'Il tuo messaggio non è stato consegnato.',
    'Uw bericht is niet bezorgd.',
    'Sua mensagem não foi entregue.',
  ])('%s', (text) => expect(tellsOfFailure(text)).toBe(true));

  test.each([
    'Delivery failed: two pallets could not be delivered, the dock was closed.',
    'Exception: address unknown, returned to the terminal.',
    'The recipient was not found at this address. The parcel goes back.',
    'Zustellung fehlgeschlagen: Empfänger unbekannt, die Sendung geht zurück.',
    'Impossibile consegnare la merce, il magazzino era chiuso.',
    'Varerne kunne ikke leveres i dag.',
    'Your shipment could not be delivered on Friday.',
    'Ann tells me:\n> Your message to bob@b.example couldn’t be delivered.',
  ])('of goods, or told by a person: %s', (text) => expect(tellsOfFailure(text)).toBe(false));
});
