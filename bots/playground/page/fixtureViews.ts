/** The three exceptions of the first minute, as core would show them. For tests of the page only. */
import type { ExceptionView } from '#core/model/exception.ts';

export const fixtureNow = '2026-11-23T14:14:00.000Z';

const common = {
  tenantId: 'calder',
  version: 1,
  status: 'open',
  blocked: null,
  notices: [],
  approvals: null,
  candidates: [],
  questions: [],
  askable: [{ id: 'daniel-reyes', name: 'Daniel Reyes', title: 'Credit manager' }],
  record: null,
  steps: [],
  related: [],
  undo: null,
  priority: 'normal',
  actsAs: 'unhold',
  openedAt: '2026-11-23T14:05:00.000Z',
  updatedAt: '2026-11-23T14:05:00.000Z',
  source: 'erp',
  timeZone: 'America/New_York',
  locale: 'en-US',
} satisfies Partial<ExceptionView>;

export const creditView: ExceptionView = {
  ...common,
  exceptionId: '0193a001-0000-7000-8000-000000001042',
  number: 'EX-1042',
  type: 'credit_hold',
  typeTitle: 'Credit hold',
  headline: 'Release order SO-10482 for Harmony Labs, $6,910.00 over its credit limit?',
  order: {
    id: 'o-10482',
    label: 'SO-10482',
    number: 'SO-10482',
    reference: 'HL-77120',
    customer: 'Harmony Labs',
    url: null,
    company: 'Calder Supply Inc.',
  },
  facts: [
    { label: 'Order total', value: '$18,420.00' },
    { label: 'Credit limit', value: '$60,000.00' },
    { label: 'Exposure with this order', value: '$66,910.00 (over limit)', tone: 'bad' },
    { label: 'Unpaid invoices', value: '$41,230.00' },
    { label: 'Oldest unpaid invoice', value: '12 days overdue', tone: 'bad' },
    { label: 'Average payment', value: '9 days late' },
  ],
  table: null,
  atStake: { amount: '6910.00', currency: 'USD' },
  stakeSentence: '$6,910.00 over the credit limit, 11.5% above $60,000.00',
  dueAt: '2026-11-23T21:00:00.000Z',
  why: {
    text: 'Unpaid invoices, open orders and this order together exceed the limit. The agreement allows up to 15% above it while no invoice is more than 30 days overdue.',
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
        acknowledge: ['credit_10482'],
        exposure: { amount: '66910.00', currency: 'USD' },
      },
      done: 'Done as approved',
      consequence: 'Ships today; exposure rises to $66,910.00.',
      amount: { amount: '18420.00', currency: 'USD' },
      confirm: null,
      citations: [],
      approval: {
        mode: 'by_approval',
        needed: 1,
        whoCan: ['Daniel Reyes', 'Priya Nair'],
        rule: 'credit manager up to $25,000',
      },
      hash: 'f00d',
    },
  ],
};

export const priceView: ExceptionView = {
  ...common,
  exceptionId: '0193a001-0000-7000-8000-000000001041',
  number: 'EX-1041',
  type: 'pricing_mismatch',
  typeTitle: 'Price below contract',
  headline: 'Correct the price of order SO-10467 for Northfield Fabrication, 6.2% below contract?',
  order: {
    id: 'o-10467',
    label: 'SO-10467',
    number: 'SO-10467',
    reference: 'NF-5531',
    customer: 'Northfield Fabrication',
    url: null,
    company: 'Calder Supply Inc.',
  },
  facts: [
    { label: 'Order total', value: '$20,914.40' },
    { label: 'Lines below contract', value: '1 of 3', tone: 'bad' },
    { label: 'Price list', value: 'NORTHFIELD-2026' },
    { label: 'State in the ERP', value: 'Confirmed' },
  ],
  table: {
    columns: [
      { title: 'Item' },
      { title: 'Qty', align: 'right' },
      { title: 'Order, $', align: 'right' },
      { title: 'Contract, $', align: 'right' },
    ],
    rows: [['VLV-2040 Gate valve 2" bronze', '240', '72.50', '77.30']],
  },
  atStake: { amount: '1152.00', currency: 'USD' },
  stakeSentence: '$1,152.00 margin at risk, 6.2% under contract',
  dueAt: '2026-11-24T21:00:00.000Z',
  why: {
    text: 'Line 2 was entered at $72.50. The contract’s price for 200 and more is $77.30 until the end of the year.',
    by: 'rule',
    note: null,
    citations: [
      {
        kind: 'price_row',
        list: 'NORTHFIELD-2026',
        row: 'VLV-2040 from 200',
        price: '77.30',
        validFrom: '2026-01-01',
      },
    ],
  },
  options: [
    {
      id: 'correct',
      label: 'Correct Price',
      style: 'primary',
      action: {
        kind: 'change_price',
        lines: [{ lineId: 'l2', sku: 'VLV-2040', from: '72.50', to: '77.30' }],
      },
      done: 'Done as approved',
      consequence: 'Order total becomes $22,066.40; the customer gets a new confirmation.',
      amount: { amount: '1152.00', currency: 'USD' },
      confirm: null,
      citations: [],
      approval: {
        mode: 'by_approval',
        needed: 1,
        whoCan: ['Tessa Lindqvist', 'Priya Nair'],
        rule: 'pricing manager up to $10,000',
      },
      hash: 'beef',
    },
    {
      id: 'honour',
      label: 'Honour Price Once',
      style: 'default',
      action: { kind: 'add_note', text: 'Price honoured once.' },
      done: 'Done as approved',
      consequence: 'Keeps $72.50 on this order and costs $1,152.00.',
      amount: { amount: '1152.00', currency: 'USD' },
      confirm: 'Honour $72.50 for Northfield Fabrication once? It costs $1,152.00.',
      citations: [],
      approval: {
        mode: 'by_approval',
        needed: 1,
        whoCan: ['Tessa Lindqvist', 'Priya Nair'],
        rule: 'pricing manager up to $2,500',
      },
      hash: 'cafe',
    },
  ],
};

