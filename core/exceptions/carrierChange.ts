import type { ActionSpec } from '../model/action.ts';
import type { Shipment } from '../model/order.ts';
import { dayOf } from './shared.ts';

/** Gives a shipment to one of the carriers that the ERP offers for it. */
export const carrierChange = (shipment: Shipment, way: Shipment['alternatives'][number]): ActionSpec => ({
  kind: 'change_carrier',
  shipmentId: shipment.id,
  from: shipment.carrier && {
    id: shipment.carrier.id,
    name: shipment.carrier.name,
    service: shipment.carrier.service,
  },
  to: { id: way.carrierId, name: way.carrier, service: way.service },
  arrivesOn: dayOf(way.arrivesOn),
  cost: way.cost,
});
