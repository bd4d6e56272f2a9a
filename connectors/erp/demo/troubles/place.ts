/** Puts one order in trouble into a company, with a customer and items of its own: nobody else's order notices. */
import { addDays } from '../days.ts';
import { replan } from '../replan.ts';
import { insertRows } from '../seed.ts';
import type { ErpTx } from '../session.ts';
import { type Caller, lockCompany, log, markChanged, nextOrder, sumUp } from '../writing.ts';
import { placeCustomer, placeItems, placeTerms } from './parties.ts';
import { movedTo, type Recipe, type Wanted, type WantedChange } from './recipe.ts';
import { placeShipment } from './shipment.ts';
import { prepareSite, type Site, SUPPLIER } from './site.ts';

export async function placeTrouble(
  tx: ErpTx,
  caller: Caller,
  recipe: Recipe,
): Promise<{ id: number; number: string }> {
  await lockCompany(tx);
  const site = await prepareSite(tx, caller);
  const { id } = await nextOrder(tx);
  const customer = await placeCustomer(site, id, recipe);
  const skus = await placeItems(site, id, recipe.items);
  await placeTerms(site, customer, skus, id, recipe);
  if (recipe.twin) await placeOrder(site, customer, skus, recipe, recipe.twin);
  const placed = await placeOrder(site, customer, skus, recipe, null);
  await replan(
    tx,
    caller,
    skus.flatMap((sku) => [sku, `${sku}X`]),
  );
  await markChanged(tx, caller, [placed.id]);
  return placed;
}

/** `twin`: the earlier of two orders, which is in good order. */
async function placeOrder(
  site: Site,
  customer: { code: string },
  skus: string[],
  recipe: Recipe,
  twin: NonNullable<Recipe['twin']> | null,
): Promise<{ id: number; number: string }> {
  const { tx, caller, today } = site;
  const { id, number } = await nextOrder(tx);
  const daysAgo = (recipe.orderedAgo ?? 0) + (twin?.daysAgo ?? 0);
  const ordered = addDays(today, -daysAgo);
  const state = recipe.state ?? 'confirmed';
  const promised = addDays(today, recipe.promisedIn ?? 6);
  const n = Number(customer.code.slice(2));
  const shipment = twin ? undefined : recipe.shipment;
  const goods = recipe.items.map((item, at) => ({
    kind: 'goods',
    sku: skus[at],
    description: item.description,
    quantity: String(twin?.quantities?.[at] ?? item.quantity),
    unit: 'pc',
    unit_price: item.price,
    unit_cost: item.cost,
    allocated: shipment ? String(item.quantity) : '0',
  }));
  const charges = (recipe.charges ?? []).map(([sku, description, amount]) => ({
    kind: 'charge',
    sku,
    description,
    quantity: '1',
    unit: 'pc',
    unit_price: amount,
    unit_cost: null,
    allocated: '0',
  }));
  const lines = [...goods, ...charges].map((line, at) => ({
    id: id * 100 + at + 1,
    order_id: id,
    position: at + 1,
    ...line,
  }));
  const reference = recipe.reference === null ? null : `P-${n}${twin && !twin.sameReference ? '-1' : ''}`;
  await insertRows(tx, 'sales_order', [
    {
      id,
      number,
      reference,
      customer: customer.code,
      state: twin ? 'confirmed' : state,
      held_since: state === 'on_hold' && !twin ? caller.now.toISOString() : null,
      ordered_on: ordered,
      promised_on: promised,
      entered_by: 'lortega',
      calm: false,
      total: '0',
      version: 1,
      changed: 0,
      updated_at: caller.now.toISOString(),
      entered_at: daysAgo ? `${ordered}T09:30:00Z` : caller.now.toISOString(),
      channel: recipe.twin ? 'edi' : 'email',
      payment_terms: recipe.paymentTerms ?? 'NET30',
    },
  ]);
  await insertRows(tx, 'order_line', lines);
  await sumUp(tx, [id]);
  if (shipment) await placeShipment(site, { id, reference }, lines.slice(0, goods.length), promised, recipe);
  if (recipe.change && !twin) await placeChange(site, id, lines, recipe.change);
  for (const [at, item] of recipe.items.entries()) {
    if (!item.bound || twin) continue;
    await insertRows(tx, 'purchase', [
      {
        number: `PO-T${n}B`,
        kind: 'purchase',
        state: 'ordered',
        sku: skus[at],
        quantity: item.quantity,
        warehouse: site.home,
        supplier: SUPPLIER,
        expected_on: addDays(today, 3),
        order_id: id,
        line_id: lines[at]?.id,
        bound: true,
        cancellation_fee: item.bound,
      },
    ]);
  }
  await log({ tx, caller, what: 'place', orderId: id }, true, `${number} for ${customer.code}`);
  return { id, number };
}

async function placeChange(
  { tx, today, country }: Site,
  orderId: number,
  lines: { id: number; sku: string | undefined }[],
  wanted: Wanted,
): Promise<void> {
  const line = (at: number) => ({ lineId: String(lines[at]?.id), sku: lines[at]?.sku ?? '' });
  const what = (): WantedChange => {
    switch (wanted.kind) {
      case 'quantity':
        return { kind: 'quantity', ...line(wanted.of), to: String(wanted.to) };
      case 'cancel_line':
        return { kind: 'cancel_line', ...line(wanted.of) };
      case 'date':
        return { kind: 'date', to: addDays(today, wanted.in) };
      case 'address':
        return { kind: 'address', to: movedTo(country) };
      case 'cancel_order':
        return { kind: 'cancel_order' };
    }
  };
  await insertRows(tx, 'request', [
    {
      kind: 'change',
      state: 'open',
      order_id: orderId,
      asked_on: today,
      by_whom: 'Purchasing',
      body: { what: what(), text: wanted.text },
    },
  ]);
}
