/** A realistic state for the page's tests: two companies, three stuck orders, cards from the real renderers. */
import { toAdaptiveCard } from '#cards/adaptiveCard.ts';
import { batchToAdaptiveCard } from '#cards/batchAdaptiveCard.ts';
import { batchToBlockKit } from '#cards/batchBlockKit.ts';
import { toBlockKit } from '#cards/blockKit.ts';
import { exceptionCard } from '#cards/exceptionCard.ts';
import type { BatchView } from '#core/model/batch.ts';
import type { ExceptionView } from '#core/model/exception.ts';
import type {
  PlaygroundMessage,
  PlaygroundOrder,
  PlaygroundPerson,
  PlaygroundRecord,
  PlaygroundState,
} from '../state.ts';
import { creditView, euroView, fixtureNow, priceView } from './fixtureViews.ts';

const person = (id: string, tenant: string, title: string, roles: string[]): PlaygroundPerson => {
  const name = id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  const first = name.split(' ')[0] ?? name;
  const domain = tenant === 'calder' ? 'caldersupply' : 'brightwatermedical';
  return {
    id,
    tenant,
    name,
    title,
    email: `${id.replace('-', '.')}@${domain}.example`,
    roles,
    slack: `U0${first.toUpperCase()}`,
    teams: `29:${first.toLowerCase()}`,
  };
};

const people = [
  person('maya-chen', 'calder', 'Order desk', ['rep']),
  person('luis-ortega', 'calder', 'Order desk', ['rep']),
  person('daniel-reyes', 'calder', 'Credit manager', ['credit_manager']),
  person('tessa-lindqvist', 'calder', 'Pricing manager', ['pricing_manager']),
  person('priya-nair', 'calder', 'Controller', ['controller']),
  person('hannah-wolf', 'brightwater', 'Order desk', ['rep']),
  person('omar-said', 'brightwater', 'Finance lead', ['credit_manager', 'pricing_manager', 'controller']),
];
const ofTenant = (tenant: string) => people.filter((p) => p.tenant === tenant).map((p) => p.id);

const bot = { name: 'Unhold', bot: true };

/** The card of a view as both products' messages carry it. */
export function cardMessage(view: ExceptionView, product: 'slack' | 'teams', id: string): PlaygroundMessage {
  const card = exceptionCard({
    ...view,
    askable: people
      .filter((p) => p.tenant === view.tenantId)
      .map(({ id, name, title }) => ({ id, name, title })),
  });
  const { text, blocks } = toBlockKit(card);
  return {
    id,
    thread: null,
    author: bot,
    at: view.openedAt,
    editedAt: null,
    text,
    ...(product === 'slack'
      ? { blocks: JSON.parse(JSON.stringify(blocks)) as unknown[] }
      : { card: toAdaptiveCard(card).card }),
    onlyFor: null,
    exception: { id: view.exceptionId, number: view.number, version: view.version, status: view.status },
    batch: null,
  };
}

/** Several alike in one message of either product. */
export function batchMessage(batch: BatchView, product: 'slack' | 'teams', id: string): PlaygroundMessage {
  const { text, blocks } = batchToBlockKit(batch);
  const content =
    product === 'slack'
      ? { blocks: JSON.parse(JSON.stringify(blocks)) as unknown[] }
      : { card: batchToAdaptiveCard(batch).card };
  const open = batch.items.filter((item) => item.state === 'open').length;
  return textMessage(id, text, { ...content, batch: { id: batch.batchId, open } });
}

export const textMessage = (
  id: string,
  text: string,
  options: Partial<PlaygroundMessage> = {},
): PlaygroundMessage => ({
  id,
  thread: null,
  author: bot,
  at: fixtureNow,
  editedAt: null,
  text,
  onlyFor: null,
  exception: null,
  batch: null,
  ...options,
});

const order = (
  number: string,
  customer: string,
  amount: string,
  state: string,
  more: Partial<PlaygroundOrder> = {},
): PlaygroundOrder => ({
  id: number.replace('SO', 'o'),
  tenant: 'calder',
  connection: 'calder-us',
  company: 'Calder Supply Inc.',
  number,
  reference: null,
  customer,
  amount: { amount, currency: 'USD' },
  state,
  hold: state === 'on_hold',
  updatedAt: '2026-11-23T13:50:00.000Z',
  lines: [
    {
      sku: 'BRG-6204',
      description: 'Deep groove ball bearing 6204-2RS',
      quantity: '120',
      unit: 'pc',
      unitPrice: '6.4200',
    },
  ],
  ...more,
});

