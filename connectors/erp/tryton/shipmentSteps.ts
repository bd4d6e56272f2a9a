/** Steps on shipments: plan, carrier, cancel, ship again, and ship what is there. */
import Big from 'big.js';
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { convertQuantity } from './order.ts';
import type { ReadOrder } from './read.ts';
import { uom, uomFields } from './rows.ts';
import { lineIdOf, openExceptions, type ShipmentRow } from './shipments.ts';
import { conflict, lineOf, type OrderStep, rejected, type StepInput, type StepKind } from './stepKind.ts';
import { date } from './values.ts';

const open: ShipmentRow['state'][] = ['draft', 'waiting', 'assigned', 'picked', 'packed'];
const isOpen = (shipment: ShipmentRow) => open.includes(shipment.state);

const dateParams = z.object({ shipmentId: z.string(), from: z.string().nullable(), to: z.string() });
const carrierParams = z.object({ shipmentId: z.string(), from: z.string().nullable(), to: z.string() });
const oneParams = z.object({ shipmentId: z.string().nullable() });
const splitParams = oneParams.extend({
  lines: z.array(z.object({ lineId: z.string(), ship: z.string(), backorder: z.string() })),
});
const restParams = oneParams.extend({ to: z.string() });

export const shipmentSteps: Record<string, StepKind> = {
  write_shipment_date: write(
    dateParams,
    (row) => row.planned_date,
    'planned for',
    ({ to }) => ({
      planned_date: date(to),
    }),
  ),
  write_carrier: write(
    carrierParams,
    (row) => (row['carrier.'] ? String(row['carrier.'].id) : null),
    'with carrier',
    ({ to }) => ({ carrier: Number(to) }),
  ),
  cancel_shipments: {
    needsOrder: true,
    effect: (_, { row, shipments }) =>
      row.shipments.length > 0 && shipments.every((one) => one.state === 'cancelled')
        ? `Shipments ${shipments.map((one) => one.number ?? one.id).join(', ')} are cancelled.`
        : null,
    refuse: (_, { row, shipments }) => {
      if (row.state !== 'processing') return rejected(`The order is ${row.state}, not in process.`);
      return shipments.some((one) => one.state === 'done')
        ? rejected('A part of the order has left already.')
        : null;
    },
    perform: ({ client }, { shipments }) =>
      client.call('stock.shipment.out.cancel', [shipments.filter(isOpen).map((one) => one.id)]),
  },
  /** Nothing of what was cancelled is shipped again: the sale has nothing left to send. */
  ignore_moves: {
    needsOrder: true,
    effect: (_, order) =>
      order.context.order.state === 'cancelled' && unresolved(order).length === 0
        ? `Nothing of the order has left, and nothing is left to ship; Tryton calls it ${order.row.state}.`
        : null,
    refuse: (_, { row, shipments }) =>
      row.state === 'processing' && shipments.every((one) => one.state === 'cancelled')
        ? null
        : rejected('Not all shipments of the order are cancelled.'),
    perform: (input, order) => handleException(input, order, unresolved(order), []),
  },
  recreate_moves: {
    needsOrder: true,
    effect(input, order) {
      const shipment = shipmentOf(input, order);
      const again = shipment?.['outgoing_moves.'].filter(
        (move) => move.sale === order.row.id && move.sale_exception_state === 'recreated',
      );
      const all = shipment && openExceptions(order.row, shipment).length === 0 && again && again.length > 0;
      return all
        ? `${again.length} moves of shipment ${shipment.number ?? shipment.id} are made anew.`
        : null;
    },
    refuse(input, order) {
      const shipment = shipmentOf(input, order);
      if (!shipment) return conflict('The shipment is no longer part of the order.');
      return openExceptions(order.row, shipment).length > 0
        ? null
        : rejected(
            `Shipment ${shipment.number ?? shipment.id} is ${shipment.state}: Tryton ships again what the warehouse cancelled.`,
          );
    },
    perform(input, order) {
      const moves = openExceptions(order.row, shipmentOf(input, order)!);
      return handleException(input, order, moves, moves);
    },
  },
  /** Sets aside what is there, and only if that is what was approved. */
  assign: {
    needsOrder: true,
    async effect(input, order) {
      const shipment = shipmentOf(input, order);
      if (!shipment) return null;
      if (shipment.state !== 'waiting' && shipment.state !== 'draft') return said(shipment);
      return (await asApproved(input, order, shipment))
        ? `Shipment ${shipment.id}: assigned as approved.`
        : null;
    },
    refuse(input, order) {
      const shipment = shipmentOf(input, order);
      if (!shipment) return rejected('The order has no shipment to split; it has to be confirmed first.');
      return shipment.state === 'waiting'
        ? null
        : rejected(`Shipment ${shipment.id} is ${shipment.state}, not waiting.`);
    },
    async perform(input, order) {
      const shipment = shipmentOf(input, order)!;
      await input.client.call('stock.shipment.out.assign_try', [[shipment.id]]);
      if (await asApproved(input, order, shipment)) return;
      // Put back at once: other orders wait for these goods.
      await input.client.call('stock.shipment.out.wait', [[shipment.id]]);
      throw new StockMoved('The stock is no longer what it was when this was approved.');
    },
  },
  /** What could not be assigned leaves the shipment; Tryton plans it anew once this one is done. */
  leave_out_rest: {
    needsOrder: true,
    async effect(input, order) {
      const shipment = shipmentOf(input, order);
      if (!shipment) return null;
      if (shipment.state !== 'waiting' && shipment.state !== 'draft') return said(shipment);
      const moves = await inventoryMoves(input.client, shipment.id);
      return moves.length > 0 && moves.every((move) => move.state !== 'draft')
        ? `Shipment ${shipment.id}: only what is assigned is left in it.`
        : null;
    },
    refuse: mustBe('waiting'),
    async perform(input, order) {
      const moves = await inventoryMoves(input.client, shipmentOf(input, order)!.id);
      const rest = moves.filter((move) => move.state === 'draft').map((move) => move.id);
      return input.client.call('stock.move.delete', [rest]);
    },
  },
  assign_rest: button('assign_try', 'waiting', ['assigned', 'picked', 'packed', 'done']),
  pick: button('pick', 'assigned', ['picked', 'packed', 'done']),
  pack: button('pack', 'picked', ['packed', 'done']),
  ship: button('done', 'packed', ['done']),
  write_rest_date: {
    needsOrder: true,
    effect({ params }, { shipments }) {
      const { to } = restParams.parse(params);
      const rest = shipments.filter(isOpen);
      return rest.length > 0 && rest.every((one) => one.planned_date === to)
        ? `Shipment ${rest.map((one) => one.number ?? one.id).join(', ')} is planned for ${to}.`
        : null;
    },
    refuse: (_, { shipments }) => (shipments.some(isOpen) ? null : rejected('Nothing is left on backorder.')),
    perform: ({ client, params }, { shipments }) =>
      client.call(
        'stock.shipment.out.write',
        [shipments.filter(isOpen).map((one) => one.id), { planned_date: date(restParams.parse(params).to) }],
        { _timestamp: Object.fromEntries(shipments.filter(isOpen).map(stamp)) },
      ),
  },
};

