/** For tests on a real Tryton: fresh orders of one customer, each with an action that fits it. */
import type { ActionKind, ActionSpec } from '#core/model/action.ts';
import type { OrderContext } from '#core/model/order.ts';
import type { Erp } from '#core/ports.ts';
import type { TrytonClient } from './client.ts';
import { run } from './rigTesting.ts';

interface Fitting {
  orderId: string;
  action: ActionSpec;
}

/** `like`: a draft with two goods lines that are in stock; its copies are of one piece each. */
export function ordersFor(erp: Erp, client: TrytonClient, like: OrderContext) {
  let count = 0;
  const readOne = async (id: number) => (await erp.read([String(id)]))[0]!;

  async function draft(): Promise<OrderContext> {
    const [id] = (await client.call('sale.sale.copy', [
      [Number(like.order.id)],
      { reference: `CONFORMANCE-${++count}` },
    ])) as number[];
    const { order } = await readOne(id!);
    await client.call('sale.line.write', [order.lines.map((line) => Number(line.id)), { quantity: 1 }]);
    return readOne(id!);
  }
  async function processed(): Promise<OrderContext> {
    const id = Number((await draft()).order.id);
    await client.call('sale.sale.quote', [[id]]);
    await client.call('sale.sale.confirm', [[id]]);
    return readOne(id);
  }
  async function stopped(): Promise<OrderContext> {
    const { order, shipments } = await processed();
    await client.call('stock.shipment.out.cancel', [shipments.map((one) => Number(one.id))]);
    return readOne(Number(order.id));
  }
  const goods = ({ order }: OrderContext) => order.lines.filter((line) => line.kind === 'goods');
  const fit = (context: OrderContext, action: ActionSpec): Fitting => ({
    orderId: context.order.id,
    action,
  });

  const makers: { [Kind in ActionKind]?: () => Promise<Fitting> } = {
    async change_price() {
      const context = await draft();
      const [line] = goods(context);
      const lines = [{ lineId: line!.id, sku: line!.sku, from: line!.unitPrice, to: '1.23' }];
      return fit(context, { kind: 'change_price', lines });
    },
    async change_quantity() {
      const context = await processed();
      const [line] = goods(context);
      const lines = [{ lineId: line!.id, sku: line!.sku, from: line!.quantity, to: '2' }];
      return fit(context, { kind: 'change_quantity', lines });
    },
    async cancel_line() {
      const context = await draft();
      const [, line] = goods(context);
      const lines = [{ lineId: line!.id, sku: line!.sku, quantity: line!.quantity }];
      return fit(context, { kind: 'cancel_line', lines });
    },
    async substitute() {
      const context = await processed();
      const [line, other] = goods(context);
      const change = {
        lineId: line!.id,
        sku: line!.sku,
        productId: other!.productId!,
        fromProductId: line!.productId!,
        toSku: other!.sku,
        quantity: line!.quantity,
        fromPrice: line!.unitPrice,
        toPrice: other!.unitPrice,
      };
      return fit(context, { kind: 'substitute', lines: [change] });
    },
    async change_date() {
      const context = await processed();
      const [shipment] = context.shipments;
      const dates = { from: shipment!.plannedOn, to: '2099-01-01' };
      return fit(context, { kind: 'change_date', shipmentId: shipment!.id, ...dates, acknowledge: [] });
    },
    async change_carrier() {
      const context = await processed();
      const [shipment] = context.shipments;
      const domain = [['id', '!=', Number(shipment!.carrier?.id ?? 0)]];
      const [id] = (await client.call('carrier.search', [domain, 0, 1, null])) as number[];
      const from = shipment!.carrier && { id: shipment!.carrier.id, name: 'old', service: null };
      const to = { id: String(id), name: 'new', service: null };
      const rest = { arrivesOn: null, cost: null };
      return fit(context, { kind: 'change_carrier', shipmentId: shipment!.id, from, to, ...rest });
    },
    async change_address() {
      const context = await draft();
      const from = context.order.shipTo!;
      const to = { ...from, street: `${++count} New Street`, postalCode: '54321' };
      const countries = await client.call('country.country.search', [[['code', '=', to.country]]]);
      const values = {
        party: Number(context.order.customer.id),
        street: to.street,
        postal_code: to.postalCode,
        city: to.city,
        country: (countries as number[])[0],
      };
      await client.call('party.address.create', [[values]]);
      return fit(context, { kind: 'change_address', from, to });
    },
    async split_backorder() {
      const context = await processed();
      const shipmentId = context.shipments[0]!.id;
      const lines = goods(context).map((line) => ({
        lineId: line.id,
        sku: line.sku,
        ship: line.quantity,
        backorder: '0',
      }));
      return fit(context, { kind: 'split_backorder', shipmentId, lines, backorderOn: null });
    },
    cancel_order: async () => fit(await draft(), { kind: 'cancel_order' }),
    async reship() {
      const context = await stopped();
      const [shipment] = context.shipments;
      const lines = shipment!.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
      return fit(context, { kind: 'reship', shipmentId: shipment!.id, lines });
    },
    create_purchase: async () => purchase(await draft()),
    async withdraw() {
      const context = await draft();
      const key = `conformance-purchase-${context.order.id}`;
      await run(erp, context, purchase(context).action, key);
      return fit(context, { kind: 'withdraw', what: 'purchase', key });
    },
    add_note: async () => fit(await draft(), { kind: 'add_note', text: 'Looked at.' }),
  };

  function purchase(context: OrderContext): Fitting {
    const [supply] = context.supply!;
    const { id, name, unitCost } = supply!.supplier!;
    const line = context.order.lines.find((one) => one.id === supply!.lineId)!;
    const lines = [{ lineId: line.id, sku: line.sku, quantity: '5', unitCost }];
    const from = { supplierId: id, supplier: name };
    return fit(context, { kind: 'create_purchase', ...from, lines, arrivesOn: '2099-01-01' });
  }

  return async (kind: ActionKind): Promise<Fitting | null> => (await makers[kind]?.()) ?? null;
}