const eu = { connection: 'calder-eu', company: 'Calder Supply GmbH' };
const orders: PlaygroundOrder[] = [
  order('SO-10482', 'Harmony Labs', '18420.00', 'on_hold', {
    reference: 'HL-77120',
    lines: [
      {
        sku: 'LAB-2210',
        description: 'Centrifuge tubes 50 ml, sterile',
        quantity: '400',
        unit: 'box',
        unitPrice: '32.50',
      },
      {
        sku: 'PPE-1180',
        description: 'Nitrile gloves M, powder-free',
        quantity: '500',
        unit: 'box',
        unitPrice: '10.84',
      },
    ],
  }),
  order('SO-10467', 'Northfield Fabrication', '20914.40', 'confirmed', {
    reference: 'NF-5531',
    lines: [
      {
        sku: 'FST-0810',
        description: 'Hex bolt M8 × 40, zinc',
        quantity: '4000',
        unit: 'pc',
        unitPrice: '0.2186',
      },
      {
        sku: 'VLV-2040',
        description: 'Gate valve 2" bronze',
        quantity: '240',
        unit: 'pc',
        unitPrice: '72.50',
      },
      { sku: 'FREIGHT', description: 'Freight, prepaid', quantity: '1', unit: 'each', unitPrice: '640.00' },
    ],
  }),
  order('SO-20093', 'Hafenwerk Hamburg', '64180.00', 'on_hold', {
    ...eu,
    reference: 'HW-2026-118',
    amount: { amount: '64180.00', currency: 'EUR' },
  }),
  ...(
    [
      ['SO-10489', 'Lakeshore Water Authority', '31280.00', 'confirmed'],
      ['SO-10488', 'Cedar Valley Foods', '4310.50', 'processing'],
      ['SO-10487', 'Ridgeline Mechanical', '1186.20', 'quotation'],
      ['SO-10486', 'St. Brendan Hospital', '12990.00', 'confirmed'],
      ['SO-10485', 'Apex Machine Works', '7420.80', 'shipped'],
      ['SO-10484', 'Dunmore Paper', '15060.00', 'processing'],
      ['SO-10483', 'Fulton Schools', '2240.00', 'draft'],
      ['SO-10481', 'Granger Robotics', '9875.25', 'confirmed'],
      ['SO-10480', 'Hollis Marine', '640.00', 'done'],
      ['SO-10479', 'Ironwood Builders', '1904.60', 'confirmed'],
      ['SO-10478', 'Juniper Biotech', '22310.00', 'shipped'],
      ['SO-10477', 'Keystone Refrigeration', '3388.00', 'cancelled'],
      ['SO-10476', 'Morrow County Transit', '18075.00', 'processing'],
    ] as const
  ).map(([number, customer, amount, state]) => order(number, customer, amount, state)),
  order('SO-20094', 'Nordlicht Energie', '11240.00', 'confirmed', {
    ...eu,
    amount: { amount: '11240.00', currency: 'EUR' },
  }),
  order('SO-30021', 'Summit Clinic Group', '8412.00', 'confirmed', {
    tenant: 'brightwater',
    connection: 'brightwater',
    company: 'Brightwater Medical',
    reference: 'SC-90417',
  }),
];

export const record = (
  seq: number,
  view: ExceptionView,
  actor: string,
  event: string,
  sentence: string,
  at = fixtureNow,
): PlaygroundRecord => ({
  tenant: view.tenantId,
  exception: view.exceptionId,
  seq,
  at,
  actor,
  event,
  sentence,
  hash: [...Array(64).keys()].map((i) => ((seq * 7 + i * i * 3 + 5) % 16).toString(16)).join(''),
});

const opened = (seq: number, view: ExceptionView, what: string): PlaygroundRecord[] => [
  record(seq, view, 'Demo ERP', 'signal received', what, '2026-11-23T14:04:58.000Z'),
  record(
    seq + 1,
    view,
    'Unhold',
    'exception opened',
    `Opened ${view.number}: ${view.typeTitle.toLowerCase()} on ${view.order?.label}.`,
    view.openedAt,
  ),
  record(
    seq + 2,
    view,
    'Unhold',
    'cards posted',
    'Posted the card to #orders in Slack and to Finance approvals in Teams.',
    view.openedAt,
  ),
];

