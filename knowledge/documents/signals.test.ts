import { describe, expect, it } from 'vitest';
import type { DocumentReading } from '#core/model/document.ts';
import { orderEvent } from '#core/triage/events.ts';
import { readFile } from './readFile.ts';
import { signalsOf } from './signals.ts';
import { edifact, x12 } from './testing/edi.ts';

const received = '2026-11-25T08:00:00Z';
const read = async (bytes: Uint8Array): Promise<DocumentReading> =>
  (await readFile({ name: 'a', bytes }))[0]!;
const signals = async (bytes: Uint8Array) => {
  const found = signalsOf(await read(bytes), received);
  // What is handed to triage is what its door takes.
  for (const event of found.events) expect(orderEvent.parse(event)).toEqual(event);
  return found;
};
const told = async (bytes: Uint8Array) => (await signals(bytes)).events.map(({ type, text }) => [type, text]);

const answer = (...lines: string[]) =>
  x12('855', ['BAK*00*AC*GR-2231*20261118****MB-1*20261124', 'N1*SE*Midland Bearing Works', ...lines]);
const po1 = 'PO1*2*100*EA*7.9**BP*BRG-6205';
const who = 'Supplier Midland Bearing Works';

describe('an 855', () => {
  it.each<[string, string[], [string, string][]]>([
    ['accepted', ['ACK*IA*100*EA'], []],
    ['accepted and shipped', ['ACK*AC*100*EA*011*20261124'], []],
    [
      'backordered',
      ['ACK*IA*60*EA', 'ACK*IB*40*EA*068*20261204'],
      [
        [
          'inventory_shortage',
          `${who} confirms line 2 (BRG-6205) backordered: 40 of 100 EA, promised 2026-12-04.`,
        ],
      ],
    ],
    [
      'backordered as a whole',
      ['ACK*IB*100*EA*068*20261204'],
      [
        [
          'inventory_shortage',
          `${who} confirms line 2 (BRG-6205) backordered: 100 of 100 EA, promised 2026-12-04.`,
        ],
      ],
    ],
    [
      'partly shipped',
      ['ACK*BP*60*EA'],
      [['inventory_shortage', `${who} confirms line 2 (BRG-6205) backordered: 60 of 100 EA.`]],
    ],
    [
      'dearer',
      ['ACK*IP*100*EA', 'CTP**CON*8.3'],
      [['pricing_mismatch', `${who} confirms line 2 (BRG-6205) at another price: 8.3 instead of 7.9.`]],
    ],
    [
      'fewer',
      ['ACK*IQ*80*EA'],
      [
        [
          'inventory_shortage',
          `${who} confirms line 2 (BRG-6205) with another quantity: 80 instead of 100 EA.`,
        ],
      ],
    ],
    [
      'more',
      ['ACK*IQ*120*EA'],
      [['order_change', `${who} confirms line 2 (BRG-6205) with another quantity: 120 instead of 100 EA.`]],
    ],
    ['rejected', ['ACK*IR*100*EA'], [['inventory_shortage', `${who} rejects line 2 (BRG-6205), 100 EA.`]]],
    [
      'rejected with a reason',
      ['ACK*R1*100*EA'],
      [['inventory_shortage', `${who} rejects line 2 (BRG-6205), 100 EA: not an item of the contract.`]],
    ],
    [
      'later',
      ['ACK*DR*100*EA*067*20261211'],
      [
        [
          'inventory_shortage',
          `${who} moves line 2 (BRG-6205), 100 EA to another date, promised 2026-12-11.`,
        ],
      ],
    ],
    ['deleted', ['ACK*ID'], [['inventory_shortage', `${who} cancels line 2 (BRG-6205), 100 EA.`]]],
    [
      'ID with a day, as some partners mean it',
      ['ACK*ID*100*EA*067*20261211'],
      [
        [
          'inventory_shortage',
          `${who} moves line 2 (BRG-6205), 100 EA to another date, promised 2026-12-11.`,
        ],
      ],
    ],
    [
      'substituted',
      ['ACK*IS*100*EA'],
      [['fulfillment_rule', `${who} offers a substitute for line 2 (BRG-6205), 100 EA.`]],
    ],
    [
      'dearer and fewer',
      ['ACK*IP*80*EA', 'ACK*IB*20*EA', 'CTP**CON*8.3'],
      [
        ['inventory_shortage', `${who} confirms line 2 (BRG-6205) backordered: 20 of 100 EA.`],
        ['pricing_mismatch', `${who} confirms line 2 (BRG-6205) at another price: 8.3 instead of 7.9.`],
      ],
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await told(answer(po1, ...lines))).toEqual(expected);
  });

  it('rejected as a whole is one event of the order', async () => {
    const rejected = x12('855', ['BAK*00*RJ*GR-2231*20261118', 'N1*SE*Midland Bearing Works']);
    const { events } = await signals(rejected);
    expect(events).toEqual([
      expect.objectContaining({
        type: 'inventory_shortage',
        order: { reference: 'GR-2231' },
        text: `${who} rejects purchase order GR-2231.`,
      }),
    ]);
  });

  it('sent again is the same signal; another interchange is another', async () => {
    const lines = [po1, 'ACK*IB*100*EA'];
    const ids = async (control: string) =>
      (await signals(x12('855', ['BAK*00*AC*GR-2231*20261118', ...lines], control))).events.map(
        ({ id }) => id,
      );
    expect(await ids('000000001')).toEqual(await ids('000000001'));
    expect(await ids('000000001')).not.toEqual(await ids('000000002'));
  });

  it('gives lines of one document ids of their own', async () => {
    const { events } = await signals(
      answer(po1, 'ACK*IB*100*EA', 'PO1*3*10*EA*1**BP*BRG-6204', 'ACK*IB*10*EA'),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]?.fields).toMatchObject({
      set: '855',
      line: '2',
      buyerSku: 'BRG-6205',
      backorderedQuantity: '100',
    });
  });

  it('never takes the supplier’s own order number for ours', async () => {
    const { events } = await signals(answer(po1, 'ACK*IB*100*EA'));
    expect(events[0]?.order).toEqual({ reference: 'GR-2231' });
  });

  it('that names no order is a notice and no event', async () => {
    const { events, notices } = await signals(x12('855', ['BAK*00*AC', po1, 'ACK*IR*100*EA']));
    expect(events).toEqual([]);
    expect(notices).toEqual([
      expect.objectContaining({ text: 'The supplier rejects line 2 (BRG-6205), 100 EA. It names no order.' }),
    ]);
  });
});

