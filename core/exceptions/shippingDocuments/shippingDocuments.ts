import Big from 'big.js';
import type { Finding } from '../../model/exception.ts';
import { formatMoney, toMoney } from '../../model/money.ts';
import type { OrderContext, PaperKind, Shipment } from '../../model/order.ts';
import { daysBetween, grouped, inPairs, listed, priorityBy, shipmentLabel, showDay } from '../shared.ts';
import type { Composition, ExceptionType } from '../type.ts';
import { cut, offered } from '../wording.ts';
import { shipmentValue } from '../worth.ts';
import {
  capital,
  documentOptions,
  evidence,
  fieldName,
  labelled,
  makeable,
  type Troubled,
} from './documentOptions.ts';
import { crossesBorder, paperName, requiredPapers, wrongFields } from './papers.ts';

/**
 * A shipment is packed, or on its way, without a paper that lane, goods or customer ask for, or with one that says
 * something else than the order. Of several papers of one kind one that agrees is enough. Money at stake = Σ quantity ×
 * price of those shipments' lines, which stop at the door or the border.
 */
function detect(context: OrderContext): Finding | null {
  const { order } = context;
  if (order.state === 'cancelled' || order.state === 'done') return null;
  const shipments = context.shipments
    .flatMap((shipment): Troubled[] => {
      const { state } = shipment;
      if (state !== 'packed' && state !== 'shipped') return [];
      const missing = requiredPapers(context, shipment).filter(
        (kind) => !shipment.papers.some((paper) => paper.kind === kind),
      );
      const wrong = wrongPapers(context, shipment);
      if (!missing.length && !wrong.length) return [];
      const { id: shipmentId, number, plannedOn } = shipment;
      const value = shipmentValue(order, shipment);
      return [{ shipmentId, number, state, plannedOn, value, missing, wrong }];
    })
    .sort((a, b) => new Big(b.value.amount).cmp(a.value.amount));
  if (!shipments.length) return null;
  const stake = shipments.reduce((sum, one) => sum.plus(one.value.amount), new Big(0));
  return { type: 'shipping_documents', evidence: { shipments }, atStake: toMoney(stake, order.currency) };
}

function wrongPapers(context: OrderContext, shipment: Shipment): Troubled['wrong'] {
  const judged = shipment.papers
    .filter(({ kind }) => kind !== 'proof_of_delivery')
    .map((paper) => ({ paper, wrong: wrongFields(context, shipment, paper.fields) }));
  return judged
    .filter(
      ({ paper, wrong }) =>
        wrong.length > 0 && !judged.some((other) => other.paper.kind === paper.kind && !other.wrong.length),
    )
    .flatMap(({ paper, wrong }) =>
      wrong.map((field) => ({ paper: paper.kind, number: paper.number, ...field })),
    );
}

/** "Missing: packing list", worst first: what cannot be made comes before what can. */
function rowsOf(
  shipments: Troubled[],
): { shipment: Troubled; paper: PaperKind; text: string; should: string }[] {
  return shipments.flatMap((shipment) => [
    ...shipment.missing
      .toSorted((a, b) => Number(makeable.includes(a)) - Number(makeable.includes(b)))
      .map((paper) => ({ shipment, paper, text: 'Missing', should: 'Required' })),
    ...shipment.wrong.map(({ paper, field, says, should }) => ({
      shipment,
      paper,
      text: `${fieldName(field)} ${cut(says, 60)}`,
      should: cut(should, 60),
    })),
  ]);
}