export const euroView: ExceptionView = {
  ...common,
  exceptionId: '0193a001-0000-7000-8000-000000001043',
  number: 'EX-1043',
  type: 'credit_hold',
  typeTitle: 'Credit hold',
  headline: 'Release order SO-20093 for Hafenwerk Hamburg, €31,480.00 over its credit limit?',
  order: {
    id: 'o-20093',
    label: 'SO-20093',
    number: 'SO-20093',
    reference: 'HW-2026-118',
    customer: 'Hafenwerk Hamburg',
    url: null,
    company: 'Calder Supply GmbH',
  },
  facts: [
    { label: 'Order total', value: '€64,180.00' },
    { label: 'Credit limit', value: '€50,000.00' },
    { label: 'Exposure with this order', value: '€81,480.00 (over limit)', tone: 'bad' },
    { label: 'Average payment', value: '2 days early' },
  ],
  table: null,
  atStake: { amount: '31480.00', currency: 'EUR' },
  stakeSentence: '€31,480.00 over the credit limit, 63.0% above €50,000.00',
  dueAt: '2026-11-23T16:00:00.000Z',
  why: {
    text: 'This order alone is larger than the limit. Nothing is overdue, and the framework agreement lets Finance raise the exposure for a single delivery.',
    by: 'rule',
    note: null,
    citations: [],
  },
  approvals: { needed: 2, have: [], whoCan: ['Priya Nair', 'Daniel Reyes'] },
  options: [
    {
      id: 'release',
      label: 'Release Order',
      style: 'primary',
      action: { kind: 'release_hold', acknowledge: [], exposure: { amount: '81480.00', currency: 'EUR' } },
      done: 'Done as approved',
      consequence: 'Ships tomorrow; exposure rises to €81,480.00.',
      amount: { amount: '64180.00', currency: 'EUR' },
      confirm: 'Release SO-20093 for Hafenwerk Hamburg, €64,180.00?',
      citations: [],
      approval: {
        mode: 'by_approval',
        needed: 2,
        whoCan: ['Priya Nair', 'Daniel Reyes'],
        rule: 'above $50,000 two people, one of them a controller',
      },
      hash: 'dada',
    },
  ],
};

const otherTypes = [
  { type: 'inventory_shortage', title: 'Inventory shortage' },
  { type: 'pricing_mismatch', title: 'Pricing mismatch' },
  { type: 'delivery_dispute', title: 'Delivery dispute' },
  { type: 'order_change', title: 'Order change' },
  { type: 'none', title: 'No exception' },
];

/** A mail that may be two things. */
export const unsureView: ExceptionView = {
  ...creditView,
  exceptionId: '0193a001-0000-7000-8000-000000001051',
  number: 'EX-1051',
  type: 'delivery_dispute',
  typeTitle: 'Delivery dispute',
  headline: 'What does Harmony Labs need with “Half of our tubes are missing”?',
  facts: [
    { label: 'From', value: 'Ines Duarte, Harmony Labs' },
    { label: 'Order total', value: '$18,420.00' },
  ],
  stakeSentence: 'Up to $18,420.00, the whole of SO-10482',
  why: {
    text: 'The email says that 200 boxes are missing: they were lost on the way, or they never left.',
    by: 'rule',
    note: null,
    citations: [],
  },
  options: [],
  told: {
    typeCandidates: otherTypes.filter((one) => /delivery|inventory/.test(one.type)),
    otherTypes,
    form: null,
  },
  source: 'email',
};

/** A purchase order of which two fields are open. `crop`: the picture beside the first, an absolute URL. */
export const halfReadView = (crop: string): ExceptionView => ({
  ...priceView,
  exceptionId: '0193a001-0000-7000-8000-000000001052',
  number: 'EX-1052',
  told: {
    typeCandidates: [],
    otherTypes,
    form: {
      file: 'po-nf-5531.pdf',
      read: 4,
      of: 6,
      questions: [
        { name: 'poNumber', label: 'Customer’s PO number', guess: 'NF-553l', crop },
        { name: 'line 2 quantity', label: 'Quantity of line 2', guess: null, crop: null },
      ],
    },
  },
  source: 'document',
});