describe('an ORDRSP', () => {
  const ordrsp = (...lines: string[]) =>
    edifact('ORDRSP:D:96A:UN:EAN005', [
      'BGM+231+AB-1+4',
      'DTM+137:20261124:102',
      'RFF+ON:VD-0941',
      'NAD+SU+4399900000103::9++Armaturenwerk',
      ...lines,
    ]);

  it.each<[string, string[], string | null, RegExp]>([
    ['accepted', ['LIN+1+5+VLV-1010:SA', 'QTY+21:220'], null, /./],
    [
      'not accepted',
      ['LIN+1+7+VLV-1010:SA', 'QTY+21:220'],
      'inventory_shortage',
      /rejects line 1 \(VLV-1010\), 220/,
    ],
    [
      'changed with fewer',
      ['LIN+1+3+VLV-1010:SA', 'QTY+21:220', 'QTY+113:120'],
      'inventory_shortage',
      /120 instead of 220/,
    ],
    [
      'changed with a backorder',
      ['LIN+1+3+VLV-1010:SA', 'QTY+21:220', 'QTY+83:100', 'DTM+69:20261218:102'],
      'inventory_shortage',
      /backordered: 100 of 220, promised 2026-12-18/,
    ],
    [
      'changed by the day',
      ['LIN+1+3+VLV-1010:SA', 'QTY+21:220', 'QTY+113:220', 'DTM+2:20261201:102', 'DTM+69:202650:616'],
      'inventory_shortage',
      /asked for 2026-12-01\) to another date, promised 2026-12-07/,
    ],
    [
      'changed by the price, in words',
      ['LIN+1+6+VLV-1010:SA', 'QTY+21:220', 'PRI+AAA:19.40', 'FTX+LIN+++Neuer Preis ab 1.11.'],
      'pricing_mismatch',
      /at another price: 19.40/,
    ],
    ['changed without saying how', ['LIN+1+3+VLV-1010:SA', 'QTY+21:220'], 'order_change', /changed, 220/],
    [
      'short though "accepted"',
      ['LIN+1+5+VLV-1010:SA', 'QTY+21:220', 'QTY+113:200'],
      'inventory_shortage',
      /200 instead of 220/,
    ],
    ['replaced', ['LIN+1+38+VLV-1011:SA', 'QTY+21:220'], 'fulfillment_rule', /offers a substitute/],
    ['deleted', ['LIN+1+2+VLV-1010:SA', 'QTY+21:220'], 'inventory_shortage', /cancels line 1/],
  ])('%s', async (_, lines, type, text) => {
    const [event, ...more] = await told(ordrsp(...lines, 'UNS+S'));
    expect(more).toEqual([]);
    if (type === null) return expect(event).toBeUndefined();
    expect(event?.[0]).toBe(type);
    expect(event?.[1]).toMatch(text);
  });

  it('not accepted as a whole, by the message’s function or its kind of answer', async () => {
    for (const bgm of ['BGM+231+AB-1+27', 'BGM+231+AB-1+9+RE'])
      expect(await told(edifact('ORDRSP:D:01B:UN', [bgm, 'RFF+ON:VD-0941']))).toEqual([
        ['inventory_shortage', 'The supplier rejects purchase order VD-0941.'],
      ]);
  });
});

