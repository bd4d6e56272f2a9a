import { describe, expect, test } from 'vitest';
import { customerName } from './customer.ts';
import { readFields } from './fields.ts';

const none = { orderNumbers: [], poNumbers: [], skus: [], trackingNumbers: [] };

describe('numbers in a mail', () => {
  test.each<[string, Partial<ReturnType<typeof readFields>>]>([
    ['Where is SO-10482?', { orderNumbers: ['SO-10482'] }],
    ['so10482 and SO #10483', { orderNumbers: ['SO-10482', 'SO-10483'] }],
    ['order 10482 is late', { orderNumbers: ['10482'] }],
    ['Auftrag Nr. 10482', { orderNumbers: ['10482'] }],
    ['your sales order no.: SO-10482', { orderNumbers: ['SO-10482'] }],
    ['PO 4711', { poNumbers: ['4711'] }],
    ['PO# HL-77120', { poNumbers: ['HL-77120'] }],
    ['P.O. Number: 4500012345', { poNumbers: ['4500012345'] }],
    ['purchase order no. DP-90304 is held', { poNumbers: ['DP-90304'] }],
    ['POs 4711, 4712 and 4713', { poNumbers: ['4711', '4712', '4713'] }],
    ['Bestellung Nr. NF-5531', { poNumbers: ['NF-5531'] }],
    ['unsere Bestellnummer lautet 8812', { poNumbers: ['8812'] }],
    ['notre commande n° AM-77', { poNumbers: ['AM-77'] }],
    ['el pedido 8812', { poNumbers: ['8812'] }],
    ['ordine n. 2231', { poNumbers: ['2231'] }],
    ['bestelling 4471', { poNumbers: ['4471'] }],
    ['zamówienie nr 4471/2026', { poNumbers: ['4471/2026'] }],
    ['our order HL-77120 (your SO-10482)', { poNumbers: ['HL-77120'], orderNumbers: ['SO-10482'] }],
    ['our order 4711', { poNumbers: ['4711'] }],
    ['HL-77120', { poNumbers: ['HL-77120'] }],
    ['HW-2026-118', { poNumbers: ['HW-2026-118'] }],
    ['400 boxes LAB-2210', { skus: ['LAB-2210'] }],
    ['SKU 12345, item no. 104-2231', { skus: ['12345', '104-2231'] }],
    ['BRG-6204-2RS', { skus: ['BRG-6204-2RS'] }],
    ['Artikelnummer: 88120', { skus: ['88120'] }],
    ['UPS 1Z999AA10123456784', { trackingNumbers: ['1Z999AA10123456784'] }],
    ['FedEx tracking number 7946 1234 5678', { trackingNumbers: ['794612345678'] }],
    ['Sendungsnummer: 00340434161094021501', { trackingNumbers: ['00340434161094021501'] }],
    ['parcel RR123456785DE', { trackingNumbers: ['RR123456785DE'] }],
  ])('%s', (text, found) => {
    expect(readFields('', text)).toEqual({ ...none, ...found });
  });

  test.each([
    'invoice INV-70145 of 11/12/2026 over 26,412.40',
    'an order of 5000 pcs in 2026',
    'order 18,420.00 in total',
    'call +1 614 555 0142, customer no. 10482',
    'P.O. Box 1234, suite 5512',
    'ISO-9001 and EX-1001',
    '1Z999AA10123456785',
    'write to so-1234@a.example or https://a.example/PO-4711x',
    'the PO is late and so 2000 people wait',
  ])('nothing of ours: %s', (text) => {
    expect(readFields('', text)).toEqual(none);
  });
});

describe('the customer', () => {
  const of = (over: Partial<Parameters<typeof customerName>[0]>) =>
    customerName({
      senderAddress: null,
      senderName: null,
      text: '',
      note: '',
      ownDomains: ['caldersupply.example'],
      ...over,
    });

  test("is the name that spells the sender's domain", () => {
    const text = 'Please fix the price.\n\nPriscilla Boone\nNorthfield Fabrication, Purchasing';
    expect(of({ senderAddress: 'p@northfieldfab.example', text })).toBe('Northfield Fabrication');
    expect(of({ senderAddress: 'p@stbrendan.example', text: 'St. Brendan Hospital' })).toBe('St. Brendan');
  });

  test('is named by a label, a company form or a colleague', () => {
    expect(of({ text: 'Customer: Cedar Valley Foods\nItem: gloves' })).toBe('Cedar Valley Foods');
    expect(of({ text: 'I write for Ironwood Builders LLC about a price.' })).toContain('Ironwood Builders');
    expect(of({ text: 'Harmony Labs called about gloves.' })).toBe('Harmony Labs');
  });

  test('is not guessed', () => {
    expect(of({ senderAddress: 'somebody@gmail.com', text: 'Why is it on hold?' })).toBeNull();
  });
});
