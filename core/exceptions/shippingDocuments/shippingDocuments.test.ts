import { describe, expect, it } from 'vitest';
import type { OrderContext, PaperKind, Shipment } from '../../model/order.ts';
import { soundCard } from '../testing/testCard.ts';
import { testOrder } from '../testing/testOrder.ts';
import { shippingDocuments } from './shippingDocuments.ts';

const address = (country: string) => ({
  name: 'Harmony Labs',
  street: '1 Main St',
  postalCode: '44113',
  city: 'Cleveland',
  country,
});
const paper = (kind: PaperKind, fields: Record<string, string> = {}) => ({
  kind,
  number: `${kind}-1`,
  fields,
});
const shipment = (change: Partial<Shipment> = {}): Shipment => ({
  id: 's1',
  number: 'SHP-1',
  state: 'packed',
  plannedOn: '2026-11-25',
  promisedOn: null,
  expectedOn: null,
  carrier: { id: 'c1', name: 'Estes', service: null, tracking: 'T-1', email: 'pod@estes.example' },
  event: null,
  alternatives: [],
  lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '60', lot: null, expiresOn: null }],
  appointment: null,
  packing: null,
  papers: [],
  dispute: null,
  ...change,
});
const sent = (
  one: Partial<Shipment>,
  {
    to = 'US',
    from = 'US',
    ...rest
  }: { to?: string | null; from?: string | null } & Partial<OrderContext> = {},
): OrderContext =>
  testOrder({
    order: { state: 'processing', shipsFrom: from, shipTo: to ? address(to) : null },
    shipments: [shipment(one)],
    ...(rest as Partial<Omit<OrderContext, 'order' | 'credit' | 'prices'>>),
  });
const seen = (context: OrderContext) =>
  (
    shippingDocuments.detect(context)?.evidence['shipments'] as
      | { missing: string[]; wrong: { field: string; says: string; should: string }[] }[]
      | undefined
  )?.[0];
const both = [paper('bill_of_lading'), paper('packing_list')];

describe('shipping documents', () => {
  it.each<[string, OrderContext, string[] | undefined]>([
    ['an ERP that keeps no papers', sent({}), undefined],
    ['… nor tells where from', sent({}, { from: null }), undefined],
    ['domestic and complete', sent({ papers: both }), undefined],
    ['domestic, one there', sent({ papers: [paper('packing_list')] }), ['bill_of_lading']],
    ['abroad', sent({ papers: both }, { to: 'CA' }), ['commercial_invoice', 'certificate_of_origin']],
    [
      'abroad without any',
      sent({}, { to: 'CA' }),
      ['bill_of_lading', 'packing_list', 'commercial_invoice', 'certificate_of_origin'],
    ],
    [
      'lane not known: only what the customer wants',
      sent({}, { to: null, rules: { papers: ['certificate_of_analysis'] } }),
      ['certificate_of_analysis'],
    ],
    [
      'proof of delivery comes later',
      sent({}, { to: null, rules: { papers: ['proof_of_delivery'] } }),
      undefined,
    ],
    ['not packed yet', sent({ state: 'picked', papers: [paper('packing_list')] }), undefined],
    ['on its way', sent({ state: 'shipped', papers: [paper('packing_list')] }), ['bill_of_lading']],
    ['delivered', sent({ state: 'delivered', papers: [paper('packing_list')] }), undefined],
  ])('%s', (_case, context, missing) => expect(seen(context)?.missing).toEqual(missing));

  it('asks dangerous goods for their papers, and lets nobody ship without the declaration', () => {
    const context = sent({ papers: both });
    context.order.lines[0]!.goods = { unNumber: 'UN1263' };
    expect(seen(context)?.missing).toEqual(['dangerous_goods_declaration', 'safety_data_sheet']);
    const card = soundCard(shippingDocuments, context);
    expect(card.priority).toBe('high');
    expect(card.options.map(({ id }) => id)).toEqual(['hold', 'ask']);
  });

  it.each([
    [{ reference: 'po 1', order: 'SO-1', consignee: 'HARMONY LABS', 'quantity:BRG-1': '60.00 each' }, []],
    [{ reference: 'PO-2' }, ['reference']],
    [{ order: 'SO-11' }, ['order']],
    [{ consignee: 'Mercy' }, ['consignee']],
    [{ 'quantity:BRG-1': '100' }, ['quantity:BRG-1']],
    [{ 'quantity:BRG-9': '5' }, ['quantity:BRG-9']],
    [{ 'quantity:BRG-1': 'sixty' }, ['quantity:BRG-1']],
    [{ colour: 'blue', reference: '' }, []],
  ])('compares what a paper says with the shipment: %j', (fields, wrong) => {
    const context = sent({
      papers: [paper('bill_of_lading', fields as Record<string, string>), paper('packing_list')],
    });
    expect(seen(context)?.wrong.map(({ field }) => field) ?? []).toEqual(wrong);
  });

  it.each(['1000', '1,000', '1.000', '1 000', "1'000.0", '1.000,00', '1000 each'])(
    'reads %s as a thousand',
    (says) => {
      const lines = [{ lineId: 'l1', sku: 'BRG-1', quantity: '1000', lot: null, expiresOn: null }];
      const papers = [paper('bill_of_lading', { 'quantity:BRG-1': says }), paper('packing_list')];
      expect(seen(sent({ lines, papers }))).toBeUndefined();
    },
  );

  it('puts the value of the shipment at stake, and makes papers from the order', () => {
    const context = sent({ papers: [paper('bill_of_lading')] });
    expect(shippingDocuments.detect(context)?.atStake).toEqual({ amount: '600.00', currency: 'USD' });
    const [attach] = soundCard(shippingDocuments, context).options;
    expect(attach).toMatchObject({
      id: 'attach',
      label: 'Attach Packing List',
      action: {
        kind: 'attach_document',
        shipmentId: 's1',
        document: 'packing_list',
        number: 'PL-SHP-1',
        fields: { order: 'SO-1', reference: 'PO-1', consignee: 'Harmony Labs', 'quantity:BRG-1': '60' },
      },
    });
    const action = attach!.action as { fields: Record<string, string> };
    context.shipments[0]!.papers.push(paper('packing_list', action.fields));
    expect(shippingDocuments.detect(context)).toBeNull();
  });

  it('corrects the fields that disagree; the corrected paper beside the old one is enough', () => {
    const context = sent({
      papers: [paper('bill_of_lading', { reference: 'PO-9', seal: '77' }), paper('packing_list')],
    });
    const correct = soundCard(shippingDocuments, context).options[0];
    expect(correct).toMatchObject({ id: 'correct', label: 'Correct Bill of Lading' });
    expect(correct?.action).toMatchObject({
      number: 'bill_of_lading-1',
      fields: { reference: 'PO-1', seal: '77' },
    });
    context.shipments[0]!.papers.push(paper('bill_of_lading', { reference: 'PO-1' }));
    expect(shippingDocuments.detect(context)).toBeNull();
  });

  it('asks the carrier for its bill of lading, the customer for the rest, nobody without an address', () => {
    const ask = (context: OrderContext) =>
      soundCard(shippingDocuments, context).options.find(({ id }) => id === 'ask')?.action;
    expect(ask(sent({ papers: [paper('packing_list')] }))).toMatchObject({ toWhom: 'carrier' });
    const abroad = sent({ papers: both }, { to: 'CA' });
    expect(ask(abroad)).toMatchObject({ toWhom: 'customer', to: 'orders@harmony.example' });
    abroad.order.customer.email = null;
    expect(ask(abroad)).toBeUndefined();
  });
});