/** The ERP's answer was yes, but to something else than was approved. */
export class StockMoved extends Error {
  override name = 'StockMoved';
}

const stamp = (row: ShipmentRow): [string, string] => [`stock.shipment.out,${row.id}`, row._timestamp];
const said = (row: ShipmentRow) => `Shipment ${row.number ?? row.id} is ${row.state}.`;

function write<P extends { shipmentId: string; from: string | null; to: string }>(
  schema: z.ZodType<P>,
  current: (row: ShipmentRow) => string | null,
  word: string,
  values: (params: P) => Record<string, unknown>,
): OrderStep {
  return {
    needsOrder: true,
    effect(input, order) {
      const shipment = shipmentOf(input, order);
      return shipment && current(shipment) === schema.parse(input.params).to
        ? `Shipment ${shipment.number ?? shipment.id} is ${word} ${current(shipment)}.`
        : null;
    },
    refuse(input, order) {
      const { from } = schema.parse(input.params);
      const shipment = shipmentOf(input, order);
      if (!shipment) return conflict('The shipment is no longer part of the order.');
      if (!isOpen(shipment)) return rejected(said(shipment));
      return current(shipment) === from
        ? null
        : conflict(
            `The shipment was ${word} ${from ?? 'nothing'} and is ${word} ${current(shipment) ?? 'nothing'} now.`,
          );
    },
    perform(input, order) {
      const shipment = shipmentOf(input, order)!;
      return input.client.call(
        'stock.shipment.out.write',
        [[shipment.id], values(schema.parse(input.params))],
        {
          _timestamp: Object.fromEntries([stamp(shipment)]),
        },
      );
    },
  };
}

