/** Who a product is bought from, for how much and how soon. */
import Big from 'big.js';
import { z } from 'zod';
import { currencyDigits } from '#core/model/money.ts';
import type { TrytonClient } from './client.ts';
import { convertAmount, type Rates } from './credit.ts';
import { unlessRefused } from './errors.ts';
import { convertQuantity } from './order.ts';
import { type ProductRow, type UomRow, uom, uomFields } from './rows.ts';
import type { Setting } from './setting.ts';

export interface Supplier {
  id: number;
  name: string;
  leadDays: number | null;
  /** Per `unit`, in the order's currency; null: no price, no rate, or another kind of unit. */
  costFor(quantity: Big, unit: UomRow, currency: number, rates: Rates): string | null;
}

const id = z.number().int();
const timeDelta = z.object({ seconds: z.number() }).nullable();
const supplierRows = z.array(
  z.object({
    id,
    template: id.nullable(),
    product: id.nullable(),
    sequence: z.number().nullable(),
    lead_time: timeDelta,
    currency: id.nullable(),
    'uom.': uom.nullable(),
    'party.': z.object({
      id,
      name: z.string().nullable(),
      code: z.string().nullable(),
      supplier_lead_time: timeDelta,
    }),
    'prices.': z.array(z.object({ quantity: z.number(), unit_price: z.string() })),
  }),
);
type SupplierRow = z.infer<typeof supplierRows>[number];
const fields = [
  'template',
  'product',
  'sequence',
  'lead_time',
  'currency',
  ...uomFields('uom'),
  'party.name',
  'party.code',
  'party.supplier_lead_time',
  'prices.quantity',
  'prices.unit_price',
];

/** By product id: the first in the ERP's own order. Empty where the purchase module is missing or closed to this user. */
export async function readSuppliers(
  client: TrytonClient,
  { companyId }: Setting,
  products: ProductRow[],
): Promise<Map<number, Supplier>> {
  const domain = [
    ['company', '=', companyId],
    [
      'OR',
      ['product', 'in', products.map((item) => item.id)],
      [
        ['product', '=', null],
        ['template', 'in', products.map((item) => item.template)],
      ],
    ],
  ];
  const found = await unlessRefused(
    client.call('purchase.product_supplier.search_read', [domain, 0, null, [['id', 'ASC']], fields]),
  );
  const rows = supplierRows.parse(found ?? []).sort(inSequence);
  const suppliers = new Map<number, Supplier>();
  for (const item of products) {
    const row = rows.find((one) =>
      one.product === null ? one.template === item.template : one.product === item.id,
    );
    if (row) suppliers.set(item.id, toSupplier(row));
  }
  return suppliers;
}

/** Rows without a sequence come first, as in Tryton. */
const inSequence = (a: SupplierRow, b: SupplierRow) =>
  (a.sequence ?? Number.NEGATIVE_INFINITY) === (b.sequence ?? Number.NEGATIVE_INFINITY)
    ? a.id - b.id
    : (a.sequence ?? Number.NEGATIVE_INFINITY) - (b.sequence ?? Number.NEGATIVE_INFINITY);

function toSupplier(row: SupplierRow): Supplier {
  const lead = row.lead_time ?? row['party.'].supplier_lead_time;
  return {
    id: row['party.'].id,
    name: row['party.'].name ?? row['party.'].code ?? `Party ${row['party.'].id}`,
    leadDays: lead === null ? null : Math.ceil(lead.seconds / 86_400),
    costFor(quantity, unit, currency, rates) {
      const bought = row['uom.'] ?? unit;
      const wanted = convertQuantity(quantity, unit, bought);
      const perUnit = convertQuantity(1, unit, bought);
      const own = rates.byId.get(currency);
      const from = row.currency === null ? rates.company : rates.byId.get(row.currency);
      if (!wanted || !perUnit || !own || !from) return null;
      const price = row['prices.']
        .filter((one) => wanted.gte(one.quantity))
        .sort((a, b) => b.quantity - a.quantity)[0];
      const cost = price && convertAmount(new Big(price.unit_price).times(perUnit), from, own);
      return cost ? cost.toFixed(currencyDigits(own.code) + 2) : null;
    },
  };
}
