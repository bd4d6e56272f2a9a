/** A batch and a notice for tests, told with the demo's names. */
import type { BatchItem, BatchView, Notice } from '#core/model/batch.ts';

const shelf = (
  index: number,
  customer: string,
  detail: string,
  more: Partial<BatchItem> = {},
): BatchItem => ({
  exceptionId: `018f3a52-6a0e-7c11-9a55-1f0b6a3e2${String(index).padStart(3, '0')}`,
  version: 1,
  label: `EX-2${String(index).padStart(3, '0')} · SO-11${String(index).padStart(3, '0')} · ${customer}`,
  detail,
  amount: { amount: '1200.00', currency: 'USD' },
  checked: true,
  state: 'open',
  note: null,
  ...more,
});

export const sampleBatch: BatchView = {
  tenantId: 'calder',
  batchId: '018f3a52-6a0e-7c11-9a55-1f0b6a3eb001',
  headline: '5 orders a little over their credit limits wait for a decision. For Daniel Reyes',
  typeTitle: 'Credit hold',
  stakeSentence: '$11,240.00 over the limits in 5 orders worth $84,200.00',
  waiting: 5,
  items: [
    shelf(1, 'Harmony Labs', '$910.00 over its limit, 1.5% above $60,000.00'),
    shelf(2, 'Cedar Valley Foods', '$2,310.50 over its limit, pays 4 days late'),
    shelf(3, 'Ridgeline Mechanical', '$1,186.20 over its limit, pays on time'),
    shelf(4, 'St. Brendan Hospital', '$5,990.00 over its limit, 41 days overdue', { checked: false }),
    shelf(5, 'Apex Machine Works', '$843.30 over its limit, pays on time'),
    shelf(6, 'Dunmore Paper', '$310.00 over its limit', {
      state: 'settled',
      note: 'Released by Daniel Reyes on its own card',
    }),
  ],
  option: {
    id: 'release',
    label: 'Release Order',
    consequence: 'Each order that is checked ships today; the others stay on hold.',
  },
  approval: 'Daniel Reyes or Priya Nair can decide',
  dueAt: '2026-11-23T22:00:00.000Z',
  settled: false,
  updatedAt: '2026-11-23T15:00:00.000Z',
  timeZone: 'America/New_York',
  locale: 'en-US',
};

export const sampleNotice: Notice = {
  title: 'Good morning: 4 orders wait for you, $31,410.00 at stake',
  sections: [
    {
      heading: 'Waiting for you',
      lines: [
        'EX-1042 SO-10482 Harmony Labs: $6,910.00 over the credit limit, due today 5 PM',
        'EX-1043 SO-10489 Lakeshore Water Authority: 60 valves short, due tomorrow',
      ],
    },
    { heading: 'Decided yesterday', lines: ['11 cases, 2 of them by rule'] },
  ],
  footer: 'Sent each working day at 8:00. Ask the controller for fewer.',
};
