/** Steps that bring goods in: a purchase draft, a transfer draft, and taking either back while it is a draft. */
import Big from 'big.js';
import { z } from 'zod';
import type { TrytonClient } from './client.ts';
import { convertAmount } from './credit.ts';
import { TrytonUserError, unlessRefused } from './errors.ts';
import { currencyRate } from './rows.ts';
import { conflict, lineOf, type SideStep, type StepInput, type StepKind, startsWith } from './stepKind.ts';
import { date, decimal } from './values.ts';

const id = z.number().int();
const markerParams = z.object({ marker: z.string() });
const purchaseParams = markerParams.extend({
  label: z.string(),
  supplierId: z.string(),
  arrivesOn: z.string().nullable(),
  lines: z
    .array(z.object({ lineId: z.string(), quantity: z.string(), unitCost: z.string().nullable() }))
    .min(1),
});
const transferParams = markerParams.extend({
  from: z.string(),
  to: z.string(),
  arrivesOn: z.string().nullable(),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.string() })).min(1),
});
const draftRows = z.array(z.object({ id, state: z.string() }));

/** Model and the field that carries the marker. */
const drafts = {
  purchase: { model: 'purchase.purchase', field: 'description', word: 'Purchase' },
  transfer: { model: 'stock.shipment.internal', field: 'reference', word: 'Transfer' },
} as const;
type Draft = keyof typeof drafts;

export const supplySteps: Record<string, StepKind> = {
  create_purchase: {
    needsOrder: true,
    effect: (input) => made('purchase', input),
    refuse: ({ params }, { row }) =>
      purchaseParams.parse(params).lines.every(({ lineId }) => lineOf(row, lineId)?.['product.'])
        ? null
        : conflict('A line that was to be bought for is gone.'),
    async perform(input, { row }) {
      const { client } = input;
      const asked = purchaseParams.parse(input.params);
      const supplier = await supplierOf(client, Number(asked.supplierId));
      const products = [...new Set(asked.lines.map(({ lineId }) => lineOf(row, lineId)!['product.']!.id))];
      const terms = await termsOf(client, Number(asked.supplierId), products);
      const currency = terms.currency ?? row['currency.'].id;
      const convert = await converter(client, row['currency.'].id, currency);
      const lines = asked.lines.map(({ lineId, quantity, unitCost }) => {
        const line = lineOf(row, lineId)!;
        return {
          type: 'line',
          product: line['product.']!.id,
          quantity: Number(quantity),
          unit: line['unit.']?.id ?? line['product.']!['default_uom.'].id,
          unit_price: decimal(convert(unitCost ?? '0')),
          ...(asked.arrivesOn && { delivery_date_edit: true, delivery_date_store: date(asked.arrivesOn) }),
        };
      });
      const values = {
        party: Number(asked.supplierId),
        description: `${asked.marker} for ${asked.label}`,
        currency,
        ...(supplier.payment_term !== null && { payment_term: supplier.payment_term }),
        ...(supplier.address !== null && { invoice_address: supplier.address }),
        ...(row['warehouse.'] && { warehouse: row['warehouse.'].id }),
        lines: [['create', lines]],
      };
      return client.call('purchase.purchase.create', [[values]]);
    },
  },
  create_transfer: {
    needsOrder: true,
    effect: (input) => made('transfer', input),
    refuse: ({ params }, { row }) =>
      transferParams.parse(params).lines.every(({ lineId }) => lineOf(row, lineId)?.['product.'])
        ? null
        : conflict('A line that was to be sent for is gone.'),
    async perform(input, { row }) {
      const { client } = input;
      const { companyId } = await client.session();
      const asked = transferParams.parse(input.params);
      const [from, to] = [await storageOf(client, asked.from), await storageOf(client, asked.to)];
      const moves = asked.lines.map(({ lineId, quantity }) => {
        const line = lineOf(row, lineId)!;
        return {
          product: line['product.']!.id,
          quantity: Number(quantity),
          uom: line['unit.']?.id ?? line['product.']!['default_uom.'].id,
          from_location: from,
          to_location: to,
          company: companyId,
          ...(asked.arrivesOn && { planned_date: date(asked.arrivesOn) }),
        };
      });
      const today = z.string().parse(await client.call('ir.date.today', []));
      const planned = asked.arrivesOn && {
        planned_start_date: date([today, asked.arrivesOn].sort()[0]!),
        planned_date: date(asked.arrivesOn),
      };
      const values = { reference: asked.marker, from_location: from, to_location: to, ...planned };
      return client.call('stock.shipment.internal.create', [[{ ...values, moves: [['create', moves]] }]]);
    },
  },
  withdraw_purchase: withdraw('purchase'),
  withdraw_transfer: withdraw('transfer'),
};

