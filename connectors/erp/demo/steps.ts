/** The calls that change the demo ERP, as Unhold's journal keeps them. Pure, but for `perform`. */
import Big from 'big.js';
import { z } from 'zod';
import type { ActionSpec, StepSpec } from '#core/model/action.ts';
import { decimal, formatMoney } from '#core/model/money.ts';
import type { Order, OrderContext } from '#core/model/order.ts';
import { type Answer, addNote, type Caller, cancelOrder, releaseHold, reprice } from './operations.ts';
import type { ErpTx } from './session.ts';

const parsed = z.discriminatedUnion('name', [
  z.object({ name: z.literal('release'), params: z.object({}) }),
  z.object({
    name: z.literal('reprice'),
    params: z.object({ lines: z.array(z.object({ lineId: z.string(), to: decimal })).min(1) }),
  }),
  z.object({ name: z.literal('note'), params: z.object({ text: z.string().min(1) }) }),
  z.object({ name: z.literal('cancel'), params: z.object({}) }),
]);
export type DemoStep = z.infer<typeof parsed>;

/** null: not a step of this ERP. */
export const parseStep = (step: StepSpec): DemoStep | null => parsed.safeParse(step).data ?? null;

/** One call as it travels, and as a late one waits in the database. */
export const demoCall = z.object({
  step: parsed,
  orderId: z.number().int(),
  expectedVersion: z.string().nullable(),
  key: z.string(),
  acknowledge: z.array(z.string()),
});
export type DemoCall = z.infer<typeof demoCall>;

/** The account that Unhold uses in this ERP. */
export const API_USER = 'unhold';

/** Carries one call out inside the ERP's transaction. */
export function perform(tx: ErpTx, call: DemoCall, now: Date): Promise<Answer> {
  const caller: Caller = { who: API_USER, key: call.key, now };
  const { step, orderId, expectedVersion, acknowledge } = call;
  switch (step.name) {
    case 'release':
      return releaseHold(tx, caller, { orderId, acknowledge });
    case 'reprice':
      return reprice(tx, caller, { orderId, expectedVersion, lines: step.params.lines });
    case 'note':
      return addNote(tx, caller, { orderId, text: step.params.text });
    case 'cancel':
      return cancelOrder(tx, caller, { orderId });
  }
}

/** The calls that carry out an action: the change, then a note that ERP users read. */
export function planSteps(action: ActionSpec, { order }: OrderContext, key: string): StepSpec[] {
  const label = order.number ?? order.id;
  const note = (text: string): StepSpec => ({
    name: 'note',
    title: `Note it on ${label}`,
    params: { text: `${text} [${key}]` },
  });
  switch (action.kind) {
    case 'release_hold':
      return [
        { name: 'release', title: `Release ${label} from credit hold`, params: {} },
        note(`Released from credit hold; ${order.customer.name} owes up to ${formatMoney(action.exposure)}.`),
      ];
    case 'change_price':
      return [
        {
          name: 'reprice',
          title: `Set ${countOf(action.lines.length, 'price')} on ${label}`,
          params: { lines: action.lines.map(({ lineId, to }) => ({ lineId, to })) },
        },
        note(`Prices corrected: ${action.lines.map((l) => `${l.sku} ${l.from} → ${l.to}`).join(', ')}.`),
      ];
    case 'cancel_order':
      return [{ name: 'cancel', title: `Cancel ${label}`, params: {} }];
    case 'add_note':
      return [note(action.text)];
  }
}

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Whether the order already looks as the step wants it, whoever did it. A note is known by its key only. */
export function isDone(step: DemoStep, order: Pick<Order, 'state' | 'lines'>): boolean {
  switch (step.name) {
    case 'release':
      return ['confirmed', 'processing', 'shipped', 'done'].includes(order.state);
    case 'cancel':
      return order.state === 'cancelled';
    case 'reprice':
      return step.params.lines.every(({ lineId, to }) => {
        const line = order.lines.find((l) => l.id === lineId);
        return line !== undefined && new Big(line.unitPrice).eq(to);
      });
    case 'note':
      return false;
  }
}
