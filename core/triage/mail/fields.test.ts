import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerName } from './customer.ts';
import { readFieldSpans, readFields } from './fields.ts';

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
    ['P. O. 88213 and P/O 88214', { poNumbers: ['88213', '88214'] }],
    ['PO Number_88213', { poNumbers: ['88213'] }],
    ['PO:4711;SO:10482', { poNumbers: ['4711'], orderNumbers: ['SO-10482'] }],
    ['PO 4711 and SO 10482', { poNumbers: ['4711'], orderNumbers: ['SO-10482'] }],
    ['PO 4711, 25 of them are missing', { poNumbers: ['4711'] }],
    ['POs 4711/4712', { poNumbers: ['4711', '4712'] }],
    ['SO 10482-10485', { orderNumbers: ['SO-10482', 'SO-10485'] }],
    ['POs:\n- 88213\n- 88214', { poNumbers: ['88213', '88214'] }],
    ['Purchase\nOrder: 4711, PO\n4712', { poNumbers: ['4711', '4712'] }],
    ['ＰＯ　４７１１', { poNumbers: ['4711'] }],
    ['PO\u20114711', { poNumbers: ['PO-4711'] }],
    ['PO 4500 889 123', { poNumbers: ['4500889123'] }],
    ['PO 88213 line 3, 40 pcs', { poNumbers: ['88213'] }],
    ['purchase order dated 11/12/2026, number 88213', { poNumbers: ['88213'] }],
    ['Best.-Nr. 4500012345', { poNumbers: ['4500012345'] }],
    ['Bestellung vom 12.11.2026 Nr. 4500012345', { poNumbers: ['4500012345'] }],
    ['Ihre Auftrags-Nr. 10482', { orderNumbers: ['10482'] }],
    ['AB-Nr. 10482', { orderNumbers: ['10482'] }],
    ['pedido n.º 8812, O.C. 2231', { poNumbers: ['8812', '2231'] }],
    ['su pedido de venta 20481', { orderNumbers: ['20481'] }],
    ['n° de commande 55123, Cde 55124', { poNumbers: ['55123', '55124'] }],
    ['Accusé de réception CV-118204', { orderNumbers: ['CV-118204'] }],
    ['le statut de CMD-20441', { orderNumbers: ['CMD-20441'] }],
    ['our ref 88213, your ref 10482', { poNumbers: ['88213'], orderNumbers: ['10482'] }],
    ['n/réf AC-5512, v/réf 10482', { poNumbers: ['AC-5512'], orderNumbers: ['10482'] }],
    ['your order acknowledgement no. 10482', { orderNumbers: ['10482'] }],
    ['invoice 99123 for order 10482', { orderNumbers: ['10482'] }],
    ['see invoice PO-4711', { poNumbers: ['PO-4711'] }],
    [
      'SO-91440 and SO-91447 name GPB-70750, later also 91447',
      { orderNumbers: ['SO-91440', 'SO-91447'], poNumbers: ['GPB-70750'] },
    ],
    ['confirmed as 20260888 on order 20260890', { orderNumbers: ['20260890', '20260888'] }],
    ['1,152 units on BC-90102', { poNumbers: ['BC-90102'] }],
    ['article 44-2290, successor 44-2291', { skus: ['44-2290', '44-2291'] }],
    ['Is VN-3310 in stock? Out of stock: FLT-220', { skus: ['VN-3310', 'FLT-220'] }],
    [
      'PO No. | Item | Qty\n--- | --- | ---\n88213 | VLV-100 | 20\n88214 | VLV-200 | 10',
      { poNumbers: ['88213', '88214'], skus: ['VLV-100', 'VLV-200'] },
    ],
    ['Item\tQty\tPO\nVLV-100\t20\t88213', { poNumbers: ['88213'], skus: ['VLV-100'] }],
    ['any news on 45-22810 or KX20418?', { poNumbers: ['45-22810'] }],
    ['KX20418 is late', { poNumbers: ['KX20418'] }],
    [
      'tracking 1Z999AA10123456784 for PO 88213',
      { trackingNumbers: ['1Z999AA10123456784'], poNumbers: ['88213'] },
    ],
    // Numbers of parcels, by what carriers call them.
    ['PRO was 3308-771924', { trackingNumbers: ['3308771924'] }],
    [
      'Affected PROs:\n611-4408812  Delta\n611-4408835  Bayou',
      { trackingNumbers: ['6114408812', '6114408835'] },
    ],
    ['lettre de voiture TLX-5540198', { trackingNumbers: ['TLX5540198'] }],
    ['Betroffene Sendungen:\nKTN-77190442 – Nord', { trackingNumbers: ['KTN77190442'] }],
    ['el envío ES4410098277 sigue en la aduana', { trackingNumbers: ['ES4410098277'] }],
    ['AWB 297-60418825', { trackingNumbers: ['29760418825'] }],
    [
      'OC            Guía\n4500218771    PT-55190',
      { poNumbers: ['4500218771'], trackingNumbers: ['PT55190'] },
    ],
    // Mistyped, in groups, after who carries it, by a country's or an airline's form.
    ['Origin on 1Z88A4E20391774502', { trackingNumbers: ['1Z88A4E20391774502'] }],
    ['the parcel 7745 2210 9983 arrived', { trackingNumbers: ['774522109983'] }],
    ['Sendung 4410 7729 01', { trackingNumbers: ['4410772901'] }],
    ['Spediteur: Nordkai, NK-550187', { trackingNumbers: ['NK550187'] }],
    ['the driver left 771209334 next door', { trackingNumbers: ['771209334'] }],
    ['Seguimiento: ES-40089127', { trackingNumbers: ['ES40089127'] }],
    ['el tracto con su carga (GD-209912)', { trackingNumbers: ['GD209912'] }],
    ['vos expéditions 55019220, 55019224', { trackingNumbers: ['55019220', '55019224'] }],
    ['signed POD for LVH-55203', { poNumbers: ['LVH-55203'] }],
    // Codes of three parts, and what stands beside a quantity.
    ['6 cs of the FSH-HAL-5K, 6 ea SYR-MPL-GAL', { skus: ['FSH-HAL-5K', 'SYR-MPL-GAL'] }],
    ['alternatives to VER-63-200, KLM08L010DB', { skus: ['VER-63-200', 'KLM08L010DB'] }],
    ['FV-7689 : 12 cartons écrasés', { poNumbers: ['FV-7689'] }],
    // Whose number it is.
    ['these came twice:\n4500998310\n4500998311', { poNumbers: ['4500998310', '4500998311'] }],
    ['AB 1100460017', { orderNumbers: ['1100460017'] }],
    ['Order no.: 4501198840', { poNumbers: ['4501198840'] }],
    ['pedido PV-31140', { orderNumbers: ['PV-31140'] }],
    ['NB-5510, with you as 8830117', { poNumbers: ['NB-5510'], orderNumbers: ['8830117'] }],
    [
      'zwei Auftragsbestätigungen zu unserer Bestellung B-25-0881, einmal 2041402 und einmal 2041419',
      { poNumbers: ['B-25-0881'], orderNumbers: ['2041402', '2041419'] },
    ],
    ['the pick list for BI-3320', { orderNumbers: ['BI-3320'] }],
    ['slip says HP-221480, Monday’s said HP-221472', { orderNumbers: ['HP-221480', 'HP-221472'] }],
    ['vous avez donc créé 50118 et 50131', { orderNumbers: ['50118', '50131'] }],
    ['Ihr Auftrag AU-118802', { orderNumbers: ['AU-118802'] }],
    ['in your acknowledgement MS-33087', { orderNumbers: ['MS-33087'] }],
    ['three customer orders hang on this: 88120, 88131', { orderNumbers: ['88120', '88131'] }],
    ['Ihre Kantinenaufträge, darunter 881904', { orderNumbers: ['881904'] }],
    ['the message ORDERS 0045512210', { poNumbers: ['0045512210'] }],
    ['confirmación del pedido OC-77120', { poNumbers: ['OC-77120'] }],
    ['es reicht für 1100458823', { orderNumbers: ['1100458823'] }],
    ['12 bidons sur 77310', { poNumbers: ['77310'] }],
    ['no appointment for 8801773, see our routing guide', { poNumbers: ['8801773'] }],
    ['please let 3309 ship', { poNumbers: ['3309'] }],
    ['the cheddar on 1109 was dear', { poNumbers: ['1109'] }],
    ['nothing more on 2024-0718, 55-KOM-118', { poNumbers: ['2024-0718', '55-KOM-118'] }],
    // An item shortens the word before it; an order may have a quantity.
    ['las vitrinas VIT-120', { skus: ['VIT-120'] }],
    ['retenes RET-45x62x8, bombas BOM-5HP', { skus: ['RET-45X62X8', 'BOM-5HP'] }],
    ['KLM-2,5-GR and CBL-7X1.5-CY', { skus: ['KLM-2,5-GR', 'CBL-7X1.5-CY'] }],
    ['14 cases in your HV-66201', { poNumbers: ['HV-66201'] }],
    ['60 kg bestellt (CB-318)', { poNumbers: ['CB-318'] }],
    ['on SO-880612 (GSY-7712)', { orderNumbers: ['SO-880612'], poNumbers: ['GSY-7712'] }],
    ['Acct     Name     Order\n20441    Fab      SO-88123', { orderNumbers: ['SO-88123'] }],
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
    'write to so-1234@a.example or https://a.example/PO-4711x',
    'the PO is late and so 2000 people wait',
    'quote 4711, RMA 5512, ticket 99812, case no. 4711',
    'USt-IdNr. DE123456789, HRB 4711, Steuernr. 12/345/6789',
    'Tel. 0711 4711-22, fax 614-5550, call me at 614-0142',
    'delivery note 80012345, Lieferschein 80012345, albarán 5512, BL 5512',
    'account 400123, check no. 10233, lot 99812, heat 4471, S/N 88213',
    'order 5000 bolts, pedido de 300 cajas, commande de 300 cartons',
    'order value 5500, order date: 11/12/2026, order by 12/12',
    'agreement AC-118 or AC-207',
    'our payment of today:\nR-240870   1.204,18 EUR\nR-240881     388,00 EUR',
    'Pos  Menge\n100  20',
    'issued credit memo CM-20817 for $214.60',
    'reply with the order numbers.\n\nB2B operations',
    'adjunto pedido:\n1000 uds de todo\n1200 cajas de papel',
    'Payment method: ACH, trace: 091000019884412',
    'pages 100-200, from location 14-C-07',
    'pedido 2.310 €, so 7001 people',
    'we met on 1200 pieces in 2026',
    'box 4711, dock 12, booking 99812, contract 20881',
  ])('nothing of ours: %s', (text) => {
    expect(readFields('', text)).toEqual(none);
  });
});

