/** Views for tests: one per status, told with the demo's names. */
import type { ExceptionStatus, ExceptionView } from '#core/model/exception.ts';

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