describe('what is on its way', () => {
  it.each<[string, Uint8Array, [string, RegExp] | null]>([
    [
      'DESADV complete',
      edifact('DESADV:D:96A:UN', ['BGM+351+L1+9', 'RFF+ON:NE-4432', 'LIN+1++V:SA', 'QTY+12:90', 'QTY+21:90']),
      null,
    ],
    [
      'DESADV with a variance',
      edifact('DESADV:D:96A:UN', [
        'BGM+351+L1+9',
        'RFF+ON:NE-4432',
        'LIN+1++V:SA',
        'QTY+12:90',
        'QVR+-30:21+BP',
      ]),
      ['inventory_shortage', /ships line 1 \(V\) short: 90, 30 to follow/],
    ],
    [
      'DESADV with ordered beside shipped',
      edifact('DESADV:D:01B:UN:EAN007', [
        'BGM+351+L1+9',
        'CPS+1',
        'LIN+1++4399900040604:SRV',
        'PIA+1+V:SA',
        'QTY+12:90:PCE',
        'QTY+21:120:PCE',
        'RFF+ON:NE-4432',
      ]),
      ['inventory_shortage', /\(V\) short: 90 PCE, 30 missing/],
    ],
    [
      '945 short',
      x12('945', ['W06*F*SO-10463*20261124*SH-9**HL-77031', 'LX*1', 'W12*CP*240*200*40*EA**VN*PPE-1181']),
      ['inventory_shortage', /The warehouse ships line 1 \(PPE-1181\) short: 200 EA, 40 missing/],
    ],
    [
      '945 complete',
      x12('945', ['W06*F*SO-10463*20261124*SH-9**HL-77031', 'LX*1', 'W12*CC*240*240**EA**VN*PPE-1181']),
      null,
    ],
    [
      '856 with the rest to follow',
      x12('856', [
        'BSN*00*S1*20261124*0800',
        'HL*1**S',
        'HL*2*1*O',
        'PRF*KR-8879',
        'HL*3*2*I',
        'LIN*1*VN*VLV-0520',
        'SN1**60*EA**90*EA**BP',
      ]),
      ['inventory_shortage', /short: 60 EA, 30 to follow/],
    ],
  ])('%s', async (_, bytes, expected) => {
    const [event] = await told(bytes);
    if (!expected) return expect(event).toBeUndefined();
    expect(event).toEqual([expected[0], expect.stringMatching(expected[1])]);
  });
});

