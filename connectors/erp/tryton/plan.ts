/** Which calls carry out an action on a Tryton sale, and in which order. Pure. */
import Big from 'big.js';
import type { ActionKind, ActionOf, ActionSpec, StepSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import { creditWarningName } from './credit.ts';
import type { LineChange } from './lineSteps.ts';

/** Found again by a search in notes, amendments, purchases and transfers: proof that a call took effect. */
const marker = (key: string) => `[unhold ${key}]`;
export const isMarker = (text: string) => /^\[unhold [^\]]+\]$/.test(text);

/** What the stock check of `quote` and `confirm` raises for a line. */
const stockWarningName = (lineId: string | number) => `stock_quantity_warning_${lineId}`;

/** Only the credit warning of this very order and the stock warnings of its own lines are ever acknowledged. */
export function isOwnWarning(
  name: string,
  order: { id: string | number; 'lines.': { id: number }[] },
): boolean {
  return (
    name === creditWarningName(order.id) || order['lines.'].some((line) => name === stockWarningName(line.id))
  );
}

interface Planning {
  context: OrderContext;
  label: string;
  key: string;
}
type Planner<Kind extends ActionKind> = (action: ActionOf<Kind>, about: Planning) => StepSpec[];

/** What Tryton can do. Anything else is planned as nothing, and the capabilities do not offer it. */
const planners: { [Kind in ActionKind]?: Planner<Kind> } = {
  release_hold: ({ acknowledge, exposure }, about) => [
    ...confirmPast(acknowledge, about),
    note(about, `Credit hold released; exposure ${exposure.amount} ${exposure.currency}.`),
  ],
  change_price: ({ lines }, about) => [
    ...changeLines(
      lines.map(({ lineId, from, to }) => ({ lineId, is: { price: from }, set: { price: to } })),
      `Write the agreed price on ${about.label}`,
      about,
    ),
    note(
      about,
      `Unit price corrected: ${lines.map(({ sku, from, to }) => `${sku} ${from} to ${to}`).join(', ')}.`,
    ),
  ],
  change_quantity: ({ lines }, about) => [
    ...changeLines(
      lines.map(({ lineId, from, to }) => ({ lineId, is: { quantity: from }, set: { quantity: to } })),
      `Write the new quantity on ${about.label}`,
      about,
    ),
    note(
      about,
      `Quantity changed: ${lines.map(({ sku, from, to }) => `${sku} ${from} to ${to}`).join(', ')}.`,
    ),
  ],
  cancel_line: ({ lines }, about) => [
    ...changeLines(
      lines.map(({ lineId, sku }) => ({ lineId, is: { sku }, set: { quantity: '0' } })),
      `Take ${lines.map(({ sku }) => sku).join(', ')} off ${about.label}`,
      about,
    ),
    note(about, `Cancelled: ${lines.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', ')}.`),
  ],
  substitute: ({ lines }, about) => [
    ...changeLines(
      lines.map((line) => ({
        lineId: line.lineId,
        is: { sku: line.sku, quantity: line.quantity, price: line.fromPrice },
        set: { product: line.productId, price: line.toPrice },
      })),
      `Put ${lines.map(({ toSku }) => toSku).join(', ')} on ${about.label}`,
      about,
    ),
    note(
      about,
      `Substituted: ${lines.map((l) => `${l.quantity} ${l.toSku} at ${l.toPrice} for ${l.sku}`).join(', ')}.`,
    ),
  ],
  change_date: (action, about) => [
    ...moveDate(action, about),
    note(about, `Moved from ${action.from ?? 'no date'} to ${action.to}.`),
  ],
  change_carrier: ({ shipmentId, from, to }, about) => [
    {
      name: 'write_carrier',
      title: `Give the shipment of ${about.label} to ${to.name}`,
      params: { shipmentId, from: from?.id ?? null, to: to.id },
    },
    note(about, `Carrier changed from ${from?.name ?? 'none'} to ${to.name}.`),
  ],
  change_address: ({ to }, about) => [
    ...changeAddress(to, about),
    note(about, `Ship-to changed to ${to.name}, ${to.street}, ${to.postalCode} ${to.city}.`),
  ],
  split_backorder: (action, about) => [
    ...split(action, about),
    note(
      about,
      `Shipped in part: ${action.lines.map((l) => `${l.ship} ${l.sku}${new Big(l.backorder).eq(0) ? '' : `, ${l.backorder} on backorder`}`).join('; ')}.`,
    ),
  ],
  cancel_order: (_, about) => [...cancel(about), note(about, 'Order cancelled.')],
  reship: ({ shipmentId }, about) => [
    { name: 'recreate_moves', title: `Ship the goods of ${about.label} again`, params: { shipmentId } },
    note(about, 'The cancelled shipment is made anew.'),
  ],
  create_purchase: ({ supplierId, supplier, lines, arrivesOn }, about) => [
    {
      name: 'create_purchase',
      title: `Draft a purchase from ${supplier}`,
      params: { marker: marker(about.key), label: about.label, supplierId, arrivesOn, lines },
    },
    note(
      about,
      `Purchase drafted from ${supplier}: ${lines.map((l) => `${l.quantity} ${l.sku}`).join(', ')}.`,
    ),
  ],
  create_transfer: ({ from, to, lines, arrivesOn }, about) => [
    {
      name: 'create_transfer',
      title: `Draft a transfer from ${from} to ${to}`,
      params: { marker: marker(about.key), from, to, arrivesOn, lines },
    },
    note(
      about,
      `Transfer drafted from ${from} to ${to}: ${lines.map((l) => `${l.quantity} ${l.sku}`).join(', ')}.`,
    ),
  ],
  withdraw: ({ what, key }, about) =>
    what === 'purchase' || what === 'transfer'
      ? [
          {
            name: `withdraw_${what}`,
            title: `Cancel the ${what} draft for ${about.label}`,
            params: { marker: marker(key) },
          },
          note(about, `The ${what} draft was withdrawn.`),
        ]
      : [],
  add_note: ({ text }, about) => [note(about, text)],
};

