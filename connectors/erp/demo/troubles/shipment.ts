/** The shipment of an order in trouble, with its papers, its event and what the customer says of it. */
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import type { PaperKind, Shipment } from '#core/model/order.ts';
import { addDays } from '../days.ts';
import { printed } from '../papers.ts';
import { insertRows } from '../seed.ts';
import type { Recipe } from './recipe.ts';
import { carriers, mailOf, type Site } from './site.ts';

export async function placeShipment(
  site: Site,
  order: { id: number; reference: string | null },
  lines: { id: number; sku: string | undefined; quantity: string }[],
  promised: string,
  recipe: Recipe,
): Promise<void> {
  const { tx, today, currency, home } = site;
  const one = recipe.shipment;
  if (!one) return;
  const [newest] = await tx.rows<{ id: number }>(sql`select max(id)::int as id from demo_erp.shipment`);
  const id = (newest?.id ?? 0) + 1;
  const number = `SH-${String(id).padStart(5, '0')}`;
  const inside: Shipment['lines'] = lines.map((line) => ({
    lineId: String(line.id),
    sku: line.sku ?? '',
    quantity: line.quantity,
    lot: one.lot?.lot ?? null,
    expiresOn: one.lot ? addDays(today, one.lot.expiresIn) : null,
  }));
  const [code, service] = one.carrier ?? ['T-PARCEL', 'Ground'];
  const out = one.state === 'shipped' || one.state === 'delivered';
  const own = printed(number, order, inside);
  const kinds: PaperKind[] = one.papers ?? [
    'bill_of_lading',
    'packing_list',
    ...(one.state === 'delivered' ? (['proof_of_delivery'] as const) : []),
  ];
  const papers = kinds.map((kind) => {
    const known = own.find((paper) => paper.kind === kind);
    const fields = { ...(known?.fields ?? (order.reference ? { reference: order.reference } : {})) };
    if (kind === 'bill_of_lading' && one.wrongQuantity)
      fields[`quantity:${inside[0]?.sku}`] = one.wrongQuantity;
    return known ? { ...known, fields } : { kind, number: `${kind.slice(0, 3).toUpperCase()}-${id}`, fields };
  });
  const disputed = inside[0];
  await insertRows(tx, 'shipment', [
    {
      id,
      order_id: order.id,
      number,
      state: one.state,
      warehouse: home,
      planned_on: addDays(today, one.plannedIn),
      promised_on: one.promisedIn === undefined ? promised : addDays(today, one.promisedIn),
      expected_on: one.expectedIn === undefined ? promised : addDays(today, one.expectedIn),
      carrier: {
        id: code,
        name: carriers[code],
        service,
        tracking: out ? `${code.slice(2, 4)}${880_000 + id}` : null,
        email: mailOf(carriers[code]),
      },
      event: one.event && {
        trouble: one.event.trouble,
        at: addDays(today, -one.event.daysAgo),
        text: one.event.text,
      },
      alternatives: (one.alternatives ?? []).map(([carrierId, way, arrivesIn, amount]) => ({
        carrierId,
        carrier: carriers[carrierId],
        service: way,
        arrivesOn: addDays(today, arrivesIn),
        cost: { amount, currency },
      })),
      lines: inside,
      packing: one.packing ?? null,
      papers,
      dispute: one.dispute &&
        disputed && {
          kind: one.dispute.kind,
          reportedOn: today,
          text: one.dispute.text,
          lines: [
            { lineId: disputed.lineId, sku: disputed.sku, quantity: new Big(one.dispute.quantity).toFixed() },
          ],
          claimUntil: addDays(today, one.dispute.claimIn),
        },
    },
  ]);
}
