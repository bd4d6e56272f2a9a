/** Which calls carry out an action on a Tryton sale, and in which order. Pure. */
import type { ActionSpec, StepSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import { creditWarningName } from './credit.ts';

type PriceLines = Extract<ActionSpec, { kind: 'change_price' }>['lines'];

/** Found again by a search in notes and amendments: proof that a call took effect. */
const marker = (key: string) => `[unhold ${key}]`;
export const isMarker = (text: string) => /^\[unhold [^\]]+\]$/.test(text);

export function plan(action: ActionSpec, { order }: OrderContext, key: string): StepSpec[] {
  const label = order.number ?? order.reference ?? `sale ${order.id}`;
  const note = (text: string): StepSpec => ({
    name: 'note',
    title: `Note the decision on ${label}`,
    params: { marker: marker(key), text },
  });
  switch (action.kind) {
    case 'release_hold': {
      const { amount, currency } = action.exposure;
      return [
        ...release(action.acknowledge, order.id, label),
        note(`Credit hold released; exposure ${amount} ${currency}.`),
      ];
    }
    case 'change_price': {
      const changes = action.lines.map(({ sku, from, to }) => `${sku} ${from} to ${to}`).join(', ');
      return [...reprice(action.lines, order.state, label, key), note(`Unit price corrected: ${changes}.`)];
    }
    case 'cancel_order':
      return [{ name: 'cancel', title: `Cancel ${label}`, params: {} }, note('Order cancelled.')];
    case 'add_note':
      return [note(action.text)];
  }
}

/** Only the credit warning of this very order is ever acknowledged; any other stops `confirm`. */
function release(acknowledge: string[], orderId: string, label: string): StepSpec[] {
  const warning = creditWarningName(orderId);
  const confirm: StepSpec = { name: 'confirm', title: `Confirm ${label}`, params: {} };
  if (!acknowledge.includes(warning)) return [confirm];
  const left = { kind: 'acknowledgement', name: warning };
  return [
    {
      name: 'acknowledge',
      title: `Acknowledge the credit warning of ${label}`,
      params: { warning },
      leaves: left,
    },
    confirm,
    { name: 'unacknowledge', title: 'Remove the acknowledgement again', params: { warning }, clears: left },
  ];
}

function reprice(lines: PriceLines, state: string, label: string, key: string): StepSpec[] {
  const params = { lines: lines.map(({ lineId, from, to }) => ({ lineId, from, to })) };
  const write: StepSpec = { name: 'write_price', title: `Write the agreed price on ${label}`, params };
  if (state === 'quotation') {
    return [
      { name: 'draft', title: `Put ${label} back to draft`, params: {} },
      write,
      { name: 'quote', title: `Quote ${label} again`, params },
    ];
  }
  const left = { kind: 'amendment', name: marker(key) };
  const amend: StepSpec[] = [
    {
      name: 'amend',
      title: `Draft an amendment of ${label}`,
      params: { ...params, marker: left.name },
      leaves: left,
    },
    {
      name: 'validate_amendment',
      title: `Validate the amendment of ${label}`,
      params: { marker: left.name },
      clears: left,
    },
  ];
  if (state === 'processing' || state === 'shipped') return amend;
  // Amendments start at "processing", where Tryton's own queue takes a confirmed sale next.
  if (state === 'confirmed') return [{ name: 'process', title: `Process ${label}`, params: {} }, ...amend];
  return [write];
}