export function plan(action: ActionSpec, context: OrderContext, key: string): StepSpec[] {
  const { order } = context;
  const about = { context, key, label: order.number ?? order.reference ?? `sale ${order.id}` };
  const planner = planners[action.kind] as Planner<ActionKind> | undefined;
  return planner ? planner(action as never, about) : [];
}

const note = ({ label, key }: Planning, text: string): StepSpec => ({
  name: 'note',
  title: `Note the decision on ${label}`,
  params: { marker: marker(key), text },
});

const isOpenLine = ({ context }: Planning, lineId: string) =>
  context.order.lines.some((line) => line.id === lineId);

/** `implied`: stock warnings of lines whose shortage itself was approved. */
function confirmPast(names: string[], about: Planning, implied: string[] = []): StepSpec[] {
  const { order } = about.context;
  const known = (name: string) =>
    name === creditWarningName(order.id) || order.lines.some((line) => name === stockWarningName(line.id));
  const all = [...new Set([...names, ...implied])].filter(known);
  const stands = (warning: string) => ({ kind: 'acknowledgement', name: warning });
  const what = (warning: string) => (warning === creditWarningName(order.id) ? 'credit' : 'stock');
  return [
    ...all.map((warning) => ({
      name: 'acknowledge',
      title: `Acknowledge the ${what(warning)} warning of ${about.label}`,
      params: { warning, ...(names.includes(warning) ? {} : { implied: true }) },
      leaves: stands(warning),
    })),
    ...(order.state === 'draft' ? [{ name: 'quote_draft', title: `Quote ${about.label}`, params: {} }] : []),
    { name: 'confirm', title: `Confirm ${about.label}`, params: {} },
    ...all.map((warning) => ({
      name: 'unacknowledge',
      title: 'Remove the acknowledgement again',
      params: { warning },
      clears: stands(warning),
    })),
  ];
}

function changeLines(lines: LineChange[], title: string, about: Planning): StepSpec[] {
  const { state } = about.context.order;
  const write: StepSpec = { name: 'write_lines', title, params: { lines } };
  if (state === 'draft') return [write];
  if (state === 'quotation') {
    // Quoting again would raise the stock warnings of other lines, which nobody was asked about, and leave a draft.
    if (staysShort(lines, about)) return [write];
    return [
      { name: 'draft', title: `Put ${about.label} back to draft`, params: {} },
      write,
      { name: 'quote', title: `Quote ${about.label} again`, params: { lines } },
    ];
  }
  return amend('amend', { lines }, about);
}

function staysShort(lines: LineChange[], { context }: Planning): boolean {
  return (context.supply ?? []).some((supply) => {
    if (!new Big(supply.available).lt(supply.needed)) return false;
    const { set } = lines.find((line) => line.lineId === supply.lineId) ?? {};
    if (set?.product !== undefined) return false;
    return set?.quantity === undefined || new Big(set.quantity).gt(supply.available);
  });
}

