/** From an approved action to calls, and from an order as read back to whether a call has been made. Pure. */
import Big from 'big.js';
import type { ActionSpec, StepSpec } from '#core/model/action.ts';
import { formatMoney } from '#core/model/money.ts';
import type { OrderContext } from '#core/model/order.ts';
import { sameAddress, samePaper } from './papers.ts';
import type { DemoStep } from './steps.ts';

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/**
 * The calls that carry out an action. A release and a new price are followed by a note that ERP users read; the other
 * changes say in the ERP's own log what they did. A message is not the ERP's: core's outbox sends it.
 */
export function planSteps(action: ActionSpec, { order }: OrderContext, key: string): StepSpec[] {
  const label = order.number ?? order.id;
  const note = (text: string): StepSpec => ({
    name: 'note',
    title: `Note it on ${label}`,
    params: { text: `${text} [${key}]` },
  });
  const { kind, ...params } = action;
  const step = (name: DemoStep['name'], title: string): StepSpec[] => [{ name, title, params }];
  switch (action.kind) {
    case 'release_hold':
      return [
        { name: 'release', title: `Release ${label} from credit hold`, params: {} },
        note(`Released from credit hold; ${order.customer.name} owes up to ${formatMoney(action.exposure)}.`),
      ];
    case 'release_part':
      return step('release_part', `Release a part of ${label}`);
    case 'place_hold':
      return step('hold', `Put ${label} on hold`);
    case 'change_price':
      return [
        {
          name: 'reprice',
          title: `Set ${countOf(action.lines.length, 'price')} on ${label}`,
          params: { lines: action.lines.map(({ lineId, to }) => ({ lineId, to })) },
        },
        note(`Prices corrected: ${action.lines.map((l) => `${l.sku} ${l.from} → ${l.to}`).join(', ')}.`),
      ];
    case 'change_quantity':
      return step(
        'quantity',
        `Change ${action.lines.length === 1 ? 'a quantity' : 'quantities'} on ${label}`,
      );
    case 'change_date':
      return step('date', `Move ${label} to ${action.to}`);
    case 'change_carrier':
      return step('carrier', `Ship ${label} with ${action.to.name}`);
    case 'change_address':
      return step('address', `Send ${label} to ${action.to.city}`);
    case 'substitute':
      return step(
        'substitute',
        `Substitute ${action.lines.map((l) => `${l.sku} with ${l.toSku}`).join(', ')}`,
      );
    case 'split_backorder':
      return step('backorder', `Ship a part of ${label} and put the rest on backorder`);
    case 'cancel_line':
      return step('cancel_line', `Cancel ${countOf(action.lines.length, 'line')} of ${label}`);
    case 'cancel_order':
      return step('cancel', `Cancel ${label}`);
    case 'merge_duplicate':
      return step('merge', `Merge ${label} into ${action.intoLabel}`);
    case 'create_purchase':
      return step('purchase', `Draft a purchase from ${action.supplier}`);
    case 'create_transfer':
      return step('transfer', `Transfer stock from ${action.from} to ${action.to}`);
    case 'reship':
      return step('reship', `Ship ${countOf(action.lines.length, 'line')} of ${label} again`);
    case 'attach_document':
      return step('attach', `Attach ${action.document.replaceAll('_', ' ')} to ${label}`);
    case 'add_note':
      return [note(action.text)];
    case 'request_credit':
      return step('credit', `Request a credit of ${formatMoney(action.amount)} for ${order.customer.name}`);
    case 'request_claim':
      return step('claim', `File a claim of ${formatMoney(action.amount)} with ${action.carrier}`);
    case 'withdraw':
      return step('withdraw', `Withdraw the ${action.what} for ${label}`);
    case 'send_message':
      throw new Error(`The demo ERP does not carry out ${kind}.`);
  }
}

/** Whether the order already looks as the step wants it, whoever did it. What only a key proves is not known here. */
export function isDone(step: DemoStep, { order, shipments, supply }: OrderContext): boolean {
  const same = (a: string | undefined, b: string) => a !== undefined && new Big(a).eq(b);
  const line = (id: string) => order.lines.find((l) => l.id === id);
  const shipment = (id: string | null) => shipments.find((one) => one.id === id);
  switch (step.name) {
    case 'release':
      return ['confirmed', 'processing', 'shipped', 'done'].includes(order.state);
    case 'release_part':
      return (
        order.state !== 'on_hold' &&
        step.params.lines.every(({ lineId, release }) =>
          new Big(release).eq(0) ? !line(lineId) : same(line(lineId)?.quantity, release),
        )
      );
    case 'hold':
      return order.state === 'on_hold';
    case 'cancel':
      return order.state === 'cancelled';
    case 'merge':
      return order.state === 'cancelled';
    case 'reprice':
      return step.params.lines.every(({ lineId, to }) => same(line(lineId)?.unitPrice, to));
    case 'quantity':
      return step.params.lines.every(({ lineId, to }) => same(line(lineId)?.quantity, to));
    case 'date':
      return step.params.shipmentId === null
        ? order.promisedOn === step.params.to
        : shipment(step.params.shipmentId)?.plannedOn === step.params.to;
    case 'carrier': {
      const now = shipment(step.params.shipmentId)?.carrier;
      return now?.name === step.params.to.name && now.service === step.params.to.service;
    }
    case 'address':
      return sameAddress(order.shipTo, step.params.to);
    case 'substitute':
      return step.params.lines.every(({ lineId, toSku }) => line(lineId)?.sku === toSku);
    case 'backorder':
      return step.params.lines.every(({ lineId, backorder }) => {
        const needed = supply?.find((s) => s.lineId === lineId)?.needed ?? '0';
        return same(needed, backorder);
      });
    case 'cancel_line':
      return step.params.lines.every(({ lineId }) => !line(lineId));
    case 'attach': {
      const { shipmentId, document } = step.params;
      return shipments.some(
        (one) =>
          (shipmentId === null || one.id === shipmentId) &&
          one.papers.some((paper) => paper.kind === document && samePaper(paper, step.params)),
      );
    }
    case 'note':
    case 'purchase':
    case 'transfer':
    case 'reship':
    case 'credit':
    case 'claim':
    case 'withdraw':
      return false;
  }
}