function button(method: string, from: ShipmentRow['state'], to: ShipmentRow['state'][]): OrderStep {
  return {
    needsOrder: true,
    effect(input, order) {
      const shipment = shipmentOf(input, order);
      return shipment && to.includes(shipment.state) ? said(shipment) : null;
    },
    refuse: mustBe(from),
    perform: (input, order) =>
      input.client.call(`stock.shipment.out.${method}`, [[shipmentOf(input, order)!.id]]),
  };
}

function mustBe(state: ShipmentRow['state']): OrderStep['refuse'] {
  return (input, order) => {
    const shipment = shipmentOf(input, order);
    if (!shipment) return conflict('The shipment is no longer part of the order.');
    return shipment.state === state ? null : rejected(`${said(shipment)} It should be ${state}.`);
  };
}

/** Without an id: the order's first, which stays the first when the rest gets one of its own. */
function shipmentOf({ params }: StepInput, { shipments }: ReadOrder): ShipmentRow | undefined {
  const { shipmentId } = oneParams.parse(params);
  return shipmentId === null
    ? [...shipments].filter((one) => one.state !== 'cancelled').sort((a, b) => a.id - b.id)[0]
    : shipments.find((one) => String(one.id) === shipmentId);
}

const unresolved = ({ row, shipments }: ReadOrder) => shipments.flatMap((one) => openExceptions(row, one));

async function handleException(
  { client, orderId }: StepInput,
  { row }: ReadOrder,
  moves: number[],
  again: number[],
): Promise<void> {
  // The sale notices a cancelled shipment when it is processed, which a busy queue has yet to do.
  if (row.shipment_state !== 'exception') await client.call('sale.sale.process', [[orderId]]);
  await client.wizard('sale.handle.shipment.exception', (execute) =>
    execute({ ask: { domain_moves: moves, recreate_moves: again } }, 'handle', {
      model: 'sale.sale',
      id: orderId,
    }),
  );
}

const inventoryRows = z.array(
  z.object({
    id: z.number(),
    state: z.string(),
    quantity: z.number(),
    origin: z.string().nullable(),
    'uom.': uom,
  }),
);

async function inventoryMoves(client: TrytonClient, shipment: number) {
  const domain = [['shipment', '=', `stock.shipment.out,${shipment}`]];
  const fields = ['state', 'quantity', 'origin', ...uomFields('uom')];
  const rows = await client.call('stock.move.search_read', [domain, 0, null, null, fields]);
  return inventoryRows
    .parse(rows)
    .filter((move) => move.origin?.startsWith('stock.move,') && move.state !== 'cancelled');
}

/** Every approved line has exactly what was approved set aside, neither less nor more. */
async function asApproved(input: StepInput, { row }: ReadOrder, shipment: ShipmentRow): Promise<boolean> {
  const moves = await inventoryMoves(input.client, shipment.id);
  const lineByMove = new Map(shipment['outgoing_moves.'].map((move) => [move.id, lineIdOf(move.origin)]));
  return splitParams.parse(input.params).lines.every(({ lineId, ship }) => {
    const unit = lineOf(row, lineId)?.['unit.'];
    if (!unit) return false;
    const assigned = moves
      .filter(
        (move) => move.state === 'assigned' && lineByMove.get(Number(move.origin?.split(',')[1])) === lineId,
      )
      .reduce((sum, move) => sum.plus(convertQuantity(move.quantity, move['uom.'], unit) ?? 0), new Big(0));
    return assigned.round(6).eq(new Big(ship).round(6));
  });
}

/** Gives back what was set aside for these shipments and has not been picked. */
export async function releaseAssignments(client: TrytonClient, shipments: number[]): Promise<void> {
  const domain = [
    ['id', 'in', shipments],
    ['state', 'in', ['waiting', 'assigned']],
  ];
  const ids = z
    .array(z.number())
    .parse(await client.call('stock.shipment.out.search', [domain, 0, null, null]));
  if (ids.length > 0) await client.call('stock.shipment.out.wait', [ids]);
}
