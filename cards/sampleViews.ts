/** Views for tests: one per status, and what lies beside them, told with the demo's names. */
import type { ExceptionStatus, ExceptionView, Option } from '#core/model/exception.ts';

const credit: ExceptionView = {
  tenantId: 'calder',
  exceptionId: '018f3a52-6a0e-7c11-9a55-1f0b6a3e1042',
  number: 'EX-1042',
  type: 'credit_hold',
  typeTitle: 'Credit hold',
  version: 3,
  status: 'open',
  headline: 'Release order SO-10482 for Harmony Labs at $6,910 over its credit limit? For Daniel Reyes',
  order: {
    id: '482',
    label: 'SO-10482',
    number: 'SO-10482',
    reference: 'HL-77120',
    customer: 'Harmony Labs',
    url: 'https://erp.calder.example/orders/482?view=full&tab=1',
    company: 'Calder Supply Inc.',
  },
  facts: [
    { label: 'Order total', value: '$18,420.00' },
    { label: 'Credit limit', value: '$60,000.00' },
    { label: 'Exposure with this order', value: '$66,910.00 (over limit)', tone: 'bad' },
    { label: 'Oldest unpaid invoice', value: '12 days overdue', tone: 'bad' },
    { label: 'Average payment', value: '9 days late' },
  ],
  table: {
    columns: [
      { title: 'Item' },
      { title: 'Quantity', align: 'right' },
      { title: 'Price (USD)', align: 'right' },
      { title: 'Amount (USD)', align: 'right' },
    ],
    rows: [
      ['LAB-2210 Centrifuge tubes 50 ml', '400 box', '32.50', '13,000.00'],
      ['PPE-1180 Nitrile gloves M', '500 box', '10.84', '5,420.00'],
    ],
  },
  atStake: { amount: '6910.00', currency: 'USD' },
  stakeSentence: '$6,910.00 over the credit limit, 11.5% above $60,000.00',
  dueAt: '2026-11-23T22:00:00.000Z',
  why: {
    text: 'Unpaid invoices, open orders and this order exceed the limit. The agreement allows up to 15% above it while no invoice is more than 30 days overdue.',
    by: 'rule',
    note: null,
    citations: [
      {
        kind: 'clause',
        passageId: 'harmony-2026#4.2',
        document: 'Harmony Labs Supply Agreement 2026',
        clause: '§4.2',
        effectiveFrom: '2026-01-01',
        quote:
          'Calder may ship above the credit limit by up to fifteen percent while no invoice is more than thirty days overdue.',
        start: 1210,
        end: 1325,
      },
    ],
  },
  options: [
    {
      id: 'release',
      label: 'Release Order',
      style: 'primary',
      action: {
        kind: 'release_hold',
        acknowledge: ['credit_482'],
        exposure: { amount: '66910.00', currency: 'USD' },
      },
      done: 'Done as approved',
      consequence: 'Ships today; exposure rises to $66,910.00.',
      amount: { amount: '18420.00', currency: 'USD' },
      confirm: 'Release SO-10482 for Harmony Labs, $18,420.00? It ships today.',
      citations: [{ kind: 'policy', version: 2, rule: 'credit_manager releases up to $25,000' }],
      approval: {
        mode: 'by_approval',
        needed: 1,
        whoCan: ['Daniel Reyes', 'Priya Nair'],
        rule: 'credit_manager up to $25,000',
      },
      hash: 'f00d',
    },
    {
      id: 'cancel',
      label: 'Cancel Order',
      style: 'danger',
      action: { kind: 'cancel_order' },
      done: 'Done as approved',
      consequence: 'Frees $18,420.00 of credit; the customer has to order again.',
      amount: { amount: '18420.00', currency: 'USD' },
      confirm: 'Cancel SO-10482 for Harmony Labs, $18,420.00?',
      citations: [],
      approval: { mode: 'by_approval', needed: 1, whoCan: ['Priya Nair'], rule: 'controller' },
      hash: 'beef',
    },
  ],
  blocked: null,
  notices: [],
  approvals: null,
  candidates: [],
  questions: [],
  askable: [],
  record: null,
  steps: [],
  related: [],
  undo: null,
  priority: 'normal',
  actsAs: 'unhold',
  openedAt: '2026-11-23T14:00:00.000Z',
  updatedAt: '2026-11-23T15:00:00.000Z',
  source: 'erp',
  timeZone: 'America/New_York',
  locale: 'en-US',
};

const release = { title: 'Release SO-10482 past its credit warning' };
const at = '2026-11-23T15:32:00.000Z';

