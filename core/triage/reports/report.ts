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
  const disputes = new Map<string, Shipment['dispute']>();
  const events = new Map<string, Shipment['event']>();
  for (const report of reports) {
    switch (report.type) {
      case 'order_change':
        asked.delete(subjectOf(report.request.what));
        asked.set(subjectOf(report.request.what), report.request);
        break;
      case 'proof_of_delivery':
        disputes.set(report.shipmentId, report.dispute);
        break;
      case 'carrier_disruption':
        events.set(report.shipmentId, report.event);
        break;
    }
  }
  const wishes = [...asked.values()];
  const recorded = context.changes.filter(({ what }) => !wishes.some((wish) => same(wish.what, what)));
  const shipments = context.shipments.map((shipment) => ({
    ...shipment,
    dispute: shipment.dispute ?? disputes.get(shipment.id) ?? null,
    event: shipment.event ?? events.get(shipment.id) ?? null,
  }));
  return { ...context, changes: [...recorded, ...wishes], shipments };
}

/** The same wish told twice is one. */
const same = (a: ChangeRequest['what'], b: ChangeRequest['what']): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
