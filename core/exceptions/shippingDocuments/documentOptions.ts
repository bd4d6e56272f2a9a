/** What can be done about the papers of shipments, and what is known about them. */
import Big from 'big.js';
import { z } from 'zod';
import type { ActionSpec } from '../../model/action.ts';
import { formatMoney, money, toMoney } from '../../model/money.ts';
import type { OrderContext, PaperKind } from '../../model/order.ts';
import { listed, shipmentLabel } from '../shared.ts';
import { type OptionDraft, orderLabel } from '../type.ts';
import { cut, messageTo, orderFor } from '../wording.ts';
import { marginPercent } from '../worth.ts';
import { fieldsOf, paperName, paperTitle } from './papers.ts';

const paperKind = z.enum([
  'bill_of_lading',
  'packing_list',
  'commercial_invoice',
  'certificate_of_origin',
  'safety_data_sheet',
  'certificate_of_analysis',
  'dangerous_goods_declaration',
  'proof_of_delivery',
]) satisfies z.ZodType<PaperKind>;
const troubled = z.object({
  shipmentId: z.string(),
  number: z.string().nullable(),
  state: z.enum(['packed', 'shipped']),
  plannedOn: z.string().nullable(),
  value: money,
  missing: z.array(paperKind),
  wrong: z.array(
    z.object({
      paper: paperKind,
      number: z.string(),
      field: z.string(),
      says: z.string(),
      should: z.string(),
    }),
  ),
});
export const evidence = z.object({ shipments: z.array(troubled).min(1) });
export type Troubled = z.infer<typeof troubled>;

/** What the order's own data is enough for; the others come from laboratories, chambers and makers. */
export const makeable: PaperKind[] = ['packing_list', 'bill_of_lading', 'commercial_invoice'];
const prefix: Partial<Record<PaperKind, string>> = {
  packing_list: 'PL',
  bill_of_lading: 'BOL',
  commercial_invoice: 'CI',
};

export const fieldName = (field: string): string =>
  field.startsWith('quantity:') ? `Quantity of ${field.slice('quantity:'.length)}` : capital(field);

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

export const labelled = ({ shipmentId, number }: Troubled) => ({ id: shipmentId, number });

/** What can be done about papers that are missing or wrong. */
export function documentOptions(shipments: Troubled[], context: OrderContext, locale: string): OptionDraft[] {
  const { order } = context;
  const label = orderLabel(order);
  const name = order.customer.name;
  const margin = marginPercent(order);
  const nothing = toMoney(0, order.currency);
  const shipmentOf = (one: Troubled) => context.shipments.find((s) => s.id === one.shipmentId)!;
  const all: OptionDraft[] = [];
  const add = (
    option: Omit<OptionDraft, 'style' | 'marginPercent' | 'confirm' | 'citations'> & { confirm?: string },
  ) => all.push({ style: 'default', marginPercent: margin, citations: [], confirm: null, ...option });

  const made = shipments
    .flatMap((one) => makeable.filter((kind) => one.missing.includes(kind)).map((kind) => ({ one, kind })))
    .slice(0, 2);
  made.forEach(({ one, kind }, index) => {
    const where = shipmentLabel(labelled(one));
    add({
      id: index === 0 ? 'attach' : `attach_${index + 1}`,
      label: `Attach ${paperTitle(kind)}`,
      action: {
        kind: 'attach_document',
        shipmentId: one.shipmentId,
        document: kind,
        number: `${prefix[kind]}-${one.number ?? one.shipmentId}`,
        fields: fieldsOf(context, shipmentOf(one)),
      },
      consequence: `A ${paperName(kind)} made from the order's own data joins shipment ${where}; ${remaining(one, kind)}.`,
      done: `Attached the ${paperName(kind)} to shipment ${where}`,
      amount: nothing,
    });
  });
  const wrong = shipments.flatMap((one) => one.wrong.map((field) => ({ one, field })))[0];
  if (wrong) {
    const { paper, number } = wrong.field;
    const where = shipmentLabel(labelled(wrong.one));
    const fields = {
      ...shipmentOf(wrong.one).papers.find((p) => p.kind === paper && p.number === number)?.fields,
    };
    const mine = wrong.one.wrong.filter((w) => w.paper === paper && w.number === number);
    for (const { field, should } of mine) fields[field] = should;
    add({
      id: 'correct',
      label: `Correct ${paperTitle(paper)}`,
      action: { kind: 'attach_document', shipmentId: wrong.one.shipmentId, document: paper, number, fields },
      consequence: `The ${paperName(paper)} of shipment ${where} is replaced with ${listed(mine.map((w) => `${fieldName(w.field).toLowerCase()} ${w.should}`))}, as the order has it.`,
      done: `Corrected the ${paperName(paper)} of shipment ${where}`,
      amount: nothing,
    });
  }
  const packed = shipments.some((one) => one.state === 'packed');
  if (packed && order.state !== 'on_hold') {
    add({
      id: 'hold',
      label: 'Hold Shipment',
      action: { kind: 'place_hold', reason: cut(`Papers are not complete: ${inWords(shipments)}.`, 2000) },
      consequence: `Nothing leaves until the papers are complete; ${formatMoney(total(shipments, order.currency), locale)} of goods waits.`,
      done: `Held ${label} for ${name} for its papers`,
      amount: nothing,
    });
  }
  const ask = request(shipments, context);
  if (ask) {
    add({
      id: 'ask',
      label: 'Ask for Papers',
      action: ask,
      consequence: `${ask.toWhom === 'carrier' ? 'The carrier' : name} is asked for the papers; the shipment stays as it is until the answer.`,
      done: `Asked for the papers of ${label}`,
      amount: nothing,
    });
  }
  // Nobody may wave dangerous goods through without their declaration.
  if (!shipments.some((one) => one.missing.includes('dangerous_goods_declaration'))) {
    const amount = total(shipments, order.currency);
    add({
      id: 'proceed',
      label: 'Ship Without',
      action: {
        kind: 'add_note',
        text: cut(`Shipped without complete papers by decision: ${inWords(shipments)}.`, 2000),
      },
      consequence: `The goods travel as they are; ${formatMoney(amount, locale)} can be refused or stopped on the way.`,
      done: `Let ${label} for ${name} ship without complete papers`,
      amount,
      confirm: `Ship ${label} for ${name} without complete papers: ${formatMoney(amount, locale)} of goods can be refused or stopped.`,
    });
  }
  return all;
}