/** On a sale in process; on one that Tryton's queue has yet to process, after that. */
function amend(name: string, params: Record<string, unknown>, about: Planning): StepSpec[] {
  const left = { kind: 'amendment', name: marker(about.key) };
  const steps: StepSpec[] = [
    {
      name,
      title: `Draft an amendment of ${about.label}`,
      params: { ...params, marker: left.name },
      leaves: left,
    },
    {
      name: 'validate_amendment',
      title: `Validate the amendment of ${about.label}`,
      params: { marker: left.name },
      clears: left,
    },
  ];
  return about.context.order.state === 'confirmed'
    ? [{ name: 'process', title: `Process ${about.label}`, params: {} }, ...steps]
    : steps;
}

function moveDate(
  { shipmentId, from, to, acknowledge }: ActionOf<'change_date'>,
  about: Planning,
): StepSpec[] {
  const { order, shipments } = about.context;
  const plan = (id: string, was: string | null): StepSpec => ({
    name: 'write_shipment_date',
    title: `Plan the shipment of ${about.label} for ${to}`,
    params: { shipmentId: id, from: was, to },
  });
  if (shipmentId !== null) return [plan(shipmentId, from)];
  const undecided = order.state === 'draft' || order.state === 'quotation';
  const waiting = shipments.filter((one) => !['shipped', 'delivered', 'cancelled'].includes(one.state));
  return [
    { name: 'write_order_date', title: `Promise ${about.label} for ${to}`, params: { from, to } },
    ...waiting.filter((one) => one.plannedOn !== to).map((one) => plan(one.id, one.plannedOn)),
    ...(undecided && acknowledge.length > 0 ? confirmPast(acknowledge, about) : []),
  ];
}

function changeAddress(to: ActionOf<'change_address'>['to'], about: Planning): StepSpec[] {
  const { state } = about.context.order;
  if (state === 'draft' || state === 'quotation')
    return [{ name: 'write_address', title: `Write the address on ${about.label}`, params: { to } }];
  return amend('amend_address', { to }, about);
}

/** The shipment is cut to what is there and goes; Tryton makes one of its own for the rest. */
function split({ shipmentId, lines, backorderOn }: ActionOf<'split_backorder'>, about: Planning): StepSpec[] {
  const { state } = about.context.order;
  const short = lines.filter((line) => new Big(line.backorder).gt(0) && isOpenLine(about, line.lineId));
  const undecided = state === 'draft' || state === 'quotation';
  const left = shipmentId === null ? null : { kind: 'assignment', name: shipmentId };
  const of = `the shipment of ${about.label}`;
  const params = { shipmentId };
  return [
    ...(undecided
      ? confirmPast(
          [],
          about,
          short.map((line) => stockWarningName(line.lineId)),
        )
      : []),
    ...(state === 'confirmed' ? [{ name: 'process', title: `Process ${about.label}`, params: {} }] : []),
    {
      name: 'assign',
      title: `Set aside what is there for ${about.label}`,
      params: {
        shipmentId,
        lines: lines.map(({ lineId, ship, backorder }) => ({ lineId, ship, backorder })),
      },
      ...(left && { leaves: left }),
    },
    ...(short.length > 0 ? [{ name: 'leave_out_rest', title: `Leave the rest out of ${of}`, params }] : []),
    { name: 'assign_rest', title: `Assign ${of}`, params },
    { name: 'pick', title: `Pick ${of}`, params, ...(left && { clears: left }) },
    { name: 'pack', title: `Pack ${of}`, params },
    { name: 'ship', title: `Ship ${of}`, params },
    ...(backorderOn && short.length > 0
      ? [
          {
            name: 'write_rest_date',
            title: `Plan the backorder of ${about.label} for ${backorderOn}`,
            params: { shipmentId, to: backorderOn },
          },
        ]
      : []),
  ];
}

function cancel({ context, label }: Planning): StepSpec[] {
  const { order, shipments } = context;
  if (order.state === 'draft' || order.state === 'quotation')
    return [{ name: 'cancel', title: `Cancel ${label}`, params: {} }];
  const waiting = shipments.some((one) => one.state !== 'cancelled');
  return [
    ...(order.state === 'confirmed' ? [{ name: 'process', title: `Process ${label}`, params: {} }] : []),
    ...(waiting || order.state === 'confirmed'
      ? [{ name: 'cancel_shipments', title: `Cancel the shipments of ${label}`, params: {} }]
      : []),
    { name: 'ignore_moves', title: `Give up what is left of ${label}`, params: {} },
  ];
}