function compose(finding: Finding, context: OrderContext, locale: string): Composition {
  const { order, readAt } = context;
  const { shipments } = evidence.parse(finding.evidence);
  const worst = shipments[0]!;
  const missing = [...new Set(shipments.flatMap((one) => one.missing))];
  const wrong = shipments.flatMap((one) => one.wrong);
  const abroad = crossesBorder(context);
  const lane = abroad === null ? 'Not known' : `${order.shipsFrom} to ${order.shipTo!.country}`;
  const left = worst.state === 'shipped';
  const stake = formatMoney(finding.atStake, locale);
  const what = [
    missing.length ? `the ${listed(missing.map(paperName))}` : '',
    wrong.length ? `right papers (${listed([...new Set(wrong.map((w) => paperName(w.paper)))])})` : '',
  ].filter(Boolean);
  const rows = rowsOf(shipments);
  return {
    headline: left
      ? `Get shipment ${shipmentLabel(labelled(worst))} for ${order.customer.name} ${what.join(' and ')} before it is stopped?`
      : `Complete the papers of shipment ${shipmentLabel(labelled(worst))} for ${order.customer.name} before it leaves?`,
    facts: inPairs([
      {
        label: 'Missing',
        value: missing.length ? capital(listed(missing.map(paperName))) : 'Nothing',
        ...(missing.length ? { tone: 'bad' as const } : {}),
      },
      {
        label: 'Disagree with the order',
        value: wrong.length
          ? capital(listed([...new Set(wrong.map((w) => `${paperName(w.paper)} ${w.number}`.trim()))]))
          : 'None',
        ...(wrong.length ? { tone: 'bad' as const } : {}),
      },
      { label: 'Shipment', value: `${shipmentLabel(labelled(worst))}, ${left ? 'on its way' : 'packed'}` },
      { label: 'Lane', value: lane },
      { label: 'Planned to leave', value: worst.plannedOn ? showDay(worst.plannedOn, locale) : 'Not set' },
      { label: 'Value of the goods', value: stake },
    ]),
    table: {
      columns: [
        { title: 'Shipment' },
        { title: 'Paper' },
        { title: 'Says' },
        { title: 'Should be' },
        { title: `Value (${order.currency})`, align: 'right' },
      ],
      rows: rows.map(({ shipment, paper, text, should }) => [
        shipmentLabel(labelled(shipment)),
        capital(paperName(paper)),
        text,
        should,
        grouped(shipment.value.amount, locale),
      ]),
    },
    stakeSentence: `${stake} of goods ${left ? 'can be stopped on the way' : 'should not leave'} with ${rows.length} of their papers missing or wrong.`,
    options: offered(documentOptions(shipments, context, locale)),
    why: why(shipments, context),
    priority: missing.includes('dangerous_goods_declaration')
      ? 'high'
      : priorityBy(finding.atStake, left ? 0 : worst.plannedOn ? daysBetween(readAt, worst.plannedOn) : null),
  };
}

function why(shipments: Troubled[], context: OrderContext): string {
  const abroad = crossesBorder(context);
  const asked = [
    abroad ? `goods that go from ${context.order.shipsFrom} to ${context.order.shipTo!.country}` : '',
    context.rules.papers?.length ? `the rules of ${context.order.customer.name}` : '',
    context.order.lines.some((line) => line.goods?.papers?.length || line.goods?.unNumber)
      ? 'the goods themselves'
      : '',
  ].filter(Boolean);
  const first = shipments.flatMap((one) => one.wrong)[0];
  return [
    shipments.some((one) => one.missing.length)
      ? `What travels along is asked for by ${asked.length ? listed(asked) : 'every shipment'}.`
      : '',
    first
      ? `The ${paperName(first.paper)} ${first.number} says ${cut(first.says, 60)} for ${fieldName(first.field).toLowerCase()}; the order says ${cut(first.should, 60)}.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export const shippingDocuments: ExceptionType = {
  name: 'shipping_documents',
  title: 'Shipping documents',
  question:
    'shipping documents required: bill of lading, packing list, commercial invoice, certificate of origin, safety data sheet, certificate of analysis, dangerous goods declaration',
  supportedBy: 'agreement_or_sop',
  goesTo: ['logistics'],
  detect,
  fingerprint: (finding) =>
    evidence
      .parse(finding.evidence)
      .shipments.map((one) => [one.shipmentId, one.missing, one.wrong])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  compose,
  gone: 'The papers are complete and agree with the order, or the goods were delivered.',
};
