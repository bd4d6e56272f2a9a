import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../exceptions/index.ts';
import { testOrder } from '../../exceptions/testing/testOrder.ts';
import type { OrderContext, OrderLine, Shipment } from '../../model/order.ts';
import { withReports } from './report.ts';
import { reportsIn, type Word } from './reportsIn.ts';

const line = (id: string, position: number, sku: string, quantity: string): OrderLine => ({
  id,
  position,
  kind: 'goods',
  sku,
  description: sku,
  quantity,
  unit: 'pc',
  unitPrice: '10.00',
  unitCost: '6.00',
});
const shipment = (id: string, state: Shipment['state'], tracking: string): Shipment => ({
  id,
  number: id,
  state,
  plannedOn: null,
  promisedOn: null,
  expectedOn: null,
  carrier: { id: 'c', name: 'Blue Spruce', service: null, tracking, email: 'help@spruce.example' },
  event: null,
  alternatives: [],
  lines: [],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
});
const order = (shipments: Shipment[] = []): OrderContext =>
  testOrder({
    order: {
      number: 'SO-20091',
      reference: 'HM-118',
      state: shipments.length ? 'shipped' : 'confirmed',
      promisedOn: '2026-12-02',
      lines: [line('l1', 1, 'VLV-2010', '50'), line('l2', 2, 'BRG-6205', '120')],
    },
    shipments,
  });
const mail = (text: string, language: string, trackingNumbers: string[] = []): Word => ({
  signalId: 's1',
  source: 'email',
  receivedAt: '2026-11-25T09:00:00Z',
  body: { reading: { text, note: '', language, originalSender: 'frank@hollis.example', trackingNumbers } },
});
const company = { locale: 'en-US', name: 'Calder Supply' };
const wishes = (text: string, language: string) =>
  reportsIn(mail(text, language), 'order_change', order(), company).map((report) =>
    report.type === 'order_change' ? report.request.what : report,
  );

const cancelOrder = { kind: 'cancel_order' };
const valves = (to: string) => ({ kind: 'quantity', lineId: 'l1', sku: 'VLV-2010', to });
const noBearings = { kind: 'cancel_line', lineId: 'l2', sku: 'BRG-6205' };
const onTheNinth = { kind: 'date', to: '2026-12-09' };