export const sampleViews: Record<ExceptionStatus, ExceptionView> = {
  open: credit,
  needs_matching: {
    ...credit,
    status: 'needs_matching',
    headline:
      'Which order is the email “Still waiting for our tubes” from Harmony Labs about? For the order desk',
    order: null,
    facts: [],
    table: null,
    stakeSentence: 'No order is certain yet, so no amount is known.',
    why: {
      text: 'The email names no order number; two open orders fit.',
      by: 'rule',
      note: null,
      citations: [],
    },
    options: [],
    blocked: 'No order is certain.',
    candidates: [
      { orderId: '482', label: 'SO-10482 · Harmony Labs · $18,420.00', why: 'Same customer, both items' },
      { orderId: '471', label: 'SO-10471 · Harmony Labs · $2,110.00', why: 'Same customer, one item' },
    ],
    source: 'email',
  },
  needs_second: {
    ...credit,
    status: 'needs_second',
    approvals: {
      needed: 2,
      have: [{ name: 'Daniel Reyes', at, surface: 'teams' }],
      whoCan: ['Priya Nair'],
    },
    questions: [
      {
        askedBy: 'Daniel Reyes',
        askedOf: 'Maya Chen',
        text: 'Did Harmony promise a payment date?',
        answer: 'Yes, Friday.',
        answeredAt: at,
      },
    ],
  },
  acting: {
    ...credit,
    status: 'acting',
    notices: ['ERP not reachable, retrying'],
    steps: [{ ...release, status: 'sent', note: null }],
  },
  resolved: {
    ...credit,
    status: 'resolved',
    record: {
      sentence: 'Daniel Reyes released SO-10482 for Harmony Labs.',
      by: 'Daniel Reyes',
      at,
      reason: null,
      option: 'Release Order',
      erpSays: 'SO-10482 is processing',
    },
    steps: [{ ...release, status: 'applied', note: null }],
  },
  rejected: {
    ...credit,
    status: 'rejected',
    record: {
      sentence: 'Daniel Reyes rejected the release.',
      by: 'Daniel Reyes',
      at,
      reason: 'They pay first.',
      option: null,
      erpSays: 'SO-10482 stays on hold',
    },
  },
  expired: {
    ...credit,
    status: 'expired',
    record: {
      sentence: 'Nobody decided in time; nothing was changed.',
      by: null,
      at,
      reason: null,
      option: null,
      erpSays: 'SO-10482 stays on hold',
    },
  },
  withdrawn: {
    ...credit,
    status: 'withdrawn',
    record: {
      sentence: 'Harmony Labs paid; the order is below its limit again.',
      by: null,
      at,
      reason: null,
      option: null,
      erpSays: 'SO-10482 is confirmed',
    },
  },
  needs_person: {
    ...credit,
    status: 'needs_person',
    headline:
      'SO-10467 for Northfield Fabrication stopped half way: check its price in the ERP. For Tessa Lindqvist',
    options: [],
    notices: ['The ERP did not say whether the last step took effect.'],
    steps: [
      { title: 'Put SO-10467 back to draft', status: 'applied', note: null },
      { title: 'Write the price of line 2', status: 'unknown', note: 'no answer in 30 s' },
      { title: 'Quote SO-10467 again', status: 'pending', note: null },
    ],
  },
};

const wayOut = (id: string, label: string, consequence: string, more: Partial<Option> = {}): Option => ({
  id,
  label,
  style: 'default',
  action: { kind: 'add_note', text: label },
  done: 'Done as approved',
  consequence,
  amount: { amount: '0', currency: 'USD' },
  confirm: null,
  citations: [],
  approval: { mode: 'by_approval', needed: 1, whoCan: ['Maya Chen', 'Luis Ortega'], rule: 'rep' },
  hash: id,
  ...more,
});

/** What a mail may be said to be. */
const otherTypes = [
  { type: 'inventory_shortage', title: 'Inventory shortage' },
  { type: 'pricing_mismatch', title: 'Pricing mismatch' },
  { type: 'credit_hold', title: 'Credit hold' },
  { type: 'missing_documents', title: 'Missing documents' },
  { type: 'carrier_change', title: 'Carrier change' },
  { type: 'duplicate_order', title: 'Duplicate order' },
  { type: 'delivery_dispute', title: 'Delivery dispute' },
  { type: 'order_change', title: 'Order change' },
  { type: 'none', title: 'No exception' },
];

/**
 * Beside the ten statuses: as many ways out as a card can have, an action that can be undone, no order at all, a mail
 * that may be two things, a document that could not be read in full.
 */
