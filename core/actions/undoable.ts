import Big from 'big.js';
import type { ActionSpec } from '../model/action.ts';
import type { OrderContext } from '../model/order.ts';

/** Whether what an inverse action would take back still stands, as the order is now. Pure. */
export function stillStands(action: ActionSpec, { order, shipments }: OrderContext): boolean {
  const lineOf = (lineId: string) => order.lines.find((line) => line.id === lineId);
  const same = (a: string | undefined, b: string) => a !== undefined && new Big(a).eq(b);
  switch (action.kind) {
    case 'change_price':
      return action.lines.every(({ lineId, from }) => same(lineOf(lineId)?.unitPrice, from));
    case 'change_quantity':
      return action.lines.every(({ lineId, from }) => same(lineOf(lineId)?.quantity, from));
    case 'substitute':
      return action.lines.every(({ lineId, sku }) => {
        const line = lineOf(lineId) ?? order.lines.find((one) => one.sku === sku);
        return line?.sku === sku;
      });
    case 'change_date': {
      const shipment = shipments.find(({ id }) => id === action.shipmentId);
      return (action.shipmentId ? shipment?.plannedOn : order.promisedOn) === action.from;
    }
    case 'change_carrier': {
      const carrier = shipments.find(({ id }) => id === action.shipmentId)?.carrier;
      return carrier?.id === action.from?.id;
    }
    case 'change_address':
      return order.shipTo?.street === action.from?.street && order.shipTo?.city === action.from?.city;
    // A shipped order is not put on hold again.
    case 'place_hold':
      return order.state === 'confirmed' || order.state === 'processing';
    // Found by their key in the ERP, which says whether they are still drafts.
    default:
      return true;
  }
}