/** A fresh copy each time: tests change it. */
export function fixtureState(): PlaygroundState {
  return structuredClone({
    revision: 7,
    now: fixtureNow,
    clockOffsetSeconds: 0,
    standIns: { slack: true, teams: true, mail: true },
    tenants: [
      {
        id: 'calder',
        name: 'Calder Supply',
        inbox: 'inbox@calder.unhold.example',
        companies: ['Calder Supply Inc.', 'Calder Supply GmbH'],
        timeZone: 'America/New_York',
      },
      {
        id: 'brightwater',
        name: 'Brightwater Medical',
        inbox: 'inbox@brightwater.unhold.example',
        companies: ['Brightwater Medical'],
        timeZone: 'America/Denver',
      },
    ],
    people,
    channels: [
      {
        id: 'C0ORDERS',
        tenant: 'calder',
        product: 'slack' as const,
        name: 'orders',
        kind: 'channel' as const,
        members: ofTenant('calder'),
        messages: [
          cardMessage(priceView, 'slack', '1763906700.000100'),
          textMessage(
            '1763906760.000200',
            'Northfield asked for a *new confirmation* today, see <https://erp.calder.example/orders/467|SO-10467>.',
            {
              thread: '1763906700.000100',
              author: { name: 'Luis Ortega', bot: false },
              at: '2026-11-23T14:08:00.000Z',
            },
          ),
          cardMessage(creditView, 'slack', '1763906701.000100'),
          cardMessage(euroView, 'slack', '1763906702.000100'),
        ],
      },
      {
        id: 'D0MAYA',
        tenant: 'calder',
        product: 'slack' as const,
        name: 'Maya Chen',
        kind: 'direct' as const,
        members: ['maya-chen'],
        messages: [],
      },
      {
        id: '19:finance-calder@thread.tacv2',
        tenant: 'calder',
        product: 'teams' as const,
        name: 'Finance approvals',
        kind: 'channel' as const,
        members: ofTenant('calder'),
        messages: [
          cardMessage(priceView, 'teams', 't-1'),
          cardMessage(creditView, 'teams', 't-2'),
          cardMessage(euroView, 'teams', 't-3'),
        ],
      },
      {
        id: 'C0BWORDERS',
        tenant: 'brightwater',
        product: 'slack' as const,
        name: 'order-desk',
        kind: 'channel' as const,
        members: ofTenant('brightwater'),
        messages: [],
      },
      {
        id: '19:finance-brightwater@thread.tacv2',
        tenant: 'brightwater',
        product: 'teams' as const,
        name: 'Credit & pricing',
        kind: 'channel' as const,
        members: ofTenant('brightwater'),
        messages: [],
      },
    ],
    dialogs: [],
    mailbox: [
      {
        id: 'm-1',
        tenant: 'calder',
        direction: 'in' as const,
        from: 'Luis Ortega <luis.ortega@caldersupply.example>',
        to: 'inbox@calder.unhold.example',
        subject: 'Fwd: PO NF-5531, wrong price on our confirmation?',
        text: 'Can someone look at this?\n\n---------- Forwarded message ----------\nFrom: Karin Ode <k.ode@northfieldfab.example>\n\nOur confirmation shows 72.50 for the gate valves. Is that right?',
        at: '2026-11-23T14:02:00.000Z',
        inReplyTo: null,
      },
      {
        id: 'm-2',
        tenant: 'calder',
        direction: 'out' as const,
        from: 'inbox@calder.unhold.example',
        to: 'luis.ortega@caldersupply.example',
        subject: 'Re: Fwd: PO NF-5531, wrong price on our confirmation?',
        text: 'This is EX-1041 now. The pricing managers have it in Teams; you will hear from me when it is decided.',
        at: '2026-11-23T14:05:10.000Z',
        inReplyTo: 'm-1',
      },
    ],
    orders,
    records: [
      ...opened(1, priceView, 'Order SO-10467 changed in the ERP.'),
      ...opened(4, creditView, 'Order SO-10482 was put on credit hold in the ERP.'),
      ...opened(7, euroView, 'Order SO-20093 was put on credit hold in the ERP.'),
    ],
    faults: [],
    troubles: [
      {
        connection: 'calder-us',
        name: 'credit_hold',
        title: 'An order over the credit limit',
        type: 'credit_hold',
      },
      {
        connection: 'calder-us',
        name: 'inventory_shortage',
        title: 'More ordered than there is in stock',
        type: 'inventory_shortage',
      },
      {
        connection: 'calder-eu',
        name: 'duplicate_order',
        title: 'The same purchase order, sent twice',
        type: 'duplicate_order',
      },
    ],
    samples: [
      { file: 'harmony-where-is-my-order.eml', title: 'Harmony Labs asks where PO HL-77120 is' },
      { file: 'unknown-po.eml', title: 'A purchase order nobody can place' },
    ],
  });
}
