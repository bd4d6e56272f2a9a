/** For tests on a real Tryton: reading by reference, and running a plan as core does. */
import Big from 'big.js';
import type { ActionSpec, StepOutcome } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import type { Erp } from '#core/ports.ts';
import type { TrytonClient } from './client.ts';
import { creditWarningName } from './credit.ts';

export const rigUrl = process.env['UNHOLD_TRYTON_URL'] ?? 'http://127.0.0.1:8001/tryton/';
export const rigAccount = {
  url: rigUrl,
  database: process.env['UNHOLD_TRYTON_DATABASE'] ?? 'tryton',
  user: process.env['UNHOLD_TRYTON_USER'] ?? 'api',
  password: process.env['UNHOLD_TRYTON_PASSWORD'] ?? 'Api!k6rT9x',
  clock: { now: () => new Date() },
};

/** The tests write and reset: only a server on this machine will do. */
export async function rigAnswers(address: string): Promise<boolean> {
  if (new URL(address).hostname !== '127.0.0.1') return false;
  const body = JSON.stringify({ id: 1, method: 'common.server.version', params: [] });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return fetch(new URL('/', address), { ...init, signal: AbortSignal.timeout(3000) }).then(
    (reply) => reply.ok,
    () => false,
  );
}

/** What tests ask of the rig. `name`: a reference, or a description where references repeat. */
export function rigReader(erp: Erp, client: TrytonClient) {
  const ids = async (name: string): Promise<string[]> => {
    const domain = [['OR', ['reference', '=', name], ['description', '=', name]]];
    return ((await client.call('sale.sale.search', [domain])) as number[]).map(String);
  };
  return {
    read: async (name: string): Promise<OrderContext> => (await erp.read(await ids(name)))[0]!,
    acknowledgements: () => client.call('res.user.warning.search_count', [[]]),
  };
}

export const exceeded = ({ order, credit }: OrderContext) =>
  credit?.limit != null &&
  new Big(credit.receivable.amount)
    .plus(credit.otherOpenOrders.amount)
    .plus(order.total.amount)
    .gt(credit.limit.amount);

export const mispriced = ({ order, prices }: OrderContext) =>
  prices.flatMap((price) => {
    const line = order.lines.find((candidate) => candidate.id === price.lineId)!;
    return new Big(line.unitPrice).eq(price.unitPrice) ? [] : [{ line, price }];
  });

export const releaseOf = ({ order }: OrderContext): ActionSpec => ({
  kind: 'release_hold',
  acknowledge: [creditWarningName(order.id)],
  exposure: order.total,
});

export const correctionOf = (context: OrderContext): ActionSpec => ({
  kind: 'change_price',
  lines: mispriced(context).map(({ line, price }) => ({
    lineId: line.id,
    sku: line.sku,
    from: line.unitPrice,
    to: price.unitPrice,
  })),
});

/** Each step under the version that the one before reported; stops at the first that did not apply. */
export async function run(
  erp: Erp,
  context: OrderContext,
  action: ActionSpec,
  key: string,
): Promise<StepOutcome[]> {
  const acknowledge = 'acknowledge' in action ? action.acknowledge : [];
  let expectedVersion: string | null = context.order.version;
  const outcomes: StepOutcome[] = [];
  for (const step of erp.plan(action, context, key)) {
    const on = { orderId: context.order.id, expectedVersion, idempotencyKey: key, acknowledge };
    const outcome = await erp.execute(step, on);
    outcomes.push(outcome);
    if (outcome.status !== 'applied' && outcome.status !== 'already_applied') break;
    expectedVersion = outcome.version ?? expectedVersion;
  }
  return outcomes;
}

export const statuses = (outcomes: StepOutcome[]) => outcomes.map((outcome) => outcome.status);
