/** From the written-down company to rows: warehouses, stock, suppliers, carriers, purchases, shipments, agreements. */
import Big from 'big.js';
import type { PaperKind } from '#core/model/order.ts';
import { addDays, allowedDay, latest } from '../days.ts';
import { printed } from '../papers.ts';
import type { SeedCompany } from './company.ts';
import { type SeededOrder, supplierOf } from './rows.ts';

export const warehouseRows = ({ world }: SeedCompany) =>
  world.warehouses.map(([code, country, transfer_days], index) => ({
    code,
    country,
    main: index === 0,
    transfer_days,
  }));

export const stockRows = ({ products, world }: SeedCompany) =>
  products.flatMap(([sku, , , , , onHand]) =>
    world.warehouses.map(([warehouse, , , share]) => ({
      sku,
      warehouse,
      on_hand: new Big(onHand).times(share).round(0).toFixed(),
    })),
  );

export const supplierRows = ({ world }: SeedCompany) =>
  world.suppliers.map(([code, name, email, lead_days]) => ({ code, name, email, lead_days }));

export const carrierRows = ({ world }: SeedCompany) =>
  world.carriers.map(([code, name, email]) => ({ code, name, email }));

export const agreementRows = ({ world }: SeedCompany) =>
  world.agreements.map(([customer, title, valid_from, valid_to, terms], index) => ({
    id: `AG-${index + 1}`,
    customer,
    title,
    valid_from,
    valid_to,
    terms,
  }));

export const purchaseRows = ({ world }: SeedCompany, today: string) =>
  world.incoming.map(([sku, quantity, dueIn], index) => ({
    number: `PO-${30_001 + index}`,
    kind: 'purchase',
    state: 'ordered',
    sku,
    quantity,
    warehouse: world.warehouses[0]?.[0],
    supplier: supplierOf(world, sku),
    expected_on: addDays(today, dueIn),
  }));

const abroad: PaperKind[] = ['commercial_invoice', 'certificate_of_origin'];

/** One for each order that is processed or behind: delivered on the promised day, under way, or picked and in time. */
export function shipmentRows({ world, name }: SeedCompany, orders: SeededOrder[], today: string) {
  const day = today.slice(0, 10);
  const [home] = world.warehouses;
  if (!home) throw new Error(`${name} has no warehouse.`);
  return orders
    .filter(({ lines }) => lines.some(({ allocated }) => allocated !== '0'))
    .map(({ head, lines }, index) => {
      const id = index + 1;
      const number = `SH-${String(id).padStart(5, '0')}`;
      const goods = lines
        .filter(({ kind }) => kind === 'goods')
        .map(({ id: line, sku, quantity }) => ({
          lineId: String(line),
          sku,
          quantity,
          lot: null,
          expiresOn: null,
        }));
      const buyer = world.customers[head.customer];
      const moving = world.underWay?.[head.number];
      const promised = moving ? allowedDay(addDays(day, moving[2]), buyer?.rules ?? {}) : head.promised_on;
      const carrier =
        world.carriers.find(([code]) => code === moving?.[0]) ??
        world.carriers[index % world.carriers.length];
      const state = head.state === 'processing' ? 'picked' : moving ? 'shipped' : 'delivered';
      const left = addDays(head.promised_on, -1);
      const papers = printed(number, head, goods);
      const fields = head.reference ? { reference: head.reference } : {};
      const more: PaperKind[] = [
        ...(buyer && buyer.shipTo.country !== home[1] ? abroad : []),
        ...(state === 'delivered' ? (['proof_of_delivery'] as const) : []),
      ];
      return {
        id,
        order_id: head.id,
        number,
        state,
        warehouse: home[0],
        planned_on: state === 'picked' ? latest(day, left) : left,
        promised_on: promised,
        expected_on: promised,
        carrier: carrier && {
          id: carrier[0],
          name: carrier[1],
          service: carrier[3],
          tracking: state === 'picked' ? null : (moving?.[1] ?? `${carrier[0]}${700_000 + id}`),
          email: carrier[2],
        },
        lines: goods,
        papers: [
          ...papers,
          ...more.map((kind) => ({
            kind,
            number: `${prefixes[kind] ?? 'DOC'}-${number.slice(3)}`,
            fields: kind === 'proof_of_delivery' ? { ...fields, signedBy: 'Receiving' } : fields,
          })),
        ],
      };
    });
}

const prefixes: Partial<Record<PaperKind, string>> = {
  commercial_invoice: 'CI',
  certificate_of_origin: 'CO',
  proof_of_delivery: 'POD',
};