describe('what a customer wants changed', () => {
  test.each([
    ['en', 'Please cancel PO HM-118 completely.', [cancelOrder]],
    ['en', 'The job fell through. Cancel the order if it has not left yet.', [cancelOrder]],
    ['de', 'Bitte stornieren Sie den Auftrag SO-20091, soweit noch nichts verladen ist.', [cancelOrder]],
    ['es', 'Por favor, anulen el pedido completo.', [cancelOrder]],
    ['fr', "Merci d'annuler notre commande.", [cancelOrder]],
    ['en', 'Please reduce the 2" ball valves from 50 to 40.', [valves('40')]],
    ['en', 'We need 40 pcs instead of 50.', [valves('40')]],
    [
      'en',
      'Please reduce the 2" valves on HM-118 (your SO-20091) from 50 to 40,\nand ship to 9 Pier Road instead of the shop.',
      [valves('40')],
    ],
    ['de', 'Wir brauchen nur 40 Stück statt 50.', [valves('40')]],
    ['de', 'Bitte die Menge von 50 auf 60 erhöhen.', [valves('60')]],
    ['es', 'Queremos 40 unidades en lugar de 50.', [valves('40')]],
    ['fr', 'Merci de passer de 50 à 40 pièces.', [valves('40')]],
    ['en', 'Change VLV-2010 to 45, the rest stays.', [valves('45')]],
    ['en', 'Please cancel BRG-6205, we found some on the shelf.', [noBearings]],
    ['de', 'Position 2 bitte stornieren.', [noBearings]],
    ['es', 'Cancelen la línea 2, por favor.', [noBearings]],
    ['fr', "Merci d'annuler la ligne 2.", [noBearings]],
    ['en', 'Can you deliver on December 9 instead?', [onTheNinth]],
    ['de', 'Bitte verschieben Sie die Lieferung auf den 9. Dezember.', [onTheNinth]],
    ['es', '¿Pueden aplazar la entrega al 9 de diciembre?', [onTheNinth]],
    ['fr', 'Pouvez-vous reporter la livraison au 9 décembre ?', [onTheNinth]],
    // As an 860 is told.
    [
      'en',
      'Hollis changes purchase order HM-1: line 1 VLV-2010 quantity changed (quantity 40, price 10); line 2 BRG-6205 cancelled.',
      [valves('40'), noBearings],
    ],
    ['en', 'Hollis cancels purchase order HM-1.', [cancelOrder]],
    ['en', 'Make it 40 instead of 50 and ship on December 9 instead.', [valves('40'), onTheNinth]],
  ])('%s: %s', (language, text, expected) => {
    expect(wishes(text, language)).toEqual(expected);
  });

  test.each([
    ['en', 'Please do not cancel the order.'],
    ['en', 'If it is not here by Friday we will cancel the order.'],
    ['en', 'In case of delay we will cancel the order.'],
    ['en', 'We may cancel the order.'],
    ['en', 'We are not going to cancel the order, please ship.'],
    ['en', 'I cannot cancel the order.'],
    ['en', 'Please disregard the cancellation of the order.'],
    ['en', 'Has the order been cancelled?'],
    ['en', 'Please confirm that the order was cancelled.'],
    ['en', 'Please cancel the meeting about the order.'],
    ['en', 'Cancel the invoice for this order.'],
    ['en', 'Cancel the order? Never!'],
    ['en', 'Please cancel backorders on the order but ship the rest.'],
    ['en', 'Cancel everything except VLV-2010.'],
    ['en', 'Keep VLV-2010 and cancel BRG-6205.'],
    ['en', 'Cancel 10 of VLV-2010.'],
    ['en', 'Please cancel item 2 of our agenda.'],
    ['en', 'Please cancel line 7.'],
    ['en', 'Please cancel order SO-4711.'],
    ['de', 'Bitte stornieren Sie nicht.'],
    ['de', 'Stornieren Sie den Auftrag bitte nicht.'],
    ['de', 'Wurde die Bestellung storniert?'],
    ['de', 'Bitte die Rechnung zum Auftrag stornieren.'],
    ['es', '¿Han cancelado el pedido?'],
    ['es', 'Tampoco cancelen el pedido.'],
    ['es', 'La deuda del pedido está cancelada.'],
    ['fr', "N'annulez pas la commande."],
    ['fr', "Vous n'avez pas annulé la commande."],
    ['fr', "Merci d'éviter d'annuler la commande."],
    ['en', 'We need 12 instead of 16.'],
    ['en', 'Reduce to 40 the price of VLV-2010.'],
    ['en', 'The price is 40 instead of 50.'],
    ['en', 'It is $12.40 instead of 50.'],
    ['en', 'We pay in 60 days instead of 50.'],
    ['en', 'Deliver to dock 40 instead of 50.'],
    ['en', "Please don't reduce from 50 to 40."],
    ['en', 'We received 40 instead of 50.'],
    ['en', 'Order 4712 needs 40 instead of 50.'],
    ['en', 'Move the delivery of VLV-2010 to 40 Main Street.'],
    ['en', 'Change VLV-2010 to 1 000.'],
    ['en', 'Part 1234567 instead of 50.'],
    ['de', 'Preis von 50 auf 40 Euro.'],
    ['en', 'Please ship on December 2 as promised, or earlier.'],
    ['en', 'Thank you for moving the delivery to the 9th.'],
    ['en', 'You told us it ships on December 9 instead, thanks.'],
    ['en', 'Move it to February 31.'],
    ['en', 'December 9 is too late for us, later does not work.'],
  ])('nothing that is certain: %s %s', (language, text) => {
    expect(wishes(text, language)).toEqual([]);
  });

  test('becomes a finding with what is still possible', () => {
    const reports = reportsIn(mail('We need 40 instead of 50.', 'en'), 'order_change', order(), company);
    expect(detect(withReports(order(), reports))).toMatchObject([
      { type: 'order_change', atStake: { amount: '500.00' } },
    ]);
  });

  test('that the ERP records, too, is one wish', () => {
    const [report] = reportsIn(mail('We need 40 instead of 50.', 'en'), 'order_change', order(), company);
    const once = withReports(order(), [report!]);
    expect(withReports(once, [report!]).changes).toHaveLength(1);
  });
});