export const specialViews = {
  six_options: {
    ...credit,
    exceptionId: '018f3a52-6a0e-7c11-9a55-1f0b6a3e1043',
    number: 'EX-1043',
    type: 'inventory_shortage',
    typeTitle: 'Inventory shortage',
    headline: 'What ships to Lakeshore Water Authority on SO-10489, 60 valves short of 240? For Maya Chen',
    order: {
      id: '489',
      label: 'SO-10489',
      number: 'SO-10489',
      reference: 'LW-2291',
      customer: 'Lakeshore Water Authority',
      url: 'https://erp.calder.example/orders/489',
      company: 'Calder Supply Inc.',
    },
    facts: [
      { label: 'Ordered', value: '240 pc' },
      { label: 'Available to promise', value: '180 pc', tone: 'bad' },
      { label: 'Next receipt', value: '120 pc on Dec 4' },
      { label: 'Promised', value: 'Nov 30', tone: 'bad' },
    ],
    table: null,
    atStake: { amount: '4350.00', currency: 'USD' },
    stakeSentence: '$4,350.00 of $31,280.00 cannot ship by Nov 30',
    why: {
      text: '180 of 240 are free after all open demand. The next purchase arrives four days after the promise; Columbus has 75.',
      by: 'rule',
      note: null,
      citations: [],
    },
    options: [
      wayOut('substitute', 'Ship Substitute', '60 × VLV-2041 at the same price; margin falls to 21.4%.', {
        style: 'primary',
      }),
      wayOut('split', 'Ship Part, Backorder Rest', 'Ships 180 today, 60 follow on Dec 4.', {
        confirm: 'Ship 180 of 240 to Lakeshore Water Authority today and the rest on Dec 4?',
      }),
      wayOut('wait', 'Wait for Stock', 'All 240 ship on Dec 4, four days late.'),
      wayOut('transfer', 'Transfer Stock', '60 from Columbus, here on Nov 28.'),
      wayOut('replenish', 'Buy from Apex Valve', '60 at $58.20, $3,492.00, lead time 9 days.', {
        amount: { amount: '3492.00', currency: 'USD' },
        confirm: 'Draft a purchase of 60 × VLV-2040 from Apex Valve, $3,492.00?',
      }),
      wayOut('ask', 'Ask Customer', 'Sends the three choices to Lakeshore’s buyer.'),
    ],
    priority: 'high',
    related: [
      { number: 'EX-1002', typeTitle: 'Credit hold', status: 'open' },
      { number: 'EX-1007', typeTitle: 'Duplicate order', status: 'rejected' },
    ],
    source: 'edi',
  },
  undoable: {
    ...credit,
    status: 'resolved',
    record: {
      sentence: 'Daniel Reyes released SO-10482 for Harmony Labs.',
      by: 'Daniel Reyes',
      at,
      reason: null,
      option: 'Release Order',
      erpSays: 'SO-10482 is processing',
    },
    steps: [{ ...release, status: 'applied', note: null }],
    undo: { label: 'Undo Release', until: '2026-11-23T16:32:00.000Z' },
  },
  policy_change: {
    ...credit,
    exceptionId: '018f3a52-6a0e-7c11-9a55-1f0b6a3e1050',
    number: 'EX-1050',
    type: 'policy_change',
    typeTitle: 'Change of policy',
    headline: 'Let Calder’s policy version 3 take effect? Proposed by Priya Nair',
    order: null,
    facts: [
      { label: 'Credit manager, release order', value: '$25,000 becomes $30,000' },
      { label: 'Second person from', value: '$50,000, as before' },
    ],
    table: null,
    atStake: { amount: '0', currency: 'USD' },
    stakeSentence: '2 of 41 rules change',
    why: {
      text: 'What was decided under version 2 stays under version 2.',
      by: 'rule',
      note: null,
      citations: [],
    },
    options: [
      wayOut('confirm', 'Put into Effect', 'Holds for every decision from now on.', {
        style: 'primary',
        confirm: 'Put policy version 3 into effect for Calder Supply?',
        approval: { mode: 'by_approval', needed: 1, whoCan: ['Daniel Reyes'], rule: 'a second person' },
      }),
    ],
    source: 'policy',
  },
  unsure: {
    ...sampleViews.needs_matching,
    exceptionId: '018f3a52-6a0e-7c11-9a55-1f0b6a3e1051',
    number: 'EX-1051',
    type: 'delivery_dispute',
    typeTitle: 'Delivery dispute',
    headline: 'What does Harmony Labs need with “Half of our tubes are missing”? For the order desk',
    stakeSentence: 'Up to $18,420.00, the whole of SO-10482',
    order: credit.order,
    candidates: [],
    why: {
      text: 'The email says that 200 boxes are missing: they were lost on the way, or they never left.',
      by: 'rule',
      note: null,
      citations: [],
    },
    blocked: 'First say what it is about.',
    status: 'open',
    told: {
      typeCandidates: [
        { type: 'delivery_dispute', title: 'Delivery dispute' },
        { type: 'inventory_shortage', title: 'Inventory shortage' },
      ],
      otherTypes,
      form: null,
    },
  },
  half_read: {
    ...credit,
    exceptionId: '018f3a52-6a0e-7c11-9a55-1f0b6a3e1052',
    number: 'EX-1052',
    type: 'pricing_mismatch',
    typeTitle: 'Pricing mismatch',
    headline: 'Confirm PO HL-77120 of Harmony Labs at $32.50 a box? For Tessa Lindqvist',
    told: {
      typeCandidates: [],
      otherTypes,
      form: {
        file: 'po-hl-77120.pdf',
        read: 4,
        of: 6,
        questions: [
          {
            name: 'poNumber',
            label: 'Customer’s PO number',
            guess: 'HL-77l20',
            crop: 'https://unhold.example/crops/018f3a52?field=poNumber&key=k',
          },
          { name: 'line 2 quantity', label: 'Quantity of line 2', guess: null, crop: null },
        ],
      },
    },
    source: 'document',
  },
} satisfies Record<string, ExceptionView>;