describe('the status of a shipment', () => {
  const at7 = (...codes: string[]) =>
    x12('214', [
      'B10*PRO-88*SO-10447*RDWY',
      'L11*LWA-26-0902*PO',
      ...codes.map((code, n) => `AT7*${code}***2026112${n + 1}*0900*LT`),
    ]);
  const sts = (status: string, ...more: string[]) =>
    edifact('IFTSTA:D:01B:UN', [
      'BGM+23+1+9',
      'CNI+1+DSV881',
      `STS+1+${status}`,
      'RFF+ON:VD-0932',
      'DTM+334:202611241505:203',
      ...more,
    ]);

  it.each<[string, Uint8Array, string | null, RegExp]>([
    ['214 on its way', at7('AF*NS', 'X6*NS'), null, /./],
    ['214 delivered', at7('AF*NS', 'D1*NS'), null, /./],
    ['214 delayed', at7('SD*AO'), 'carrier_disruption', /Carrier RDWY reports a delay on PRO-88: weather/],
    ['214 on its way with a breakdown', at7('X6*AI'), 'carrier_disruption', /mechanical breakdown/],
    ['214 attempted', at7('AH*AQ'), 'carrier_disruption', /tried to deliver and could not/],
    ['214 late and then delivered', at7('SD*AO', 'D1*NS'), null, /./],
    ['214 held for papers', at7('SD*AS'), 'shipping_documents', /held for customs documents/],
    ['214 refused', at7('A7*BS'), 'proof_of_delivery', /delivery refused/],
    ['214 damaged', at7('A9*NS'), 'proof_of_delivery', /damaged/],
    ['214 delivered short', at7('D1*S1'), 'proof_of_delivery', /short delivery/],
    ['214 returned', at7('A3*NS'), 'carrier_disruption', /returns the shipment/],
    ['IFTSTA delivered', sts('21'), null, /./],
    ['IFTSTA under way', sts('31'), null, /./],
    ['IFTSTA delayed', sts('20+63'), 'carrier_disruption', /delay on DSV881: weather/],
    ['IFTSTA on its way with a breakdown', sts('31+35'), 'carrier_disruption', /mechanical breakdown/],
    ['IFTSTA damaged', sts('18'), 'proof_of_delivery', /damaged/],
    ['IFTSTA delivered with a part missing', sts('21+45'), 'proof_of_delivery', /short delivery/],
    ['IFTSTA refused', sts('77'), 'proof_of_delivery', /refused/],
    ['IFTSTA lost', sts('49'), 'carrier_disruption', /lost/],
    ['IFTSTA refused by customs', sts('17'), 'carrier_disruption', /held by customs/],
    ['IFTSTA with documents missing', sts('56+37'), 'shipping_documents', /missing or incorrect documents/],
    [
      'IFTSTA in a carrier’s own code with words',
      sts('ZD4:::Zustellung verzögert'),
      'carrier_disruption',
      /delay/,
    ],
    [
      'IFTSTA with the new day',
      sts('20+58', 'DTM+17:20261130:102'),
      'carrier_disruption',
      /now expected 2026-11-30/,
    ],
  ])('%s', async (_, bytes, type, text) => {
    const [event, ...more] = (await signals(bytes)).events;
    expect(more).toEqual([]);
    if (type === null) return expect(event).toBeUndefined();
    expect(event?.type).toBe(type);
    expect(event?.text).toMatch(text);
  });

  it('knows whose shipment it is when a message tells of several', async () => {
    const several = edifact('IFTSTA:D:96A:UN', [
      'BGM+23+1+9',
      'CNI+1+A1',
      'STS+1+20',
      'RFF+ON:PO-1',
      'CNI+2+A2',
      'STS+1+18',
      'RFF+ON:PO-2',
      'CNI+3+A3',
      'STS+1+21',
      'RFF+ON:PO-3',
    ]);
    const { events } = await signals(several);
    // The third was delivered, which says nothing of the first two.
    expect(events.map(({ type, order }) => [type, order])).toEqual([
      ['carrier_disruption', { reference: 'PO-1', tracking: 'A1' }],
      ['proof_of_delivery', { reference: 'PO-2', tracking: 'A2' }],
    ]);
  });

  it('a tender that the carrier declines', async () => {
    expect(await told(x12('990', ['B1*RDWY*SO-10447*20261124*D']))).toEqual([
      ['carrier_disruption', 'Carrier RDWY declines shipment SO-10447.'],
    ]);
    expect(await told(x12('990', ['B1*RDWY*SO-10447*20261124*A']))).toEqual([]);
  });
});