describe('what is said of a shipment', () => {
  const two = [shipment('S-1', 'delivered', '1Z999AA10123456784'), shipment('S-2', 'shipped', '5527719120')];
  const report = (type: string, text: string, context: OrderContext, tracking: string[] = []) =>
    reportsIn(mail(text, 'en', tracking), type, context, company);

  test.each([
    ['We counted 112 boxes instead of 120.', 'short', [{ lineId: 'l2', sku: 'BRG-6205', quantity: '8' }]],
    ['Only 46 of 50 were in the box.', 'short', [{ lineId: 'l1', sku: 'VLV-2010', quantity: '4' }]],
    ['Two cartons arrived crushed and wet.', 'damaged', []],
    ['Our dock refused the skid.', 'refused', []],
    ['It went to the wrong address.', 'wrong_address', []],
    ['Der Karton ist bei uns nicht angekommen.', 'missing', []],
    ['No hemos recibido nada.', 'missing', []],
    ['Please send the signed proof of delivery.', 'missing', []],
    ['Carton 119 of 120 was damaged.', 'damaged', []],
  ])('a delivery: %s', (text, kind, lines) => {
    expect(report('proof_of_delivery', text, order([two[0]!]))).toMatchObject([
      { shipmentId: 'S-1', dispute: { kind, lines, text, reportedOn: '2026-11-25', claimUntil: null } },
    ]);
  });

  test.each([
    'Attached is the signed proof of delivery.',
    'Nothing was damaged.',
    'Just a short note: all fine.',
    'See page 1 of 50.',
    'We paid 20 of 50.',
  ])('nothing wrong with it: %s', (text) => {
    expect(report('proof_of_delivery', text, order([two[0]!]))).toEqual([]);
  });

  test('is of the shipment that its tracking number names', () => {
    const about = (tracking: string[]) =>
      report('proof_of_delivery', 'It never arrived.', order(two), tracking);
    expect(about(['1z 999 AA1 0123456784'])).toMatchObject([{ shipmentId: 'S-1' }]);
    expect(about([])).toEqual([]);
  });

  test.each([
    ['It has not moved since Friday.', 'stuck'],
    ['The driver had an accident.', 'stopped'],
    ['It is held at customs.', 'stopped'],
    ['It was due on Thursday.', 'late'],
  ])('on its way: %s', (text, trouble) => {
    expect(report('carrier_disruption', text, order([two[1]!]))).toMatchObject([
      { shipmentId: 'S-2', event: { trouble, text, at: '2026-11-25T09:00:00Z' } },
    ]);
  });

  test('on time is no trouble', () => {
    const context = order([two[1]!]);
    expect(report('carrier_disruption', 'Thanks, it is on time and arrives tomorrow.', context)).toEqual([]);
    expect(report('carrier_disruption', 'It is late.', context, ['1Z999AA10123456784'])).toEqual([]);
  });

  test('what the ERP says of it stands', () => {
    const known = { ...two[1]!, event: { trouble: 'stopped' as const, at: '2026-11-20', text: 'Seized.' } };
    const reports = report('carrier_disruption', 'It is late.', order([known]));
    expect(withReports(order([known]), reports).shipments[0]!.event).toEqual(known.event);
  });

  test('of an event of a carrier', () => {
    const body = {
      id: 'e1',
      source: 'carrier',
      type: 'carrier_disruption',
      at: '2026-11-24T10:00:00Z',
      order: { tracking: '5527719120' },
      text: 'Held at customs in Rotterdam.',
    };
    const word: Word = { signalId: 's2', source: 'carrier', receivedAt: '2026-11-25T09:00:00Z', body };
    expect(reportsIn(word, 'carrier_disruption', order(two), company)).toMatchObject([
      { shipmentId: 'S-2', event: { trouble: 'stopped', at: '2026-11-24T10:00:00Z' } },
    ]);
  });
});

test('any words are read without a throw, and make sound reports', () => {
  const context = order([shipment('S-1', 'shipped', '1Z')]);
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom('order_change', 'proof_of_delivery', 'carrier_disruption', 'credit_hold'),
      (text, type) => {
        const reports = reportsIn(mail(text, 'en'), type, context, company);
        expect(() => detect(withReports(context, reports))).not.toThrow();
        expect(reports.every((report) => report.type === type)).toBe(true);
      },
    ),
  );
});