const total = (shipments: Troubled[], currency: string) =>
  toMoney(
    shipments.reduce((sum, one) => sum.plus(one.value.amount), new Big(0)),
    currency,
  );

function remaining(one: Troubled, made: PaperKind): string {
  const rest = one.missing.filter((kind) => kind !== made);
  return rest.length ? `the ${listed(rest.map(paperName))} would still be missing` : 'then none is missing';
}

const inWords = (shipments: Troubled[]): string =>
  shipments
    .map((one) => {
      const missing = one.missing.length ? `without ${listed(one.missing.map(paperName), 9)}` : '';
      const wrong = one.wrong.map(
        (w) =>
          `${paperName(w.paper)} ${w.number} (${fieldName(w.field).toLowerCase()} ${w.says} instead of ${w.should})`,
      );
      const parts = [missing, wrong.length ? `with ${listed(wrong)}` : ''].filter(Boolean);
      return `shipment ${shipmentLabel(labelled(one))} ${parts.join(', and ')}`;
    })
    .join('; ');

/** A bill of lading is the carrier's to issue; about anything else the customer is asked. */
function request(
  shipments: Troubled[],
  context: OrderContext,
): (ActionSpec & { kind: 'send_message' }) | null {
  const { order } = context;
  const lading = shipments.find((one) => one.missing.includes('bill_of_lading'));
  const carrier = context.shipments.find((s) => s.id === lading?.shipmentId)?.carrier;
  const others = shipments.some(
    (one) => one.missing.some((kind) => kind !== 'bill_of_lading') || one.wrong.length,
  );
  const asCarrier =
    lading && !others
      ? messageTo(
          'carrier',
          carrier?.email,
          `Bill of lading for shipment ${shipmentLabel(labelled(lading))}`,
          [
            `For shipment ${shipmentLabel(labelled(lading))}${carrier?.tracking ? ` (tracking ${carrier.tracking})` : ''} we have no bill of lading.`,
            'Please send us a copy.',
          ],
        )
      : null;
  return (
    asCarrier ??
    messageTo('customer', order.customer.email, `Papers for ${orderFor(order)}`, [
      `The papers of your ${orderFor(order)} are not complete yet: ${inWords(shipments)}.`,
      'Please send us those that you hold, or tell us which ones you need with the goods.',
    ])
  );
}
