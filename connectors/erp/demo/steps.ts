/** The calls that change the demo ERP, as Unhold's journal keeps them, and how each is carried out. */
import { z } from 'zod';
import { type ActionKind, type ActionOf, actionSpec, type StepSpec } from '#core/model/action.ts';
import { decimal } from '#core/model/money.ts';
import { placeHold, releaseHold, releasePart } from './operations/credit.ts';
import { cancelLine, changeQuantity, reprice, substitute } from './operations/lines.ts';
import { addNote, cancelOrder, changeAddress, changeDate, mergeInto } from './operations/order.ts';
import { requestClaim, requestCredit, withdraw } from './operations/requests.ts';
import { attachDocument, changeCarrier, reship, splitBackorder } from './operations/shipments.ts';
import { createPurchase, createTransfer } from './operations/supply.ts';
import type { ErpTx } from './session.ts';
import { type Answer, type OrderCall, onceByKey } from './writing.ts';

/** The parameters of most steps are those of the action itself. */
const paramsOf = <Kind extends ActionKind>(kind: Kind) =>
  z.record(z.string(), z.unknown()).transform((given, context) => {
    const { data, error } = actionSpec.safeParse({ ...given, kind });
    if (data) return data as ActionOf<Kind>;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  });

const parsed = z.discriminatedUnion('name', [
  z.object({ name: z.literal('release'), params: z.object({}) }),
  z.object({ name: z.literal('release_part'), params: paramsOf('release_part') }),
  z.object({ name: z.literal('hold'), params: paramsOf('place_hold') }),
  z.object({
    name: z.literal('reprice'),
    params: z.object({ lines: z.array(z.object({ lineId: z.string(), to: decimal })).min(1) }),
  }),
  z.object({ name: z.literal('quantity'), params: paramsOf('change_quantity') }),
  z.object({ name: z.literal('date'), params: paramsOf('change_date') }),
  z.object({ name: z.literal('carrier'), params: paramsOf('change_carrier') }),
  z.object({ name: z.literal('address'), params: paramsOf('change_address') }),
  z.object({ name: z.literal('substitute'), params: paramsOf('substitute') }),
  z.object({ name: z.literal('backorder'), params: paramsOf('split_backorder') }),
  z.object({ name: z.literal('cancel_line'), params: paramsOf('cancel_line') }),
  z.object({ name: z.literal('cancel'), params: z.object({}) }),
  z.object({ name: z.literal('merge'), params: paramsOf('merge_duplicate') }),
  z.object({ name: z.literal('purchase'), params: paramsOf('create_purchase') }),
  z.object({ name: z.literal('transfer'), params: paramsOf('create_transfer') }),
  z.object({ name: z.literal('reship'), params: paramsOf('reship') }),
  z.object({ name: z.literal('attach'), params: paramsOf('attach_document') }),
  z.object({ name: z.literal('note'), params: z.object({ text: z.string().min(1) }) }),
  z.object({ name: z.literal('credit'), params: paramsOf('request_credit') }),
  z.object({ name: z.literal('claim'), params: paramsOf('request_claim') }),
  z.object({ name: z.literal('withdraw'), params: paramsOf('withdraw') }),
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

/** A repeat of these would be made again: the ERP knows them by the caller's key. */
export const keyedSteps: ReadonlySet<DemoStep['name']> = new Set([
  'release_part',
  'backorder',
  'cancel_line',
  'merge',
  'purchase',
  'transfer',
  'reship',
  'credit',
  'claim',
  'withdraw',
]);

/** Carries one call out inside the ERP's transaction. */
export function perform(tx: ErpTx, call: DemoCall, now: Date): Promise<Answer> {
  const { step, orderId } = call;
  const on: OrderCall = { tx, caller: { who: API_USER, key: call.key, now }, what: step.name, orderId };
  return keyedSteps.has(step.name) ? onceByKey(on, () => carryOut(on, call)) : carryOut(on, call);
}

function carryOut(on: OrderCall, call: DemoCall): Promise<Answer> {
  const { step, expectedVersion: version } = call;
  switch (step.name) {
    case 'release':
      return releaseHold(on, call.acknowledge);
    case 'release_part':
      return releasePart(on, version, step.params.lines);
    case 'hold':
      return placeHold(on, step.params.reason);
    case 'reprice':
      return reprice(on, version, step.params.lines);
    case 'quantity':
      return changeQuantity(on, version, step.params.lines);
    case 'date':
      return changeDate(on, version, step.params);
    case 'carrier':
      return changeCarrier(on, version, step.params);
    case 'address':
      return changeAddress(on, version, step.params.to);
    case 'substitute':
      return substitute(on, version, step.params.lines);
    case 'backorder':
      return splitBackorder(on, version, step.params);
    case 'cancel_line':
      return cancelLine(on, version, step.params.lines);
    case 'cancel':
      return cancelOrder(on);
    case 'merge':
      return mergeInto(on, version, step.params.intoOrderId, step.params.add);
    case 'purchase':
      return createPurchase(on, step.params);
    case 'transfer':
      return createTransfer(on, step.params);
    case 'reship':
      return reship(on, step.params);
    case 'attach':
      return attachDocument(on, step.params);
    case 'note':
      return addNote(on, step.params.text);
    case 'credit':
      return requestCredit(on, step.params);
    case 'claim':
      return requestClaim(on, step.params);
    case 'withdraw':
      return withdraw(on, step.params);
  }
}