describe('what is no trouble of an order', () => {
  it('orders, invoices and freight bills tell of nothing', async () => {
    expect(await told(x12('850', ['BEG*00*SA*HL-1**20261124', po1]))).toEqual([]);
    expect(await told(x12('810', ['BIG*20261124*I-1**HL-1', 'IT1*1*2*EA*3', 'TDS*600']))).toEqual([]);
    expect(await told(x12('210', ['B3**F-1*S-1*CC**20261124*12000']))).toEqual([]);
  });

  it('a change that the customer asks for is a change of the order', async () => {
    const changed = x12('860', [
      'BCH*04*SA*HL-77088*****20261124',
      'N1*BY*Harmony Labs',
      'POC*1*QD*80*20*EA*21.1**VN*LAB-3100',
    ]);
    const { events } = await signals(changed);
    expect(events).toEqual([
      expect.objectContaining({
        type: 'order_change',
        customer: 'Harmony Labs',
        order: { reference: 'HL-77088' },
        text: 'Harmony Labs changes purchase order HL-77088: line 1 LAB-3100 quantity changed (quantity 80, price 21.1).',
      }),
    ]);
    expect(await told(x12('860', ['BCH*01*SA*HL-77088']))).toEqual([
      ['order_change', 'The customer cancels purchase order HL-77088.'],
    ]);
    expect(await told(edifact('ORDCHG:D:96A:UN', ['BGM+230+C1+1', 'RFF+ON:HW-1']))).toEqual([
      ['order_change', 'The customer cancels purchase order HW-1.'],
    ]);
  });

  it.each<[string, Uint8Array, RegExp | null]>([
    ['997 accepted', x12('997', ['AK1*PO*12', 'AK9*A*1*1*1']), null],
    [
      '997 rejected',
      x12('997', ['AK1*IN*12', 'AK2*810*0007', 'AK3*IT1*8', 'AK5*R*5', 'AK9*R*1*1*0']),
      /PARTNER answers rejected to group or document 12: 810 0007: segment IT1 at 8/,
    ],
    [
      'TA1 rejected',
      new TextEncoder().encode(
        'ISA*00*          *00*          *ZZ*PARTNER        *ZZ*CALDERSUPPLY   *261124*0900*U*00401*000000009*0*P*>~TA1*000000008*261123*0900*R*006~IEA*0*000000009~',
      ),
      /answers rejected to group or document 000000008: note 006/,
    ],
    [
      '824 rejected',
      x12('824', ['BGN*00*R1*20261124', 'OTI*TR*IV*RE-5121', 'TED*024*Duplicate invoice']),
      /answers rejected to group or document R1: RE-5121: Duplicate invoice/,
    ],
    ['824 accepted', x12('824', ['BGN*00*R1*20261124', 'OTI*TA*IV*RE-5121']), null],
    [
      'CONTRL rejected',
      edifact('CONTRL:D:3:UN', ['UCI+HW0613+A+B+4+2']),
      /answers rejected to group or document HW0613: error 2/,
    ],
    ['CONTRL accepted', edifact('CONTRL:D:3:UN', ['UCI+HW0613+A+B+7']), null],
  ])('%s', async (_, bytes, text) => {
    const { events, notices } = await signals(bytes);
    expect(events).toEqual([]);
    if (text === null) return expect(notices).toEqual([]);
    expect(notices).toEqual([
      { id: expect.any(String), at: expect.stringMatching(/^2026-11-2/), text: expect.stringMatching(text) },
    ]);
  });

  it('hostile text stays one harmless line', async () => {
    const long = 'x'.repeat(5000);
    const { events } = await signals(
      answer(`PO1*2*100*EA*7.9**BP*${long}`, 'ACK*IR*100*EA', 'N1*SE*\u202e<!channel>'),
    );
    expect(events[0]?.text.length).toBeLessThanOrEqual(2000);
    expect(events[0]?.id.length).toBeLessThanOrEqual(200);
  });
});