describe('a number', () => {
  const number = fc.oneof(
    fc.integer({ min: 10_000, max: 4_599_999_999 }).map(String),
    fc
      .tuple(fc.constantFrom('HX', 'B', 'TX', 'KLM', 'AC'), fc.integer({ min: 10_000, max: 999_999 }))
      .map(([letters, digits]) => `${letters}-${digits}`),
  );
  const apart = fc.constantFrom(' ', ': ', ' no. ', ' #', '\n', ' number ', ' nr. ', ' n° ', ' (', ' | ');
  const before = fc.constantFrom('', 'Hello,\n', 'We need help with ', '> ', 'Zu ');
  const after = fc.constantFrom('', ' is late.', '\nThanks', ', please', ')', ' wartet', ' est en retard');
  const written = (label: fc.Arbitrary<string>) => fc.tuple(before, label, apart, number, after);

  test('after any name of a purchase order is a purchase order, and stands where it is said to', () => {
    const label = fc.constantFrom(
      ...[
        'PO',
        'P.O.',
        'Purchase Order',
        'Bestellung',
        'Bestell-Nr.',
        'OC',
        'orden de compra',
        'bon de commande',
      ],
      ...['our ref', 'cust PO', 'nuestro pedido', 'notre commande', 'unsere Bestellnummer'],
    );
    fc.assert(
      fc.property(written(label), (text) => {
        const whole = text.join('');
        const { poNumbers, orderNumbers, spans } = readFieldSpans('', whole);
        expect(poNumbers).toEqual([text[3]]);
        expect(orderNumbers).toEqual([]);
        expect(spans.map(({ start, end }) => `\n${whole}`.slice(start, end))).toEqual([text[3]]);
      }),
    );
  });

  test('after a name of something else is nothing of ours', () => {
    const label = fc.constantFrom(
      ...['Invoice', 'Rechnung', 'factura', 'Quote', 'Angebot', 'devis', 'RMA', 'ticket', 'Kundennummer'],
      ...['account', 'lot', 'Lieferschein', 'albarán', 'bon de livraison', 'VAT', 'delivery note', 'serial'],
    );
    const oneLine = apart.filter((space) => !space.includes('\n'));
    fc.assert(
      fc.property(fc.tuple(before, label, oneLine, number), (text) => {
        expect(readFields('', text.join(''))).toEqual(none);
      }),
    );
  });

  test('is read from any text without a throw, with its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (subject, text) => {
        const whole = `${subject}\n${text}`;
        for (const { start, end } of readFieldSpans(subject, text).spans) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(whole.length);
        }
      }),
    );
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
