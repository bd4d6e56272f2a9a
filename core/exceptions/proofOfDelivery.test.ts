import { describe, expect, it } from 'vitest';
import type { OrderContext, Shipment } from '../model/order.ts';
import { proofOfDelivery } from './proofOfDelivery.ts';
import { soundCard } from './testing/testCard.ts';
import { testOrder } from './testing/testOrder.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const disputed = (
  dispute: Partial<NonNullable<Shipment['dispute']>>,
  change: Partial<Shipment> = {},
): OrderContext =>
  testOrder({
    order: { state: 'shipped' },
    shipments: [
      {
        id: 's1',
        number: 'SHP-1',
        state: 'delivered',
        plannedOn: null,
        promisedOn: null,
        expectedOn: null,
        carrier: { id: 'c1', name: 'Estes', service: null, tracking: 'T-1', email: 'pod@estes.example' },
        event: null,
        alternatives: [],
        lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '60', lot: null, expiresOn: null }],
        appointment: null,
        packing: null,
        papers: [],
        dispute: {
          kind: 'short',
          reportedOn: '2026-11-21',
          text: 'Only 50 came.',
          lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '10' }],
          claimUntil: '2026-12-15',
          ...dispute,
        },
        ...change,
      },
    ],
  });
const ids = (context: OrderContext) => soundCard(proofOfDelivery, context).options.map(({ id }) => id);
const fact = (context: OrderContext, label: string) =>
  soundCard(proofOfDelivery, context).facts.find((one) => one.label === label)?.value;

describe('proof of delivery', () => {
  it('is no finding without a dispute', () => {
    expect(proofOfDelivery.detect(testOrder())).toBeNull();
    expect(proofOfDelivery.detect(disputed({}, { dispute: null }))).toBeNull();
  });

  it.each([
    ['the disputed quantity', {}, '100.00'],
    ['the whole shipment that is missing', { kind: 'missing', lines: [] }, '600.00'],
    ['the whole shipment that was refused', { kind: 'refused', lines: [] }, '600.00'],
    ['at most the shipment, where nobody said how much is damaged', { kind: 'damaged', lines: [] }, '600.00'],
  ] as const)('puts at stake %s', (_case, dispute, amount) => {
    expect(
      proofOfDelivery.detect(
        disputed({
          ...dispute,
          lines: [...('lines' in dispute ? dispute.lines : [{ lineId: 'l1', sku: 'BRG-1', quantity: '10' }])],
        }),
      )?.atStake,
    ).toEqual(usd(amount));
  });

  it.each([
    ['more than was shipped', [{ lineId: 'l1', sku: 'BRG-1', quantity: '1000' }], '600.00', ['60']],
    [
      'the same line twice',
      [
        { lineId: 'l1', sku: 'BRG-1', quantity: '50' },
        { lineId: 'l1', sku: 'BRG-1', quantity: '50' },
      ],
      '600.00',
      ['50', '10'],
    ],
    ['nothing', [{ lineId: 'l1', sku: 'BRG-1', quantity: '-5' }], '600.00', []],
    ['what was not in the shipment', [{ lineId: 'l9', sku: 'VLV-9', quantity: '3' }], '600.00', []],
  ])('credits and ships again no more than was shipped: %s', (_, lines, stake, quantities) => {
    const context = disputed({ lines });
    const finding = proofOfDelivery.detect(context);
    expect(finding?.atStake).toEqual(usd(stake));
    expect(finding?.evidence['disputes']).toMatchObject([
      { atMost: quantities.length === 0, lines: quantities.map((quantity) => ({ quantity })) },
    ]);
    expect(ids(context)).toEqual(quantities.length ? ['obtain', 'credit', 'reship', 'claim'] : ['obtain']);
  });

  it('takes the order for the shipment where the ERP does not list it', () => {
    const much = { lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '1000' }] };
    expect(proofOfDelivery.detect(disputed(much, { lines: [] }))?.atStake).toEqual(usd('1000.00'));
  });

  it('offers proof, credit, another shipment and a claim, with the amount', () => {
    const context = disputed({});
    context.order.lines[0]!.unitCost = '7.00';
    const card = soundCard(proofOfDelivery, context);
    expect(card.options.map(({ id, label }) => [id, label])).toEqual([
      ['obtain', 'Ask Carrier for Proof'],
      ['credit', 'Credit Customer'],
      ['reship', 'Ship Again'],
      ['claim', 'Claim from Estes'],
    ]);
    expect(card.options.map(({ marginPercent }) => marginPercent)).toEqual(['30.0', '22.2', '23.0', '30.0']);
    expect(card.options[1]?.action).toMatchObject({
      kind: 'request_credit',
      amount: usd('100.00'),
      lines: [{ lineId: 'l1', sku: 'BRG-1', quantity: '10' }],
    });
    expect(card.options[2]?.confirm).not.toBeNull();
  });

  it('never ships again what was refused, nor guesses how much is short', () => {
    expect(ids(disputed({ kind: 'refused', lines: [] }))).toEqual(['obtain', 'credit', 'claim']);
    expect(ids(disputed({ lines: [] }))).toEqual(['obtain']);
  });

  it.each([
    ['2026-12-15', 'normal', '22 days left (until Dec 15, 2026)', true],
    ['2026-11-27', 'normal', '4 days left (until Nov 27, 2026)', true],
    ['2026-11-26', 'high', '3 days left (until Nov 26, 2026)', true],
    ['2026-11-23', 'high', 'Closes today (Nov 23, 2026)', true],
    ['2026-11-22', 'normal', 'Closed 1 day ago (Nov 22, 2026)', false],
    [null, 'normal', 'Not known', false],
  ] as const)('claims until %s', (claimUntil, priority, words, claims) => {
    // 600.00 at stake: the amount alone is neither large nor small.
    const context = disputed({ kind: 'missing', lines: [], claimUntil });
    expect(soundCard(proofOfDelivery, context).priority).toBe(priority);
    expect(fact(context, 'Claim window')).toBe(words);
    expect(ids(context).includes('claim')).toBe(claims);
  });

  it.each([
    [{ signedBy: 'A. Smith' }, 'POD-7, signed by A. Smith'],
    [{ signed: 'yes' }, 'POD-7, signed'],
    [{ signed: 'no' }, 'POD-7, not signed'],
    [{}, 'POD-7, not signed'],
  ])('says what the proof says, and asks for no other: %j', (fields, words) => {
    const papers: Shipment['papers'] = [
      { kind: 'proof_of_delivery', number: 'POD-7', fields: fields as Record<string, string> },
    ];
    const context = disputed({}, { papers });
    expect(fact(context, 'Proof of delivery')).toBe(words);
    expect(ids(context)).not.toContain('obtain');
  });

  it('asks nobody without an address, and claims from nobody without a carrier', () => {
    expect(ids(disputed({}, { carrier: null }))).toEqual(['credit', 'reship']);
  });
});
