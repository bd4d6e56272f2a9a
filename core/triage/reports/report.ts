/** What people and carriers report of an order, and its ERP does not record, in the shapes that detection looks at. */
import type { ChangeRequest, OrderContext, Shipment } from '../../model/order.ts';
import { subjectOf } from './changes.ts';

/** One type of exception each: only a case of that type takes it up. */
export type Report =
  | { type: 'order_change'; request: ChangeRequest }
  | { type: 'proof_of_delivery'; shipmentId: string; dispute: NonNullable<Shipment['dispute']> }
  | { type: 'carrier_disruption'; shipmentId: string; event: NonNullable<Shipment['event']> };

const reported: Record<Report['type'], true> = {
  order_change: true,
  proof_of_delivery: true,
  carrier_disruption: true,
};
export const isReportable = (type: string): boolean => Object.hasOwn(reported, type);

/**
 * The order as its ERP tells it, with what was reported beside it, oldest first. What the ERP says itself stands; of two
 * wishes about one thing the later one counts, and of two words on one shipment. Pure.
 */
export function withReports(context: OrderContext, reports: Report[]): OrderContext {
  if (!reports.length) return context;
  const asked = new Map<string, ChangeRequest>();
  const shipments = new Map(context.shipments.map((shipment) => [shipment.id, shipment]));
  const told = (id: string, change: (asRead: Shipment) => Partial<Shipment>) => {
    const asRead = context.shipments.find((shipment) => shipment.id === id);
    const shipment = shipments.get(id);
    if (shipment && asRead) shipments.set(id, { ...shipment, ...change(asRead) });
  };
  for (const report of reports) {
    switch (report.type) {
      case 'order_change':
        asked.delete(subjectOf(report.request.what));
        asked.set(subjectOf(report.request.what), report.request);
        break;
      case 'proof_of_delivery':
        told(report.shipmentId, ({ dispute }) => ({ dispute: dispute ?? report.dispute }));
        break;
      case 'carrier_disruption':
        told(report.shipmentId, ({ event }) => ({ event: event ?? report.event }));
        break;
    }
  }
  const recorded = context.changes.filter(
    ({ what }) => ![...asked.values()].some((one) => same(one.what, what)),
  );
  return { ...context, changes: [...recorded, ...asked.values()], shipments: [...shipments.values()] };
}

/** The same wish told twice is one. */
const same = (a: ChangeRequest['what'], b: ChangeRequest['what']): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
