/** What people and carriers report of an order, and its ERP does not record, in the shapes that detection looks at. */
import type { ChangeRequest, OrderContext, Shipment } from '../../model/order.ts';

/** One type of exception each: only a case of that type takes it up. */
export type Report =
  | { type: 'order_change'; request: ChangeRequest }
  | { type: 'proof_of_delivery'; shipmentId: string; dispute: NonNullable<Shipment['dispute']> }
  | { type: 'carrier_disruption'; shipmentId: string; event: NonNullable<Shipment['event']> };

/** The order as its ERP tells it, with what was reported beside it. What the ERP says itself stands. Pure. */
export function withReports(context: OrderContext, reports: Report[]): OrderContext {
  if (!reports.length) return context;
  const changes = [...context.changes];
  const shipments = context.shipments.map((shipment) => ({ ...shipment }));
  const shipmentOf = (id: string) => shipments.find((shipment) => shipment.id === id);
  for (const report of reports) {
    switch (report.type) {
      case 'order_change':
        if (!changes.some(({ what }) => same(what, report.request.what))) changes.push(report.request);
        break;
      case 'proof_of_delivery': {
        const shipment = shipmentOf(report.shipmentId);
        if (shipment && !shipment.dispute) shipment.dispute = report.dispute;
        break;
      }
      case 'carrier_disruption': {
        const shipment = shipmentOf(report.shipmentId);
        if (shipment && !shipment.event) shipment.event = report.event;
        break;
      }
    }
  }
  return { ...context, changes, shipments };
}

/** The same wish told twice is one. */
const same = (a: ChangeRequest['what'], b: ChangeRequest['what']): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