async function found(client: TrytonClient, draft: Draft, params: unknown) {
  const { model, field } = drafts[draft];
  const domain = [startsWith(field, [markerParams.parse(params).marker])];
  return draftRows.parse(
    await client.call(`${model}.search_read`, [domain, 0, null, [['id', 'ASC']], ['state']]),
  );
}

async function made(draft: Draft, { client, params }: StepInput): Promise<string | null> {
  const [one] = await found(client, draft, params);
  return one ? `${drafts[draft].word} ${one.id} is ${one.state}.` : null;
}

/** Cancelled, not deleted: the ERP keeps that there was one. What somebody has carried on is theirs. */
function withdraw(draft: Draft): SideStep {
  const { model, word } = drafts[draft];
  return {
    needsOrder: false,
    async effect({ client, params }) {
      const all = await found(client, draft, params);
      return all.every((one) => one.state === 'cancelled')
        ? `${word} ${all.map((one) => one.id).join(', ') || 'draft'} is cancelled or was never there.`
        : null;
    },
    async perform({ client, params }) {
      const all = await found(client, draft, params);
      const carriedOn = all.find((one) => !['draft', 'request', 'cancelled'].includes(one.state));
      if (carriedOn)
        throw new TrytonUserError(`${word} ${carriedOn.id} is ${carriedOn.state}, no longer a draft.`);
      return client.call(`${model}.cancel`, [
        all.filter((one) => one.state !== 'cancelled').map((one) => one.id),
      ]);
    },
  };
}

const supplierRows = z
  .array(z.object({ id, supplier_payment_term: id.nullish(), addresses: z.array(id) }))
  .length(1);

async function supplierOf(client: TrytonClient, party: number) {
  const [row] = supplierRows.parse(
    await client.call('party.party.read', [[party], ['supplier_payment_term', 'addresses']]),
  );
  return { payment_term: row!.supplier_payment_term ?? null, address: row!.addresses[0] ?? null };
}

const termRows = z.array(z.object({ currency: id.nullable() }));

/** In which currency this supplier sells these products; null: it does not say. */
async function termsOf(client: TrytonClient, party: number, products: number[]) {
  const domain = [
    ['party', '=', party],
    ['OR', ['product', 'in', products], ['template.products', 'in', products]],
  ];
  const rows = await unlessRefused(
    client.call('purchase.product_supplier.search_read', [domain, 0, 1, [['id', 'ASC']], ['currency']]),
  );
  return { currency: termRows.parse(rows ?? [])[0]?.currency ?? null };
}

/** Approved amounts are in the order's currency. Throws where there is no rate. */
async function converter(
  client: TrytonClient,
  from: number,
  to: number,
): Promise<(amount: string) => string> {
  const rows = await client.call('currency.currency.read', [
    [...new Set([from, to])],
    ['code', 'digits', 'rate'],
  ]);
  const rates = new Map(
    z
      .array(currencyRate)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
  return (amount) => {
    const converted = convertAmount(new Big(amount), rates.get(from)!, rates.get(to)!);
    if (converted === null)
      throw new TrytonUserError('There is no exchange rate for the supplier’s currency.');
    return converted.round(4).toFixed();
  };
}

const warehouseRows = z.array(z.object({ id, storage_location: id.nullable() }));

async function storageOf(client: TrytonClient, name: string): Promise<number> {
  const domain = [
    ['type', '=', 'warehouse'],
    ['name', '=', name],
  ];
  const rows = warehouseRows.parse(
    await client.call('stock.location.search_read', [domain, 0, 2, null, ['storage_location']]),
  );
  const [only, second] = rows;
  if (!only?.storage_location || second)
    throw new TrytonUserError(`Tryton has no single warehouse "${name}".`);
  return only.storage_location;
}
